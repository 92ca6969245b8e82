"""A little site for the tests of the archive, and a crawl of it that can be run as a process of its own and killed.

python archive_sample.py ROOT COUNT [BATCH]: archive what is missing of the articles 0 … COUNT-1, committing every BATCH pages.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from newsbot.archive import ArchiveError, Exchange, Ledger, Outcome, SiteArchive, State, read, read_capture, verify
from newsbot.archive.captures import capture_at
from newsbot.article import Article, Block, Image, Reader, content_hash

SITE = "baomau"
FETCHED = datetime(2026, 11, 22, 8, 9, 10, tzinfo=UTC)


def url_of(number: int) -> str:
    return f"https://baomau.example/bai-viet-{number}.html"


def body_of(number: int) -> bytes:
    return f"<html><h1>Bài viết số {number}</h1><p>Sáng 22-11, hội nghị lần thứ {number}.</p></html>".encode() * 20


def sample_article(number: int = 0, text: str | None = None, **changes: object) -> Article:
    """A sound record; `text` makes another content."""
    text = text or f"Sáng 22-11, hội nghị lần thứ {number}."
    article = Article(
        id=f"{SITE}:{number}",
        site=SITE,
        url=url_of(number),
        title=f"Bài viết số {number}",
        body=text,
        captions=("Các đại biểu dự hội nghị.",),
        images=(Image("https://baomau.example/anh.jpg", "Các đại biểu dự hội nghị."),),
        blocks=(Block("paragraph", text), Block("image", "Các đại biểu dự hội nghị.", 0)),
        published_at="2026-11-22T15:00:00+07:00",
        reader=Reader("0.1.0", "general"),
        fetched_at=FETCHED.isoformat(),
        http_status=200,
    )
    article = replace(article, **changes)  # type: ignore[arg-type]
    return replace(article, content_hash=article.content_hash or content_hash(article.title, article.blocks))


def sample_exchange(number: int = 0, **changes: object) -> Exchange:
    exchange = Exchange(
        url=url_of(number),
        method="GET",
        request_headers=((b"User-Agent", b"newsbot/0 (+mailto:kho@baomau.example)"),),
        request_body=b"",
        status=200,
        headers=((b"Content-Type", b"text/html; charset=utf-8"),),
        body=body_of(number),
        started=FETCHED,
        fetched=FETCHED,
        reason="OK",
    )
    return replace(exchange, **changes)  # type: ignore[arg-type]


def archive_one(archive: SiteArchive, number: int, **changes: object) -> Article | None:
    """Discover, capture and archive one article, without committing."""
    article = sample_article(number, **changes)  # type: ignore[arg-type]
    archive.ledger.urls.discover(article.url, "test")
    return archive.apply(
        Outcome.read(replace(article, capture=archive.capture(sample_exchange(number, url=article.url))))
    ).article


def crawl(root: Path, count: int, batch: int = 5) -> None:
    """Archive what is missing; what a crawl does, without a network."""
    with SiteArchive.open(root, SITE) as archive:
        for owed in archive.ledger.lines.owed():
            capture = capture_at(archive.folder, owed.capture_file or "", owed.capture_offset or 0)
            archive.restore(sample_article(_number_in(owed.url), capture=capture), owed)
        for number in range(count):
            archive.ledger.urls.discover(url_of(number), "test")
        done = 0
        while urls := archive.ledger.frontier.take(1):
            number = _number_in(urls[0])
            capture = archive.capture(sample_exchange(number))
            archive.apply(Outcome.read(sample_article(number, capture=capture)))
            done += 1
            if done % batch == 0:
                archive.commit()


def _number_in(url: str) -> int:
    return int(url.rpartition("-")[2].removesuffix(".html"))


def as_if_it_had_died(root: Path) -> None:
    """Let the last run be one that was killed just before it could say that it has ended."""
    with Ledger.open(root / SITE / "ledger.sqlite") as ledger:
        ledger.begin_run()
        ledger.commit()


def crawl_process(
    root: Path, count: int, batch: int = 5, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """The same in a process of its own."""
    command = [sys.executable, __file__, str(root), str(count), str(batch)]
    return subprocess.run(
        command, env={**os.environ, **(env or {})}, capture_output=True, text=True, timeout=60, check=False
    )


def assert_promise(root: Path, count: int) -> None:
    """Every article is archived exactly once, everything is sound, and the states add up."""
    (report,) = verify(root)
    assert report.damage == []
    articles = list(read(root))
    assert Counter(article.url for article in articles) == Counter(url_of(number) for number in range(count))
    for article in articles:
        assert article.capture is not None
        captured = read_capture(root / SITE, article.capture)
        assert captured.url == article.url
        assert captured.body == body_of(int(article.id.rpartition(":")[2]))
    with SiteArchive.open(root, SITE) as archive:
        counts = archive.ledger.urls.counts()
    assert counts[State.ARCHIVED] == count == sum(counts.values())


if __name__ == "__main__":
    try:
        crawl(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
    except ArchiveError as error:
        sys.exit(f"{type(error).__name__}: {error}")
