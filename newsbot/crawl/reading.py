"""Where pages are read: in this process for a polite crawl, in one beside it for a fast one.

A page that makes the reader crash or hang then costs itself and not the crawl.
"""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import os
import signal
import threading
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from multiprocessing.connection import wait

from newsbot.normalize import normalize_article
from newsbot.reader import Reading, read
from newsbot.reader.layout import Layout

logger = logging.getLogger(__name__)

SECONDS = 60.0
"""Time for one page, start-up of the process included. The reader bounds its own work far below."""
FAST = 1.0
"""Delay in seconds below which a process beside the crawl is worth its memory."""


class ReadingFailed(Exception):
    """The reader crashed or did not come to an end; the page's bytes are in the archive."""


class Readers:
    """Reads pages."""

    def __init__(self, layouts: Sequence[Layout], *, beside: bool) -> None:
        self._layouts = tuple(layouts)
        self._beside = beside
        self._pool: ProcessPoolExecutor | None = None
        self._told: set[str] = set()

    async def read(self, html: bytes, *, url: str, content_type: str | None) -> Reading:
        """Read a page. Raises ReadingFailed when the reader raised, or its process died or hung over the page."""
        try:
            if self._beside:
                return await self._read_beside(html, url, content_type)
            return read(html, url=url, content_type=content_type, layouts=self._layouts)
        except ReadingFailed:
            raise
        except Exception as error:
            reason = f"{type(error).__name__}: {error}"
            if reason not in self._told:
                self._told.add(reason)
                logger.exception("the reader failed over %s; further pages with the same error are only counted", url)
            raise ReadingFailed(reason) from error

    async def _read_beside(self, html: bytes, url: str, content_type: str | None) -> Reading:
        pool = self._pool = self._pool or _pool(self._layouts)
        task = asyncio.get_running_loop().run_in_executor(pool, _read, html, url, content_type)
        try:
            return await asyncio.wait_for(task, SECONDS)
        except BrokenProcessPool as error:
            self._drop(pool)
            raise ReadingFailed("the reading process died over this page or one read with it") from error
        except TimeoutError as error:
            self._drop(pool)
            raise ReadingFailed(f"not read within {SECONDS:.0f} s") from error

    def close(self) -> None:
        """End the reading process."""
        if self._pool:
            self._drop(self._pool)

    def _drop(self, pool: ProcessPoolExecutor) -> None:
        """Give a pool up; the next page starts another."""
        if self._pool is pool:
            self._pool = None
        for process in list((pool._processes or {}).values()):
            process.terminate()
        pool.shutdown(wait=False, cancel_futures=True)


def _pool(layouts: tuple[Layout, ...]) -> ProcessPoolExecutor:
    # Spawned, not forked: a fork would inherit the archive's lock and keep it when this process is killed.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(1, mp_context=context, initializer=_begin, initargs=(layouts,))


_layouts: tuple[Layout, ...] = ()


def _begin(layouts: tuple[Layout, ...]) -> None:
    """Set the reading process up: it ends with its parent, however that ends, and leaves Ctrl-C to it."""
    global _layouts
    _layouts = layouts
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    assert parent is not None
    threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(0)


def _read(html: bytes, url: str, content_type: str | None) -> Reading:
    reading = read(html, url=url, content_type=content_type, layouts=_layouts)
    article = normalize_article(reading.article) if reading.article else None
    return replace(reading, article=article, evidence={})  # evidence is for people, and heavy to send
