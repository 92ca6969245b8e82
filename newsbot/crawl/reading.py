"""Where the bodies that a server sends are read: in one process beside the crawl, whatever they are.

A body that makes the reader crash, hang or eat memory then costs itself, and neither the crawl nor the body behind it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from functools import partial

from newsbot.crawl.documents import Answer, Document, document_reader
from newsbot.discover.home_page import Looks
from newsbot.discover.json_listing import JsonListing
from newsbot.discover.listings import HtmlListing, XmlListing
from newsbot.discover.xml_parts import NotXmlError
from newsbot.extraction.reading import Crash, ended
from newsbot.reader import Reading
from newsbot.reader.layouts.layout import Layout
from newsbot.site import Api
from newsbot.workers.processes import ProcessEnded, Processes, ProcessHung

logger = logging.getLogger(__name__)

PAGE_SECONDS = 15.0
"""Time for one body, from when its reading begins. The reader bounds its own work far below."""
MEMORY_BYTES = 320 * 1024 * 1024
"""Address space for one body: the tree of the largest markup that is parsed takes half of it."""
STOP_SECONDS = 3.0
"""Time that a body under way has when the crawl is to stop."""
_LOOK_SECONDS = 0.5
"""How often a reading under way looks whether the crawl is to stop."""


class ReadingFailed(Exception):
    """The reader crashed or did not come to an end; the body's bytes are in the archive."""


class ReadingStopped(ReadingFailed):
    """The crawl stops, and nobody waits for the reading; nothing is wrong with the body."""


class Readers:
    """Reads bodies. `is_stopping` tells whether the crawl is to end as soon as it can."""

    def __init__(self, layouts: Sequence[Layout], is_stopping: Callable[[], bool] = lambda: False) -> None:
        make = partial(document_reader, tuple(layouts))
        self._process = Processes(make, seconds=PAGE_SECONDS, memory=MEMORY_BYTES)
        self._is_stopping = is_stopping
        self._is_abandoned = False
        self._told: set[str] = set()

    async def read(self, html: bytes, *, url: str, content_type: str | None) -> Reading:
        """Read a page. Raises ReadingFailed when the reader raised, or its process died or hung over the page."""
        page = (await self._answer(Document("page", html, url, content_type))).page
        if page is None:
            raise ReadingFailed("the reading process gave no reading")
        return Reading(page.article, page.reason, page.kind)

    async def xml(self, body: bytes, url: str) -> XmlListing:
        """Read a feed or sitemap. Raises NotXmlError, ReadingFailed."""
        answer = await self._answer(Document("xml", body, url))
        if answer.not_xml is not None:
            raise NotXmlError(answer.not_xml)
        if answer.xml is None:
            raise ReadingFailed("the reading process gave no listing")
        return answer.xml

    async def json(self, body: bytes, home: str, api: Api) -> JsonListing:
        """Read a page of an API of the site at `home`. Raises NotJsonError, ReadingFailed."""
        answer = await self._answer(Document("json", body, home, api=api))
        if answer.not_json is not None:
            raise answer.not_json
        if answer.json is None:
            raise ReadingFailed("the reading process gave no listing")
        return answer.json

    async def listing(self, body: bytes, url: str, content_type: str | None) -> HtmlListing:
        """Read the links of a page. Raises ReadingFailed."""
        listing = (await self._answer(Document("listing", body, url, content_type))).listing
        if listing is None:
            raise ReadingFailed("the reading process gave no listing")
        return listing

    async def home(self, body: bytes, url: str, content_type: str | None) -> tuple[HtmlListing, Looks]:
        """Read the links of a home page, and how it looks. Raises ReadingFailed."""
        answer = await self._answer(Document("home", body, url, content_type))
        if answer.listing is None or answer.looks is None:
            raise ReadingFailed("the reading process gave no home page")
        return answer.listing, answer.looks

    async def _answer(self, document: Document) -> Answer:
        answer = await self._asked(document)
        if answer.crash is None:
            return answer
        reason, trace = answer.crash.reason, answer.crash.trace
        if reason not in self._told:
            self._told.add(reason)
            logger.error("the reader failed over %s; more of the same is only counted\n%s", document.url, trace)
        raise ReadingFailed(reason)

    async def _asked(self, document: Document) -> Answer:
        asked = asyncio.ensure_future(self._process.answer(document))
        stopped = 0.0
        while not (await asyncio.wait({asked}, timeout=_LOOK_SECONDS))[0]:
            stopped += _LOOK_SECONDS if self._is_stopping() else 0.0
            if stopped >= STOP_SECONDS:
                self._is_abandoned = True
                self._process.abandon()
        try:
            return asked.result()
        except ProcessHung:
            return Answer(crash=Crash(f"not read within {PAGE_SECONDS:g} s", ""))
        except ProcessEnded as error:
            if self._is_abandoned:
                raise ReadingStopped("the crawl was stopped while it was read") from error
            return Answer(crash=Crash(ended(error.code), ""))

    async def close(self) -> None:
        """End the reading process."""
        await asyncio.to_thread(self._process.close)
