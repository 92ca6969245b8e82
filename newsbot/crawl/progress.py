"""Progress on stderr while a crawl runs: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
import time

from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.utils.asyncio import create_looping_call

from newsbot.archive import State
from newsbot.console.terminal import Terminal
from newsbot.crawl.context import Crawl

BAR_SECONDS = 0.2
LINE_SECONDS = 10.0


class CrawlProgress:
    """Looks at the statistics now and then; costs nothing per page."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._console = Terminal(stderr=True)
        self._bar: Progress | None = None
        self._begun = time.monotonic()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> CrawlProgress:
        """Scrapy's factory; off unless a command asks for it (NEWSBOT_PROGRESS)."""
        if not crawler.settings.getbool("NEWSBOT_PROGRESS"):
            raise NotConfigured
        progress = cls(crawler)
        crawler.signals.connect(progress.begin, signals.spider_opened)
        crawler.signals.connect(progress.end, signals.spider_closed)
        return progress

    def begin(self) -> None:
        """Start the bar or the lines."""
        if self._console.is_terminal:
            columns = (
                SpinnerColumn(),
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                TimeElapsedColumn(),
            )
            self._bar = Progress(*columns, console=self._console, transient=True)
            self._task = self._bar.add_task(Crawl.of(self._crawler).site.name, total=None)
            self._bar.start()
        self._loop = create_looping_call(self._show)
        self._loop.start(BAR_SECONDS if self._bar else LINE_SECONDS, now=False)

    def end(self) -> None:
        """Take the bar away."""
        if self._loop.running:
            self._loop.stop()
        if self._bar:
            self._bar.stop()

    def _show(self) -> None:
        crawl = Crawl.of(self._crawler)
        statistics = crawl.statistics
        done, archived = statistics.settled.total(), statistics.settled[State.ARCHIVED]
        total = done + crawl.frontier.pages_waiting
        if self._bar:
            self._bar.update(
                self._task, completed=done, total=total or None, description=f"{crawl.site.name}: {archived} archived"
            )
            return
        seconds = int(time.monotonic() - self._begun)
        text = f"{crawl.site.name}: {done} of {total} pages, {archived} archived, {statistics.requests} requests, {seconds} s"
        sys.stderr.write(text + "\n")
