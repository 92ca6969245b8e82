"""A ledger as a fold over captures and articles: each page in the order of time is an event, and the state rules decide.

Lines that captured articles should have and do not are made again on the way. Which are missing is told by the lines that are
there: where the rules say that a line follows, it is missing when no line was read from that capture and a revision number is
free.
"""

from __future__ import annotations

from collections import deque
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime
from http import HTTPStatus
from io import BufferedReader
from pathlib import Path

from newsbot.archive import Entry, Ledger, Line, State, WarcError, from_line, to_line
from newsbot.archive.captures import age_of, capture_at
from newsbot.archive.clock import moment_of
from newsbot.archive.events import Event, Known, NotModified, Read, Recovered, Redirected, Refused, Transition
from newsbot.archive.manifest import sealed_names
from newsbot.archive.month_writer import MonthWriter
from newsbot.archive.months import month_for, months, open_text, read_line
from newsbot.archive.recrawl import born
from newsbot.archive.regular_files import inside
from newsbot.archive.retractions import Retraction, read_retractions
from newsbot.archive.states import States
from newsbot.archive.tables import MOVED_TO
from newsbot.archive.tombstone import EMPTY_HASH
from newsbot.archive.transitions import apply, captured, holding_line, leads_to, loses_content, with_known_identity
from newsbot.article import Article
from newsbot.extraction.identity import with_believed_identity
from newsbot.extraction.recapture import CaptureReader, Reread
from newsbot.reprocess.captured_pages import CapturedPage, as_event
from newsbot.reprocess.rebuilt import fresh_entry


class Fold:
    """Takes the pages of one site in the order of time."""

    def __init__(self, folder: Path, ledger: Ledger, states: States, reader: CaptureReader | None) -> None:
        self.made = 0
        """How many lines were made again."""
        self._folder = folder
        self._ledger = ledger
        self._states = states
        self._reader = reader
        self._lines = LineReader(folder)
        self._sealed = sealed_names(folder)
        self._months: dict[str, MonthWriter] = {}
        self._retractions = deque(sorted(read_retractions(folder), key=_moment))

    def take(self, page: CapturedPage, reread: Reread | None = None) -> None:
        """Apply what a page tells; `reread` is what came of one that had to be read again. Raises ArchiveNotWritable."""
        self._ledger.run = age_of(page.place[0])[0]  # every run begins a capture file of its own, named by its time
        article = self._lines.read(page.line) if page.line else reread.article if reread else None
        when = page.when or (article and article.fetched_at) or ""
        now = moment_of(when) or self._ledger.clock()
        self._retract_until(now)
        entry = self._ledger.urls.entry(page.url) or fresh_entry(page.url, when)
        entry = replace(entry, attempts=entry.attempts + 1)
        if article and not page.line:
            article = self._identified(page, article, entry, now)
        known, behind = self._known(page, article.id if article else entry.article_id, now)
        if known.newest and known.has_left(known.newest.url) and not known.recrawl.born_at:
            known = replace(known, recrawl=replace(known.recrawl, born_at=self._birth(known.newest, now)))
        event = (
            Recovered(article, page.validators) if article and page.line else self._event(page, reread, article, known)
        )
        if isinstance(event, Redirected):
            event = self._followed(page.url, event)
        found = self._found(entry, event, known, behind) if event else None
        found = found or Transition(_unknown(entry, page), known.recrawl)
        self._states.write(found, now)
        if found.append:
            self._make(found.append)
        if (target := target_in(event)) and self._ledger.urls.state_of(target):
            self._states.note_redirected_to(target, now)

    def write(self) -> None:
        """Append what was made to the files."""
        for month in self._months.values():
            month.write()

    def close(self) -> None:
        """Put what was made on disk, and acknowledge it with the next commit. Raises ArchiveNotWritable."""
        self._retract_until(None)
        self.write()
        self._lines.close()
        for month in self._months.values():
            month.file.sync()
            self._ledger.files.acknowledge(month.name, month.file.size)
            month.file.close()

    def _retract_until(self, now: datetime | None) -> None:
        """Take back what was taken back before `now`; without it, the rest."""
        due = []
        while self._retractions and (now is None or _moment(self._retractions[0]) <= now):
            due.append(self._retractions.popleft())
        if due:
            self._states.retract(due, _moment(due[-1]))

    def _known(self, page: CapturedPage, article_id: str | None, now: datetime) -> tuple[Known, Line | None]:
        """What was known at the moment of a page: the lines read before it; and the first line read behind it."""
        known = self._states.known(page.url, article_id, now)
        here = _order(*page.place)
        ever = self._ledger.lines.revisions(article_id) if article_id else ()
        had = (line.revision for line in ever if _order(line.capture_file, line.capture_offset) < here)
        known = replace(known, last_revision=max(had, default=0))
        before = tuple(line for line in known.lines if _order(line.capture_file, line.capture_offset) < here)
        rest = (line for line in known.lines if _order(line.capture_file, line.capture_offset) > here)
        return replace(known, lines=before), next(rest, None)

    def _identified(self, page: CapturedPage, article: Article, entry: Entry, now: datetime) -> Article:
        newest = self._known(page, article.id, now)[0].newest
        if self._reader and newest:
            article = with_believed_identity(self._reader.site, article, entry, newest, self._record)
            newest = self._known(page, article.id, now)[0].newest
        return with_known_identity(article, entry, newest)

    def _record(self, line: Line) -> Article:
        self.write()  # it may have been made just now
        return self._lines.read(line)

    def _birth(self, line: Line, now: datetime) -> datetime:
        """When the article of a line came out: the ledger forgets it of a URL that the article has left."""
        article = self._record(line)
        return born(article, datetime.fromisoformat(article.fetched_at) if article.fetched_at else now)

    def _event(self, page: CapturedPage, reread: Reread | None, article: Article | None, known: Known) -> Event | None:
        """What a page without a line tells; None when it tells nothing."""
        if page.event or reread is None:
            return page.event
        if article is None:
            state, reason = reread.state, reread.reason
            return as_event(state, reason, HTTPStatus.OK.value, page.capture) if state else None
        if loses_content(article, known.newest):
            return Refused(State.FAILED, "the body was cut short", HTTPStatus.OK.value, page.capture)
        return Read(article, page.validators, self._reads_alike(article, known))

    def _followed(self, url: str, event: Redirected) -> Event:
        """A redirect that leads back to its page is none."""
        target = target_in(event)
        if target and leads_to(target, url, self._ledger.urls.entry, self._ledger.run):
            return Refused(State.FAILED, f"redirects in a circle, by way of {target}", event.status, event.capture)
        return event

    def _reads_alike(self, article: Article, known: Known) -> Line | None:
        """The newest line, when its page as the present code reads it has the content of this one."""
        line = known.newest
        if line is None or line.content_hash == EMPTY_HASH or holding_line(article, known):
            return None
        if self._reader is None or line.capture_file is None or line.capture_offset is None:
            return None
        try:
            capture = capture_at(self._folder, line.capture_file, line.capture_offset)
        except WarcError:
            return None
        today = self._reader.page(line.url, capture).article
        return line if today and today.content_hash == article.content_hash else None

    def _found(self, entry: Entry, event: Event, known: Known, behind: Line | None) -> Transition | None:
        """What an event comes to; None when the ledger cannot tell what the page showed."""
        if isinstance(event, NotModified) and entry.article_id is None:
            return None  # the server confirmed what is not to be had here
        found = apply(entry, event, known)
        if found.append is None or behind is None or behind.revision > found.append.revision:
            return found
        if not isinstance(event, Read):  # a tombstone for which no number is free
            kept = replace(
                found.entry, article_id=entry.article_id, revision=entry.revision, content_hash=entry.content_hash
            )
            return replace(found, entry=kept, append=None)
        same = self._held(event.article)  # no number is free: the crawl took it for what it had
        return apply(entry, replace(event, same_as=same), known) if same else None

    def _held(self, article: Article) -> Line | None:
        """Any line of the article with this content."""
        lines = self._ledger.lines.revisions(article.id)
        return next((line for line in reversed(lines) if line.content_hash == article.content_hash), None)

    def _make(self, article: Article) -> None:
        fetched = datetime.fromisoformat(article.fetched_at) if article.fetched_at else self._ledger.clock()
        name = month_for(fetched, self._sealed)
        if name not in self._months:
            (self._folder / "articles").mkdir(exist_ok=True)
            self._months[name] = MonthWriter(self._folder, name)
        self._ledger.lines.add(self._months[name].add(article, to_line(article)))
        self.made += 1


class LineReader:
    """Reads the records of lines that come nearly in the order of the files."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._months = months(folder)
        self._name: str | None = None
        self._stream: BufferedReader | None = None
        self._open = ExitStack()

    def read(self, line: Line) -> Article:
        """The record of a line."""
        if self._stream is None or self._name != line.file:
            self._open.close()
            path = self._months.get(line.file) or inside(self._folder, line.file)
            self._stream, self._name = self._open.enter_context(open_text(path)), line.file
        return from_line(read_line(self._stream, self._folder / line.file, line.offset, line.length))

    def close(self) -> None:
        """Close the file that is open."""
        self._open.close()


def target_in(event: Event | None) -> str | None:
    """Where a redirect to another URL of the site leads."""
    reason = event.reason or "" if isinstance(event, Redirected) else ""
    return reason.removeprefix(MOVED_TO) if reason.startswith(MOVED_TO) else None


def _moment(retraction: Retraction) -> datetime:
    return datetime.fromisoformat(retraction.retracted_at)


def _order(file: str | None, offset: int | None) -> tuple[tuple[str, int], int]:
    return age_of(file or ""), offset or 0


def _unknown(entry: Entry, page: CapturedPage) -> Entry:
    """To be fetched again, and sent whole: the server would say that it has not changed since."""
    pending = replace(entry, state=State.PENDING, reason=None, etag=None, last_modified=None, updated_at=page.when)
    return captured(pending, page.capture) if page.capture else pending
