"""From a site's home page to all that lists its articles: feeds, sitemaps, sections, archives by date."""

from __future__ import annotations

from collections.abc import AsyncIterator
from http import HTTPStatus

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Response
from twisted.python.failure import Failure

from newsbot.archive import State
from newsbot.crawl.asking import Asking
from newsbot.crawl.failure import NotAsked, RobotsUnreachable
from newsbot.crawl.feeds import Feeds
from newsbot.crawl.reading import Readers
from newsbot.crawl.robots import RobotsMiddleware
from newsbot.crawl.sections import Sections
from newsbot.discover.home_page import HomePage, Looks
from newsbot.discover.listings import HtmlListing, looks_like_section
from newsbot.fetch.redirects import is_redirect
from newsbot.site import Api, Archive, Feed, Section, Sitemap

MAX_SECTIONS = 60
"""Sections of an unknown site that are followed from its home page."""


class Sources:
    """Sets out from the home page for every source of a site."""

    def __init__(self, crawler: Crawler, readers: Readers) -> None:
        self._asking = Asking(crawler, readers)
        self._site = self._asking.site
        self._sections_followed = bool(self._site.sources)
        self._home = HtmlListing()
        self._feeds = Feeds(self._asking)
        self._sections = Sections(self._asking)

    def home_request(self) -> Request:
        """The request that begins a crawl: the home page names feeds and sitemaps."""
        return self._ask_home(self._site.home)

    def _ask_home(self, url: str) -> Request:
        return self._asking.request(url, "home", self.parse_home, self.home_failed)

    async def parse_home(self, response: Response) -> AsyncIterator[Request]:
        """Read the home page and set out for every source."""
        if is_redirect(response.status):
            for request in self._asking.follow(response, self._ask_home):
                yield request
            return
        if response.status == HTTPStatus.OK:
            self._asking.note_cut("home", response)
            self._home, looks = await self._asking.read_home(response) or (HtmlListing(), None)
            self._sections.home = self._home
            self._asking.discover((response.url, *self._home.links), "home")
            self._note_home(response, looks)
            home = self._asking.crawl.outcomes.doubting.home
            self._asking.crawl.continuity.note(self._site.home, "home", home.listed, covers=False)
        else:
            self._asking.refused("home", response.status)
            self._asking.crawl.outcomes.doubting.home.is_refused = True
        async for request in self.all():
            yield request
        if self._site.follows_home:
            for request in self.home_sections():
                yield request

    def _note_home(self, response: Response, looks: Looks | None) -> None:
        """Note how the home page looks, for the verdict on what is fetched again; one that cannot be read tells nothing."""
        home = self._asking.crawl.outcomes.doubting.home
        home.listed = frozenset(url for link in self._home.links if (url := self._site.own(link)))
        home.now = HomePage.of(looks, response.url, len(home.listed)) if looks else None

    async def home_failed(self, failure: Failure) -> AsyncIterator[Request]:
        """Without a home page the site's other sources are still tried, unless the site does not answer at all."""
        state, reason = self._asking.note_failure(failure)
        if isinstance(failure.value, NotAsked):
            return
        self._asking.crawl.outcomes.doubting.home.is_refused = True
        if state is State.FAILED or isinstance(failure.value, RobotsUnreachable):
            self._asking.crawl.breaker.open = reason
        elif state is not State.DISALLOWED:
            async for other in self.all():
                yield other

    async def all(self) -> AsyncIterator[Request]:
        """Requests for all sources: those of the site file, those named by the home page and by robots.txt."""
        robots = self._asking.crawler.get_downloader_middleware(RobotsMiddleware)
        assert robots is not None
        policy = await robots.policy(self._site.home)
        site, home = self._site, self._home
        feeds = dict.fromkeys([site.url(source.path) for source in site.sources if isinstance(source, Feed)])
        feeds |= dict.fromkeys(home.feeds)
        sitemaps = dict.fromkeys([site.url(source.path) for source in site.sources if isinstance(source, Sitemap)])
        sitemaps |= dict.fromkeys((*policy.sitemaps, *home.sitemaps))
        for request in self._feeds.requests(feeds, Feed, "feeds of the site"):
            yield request
        for request in self._feeds.requests(sitemaps, Sitemap, "sitemaps of the site"):
            yield request
        for source in site.sources:
            if isinstance(source, Section | Archive | Api):
                for request in self._sections.requests(source):
                    yield request

    def home_sections(self) -> list[Request]:
        """Requests for what look like sections among the links of the home page."""
        self._sections_followed = True
        links = map(self._site.own, self._home.links)
        known = {self._site.url(source.path).rstrip("/") for source in self._site.sources}
        urls = [
            url for url in links if url and looks_like_section(url, self._site.home) and url.rstrip("/") not in known
        ]
        if self._home.next_page:
            urls.insert(0, self._home.next_page)
        return [request for url in urls[:MAX_SECTIONS] for request in self._sections.requests(Section(url))]

    def look_further(self) -> None:
        """When feeds and sitemaps of an unknown site brought nothing, try the home page's sections."""
        crawl = self._asking.crawl
        if self._sections_followed or crawl.statistics.discovered_by_lists or crawl.breaker.open:
            return
        requests = self.home_sections()
        for request in requests:
            self._asking.crawler.engine.crawl(request)
        if requests:
            raise DontCloseSpider

    async def is_home(self, response: Response) -> bool:
        """Whether a page is the home page under another URL: links to the same, in the same order, and to articles."""
        if response.url == self._site.home or not any(map(self._site.is_article, self._home.links)):
            return False
        page = await self._asking.read_html(response)
        return page is not None and page.links == self._home.links
