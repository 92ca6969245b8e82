"""Sections, archives by date and APIs: one request after the other along a walk."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping
from datetime import datetime
from functools import partial
from http import HTTPStatus

from scrapy import Request
from scrapy.http import Response

from newsbot.crawl.asking import Asking
from newsbot.crawl.budget import MAX_LISTING_PAGES
from newsbot.crawl.context import Crawl
from newsbot.discover.json_listing import NothingFoundError, NotJsonError
from newsbot.discover.listings import HtmlListing
from newsbot.discover.walk import EMPTY, QUIET_PAGES, End, Walk
from newsbot.extraction.response import GONE
from newsbot.fetch.redirects import is_redirect
from newsbot.site import Api, Archive, Section

API_HEADERS = {"Accept": "application/json, */*;q=0.5", "X-Requested-With": "XMLHttpRequest"}
"""What a page's own script sends: some systems give the listing to scripts alone."""


class Sections:
    """Asks for the pages of sections, archives and APIs and notes what they list."""

    def __init__(self, asking: Asking) -> None:
        self.home = HtmlListing()
        """The home page, with which sections are compared."""
        self._asking = asking
        self._site = asking.site

    @property
    def _crawl(self) -> Crawl:
        return self._asking.crawl

    def requests(self, source: Section | Archive | Api) -> Iterator[Request]:
        """The request that begins a walk through a section, an archive or an API."""
        crawl = self._crawl
        first = source.path_of(1) if isinstance(source, Api) else source.path
        mark = crawl.memory.recall(self._site.url(first))
        known = partial(crawl.memory.is_known, mark=mark) if mark else lambda _: False
        walk = Walk(self._site, source, crawl.window, crawl.started_at, mark, known)
        if url := walk.start():
            yield self._request(url, self._site.label(source), walk)

    def _request(self, url: str, label: str, walk: Walk) -> Request:
        request = self._asking.request(url, label, self.parse, walk=walk)
        if isinstance(walk.source, Api):
            request.headers.update(API_HEADERS)
        return request

    async def parse(self, response: Response, walk: Walk) -> AsyncIterator[Request]:
        """Take the articles of a listing page and go on to the next one."""
        label = response.meta["source"]
        if is_redirect(response.status):
            for request in self._asking.follow(response, lambda url: self._request(url, label, walk)):
                yield request
            return
        listing, dates = HtmlListing(), None
        if response.status == HTTPStatus.OK:
            read = await self._read(response, walk)
            if read is None:
                return
            listing, dates = read
            self._crawl.statistics.note_page(label)
            self._asking.note_cut(label, response)
        elif response.status not in GONE or walk.is_at_start:  # a page after the last one is often tried
            self._asking.refused(label, response.status)
            return
        links = [url for link in listing.links if (url := self._asking.own(link))]
        articles = [url for url in links if self._site.is_article(url)]
        for url in walk.take(articles, dates):
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

    async def _read(self, response: Response, walk: Walk) -> tuple[HtmlListing, Mapping[str, datetime] | None] | None:
        """The links of a listing page, and the dates that an API gives them; None, and a problem of the run, for none."""
        if not isinstance(walk.source, Api):
            page = await self._asking.read_html(response)
            return (page, None) if page else None
        try:
            listing = await self._asking.read_json(response, walk.source)
        except NothingFoundError as error:
            if walk.is_at_start:
                self._crawl.statistics.note_problem(response.meta["source"], str(error))
                return None
            return HtmlListing(), None  # what many APIs say after the last page
        except NotJsonError as error:
            walk.is_whole = False
            self._crawl.statistics.note_problem(response.meta["source"], f"{response.url}: {error}")
            return None
        if listing is None:
            return None
        dates = {self._site.canonical(page.url): page.date for page in listing.pages if page.date}
        return HtmlListing(tuple(page.url for page in listing.pages)), dates

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
        if end in (End.REPEATED, End.ENDLESS):
            told = f"left at {url}: {end.value}; see how its pages are counted"
            self._crawl.statistics.note_problem(label, told)
        if end is End.EMPTY and isinstance(walk.source, Archive):
            reasons[end] = f"left at {url}: {EMPTY[walk.source.step]} listings in a row were empty"
            if walk.found_nothing:
                self._crawl.statistics.note_problem(label, "listings without links to articles")
        if end in reasons:
            self._crawl.statistics.note_of(label, reasons[end])
        if not walk.skipped and end not in (End.OLD, End.BARREN):
            self._crawl.continuity.note(walk.first, label, walk.seen)
        if walk.is_complete(end):
            self._crawl.memory.remember(walk.first, walk.reached(end))
