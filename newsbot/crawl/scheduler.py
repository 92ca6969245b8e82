"""The scheduler on the ledger: which request comes next, and which never comes twice."""

from __future__ import annotations

from collections import deque
from datetime import UTC, datetime

from scrapy import Request, Spider
from scrapy.core.scheduler import BaseScheduler
from scrapy.crawler import Crawler

from newsbot.crawl.session import Session
from newsbot.crawl.spider import NewsSpider

LOW_WATER = 50
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
        self._session: Session

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> LedgerScheduler:
        """Scrapy's factory."""
        return cls(crawler)

    def open(self, spider: Spider) -> None:
        """Take the crawl's session; opens the archive when none was opened yet (`scrapy crawl`)."""
        assert isinstance(spider, NewsSpider)
        self._spider = spider
        self._session = Session.of(self._crawler)
        self._session.started_at = datetime.now(UTC)

    def close(self, reason: str) -> None:
        """Put everything on disk and give the archive back."""
        self._session.close(reason)

    def has_pending_requests(self) -> bool:
        """Whether anything is left to fetch in this run."""
        return bool(self._again or self._session.pages_waiting or self._wants_source())

    def enqueue_request(self, request: Request) -> bool:
        """Take a request: False for a page that the ledger knows and for a source asked already."""
        if "tries" in request.meta:
            self._again.append(request)
            return True
        if request.meta.get("page"):
            return self._session.discover(request.url, request.meta["source"])
        if request.url in self._asked:
            if request.meta.get("hops"):
                self._session.source_problem(request.meta["source"], f"moved to {request.url}, which was asked already")
            return False
        self._asked.add(request.url)
        self._sources.append(request)
        return True

    def _wants_source(self) -> bool:
        return bool(self._sources) and not self._session.has_enough(LOW_WATER)

    def next_request(self) -> Request | None:
        """The next request: retries, then listings when few pages wait, then pages in the order of their discovery."""
        if self._again:
            return self._again.popleft()
        if self._wants_source():
            return self._sources.popleft()
        url = self._session.next_page()
        return None if url is None else self._spider.page_request(url, "ledger")
