"""The pages in the captures of a site, in the order of time, each with what its response alone tells; and what is no page.

Responses that are no pages (robots.txt, the home page, feeds, listings) have no place in a ledger. What is a page is told by the
lines, by redirects, by the form of the URL, and by the old ledger when it is sound; where it is not and nothing is known of the
form of the site's URLs, also by the page, when it reads as an article.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

from newsbot.archive import Captured, Ledger, Line, State, WarcError
from newsbot.archive.captures import age_of, capture_files, next_record, response_of
from newsbot.archive.clock import moment_of
from newsbot.archive.events import NO_VALIDATORS, Event, Gone, NotModified, Redirected, Refused, Validators
from newsbot.archive.quarantine import held_captures
from newsbot.archive.regular_files import reading
from newsbot.archive.tables import MOVED_TO
from newsbot.archive.warc import Record, records
from newsbot.article import Capture
from newsbot.extraction.recapture import CaptureReader
from newsbot.extraction.response import redirect, refusal
from newsbot.fetch.redirects import target_of
from newsbot.reprocess.old_ledger import OldLedger
from newsbot.reprocess.rebuilt import Rebuilt, fresh_entry
from newsbot.site import Site

HTML_TYPES = ("text/html", "application/xhtml+xml")


@dataclass(frozen=True, slots=True)
class CapturedPage:
    """A response that is one of a page, or a line whose response is not to be had."""

    url: str
    """URL under which the ledger knows it."""
    when: str
    """When it was fetched: UTC, ISO 8601."""
    place: tuple[str, int]
    """Capture file and offset."""
    capture: Capture | None = None
    """The response; None for a line without one."""
    line: Line | None = None
    """The line that was read from it."""
    event: Event | None = None
    """What the response alone tells. With neither line nor event the page is to be read again."""
    validators: Validators = NO_VALIDATORS

    @property
    def is_to_be_read(self) -> bool:
        """Whether nothing but the page tells what it is."""
        return self.line is None and self.event is None


class CapturedPages:
    """Goes through the captures of a site."""

    def __init__(self, folder: Path, ledger: Ledger, site: Site, reader: CaptureReader, old: OldLedger) -> None:
        self._folder = folder
        self._ledger = ledger
        self._site = site
        self._reader = reader
        self._old = old
        self._held = held_captures(folder)

    def each(self, rebuilt: Rebuilt) -> Iterator[CapturedPage]:
        """Every page. The files are acknowledged in the ledger, redirect targets are discovered; damage is noted."""
        there = {f"captures/{path.name}": path for path in capture_files(self._folder)}
        named = self._ledger.lines.capture_files()
        for line in self._ledger.lines.without_capture():
            yield without_capture(line)
        for name in sorted({*there, *named}, key=age_of):
            lines: dict[int, list[Line]] = defaultdict(list)
            for line in self._ledger.lines.read_from(name, 0):
                lines[line.capture_offset or 0].append(line)
            if name in there:
                yield from self._in_file(there[name], name, lines, rebuilt)
            for line in (one for rest in lines.values() for one in rest):  # their captures are lost
                yield without_capture(line)

    def _in_file(self, path: Path, name: str, lines: dict[int, list[Line]], rebuilt: Rebuilt) -> Iterator[CapturedPage]:
        """Behind a damaged record go on at the next whole one."""
        begin: int | None = 0
        end = 0
        with reading(path) as stream:
            while begin is not None:
                try:
                    for record in records(stream, begin):
                        end = record.offset + record.length
                        if record.type in ("response", "revisit"):
                            yield from self._of_record(record, name, lines.pop(record.offset, []), rebuilt)
                    begin = None
                except WarcError as error:
                    begin = next_record(path, error.offset + 1)
                    if begin is not None or not error.torn:
                        rebuilt.damage.append(f"{name}: {error}")
                        end = path.stat().st_size
        self._ledger.files.acknowledge(name, end)

    def _of_record(self, record: Record, name: str, lines: list[Line], rebuilt: Rebuilt) -> Iterator[CapturedPage]:
        rebuilt.responses += 1
        headers = record.headers
        capture = Capture(
            name, record.offset, headers.get("warc-record-id", ""), headers.get("warc-payload-digest", "")
        )
        page = self._page(record, capture, lines)
        if page is None:
            rebuilt.apart += 1
            return
        when, place = headers.get("warc-date", ""), (name, record.offset)
        if moment_of(when) is None:
            rebuilt.damage.append(f"{name}@{record.offset}: its WARC-Date is no time")
            when = ""
        self._ledger.urls.put(self._ledger.urls.entry(page) or fresh_entry(page, when))
        try:
            response = response_of(record)
        except WarcError as error:
            for line in lines:
                yield CapturedPage(line.url, when, place, capture, line)
            yield CapturedPage(page, when, place, capture, event=Refused(State.FAILED, str(error), None, capture))
            return
        validators = (response.header("ETag"), response.header("Last-Modified"))
        for line in lines:
            yield CapturedPage(line.url, when, place, capture, line, validators=validators)
        if lines:
            return
        if held := self._held.get(place):
            state = State.GONE if held.state == State.GONE else State.QUARANTINED
            event: Event | None = as_event(state, held.reason, held.status, capture)
            yield CapturedPage(page, when, place, capture, event=event)
        elif response.status == HTTPStatus.NOT_MODIFIED:
            yield CapturedPage(page, when, place, None, event=NotModified(validators))
        elif HTTPStatus.MULTIPLE_CHOICES <= response.status < HTTPStatus.BAD_REQUEST:
            if moved := self._redirected(page, response, capture):  # else the next response tells
                yield CapturedPage(page, when, place, capture, event=moved)
        else:
            refused = refusal(response.status, response.header("Content-Type"))
            event = as_event(*refused, response.status, capture) if refused else None
            yield CapturedPage(page, when, place, capture, event=event, validators=validators)

    def _redirected(self, page: str, response: Captured, capture: Capture) -> Event | None:
        moved = redirect(self._site, page, target_of(response.url, response.header("Location")), response.status)
        if moved is None:
            return None
        state, reason = moved
        if reason.startswith(MOVED_TO):
            self._ledger.urls.discover(reason.removeprefix(MOVED_TO), "redirect")
        if state is State.MOVED:
            return Redirected(reason, response.status, capture)
        # Whether a page that leads to the home page is gone is told by a crawl alone: one day every page may lead there.
        return Refused(state, reason, response.status, capture)

    def _page(self, record: Record, capture: Capture, lines: list[Line]) -> str | None:
        """URL of the page that a response is one of; None when it is none of the site."""
        if lines:
            return lines[0].url
        try:
            url = self._site.own(record.headers.get("warc-target-uri", ""))
        except ValueError:
            return None
        if url is None or not (self._is_page(url) or self._reads_as_article(url, record, capture)):
            return None
        return url

    def _is_page(self, url: str) -> bool:
        """Whether a URL is one of a page rather than of a source.

        Told by its line, by what redirected to it, by the old ledger, by its form.
        """
        if self._ledger.urls.state_of(url) is not None or self._old.knows(url):
            return True
        return not self._is_source(url) and self._site.is_article(url)

    def _is_source(self, url: str) -> bool:
        return url == self._site.home or urlsplit(url).path == "/robots.txt"

    def _reads_as_article(self, page: str, record: Record, capture: Capture) -> bool:
        """Whether a page whose URL tells nothing is read as an article with a date, which a listing seldom has.

        Only where nothing else tells the pages of the site: neither the form of its URLs nor an old ledger.
        """
        if self._site.article_paths or self._old.is_there or record.type != "response" or self._is_source(page):
            return False
        try:
            response = response_of(record)
        except WarcError:
            return False
        kind = (response.header("Content-Type") or HTML_TYPES[0]).partition(";")[0].strip().lower()
        if kind not in HTML_TYPES or response.status != HTTPStatus.OK:
            return False
        article = self._reader.page(page, capture).article
        return article is not None and article.published_at is not None


def without_capture(line: Line) -> CapturedPage:
    """A line whose response is not to be had; its record tells when it was fetched."""
    return CapturedPage(line.url, "", (line.capture_file or "", line.capture_offset or 0), line=line)


def as_event(state: State, reason: str | None, status: int | None, capture: Capture | None) -> Event:
    """The event of a page of which there is no article."""
    return Gone(reason, status, capture) if state is State.GONE else Refused(state, reason, status, capture)
