"""Feeds and sitemaps: what they list, which sitemaps of an index are read, which need not be read again."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from http import HTTPStatus
from itertools import chain
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from newsbot.crawl.asking import Asking
from newsbot.crawl.context import Crawl
from newsbot.crawl.failure import NotAsked
from newsbot.crawl.response import header
from newsbot.discover.listings import ListedUrl
from newsbot.discover.sitemaps import (
    is_outside,
    is_own_list,
    is_page,
    is_sitemap_outside,
    is_unchanged,
    newest_first,
)
from newsbot.discover.xml_parts import NotXmlError
from newsbot.fetch.redirects import is_redirect
from newsbot.site import Feed, Sitemap

MAX_DEPTH = 3
"""Sitemaps below sitemaps that are followed: the protocol has one level, some sites have two."""


class Feeds:
    """Asks for feeds and sitemaps and notes what they list."""

    def __init__(self, asking: Asking) -> None:
        self._asking = asking
        self._site = asking.site

    @property
    def _crawl(self) -> Crawl:
        return self._asking.crawl

    def requests(
        self, lists: Iterable[str], kind: type[Feed | Sitemap], named_by: str, depth: int = 0
    ) -> Iterator[Request]:
        """Requests for the feeds or sitemaps that are named in one place ("feeds of the site"), those of other hosts left out."""
        for url in lists:
            if is_own_list(self._site, url):
                yield self.request(url, self._site.label(kind(url)), named_by, depth)
            else:
                self._leave(url)

    def _leave(self, url: str) -> None:
        """A list on a host that the site's file does not name is not asked for, and told."""
        self._crawl.statistics.foreign_lists[urlsplit(url).netloc] += 1

    def request(self, url: str, label: str, named_by: str, depth: int = 0, listed: str | None = None) -> Request:
        """A request for a feed or sitemap: only if it has changed, when all of it is known."""
        request = self._asking.request(url, label, self.parse, self.failed, depth=depth, listed=listed)
        request.meta["named_by"] = named_by
        if mark := self._crawl.memory.recall(url):
            if mark.etag:
                request.headers["If-None-Match"] = mark.etag
            if mark.last_modified:
                request.headers["If-Modified-Since"] = mark.last_modified
        return request

    def failed(self, failure: Failure) -> None:
        """A feed or sitemap could not be fetched."""
        self._asking.failed(failure)
        if not isinstance(failure.value, NotAsked):
            self._crawl.budget.note_barren(failure.request.meta["named_by"])  # type: ignore[attr-defined]

    async def parse(self, response: Response, depth: int, listed: str | None) -> AsyncIterator[Request]:
        """Take the pages of a feed or sitemap, and follow the sitemaps of an index."""
        label, named_by, budget = response.meta["source"], response.meta["named_by"], self._crawl.budget
        if response.status == HTTPStatus.NOT_MODIFIED:
            budget.note_unchanged(named_by)
            self._crawl.statistics.note_page(label)
            self._crawl.statistics.discovered_by_lists += 1
            self._crawl.continuity.note_unchanged(response.url, label)
            return
        if is_redirect(response.status):
            for request in self._asking.follow(response, lambda url: self.request(url, label, named_by, depth, listed)):
                yield request
            return
        if response.status != HTTPStatus.OK:
            budget.note_barren(named_by)
            self._asking.refused(label, response.status)
            return
        try:
            listing = await self._asking.read_xml(response)
        except NotXmlError as error:
            page = await self._asking.read_html(response)
            feeds = page.feeds if page and not depth else ()  # the page at /rss that lists a paper's feeds
            if not feeds:
                self._crawl.statistics.note_problem(label, str(error))
            budget.note_list(named_by, feeds)
            for request in self.requests(feeds, Feed, f"feeds of {response.url}", depth=1):
                yield request
            return
        if listing is None:
            budget.note_barren(named_by)
            return
        own = self._own(listing.pages)
        further = [one.url for one in listing.sitemaps if is_own_list(self._site, one.url)]
        budget.note_list(named_by, chain((url for _, url in own), further))
        self._crawl.statistics.note_page(label)
        self._asking.note_cut(label, response)
        if listing.cut:
            self._crawl.statistics.note_of(label, f"{response.url}: {listing.cut}")
        left_out = self.take(own, label, response.url)
        if listing.pages and not listing.cut and "dataloss" not in response.flags:
            self._crawl.memory.remember(
                response.url,
                self._crawl.window.since if left_out else None,
                etag=header(response, "ETag"),
                last_modified=header(response, "Last-Modified"),
                listed=listed,
            )
        for request in self.sitemaps(listing.sitemaps, response.url, label, depth):
            yield request

    def _own(self, pages: Sequence[ListedUrl]) -> list[tuple[ListedUrl, str]]:
        """The pages of a feed or sitemap that are of this site, with their canonical URLs; the others are counted."""
        statistics = self._crawl.statistics
        before = statistics.repeating
        found = [(listed, url) for listed in pages if (url := self._asking.own(listed.url))]
        statistics.out_of_scope += len(pages) - len(found) - (statistics.repeating - before)
        return found

    def take(self, pages: Iterable[tuple[ListedUrl, str]], label: str, name: str) -> bool:
        """Note the pages of the feed or sitemap at URL `name`; whether some were left out as not asked for."""
        crawl, left_out = self._crawl, False
        taken: list[str] = []
        for listed, url in pages:
            if is_page(self._site, url):
                if is_outside(self._site, crawl.window, listed, url):
                    left_out = left_out or not crawl.memory.is_discovered(url)
                    continue
                crawl.statistics.discovered_by_lists += 1
                crawl.frontier.discover(url, label)
                taken.append(url)
        if not left_out:  # one that has older ones goes back as far as was asked for
            crawl.continuity.note(name, label, taken)
        return left_out

    def sitemaps(self, sitemaps: tuple[ListedUrl, ...], index: str, label: str, depth: int) -> Iterator[Request]:
        """Requests for the sitemaps of an index, newest first."""
        crawl = self._crawl
        if sitemaps and depth == MAX_DEPTH:
            crawl.statistics.note_of(label, f"{index} lists more sitemaps than are followed")
        for place, listed in enumerate(newest_first(sitemaps) if depth < MAX_DEPTH else ()):
            if not is_own_list(self._site, listed.url):
                self._leave(listed.url)
                continue
            if is_sitemap_outside(self._site, crawl.window, listed):
                continue
            if is_unchanged(self._site, listed, crawl.memory.recall(listed.url), newest=not place):
                crawl.statistics.discovered_by_lists += 1
                crawl.continuity.note_unchanged(listed.url, label)
            else:
                date = listed.date.isoformat() if listed.date else None
                yield self.request(listed.url, label, f"sitemaps of {index}", depth + 1, date)
