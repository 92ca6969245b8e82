"""The spider: from a site's sources to its pages, and from a page to an article or a recorded reason why not."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import UTC
from typing import Any

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Response
from scrapy.settings import BaseSettings
from twisted.python.failure import Failure

from newsbot.archive import State
from newsbot.archive.tables import MOVED_TO, Line
from newsbot.article import Article
from newsbot.crawl import outcome
from newsbot.crawl.politeness import SLOT
from newsbot.crawl.reading import FAST, Readers, ReadingFailed
from newsbot.crawl.rereading import reads_as
from newsbot.crawl.response import content_type, header
from newsbot.crawl.robots import RobotsUnreachable
from newsbot.crawl.session import Session
from newsbot.crawl.sources import Sources
from newsbot.extraction.layouts import layouts_of
from newsbot.extraction.response import no_article, record, redirect, target_of
from newsbot.normalize import urls
from newsbot.site import Site

MAX_HOPS = 5
"""Redirects of a page to itself under another host that are followed."""


class NewsSpider(Spider):
    """Crawls one site. Made for a site by `spider_class`; not used by itself."""

    site: Site
    _readers: Readers
    _sources: Sources

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Take the site's own delay, below what the command line says."""
        super().update_settings(settings)
        settings.set("DOWNLOAD_DELAY", cls.site.delay, priority="spider")

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> NewsSpider:
        """Make the spider and listen for the moment when it has nothing left to do."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider._sources = Sources(crawler)
        crawler.signals.connect(spider.idle, signals.spider_idle)
        beside = crawler.settings.getfloat("DOWNLOAD_DELAY") < FAST
        spider._readers = Readers(layouts_of(cls.site), beside=beside)
        return spider

    @property
    def session(self) -> Session:
        """The crawl's session."""
        return Session.of(self.crawler)

    async def start(self) -> AsyncIterator[Request]:
        """Begin with the home page: it names feeds and sitemaps."""
        yield self._sources.home_request()

    def idle(self) -> None:
        """When nothing is left to do: look further, then at what is due to be looked at again."""
        self._sources.look_further()
        session = self.session
        if url := (session.next_page() if session.begin_revisits() else None) or session.last_page():
            self.crawler.engine.crawl(self.page_request(url, "ledger"))
            raise DontCloseSpider

    def page_request(self, url: str, source: str) -> Request:
        """A request for what may be an article; it goes through the ledger, which lets each URL pass once.

        An archived article is asked for only if it has changed.
        """
        request = Request(
            self.session.served.url(url),
            callback=self.parse_page,
            errback=self.page_failed,
            meta={"page": url, "source": source, "download_slot": SLOT, "verbatim_url": True},
        )
        if known := self.session.confirmable(url):
            request.meta["confirms"] = known.capture
            if known.etag:
                request.headers["If-None-Match"] = known.etag
            if known.last_modified:
                request.headers["If-Modified-Since"] = known.last_modified
        return request

    async def closed(self, reason: str) -> None:  # noqa: ARG002 - Scrapy's interface
        """End the reading process."""
        await self._readers.close()

    async def parse_page(self, response: Response) -> AsyncIterator[Article | Request]:
        """Read a page: an article, or a state with its reason."""
        request = response.request
        assert request is not None
        if 300 <= response.status < 400 and response.status != 304:
            for moved in self.page_moved(response):
                yield moved
            return
        if response.status == 304 and "confirms" in response.meta:
            self.session.unanswered = 0
            self.session.confirm(response.meta["page"], validators(response))
            return
        refused = outcome.of_response(response)
        if self.session.is_in_trouble(refused[0] if refused else None):
            yield self.probe()
        if refused:
            self.session.settle_response(response, *refused)
            return
        try:
            reading = await self._readers.read(response.body, url=response.url, content_type=content_type(response))
        except ReadingFailed as error:
            self.session.settle_response(response, State.FAILED, f"reader: {error}")
            return
        if reading.article is None and self._sources.is_home(response):
            self.session.doubt(response, "the home page is served in its place")
            return
        if reading.article is None:
            self.session.settle_response(response, *no_article(reading))
            return
        if self.site.layouts and reading.article.reader and reading.article.reader.layout == "general":
            self.session.unknown_layout += 1
        article = self.article(response, reading.article)
        if self.session.would_lose_by(article):
            self.session.settle_response(response, State.FAILED, "the body was cut short")
            return
        if same := await self.line_that_reads_as(article):
            self.session.hold(article, same, validators(response))
            return
        self.session.note_validators(response.meta["page"], validators(response))
        yield article

    async def line_that_reads_as(self, article: Article) -> Line | None:
        """The newest line of an article, when it differs from this reading only because it was read by other code."""
        archive = self.session.archive
        line = archive.line_other_than(article)
        if line is None or not await reads_as(article, line, archive.folder, self._readers):
            return None
        return line if line == archive.line_other_than(article) else None  # it may have got a revision meanwhile

    def article(self, response: Response, read_article: Article) -> Article:
        """The reading with what the crawl knows: which article of which site, fetched when, kept where."""
        found = record(
            self.site,
            read_article,
            page=response.meta["page"],
            fetched_at=response.meta["fetched_at"].astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            status=response.status,
            capture=response.meta["capture"],
            cut_short=bool({"dataloss", "partial"} & set(response.flags)),
        )
        return self.session.as_known(found)

    def page_moved(self, response: Response) -> Iterator[Request]:
        """A redirect is a state of its URL; its target is a URL of its own."""
        page: str = response.meta["page"]
        target = target_of(response.url, (response.headers.get("Location") or b"").decode("latin-1"))
        moved = redirect(self.site, page, target, response.status)
        if moved is None:
            assert target is not None
            yield from self.page_elsewhere(response, page, target)
            return
        if moved[0] is State.GONE:
            self.session.doubt(response, moved[1])
            return
        url = moved[1].removeprefix(MOVED_TO) if moved[1].startswith(MOVED_TO) else None
        if url and self.session.moves_to(url, page):
            self.session.settle_response(response, State.FAILED, f"redirects in a circle, by way of {url}")
            return
        if moved[0] is State.MOVED and target and not url:
            self.session.elsewhere[urls.host(target)] += 1
        self.session.settle_response(response, *moved)
        if url:
            self.session.discover_moved(url)

    def page_elsewhere(self, response: Response, page: str, target: str) -> Iterator[Request]:
        """The same page under another host, scheme or view of the site: fetch it there, keep it under its one URL."""
        hops: tuple[str, ...] = (*response.meta.get("hops", ()), response.url)
        if target in hops or len(hops) > MAX_HOPS:
            self.session.settle_response(response, State.FAILED, "redirects to itself")
            return
        self.session.served.learn(page, target)
        request = self.page_request(page, "redirect").replace(url=target)
        request.meta.update(hops=hops, tries=0)
        yield request

    def page_failed(self, failure: Failure) -> Iterator[Request]:
        """Record why a page could not be fetched. When the site may not be asked at all now, its pages wait for the next run."""
        request: Request = failure.request  # type: ignore[attr-defined]
        page: str = request.meta["page"]
        home = self.session.served.url(self.site.home)
        if isinstance(failure.value, RobotsUnreachable) and urls.host(request.url) == urls.host(home):
            self.session.unreachable = str(failure.value)
            self.session.release(page)
            return
        state, reason = outcome.of_failure(failure.value)
        if self.session.is_in_trouble(state):
            yield self.probe()
        self.session.settle(page, state, reason, capture=request.meta.get("capture"))

    def probe(self) -> Request:
        """Ask the home page whether the site still answers, before anything else."""
        meta = {"source": "home", "download_slot": SLOT, "verbatim_url": True, "tries": 0}
        return Request(self.site.home, callback=self.parse_probe, errback=self.probe_failed, meta=meta)

    def parse_probe(self, response: Response) -> None:
        """The home page answered: the crawl goes on, unless the answer is that newsbot is no longer wanted."""
        refused = outcome.of_response(response) if response.status >= 400 else None
        if refused:
            self.give_up(refused[1])
        else:
            self.session.unanswered = 0

    def probe_failed(self, failure: Failure) -> None:
        """The home page did not answer either."""
        self.give_up(outcome.of_failure(failure.value)[1])

    def give_up(self, reason: str) -> None:
        """Leave what is pending for the next run: the site is down, or refuses newsbot."""
        self.session.unreachable = f"{reason} (after {self.session.unanswered} pages in a row without an answer)"


def validators(response: Response) -> tuple[str | None, str | None]:
    """`ETag` and `Last-Modified` of a response."""
    return header(response, "ETag"), header(response, "Last-Modified")


def spider_class(site: Site) -> type[NewsSpider]:
    """The spider class of a site."""
    return type(type(site).__name__, (NewsSpider,), {"name": site.name, "site": site, "__module__": __name__})
