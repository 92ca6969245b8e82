"""Lines that captured articles should have and do not: made again from the captures, in the order of time.

A crawl writes a line when an article says something new. Which lines are missing is told by the lines that are there: of an
article without any, every content is one; between two lines a revision number that nobody has; behind the last line a page that
reads otherwise than the one before it, both read by the present code. A tombstone is missing when an article was gone on two
days.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from newsbot.archive import Ledger, Line, State, WarcError, to_line
from newsbot.archive.captures import age_of, capture_at
from newsbot.archive.month_writer import MonthWriter
from newsbot.archive.months import month_for
from newsbot.archive.recrawl import Plan, born, second_recrawl
from newsbot.archive.tombstone import EMPTY_HASH
from newsbot.article import Article, Capture
from newsbot.extraction.owed import tombstone_of
from newsbot.extraction.recapture import CaptureReader, Reread
from newsbot.site import Site


@dataclass(frozen=True, slots=True)
class Look:
    """A look at a page of which no line tells what it showed."""

    url: str
    """URL under which the ledger knows it."""
    capture: Capture | None
    """The response; None when the article was there, as a line or the server tells."""
    when: str
    """When it was fetched: UTC, ISO 8601."""


class MissingLines:
    """Takes the looks at the pages of one site in the order of time, and appends the lines that are missing."""

    def __init__(
        self, folder: Path, ledger: Ledger, site: Site, reader: CaptureReader, plan: Plan, sealed: Container[str]
    ) -> None:
        self.made = 0
        """How many lines were made again."""
        self._folder = folder
        self._ledger = ledger
        self._site = site
        self._reader = reader
        self._plan = plan
        self._sealed = sealed
        self._months: dict[str, MonthWriter] = {}
        self._gone: dict[str, datetime] = {}
        """Since when articles that have no tombstone yet have been gone."""

    def take(self, look: Look, page: Reread | None) -> Line | None:
        """Make the line of a look when it is missing; the line that holds what was seen, None when there is none.

        Raises ArchiveNotWritable.
        """
        if page is None or page.article:
            if self._gone.pop(look.url, None):
                self._ledger.recrawls.schedule(replace(self._ledger.recrawls.of(look.url), gone_at=None))
            return self._article(page.article) if page and page.article else None
        return self._absence(look, look.capture) if page.state is State.GONE and look.capture else None

    def write(self) -> None:
        """Append what was made to the files."""
        for month in self._months.values():
            month.write()

    def close(self) -> None:
        """Put what was made on disk, and acknowledge it with the next commit. Raises ArchiveNotWritable."""
        self.write()
        for month in self._months.values():
            month.file.sync()
            self._ledger.files.acknowledge(month.name, month.file.size)
            month.file.close()

    def _article(self, article: Article) -> Line | None:
        assert article.capture
        before, behind = self._around(article.id, article.capture)
        if before and (same := self._same(before, article)):
            return same
        if before and before.content_hash != EMPTY_HASH and "truncated" in article.flags:
            return self._held(article)  # a crawl keeps what it had whole
        revision = before.revision + 1 if before else 1
        if behind and behind.revision <= revision:
            return self._held(article)  # no number is free: the crawl took it for what it had
        return self._make(replace(article, revision=revision))

    def _same(self, before: Line, article: Article) -> Line | None:
        """The line that holds this content already."""
        if before.content_hash == EMPTY_HASH:
            return None  # it was gone and is there again
        if before.content_hash == article.content_hash or self._as_read_now(before) == article.content_hash:
            return before
        return None if before.url == article.url else self._held(article)

    def _held(self, article: Article) -> Line | None:
        """Any line of the article with this content."""
        lines = self._ledger.lines.revisions(article.id)
        return next((line for line in reversed(lines) if line.content_hash == article.content_hash), None)

    def _as_read_now(self, line: Line) -> str | None:
        """Content hash of a line's page as the present code reads it."""
        if line.capture_file is None or line.capture_offset is None:
            return None
        try:
            capture = capture_at(self._folder, line.capture_file, line.capture_offset)
        except WarcError:
            return None
        article = self._reader.page(line.url, capture).article
        return article.content_hash if article else None

    def _absence(self, look: Look, capture: Capture) -> Line | None:
        entry = self._ledger.urls.entry(look.url)
        if entry is None or entry.article_id is None:
            return None
        before, behind = self._around(entry.article_id, capture)
        if before is None or before.url != look.url or before.content_hash == EMPTY_HASH:
            return None
        now = datetime.fromisoformat(look.when)
        first = self._gone.setdefault(look.url, now)
        self._ledger.recrawls.schedule(replace(self._ledger.recrawls.of(look.url), gone_at=first))
        if now < second_recrawl(first) or (behind and behind.revision <= before.revision + 1):
            return None
        stone = tombstone_of(self._folder, entry.article_id, look.url, capture, self._site)
        return self._make(replace(stone, revision=before.revision + 1))

    def _around(self, article_id: str, capture: Capture) -> tuple[Line | None, Line | None]:
        """The lines of an article that were read from the captures before and behind this one."""
        here = (age_of(capture.file), capture.offset)
        before = behind = None
        for line in self._ledger.lines.revisions(article_id):
            if (age_of(line.capture_file or ""), line.capture_offset or 0) < here:
                before = line
            else:
                behind = behind or line
        return before, behind

    def _make(self, article: Article) -> Line:
        now = self._ledger.clock()
        fetched = datetime.fromisoformat(article.fetched_at) if article.fetched_at else now
        name = month_for(fetched, self._sealed)
        if name not in self._months:
            (self._folder / "articles").mkdir(exist_ok=True)
            self._months[name] = MonthWriter(self._folder, name)
        line = self._months[name].add(article, to_line(article))
        self._ledger.lines.add(line)
        entry = self._ledger.urls.entry(article.url)
        if entry is None or entry.article_id != article.id or (entry.revision or 0) < article.revision:
            self._ledger.urls.identify(article.url, article.id, article.revision, article.content_hash)
        if article.content_hash != EMPTY_HASH:
            revisit = self._ledger.recrawls.of(article.url)
            since = born(article, fetched, revisit.born_at)
            self._ledger.recrawls.schedule(replace(revisit, born_at=since, due_at=self._plan.next_recrawl(since, now)))
        self.made += 1
        return line
