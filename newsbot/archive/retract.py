"""Taking back what a bad answer wrote: which revisions a run wrote, and what stands when some of them are taken back."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from newsbot.archive.captures import age_of
from newsbot.archive.clock import utc
from newsbot.archive.errors import ArchiveError
from newsbot.archive.ledger import Ledger
from newsbot.archive.retractions import Retraction, read_retractions
from newsbot.archive.runs import read_runs
from newsbot.archive.store import ArchiveSettings, SiteArchive
from newsbot.archive.tables import Line

_RUN = re.compile(r"(\d{8}T\d{6}Z)-\d+")
"""A run id: when the run began, and its process."""


@dataclass(frozen=True, slots=True)
class TakenBack:
    """One revision that is taken back."""

    line: Line
    stands: Line | None
    """The newest revision of the article that stands then; None when none does."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a command takes back of one site."""

    site: str
    lines: tuple[TakenBack, ...] = ()
    already: tuple[Retraction, ...] = ()
    """What was asked for and was taken back before."""
    first: int = 0
    """First revisions that the run wrote and that stay, because nobody asked for them."""


def plan_for_article(folder: Path, article_id: str, revision: int | None = None) -> Plan:
    """Take back a revision of an article, without a number the last one. Raises ArchiveError, also for what is not there."""
    with Ledger.open_readonly(folder / "ledger.sqlite") as ledger:
        lines = ledger.lines.revisions(article_id)
        asked = [line for line in lines if revision in (None, line.revision)][-1:]
        if not asked:
            what = f"revision {revision} of {article_id}" if lines else f"article {article_id!r}"
            raise ArchiveError(f"{folder} holds no {what}")
        return _plan(folder, ledger, asked)


def plan_for_run(root: Path, folder: Path, run: str, *, first: bool = False) -> Plan | None:
    """Take back the revisions and tombstones that a run wrote; None when the run is not one of this site.

    What a run wrote are the lines of what it captured. New articles stay, unless the `first` revisions are asked for too.
    Raises ArchiveError.
    """
    with Ledger.open_readonly(folder / "ledger.sqlite") as ledger:
        window = _window(run, {one.run for one in read_runs(root) if one.site == folder.name} | ledger.urls.runs())
        if window is None:
            return None
        written = [line for line in ledger.lines.all() if _is_within(line, window)]
        asked = [line for line in written if first or line.revision > 1]
        return _plan(folder, ledger, asked, first=len(written) - len(asked))


def retract(root: Path, plan: Plan, reason: str) -> None:
    """Take back what is planned. Raises ArchiveLocked, ArchiveNotWritable, ArchiveDamaged."""
    with SiteArchive.open(root, plan.site, ArchiveSettings(give_up=False)) as archive:
        now, run = utc(archive.clock()), archive.ledger.run
        archive.retract([Retraction(*_key(one.line), reason, now, run) for one in plan.lines])
        archive.commit()


def _plan(folder: Path, ledger: Ledger, asked: Iterable[Line], first: int = 0) -> Plan:
    before = {one.key: one for one in (*ledger.retractions.all(), *read_retractions(folder))}
    lines = [line for line in asked if _key(line) not in before]
    gone = before.keys() | {_key(line) for line in lines}
    taken = (TakenBack(line, _standing(ledger.lines.revisions(line.article_id), gone)) for line in lines)
    already = tuple(before[_key(line)] for line in asked if _key(line) in before)
    return Plan(folder.name, tuple(taken), already, first)


def _standing(lines: Sequence[Line], gone: Iterable[tuple[str, int]]) -> Line | None:
    return next((line for line in reversed(lines) if _key(line) not in gone), None)


def _key(line: Line) -> tuple[str, int]:
    return line.article_id, line.revision


def _window(run: str, runs: Iterable[str]) -> tuple[str, str] | None:
    """From when to when a run wrote a site: until the next one began. None when it is not one of these runs."""
    begins = sorted({found[1] for one in runs if (found := _RUN.fullmatch(one))})
    if run not in runs or not (match := _RUN.fullmatch(run)):
        return None
    after = bisect_right(begins, match[1])
    return match[1], begins[after] if after < len(begins) else "9"


def _is_within(line: Line, window: tuple[str, str]) -> bool:
    """Whether a line was read from a capture of this time; every run begins a capture file of its own."""
    return line.capture_file is not None and window[0] <= age_of(line.capture_file)[0] < window[1]
