"""Bodies are read in a process beside the crawl: whatever happens to it costs one body."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from newsbot.cms import LAYOUTS
from newsbot.crawl import documents, reading
from newsbot.crawl.documents import Answer, Document
from newsbot.crawl.reading import Readers, ReadingFailed, ReadingStopped
from newsbot.discover.listings import read_html, read_xml
from newsbot.discover.xml_parts import NotXmlError
from newsbot.extraction import reading as extraction_reading
from newsbot.extraction.reading import Crash
from newsbot.normalize import normalize_article
from newsbot.reader import read
from newsbot.reader.layouts.layout import Layout
from tests.crawl.pages import article_html

URL = "https://baokhelanh.example/gat-xong-vu-mua-{}.html"
PAGES = [article_html(number).encode() for number in range(100001, 100021)]
SITEMAP = (
    b"<urlset><url><loc>https://a.example/b-1.html</loc><lastmod>2024-03-05T08:30:00+07:00</lastmod></url></urlset>"
)


def hanging_reader(layouts: tuple[Layout, ...]) -> Callable[[Document], Answer]:
    """Reads in a process of the pool; some bodies hang it, eat its memory, or end it half-way through its answer."""
    return partial(hang_or_read, layouts=layouts)


def hang_or_read(document: Document, layouts: tuple[Layout, ...]) -> Answer:
    if document.body.startswith(b"hang"):
        time.sleep(60)
    if document.body.startswith(b"eat"):
        try:
            bytearray(2 * reading.MEMORY_BYTES)
        except MemoryError:
            return Answer(crash=Crash("MemoryError", ""))
    if document.body.startswith(b"half"):
        os.write(3, b"\0\0\0\0\0\0\0\x09half")  # the answers of a process go to the first descriptor that is free
        time.sleep(60)
    if document.body.startswith(b"lie"):
        os.write(3, b"\0\0\0\0\0\0\0\x02[]")
    return documents.read_document(document, layouts)


@pytest.fixture
def hanging(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    monkeypatch.setattr(reading, "document_reader", hanging_reader)
    monkeypatch.setattr(reading, "PAGE_SECONDS", 1.0)


def test_beside_and_inside_read_the_same() -> None:
    async def both() -> None:
        readers = Readers(LAYOUTS)
        jobs = [(page, URL.format(number)) for number, page in enumerate(PAGES)]
        beside = await asyncio.gather(*(readers.read(html, url=url, content_type=None) for html, url in jobs))
        for (html, url), one in zip(jobs, beside, strict=True):
            inside = read(html, url=url, layouts=LAYOUTS)
            assert inside.article is not None
            assert one == replace(inside, article=normalize_article(inside.article), evidence={})
        url = "https://a.example/sitemap.xml"
        listed = await readers.xml(SITEMAP, url)
        assert listed == read_xml(SITEMAP, url)
        assert listed.pages[0].date
        assert listed.pages[0].date.isoformat() == "2024-03-05T08:30:00+07:00", "the zone as listed"
        assert await readers.listing(PAGES[0], url, None) == read_html(PAGES[0], url)
        with pytest.raises(NotXmlError, match="HTML page"):
            await readers.xml(b"<html>", url)
        await readers.close()

    asyncio.run(both())


@pytest.mark.parametrize(
    ("number", "reason"), [(signal.SIGKILL, "exit code -9"), (signal.SIGSTOP, "not read within 3")]
)
def test_a_process_that_dies_or_hangs_costs_one_page(
    number: signal.Signals, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scene() -> None:
        monkeypatch.setattr(reading, "PAGE_SECONDS", 3.0 if number == signal.SIGSTOP else 60.0)
        readers = Readers(LAYOUTS)
        await readers.read(PAGES[0], url=URL.format(0), content_type=None)
        (pid,) = readers._process.pids
        os.kill(pid, signal.SIGSTOP)
        tasks = [
            asyncio.create_task(readers.read(page, url=URL.format(n), content_type=None))
            for n, page in enumerate(PAGES)
        ]
        await asyncio.sleep(0.2)
        os.kill(pid, number)
        done = await asyncio.gather(*tasks, return_exceptions=True)
        await readers.close()
        failed = [one for one in done if isinstance(one, BaseException)]
        assert len(failed) == 1
        assert isinstance(failed[0], ReadingFailed)
        assert reason in str(failed[0])
        assert isinstance(done[0], ReadingFailed), "the page it was at"

    asyncio.run(scene())


@pytest.mark.usefixtures("hanging")
@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"hang", "not read within 1 s"),
        pytest.param(b"hang" + b"x" * 9_000_000, "not read within 1 s", id="a large one"),
        (b"half an answer", "not read within 1 s"),
        (b"lie", "the reading process ended"),
        pytest.param(b"eat", "MemoryError", marks=pytest.mark.skipif(sys.platform != "linux", reason="RLIMIT_AS")),
    ],
)
def test_each_page_has_its_own_time_and_fails_alone(body: bytes, reason: str) -> None:
    async def scene() -> None:
        readers = Readers(LAYOUTS)
        bodies = [PAGES[0], body, PAGES[1], body, PAGES[2]]
        asked = (readers.read(one, url=URL.format(n), content_type=None) for n, one in enumerate(bodies))
        done = await asyncio.gather(*asked, return_exceptions=True)
        await readers.close()
        assert [isinstance(one, BaseException) for one in done] == [False, True, False, True, False]
        assert reason in str(done[1])

    asyncio.run(scene())


@pytest.mark.usefixtures("hanging")
def test_a_crawl_that_is_to_stop_waits_for_no_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "PAGE_SECONDS", 60.0)
    monkeypatch.setattr(reading, "STOP_SECONDS", 0.5)

    async def scene() -> None:
        readers = Readers(LAYOUTS, lambda: True)
        asked = (readers.read(body, url=URL.format(0), content_type=None) for body in (PAGES[0], b"hang", PAGES[1]))
        done = await asyncio.gather(*asked, return_exceptions=True)
        await readers.close()
        assert [type(one) for one in done[1:]] == [ReadingStopped, ReadingStopped]

    asyncio.run(scene())


def test_a_bug_of_the_reader_is_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError("no such thing")

    monkeypatch.setattr(extraction_reading, "read", broken)
    monkeypatch.setattr(documents, "links_of", broken)
    for answer in (documents.read_document(Document("page", PAGES[0], URL.format(0)), LAYOUTS),
                   documents.read_document(Document("listing", PAGES[0], URL.format(0)), LAYOUTS)):  # fmt: skip
        assert answer.crash is not None
        assert answer.crash.reason == "KeyError: 'no such thing'"
        assert "Traceback" in answer.crash.trace


def test_a_bug_of_the_reader_is_told_once_and_counted(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def asked(_: Document) -> Answer:
        return Answer(crash=Crash("KeyError: 'no such thing'", "Traceback"))

    async def scene() -> None:
        readers = Readers(LAYOUTS)
        monkeypatch.setattr(readers, "_asked", asked)
        for _ in range(3):
            with pytest.raises(ReadingFailed, match="KeyError: 'no such thing'"):
                await readers.read(PAGES[0], url=URL.format(0), content_type=None)

    with caplog.at_level(logging.ERROR):
        asyncio.run(scene())
    assert len(caplog.records) == 1
    assert "Traceback" in caplog.text


PROGRAM = """
import asyncio
from newsbot.crawl.reading import Readers
async def main():
    readers = Readers(())
    await readers.read(b"<html><body><p>x</p></body></html>", url="https://a.example/", content_type=None)
    print(readers._process.pids[0], flush=True)
    await asyncio.sleep(60)
asyncio.run(main())
"""


def test_the_process_ends_with_a_crawl_that_is_killed() -> None:
    with subprocess.Popen([sys.executable, "-c", PROGRAM], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        parent.kill()
    for _ in range(100):
        if not Path(f"/proc/{pid}").exists() or " Z " in Path(f"/proc/{pid}/stat").read_text():
            return
        time.sleep(0.1)
    os.kill(pid, signal.SIGKILL)
    pytest.fail("the reading process outlived the crawl")
