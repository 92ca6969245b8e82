"""What cannot be told of the page before is a change: the newer page is archived."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from newsbot.archive import Outcome, SiteArchive
from newsbot.archive.tables import Line
from newsbot.article import Article
from newsbot.cms import LAYOUTS
from newsbot.crawl import reading
from newsbot.crawl.reading import Readers, ReadingFailed
from newsbot.crawl.rereading import reads_as
from newsbot.normalize import normalize_article
from newsbot.reader import Reading, read
from tests.archive.archive_sample import SITE, archive_one, sample_article, sample_exchange
from tests.crawl.pages import article_html
from tests.forked import Inside

URL = "https://baomau.example/bai-viet-1.html"


class Failing(Readers):
    """Readers that fail over every page."""

    async def read(self, html: bytes, *, url: str, content_type: str | None) -> Reading:
        raise ReadingFailed("RecursionError")


def reader(kind: type[Readers] = Readers) -> Readers:
    return kind(LAYOUTS)


@pytest.fixture(autouse=True)
def inside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages are read in this process."""
    monkeypatch.setattr(reading, "Processes", Inside)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[SiteArchive]:
    with SiteArchive.open(tmp_path, SITE) as archive:
        yield archive


def line_read_from(archive: SiteArchive, body: bytes) -> Line:
    """The line of an article that another reader made of this page."""
    archive.ledger.urls.discover(URL, "test")
    capture = archive.capture(sample_exchange(1, body=body))
    archive.apply(Outcome.read(sample_article(1, capture=capture)))
    archive.commit()
    line = archive.ledger.lines.newest(f"{SITE}:1")
    assert line
    return line


def article_of(number: int) -> Article:
    article = read(article_html(number).encode(), url=URL, layouts=LAYOUTS).article
    assert article
    return normalize_article(article)


@pytest.mark.parametrize(
    ("body", "same"),
    [(article_html(1), True), (article_html(2), False), ("<title>404</title>", False)],
    ids=["alike", "changed", "no article"],
)
def test_a_page_is_the_same_when_both_captures_read_alike(archive: SiteArchive, body: str, same: bool) -> None:
    line = line_read_from(archive, body.encode())
    assert asyncio.run(reads_as(article_of(1), line, archive.folder, reader())) is same


@pytest.mark.parametrize(
    "changes",
    [
        {"capture_file": "captures/other.warc.gz"},
        {"capture_offset": 7},
        {"capture_offset": 0},
        {"capture_offset": None},
    ],
    ids=["file missing", "no record there", "no response there", "nowhere"],
)
def test_a_capture_that_cannot_be_had_tells_nothing(archive: SiteArchive, changes: dict[str, str | int | None]) -> None:
    line = line_read_from(archive, article_html(1).encode())
    moved = replace(line, **changes)  # type: ignore[arg-type]
    assert not asyncio.run(reads_as(article_of(1), moved, archive.folder, reader()))


def test_a_reader_that_fails_over_the_page_before_tells_nothing(archive: SiteArchive) -> None:
    line = line_read_from(archive, article_html(1).encode())
    assert not asyncio.run(reads_as(article_of(1), line, archive.folder, reader(Failing)))


def test_only_what_would_be_a_revision_is_compared(archive: SiteArchive) -> None:
    archive_one(archive, 1)
    newest = archive.ledger.lines.newest(f"{SITE}:1")
    assert archive.line_other_than(sample_article(2)) is None, "a new article"
    assert archive.line_other_than(sample_article(1)) is None, "held"
    assert archive.line_other_than(sample_article(1, "Bản tin mới.")) == newest
