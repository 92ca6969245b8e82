"""Pages are read in this process or in one beside it: the same readings, and whatever happens to the process costs one page."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from newsbot.cms import LAYOUTS
from newsbot.crawl import reading
from newsbot.crawl.reading import Readers, ReadingFailed
from newsbot.extraction import reading as extraction_reading
from newsbot.normalize import normalize_article
from newsbot.reader import read
from tests.crawl.pages import article_html

URL = "https://baokhelanh.example/gat-xong-vu-mua-{}.html"
PAGES = [article_html(number).encode() for number in range(100001, 100021)]


def test_beside_and_inside_read_the_same() -> None:
    async def both() -> None:
        beside, inside = Readers(LAYOUTS, beside=True), Readers(LAYOUTS, beside=False)
        jobs = [(page, URL.format(number)) for number, page in enumerate(PAGES)]
        one = await asyncio.gather(*(beside.read(html, url=url, content_type=None) for html, url in jobs))
        other = await asyncio.gather(*(inside.read(html, url=url, content_type=None) for html, url in jobs))
        await beside.close()
        assert one == other
        first = read(PAGES[0], url=URL.format(0), layouts=LAYOUTS)
        assert first.article is not None
        assert one[0] == replace(first, article=normalize_article(first.article), evidence={})

    asyncio.run(both())


async def beside_with(seconds: float, monkeypatch: pytest.MonkeyPatch) -> tuple[Readers, int]:
    monkeypatch.setattr(reading, "PAGE_SECONDS", seconds)
    readers = Readers(LAYOUTS, beside=True)
    await readers.read(PAGES[0], url=URL.format(0), content_type=None)
    assert readers._beside is not None
    (pid,) = readers._beside.pids
    return readers, pid


@pytest.mark.parametrize(("number", "reason"), [(signal.SIGKILL, "exit code -9"), (signal.SIGSTOP, "exit code -9")])
def test_a_process_that_dies_or_hangs_costs_one_page(
    number: signal.Signals, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scene() -> None:
        readers, pid = await beside_with(3.0 if number == signal.SIGSTOP else 60.0, monkeypatch)
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


@pytest.mark.parametrize("beside", [False])
def test_a_bug_of_the_reader_is_told_once_and_counted(
    beside: bool, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError("no such thing")

    monkeypatch.setattr(extraction_reading, "read", broken)

    async def scene() -> None:
        readers = Readers(LAYOUTS, beside=beside)
        for _ in range(3):
            with pytest.raises(ReadingFailed, match="KeyError: 'no such thing'"):
                await readers.read(PAGES[0], url=URL.format(0), content_type=None)

    asyncio.run(scene())
    assert len(caplog.records) == 1
    assert "Traceback" in caplog.text


PROGRAM = """
import asyncio
from newsbot.crawl.reading import Readers
async def main():
    readers = Readers((), beside=True)
    await readers.read(b"<html><body><p>x</p></body></html>", url="https://a.example/", content_type=None)
    print(readers._beside.pids[0], flush=True)
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
