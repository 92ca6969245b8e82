"""One page read again from its capture, as the crawl would read it today."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC
from enum import Enum
from pathlib import Path

from newsbot.archive import Captured, State, WarcError, from_line, problems, read_capture, to_line
from newsbot.archive.clock import moment_of
from newsbot.archive.tombstone import is_tombstone
from newsbot.archive.validate import refuse_unstorable
from newsbot.article import Article, Capture
from newsbot.extraction.folder_site import site_of_folder
from newsbot.extraction.layouts import layouts_of
from newsbot.extraction.reading import Crash, PageBytes, read_bytes
from newsbot.extraction.response import no_article, record, refusal, with_noarchive
from newsbot.site import Site


class Finding(Enum):
    """What came of a page that was read again."""

    SAME = "same"
    """The same line, byte for byte."""
    RECORD = "record"
    """A record, another one than before."""
    NO_ARTICLE = "no article"
    KEPT = "kept"
    """The reader failed, or what it made is no sound record: the old line stays."""
    UNREADABLE = "unreadable"
    """The capture, or the old line, cannot be read: the old line stays."""


@dataclass(frozen=True, slots=True)
class Reread:
    """A page read again."""

    finding: Finding
    article: Article | None = None
    """The record as it is now."""
    state: State | None = None
    """What the ledger says of a page that is no article."""
    reason: str = ""
    """Why there is no record."""

    @property
    def line(self) -> bytes:
        """The record as a line."""
        assert self.article is not None
        return to_line(self.article)


class CaptureReader:
    """Reads the captures of one site, that of the folder unless it is given.

    Raises UnknownSiteError when nothing tells whose the folder is.
    """

    def __init__(self, folder: Path, site: Site | None = None) -> None:
        self._folder = folder
        self._site = site or site_of_folder(folder)
        self._layouts = layouts_of(self._site)

    @property
    def site(self) -> Site:
        """The site whose captures are read."""
        return self._site

    def line(self, line: bytes) -> Reread:
        """Read the page of a line again. What the page does not say stays: identity, revision, when it was fetched, and how."""
        try:
            old = from_line(line)
            refuse_unstorable(old)
        except ValueError as error:
            return Reread(Finding.UNREADABLE, reason=str(error))
        if is_tombstone(old):
            return Reread(Finding.SAME)  # it was made of the status and of what the ledger knew, not read
        if old.capture is None:
            return Reread(Finding.UNREADABLE, reason="the record names no capture")
        try:
            captured = read_capture(self._folder, old.capture)
        except WarcError as error:
            return Reread(Finding.UNREADABLE, reason=str(error))
        cut_short = "truncated" in old.flags
        reread = self._read(captured, old.url, old.fetched_at or "", old.capture, cut_short=cut_short)
        if reread.article is None:
            return reread
        article = replace(reread.article, id=old.id, revision=old.revision, http_status=old.http_status)
        return Reread(Finding.SAME) if to_line(article) == line else Reread(Finding.RECORD, article)

    def page(self, url: str, capture: Capture) -> Reread:
        """Read a page that has no line."""
        try:
            captured = read_capture(self._folder, capture)
        except WarcError as error:
            return Reread(Finding.UNREADABLE, reason=str(error))
        if refused := refusal(captured.status, captured.header("Content-Type")):
            return Reread(Finding.NO_ARTICLE, None, *refused)
        if (moment := moment_of(captured.fetched_at)) is None:
            return Reread(Finding.UNREADABLE, reason="its WARC-Date is no time")
        fetched = moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return self._read(captured, url, fetched, capture, cut_short=not captured.whole)

    def _read(self, captured: Captured, page: str, fetched_at: str, capture: Capture, *, cut_short: bool) -> Reread:
        reading = read_bytes(PageBytes(captured.body, captured.url, captured.header("Content-Type")), self._layouts)
        if isinstance(reading, Crash):
            return Reread(Finding.KEPT, state=State.FAILED, reason=f"reader: {reading.reason}")
        if reading.article is None:
            return Reread(Finding.NO_ARTICLE, None, *no_article(reading, cut_short=cut_short))
        article = record(
            self._site,
            with_noarchive(reading.article, captured.fields("X-Robots-Tag")),
            page=page,
            fetched_at=fetched_at,
            status=captured.status,
            capture=capture,
            cut_short=cut_short,
        )
        if wrong := problems(article):
            return Reread(Finding.KEPT, state=State.FAILED, reason=f"invalid record: {'; '.join(wrong)}")
        return Reread(Finding.RECORD, article)
