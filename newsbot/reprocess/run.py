"""Reading the captures of sites again, in parallel over everything; with `apply` the months are written anew, one by one.

The JSONL is a projection of the captures: the same code gives the same bytes. Another reading of a page changes what the page
says of itself, not the history: identity, revision, capture, when and how it was fetched stay. A page that is no article any more
leaves the articles when it has one revision, and one that is an article now joins them as if it were archived today; the captures
keep both. Records whose capture cannot be read stay as they are.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from http import HTTPStatus
from itertools import islice
from pathlib import Path
from typing import TypeVar

from newsbot.archive import (
    ArchiveDamaged,
    ArchiveError,
    ArchiveSettings,
    Ledger,
    Outcome,
    SiteArchive,
    State,
    from_line,
)
from newsbot.archive.months import MAX_BAD_LINES, months, text_lines
from newsbot.archive.retractions import retracted_keys
from newsbot.archive.rewrite import Rewriting
from newsbot.article import Article, Capture
from newsbot.extraction.recapture import Finding, Reread
from newsbot.reprocess.changes import Changes, FileDigest
from newsbot.reprocess.messages import Answer, Chunk
from newsbot.reprocess.pool import Pool

T = TypeVar("T")

CHUNK_PAGES = 32
"""Pages that a process reads at a time: about a tenth of a second."""
CHUNK_BYTES = 8 * 1024 * 1024
"""Bytes of lines that a process is given at a time, beside one line of any length."""
_PERHAPS = (State.NOT_ARTICLE, State.GONE, State.FAILED, State.BLOCKED)
"""States of pages that other code may take for articles."""


def reread(
    folders: Iterable[Path], *, jobs: int = 1, apply: bool = False, note: Callable[[Changes], None] | None = None
) -> Iterator[Changes]:
    """Read the captures of sites again; what that changes, site by site, and with `apply` changed.

    What goes wrong with a site is the `error` of its changes. `note` is called now and then with those found so far.
    """
    tasks: deque[_Task] = deque()
    with ExitStack() as sites, Pool(jobs) as pool:
        for chunk, answer in pool.answers(_chunks(folders, tasks, sites, apply=apply)):
            task = tasks.popleft()
            task.site.take(task, chunk, answer)
            if note:
                note(task.site.changes)
            if task.ends_site:
                task.site.close()
                yield task.site.changes


@dataclass(frozen=True, slots=True)
class _Task:
    """What a chunk is of."""

    site: _Site
    month: str | None
    """None for pages without a line."""
    ends_month: bool = False
    ends_site: bool = False


def _chunks(folders: Iterable[Path], tasks: deque[_Task], sites: ExitStack, *, apply: bool) -> Iterator[Chunk]:
    """Everything there is to read, and in `tasks` what it is for."""
    for folder in folders:
        site = _Site(folder, apply=apply)
        sites.callback(site.close)
        for task, chunk in site.chunks():
            tasks.append(task)
            yield chunk


class _Site:
    """One site being read again."""

    def __init__(self, folder: Path, *, apply: bool) -> None:
        self._folder = folder
        self._apply = apply
        self._archive: SiteArchive | None = None
        self._ledger: Ledger | None = None
        self._rewriting: Rewriting | None = None
        self.changes = Changes(folder.name)

    def chunks(self) -> Iterator[tuple[_Task, Chunk]]:
        """Everything there is to read of the site. The last chunk is empty, and so is one behind every month."""
        try:
            self._open()
            self._check_months()
            for name, path in months(self._folder).items():
                for batch in _line_batches(line for line in text_lines(path) if line.endswith(b"\n")):
                    if self.changes.error:
                        break
                    yield _Task(self, name), Chunk(self._folder, batch)
                yield _Task(self, name, ends_month=True), Chunk(self._folder, ())
            for pages in _batches(self._without_line()):
                yield _Task(self, None), Chunk(self._folder, pages)
        except ArchiveError as error:
            self.changes.error = error
        except OSError as error:
            self.changes.error = ArchiveDamaged.unreadable(error, self._folder)
        yield _Task(self, None, ends_site=True), Chunk(self._folder, ())

    def take(self, task: _Task, chunk: Chunk, answer: Answer) -> None:
        """Count what came of a chunk, and write it."""
        if self.changes.error:
            return
        try:
            if answer.error:
                raise answer.error
            if task.month:
                self._take_lines(task.month, chunk, answer)
                if task.ends_month and self._rewriting:
                    self.changes.applied |= self._rewriting.finish()
                    self._leave_month()
            else:
                self._take_pages(chunk, answer)
        except ArchiveError as error:
            self.changes.error = error

    def close(self) -> None:
        """Give the site back; calling it again does nothing."""
        self._leave_month()
        if self._archive:
            try:
                self._archive.close()
            except ArchiveError as error:
                self.changes.error = self.changes.error or error
        elif self._ledger:
            self._ledger.close()
        self._archive = self._ledger = None

    def _open(self) -> None:
        if self._apply:
            self._archive = SiteArchive.open(self._folder.parent, self._folder.name, ArchiveSettings(give_up=False))
            self._ledger = self._archive.ledger
            return
        try:
            self._ledger = Ledger.open_readonly(self._folder / "ledger.sqlite")
        except ArchiveError as error:
            self.changes.notes.append(f"pages without a line were not read: {error}")

    def _check_months(self) -> None:
        """A month that is not there cannot be read again; its captures can."""
        there = months(self._folder)
        known = self._ledger.files.acknowledged() if self._ledger else {}
        missing = sorted(name for name in known if name.endswith(".jsonl") and name not in there)
        if missing or not (self._ledger or there):
            raise ArchiveDamaged(
                f"{self._folder / (missing or ['articles'])[0]} is missing: restore it, or make its lines again from the "
                f"captures by newsbot verify --rebuild {self._folder.name}"
            )

    def _without_line(self) -> Iterator[tuple[str, Capture]]:
        """The URLs that other code may take for articles, with their captures."""
        for state in _PERHAPS if self._ledger else ():
            assert self._ledger
            for entry in self._ledger.urls.entries(state):
                if entry.capture and entry.http_status == HTTPStatus.OK:
                    yield entry.url, entry.capture

    def _take_lines(self, name: str, chunk: Chunk, answer: Answer) -> None:
        if not self.changes.files or self.changes.files[-1].name != name:
            self.changes.files.append(FileDigest(name))
            if self._archive:
                self._rewriting = Rewriting(self._folder, self._archive.ledger, name)
        for old, page in zip(chunk.pages, answer.pages, strict=True):
            assert isinstance(old, bytes)
            self._take_line(old, page)

    def _take_line(self, old: bytes, page: Reread) -> None:
        new, content_hash = old, None
        if page.finding is Finding.RECORD:
            assert page.article
            new, content_hash = page.line, page.article.content_hash
            self.changes.compare(from_line(old), page.article)
        elif page.finding is not Finding.SAME:
            new = self._take_no_record(from_line(old) if page.finding is not Finding.UNREADABLE else None, old, page)
        self.changes.files[-1].add(old, new)
        if self._rewriting and new:
            self._rewriting.put(old, new, content_hash)
        elif self._rewriting:
            assert page.state
            self._rewriting.leave_out(old, page.state, page.reason)

    def _take_no_record(self, article: Article | None, old: bytes, page: Reread) -> bytes:
        """The line of a page of which no record comes: nothing when its article leaves, else the old one."""
        place = f"{self.changes.files[-1].name}:{self.changes.files[-1].lines + 1}"
        if article is None:
            self.changes.unreadable.add(place, page.reason)
            if self.changes.unreadable.count > MAX_BAD_LINES:
                raise ArchiveDamaged(f"{self._folder} holds more than {MAX_BAD_LINES} lines that cannot be read")
        elif page.finding is Finding.KEPT:
            self.changes.kept.add(article.id, page.reason)
        elif self._ledger and len(self._ledger.lines.revisions(article.id)) > 1:
            self.changes.kept.add(
                article.id, f"revision {article.revision} of several is no article now: {page.reason}"
            )
        elif (article.id, article.revision) in retracted_keys(self._folder):
            self.changes.kept.add(article.id, f"it was taken back, and is no article now: {page.reason}")
        else:
            self.changes.ceased.add(article.id, page.reason)
            return b""
        return old

    def _take_pages(self, chunk: Chunk, answer: Answer) -> None:
        for asked, page in zip(chunk.pages, answer.pages, strict=True):
            assert isinstance(asked, tuple)
            if page.finding is Finding.RECORD and page.article:
                self.changes.became.add(asked[0], page.article.title or "")
                if self._archive:
                    self._archive.apply(Outcome.read(page.article))
                    self.changes.applied = True
            elif page.finding is Finding.UNREADABLE:
                self.changes.unreadable.add(asked[0], page.reason)

    def _leave_month(self) -> None:
        if self._rewriting:
            self._rewriting.close()
            self._rewriting = None


def _line_batches(lines: Iterable[bytes]) -> Iterator[tuple[bytes, ...]]:
    """As many lines as are read together: few where they are long."""
    batch: list[bytes] = []
    for line in lines:
        batch.append(line)
        if len(batch) >= CHUNK_PAGES or sum(map(len, batch)) > CHUNK_BYTES:
            yield tuple(batch)
            batch.clear()
    if batch:
        yield tuple(batch)


def _batches(pages: Iterable[T]) -> Iterator[tuple[T, ...]]:
    pages = iter(pages)
    while batch := tuple(islice(pages, CHUNK_PAGES)):
        yield batch
