"""Runs the real command as a process of its own and reads what it left."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from newsbot.archive import Entry, Ledger, State, read, verify
from newsbot.article import Article
from newsbot.site import WebSite
from tests.crawl.later import later
from tests.forked import SECONDS, Ended, call, run_forked

FAST = {"NEWSBOT_RETRY_DELAY": "0.02", "NEWSBOT_RETRY_LONGEST": "2", "NEWSBOT_TIMEOUT": "3"}
"""The knobs of an operator, turned down to what a test can wait for."""


@dataclass(frozen=True, slots=True)
class Run:
    """A crawl that has ended."""

    code: int
    report: dict[str, Any]
    """The run report; empty when there was none."""
    stderr: str
    folder: Path
    """The site's folder."""

    def entries(self) -> dict[str, Entry]:
        """What the ledger says, by target (path and query)."""
        with Ledger.open_readonly(self.folder / "ledger.sqlite") as ledger:
            return {_target(entry.url): entry for state in State for entry in ledger.urls.entries(state)}

    def states(self) -> dict[str, tuple[str, str | None]]:
        """State and reason by target."""
        return {target: (entry.state.value, entry.reason) for target, entry in self.entries().items()}

    def articles(self) -> dict[str, Article]:
        """The records by target."""
        return {_target(article.url): article for article in read(self.folder)}

    def note(self, label: str) -> str:
        """The notes of the report that name a source."""
        return "\n".join(note for note in self.report["notes"] if label in note)

    def assert_sound(self) -> None:
        """The archive verifies, nothing is left in flight, and the states add up to what was discovered."""
        (report,) = verify(self.folder.parent, [self.folder.name])
        assert not report.damage
        states = self.report["states"]
        assert "in_flight" not in states
        assert sum(states.values()) == len(self.entries())
        logged = [json.loads(line) for line in (self.folder.parent / "runs.jsonl").read_text("utf-8").splitlines()]
        assert self.report in logged
        assert self.report["exit_code"] == self.code


def _target(url: str) -> str:
    parts = urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def command(url: str, archive: Path, *options: str, day: int = 0) -> list[str]:
    """The command that crawls, now or so many days later."""
    return [*newsbot(day), *crawling(url, archive, *options)]


def crawling(url: str, archive: Path, *options: str) -> tuple[str, ...]:
    """The arguments of a crawl that waits for nobody."""
    return ("crawl", url, "--archive", str(archive), "--delay", "0", "--json", *options)


def newsbot(day: int = 0) -> list[str]:
    """How the newsbot command is called, now or with a clock that is so many days ahead."""
    return [sys.executable, "-m", *(("tests.crawl.later", str(day)) if day else ("newsbot",))]


def environment(**changes: str) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("NEWSBOT_")}
    return {**kept, **FAST, **changes}


def start(url: str, archive: Path, *options: str, **changes: str) -> subprocess.Popen[str]:
    """Begin a crawl that a test means to disturb."""
    pipe = subprocess.PIPE
    return subprocess.Popen(
        command(url, archive, *options), stdout=pipe, stderr=pipe, text=True, env=environment(**changes)
    )


def finish(process: subprocess.Popen[str], url: str, archive: Path) -> Run:
    """Wait for a crawl to end."""
    stdout, stderr = process.communicate(timeout=60)
    report = json.loads(stdout) if stdout.strip() else {}
    return Run(process.returncode, report, stderr, archive / WebSite(url).name)


def crawl(url: str, archive: Path, *options: str, **changes: str) -> Run:
    """Run a crawl to its end; `changes` are environment variables."""
    ended = run(*crawling(url, archive, *options), **changes)
    report = json.loads(ended.stdout) if ended.stdout.strip() else {}
    return Run(ended.code, report, ended.stderr, archive / WebSite(url).name)


def run(*arguments: str, day: int = 0, seconds: float = SECONDS, **changes: str) -> Ended:
    """Run the command to its end in a forked process, now or with a clock that is so many days ahead."""
    if day:
        return run_forked(later, (str(day), *arguments), environment(**changes), seconds=seconds)
    return run_forked(call, arguments, environment(**changes), seconds=seconds)


def count(run: Run, states: Iterable[str]) -> int:
    return sum(run.report["states"].get(state, 0) for state in states)
