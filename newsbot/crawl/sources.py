"""From a site's home page to all that lists its articles: feeds, sitemaps, sections, archives by date."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from scrapy import Request
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Response
from twisted.python.failure import Failure

from newsbot.archive import State
from newsbot.crawl import outcome
from newsbot.crawl.feeds import Feeds
from newsbot.crawl.listings import HtmlListing, looks_like_section, read_html
from newsbot.crawl.politeness import SLOT
from newsbot.crawl.response import content_type
from newsbot.crawl.robots import RobotsMiddleware, RobotsUnreachable
from newsbot.crawl.sections import Sections
from newsbot.crawl.session import Session
from newsbot.normalize import address
from newsbot.site import Archive, Feed, Section, Sitemap

if TYPE_CHECKING:
    from newsbot.crawl.spider import NewsSpider

MAX_SECTIONS = 60
"""Sections of an unknown site that are followed from its home page."""
MAX_HOPS = 5
"""Redirects of a source that are followed."""


class Sources:
    """Asks a site's sources and tells the session what they list."""

    def __init__(self, spider: NewsSpider) -> None:
        self.site = spider.site
        self._spider = spider
        self._sections_followed = bool(self.site.sources)
        self.home = HtmlListing()
        """Links of the home page."""
        self._feeds = Feeds(self)
        self._sections = Sections(self)

    def own(self, url: str) -> str | None:
        """The canonical form of an address of this site; None for one of another."""
        return self._spider.own(url)

    @property
    def session(self) -> Session:
        """The crawl's session."""
        return self._spider.session

    # requests

    def request(self, url: str, label: str, callback: Any, **cb_kwargs: Any) -> Request:
        """A request for a source."""
        return Request(
            url,
            callback=callback,
            errback=self.failed,
            cb_kwargs=cb_kwargs,
            meta={"source": label, "download_slot": SLOT, "verbatim_url": True},
        )

    def home_request(self) -> Request:
        """The request that begins a crawl: the home page names feeds and sitemaps."""
        return self.request(self.site.home, "home", self.parse_home)

    # the home page

    async def parse_home(self, response: Response) -> AsyncIterator[Request]:
        """Read the home page and set out for every source."""
        if 300 <= response.status < 400:
            for request in self.follow(response, lambda url: self.request(url, "home", self.parse_home)):
                yield request
            return
        if response.status == 200:
            self.note_cut("home", response)
            self.home = read_html(response.body, response.url, content_type(response))
            self.discover((response.url, *self.home.links), "home")
        else:
            self.refused("home", response.status)
        async for request in self.all():
            yield request
        if self.site.no_sources:
            for request in self.home_sections():
                yield request

    async def all(self) -> AsyncIterator[Request]:
        """Requests for all sources: those of the site file, those named by the home page and by robots.txt."""
        robots = self._spider.crawler.get_downloader_middleware(RobotsMiddleware)
        assert robots is not None
        policy = await robots.policy(self.site.home)
        feeds = dict.fromkeys([self.site.address(s.path) for s in self.site.sources if isinstance(s, Feed)])
        feeds |= dict.fromkeys(url for url in self.home.feeds if self.site.in_scope(url))
        sitemaps = dict.fromkeys([self.site.address(s.path) for s in self.site.sources if isinstance(s, Sitemap)])
        sitemaps |= dict.fromkeys((*policy.sitemaps, *self.home.sitemaps))
        for url in feeds:
            yield self._feeds.request(url, self.site.label(Feed(url)))
        for url in sitemaps:
            yield self._feeds.request(url, self.site.label(Sitemap(url)))
        for source in self.site.sources:
            if isinstance(source, Section | Archive):
                for request in self._sections.requests(source):
                    yield request

    def home_sections(self) -> list[Request]:
        """Requests for what look like sections among the links of the home page."""
        self._sections_followed = True
        links = (self.own(link) for link in self.home.links)
        urls = [url for url in links if url and looks_like_section(url, self.site.home)]
        if self.home.next_page:
            urls.insert(0, self.home.next_page)
        return [request for url in urls[:MAX_SECTIONS] for request in self._sections.requests(Section(url))]

    def look_further(self) -> None:
        """When feeds and sitemaps of an unknown site brought nothing, try the home page's sections."""
        if self._sections_followed or self.session.discovered_by_lists or self.session.unreachable:
            return
        requests = self.home_sections()
        for request in requests:
            self._spider.crawler.engine.crawl(request)
        if requests:
            raise DontCloseSpider

    def discover(self, links: Iterable[str], label: str) -> None:
        """Note those links that look like articles of this site."""
        for link in links:
            url = self.own(link)
            if url and self.site.is_article(url):
                self.session.discover(url, label)

    def is_home(self, response: Response) -> bool:
        """Whether a page is the home page under another address: links to the same, in the same order, and to articles."""
        if response.url == self.site.home or not any(self.site.is_article(url) for url in self.home.links):
            return False
        return read_html(response.body, response.url, content_type(response)).links == self.home.links

    # what goes wrong

    def refused(self, label: str, status: int) -> None:
        """A source was not given out: that it is gone may be the page's stale link, all else keeps articles away."""
        self.session.source_problem(label, f"HTTP {status}", failed=status not in outcome.GONE)

    def note_cut(self, label: str, response: Response) -> None:
        """A source of which a part is missing lacks articles."""
        if "dataloss" in response.flags:
            self.session.source_problem(label, f"{response.url} was cut short", failed=True)

    def follow(self, response: Response, ask: Callable[[str], Request]) -> Iterator[Request]:
        """Go where a source has moved to; `ask` makes the request for it there."""
        label = response.meta["source"]
        target = address.join(response.url, (response.headers.get("Location") or b"").decode("latin-1"))
        hops: tuple[str, ...] = (*response.meta.get("hops", ()), response.url)
        problem = self.misled(label, target, hops)
        if target is None or problem:
            problem = problem or f"HTTP {response.status} without a usable target"
            self.session.source_problem(label, problem, failed=True)
            return
        if (own := self.own(target)) and own == self.own(response.url):
            self._spider.learn_host(own, target)
        request = ask(target)
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
        if label.startswith(("section", "archive")) and not self.own(target):
            return f"moved to another site: {target}"
        return None

    async def failed(self, failure: Failure) -> AsyncIterator[Request]:
        """Record that a source could not be fetched. Without a home page the site's other sources are still tried."""
        request: Request = failure.request  # type: ignore[attr-defined]
        state, reason = outcome.of_failure(failure.value)
        self.session.source_problem(request.meta["source"], reason, failed=state is not State.DISALLOWED)
        if request.meta["source"] != "home":
            return
        if state is State.FAILED or isinstance(failure.value, RobotsUnreachable):
            self.session.unreachable = reason
        elif state is not State.DISALLOWED:
            async for other in self.all():
                yield other
