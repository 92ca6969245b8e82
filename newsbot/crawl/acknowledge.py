"""Acknowledge a page only when everything it led to is done: its callback exhausted, its items through the pipelines."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import AsyncIterator
from typing import Any

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem, NotConfigured
from scrapy.http import Response
from twisted.python.failure import Failure

from newsbot.archive import State
from newsbot.archive.errors import ArchiveError
from newsbot.archive.outcome import Outcome
from newsbot.crawl.context import Crawl, is_site_crawl
from newsbot.crawl.judge import Judgement

logger = logging.getLogger(__name__)


class AcknowledgeMiddleware:
    """Outermost spider middleware: whatever a page's callback or the pipelines do, its URL ends in a state."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._under_way: Counter[str] = Counter()
        self._exhausted: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> AcknowledgeMiddleware:
        """Scrapy's factory; off where no site is crawled into the archive."""
        if not is_site_crawl(crawler):
            raise NotConfigured
        middleware = cls(crawler)
        crawler.signals.connect(middleware.item_done, signals.item_scraped)
        crawler.signals.connect(middleware.item_dropped, signals.item_dropped)
        crawler.signals.connect(middleware.item_failed, signals.item_error)
        crawler.signals.connect(middleware.callback_failed, signals.spider_error)
        return middleware

    async def process_spider_output(self, response: Response, result: AsyncIterator[Any]) -> AsyncIterator[Any]:
        """Pass everything on, counting the items; then see whether the page is settled."""
        url = _page(response)
        goes_on = False
        async for output in result:
            if url and isinstance(output, Judgement):
                self._under_way[url] += 1
            elif url and isinstance(output, Request) and output.meta.get("page") == url:
                goes_on = True
            yield output
        if url and not goes_on:
            self._exhausted.add(url)
            self._finish(url)

    def item_done(self, response: Response) -> None:
        """An item is archived."""
        self._left(_page(response))

    def item_dropped(self, response: Response, exception: DropItem) -> None:
        """An item was refused by a pipeline: its page failed, with the pipeline's reason."""
        self._fail(_page(response), str(exception))

    def item_failed(self, response: Response, failure: Failure) -> None:
        """A pipeline raised: the page failed. When the archive itself failed, its pages stay pending for the next run."""
        if not isinstance(failure.value, ArchiveError):
            self._fail(_page(response), f"pipeline: {describe(failure)}")

    def callback_failed(self, failure: Failure, response: Response) -> None:
        """The callback raised: the page failed; a source that did is a problem of the run."""
        reason = describe(failure)
        url = _page(response)
        if url:
            self._exhausted.add(url)
            self._fail(url, f"reader: {reason}", left=0)
        elif isinstance(failure.value, ArchiveError):
            self._crawl.ending.fail(failure.value)
        else:
            request: Request | None = getattr(response, "request", None)
            label = request.meta.get("source", request.url) if request else "start"
            crawl = self._crawl
            crawl.statistics.note_problem(label, reason, failed=True)
            crawl.ending.crashed = crawl.ending.crashed or f"{label}: {reason}"

    @property
    def _crawl(self) -> Crawl:
        return Crawl.of(self._crawler)

    def _fail(self, url: str | None, reason: str, left: int = 1) -> None:
        if url:
            self._crawl.outcomes.apply(Outcome(url=url, state=State.FAILED, reason=reason))
            self._left(url, left)

    def _left(self, url: str | None, count: int = 1) -> None:
        if url:
            self._under_way[url] -= count
            self._finish(url)

    def _finish(self, url: str) -> None:
        if url not in self._exhausted or self._under_way[url] > 0:
            return
        self._exhausted.discard(url)
        del self._under_way[url]
        if self._crawl.frontier.is_in_flight(url):
            reason = "the spider ended without an article or a reason"
            self._crawl.outcomes.apply(Outcome(url=url, state=State.FAILED, reason=reason))


def describe(failure: Failure) -> str:
    """An exception in one line."""
    return f"{type(failure.value).__name__}: {failure.value}"


def _page(response: Any) -> str | None:
    """The ledger's URL of the page that a response belongs to; None for a source."""
    request: Request | None = getattr(response, "request", None)
    return request.meta.get("page") if request is not None else None
