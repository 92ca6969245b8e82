"""One crawl of one site: its parts, for Scrapy's components to find. No logic of its own."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from scrapy.crawler import Crawler

from newsbot.archive import ArchiveSettings, SiteArchive
from newsbot.archive.one_line import record_of
from newsbot.archive.recrawl import parse_plan
from newsbot.crawl.budget import Budget
from newsbot.crawl.circuit_breaker import CircuitBreaker
from newsbot.crawl.continuity import Continuity
from newsbot.crawl.ending import Ending
from newsbot.crawl.frontier import Frontier
from newsbot.crawl.judge import LedgerView
from newsbot.crawl.memory import Memory
from newsbot.crawl.outcomes import Outcomes
from newsbot.crawl.pace import Pace
from newsbot.crawl.pages import Pages
from newsbot.crawl.statistics import Statistics
from newsbot.discover.window import Window
from newsbot.extraction.owed import make_owed_again
from newsbot.fetch.addresses import Reach
from newsbot.fetch.agent import check_contact
from newsbot.fetch.canonical_host import CanonicalHost
from newsbot.site import Site
from newsbot.site.hosts import named_urls


@dataclass(slots=True)
class Crawl:
    """A running crawl. `Crawl.of(crawler)` finds it."""

    site: Site
    archive: SiteArchive
    root: Path | None = None
    """Root of the archive when the crawl opened it itself, and so closes it; null when a command holds it."""
    limit: int | None = None
    """Pages to fetch at the most in this run."""
    window: Window = field(default_factory=Window)
    started_at: datetime = field(default_factory=lambda: datetime.now(UTC))
    host: CanonicalHost = field(default_factory=CanonicalHost)
    ending: Ending = field(default_factory=Ending)
    breaker: CircuitBreaker = field(default_factory=CircuitBreaker)
    pace: Pace = field(default_factory=Pace)
    budget: Budget = field(default_factory=Budget)
    reach: Reach = field(init=False)
    """Where the crawl may connect."""
    memory: Memory = field(init=False)
    known: LedgerView = field(init=False)
    continuity: Continuity = field(init=False)
    statistics: Statistics = field(init=False)
    frontier: Frontier = field(init=False)
    outcomes: Outcomes = field(init=False)
    pages: Pages = field(init=False)

    def __post_init__(self) -> None:
        ledger = self.archive.ledger
        self.reach = reach_of(self.site)
        self.memory = Memory(ledger, self.window, self.site.rules)
        record = partial(record_of, self.archive.folder)
        self.known = LedgerView(ledger.urls.entry, ledger.retractions.newest_standing, ledger.run, record, self._led)
        self.continuity = Continuity(ledger)
        self.statistics = Statistics(self.site, self.window)
        self.frontier = Frontier(
            self.site, self.archive, self.statistics, self.ending, self.breaker, window=self.window, limit=self.limit
        )
        self.outcomes = Outcomes(self.archive, self.frontier, self.statistics, self.ending)
        self.pages = Pages(self.frontier, self.outcomes)

    def _led(self, url: str) -> int:
        return self.frontier.led(url)

    def why_nothing_is_asked(self) -> str | None:
        """Why the site is asked no more in this run; None while it is."""
        if not self.breaker.is_left and self.site.is_quiet(self.archive.clock()):
            self.breaker.quiet = "these are quiet hours of the site ({}-{})".format(*self.site.quiet_hours)
        return self.breaker.open or self.breaker.quiet

    @staticmethod
    def of(crawler: Crawler) -> Crawl:
        """The crawl that a crawler runs. Under `scrapy crawl` the first call opens the archive.

        Raises ArchiveError when it cannot be opened, NoContactError when a contact is missing.
        """
        crawl: Crawl | None = getattr(crawler, "newsbot_crawl", None)
        if crawl is None:
            site: Site = crawler.spidercls.site  # type: ignore[attr-defined]
            check_contact(site.home, crawler.settings["NEWSBOT_CONTACT"])
            root = Path(crawler.settings["NEWSBOT_ARCHIVE"])
            plan = parse_plan(crawler.settings["NEWSBOT_REVISITS"])
            crawl = Crawl(site, SiteArchive.open(root, site.name, ArchiveSettings(plan=plan)), root=root)
            crawl.join(crawler)
        return crawl

    def join(self, crawler: Crawler) -> None:
        """Become the crawl that a crawler runs; what the disk lost is made again, and earlier failures get another try.

        Raises ArchiveError.
        """
        crawler.newsbot_crawl = self  # type: ignore[attr-defined]
        self.ending.stop = lambda: stop(crawler)
        self.pace.delay = crawler.settings.getfloat("DOWNLOAD_DELAY")
        make_owed_again(self.archive, self.site)
        self.frontier.open()


def reach_of(site: Site) -> Reach:
    """Where the crawl of a site may connect: to its own hosts and those of the sources in its file, wherever they are."""
    return Reach.of(*named_urls(site))


def stop(crawler: Crawler) -> None:
    """End a crawl whose archive cannot be written."""
    asyncio.get_running_loop().create_task(crawler.engine.close_spider_async(reason="archive"))


def is_site_crawl(crawler: Crawler) -> bool:
    """Whether a site is being crawled into the archive; `scrapy shell` and spiders of other projects leave it alone."""
    return hasattr(crawler.spidercls, "site") and not crawler.settings.getbool("KEEP_ALIVE")
