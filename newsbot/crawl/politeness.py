"""What happens when a site does not answer, or says that it has had enough."""

from __future__ import annotations

import asyncio
import logging
import time
from datetime import UTC, datetime

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadCancelledError, IgnoreRequest
from scrapy.http import Response

from newsbot.crawl.context import Crawl, is_site_crawl
from newsbot.crawl.pace import STOP_SECONDS
from newsbot.fetch.retry_after import retry_after
from newsbot.normalize import urls

logger = logging.getLogger(__name__)

RETRY_STATUS = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524})
"""Answers that may be different a moment later (RFC 9110 section 15; 52x are a proxy's)."""


class BackoffMiddleware:
    """Asks again when an answer may be different later: after the time the server names, else after 1, 4, 16 … seconds.

    A body that was cut short is asked for once more: the network may have cut it, and a server that always does is left alone.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._tries = crawler.settings.getint("NEWSBOT_RETRIES")
        self._first = crawler.settings.getfloat("NEWSBOT_RETRY_DELAY")
        self._longest = crawler.settings.getfloat("NEWSBOT_RETRY_LONGEST")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> BackoffMiddleware:
        """Scrapy's factory."""
        return cls(crawler)

    async def process_response(self, request: Request, response: Response) -> Request | Response:
        """Wait and ask again, or hand on an answer that stands."""
        if response.status not in RETRY_STATUS:
            if "dataloss" in response.flags and "tries" not in request.meta:
                return await self._again(request, "the body was cut short", None) or response
            return response
        asked = retry_after((response.headers.get("Retry-After") or b"").decode("latin-1"), datetime.now(UTC))
        if asked is not None and asked > self._longest:
            logger.warning("%s asks to wait %.0f s: left for the next run", request.url, asked)
            self._leave(request, asked)
            return response
        if asked is not None and is_site_crawl(self._crawler):
            Crawl.of(self._crawler).pace.pause(asked)
        return await self._again(request, f"HTTP {response.status}", asked) or response

    def _leave(self, request: Request, asked: float) -> None:
        """Ask a site no more in this run that wants to be left alone for longer than a crawl waits."""
        if not is_site_crawl(self._crawler):
            return
        crawl, host = Crawl.of(self._crawler), urls.host(request.url)
        if host in crawl.site.hosts and not crawl.breaker.open:
            crawl.breaker.open = f"{host} asks to be left alone for {asked:.0f} s"

    async def process_exception(self, request: Request, exception: Exception) -> Request | None:
        """Wait and ask again after a failure of the connection."""
        if isinstance(exception, (IgnoreRequest, DownloadCancelledError)):
            return None
        return await self._again(request, str(exception) or type(exception).__name__, None)

    async def _again(self, request: Request, why: str, wait: float | None) -> Request | None:
        tried = request.meta.get("tries", 0) + 1
        if tried > self._tries:
            return None
        pause = self._first * 4 ** (tried - 1) if wait is None else wait
        logger.info("%s: %s; again in %.1f s", request.url, why, pause)
        if not await self._sleep(pause):
            return None
        again = request.replace(dont_filter=True)
        again.meta["tries"] = tried
        return again

    async def _sleep(self, seconds: float) -> bool:
        """Wait; False, at once, when the crawl is being stopped meanwhile."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0 and self._engine_runs():
            await asyncio.sleep(min(left, STOP_SECONDS))
        return self._engine_runs()

    def _engine_runs(self) -> bool:
        return bool(self._crawler.engine.running)
