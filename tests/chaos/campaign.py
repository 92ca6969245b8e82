"""A campaign: blow after blow on one archive until a crawl gets through, then the promise."""

from __future__ import annotations

import random
from collections import Counter, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from shutil import copytree

from newsbot.archive import read_runs
from newsbot.console.exit_codes import Exit
from tests.chaos.blows import WAIT, Blow, Struck, Target
from tests.chaos.living import DAYS, Living
from tests.chaos.promise import Holding, broken, holding
from tests.crawl.command import crawling, run
from tests.crawl.server import Server


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


def undisturbed(url: str, archive: Path, day: int = 0) -> Holding:
    """What a crawl that nobody disturbs makes of a site."""
    ended = run(*crawling(url, archive), day=day, seconds=WAIT)
    assert ended.code == Exit.OK, ended.stderr
    return holding(archive)


def campaign(target: Target, wanted: Holding, chance: random.Random, planned: deque[Blow]) -> Outcome:
    """Strike the crawl of one site until it gets through; let it finish; check the promise."""
    outcome = _strike(target, chance, planned)
    outcome.articles = wanted.lines.total()
    outcome.problems += _finish(target, wanted)
    return outcome


def _strike(target: Target, chance: random.Random, planned: deque[Blow]) -> Outcome:
    """Strike the crawl of one site until it gets through.

    Takes blows from `planned`; one that came too late to strike anything stays there.
    """
    outcome = Outcome()
    code: int | None = None
    while planned and code != Exit.OK and not outcome.problems:
        struck = planned[0](target, chance)
        code = struck.code
        outcome.problems += _dishonest(struck, target)
        if code != Exit.OK:
            planned.popleft()
            outcome.blows[struck.blow] += 1
    return outcome


@dataclass(frozen=True, slots=True)
class Revisited:
    """A paper that changes from day to day, and what crawls that nobody disturbs make of it."""

    server: Server
    living: Living
    first: Path
    """The archive after the first day."""
    days: Mapping[int, Holding]
    """What the archive holds after each of the other days."""

    @classmethod
    def undisturbed(cls, server: Server, living: Living, scratch: Path, on: Sequence[int] = DAYS) -> Revisited:
        """Crawl the paper on these days."""
        first, archive, days = scratch / "first", scratch / "undisturbed", {}
        for day in on:
            living.turn(server, day)
            days[day] = undisturbed(server.base + "/", archive, day)
            if day == 0:
                copytree(archive, first)
        del days[0]
        return cls(server, living, first, days)

    def campaign(self, target: Target, chance: random.Random, planned: deque[Blow]) -> Outcome:
        """Strike the crawl of each day until it gets through, and let it finish; the promise holds after each."""
        copytree(self.first, target.archive)
        outcome = Outcome()
        for day, wanted in self.days.items():
            self.living.turn(self.server, day)
            held = {path: path.stat().st_size for path in target.archive.rglob("*") if path.is_file()}
            today = replace(target, day=day, held=held)
            outcome += _strike(today, chance, planned)
            is_last = day == max(self.days)
            outcome.problems += _finish(today, wanted) if is_last else _crawl(today) or broken(target.archive, wanted)
            outcome.articles = wanted.lines.total()
            if outcome.problems:
                break
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


def _crawl(target: Target) -> list[str]:
    """A crawl that nobody disturbs."""
    code = run(*crawling(target.url, target.archive), day=target.day, seconds=WAIT).code
    return [f"a crawl that nobody disturbed ended with exit code {code}"] if code != Exit.OK else []


def _finish(target: Target, wanted: Holding) -> list[str]:
    """Two crawls that nobody disturbs: one to finish the work, one to find nothing left."""
    if problems := _crawl(target) or _crawl(target):
        return problems
    *_, last = read_runs(target.archive)
    if last.archived or last.again:
        return [
            f"a crawl of a finished site archived {last.archived} articles once more, and looked again at {last.again}"
        ]
    verified = run("verify", "--archive", str(target.archive), seconds=WAIT)
    return [
        *([f"verify ended with {verified.code}"] if verified.code else []),
        *broken(target.archive, wanted),
    ]
