"""Run one crawl of one site in this process, and say how it ended."""

from __future__ import annotations

import logging
import warnings
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings

from newsbot.archive import ArchiveError, ArchiveSettings, RunReport, SiteArchive, append_run
from newsbot.archive.clock import Clock, system_clock
from newsbot.archive.recrawl import parse_plan
from newsbot.crawl import settings as newsbot_settings
from newsbot.crawl.context import Crawl
from newsbot.crawl.report import run_report
from newsbot.crawl.spider import spider_class
from newsbot.discover.window import Window
from newsbot.fetch.agent import check_contact, user_agent
from newsbot.site import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How to crawl."""

    archive: Path
    """Root of the archive."""
    contact: str = ""
    """Mail address or web page that goes into the user agent."""
    limit: int | None = None
    """Pages to fetch at the most."""
    window: Window = field(default_factory=Window)
    delay: float | None = None
    """Seconds between two requests; None for the site's own."""
    concurrency: int = 1
    """Requests at the same time."""
    sync: bool = True
    """Wait for the disk; False is safe from a kill, not from a power cut."""
    clock: Clock = system_clock
    """By which the archive is dated and what is due is told."""
    progress: bool = False
    log_level: str = "ERROR"


def crawl(site: Site, options: Options) -> tuple[RunReport, Crawl]:
    """Crawl one site; returns when it is done, with the report that stands in `runs.jsonl`.

    Raises NoContactError before anything is fetched or written, ArchiveError when the archive cannot be opened.
    One call a process: Scrapy's reactor cannot be started twice.
    """
    check_contact(site.home, options.contact)
    values = scrapy_settings(options)
    archive = SiteArchive.open(
        options.archive,
        site.name,
        ArchiveSettings(
            sync=options.sync,
            plan=parse_plan(values["NEWSBOT_REVISITS"]),
            clock=options.clock,
            info={"http-header-user-agent": values["USER_AGENT"], "operator": options.contact},
        ),
    )
    with archive:
        running = Crawl(site, archive, limit=options.limit, window=options.window)
        _run(running, values)
        report = run_report(running)
    append_run(options.archive, report)
    return report, running


def scrapy_settings(options: Options) -> Settings:
    """Newsbot's settings with what the options change."""
    values = Settings()
    values.setmodule(newsbot_settings, priority="project")
    changed: dict[str, Any] = {
        "NEWSBOT_ARCHIVE": str(options.archive),
        "NEWSBOT_CONTACT": options.contact,
        "NEWSBOT_PROGRESS": options.progress,
        "USER_AGENT": user_agent(options.contact),
        "CONCURRENT_REQUESTS": options.concurrency,
        "CONCURRENT_REQUESTS_PER_DOMAIN": options.concurrency,
        "LOG_LEVEL": options.log_level,
    }
    if options.delay is not None:
        changed["DOWNLOAD_DELAY"] = options.delay
    values.update(changed, priority="cmdline")
    return values


class _ToldOnce(logging.Filter):
    """The archive's own failure ends the crawl with one line; Scrapy would log it with a traceback for every page under way."""

    def filter(self, record: logging.LogRecord) -> bool:
        return not (record.exc_info and isinstance(record.exc_info[1], ArchiveError))


def _run(running: Crawl, values: Settings) -> None:
    logging.getLogger("scrapy.core.scraper").addFilter(_ToldOnce())
    logging.captureWarnings(True)
    warnings.simplefilter("default")
    process = AsyncCrawlerProcess(values)
    crawler = process.create_crawler(spider_class(running.site))
    running.join(crawler)
    process.crawl(crawler)
    process.start()
