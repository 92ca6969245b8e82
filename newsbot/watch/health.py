"""How each site of an archive is doing, from its ledger and the run log."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from math import sqrt
from pathlib import Path

from newsbot.archive import ArchiveDamaged, ArchiveError, Gap, Ledger, RunReport, gap_sentence, holder, read_runs
from newsbot.archive.tables import Doubt

EARLIER = 20
"""Runs before the last one that its fill rates are compared with."""
_NOTABLE = 0.1
"""Smallest drop of a fill rate that is told."""
_SIGMAS = 3.0
"""How many standard deviations of the last run's share a drop must have, so that a few articles do not cry wolf."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """One site. Times are UTC, ISO 8601."""

    site: str
    last_run: str | None = None
    """When the last run ended; None when there was none."""
    exit_code: int | None = None
    """Of the last run."""
    new: int = 0
    """Lines that the last run archived."""
    last_new: str | None = None
    """When a run last archived a line."""
    days_without_new: int | None = None
    """Days since then; 0 when it is dated in the future."""
    days_ahead: int = 0
    """Days by which the last run ended in the future: it went by a clock that ran ahead, or the clock is wrong now."""
    articles: int = 0
    states: Mapping[str, int] = field(default_factory=dict)
    """URLs by state, as the ledger has them now."""
    drops: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    """Fields that the last articles have much less often than those before: share before, share now."""
    bytes: int = 0
    """Bytes on disk."""
    running: str | None = None
    """Who is writing the site now."""
    doubts: tuple[str, ...] = ()
    """What the site seems to do that is not believed yet, a sentence each."""
    gaps: tuple[str, ...] = ()
    """Where articles may be missing, a sentence each, oldest first; a backfill of that time closes them."""
    problem: str | None = None
    """Why the ledger or the folder cannot be read."""


def health(root: Path, folders: Iterable[Path], now: datetime) -> Iterator[Health]:
    """The health of sites. Raises ArchiveDamaged for a run log that cannot be read."""
    runs: dict[str, deque[RunReport]] = {}
    last_new: dict[str, str] = {}
    gaps: dict[str, list[Gap]] = {}
    for run in read_runs(root):
        runs.setdefault(run.site, deque(maxlen=EARLIER + 1)).append(run)
        gaps[run.site] = [*_still_open(gaps.get(run.site, []), run), *run.gaps]
        if run.archived:
            last_new[run.site] = run.finished_at
    for folder in folders:
        of_site = [*runs.get(folder.name, ())]
        yield replace(
            _site(folder, of_site, last_new.get(folder.name), now),
            gaps=tuple(map(gap_sentence, gaps.get(folder.name, ()))),
        )


def _still_open(gaps: Iterable[Gap], run: RunReport) -> list[Gap]:
    """The possible gaps that a run has not closed: a backfill does that when it covers all of one, and all went well."""
    if run.backfill is None or run.exit_code != 0:
        return list(gaps)
    since, _, until = run.backfill.partition("..")
    return [
        gap
        for gap in gaps
        if (since and _moment(since) > _moment(gap["since"])) or _moment(until) < _moment(gap["until"])
    ]


def _site(folder: Path, runs: list[RunReport], last_new: str | None, now: datetime) -> Health:
    last = runs[-1] if runs else None
    articles, states, doubts, problem = _ledger(folder)
    size, busy = 0, None
    try:
        size = sum(path.stat().st_blocks * 512 for path in folder.rglob("*") if path.is_file())
        busy = holder(folder)
    except OSError as error:
        problem = problem or str(ArchiveDamaged.unreadable(error, folder))
    return Health(
        site=folder.name,
        last_run=last.finished_at if last else None,
        exit_code=last.exit_code if last else None,
        new=last.archived if last else 0,
        last_new=last_new,
        days_without_new=max(0, (now - _moment(last_new)).days) if last_new else None,
        days_ahead=max(0, (_moment(last.finished_at) - now).days) if last else 0,
        articles=articles,
        states=states,
        doubts=doubts,
        drops=dict(fill_drops(runs)),
        bytes=size,
        running=str(busy) if busy else None,
        problem=problem,
    )


def _ledger(folder: Path) -> tuple[int, dict[str, int], tuple[str, ...], str | None]:
    try:
        with Ledger.open_readonly(folder / "ledger.sqlite") as ledger:
            states = {str(state): count for state, count in ledger.urls.counts().items() if count}
            return ledger.lines.article_count(), states, tuple(map(_told, ledger.doubts.each())), None
    except ArchiveError as error:
        return 0, {}, (), str(error)


def _told(doubt: Doubt) -> str:
    word = "believed" if doubt.is_believed else "not believed yet"
    return f"{word}, seen on {doubt.days} days since {doubt.since[:10]}: {doubt.told}"


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def fill_drops(runs: list[RunReport]) -> Iterator[tuple[str, tuple[float, float]]]:
    """Fields whose fill rate in the last run that archived anything is below that of the runs before: rate before, rate now."""
    filled = [run for run in runs if run.archived and run.fill_rate]
    if not filled[1:]:
        return
    *earlier, last = filled
    count = sum(run.archived for run in earlier)
    for key, now in last.fill_rate.items():
        before = sum(run.fill_rate.get(key, 0.0) * run.archived for run in earlier) / count
        doubt = sqrt(before * (1 - before) / last.archived + before * (1 - before) / count)
        if before - now >= max(_NOTABLE, _SIGMAS * doubt):
            yield key, (round(before, 4), now)
