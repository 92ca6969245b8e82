"""State rules: what an event does to a URL, as one pure table that a crawl applies and crash recovery and rebuilding replay.

`apply` takes what the ledger knows of a URL, what happened to it, and what else is known at that moment. It answers with what
the ledger knows from then on, when the article is fetched again, and what follows for others: a line to append, a URL that the
article has left, URLs to fetch once more. It reads no file and no clock.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import TypeVar

from newsbot.archive.clock import utc
from newsbot.archive.events import (
    NO_VALIDATORS,
    NOT_MODIFIED,
    Duplicate,
    Event,
    Gone,
    Known,
    Left,
    Listed,
    Lost,
    NotModified,
    Read,
    Recovered,
    Redirected,
    RedirectedTo,
    Refused,
    Transition,
    Validators,
    Wake,
)
from newsbot.archive.recrawl import QUARANTINE_RECRAWL, born, is_worth_recrawling, later_recrawl, second_recrawl
from newsbot.archive.tables import MOVED_TO, Entry, Line, Recrawl, State
from newsbot.archive.tombstone import EMPTY_HASH, is_tombstone, tombstone
from newsbot.article import Article, Capture

T = TypeVar("T")


def apply(entry: Entry, event: Event, known: Known) -> Transition:  # noqa: PLR0911 - one a kind of event
    """What an event does to a URL."""
    match event:
        case Read():
            return _read(entry, event, known)
        case NotModified():
            return _not_modified(entry, event, known)
        case Gone():
            return _gone(entry, event, known)
        case Redirected(reason, status, capture):
            return _not_had(entry, Refused(State.MOVED, reason, status, capture), known)
        case Refused():
            return _not_had(entry, event, known)
        case Duplicate(line):
            settled = _settled(entry, known, State.DUPLICATE, f"same article as {line.url}")
            return Transition(_holding(settled, line), Recrawl(entry.url))
        case Left(url):
            settled = _settled(entry, known, State.MOVED, f"{MOVED_TO}{url}")
            return Transition(_validated(settled, NO_VALIDATORS), Recrawl(entry.url))
        case Lost():
            lost = replace(entry, state=State.PENDING, reason="its line was torn", updated_at=utc(known.now))
            return Transition(_validated(lost, NO_VALIDATORS), known.recrawl)
        case Recovered():
            return _recovered(entry, event, known)
        case Listed():
            return Transition(entry, _when_listed(entry, known))
        case RedirectedTo():
            return Transition(_when_redirected_to(entry, known), known.recrawl)


# rules


def _read(entry: Entry, event: Read, known: Known) -> Transition:
    article, newest = event.article, known.newest
    if same := event.same_as or holding_line(article, known):
        return _held(entry, event, same, known)
    if known.next_revision > 1:
        article = replace(article, revision=known.next_revision)
    settled = _settled(entry, known, State.ARCHIVED, None, status=article.http_status, capture=article.capture)
    return Transition(
        _identified(_validated_by(settled, event), article),
        _planned_by(article, known),
        append=article,
        left=newest.url if newest and newest.url != entry.url and known.has_left(newest.url) else None,
        became=_became_of(newest),
    )


def _became_of(newest: Line | None) -> tuple[str, ...]:
    if newest is None:
        return ()
    return ("looked", "returned" if newest.content_hash == EMPTY_HASH else "changed")


def holding_line(article: Article, known: Known) -> Line | None:
    """The line that already holds the content of a record, if any.

    The newest one from the same URL, or any from another URL of the same article (its mobile page, say).
    """
    newest = known.newest
    if newest is None or newest.content_hash == EMPTY_HASH:
        return None  # it is new, or it was gone and is there again
    if newest.content_hash == article.content_hash:
        return newest
    if newest.url == article.url or known.has_left(newest.url):
        return None  # the page changed, perhaps back: the newest line says what it says now
    own = next((line for line in reversed(known.lines) if line.url == article.url), None)
    if own:
        return own if own.content_hash == article.content_hash else None
    return next((line for line in known.lines if line.content_hash == article.content_hash), None)


def _held(entry: Entry, event: Read, same: Line, known: Known) -> Transition:
    """The archive holds the article: unchanged at its own URL or one it has moved to, else a duplicate."""
    article = event.article
    left = same.url if same.url != entry.url and known.has_left(same.url) else None
    if same.url == entry.url or left:
        settled = _settled(entry, known, State.UNCHANGED, None, status=article.http_status, capture=article.capture)
        return Transition(
            _holding(_validated_by(settled, event), same),
            _planned_by(article, known),
            left=left,
            became=("looked", "unchanged"),
        )
    reason = f"same article as {same.url}"
    settled = _settled(entry, known, State.DUPLICATE, reason, status=article.http_status, capture=article.capture)
    return Transition(_holding(settled, same), Recrawl(entry.url))


def _not_modified(entry: Entry, event: NotModified, known: Known) -> Transition:
    """The capture before is still right, and stays the last one."""
    settled = _settled(entry, known, State.UNCHANGED, None, status=NOT_MODIFIED)
    etag, last_modified = event.validators
    return Transition(
        _validated(settled, (_or(etag, entry.etag), _or(last_modified, entry.last_modified))),
        _planned(replace(known.recrawl, gone_at=None), known),
        became=("looked", "unchanged"),
    )


def _not_had(entry: Entry, event: Refused, known: Known) -> Transition:
    """There was no article to read. One that was there before keeps its line; it is fetched again as planned."""
    settled = _settled(entry, known, event.state, event.reason, status=event.status, capture=event.capture)
    if entry.article_id is None:
        return Transition(settled, known.recrawl)
    if event.capture:  # what stands there is no article: when it is there again, it is to be sent whole
        settled = _validated(settled, NO_VALIDATORS)
    if event.state is State.DUPLICATE:  # another URL is fetched again instead
        return Transition(settled, Recrawl(entry.url))
    if event.state is State.QUARANTINED:
        soon = replace(known.recrawl, due_at=known.now + QUARANTINE_RECRAWL)
        return Transition(settled, soon, became=("looked",))
    if event.state is State.MOVED:
        return Transition(settled, Recrawl(entry.url), wake=Wake(entry.article_id), became=("looked",))
    return Transition(settled, _planned(known.recrawl, known), became=("looked",))


def _gone(entry: Entry, event: Gone, known: Known) -> Transition:
    """An article that is gone gets a tombstone when it is gone on another day too; its other URLs are fetched once more."""
    plain = _not_had(entry, Refused(State.GONE, event.reason, event.status, event.capture), known)
    if entry.article_id is None:
        return plain
    plain = replace(plain, wake=Wake(entry.article_id, _former(entry.url, known)))
    newest = known.newest
    if event.capture is None or event.status is None:
        return plain
    if newest is None:
        return replace(plain, recrawl=known.recrawl)
    if newest.url != entry.url and not known.has_left(newest.url):
        return replace(plain, recrawl=Recrawl(entry.url))  # it is archived from another URL
    first, has_tombstone = _gone_since(known), newest.content_hash == EMPTY_HASH
    is_certain = has_tombstone or known.now >= second_recrawl(first)
    due = later_recrawl(first, known.now) if is_certain else second_recrawl(first)
    became = (*plain.became, "gone") if first == known.now and not has_tombstone else plain.became
    found = replace(plain, recrawl=replace(known.recrawl, due_at=due, gone_at=first), became=became)
    if has_tombstone or not is_certain:
        return found
    stone = _tombstone(entry, newest, event.status, event.capture, known)
    return replace(found, entry=_identified(found.entry, stone), append=stone, became=(*found.became, "tombstones"))


def _tombstone(entry: Entry, newest: Line, status: int, capture: Capture, known: Known) -> Article:
    return tombstone(
        newest.article_id,
        known.next_revision,
        site=known.site,
        url=entry.url,
        fetched_at=known.now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        http_status=status,
        capture=capture,
    )


def _former(url: str, known: Known) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line.url for line in known.lines if line.url != url))


def _recovered(entry: Entry, event: Recovered, known: Known) -> Transition:
    """A line that the ledger did not know of says what its page showed; an older revision than a known one says nothing new."""
    article, newest = event.article, known.newest
    if newest and article.revision < newest.revision:
        return Transition(entry, known.recrawl)
    if is_tombstone(article):
        state, reason = State.GONE, f"HTTP {article.http_status}"
        first = _gone_since(known)
        recrawl = replace(known.recrawl, due_at=later_recrawl(first, known.now), gone_at=first)
    else:
        state, reason, recrawl = State.ARCHIVED, None, _planned_by(article, known)
    settled = _settled(entry, known, state, reason, status=article.http_status, capture=article.capture)
    left = newest.url if newest and newest.url != entry.url and known.has_left(newest.url) else None
    validators = NO_VALIDATORS if state is State.GONE or "truncated" in article.flags else event.validators
    return Transition(_identified(_validated(settled, validators), article), recrawl, left=left)


def _when_listed(entry: Entry, known: Known) -> Recrawl:
    """An article that has a tombstone and is listed all the same is due at once, but ever more rarely while it stays away."""
    if entry.state is not State.GONE or entry.content_hash != EMPTY_HASH:
        return known.recrawl
    first = known.recrawl.gone_at
    if first and not is_worth_recrawling(first, datetime.fromisoformat(entry.updated_at), known.now):
        return known.recrawl
    return replace(known.recrawl, due_at=known.now)


def _when_redirected_to(entry: Entry, known: Known) -> Entry:
    """What was not there in an earlier run is fetched once more."""
    if entry.state not in (State.MOVED, State.GONE) or entry.run == known.run:
        return entry
    return replace(entry, state=State.PENDING, updated_at=utc(known.now))


def retracted(entry: Entry, known: Known, reason: str, *, was_tombstone: bool) -> Transition:
    """The revision that a URL holds was taken back: it holds the newest one that stands, and is fetched again at once.

    The server is not asked whether anything has changed, for it would speak of the answer that was taken back. A URL that no
    revision is left for is pending. `reason` is why it was taken back.
    """
    line = known.newest
    entry = replace(_validated(entry, NO_VALIDATORS), updated_at=utc(known.now), run=known.run)
    if line is None:
        pending = replace(entry, state=State.PENDING, reason=f"taken back: {reason}", revision=None, content_hash=None)
        return Transition(pending, Recrawl(entry.url, known.recrawl.born_at))
    entry = _holding(entry, line)
    if entry.state not in (State.ARCHIVED, State.UNCHANGED) and not (was_tombstone and entry.state is State.GONE):
        return Transition(entry, known.recrawl)  # what became of it since stands
    if line.content_hash == EMPTY_HASH:
        gone = replace(entry, state=State.GONE, reason=f"gone, as revision {line.revision} says")
        return Transition(gone, replace(known.recrawl, due_at=known.now, gone_at=_gone_since(known)))
    archived = replace(entry, state=State.ARCHIVED, reason=None)
    return Transition(archived, replace(known.recrawl, due_at=known.now, gone_at=None))


# parts of rules


def _settled(
    entry: Entry,
    known: Known,
    state: State,
    reason: str | None,
    *,
    status: int | None = None,
    capture: Capture | None = None,
) -> Entry:
    """Status and capture that are not given stay as they were."""
    settled = replace(
        entry,
        state=state,
        reason=reason,
        updated_at=utc(known.now),
        run=known.run,
        http_status=_or(status, entry.http_status),
    )
    return captured(settled, capture) if capture else settled


def captured(entry: Entry, capture: Capture) -> Entry:
    """An entry whose last response lies there."""
    return replace(
        entry,
        capture_file=capture.file,
        capture_offset=capture.offset,
        capture_record_id=capture.record_id,
        capture_digest=capture.digest,
    )


def _or(value: T | None, before: T | None) -> T | None:
    return before if value is None else value


def _holding(entry: Entry, line: Line) -> Entry:
    return replace(entry, article_id=line.article_id, revision=line.revision, content_hash=line.content_hash)


def _identified(entry: Entry, article: Article) -> Entry:
    return replace(entry, article_id=article.id, revision=article.revision, content_hash=article.content_hash)


def _validated(entry: Entry, validators: Validators) -> Entry:
    return replace(entry, etag=validators[0], last_modified=validators[1])


def _validated_by(entry: Entry, event: Read) -> Entry:
    """A page that was cut short is asked for whole the next time."""
    return _validated(entry, NO_VALIDATORS if "truncated" in event.article.flags else event.validators)


def _planned_by(article: Article, known: Known) -> Recrawl:
    since = born(article, known.now, known.recrawl.born_at)
    return Recrawl(known.recrawl.url, since, known.plan.next_recrawl(since, known.now))


def _planned(recrawl: Recrawl, known: Known) -> Recrawl:
    since = recrawl.born_at and min(recrawl.born_at, known.now)
    return replace(recrawl, due_at=known.plan.next_recrawl(since, known.now) if since else None)


def _gone_since(known: Known) -> datetime:
    """When an article that is gone now was first found to be: now, if that was never, or by a clock that ran ahead."""
    first = known.recrawl.gone_at
    return first if first and first <= known.now else known.now


# what a crawl asks before it applies an event


def with_known_identity(article: Article, entry: Entry | None, newest: Line | None) -> Article:
    """The article with the identity that its URL has: a page that claims another URL later is the same article.

    Not when that URL has an article of its own; `newest` is the newest line of the identity that the page claims.
    """
    if entry is None or entry.article_id is None or newest:
        return article
    return replace(article, id=entry.article_id)


def loses_content(article: Article, newest: Line | None) -> bool:
    """Whether a page that was cut short would replace a revision that was had whole."""
    return (
        "truncated" in article.flags
        and newest is not None
        and newest.content_hash not in (EMPTY_HASH, article.content_hash)
    )


def is_confirmable(entry: Entry | None) -> bool:
    """Whether the server can tell that the article at a URL has not changed: a conditional request makes sense."""
    return bool(entry and entry.article_id and entry.capture and (entry.etag or entry.last_modified))


def is_held_elsewhere(url: str, line: Line | None, state: State | None) -> bool:
    """Whether the article of a URL is held by another one that has not lost it.

    `line` is the newest of the article that the number in the URL names, `state` that of the line's URL.
    """
    return line is not None and line.url != url and state not in (State.MOVED, State.GONE)


def leads_to(url: str, target: str, entry_of: Callable[[str], Entry | None], run: str | None) -> bool:
    """Whether the redirects of a run lead from one URL to another: those of earlier ones may be undone."""
    seen = {url}
    while (entry := entry_of(url)) and entry.state is State.MOVED and entry.run == run:
        url = (entry.reason or "").removeprefix(MOVED_TO)
        if url == target:
            return True
        if url in seen:
            return False
        seen.add(url)
    return False
