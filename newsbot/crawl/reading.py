"""Where pages are read: in this process for a polite crawl, in one beside it for a fast one.

A page that makes the reader crash or hang then costs itself and not the crawl.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from functools import partial

from newsbot.extraction.reading import Crash, PageBytes, bytes_reader, ended, read_bytes
from newsbot.reader import Reading
from newsbot.reader.layouts.layout import Layout
from newsbot.workers.processes import ProcessEnded, Processes

logger = logging.getLogger(__name__)

PAGE_SECONDS = 60.0
"""Time for one page. The reader bounds its own work far below."""
FAST_DELAY_SECONDS = 1.0
"""Delay between two requests below which a process beside the crawl is worth its memory."""


class ReadingFailed(Exception):
    """The reader crashed or did not come to an end; the page's bytes are in the archive."""


class Readers:
    """Reads pages."""

    def __init__(self, layouts: Sequence[Layout], *, beside: bool) -> None:
        self._layouts = tuple(layouts)
        make = partial(bytes_reader, self._layouts)
        self._beside = Processes(make, seconds=PAGE_SECONDS) if beside else None
        self._told: set[str] = set()

    async def read(self, html: bytes, *, url: str, content_type: str | None) -> Reading:
        """Read a page. Raises ReadingFailed when the reader raised, or its process died or hung over the page."""
        answer = await self._answer(PageBytes(html, url, content_type))
        if isinstance(answer, Reading):
            return answer
        if answer.reason not in self._told:
            self._told.add(answer.reason)
            logger.error("the reader failed over %s; more of the same is only counted\n%s", url, answer.trace)
        raise ReadingFailed(answer.reason)

    async def _answer(self, page: PageBytes) -> Reading | Crash:
        if self._beside is None:
            return read_bytes(page, self._layouts)
        try:
            return await self._beside.answer(page)
        except ProcessEnded as error:
            return Crash(ended(error.code), "")

    async def close(self) -> None:
        """End the reading process."""
        if self._beside:
            await asyncio.to_thread(self._beside.close)
