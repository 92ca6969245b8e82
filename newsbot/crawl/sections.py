"""Sections and archives by date: one request after the other along a walk."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from functools import partial
from http import HTTPStatus

from scrapy import Request
from scrapy.http import Response

from newsbot.crawl.asking import Asking
from newsbot.crawl.budget import MAX_LISTING_PAGES
from newsbot.crawl.context import Crawl
from newsbot.discover.listings import HtmlListing
from newsbot.discover.walk import EMPTY, QUIET_PAGES, End, Walk
from newsbot.extraction.response import GONE
from newsbot.fetch.redirects import is_redirect
from newsbot.site import Archive, Section


class Sections:
    """Asks for the pages of sections and archives and notes what they list."""

    def __init__(self, asking: Asking) -> None:
        self.home = HtmlListing()
        """The home page, with which sections are compared."""
        self._asking = asking
        self._site = asking.site

    @property
    def _crawl(self) -> Crawl:
        return self._asking.crawl

    def requests(self, source: Section | Archive) -> Iterator[Request]:
        """The request that begins a walk through a section or an archive."""
        crawl = self._crawl
        mark = crawl.memory.recall(self._site.url(source.path))
        known = partial(crawl.memory.is_known, mark=mark) if mark else lambda _: False
        walk = Walk(self._site, source, crawl.window, crawl.started_at, mark, known)
        if url := walk.start():
            yield self._request(url, self._site.label(source), walk)

    def _request(self, url: str, label: str, walk: Walk) -> Request:
        return self._asking.request(url, label, self.parse, walk=walk)

    async def parse(self, response: Response, walk: Walk) -> AsyncIterator[Request]:
        """Take the articles of a listing page and go on to the next one."""
        label = response.meta["source"]
        if is_redirect(response.status):
            for request in self._asking.follow(response, lambda url: self._request(url, label, walk)):
                yield request
            return
        listing = HtmlListing()
        if response.status == HTTPStatus.OK:
            read = await self._asking.read_html(response)
            if read is None:
                return
            listing = read
            self._crawl.statistics.note_page(label)
            self._asking.note_cut(label, response)
        elif response.status not in GONE or walk.is_at_start:  # a page after the last one is often tried
            self._asking.refused(label, response.status)
            return
        links = [url for link in listing.links if (url := self._asking.own(link))]
        articles = [url for url in links if self._site.is_article(url)]
        for url in walk.take(articles):
            self._crawl.frontier.discover(url, label)
        if walk.is_at_start:
            self.note_first(label, listing, articles)
        walk.is_whole = walk.is_whole and "dataloss" not in response.flags
        following = listing.next_page if listing.next_page and self._site.own(listing.next_page) else None
        step = self.step(walk, label, following)
        if not isinstance(step, End) and not self._crawl.budget.takes_listing_page():
            step = End.SPENT
        if isinstance(step, End):
            self.ended(walk, label, step, response.url)
        else:
            yield self._request(step, label, walk)

    def note_first(self, label: str, listing: HtmlListing, articles: list[str]) -> None:
        """The first page of a section must be a listing, and its own."""
        if not articles:
            self._crawl.statistics.note_problem(label, "a listing without links to articles")
        elif set(listing.links) == set(self.home.links):
            self._crawl.statistics.note_of(
                label, "it links to what the home page links to: one may be served for the other"
            )

    def step(self, walk: Walk, label: str, next_page: str | None) -> str | End:
        """Where a walk goes from here, by what the listing says and by what became of the articles it brought."""
        enough = self._crawl.statistics.enough_of(label)
        if enough and enough.is_old:
            return End.OLD
        if enough and (
            enough.is_same or isinstance(walk.source, Section)
        ):  # an archive has no more days than there were
            return End.BARREN
        return walk.go_on(next_page)

    def ended(self, walk: Walk, label: str, end: End, url: str) -> None:
        """Remember a walk that came to its end, and report one that had to be left."""
        reasons = {
            End.QUIET: f"left at {url}: {QUIET_PAGES} pages brought nothing new",
            End.CIRCLE: f"left at {url}: its next page is one that came before",
            End.BARREN: f"left at {url}: {self._crawl.statistics.barren(label)}",
            End.LOOP: f"left at {url}: the path of its next page repeats itself",
            End.SPENT: f"left at {url}: {MAX_LISTING_PAGES} listing pages a run are enough",
        }
        if end is End.EMPTY and isinstance(walk.source, Archive):
            reasons[end] = f"left at {url}: {EMPTY[walk.source.step]} listings in a row were empty"
            if walk.found_nothing:
                self._crawl.statistics.note_problem(label, "listings without links to articles")
        if end in reasons:
            self._crawl.statistics.note_of(label, reasons[end])
        if walk.is_complete(end):
            self._crawl.memory.remember(walk.first, walk.reached(end))
