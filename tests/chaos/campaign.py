"""A campaign: blow after blow on one archive until a crawl gets through, then the promise."""

from __future__ import annotations

import random
import subprocess
import sys
from collections import Counter, deque
from dataclasses import dataclass, field
from pathlib import Path

from newsbot.archive import read_runs
from newsbot.exit_codes import Exit
from tests.chaos.blows import WAIT, Blow, Struck, Target
from tests.chaos.promise import Content, broken, content
from tests.crawl.command import command, environment


@dataclass(slots=True)
class Outcome:
    """What came of blows."""

    blows: Counter[str] = field(default_factory=Counter)
    """How many ended a crawl before its time, by kind."""
    problems: list[str] = field(default_factory=list)
    """What was not as promised."""
    articles: int = 0
    """Articles in the archives that were checked."""

    def __iadd__(self, other: Outcome) -> Outcome:
        self.blows += other.blows
        self.problems += other.problems
        self.articles += other.articles
        return self


def undisturbed(url: str, archive: Path) -> Content:
    """What a crawl that nobody disturbs makes of a site."""
    subprocess.run(command(url, archive), stdout=subprocess.DEVNULL, env=environment(), check=True, timeout=WAIT)
    return content(archive)


def campaign(target: Target, wanted: Content, chance: random.Random, planned: deque[Blow]) -> Outcome:
    """Strike the crawl of one site until it gets through; let it finish; check the promise.

    Takes blows from `planned`; one that came too late to strike anything stays there.
    """
    outcome = Outcome(articles=sum(wanted.values()))
    code: int | None = None
    while planned and code != Exit.OK and not outcome.problems:
        struck = planned[0](target, chance)
        code = struck.code
        outcome.problems += _dishonest(struck, target)
        if code != Exit.OK:
            planned.popleft()
            outcome.blows[struck.blow] += 1
    outcome.problems += _finish(target, wanted)
    return outcome


def _dishonest(struck: Struck, target: Target) -> list[str]:
    """Why an exit code or the report behind it was not true."""
    if not struck.honest:
        return [f"{struck.blow}: exit code {struck.code}, not one of {struck.allowed}"]
    if struck.code != Exit.OK:
        return []
    *_, last = read_runs(target.archive)
    waiting = last.states.get("pending", 0) + last.states.get("in_flight", 0)
    if last.exit_code != Exit.OK or waiting:
        return [f"{struck.blow}: exit code 0, but the report says {last.exit_code} with {waiting} pages waiting"]
    return []


def _finish(target: Target, wanted: Content) -> list[str]:
    """Two crawls that nobody disturbs: one to finish the work, one to find nothing left."""
    for number in range(2):
        process = target.start()
        code = process.wait(WAIT)
        if code != Exit.OK:
            return [f"a crawl that nobody disturbed ended with exit code {code}"]
        *_, last = read_runs(target.archive)
        if number and last.archived:
            return [f"a crawl of a finished site archived {last.archived} articles once more"]
    verified = subprocess.run(
        [sys.executable, "-m", "newsbot", "verify", "--archive", target.archive], stdout=subprocess.DEVNULL, check=False
    )
    return [
        *([f"verify ended with {verified.returncode}"] if verified.returncode else []),
        *broken(target.archive, wanted),
    ]
