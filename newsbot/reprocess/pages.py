"""One page read again from its capture, as the crawl would read it today."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from newsbot.archive import (
    ArchiveDamaged,
    ArchiveError,
    Captured,
    State,
    WarcError,
    from_line,
    problems,
    read_capture,
    to_line,
)
from newsbot.archive.tombstone import is_tombstone
from newsbot.article import Capture
from newsbot.crawl.reading_process import Crash, Job, read_job
from newsbot.extraction.layouts import layouts_of
from newsbot.extraction.response import no_article, record, refusal
from newsbot.reprocess.messages import Answer, Chunk, Reread, Verdict
from newsbot.reprocess.sites import UnknownSiteError, site_of_folder
from newsbot.site import Site


class PageReader:
    """Reads the captures of one site, that of the folder unless it is given. Raises UnknownSiteError when nothing tells it."""

    def __init__(self, folder: Path, site: Site | None = None) -> None:
        self._folder = folder
        self._site = site or site_of_folder(folder)
        self._layouts = layouts_of(self._site)

    def line(self, line: bytes) -> Reread:
        """Read the page of a line again. What the page does not say stays: identity, revision, when it was fetched, and how."""
        try:
            old = from_line(line)
        except ValueError as error:
            return Reread(Verdict.UNREADABLE, reason=str(error))
        if is_tombstone(old):
            return Reread(Verdict.SAME)  # it was made of the status and of what the ledger knew, not read
        if old.capture is None:
            return Reread(Verdict.UNREADABLE, reason="the record names no capture")
        try:
            captured = read_capture(self._folder, old.capture)
        except WarcError as error:
            return Reread(Verdict.UNREADABLE, reason=str(error))
        cut_short = "truncated" in old.flags
        reread = self._read(captured, old.url, old.fetched_at or "", old.capture, cut_short=cut_short)
        if reread.article is None:
            return reread
        article = replace(reread.article, id=old.id, revision=old.revision, http_status=old.http_status)
        return Reread(Verdict.SAME) if to_line(article) == line else Reread(Verdict.RECORD, article)

    def page(self, url: str, capture: Capture) -> Reread:
        """Read a page that has no line."""
        try:
            captured = read_capture(self._folder, capture)
        except WarcError as error:
            return Reread(Verdict.UNREADABLE, reason=str(error))
        if refused := refusal(captured.status, captured.header("Content-Type")):
            return Reread(Verdict.NO_ARTICLE, None, *refused)
        fetched = datetime.fromisoformat(captured.fetched_at).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return self._read(captured, url, fetched, capture, cut_short=not captured.whole)

    def _read(self, captured: Captured, page: str, fetched_at: str, capture: Capture, *, cut_short: bool) -> Reread:
        reading = read_job(Job(captured.body, captured.url, captured.header("Content-Type")), self._layouts)
        if isinstance(reading, Crash):
            return Reread(Verdict.KEPT, state=State.FAILED, reason=f"reader: {reading.reason}")
        if reading.article is None:
            return Reread(Verdict.NO_ARTICLE, None, *no_article(reading))
        article = record(
            self._site,
            reading.article,
            page=page,
            fetched_at=fetched_at,
            status=captured.status,
            capture=capture,
            cut_short=cut_short,
        )
        if wrong := problems(article):
            return Reread(Verdict.KEPT, state=State.FAILED, reason=f"invalid record: {'; '.join(wrong)}")
        return Reread(Verdict.RECORD, article)


class Here:
    """The pages of all sites, read in this process."""

    def __init__(self) -> None:
        self._readers: dict[Path, PageReader] = {}

    def answer(self, chunk: Chunk) -> Answer:
        """Read the pages of a chunk."""
        if chunk.folder not in self._readers:
            try:
                self._readers[chunk.folder] = PageReader(chunk.folder)
            except UnknownSiteError as error:
                return Answer(chunk, (), ArchiveError(str(error)))
            except OSError as error:
                return Answer(chunk, (), ArchiveDamaged.unreadable(error, chunk.folder))
        reader = self._readers[chunk.folder]
        pages = (reader.line(page) if isinstance(page, bytes) else reader.page(*page) for page in chunk.pages)
        return Answer(chunk, tuple(pages))
