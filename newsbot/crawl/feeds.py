"""Feeds and sitemaps: what they list, which sitemaps of an index are read, which need not be read again."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator
from datetime import datetime, timedelta
from http import HTTPStatus

from scrapy import Request
from scrapy.http import Response

from newsbot.crawl.asking import Asking
from newsbot.crawl.context import Crawl
from newsbot.crawl.response import content_type, header
from newsbot.discover.listings import Entry, NotXmlError, read_html, read_xml
from newsbot.extraction.response import is_redirect
from newsbot.normalize import urls
from newsbot.site import Feed

MAX_DEPTH = 3
"""Sitemaps below sitemaps that are followed: the protocol has one level, some sites have two."""
MAX_SITEMAPS = 2_000
"""Sitemaps of one index that are followed."""
SETTLED = timedelta(days=2)
"""How long after its time of change a sitemap must have been read for that time to mean something: it may be but a day."""
LATE = timedelta(days=7)
"""How long after its end a month may get articles: a sitemap of a month that was read later than that is complete."""


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
            return
        if is_redirect(response.status):
            for request in self._asking.follow(response, lambda url: self.request(url, label, depth, listed)):
                yield request
            return
        if response.status != HTTPStatus.OK:
            self._asking.refused(label, response.status)
            return
        try:
            listing = read_xml(response.body, response.url)
        except NotXmlError as error:
            feeds = read_html(response.body, response.url, content_type(response)).feeds
            if not feeds or depth:
                self._crawl.statistics.note_problem(label, str(error))
            for url in feeds if not depth else ():  # the page at /rss that lists a paper's feeds
                yield self.request(url, self._site.label(Feed(url)), depth=1)
            return
        self._crawl.statistics.note_page(label)
        self._asking.note_cut(label, response)
        if listing.cut:
            self._crawl.statistics.note_of(label, f"{response.url}: {listing.cut}")
        left_out = self.take(listing.pages, label)
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

    def take(self, entries: Iterable[Entry], label: str) -> bool:
        """Note the pages of a feed or sitemap; whether some were left out as not asked for."""
        left_out = False
        for entry in entries:
            url = self._site.own(entry.url)
            if url is None:
                self._crawl.statistics.out_of_scope += 1
            elif self.is_page(url):
                if self.is_unwanted(entry, url):
                    left_out = left_out or not self._crawl.memory.is_discovered(url)
                    continue
                self._crawl.statistics.discovered_by_lists += 1
                self._crawl.frontier.discover(url, label)
        return left_out

    def is_unwanted(self, entry: Entry, url: str) -> bool:
        """Whether an entry lies outside the time asked for; a change after that time says nothing of the publication."""
        window = self._crawl.window
        listed = window.is_outside(entry.date) if entry.published else window.is_past(entry.date)
        return listed or window.are_outside(self._site.days(url))

    def is_page(self, url: str) -> bool:
        """Whether a URL that a feed or sitemap lists is worth a look: an unknown site's own word is taken for it."""
        if self._site.article_paths:
            return self._site.is_article(url)
        return url != self._site.home and not urls.NOT_A_PAGE.search(url)

    def sitemaps(self, entries: tuple[Entry, ...], index: str, label: str, depth: int) -> Iterator[Request]:
        """Requests for the sitemaps of an index, newest first."""
        if len(entries) > MAX_SITEMAPS or (entries and depth == MAX_DEPTH):
            self._crawl.statistics.note_of(label, f"{index} lists more sitemaps than are followed")
        ordered = sorted(entries, key=lambda entry: entry.date.timestamp() if entry.date else 0.0, reverse=True)
        for place, entry in enumerate(ordered[:MAX_SITEMAPS] if depth < MAX_DEPTH else ()):
            window = self._crawl.window
            if window.is_past(entry.date) or window.are_outside(self._site.sitemap_days(entry.url)):
                continue
            if self.is_unchanged(entry, newest=not place):
                self._crawl.statistics.discovered_by_lists += 1
            else:
                listed = entry.date.isoformat() if entry.date else None
                yield self.request(entry.url, label, depth + 1, listed)

    def is_unchanged(self, entry: Entry, *, newest: bool) -> bool:
        """Whether a sitemap was read before and, by its index or by its month, has nothing new since."""
        mark = self._crawl.memory.recall(entry.url)
        if mark is None:
            return False
        walked = datetime.fromisoformat(mark.walked_at)
        if entry.date is not None:
            return not newest and mark.listed == entry.date.isoformat() and walked > entry.date + SETTLED
        month = self._site.sitemap_days(entry.url)
        return month is not None and walked.date() > month[1] + LATE
