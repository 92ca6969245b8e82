"""What feeds, sitemaps and listing pages say: bytes in, addresses out. Pure functions."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from newsbot.normalize import address

MAX_XML = 64 * 1024 * 1024
"""Bytes of an unpacked feed or sitemap that are looked at: the sitemap protocol allows 50 MB."""
MAX_ENTRIES = 50_000
"""Entries taken from one feed or sitemap: the limit of the sitemap protocol."""


Rows = Iterable[tuple[str | None, str | None]]


class NotXmlError(ValueError):
    """What was served as a feed or sitemap is none."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An address that a feed or sitemap lists."""

    url: str
    """Canonical absolute address."""
    date: datetime | None = None
    """Publication or last change as listed, with zone; None when missing or unreadable."""


@dataclass(frozen=True, slots=True)
class XmlListing:
    """A feed or a sitemap."""

    pages: tuple[Entry, ...] = ()
    """Addresses of pages."""
    sitemaps: tuple[Entry, ...] = ()
    """Addresses of further sitemaps, for an index."""


@dataclass(frozen=True, slots=True)
class HtmlListing:
    """The links of a listing page or home page."""

    links: tuple[str, ...] = ()
    """Canonical addresses of all links in page order, each once."""
    next_page: str | None = None
    """Address of the page after this one, when the page links to it."""
    feeds: tuple[str, ...] = ()
    """Feeds that the page names."""
    sitemaps: tuple[str, ...] = ()
    """Sitemaps that the page names."""


def read_xml(body: bytes, base: str) -> XmlListing:
    """Read a sitemap, a sitemap index, an RSS, RDF or Atom feed, or a plain text sitemap; gzip is unpacked.

    No entity is expanded and nothing is loaded. Raises NotXmlError for anything else (a 404 page with status 200).
    """
    body = _unpacked(body)
    head = body.lstrip(b"\xef\xbb\xbf \t\r\n")
    if re.match(rb"https?://\S+\s*$", head[:2048], re.M):
        return XmlListing(pages=_entries(((line, None) for line in body.decode("utf-8", "replace").split()), base))
    if not head.startswith(b"<") or re.match(rb"<(?:!doctype\s+html|html)\b", head[:200], re.I):
        raise NotXmlError("an HTML page or plain text where a feed or sitemap should be")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, recover=True, remove_comments=True, load_dtd=False
    )
    root = etree.fromstring(head, parser)
    if root is None:
        raise NotXmlError("XML that cannot be read")
    kind = _local(root)
    if kind == "sitemapindex":
        return XmlListing(sitemaps=_entries(_sitemap_rows(root, "sitemap"), base))
    if kind == "urlset":
        return XmlListing(pages=_entries(_sitemap_rows(root, "url"), base))
    if kind in ("rss", "RDF", "feed"):
        return XmlListing(pages=_entries(_feed_rows(root), base))
    raise NotXmlError(f"XML of another kind: <{kind}>")


def _unpacked(body: bytes) -> bytes:
    if body[:2] != b"\x1f\x8b":
        return body[:MAX_XML]
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(body, MAX_XML)
    except zlib.error as error:
        raise NotXmlError(f"damaged gzip: {error}") from error


def _local(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _entries(rows: Rows, base: str) -> tuple[Entry, ...]:
    seen: dict[str, Entry] = {}
    for href, date in rows:
        url = address.join(base, href or "")
        if url and url not in seen:
            seen[url] = Entry(url, parse_time(date))
            if len(seen) >= MAX_ENTRIES:
                break
    return tuple(seen.values())


def _sitemap_rows(root: etree._Element, row: str) -> Rows:
    for element in root:
        if _local(element) != row:
            continue
        loc = date = news = None
        for child in element.iter():
            name = _local(child)
            if name == "loc" and child.getparent() is element:
                loc = child.text
            elif name == "lastmod":
                date = child.text
            elif name == "publication_date":
                news = child.text
        yield loc, news or date


def _feed_rows(root: etree._Element) -> Rows:
    for element in root.iter():
        if _local(element) not in ("item", "entry"):
            continue
        link = guid = date = None
        for child in element:
            name = _local(child)
            if name == "link" and child.get("rel", "alternate") == "alternate":
                link = link or child.get("href") or child.text
            elif name in ("guid", "id") and child.get("isPermaLink", "true") != "false":
                guid = child.text
            elif name in ("pubDate", "published", "date") or (name == "updated" and date is None):
                date = child.text
        yield (link or "").strip() or (guid if (guid or "").startswith("http") else None), date


def parse_time(text: str | None) -> datetime | None:
    """A time of a feed or sitemap: W3C date format or RFC 5322. A time without a zone is taken as UTC; None when unreadable."""
    text = (text or "").strip()
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        try:
            moment = parsedate_to_datetime(text)
        except ValueError:
            return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


_FEED_TYPE = re.compile(r"application/(?:rss|atom|rdf)\+xml", re.I)
_FEED_LINK = re.compile(r"(?:\.rss|/(?:rss|feed|atom)/?|/rss/[^/?#]+/?|(?:rss|feed|atom|index)\.(?:xml|rdf))$", re.I)


def read_html(body: bytes, base: str, encoding: str | None = None) -> HtmlListing:
    """Read the links of a page. A page that cannot be parsed has none."""
    if not body.strip():
        return HtmlListing()
    try:
        root = document_fromstring(body, parser=HTMLParser(encoding=encoding, huge_tree=True, remove_comments=True))
    except (etree.ParserError, etree.XMLSyntaxError):
        return HtmlListing()
    base = _base(root, base)
    links: dict[str, None] = {}
    feeds: dict[str, None] = {}
    sitemaps: dict[str, None] = {}
    next_page: str | None = None
    numbered: list[str] = []
    for element in root.iter("a", "link"):
        href = element.get("href")
        url = address.join(base, href) if href else None
        if url is None:
            continue
        rel = (element.get("rel") or "").lower().split()
        if element.tag == "link":
            if "alternate" in rel and _FEED_TYPE.match(element.get("type") or ""):
                feeds[url] = None
            elif "sitemap" in rel:
                sitemaps[url] = None
            elif "next" in rel:
                next_page = next_page or url
            continue
        if "next" in rel:
            next_page = next_page or url
        elif _FEED_LINK.search(urlsplit(url).path):
            feeds[url] = None
        links[url] = None
        numbered.append(url)
    return HtmlListing(
        tuple(links), next_page or following(address.canonical(base), numbered), tuple(feeds), tuple(sitemaps)
    )


def _base(root: HtmlElement, url: str) -> str:
    for element in root.iter("base"):
        return address.join(url, element.get("href") or "") or url
    return url


_PAGE_NUMBER = re.compile(
    r"(?P<before>.*?(?:[?&](?:p|page|pg|paged|trang|pageindex|start_page)=|/(?:page|trang|p|pages)[/-]?|[/-](?:page|trang|p)-?))"
    r"(?P<number>\d{1,5})(?P<after>(?:\.[a-z]{2,5}|/)?(?:[?&].*)?)$",
    re.I,
)


def following(url: str, links: list[str]) -> str | None:
    """The address among `links` that is `url` with its page number raised by one.

    A listing without a number in its address is page 1: its second page is the link that begins like the listing's own
    address and ends in a page number 2.
    """
    here = _PAGE_NUMBER.match(url)
    if here:
        wanted = int(here["number"]) + 1
        for link in links:
            there = _PAGE_NUMBER.match(link)
            if there and int(there["number"]) == wanted and _same_listing(there["before"], here["before"]):
                return link
        return None
    stem = re.sub(r"(?:index)?\.[a-z]{2,5}$", "", url.partition("?")[0], flags=re.I).rstrip("/")
    for link in links:
        there = _PAGE_NUMBER.match(link)
        if there and int(there["number"]) == 2 and link.startswith(stem):
            return link
    return None


def _same_listing(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()


_SECTION_SEGMENTS = 3


def looks_like_section(url: str, home: str) -> bool:
    """Whether an address of an unknown site may be a section: a short path of words, below the home page, without a query."""
    parts = urlsplit(url)
    if parts.query or url == home or address.NOT_A_PAGE.search(parts.path):
        return False
    segments = [segment for segment in parts.path.split("/") if segment]
    return (
        1 <= len(segments) <= _SECTION_SEGMENTS
        and not address.looks_like_article(url)
        and all(len(s) <= 40 for s in segments)
    )
