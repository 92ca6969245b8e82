"""Feeds and sitemaps: what they list, which sitemaps of an index are read, which need not be read again."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator
from http import HTTPStatus

from scrapy import Request
from scrapy.http import Response

from newsbot.crawl.asking import Asking
from newsbot.crawl.context import Crawl
from newsbot.crawl.response import header
from newsbot.discover.listings import ListedUrl
from newsbot.discover.sitemaps import MAX_SITEMAPS, is_outside, is_page, is_sitemap_outside, is_unchanged, newest_first
from newsbot.discover.xml_parts import NotXmlError
from newsbot.fetch.redirects import is_redirect
from newsbot.site import Feed

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

    def request(self, url: str, label: str, depth: int = 0, listed: str | None = None) -> Request:
        """A request for a feed or sitemap: only if it has changed, when all of it is known."""
        request = self._asking.request(url, label, self.parse, depth=depth, listed=listed)
        if mark := self._crawl.memory.recall(url):
            if mark.etag:
                request.headers["If-None-Match"] = mark.etag
            if mark.last_modified:
                request.headers["If-Modified-Since"] = mark.last_modified
        return request

    async def parse(self, response: Response, depth: int, listed: str | None) -> AsyncIterator[Request]:
        """Take the pages of a feed or sitemap, and follow the sitemaps of an index."""
        label = response.meta["source"]
        if response.status == HTTPStatus.NOT_MODIFIED:
            self._crawl.statistics.note_page(label)
            self._crawl.statistics.discovered_by_lists += 1
            self._crawl.continuity.note_unchanged(response.url, label)
            return
        if is_redirect(response.status):
            for request in self._asking.follow(response, lambda url: self.request(url, label, depth, listed)):
                yield request
            return
        if response.status != HTTPStatus.OK:
            self._asking.refused(label, response.status)
            return
        try:
            listing = await self._asking.read_xml(response)
        except NotXmlError as error:
            page = await self._asking.read_html(response)
            feeds = page.feeds if page else ()
            if not feeds or depth:
                self._crawl.statistics.note_problem(label, str(error))
            for url in feeds if not depth else ():  # the page at /rss that lists a paper's feeds
                yield self.request(url, self._site.label(Feed(url)), depth=1)
            return
        if listing is None:
            return
        self._crawl.statistics.note_page(label)
        self._asking.note_cut(label, response)
        if listing.cut:
            self._crawl.statistics.note_of(label, f"{response.url}: {listing.cut}")
        left_out = self.take(listing.pages, label, response.url)
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

    def take(self, pages: Iterable[ListedUrl], label: str, name: str) -> bool:
        """Note the pages of the feed or sitemap at URL `name`; whether some were left out as not asked for."""
        crawl, left_out = self._crawl, False
        taken: list[str] = []
        for listed in pages:
            url = self._site.own(listed.url)
            if url is None:
                crawl.statistics.out_of_scope += 1
            elif is_page(self._site, url):
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
        if len(sitemaps) > MAX_SITEMAPS or (sitemaps and depth == MAX_DEPTH):
            crawl.statistics.note_of(label, f"{index} lists more sitemaps than are followed")
        for place, listed in enumerate(newest_first(sitemaps) if depth < MAX_DEPTH else ()):
            if is_sitemap_outside(self._site, crawl.window, listed):
                continue
            if is_unchanged(self._site, listed, crawl.memory.recall(listed.url), newest=not place):
                crawl.statistics.discovered_by_lists += 1
                crawl.continuity.note_unchanged(listed.url, label)
            else:
                yield self.request(listed.url, label, depth + 1, listed.date.isoformat() if listed.date else None)
