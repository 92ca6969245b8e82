"""From a finished session to its run report and exit code: the ledger and the sources decide, not Scrapy's opinion."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from newsbot import __version__
from newsbot.archive import ArchiveDamaged, RunReport, State
from newsbot.archive.exit_codes import Exit
from newsbot.archive.jsonl import KEYS
from newsbot.crawl.session import ARTICLES, Session

STOPPED_BY_SIGNAL = "shutdown"
"""Scrapy's reason for a crawl that SIGINT or SIGTERM ended."""


def run_report(session: Session) -> RunReport:
    """The report of a session that has ended. Call it before the archive is closed."""
    archive = session.archive
    return RunReport(
        run=archive.ledger.run,
        site=session.site.name,
        started_at=_utc(session.started_at),
        finished_at=_utc(session.finished_at or datetime.now(UTC)),
        version=__version__,
        exit_code=exit_code(session),
        requests=session.requests,
        pages=session.settled.total(),
        bytes=session.bytes,
        discovered=session.discovered,
        archived=archive.archived,
        again=archive.recrawled.summary(),
        states={str(state): count for state, count in archive.ledger.urls.counts().items() if count},
        changes={str(state): count for state, count in session.settled.items() if count},
        fill_rate={key: round(archive.filled[key] / archive.archived, 4) for key in KEYS} if archive.archived else {},
        sources={tally.label: tally.new for tally in session.sources.values()},
        recovered=str(archive.recovered) if archive.recovered else None,
        notes=tuple(_notes(session)),
    )


def exit_code(session: Session) -> Exit:
    """How the run ended, worst thing first."""
    settled = session.settled
    nothing = not any(session.archive.ledger.urls.counts().values()) or _unreadable(session)
    if session.error:
        return Exit.DAMAGED if isinstance(session.error, ArchiveDamaged) else Exit.NOT_WRITABLE
    if session.closed == STOPPED_BY_SIGNAL:
        return Exit.INTERRUPTED
    if session.closed != "finished" or session.crashed:
        return Exit.ERROR
    if session.unreachable or _refused(session):
        return Exit.UNREACHABLE
    failed = settled[State.FAILED] or settled[State.BLOCKED] or any(tally.failed for tally in session.sources.values())
    if failed or nothing:
        return Exit.SOME_FAILED
    return Exit.OK


def _refused(session: Session) -> bool:
    """The site let nothing be read: the home page was refused, or every page was, and not by robots.txt alone.

    Pages that robots.txt keeps back while the rest of the site is open are states, not a refusal of the site.
    """
    settled = session.settled
    refused = settled[State.BLOCKED] + settled[State.DISALLOWED]
    home = session.sources.get("home")
    home_refused = home is not None and home.problem is not None and not home.pages
    return refused == settled.total() and (settled[State.BLOCKED] > 0 or home_refused)


_FEW = 3
"""Pages that were all no articles from which the reason is not the pages but that nobody can read them."""


def _unreadable(session: Session) -> int:
    """Pages that were no articles, in a run that read none; 0 for a few, and for a site that was read before."""
    refused = session.settled[State.NOT_ARTICLE]
    counts = session.archive.ledger.urls.counts()
    return refused if refused >= _FEW and not any(counts.get(state) for state in ARTICLES) else 0


def _notes(session: Session) -> Iterator[str]:
    if session.unreachable:
        yield f"unreachable: {session.unreachable}"
    yield from (str(one) for one in (session.error, session.archive.ahead) if one)
    if session.limit is not None and not session.pages_allowed:
        yield f"stopped at the limit of {session.limit} pages"
    if session.out_of_scope:
        yield f"{session.out_of_scope} URLs of other sites were listed and left alone"
    for host, count in sorted(session.elsewhere.items()):
        yield f"{count} pages have moved to another site: {host}"
    if session.doubts.in_place:
        yield f"the home page was served in the place of {session.doubts.in_place} pages"
    if unreadable := _unreadable(session):
        yield f"none of {unreadable} pages reads as an article: an unknown layout, or no news site"
    articles = sum(session.settled[state] for state in ARTICLES)
    if 2 * session.unknown_layout > articles:  # a few pages of a kind of their own are no news, most of a run are
        told = f"{session.unknown_layout} of {articles} articles have none of the site's known layouts"
        yield f"{told}: the general rules read them"
    if not any(session.archive.ledger.urls.counts().values()):
        yield "found nothing that looks like an article"
    for tally in session.sources.values():
        if tally.problem:
            yield f"{tally.label}: {tally.problem}"
        yield from (f"{tally.label}: {note}" for note in tally.notes)


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")
