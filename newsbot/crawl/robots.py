"""Keeps every request of a crawl to what robots.txt lets newsbot fetch."""

from __future__ import annotations

import asyncio
import logging
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http.request import NO_CALLBACK

from newsbot.crawl.context import Crawl, is_site_crawl
from newsbot.crawl.failure import DISALLOWED, DisallowedError, NotAsked, RobotsUnreachable, reason_of
from newsbot.crawl.pace import SLOT
from newsbot.crawl.response import header
from newsbot.fetch.redirects import astray, is_redirect, target_of
from newsbot.fetch.retry_after import MAX_CRAWL_DELAY
from newsbot.fetch.robots_txt import Policy, crawl_delay, decision, read_robots

logger = logging.getLogger(__name__)


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
            future = self._policies[root] = asyncio.get_running_loop().create_future()
            try:
                policy = await self._fetch(f"{root}/robots.txt")
            except NotAsked as error:
                future.set_exception(error)
            else:
                self._note(root, policy)
                future.set_result(policy)
        return await self._policies[root]

    async def _fetch(self, url: str, hops: tuple[str, ...] = ()) -> Policy:
        meta = {"dont_obey_robotstxt": True, "source": "robots.txt", "download_slot": SLOT, "verbatim_url": True}
        request = Request(url, callback=NO_CALLBACK, meta=meta)
        try:
            response = await self._crawler.engine.download_async(request)
        except NotAsked:
            raise
        except Exception as error:  # noqa: BLE001 - whatever kept it away is the reason that is recorded
            logger.warning("%s: %s: %s", url, type(error).__name__, error)
            return Policy(None, reason_of(error))
        if is_redirect(response.status):
            target, hops = target_of(url, header(response, "Location")), (*hops, url)
            if target and not astray(target, hops):
                return await self._fetch(target, hops)
        policy = read_robots(response.status, response.body, url)
        delay = crawl_delay(policy, self._agent)
        if delay > MAX_CRAWL_DELAY:
            policy = Policy(None, f"it asks for {delay:.0f} s between two requests, more than newsbot waits")
        elif is_site_crawl(self._crawler):
            Crawl.of(self._crawler).pace.slow_down(delay)
        return policy

    def _note(self, root: str, policy: Policy) -> None:
        """Keep what was decided on a host's robots.txt for the receipt."""
        if is_site_crawl(self._crawler):
            Crawl.of(self._crawler).statistics.robots[urlsplit(root).netloc] = decision(policy)
