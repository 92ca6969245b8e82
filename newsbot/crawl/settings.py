"""Scrapy settings: only what differs from Scrapy's defaults, each with its reason."""

from __future__ import annotations

import os
from pathlib import Path

from newsbot.archive.recrawl import DEFAULT, parse_plan
from newsbot.crawl.pace import SLOT
from newsbot.fetch import agent
from newsbot.fetch.agent import number


def ages(name: str, default: str) -> str:
    """A plan of ages that the operator may set in the environment, also to none. Raises ValueError for what is no plan."""
    text = os.environ.get(name, default)
    try:
        parse_plan(text)
    except ValueError as error:
        raise ValueError(f"{name}={text!r}: {error}") from error
    return text


BOT_NAME = "newsbot"
SPIDER_MODULES = ["newsbot.spiders"]
NEWSPIDER_MODULE = "newsbot.spiders"
# `scrapy genspider -t site` writes a site file; Scrapy's own templates make spiders that are none.
TEMPLATES_DIR = str(Path(__file__).parent / "templates")
# A site file is data without Scrapy; the loader makes the spider class of it.
SPIDER_LOADER_CLASS = "newsbot.crawl.loader.SiteLoader"

NEWSBOT_ARCHIVE = os.environ.get("NEWSBOT_ARCHIVE", "data")
# Whom a webmaster can write to. Without it newsbot crawls nothing but this machine.
NEWSBOT_CONTACT = os.environ.get("NEWSBOT_CONTACT", "")
USER_AGENT = agent.user_agent(NEWSBOT_CONTACT)
# The name that robots.txt may name.
ROBOTSTXT_USER_AGENT = agent.NAME
DEFAULT_REQUEST_HEADERS = agent.HEADERS

# One request at a time: a provincial paper's server is small. The delay is the site's own (Site.delay).
CONCURRENT_REQUESTS = 1
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 5.0
# A delay is a promise, and a Crawl-delay the least that a site asks for; Scrapy would halve either now and then.
DOWNLOAD_DELAY_JITTER = 0.0
DOWNLOAD_TIMEOUT = agent.timeout()
# An answer that may be different later is asked for again so many times, after 1, 4, 16 … times the delay; a server that
# asks for a longer wait than the longest is left for the next run.
NEWSBOT_RETRIES = int(number("NEWSBOT_RETRIES", 2))
NEWSBOT_RETRY_DELAY = number("NEWSBOT_RETRY_DELAY", 1)
NEWSBOT_RETRY_LONGEST = number("NEWSBOT_RETRY_LONGEST", 120)
# Ages at which an archived article is crawled again: news is corrected on its first day, and seldom after two weeks.
NEWSBOT_REVISITS = ages("NEWSBOT_REVISITS", DEFAULT)
# A page yields one item. Scrapy starts this many tasks for every response: 100 of them are a fifth of a crawl's CPU time.
CONCURRENT_ITEMS = 1
# Looks into the source of every callback for a mistake that mypy finds.
WARN_ON_GENERATOR_RETURN_VALUE = False
# The run report counts; Scrapy's counters for every response and log line are not asked for.
DOWNLOADER_STATS = False
# Scrapy's 1 GB would fill the memory.
DOWNLOAD_MAXSIZE = agent.max_bytes()
DOWNLOAD_WARNSIZE = 0
# A body cut short is kept and flagged; the archive says so instead of losing it.
DOWNLOAD_FAIL_ON_DATALOSS = False
# Only the web: a page must not make newsbot read files or other services.
DOWNLOAD_HANDLERS = {
    "http": "newsbot.crawl.client.GuestHandler",
    "https": "newsbot.crawl.client.GuestHandler",
    **dict.fromkeys(("file", "data", "ftp", "s3")),
}
# The pace of a crawl is kept by the client, which knows when an answer came; Scrapy's slot does not wait.
DOWNLOAD_SLOTS = {SLOT: {"delay": 0.0}}
# Scrapy takes any certificate.
DOWNLOAD_VERIFY_CERTIFICATES = True

# Scrapy's own asyncio loop, with aiohttp instead of Twisted's client: a sixth less CPU time a page.
TWISTED_REACTOR_ENABLED = False

# The ledger is the queue, the memory of what was seen, and what survives a kill.
SCHEDULER = "newsbot.crawl.scheduler.LedgerScheduler"
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"

# A signal ends the crawl within seconds, also when a server hangs.
DOWNLOADER = "newsbot.crawl.downloader.StoppableDownloader"
DOWNLOADER_MIDDLEWARES = {
    "newsbot.crawl.robots.RobotsMiddleware": 100,
    "newsbot.crawl.politeness.BackoffMiddleware": 550,
    "newsbot.crawl.unpack.UnpackMiddleware": 590,
    # Nearest to the wire: sees the bytes as served, before they are unpacked.
    "newsbot.crawl.capture.CaptureMiddleware": 1000,
    # Replaced by those above and by the spider, which records every redirect as a state of its URL.
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
    # Scope is decided where a URL is discovered.
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
    "scrapy.downloadermiddlewares.httpcache.HttpCacheMiddleware": None,
    "scrapy.downloadermiddlewares.stats.DownloaderStats": None,
}
SPIDER_MIDDLEWARES = {
    "newsbot.crawl.acknowledge.AcknowledgeMiddleware": 10,
    # The spider handles every status itself: a 404 is a state, not an error to drop.
    "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": None,
    "scrapy.spidermiddlewares.referer.RefererMiddleware": None,
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
    "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware": None,
    "scrapy.spidermiddlewares.start.StartSpiderMiddleware": None,
    # The ledger takes any URL that a server gave; RFC 9110 section 4.1 asks for 8,000 characters at least.
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
}
ITEM_PIPELINES = {
    "newsbot.crawl.pipelines.NormalizePipeline": 100,
    "newsbot.crawl.pipelines.ValidatePipeline": 200,
    "newsbot.crawl.pipelines.ArchivePipeline": 300,
}
EXTENSIONS = {
    "newsbot.crawl.progress.CrawlProgress": 0,
    # Feed exporters lose what they hold when killed; the archive replaces them.
    "scrapy.extensions.feedexport.FeedExporter": None,
    "scrapy.extensions.spiderstate.SpiderState": None,
    "scrapy.extensions.logstats.LogStats": None,
    "scrapy.extensions.throttle.AutoThrottle": None,
    "scrapy.extensions.logcount.LogCount": None,
    "scrapy.extensions.corestats.CoreStats": None,
}

# Cookies make the public suffix list be fetched and tie requests together; news pages need none.
COOKIES_ENABLED = False
# No open doors: both listen on a port.
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
# The run report replaces the dump.
STATS_DUMP = False
LOG_LEVEL = "INFO"
