"""The feeds and sitemaps of a site: those that it names, and those where sites usually have some."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urljoin, urlsplit

from newsbot.discover.json_listing import read_json
from newsbot.discover.listings import HtmlListing, ListedUrl, XmlListing, read_html, read_xml
from newsbot.discover.xml_parts import NotXmlError
from newsbot.fetch.visit import NOT_ASKED, Visit, Visitor
from newsbot.probe.apis import api_urls, guess_api
from newsbot.probe.findings import SourceFound

USUAL = (
    "/rss", "/rss.html", "/rss.htm", "/feed", "/rss.xml", "/rss/home.rss", "/sitemap.xml", "/sitemap_index.xml",
)  # fmt: skip
"""Where feeds, pages of feeds and sitemaps usually are (fact sheet section 3)."""
MAX_FEEDS = 8
"""Feeds of one page that are asked for."""
MAX_APIS = 4
"""URLs in scripts that are asked for."""
MAX_SITEMAPS = 2
"""Sitemaps of an index that are asked for, the newest first."""
MAX_DEPTH = 2
"""Sitemaps below sitemaps that are asked for."""

_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF)\b", re.I)
_BESIDE = re.compile(r"categor|tag|topic|author|page|image|video", re.I)


@dataclass(slots=True)
class Sources:
    """What was found, and the URLs that it lists."""

    found: list[SourceFound] = field(default_factory=list)
    listed: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """URLs that a source lists, by the source's own."""

    def add(self, source: SourceFound, listed: tuple[str, ...] = ()) -> None:
        """Take in a source and the URLs that it lists."""
        self.found.append(source)
        self.listed[source.url] = listed

    @property
    def in_feeds(self) -> dict[str, None]:
        """URLs that feeds list."""
        return self._of("feed")

    @property
    def in_sitemaps(self) -> dict[str, None]:
        """URLs that sitemaps list."""
        return self._of("sitemap")

    def _of(self, kind: str) -> dict[str, None]:
        urls = (url for source in self.found if source.kind == kind for url in self.listed.get(source.url, ()))
        return dict.fromkeys(urls)

    def counted(self, is_article: Callable[[str], bool]) -> tuple[SourceFound, ...]:
        """The sources with how many of their URLs look like articles; those of an index are those of what it names."""
        return tuple(replace(source, articles=self._articles(source, is_article)) for source in self.found)

    def _articles(self, source: SourceFound, is_article: Callable[[str], bool]) -> int:
        below = (one for one in self.found if one.named_by == source.url)
        own = sum(map(is_article, self.listed.get(source.url, ())))
        return own + sum(self._articles(one, is_article) for one in below)


def find_sources(visitor: Visitor, home: str, page: HtmlListing, named: Sequence[str], keep: int = 0) -> Sources:
    """Ask for every feed and sitemap of the site at `home`, whose home page is `page`; `named` are those of robots.txt.

    Guesses leave `keep` requests for others.
    """
    told = dict.fromkeys([*page.feeds[:MAX_FEEDS], *page.sitemaps], "home page") | dict.fromkeys(named, "robots.txt")
    usual = (url for path in USUAL if (url := urljoin(home, path)) not in told)
    sources = Sources()
    for url, named_by in (told | dict.fromkeys(usual, "guess")).items():
        if named_by == "guess" and visitor.left <= keep:
            sources.add(replace(_none(url, named_by), problem=f"{NOT_ASKED}: {keep} requests are kept for articles"))
        else:
            ask_source(visitor, url, sources, named_by=named_by, ordinary=page.feeds)
    return sources


def find_apis(visitor: Visitor, home: str, page: Visit, sources: Sources, keep: int) -> None:
    """Ask for what the home page's scripts read, and add the listings among it; leaves `keep` requests for others."""
    for url in api_urls(page.body, page.final, page.content_type)[:MAX_APIS]:
        if url in sources.listed or visitor.left <= keep:
            continue
        visit = visitor.get(url)
        api = None if visit.problem else guess_api(visit.body, url, home)
        if api:
            listed = tuple(one.url for one in read_json(visit.body, home, api).pages)
            sources.add(SourceFound("api", url, "script", len(listed), api=api), listed)


def ask_source(
    visitor: Visitor, url: str, sources: Sources, *, named_by: str, ordinary: Sequence[str] = (), depth: int = 0
) -> None:
    """Ask for a feed, a sitemap or a page of feeds, and for some of what it names; add what is found to `sources`.

    `ordinary` are feeds that every page of the site names: they make no page a page of feeds.
    """
    if url in sources.listed:
        return
    visit = visitor.get(url)
    try:
        listing = read_xml(visit.body, visit.final) if visit.problem is None else XmlListing()
    except NotXmlError as error:
        nothing = replace(_none(url, named_by), problem=str(error))
        _page_of_feeds(visitor, visit, sources, nothing, ordinary=ordinary, depth=depth)
        return
    if visit.problem:
        sources.add(replace(_none(url, named_by), problem=visit.told))
    elif listing.sitemaps:
        sources.add(SourceFound("sitemaps", url, named_by, len(listing.sitemaps)))
        for entry in newest(listing)[: MAX_SITEMAPS if depth < MAX_DEPTH else 0]:
            ask_source(visitor, entry.url, sources, named_by=url, ordinary=ordinary, depth=depth + 1)
    else:
        urls = tuple(entry.url for entry in listing.pages)
        is_feed = _FEED.search(visit.body[:4000]) is not None
        sources.add(SourceFound("feed" if is_feed else "sitemap", url, named_by, len(urls)), urls)


def _none(url: str, named_by: str) -> SourceFound:
    return SourceFound("none", url, named_by)


def _page_of_feeds(
    visitor: Visitor, visit: Visit, sources: Sources, nothing: SourceFound, *, ordinary: Sequence[str], depth: int
) -> None:
    """The page at /rss that lists a paper's feeds; any other page is no source."""
    feeds = read_html(visit.body, visit.final, visit.content_type).feeds
    feeds = tuple(url for url in feeds if url not in {visit.url, visit.final, *ordinary})
    if not feeds or depth:
        sources.add(nothing)
        return
    sources.add(replace(nothing, kind="feeds", entries=len(feeds), problem=None))
    for url in feeds[: MAX_FEEDS // 2]:
        ask_source(visitor, url, sources, named_by=nothing.url, ordinary=ordinary, depth=depth + 1)


def newest(listing: XmlListing) -> list[ListedUrl]:
    """Sitemaps of articles before those of sections and tags, the newest first."""
    dated = sorted(listing.sitemaps, key=lambda entry: entry.date.timestamp() if entry.date else 0.0, reverse=True)
    return sorted(dated, key=lambda entry: _BESIDE.search(urlsplit(entry.url).path) is not None)
