"""The scheduler on the ledger: which request comes next, and which never comes twice."""

from __future__ import annotations

import logging
from collections import deque

from scrapy import Request, Spider
from scrapy.core.scheduler import BaseScheduler, Scheduler
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider

from newsbot.archive import ArchiveError, append_run
from newsbot.crawl.context import Crawl, is_site_crawl
from newsbot.crawl.report import FINISHED, run_report
from newsbot.crawl.spider import NewsSpider
from newsbot.fetch.agent import NoContactError

logger = logging.getLogger(__name__)

LOW_WATER_PAGES = 50
"""Pending pages below which the next listing is asked for: pages are archived as they are found, and listings not far ahead."""


class LedgerScheduler(BaseScheduler):
    """Pages wait in the ledger, which outlives a kill; sources wait in memory, because every run asks them anew.

    JOBDIR queues acknowledge a request when it is handed out and lose it in a kill. Here a page stays in the ledger until
    its outcome is on disk.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._sources: deque[Request] = deque()
        self._again: deque[Request] = deque()
        self._asked: set[str] = set()
        self._crawl: Crawl
        self._opened = False

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> BaseScheduler:  # type: ignore[override]
        """Scrapy's factory: its own scheduler where no site is crawled into the archive (`scrapy shell`)."""
        return cls(crawler) if is_site_crawl(crawler) else Scheduler.from_crawler(crawler)

    def open(self, spider: Spider) -> None:
        """Take the crawl's parts; opens the archive when none was opened yet (`scrapy crawl`).

        Raises CloseSpider when that cannot be.
        """
        assert isinstance(spider, NewsSpider)
        self._spider = spider
        try:
            self._crawl = Crawl.of(self._crawler)
        except (ArchiveError, NoContactError) as error:
            logger.error("%s", error)
            raise CloseSpider(type(error).__name__) from error
        self._crawl.started_at = self._crawl.archive.clock()
        self._opened = True

    def close(self, reason: str) -> None:
        """Put everything on disk; write the report and give the archive back when the crawl opened it itself."""
        if not self._opened:
            return
        crawl = self._crawl
        if crawl.window.until is None and crawl.ending.error is None:
            try:
                crawl.continuity.end()
            except ArchiveError as error:
                crawl.ending.error = error
        crawl.outcomes.close(reason, is_whole=reason == FINISHED and not crawl.breaker.is_left)
        if crawl.root is not None:
            append_run(crawl.root, run_report(crawl))
            crawl.archive.close()

    def has_pending_requests(self) -> bool:
        """Whether anything is left to fetch in this run."""
        if not self._opened or self._crawl.breaker.is_left:
            return False
        return bool(self._again or self._crawl.frontier.pages_waiting or self._wants_source())

    def enqueue_request(self, request: Request) -> bool:
        """Take a request; False for a source that was asked already.

        Pages are handed out by the ledger, and come once more here when they are asked for again.
        """
        if request.meta.keys() & {"tries", "page"}:
            self._again.append(request)
            return True
        if request.url in self._asked:
            if request.meta.get("hops"):
                self._crawl.statistics.note_problem(
                    request.meta["source"], f"moved to {request.url}, which was asked already"
                )
            return False
        self._asked.add(request.url)
        if not self._crawl.budget.takes(request.meta.get("named_by")):
            return False
        self._sources.append(request)
        return True

    def _wants_source(self) -> bool:
        return bool(self._sources) and not self._crawl.frontier.has_enough(LOW_WATER_PAGES)

    def next_request(self) -> Request | None:
        """The next request: retries, then listings when few pages wait, then pages in the order of their discovery."""
        if self._crawl.breaker.is_left:
            return None
        if self._again:
            return self._again.popleft()
        while self._wants_source():
            source = self._sources.popleft()
            if self._crawl.budget.lets(source.meta.get("named_by")):
                return source
        url = self._crawl.pages.next()
        return None if url is None else self._spider.page_request(url, "ledger")
