"""The downloader of a crawl: what is under way when a signal comes is given up soon, whatever the server does."""

from __future__ import annotations

import asyncio
from typing import Any

from scrapy import Request
from scrapy.core.downloader import Downloader
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from twisted.internet.defer import CancelledError, Deferred
from twisted.python.failure import Failure

GRACE_SECONDS = 1.5
"""How long an answer that is under way may still take when the crawl is being stopped: most are there sooner."""
LOOK_SECONDS = 0.25
"""How soon it is noticed that the crawl is being stopped."""


class StoppedError(IgnoreRequest):
    """The crawl was stopped before the answer was there: the page is still to be fetched."""


class StoppableDownloader(Downloader):
    """Scrapy's waits for every answer before it stops: with a server that hangs, until the timeout."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._under_way: set[Deferred[Any]] = set()
        self._watch: asyncio.Task[None] | None = None

    def fetch(self, request: Request) -> Deferred[Any]:  # type: ignore[override]
        """The response, or another request; StoppedError when the crawl is stopped and the answer does not come."""
        if self._watch is None:
            self._watch = asyncio.get_running_loop().create_task(self._give_up())
        fetched: Deferred[Any] = super().fetch(request)
        self._under_way.add(fetched)
        return fetched.addBoth(self._landed, fetched)

    def _landed(self, result: Any, fetched: Deferred[Any]) -> Any:
        self._under_way.discard(fetched)
        if isinstance(result, Failure) and isinstance(result.value, (asyncio.CancelledError, CancelledError)):
            raise StoppedError("the crawl was stopped before the answer was there")
        return result

    async def _give_up(self) -> None:
        """Once the crawl is being stopped, let go of what does not come."""
        while self.crawler.engine.running:
            await asyncio.sleep(LOOK_SECONDS)
        await asyncio.sleep(GRACE_SECONDS)
        while self._under_way:
            for fetched in tuple(self._under_way):
                fetched.cancel()
            await asyncio.sleep(LOOK_SECONDS)
