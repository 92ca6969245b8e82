"""From a finished crawl to its run report and exit code: the ledger and the sources decide, not Scrapy's opinion."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from newsbot import __version__
from newsbot.archive import ArchiveDamaged, Gap, RunReport, State, gap_sentence
from newsbot.archive.jsonl import KEYS
from newsbot.console.exit_codes import Exit
from newsbot.crawl.context import Crawl
from newsbot.crawl.failure import DISALLOWED
from newsbot.crawl.frontier import ARTICLES
from newsbot.discover.window import Window

FINISHED = "finished"
"""Scrapy's reason for a crawl that had nothing left to do."""
STOPPED_BY_SIGNAL = "shutdown"
"""Scrapy's reason for a crawl that SIGINT or SIGTERM ended."""


def run_report(crawl: Crawl) -> RunReport:
    """The report of a crawl that has ended. Call it before the archive is closed."""
    archive = crawl.archive
    return RunReport(
        run=archive.ledger.run,
        site=crawl.site.name,
        started_at=_utc(crawl.started_at),
        finished_at=_utc(crawl.ending.finished_at or datetime.now(UTC)),
        version=__version__,
        exit_code=exit_code(crawl),
        requests=crawl.statistics.requests,
        pages=crawl.statistics.settled.total(),
        bytes=crawl.statistics.bytes,
        discovered=crawl.statistics.discovered,
        archived=archive.archived,
        again=archive.recrawled.summary(),
        states={str(state): count for state, count in archive.ledger.urls.counts().items() if count},
        changes={str(state): count for state, count in crawl.statistics.settled.items() if count},
        fill_rate={key: round(archive.filled[key] / archive.archived, 4) for key in KEYS} if archive.archived else {},
        sources={tally.label: tally.new for tally in crawl.statistics.sources.values()},
        recovered=str(archive.recovered) if archive.recovered else None,
        smallest_gap=_rounded(crawl.statistics.smallest_gap),
        robots=dict(crawl.statistics.robots),
        gaps=_gaps(crawl),
        backfill=_backfill(crawl.window),
        notes=tuple(_notes(crawl)),
    )


def exit_code(crawl: Crawl) -> Exit:
    """How the run ended, worst thing first."""
    settled = crawl.statistics.settled
    nothing = not any(crawl.archive.ledger.urls.counts().values()) or _unreadable(crawl)
    if crawl.ending.error:
        return Exit.DAMAGED if isinstance(crawl.ending.error, ArchiveDamaged) else Exit.NOT_WRITABLE
    if crawl.ending.closed == STOPPED_BY_SIGNAL:
        return Exit.INTERRUPTED
    if crawl.ending.closed != FINISHED or crawl.ending.crashed:
        return Exit.ERROR
    if crawl.breaker.open or _refused(crawl):
        return Exit.UNREACHABLE
    failed = (
        settled[State.FAILED]
        or settled[State.BLOCKED]
        or settled[State.TOO_LARGE]
        or settled[State.QUARANTINED]
        or crawl.outcomes.doubting.told
        or _is_closed(crawl)
        or _gaps(crawl)
        or any(tally.failed for tally in crawl.statistics.sources.values())
    )
    if failed or nothing:
        return Exit.SOME_FAILED
    return Exit.OK


def _refused(crawl: Crawl) -> bool:
    """The site let nothing be read: the home page was refused, or every page was, and not by robots.txt alone.

    Pages that robots.txt keeps back while the rest of the site is open are states, not a refusal of the site.
    """
    settled = crawl.statistics.settled
    refused = settled[State.BLOCKED] + settled[State.DISALLOWED]
    home = crawl.statistics.sources.get("home")
    home_refused = home is not None and home.problem is not None and not home.pages
    return refused == settled.total() and (settled[State.BLOCKED] > 0 or home_refused)


_FEW_PAGES = 3
"""Pages that were all no articles from which the reason is not the pages but that nobody can read them."""


def _unreadable(crawl: Crawl) -> int:
    """Pages that were no articles, in a run that read none; 0 for a few, and for a site that was read before."""
    refused = crawl.statistics.settled[State.NOT_ARTICLE]
    counts = crawl.archive.ledger.urls.counts()
    return refused if refused >= _FEW_PAGES and not any(counts.get(state) for state in ARTICLES) else 0


_FEW_SOURCES = 3
"""Sources that robots.txt does not allow, up to which each is told."""


def _is_closed(crawl: Crawl) -> bool:
    """Whether robots.txt closes most of the archived articles that were due: what was published is to be seen no more."""
    closed, settled = crawl.statistics.closed, crawl.statistics.settled
    return closed >= _FEW_PAGES and 2 * closed > settled.total()


def _notes(crawl: Crawl) -> Iterator[str]:
    if crawl.breaker.open:
        yield f"unreachable: {crawl.breaker.open}"
    if crawl.breaker.quiet:
        yield f"stopped, {crawl.breaker.quiet}: what is left waits for the next run"
    yield from (str(one) for one in (crawl.ending.error, crawl.archive.ahead) if one)
    yield from _doubts(crawl)
    if crawl.limit is not None and not crawl.frontier.pages_allowed:
        yield f"stopped at the limit of {crawl.limit} pages"
    if crawl.statistics.out_of_scope:
        yield f"{crawl.statistics.out_of_scope} URLs of other sites were listed and left alone"
    for host, count in sorted(crawl.statistics.foreign_lists.items()):
        told = f"{count} feeds or sitemaps on another host were not asked for: {host}"
        yield f"{told} (name them in the site's file, and they are)"
    if crawl.statistics.repeating:
        yield f"{crawl.statistics.repeating} links whose path repeats itself were left alone"
    for host, count in sorted(crawl.statistics.left_to.items()):
        yield f"{count} pages have moved to another site: {host}"
    if crawl.outcomes.quarantine.in_place:
        yield f"the home page was served in the place of {crawl.outcomes.quarantine.in_place} pages"
    if unreadable := _unreadable(crawl):
        yield f"none of {unreadable} pages reads as an article: an unknown layout, or no news site"
    articles = sum(crawl.statistics.settled[state] for state in ARTICLES)
    if (
        2 * crawl.statistics.unknown_layout > articles
    ):  # a few pages of a kind of their own are no news, most of a run are
        told = f"{crawl.statistics.unknown_layout} of {articles} articles have none of the site's known layouts"
        yield f"{told}: the general rules read them"
    if not any(crawl.archive.ledger.urls.counts().values()):
        yield "found nothing that looks like an article"
    yield from _of_sources(crawl)
    yield from crawl.budget.cuts


def _doubts(crawl: Crawl) -> Iterator[str]:
    yield from crawl.outcomes.doubting.told.values()
    if held := crawl.outcomes.doubting.held:
        yield f"{held} answers are in quarantine until later runs settle it"


def _of_sources(crawl: Crawl) -> Iterator[str]:
    if closed := crawl.statistics.closed:
        yield f"robots.txt no longer allows {closed} archived articles"
    tallies = crawl.statistics.sources.values()
    disallowed = [tally.label for tally in tallies if tally.problem == DISALLOWED]
    if len(disallowed) > _FEW_SOURCES:
        yield f"robots.txt allows none of {len(disallowed)} sources"
    yield from map(gap_sentence, _gaps(crawl))
    for tally in tallies:
        if tally.problem and (tally.problem != DISALLOWED or len(disallowed) <= _FEW_SOURCES):
            yield f"{tally.label}: {tally.problem}"
        yield from (f"{tally.label}: {note}" for note in tally.notes)


def _gaps(crawl: Crawl) -> tuple[Gap, ...]:
    """Possible gaps; a crawl of the past reads lists for what they have of that time, and tells of none."""
    return tuple(crawl.continuity.gaps()) if crawl.window.until is None else ()


def _backfill(window: Window) -> str | None:
    if window.until is None:
        return None
    return f"{_utc(window.since) if window.since else ''}..{_utc(window.until)}"


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 3)


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")
