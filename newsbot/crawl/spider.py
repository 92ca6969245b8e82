"""The spider: from a site's sources to its pages, and from a page to an article or a recorded reason why not."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import replace
from datetime import UTC
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Response
from scrapy.settings import BaseSettings
from scrapy.spiderloader import SpiderLoaderProtocol
from twisted.python.failure import Failure

from newsbot.archive import State
from newsbot.article import Article
from newsbot.cms import LAYOUTS
from newsbot.crawl import outcome
from newsbot.crawl.listings import Entry, HtmlListing, NotXmlError, looks_like_section, read_html, read_xml
from newsbot.crawl.politeness import SLOT
from newsbot.crawl.reading import FAST, Readers, ReadingFailed
from newsbot.crawl.robots import RobotsMiddleware, RobotsUnreachable
from newsbot.crawl.session import MOVED_TO, Session
from newsbot.normalize import address
from newsbot.site import Feed, Section, Site, Sitemap
from newsbot.spiders import all_sites

MAX_SECTIONS = 60
"""Sections of an unknown site that are followed from its home page."""
MAX_HOPS = 5
"""Redirects of a source that are followed."""
MAX_DEPTH = 3
"""Sitemaps below sitemaps that are followed: the protocol has one level, some sites have two."""
QUIET_PAGES = 3
"""Listing pages in a row without an article unseen in that section, after which the section is left (a calendar, a loop)."""
MAX_SITEMAPS = 2_000
"""Sitemaps of one index that are followed."""


class NewsSpider(Spider):
    """Crawls one site. Made for a site by `spider_class`; not used by itself."""

    site: Site
    _readers: Readers
    _host: tuple[str, str] | None = None

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Take the site's own delay, below what the command line says."""
        super().update_settings(settings)
        settings.set("DOWNLOAD_DELAY", cls.site.delay, priority="spider")

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> NewsSpider:
        """Make the spider and listen for the moment when it has nothing left to do."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.look_further, signals.spider_idle)
        beside = crawler.settings.getfloat("DOWNLOAD_DELAY") < FAST
        spider._readers = Readers((*cls.site.layouts, *LAYOUTS), beside=beside)
        return spider

    @property
    def session(self) -> Session:
        """The crawl's session."""
        return Session.of(self.crawler)

    async def start(self) -> AsyncIterator[Request]:
        """Begin with the home page: it names feeds and sitemaps."""
        self._sections_followed = bool(self.site.sources)
        self._home: HtmlListing = HtmlListing()
        yield self.source_request(self.site.home, "home", self.parse_home)

    def source_request(self, url: str, label: str, callback: Any, **cb_kwargs: Any) -> Request:
        """A request for a feed, a sitemap or a listing page."""
        return Request(
            url,
            callback=callback,
            errback=self.source_failed,
            cb_kwargs=cb_kwargs,
            meta={"source": label, "download_slot": SLOT, "verbatim_url": True},
        )

    def page_request(self, url: str, source: str) -> Request:
        """A request for what may be an article; it goes through the ledger, which lets each address pass once."""
        return Request(
            self.served(url),
            callback=self.parse_page,
            errback=self.page_failed,
            meta={"page": url, "source": source, "download_slot": SLOT, "verbatim_url": True},
        )

    def served(self, url: str) -> str:
        """The address at which the site serves the page that the ledger knows as `url`: it may redirect to its www. host."""
        return url if self._host is None else urlunsplit((*self._host, *urlsplit(url)[2:]))

    def learn_host(self, page: str, target: str) -> None:
        """Remember the scheme and host that the site redirects a page of its own to."""
        if urlsplit(page)[2:] == urlsplit(target)[2:]:
            self._host = urlsplit(target)[:2]

    async def closed(self, reason: str) -> None:  # noqa: ARG002 - Scrapy's interface
        """End the reading process."""
        await self._readers.close()

    async def parse_home(self, response: Response) -> AsyncIterator[Request]:
        """Read the home page and set out for every source."""
        if 300 <= response.status < 400:
            for request in self.follow_source(response, self.parse_home):
                yield request
            return
        if response.status == 200:
            self.note_cut("home", response)
            self._home = read_html(response.body, response.url, content_type(response))
            for request in self.pages((response.url, *self._home.links), "home"):
                yield request
        else:
            self.refused("home", response.status)
        async for request in self.sources():
            yield request
        if self.site.no_sources:
            for request in self.home_sections():
                yield request

    async def sources(self) -> AsyncIterator[Request]:
        """Requests for all sources: those of the site file, those named by the home page and by robots.txt."""
        robots = self.crawler.get_downloader_middleware(RobotsMiddleware)
        assert robots is not None
        policy = await robots.policy(self.site.home)
        feeds = dict.fromkeys([self.site.address(s.path) for s in self.site.sources if isinstance(s, Feed)])
        feeds |= dict.fromkeys(url for url in self._home.feeds if self.site.in_scope(url))
        sitemaps = dict.fromkeys([self.site.address(s.path) for s in self.site.sources if isinstance(s, Sitemap)])
        sitemaps |= dict.fromkeys((*policy.sitemaps, *self._home.sitemaps))
        for url in feeds:
            yield self.source_request(url, self.site.label(Feed(url)), self.parse_xml, depth=0)
        for url in sitemaps:
            yield self.source_request(url, self.site.label(Sitemap(url)), self.parse_xml, depth=0)
        for section in self.site.sources:
            if isinstance(section, Section):
                yield self.section_request(self.site.address(section.path), section)

    def section_request(self, url: str, section: Section) -> Request:
        """A request for the first page of a section."""
        return self.source_request(
            url, self.site.label(section), self.parse_section, section=section, number=1, seen=set(), quiet=0
        )

    def home_sections(self) -> list[Request]:
        """Requests for what look like sections among the links of the home page."""
        self._sections_followed = True
        urls = [url for link in self._home.links if (url := self.own(link)) and looks_like_section(url, self.site.home)]
        if self._home.next_page:
            urls.insert(0, self._home.next_page)
        return [self.section_request(url, Section(url)) for url in urls[:MAX_SECTIONS]]

    def look_further(self) -> None:
        """When feeds and sitemaps of an unknown site brought nothing, try the home page's sections."""
        if self._sections_followed or self.session.discovered_by_lists or self.session.unreachable:
            return
        requests = self.home_sections()
        for request in requests:
            self.crawler.engine.crawl(request)
        if requests:
            raise DontCloseSpider

    def refused(self, label: str, status: int) -> None:
        """A source was not given out: that it is gone may be the page's stale link, all else keeps articles away."""
        self.session.source_problem(label, f"HTTP {status}", failed=status not in outcome.GONE)

    def note_cut(self, label: str, response: Response) -> None:
        """A source of which a part is missing lacks articles."""
        if "dataloss" in response.flags:
            self.session.source_problem(label, f"{response.url} was cut short", failed=True)

    async def parse_xml(self, response: Response, depth: int) -> AsyncIterator[Request]:
        """Take the pages of a feed or sitemap, and follow the sitemaps of an index."""
        label = response.meta["source"]
        if 300 <= response.status < 400:
            for request in self.follow_source(response, self.parse_xml):
                yield request
            return
        if response.status != 200:
            self.refused(label, response.status)
            return
        try:
            listing = read_xml(response.body, response.url)
        except NotXmlError as error:
            feeds = read_html(response.body, response.url, content_type(response)).feeds
            if not feeds or depth:
                self.session.source_problem(label, str(error))
            for url in feeds if not depth else ():  # the page at /rss that lists a paper's feeds
                yield self.source_request(url, self.site.label(Feed(url)), self.parse_xml, depth=1)
            return
        self.session.source_page(label)
        self.note_cut(label, response)
        for request in self.listed(listing.pages, label):
            yield request
        if len(listing.sitemaps) > MAX_SITEMAPS or (listing.sitemaps and depth == MAX_DEPTH):
            self.session.source_note(label, f"{response.url} lists more sitemaps than are followed")
        for entry in self.newest(listing.sitemaps)[:MAX_SITEMAPS]:
            if depth < MAX_DEPTH and not self.session.window.is_past(entry.date):
                yield self.source_request(entry.url, label, self.parse_xml, depth=depth + 1)

    @staticmethod
    def newest(entries: Iterable[Entry]) -> list[Entry]:
        """Dated entries first, newest first."""
        return sorted(entries, key=lambda entry: entry.date.timestamp() if entry.date else 0.0, reverse=True)

    def listed(self, entries: Iterable[Entry], label: str) -> Iterator[Request]:
        """Requests for the pages of a feed or sitemap."""
        for entry in entries:
            url = self.own(entry.url)
            if url is None:
                self.session.out_of_scope += 1
            elif self.is_page(url) and not self.is_unwanted(entry):
                self.session.discovered_by_lists += 1
                yield self.page_request(url, label)

    def is_unwanted(self, entry: Entry) -> bool:
        """Whether an entry lies outside the time asked for; a change after that time says nothing of the publication."""
        window = self.session.window
        return window.is_outside(entry.date) if entry.published else window.is_past(entry.date)

    def is_page(self, url: str) -> bool:
        """Whether an address that a feed or sitemap lists is worth a look: an unknown site's own word is taken for it."""
        if self.site.article_paths:
            return self.site.is_article(url)
        return url != self.site.home and not address.NOT_A_PAGE.search(url)

    async def parse_section(
        self, response: Response, section: Section, number: int, seen: set[str], quiet: int
    ) -> AsyncIterator[Request]:
        """Take the articles of a listing page and go on to the next one."""
        label = response.meta["source"]
        if 300 <= response.status < 400:
            for request in self.follow_source(response, self.parse_section):
                yield request
            return
        if response.status != 200:
            if number == 1 or response.status not in outcome.GONE:  # a page after the last one is often tried
                self.refused(label, response.status)
            return
        listing = read_html(response.body, response.url, content_type(response))
        articles = [url for link in listing.links if (url := self.own(link)) and self.site.is_article(url)]
        fresh = [url for url in articles if url not in seen]
        seen.update(fresh)
        self.session.source_page(label)
        self.note_cut(label, response)
        for url in fresh:
            yield self.page_request(url, label)
        if number == 1 and not articles:
            self.session.source_problem(label, "a listing without links to articles")
        quiet = 0 if fresh else quiet + 1
        if quiet >= QUIET_PAGES:
            self.session.source_note(label, f"left at {response.url}: {quiet} pages brought nothing new")
            return
        if self.session.is_done(label):
            return
        following = self.next_page(listing, section, number, bool(fresh))
        if following:
            yield self.source_request(
                following, label, self.parse_section, section=section, number=number + 1, seen=seen, quiet=quiet
            )

    def next_page(self, listing: HtmlListing, section: Section, number: int, fresh: bool) -> str | None:
        """Address of the listing page after this one."""
        if listing.next_page and self.own(listing.next_page):
            return listing.next_page
        if section.pages and fresh:
            return self.site.address(section.path.rstrip("/") + "/" + section.pages.format(n=number + 1))
        return None

    def follow_source(self, response: Response, callback: Any) -> Iterator[Request]:
        """Go where a source has moved to."""
        label = response.meta["source"]
        target = address.join(response.url, (response.headers.get("Location") or b"").decode("latin-1"))
        hops: tuple[str, ...] = (*response.meta.get("hops", ()), response.url)
        problem = self.misled(label, target, hops)
        if target is None or problem:
            problem = problem or f"HTTP {response.status} without a usable target"
            self.session.source_problem(label, problem, failed=True)
            return
        if (own := self.own(target)) and own == self.own(response.url):
            self.learn_host(own, target)
        request = self.source_request(target, label, callback, **response.cb_kwargs)
        request.meta["hops"] = hops
        yield request

    def misled(self, label: str, target: str | None, hops: tuple[str, ...]) -> str | None:
        """Why a source is not followed to where it has moved; None when it is."""
        if target in hops:
            return "redirects in a circle"
        if len(hops) > MAX_HOPS:
            return f"redirects more than {MAX_HOPS} times"
        if target is None:
            return None
        if label == "home":
            return None if self.site.adopts(target) else f"moved to another site: {target}"
        if target == self.site.home:
            return "redirects to the home page"
        if label.startswith("section") and not self.own(target):
            return f"moved to another site: {target}"
        return None

    async def source_failed(self, failure: Failure) -> AsyncIterator[Request]:
        """Record that a source could not be fetched. Without a home page the site's other sources are still tried."""
        request: Request = failure.request  # type: ignore[attr-defined]
        state, reason = outcome.of_failure(failure.value)
        self.session.source_problem(request.meta["source"], reason, failed=state is not State.DISALLOWED)
        if request.meta["source"] == "home" and (state is State.FAILED or isinstance(failure.value, RobotsUnreachable)):
            self.session.unreachable = reason
        elif request.meta["source"] == "home" and state is not State.DISALLOWED:
            async for other in self.sources():
                yield other

    def pages(self, links: Iterable[str], source: str) -> Iterator[Request]:
        """Requests for those links that look like articles of this site."""
        for link in links:
            url = self.own(link)
            if url and self.site.is_article(url):
                yield self.page_request(url, source)

    def own(self, url: str) -> str | None:
        """The canonical form of an address of this site; None for one of another."""
        canonical = self.site.canonical(url)
        return canonical if self.site.in_scope(canonical) else None

    async def parse_page(self, response: Response) -> AsyncIterator[Article | Request]:
        """Read a page: an article, or a state with its reason."""
        request = response.request
        assert request is not None
        if 300 <= response.status < 400 and response.status != 304:
            for moved in self.page_moved(response):
                yield moved
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
        if reading.article is None:
            state = State.GONE if reading.kind == "soft_404" else State.NOT_ARTICLE
            self.session.settle_response(response, state, reading.reason or reading.kind)
            return
        yield self.article(response, reading.article)

    def article(self, response: Response, read_article: Article) -> Article:
        """The reading with what the crawl knows: which article of which site, fetched when, kept where."""
        flags = read_article.flags
        if {"dataloss", "partial"} & set(response.flags) and "truncated" not in flags:
            flags = (*flags, "truncated")
        page: str = response.meta["page"]
        if read_article.url != page:
            read_article = replace(read_article, url=page)
        return replace(
            self.site.identify(read_article),
            flags=flags,
            fetched_at=response.meta["fetched_at"].astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            http_status=response.status,
            capture=response.meta["capture"],
        )

    def page_moved(self, response: Response) -> Iterator[Request]:
        """A redirect is a state of its address; its target is an address of its own."""
        page: str = response.meta["page"]
        target = address.join(response.url, (response.headers.get("Location") or b"").decode("latin-1"))
        url = self.own(target) if target else None
        if target is None:
            self.session.settle_response(response, State.FAILED, f"HTTP {response.status} without a usable target")
        elif url == page:
            yield from self.page_elsewhere(response, page, target)
        elif url is None:
            self.session.settle_response(response, State.MOVED, f"left the site: {target}")
        elif url == self.site.home:
            self.session.settle_response(response, State.GONE, "redirects to the home page")
        elif self.session.moves_to(url, page):
            self.session.settle_response(response, State.FAILED, f"redirects in a circle, by way of {url}")
        else:
            self.session.settle_response(response, State.MOVED, f"{MOVED_TO}{url}")
            yield self.page_request(url, "redirect")

    def page_elsewhere(self, response: Response, page: str, target: str) -> Iterator[Request]:
        """The same page under another host, scheme or view of the site: fetch it there, keep it under its one address."""
        hops: tuple[str, ...] = (*response.meta.get("hops", ()), response.url)
        if target in hops or len(hops) > MAX_HOPS:
            self.session.settle_response(response, State.FAILED, "redirects to itself")
            return
        self.learn_host(page, target)
        request = self.page_request(page, "redirect").replace(url=target)
        request.meta.update(hops=hops, tries=0)
        yield request

    def page_failed(self, failure: Failure) -> Iterator[Request]:
        """Record why a page could not be fetched. When the site may not be asked at all now, its pages wait for the next run."""
        request: Request = failure.request  # type: ignore[attr-defined]
        page: str = request.meta["page"]
        home = self.served(self.site.home)
        if isinstance(failure.value, RobotsUnreachable) and address.host(request.url) == address.host(home):
            self.session.unreachable = str(failure.value)
            self.session.release(page)
            return
        state, reason = outcome.of_failure(failure.value)
        if self.session.is_in_trouble(state):
            yield self.probe()
        self.session.settle(page, state, reason, capture=request.meta.get("capture"))

    def probe(self) -> Request:
        """Ask the home page whether the site still answers, before anything else."""
        request = self.source_request(self.site.home, "home", self.parse_probe)
        request.meta["tries"] = 0
        return request.replace(errback=self.probe_failed)

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


def content_type(response: Response) -> str | None:
    """The Content-Type header."""
    return (response.headers.get("Content-Type") or b"").decode("latin-1") or None


def spider_class(site: Site) -> type[NewsSpider]:
    """The spider class of a site."""
    return type(type(site).__name__, (NewsSpider,), {"name": site.name, "site": site, "__module__": __name__})


class SiteLoader(SpiderLoaderProtocol):
    """Makes Scrapy's spiders of the site files, for `scrapy list`, `scrapy crawl` and `scrapy shell`."""

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> SiteLoader:  # noqa: ARG003 - the interface of Scrapy
        """Scrapy's factory."""
        return cls()

    def load(self, spider_name: str) -> type[Spider]:
        """The spider of a site. Raises KeyError for a site that has no file."""
        return spider_class(all_sites()[spider_name])

    def list(self) -> list[str]:
        """Names of all sites."""
        return [*all_sites()]

    def find_by_request(self, request: Request) -> list[str]:  # type: ignore[valid-type]
        """The sites that an address belongs to."""
        return [name for name, site in all_sites().items() if site.in_scope(request.url)]
