"""The spider: from a site's sources to its pages, and from a page to a judgement: an article, or a recorded reason why not."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from http import HTTPStatus
from typing import Any

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Response
from scrapy.settings import BaseSettings
from twisted.python.failure import Failure

from newsbot.archive import State
from newsbot.archive.outcome import Outcome
from newsbot.archive.tables import Line
from newsbot.article import Article
from newsbot.crawl.context import Crawl
from newsbot.crawl.downloader import StoppedError
from newsbot.crawl.failure import NotAsked, RobotsUnreachable, judge_failure
from newsbot.crawl.judge import AskAt, Fetched, Judgement, judge_reading, judge_response, may_be_challenge
from newsbot.crawl.pace import SLOT
from newsbot.crawl.reading import Readers, ReadingFailed, ReadingStopped
from newsbot.crawl.rereading import reads_as
from newsbot.crawl.response import content_type, fetched_of
from newsbot.crawl.sources import Sources
from newsbot.extraction.layouts import layouts_of
from newsbot.extraction.response import no_article, refusal
from newsbot.fetch.redirects import is_redirect
from newsbot.normalize import urls
from newsbot.site import Site


class NewsSpider(Spider):
    """Crawls one site. Made for a site by `spider_class`; not used by itself."""

    site: Site
    _readers: Readers
    _sources: Sources

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Take the site's own delay, none on this machine, below what the command line says."""
        super().update_settings(settings)
        delay = 0.0 if urls.is_loopback(cls.site.home) else cls.site.delay
        settings.set("DOWNLOAD_DELAY", delay, priority="spider")
        settings.set("DOWNLOAD_VERIFY_CERTIFICATES", cls.site.verify_tls, priority="spider")

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> NewsSpider:
        """Make the spider and listen for the moment when it has nothing left to do."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider._readers = Readers(layouts_of(cls.site), lambda: not crawler.engine.running)
        spider._sources = Sources(crawler, spider._readers)
        crawler.signals.connect(spider.idle, signals.spider_idle)
        return spider

    @property
    def crawl(self) -> Crawl:
        """The crawl of which this is the spider."""
        return Crawl.of(self.crawler)

    async def start(self) -> AsyncIterator[Request]:
        """Begin with the home page: it names feeds and sitemaps."""
        yield self._sources.home_request()

    def idle(self) -> None:
        """When nothing is left to do: look further, then at the recrawls that are due."""
        self._sources.look_further()
        if url := self.next_page():
            self.crawler.engine.crawl(self.page_request(url, "ledger"))
            raise DontCloseSpider

    def next_page(self) -> str | None:
        """A page to fetch when nothing else is left to do; what waits for the verdict of the run is settled before the end."""
        pages = self.crawl.pages
        if self.crawl.frontier.begin_recrawls() and (url := pages.next()):
            return url
        self.crawl.outcomes.settle()
        return pages.next() or pages.last()

    def page_request(self, url: str, source: str) -> Request:
        """A request for what may be an article: a conditional one for an archived article whose validators are known.

        It goes through the ledger, which lets each URL pass once.
        """
        request = Request(
            self.crawl.host.url(url),
            callback=self.parse_page,
            errback=self.page_failed,
            meta={"page": url, "source": source, "download_slot": SLOT, "verbatim_url": True},
        )
        if known := self.crawl.frontier.validated(url):
            request.meta["confirms"] = known.capture
            if known.etag:
                request.headers["If-None-Match"] = known.etag
            if known.last_modified:
                request.headers["If-Modified-Since"] = known.last_modified
        return request

    async def closed(self, reason: str) -> None:  # noqa: ARG002 - Scrapy's interface
        """End the reading process."""
        await self._readers.close()

    async def parse_page(self, response: Response) -> AsyncIterator[Judgement | Request]:
        """Judge a page: by its response, else by its reading. The pipelines apply the judgement."""
        crawl, fetched = self.crawl, fetched_of(response)
        judgement = judge_response(self.site, fetched, crawl.known)
        if isinstance(judgement, AskAt):
            yield self.page_at(judgement, fetched)
            return
        if judgement is None or may_be_challenge(fetched, judgement):
            try:
                judgement = await self.judge_body(response, fetched, judgement)
            except ReadingStopped:
                crawl.frontier.release(fetched.page)
                return
        outcome = judgement.outcome
        if not is_redirect(fetched.status) and crawl.breaker.note(outcome.state, outcome.reason):
            yield self.health_check()
        yield judgement

    async def judge_body(self, response: Response, fetched: Fetched, refused: Judgement | None) -> Judgement:
        """Read a page, and judge what it says; `refused` is what its status says of one that is read only for a challenge."""
        try:
            reading = await self._readers.read(response.body, url=response.url, content_type=content_type(response))
        except ReadingStopped:
            raise
        except ReadingFailed as error:
            return refused or Judgement(outcome=fetched.outcome(State.FAILED, f"reader: {error}"))
        if refused:
            is_challenge = reading.kind == "challenge"
            return (
                Judgement(outcome=fetched.outcome(*no_article(reading, cut_short=False))) if is_challenge else refused
            )
        is_home = reading.article is None and await self._sources.is_home(response)
        judgement = judge_reading(self.site, fetched, reading, self.crawl.known, is_home=is_home)
        article = judgement.outcome.article
        if article and (line := await self.line_that_reads_as(article)):
            return replace(judgement, outcome=replace(judgement.outcome, same_as=line))
        return judgement

    async def line_that_reads_as(self, article: Article) -> Line | None:
        """The newest line of an article, when it differs from this reading only because it was read by other code."""
        archive = self.crawl.archive
        line = archive.line_other_than(article)
        if line is None or not await reads_as(article, line, archive.folder, self._readers):
            return None
        return line if line == archive.line_other_than(article) else None  # it may have got a revision meanwhile

    def page_at(self, there: AskAt, fetched: Fetched) -> Request:
        """Fetch a page where it is to be had; it is kept under its one URL."""
        self.crawl.host.learn(fetched.page, there.target)
        request = self.page_request(fetched.page, "redirect").replace(url=there.target)
        request.meta.update(hops=there.hops, tries=0)
        return request

    def page_failed(self, failure: Failure) -> Iterator[Request]:
        """Record why a page could not be fetched. When the site may not be asked at all now, its pages wait for the next run."""
        if isinstance(failure.value, StoppedError):
            return  # it is in flight, and so pending again when the crawl ends
        request: Request = failure.request  # type: ignore[attr-defined]
        page: str = request.meta["page"]
        crawl = self.crawl
        if isinstance(failure.value, NotAsked):
            crawl.frontier.release(page)
            return
        home = crawl.host.url(self.site.home)
        if isinstance(failure.value, RobotsUnreachable) and urls.host(request.url) == urls.host(home):
            crawl.breaker.open = str(failure.value)
            crawl.frontier.release(page)
            return
        state, reason = judge_failure(failure.value)
        if crawl.breaker.note(state, reason, is_answered=False):
            yield self.health_check()
        crawl.outcomes.apply(Outcome(url=page, state=state, reason=reason, capture=request.meta.get("capture")))

    def health_check(self) -> Request:
        """Ask the home page whether the site still answers, before anything else."""
        meta = {"source": "home", "download_slot": SLOT, "verbatim_url": True, "tries": 0}
        return Request(self.site.home, callback=self.parse_health, errback=self.health_failed, meta=meta)

    def parse_health(self, response: Response) -> None:
        """The home page answered: the crawl goes on, unless the answer is that newsbot is no longer wanted."""
        refused = (
            refusal(response.status, content_type(response)) if response.status >= HTTPStatus.BAD_REQUEST else None
        )
        if refused:
            self.crawl.breaker.trip(refused[1])
        else:
            self.crawl.breaker.close()

    def health_failed(self, failure: Failure) -> None:
        """The home page did not answer either."""
        if isinstance(failure.value, NotAsked):
            return
        self.crawl.breaker.trip(judge_failure(failure.value)[1])


def spider_class(site: Site) -> type[NewsSpider]:
    """The spider class of a site."""
    return type(type(site).__name__, (NewsSpider,), {"name": site.name, "site": site, "__module__": __name__})
