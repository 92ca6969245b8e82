"""Asking a site for what lists its articles, wherever that has moved to, and what goes wrong on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from newsbot.archive import State
from newsbot.crawl.context import Crawl
from newsbot.crawl.failure import NotAsked, judge_failure
from newsbot.crawl.pace import SLOT
from newsbot.crawl.reading import Readers, ReadingFailed
from newsbot.crawl.response import content_type, header
from newsbot.discover.home_page import Looks
from newsbot.discover.json_listing import JsonListing
from newsbot.discover.listings import HtmlListing, XmlListing
from newsbot.discover.sitemaps import is_own_list
from newsbot.extraction.response import GONE
from newsbot.fetch.redirects import astray, target_of
from newsbot.normalize import urls
from newsbot.site import Api, Site


class Asking:
    """Makes the requests for sources and notes those that are not given out."""

    def __init__(self, crawler: Crawler, readers: Readers) -> None:
        self.crawler = crawler
        self._readers = readers
        self.site: Site = crawler.spidercls.site  # type: ignore[attr-defined]

    @property
    def crawl(self) -> Crawl:
        """The crawl whose sources are asked."""
        return Crawl.of(self.crawler)

    def request(self, url: str, label: str, callback: Any, errback: Any = None, **cb_kwargs: Any) -> Request:
        """A request for a source."""
        return Request(
            url,
            callback=callback,
            errback=errback or self.failed,
            cb_kwargs=cb_kwargs,
            meta={"source": label, "download_slot": SLOT, "verbatim_url": True},
        )

    def own(self, link: str) -> str | None:
        """The canonical form of a URL that a source lists; None for one of another site, and for one that repeats itself."""
        url = self.site.own(link)
        if url and urls.repeats_itself(url):
            self.crawl.statistics.repeating += 1
            return None
        return url

    def discover(self, links: Iterable[str], label: str) -> None:
        """Note those links that look like articles of this site."""
        for link in links:
            url = self.own(link)
            if url and self.site.is_article(url):
                self.crawl.frontier.discover(url, label)

    async def read_xml(self, response: Response) -> XmlListing | None:
        """What a feed or sitemap lists; None, and a problem of the run, when it cannot be read. Raises NotXmlError."""
        try:
            return await self._readers.xml(response.body, response.url)
        except ReadingFailed as error:
            self.unread(response, error)
            return None

    async def read_json(self, response: Response, api: Api) -> JsonListing | None:
        """What a page of an API lists; None, and a problem of the run, when it cannot be read. Raises NotJsonError."""
        try:
            return await self._readers.json(response.body, self.site.home, api)
        except ReadingFailed as error:
            self.unread(response, error)
            return None

    async def read_html(self, response: Response) -> HtmlListing | None:
        """The links of a page; None, and a problem of the run, when it cannot be read."""
        try:
            return await self._readers.listing(response.body, response.url, content_type(response))
        except ReadingFailed as error:
            self.unread(response, error)
            return None

    async def read_home(self, response: Response) -> tuple[HtmlListing, Looks] | None:
        """The links of a home page and its looks; None, and a problem of the run, when it cannot be read."""
        try:
            return await self._readers.home(response.body, response.url, content_type(response))
        except ReadingFailed as error:
            self.unread(response, error)
            return None

    def unread(self, response: Response, error: ReadingFailed) -> None:
        """A source was given out and could not be read: its articles are missing."""
        label = response.meta["source"]
        self.crawl.statistics.note_problem(label, f"{response.url} cannot be read: {error}", failed=True)

    def refused(self, label: str, status: int) -> None:
        """A source was not given out: that it is gone may be the page's stale link, all else keeps articles away."""
        self.crawl.statistics.note_problem(label, f"HTTP {status}", failed=status not in GONE)

    def note_cut(self, label: str, response: Response) -> None:
        """A source of which a part is missing lacks articles."""
        if "dataloss" in response.flags:
            self.crawl.statistics.note_problem(label, f"{response.url} was cut short", failed=True)

    def failed(self, failure: Failure) -> None:
        """Record that a source could not be fetched."""
        self.note_failure(failure)

    def note_failure(self, failure: Failure) -> tuple[State, str]:
        """Record that a source could not be fetched; the state that a page would have, and the reason."""
        request: Request = failure.request  # type: ignore[attr-defined]
        state, reason = judge_failure(failure.value)
        if isinstance(failure.value, NotAsked):
            return state, reason
        self.crawl.statistics.note_problem(request.meta["source"], reason, failed=state is not State.DISALLOWED)
        return state, reason

    def follow(self, response: Response, ask: Callable[[str], Request]) -> Iterator[Request]:
        """Go where a source has moved to; `ask` makes the request for it there."""
        label = response.meta["source"]
        target = target_of(response.url, header(response, "Location"))
        hops: tuple[str, ...] = (*response.meta.get("hops", ()), response.url)
        problem = self.misled(label, target, hops)
        if target is None or problem:
            problem = problem or f"HTTP {response.status} without a usable target"
            self.crawl.statistics.note_problem(label, problem, failed=True)
            return
        if (own := self.site.own(target)) and own == self.site.own(response.url):
            self.crawl.host.learn(own, target)
        request = ask(target)
        request.meta["hops"] = hops
        yield request

    def misled(self, label: str, target: str | None, hops: tuple[str, ...]) -> str | None:
        """Why a source is not followed to where it has moved; None when it is."""
        if problem := astray(target, hops):
            return problem
        if target is None:
            return None
        if label == "home":
            is_left = self.crawl.outcomes.doubting.has_left_for(target, self.site)
            if is_left or not self.site.adopts(target):
                self.crawl.outcomes.doubting.home.is_refused = True
                return f"moved to another site: {target}"
            return None
        if target == self.site.home:
            return "redirects to the home page"
        is_listing = label.startswith(("section", "archive"))
        if not (self.site.own(target) if is_listing else is_own_list(self.site, target)):
            return f"moved to another site: {target}"
        return None
