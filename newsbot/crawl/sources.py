"""From a site's home page to all that lists its articles: feeds, sitemaps, sections, archives by date."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from scrapy import Request
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Response
from twisted.python.failure import Failure

from newsbot.archive import State
from newsbot.crawl import outcome
from newsbot.crawl.listings import Entry, HtmlListing, NotXmlError, looks_like_section, read_html, read_xml
from newsbot.crawl.politeness import SLOT
from newsbot.crawl.robots import RobotsMiddleware, RobotsUnreachable
from newsbot.crawl.session import Session
from newsbot.crawl.walk import EMPTY, QUIET_PAGES, End, Walk
from newsbot.normalize import address
from newsbot.site import Archive, Feed, Section, Sitemap

if TYPE_CHECKING:
    from newsbot.crawl.spider import NewsSpider

MAX_SECTIONS = 60
"""Sections of an unknown site that are followed from its home page."""
MAX_HOPS = 5
"""Redirects of a source that are followed."""
MAX_DEPTH = 3
"""Sitemaps below sitemaps that are followed: the protocol has one level, some sites have two."""
MAX_SITEMAPS = 2_000
"""Sitemaps of one index that are followed."""
LATE = timedelta(days=7)
"""How long after its end a month may get articles: a sitemap of a month that was read later than that is complete."""


class Sources:
    """Asks a site's sources and tells the session what they list."""

    def __init__(self, spider: NewsSpider) -> None:
        self.site = spider.site
        self._spider = spider
        self._sections_followed = bool(self.site.sources)
        self.home = HtmlListing()
        """Links of the home page."""

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

    def xml_request(self, url: str, label: str, depth: int = 0, listed: str | None = None) -> Request:
        """A request for a feed or sitemap: only if it has changed, when all of it is known."""
        request = self.request(url, label, self.parse_xml, depth=depth, listed=listed)
        if mark := self.session.memory.recall(url):
            if mark.etag:
                request.headers["If-None-Match"] = mark.etag
            if mark.last_modified:
                request.headers["If-Modified-Since"] = mark.last_modified
        return request

    def walk_requests(self, source: Section | Archive) -> Iterator[Request]:
        """The request that begins a walk through a section or an archive."""
        session = self.session
        mark = session.memory.recall(self.site.address(source.path))
        known = partial(session.memory.is_known, mark=mark) if mark else lambda _: False
        walk = Walk(self.site, source, session.window, session.started_at, mark, known)
        if url := walk.start():
            yield self.request(url, self.site.label(source), self.parse_listing, walk=walk)

    # the home page

    async def parse_home(self, response: Response) -> AsyncIterator[Request]:
        """Read the home page and set out for every source."""
        if 300 <= response.status < 400:
            for request in self.follow(response, self.parse_home):
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
            yield self.xml_request(url, self.site.label(Feed(url)))
        for url in sitemaps:
            yield self.xml_request(url, self.site.label(Sitemap(url)))
        for source in self.site.sources:
            if isinstance(source, Section | Archive):
                for request in self.walk_requests(source):
                    yield request

    def home_sections(self) -> list[Request]:
        """Requests for what look like sections among the links of the home page."""
        self._sections_followed = True
        own = self._spider.own
        urls = [url for link in self.home.links if (url := own(link)) and looks_like_section(url, self.site.home)]
        if self.home.next_page:
            urls.insert(0, self.home.next_page)
        return [request for url in urls[:MAX_SECTIONS] for request in self.walk_requests(Section(url))]

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
            url = self._spider.own(link)
            if url and self.site.is_article(url):
                self.session.discover(url, label)

    def is_home(self, response: Response) -> bool:
        """Whether a page is the home page under another address: links to the same, in the same order, and to articles."""
        if response.url == self.site.home or not any(self.site.is_article(url) for url in self.home.links):
            return False
        return read_html(response.body, response.url, content_type(response)).links == self.home.links

    # feeds and sitemaps

    async def parse_xml(self, response: Response, depth: int, listed: str | None) -> AsyncIterator[Request]:
        """Take the pages of a feed or sitemap, and follow the sitemaps of an index."""
        label = response.meta["source"]
        if response.status == 304:
            self.session.source_page(label)
            self.session.discovered_by_lists += 1
            return
        if 300 <= response.status < 400:
            for request in self.follow(response, self.parse_xml):
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
                yield self.xml_request(url, self.site.label(Feed(url)), depth=1)
            return
        self.session.source_page(label)
        self.note_cut(label, response)
        if listing.cut:
            self.session.source_note(label, f"{response.url}: {listing.cut}")
        left_out = self.take(listing.pages, label)
        if listing.pages and not listing.cut and "dataloss" not in response.flags:
            self.session.memory.remember(
                response.url,
                self.session.window.since if left_out else None,
                etag=_header(response, "ETag"),
                last_modified=_header(response, "Last-Modified"),
                listed=listed,
            )
        for request in self.sitemaps(listing.sitemaps, response.url, label, depth):
            yield request

    def take(self, entries: Iterable[Entry], label: str) -> bool:
        """Note the pages of a feed or sitemap; whether some were left out as not asked for."""
        left_out = False
        for entry in entries:
            url = self._spider.own(entry.url)
            if url is None:
                self.session.out_of_scope += 1
            elif self.is_page(url):
                if self.is_unwanted(entry, url):
                    left_out = left_out or not self.session.memory.is_discovered(url)
                    continue
                self.session.discovered_by_lists += 1
                self.session.discover(url, label)
        return left_out

    def is_unwanted(self, entry: Entry, url: str) -> bool:
        """Whether an entry lies outside the time asked for; a change after that time says nothing of the publication."""
        window = self.session.window
        listed = window.is_outside(entry.date) if entry.published else window.is_past(entry.date)
        return listed or window.are_outside(self.site.days(url))

    def is_page(self, url: str) -> bool:
        """Whether an address that a feed or sitemap lists is worth a look: an unknown site's own word is taken for it."""
        if self.site.article_paths:
            return self.site.is_article(url)
        return url != self.site.home and not address.NOT_A_PAGE.search(url)

    def sitemaps(self, entries: tuple[Entry, ...], index: str, label: str, depth: int) -> Iterator[Request]:
        """Requests for the sitemaps of an index, newest first."""
        if len(entries) > MAX_SITEMAPS or (entries and depth == MAX_DEPTH):
            self.session.source_note(label, f"{index} lists more sitemaps than are followed")
        ordered = sorted(entries, key=lambda entry: entry.date.timestamp() if entry.date else 0.0, reverse=True)
        for place, entry in enumerate(ordered[:MAX_SITEMAPS] if depth < MAX_DEPTH else ()):
            window = self.session.window
            if window.is_past(entry.date) or window.are_outside(self.site.sitemap_days(entry.url)):
                continue
            if self.is_unchanged(entry, newest=not place):
                self.session.discovered_by_lists += 1
            else:
                listed = entry.date.isoformat() if entry.date else None
                yield self.xml_request(entry.url, label, depth + 1, listed)

    def is_unchanged(self, entry: Entry, *, newest: bool) -> bool:
        """Whether a sitemap was read before and, by its index or by its month, has nothing new since."""
        mark = self.session.memory.recall(entry.url)
        if mark is None:
            return False
        if entry.date is not None:
            return not newest and mark.listed == entry.date.isoformat()
        month = self.site.sitemap_days(entry.url)
        return month is not None and datetime.fromisoformat(mark.walked_at).date() > month[1] + LATE

    # sections and archives

    async def parse_listing(self, response: Response, walk: Walk) -> AsyncIterator[Request]:
        """Take the articles of a listing page and go on to the next one."""
        label = response.meta["source"]
        if 300 <= response.status < 400:
            for request in self.follow(response, self.parse_listing):
                yield request
            return
        listing = HtmlListing()
        if response.status == 200:
            listing = read_html(response.body, response.url, content_type(response))
            self.session.source_page(label)
            self.note_cut(label, response)
        elif response.status not in outcome.GONE or walk.is_at_start:  # a page after the last one is often tried
            self.refused(label, response.status)
            return
        links = [url for link in listing.links if (url := self._spider.own(link))]
        articles = [url for url in links if self.site.is_article(url)]
        for url in walk.take(articles):
            self.session.discover(url, label)
        if walk.is_at_start:
            self.note_first(label, listing, articles)
        walk.is_whole = walk.is_whole and "dataloss" not in response.flags
        following = listing.next_page if listing.next_page and self._spider.own(listing.next_page) else None
        step = self.step(walk, label, following)
        if isinstance(step, End):
            self.ended(walk, label, step, response.url)
        else:
            yield self.request(step, label, self.parse_listing, walk=walk)

    def note_first(self, label: str, listing: HtmlListing, articles: list[str]) -> None:
        """The first page of a section must be a listing, and its own."""
        if not articles:
            self.session.source_problem(label, "a listing without links to articles")
        elif set(listing.links) == set(self.home.links):
            self.session.source_note(label, "it links to what the home page links to: one may be served for the other")

    def step(self, walk: Walk, label: str, next_page: str | None) -> str | End:
        """Where a walk goes from here, by what the listing says and by what became of the articles it brought."""
        enough = self.session.enough_of(label)
        if enough:
            return End.OLD if enough.is_old else End.BARREN
        return walk.go_on(next_page)

    def ended(self, walk: Walk, label: str, end: End, url: str) -> None:
        """Remember a walk that came to its end, and report one that had to be left."""
        reasons = {
            End.QUIET: f"left at {url}: {QUIET_PAGES} pages brought nothing new",
            End.CIRCLE: f"left at {url}: its next page is one that came before",
            End.BARREN: f"left at {url}: its addresses are new names of known articles",
        }
        if end is End.EMPTY and isinstance(walk.source, Archive):
            reasons[end] = f"left at {url}: {EMPTY[walk.source.step]} listings in a row were empty"
            if walk.found_nothing:
                self.session.source_problem(label, "listings without links to articles")
        if end in reasons:
            self.session.source_note(label, reasons[end])
        if walk.is_complete(end):
            self.session.memory.remember(walk.first, walk.reached(end))

    # what goes wrong

    def refused(self, label: str, status: int) -> None:
        """A source was not given out: that it is gone may be the page's stale link, all else keeps articles away."""
        self.session.source_problem(label, f"HTTP {status}", failed=status not in outcome.GONE)

    def note_cut(self, label: str, response: Response) -> None:
        """A source of which a part is missing lacks articles."""
        if "dataloss" in response.flags:
            self.session.source_problem(label, f"{response.url} was cut short", failed=True)

    def follow(self, response: Response, callback: Any) -> Iterator[Request]:
        """Go where a source has moved to."""
        label = response.meta["source"]
        target = address.join(response.url, (response.headers.get("Location") or b"").decode("latin-1"))
        hops: tuple[str, ...] = (*response.meta.get("hops", ()), response.url)
        problem = self.misled(label, target, hops)
        if target is None or problem:
            problem = problem or f"HTTP {response.status} without a usable target"
            self.session.source_problem(label, problem, failed=True)
            return
        if (own := self._spider.own(target)) and own == self._spider.own(response.url):
            self._spider.learn_host(own, target)
        if callback == self.parse_xml:
            request = self.xml_request(target, label, **response.cb_kwargs)
        else:
            request = self.request(target, label, callback, **response.cb_kwargs)
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
        if label.startswith(("section", "archive")) and not self._spider.own(target):
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


def content_type(response: Response) -> str | None:
    """The Content-Type header."""
    return _header(response, "Content-Type")


def _header(response: Response, name: str) -> str | None:
    return (response.headers.get(name) or b"").decode("latin-1") or None
