"""Keeps every request of a crawl to what robots.txt lets newsbot fetch."""

from __future__ import annotations

import asyncio
import logging
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http.request import NO_CALLBACK

from newsbot.crawl.failure import DISALLOWED, DisallowedError, RobotsUnreachable, reason_of
from newsbot.crawl.politeness import SLOT, slow_down
from newsbot.fetch.redirects import is_redirect
from newsbot.fetch.robots_txt import Policy, read_robots
from newsbot.normalize import urls

logger = logging.getLogger(__name__)

MAX_HOPS = 5
"""Redirects of a robots.txt that are followed (RFC 9309 section 2.3.1.2)."""


class RobotsMiddleware:
    """Asks each host's robots.txt once, before the first request to it."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._agent: str = crawler.settings["ROBOTSTXT_USER_AGENT"]
        self._policies: dict[str, asyncio.Future[Policy]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RobotsMiddleware:
        """Scrapy's factory."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Let the request pass or raise DisallowedError."""
        if request.meta.get("dont_obey_robotstxt"):
            return
        policy = await self.policy(request.url)
        if policy.rules is None:
            raise RobotsUnreachable(f"robots.txt unreachable: {policy.problem}")
        if not policy.rules.can_fetch(request.url, self._agent):
            raise DisallowedError(DISALLOWED)

    async def policy(self, url: str) -> Policy:
        """The policy of the host that serves `url`; fetched at the first call."""
        parts = urlsplit(url)
        root = f"{parts.scheme}://{parts.netloc}"
        if root not in self._policies:
            self._policies[root] = asyncio.get_running_loop().create_future()
            self._policies[root].set_result(await self._fetch(f"{root}/robots.txt"))
        return await self._policies[root]

    async def _fetch(self, url: str, redirects: int = MAX_HOPS) -> Policy:
        meta = {"dont_obey_robotstxt": True, "source": "robots.txt", "download_slot": SLOT, "verbatim_url": True}
        request = Request(url, callback=NO_CALLBACK, meta=meta)
        try:
            response = await self._crawler.engine.download_async(request)
        except Exception as error:  # noqa: BLE001 - whatever kept it away is the reason that is recorded
            logger.warning("%s: %s: %s", url, type(error).__name__, error)
            return Policy(None, reason_of(error))
        if is_redirect(response.status) and redirects:
            target = urls.join(url, (response.headers.get("Location") or b"").decode("latin-1"))
            if target:
                return await self._fetch(target, redirects - 1)
        policy = read_robots(response.status, response.body, url)
        delay = policy.rules.crawl_delay(self._agent) if policy.rules else None
        if delay:
            slow_down(self._crawler, float(delay))
        return policy
