"""What feeds, sitemaps and listing pages say: bytes in, URLs out. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from itertools import chain
from urllib.parse import urlsplit

from lxml import etree

from newsbot.discover.xml_parts import NotXmlError, Parts, escaped, lines
from newsbot.normalize import urls
from newsbot.reader.page.document import Document, parse

MAX_URLS = 50_000
"""Entries taken from one feed or sitemap: the limit of the sitemap protocol."""


Row = tuple[str | None, str | None, bool]
"""URL, date, and whether the date is that of the publication."""
Rows = Iterable[Row]


@dataclass(frozen=True, slots=True)
class ListedUrl:
    """A URL that a feed or sitemap lists."""

    url: str
    """Canonical absolute URL."""
    date: datetime | None = None
    """Publication or last change as listed, with zone; None when missing or unreadable."""
    published: bool = False
    """The date is that of the publication. Otherwise the article is as old or older."""
    title: str | None = None
    """Headline, where an API lists it."""


@dataclass(frozen=True, slots=True)
class XmlListing:
    """A feed or a sitemap."""

    pages: tuple[ListedUrl, ...] = ()
    """URLs of pages."""
    sitemaps: tuple[ListedUrl, ...] = ()
    """URLs of further sitemaps, for an index."""
    cut: str | None = None
    """Why not all of it is here; null when it is."""


@dataclass(frozen=True, slots=True)
class HtmlListing:
    """The links of a listing page or home page."""

    links: tuple[str, ...] = ()
    """Canonical URLs of all links in page order, each once."""
    next_page: str | None = None
    """URL of the page after this one, when the page links to it."""
    feeds: tuple[str, ...] = ()
    """Feeds that the page names."""
    sitemaps: tuple[str, ...] = ()
    """Sitemaps that the page names."""


def read_xml(body: bytes, base: str) -> XmlListing:
    """Read a sitemap, a sitemap index, an RSS, RDF or Atom feed, or a plain text sitemap; gzip is unpacked.

    No entity is expanded and nothing is loaded; no more than MAX_URLS entries of XML_MAX_BYTES bytes are looked at, row by row.
    Raises NotXmlError for anything else (a 404 page with status 200).
    """
    parts = Parts(body)
    rest = iter(parts)
    head = b""
    while len(head) < _PROLOG_BYTES and (part := next(rest, b"")):
        head = (head + part).lstrip(b"\xef\xbb\xbf \t\r\n")
    why: str | None = None
    if re.match(rb"https?://\S+\s*$", head[:2048], re.M):
        text = (line.decode("utf-8", "replace") for line in lines(chain((head,), rest)))
        entries, all_taken = _entries(((line, None, False) for line in text), base)
        kind = "urlset"
    elif not head.startswith(b"<") or re.match(rb"<(?:!doctype\s+html|html)\b", head[:200], re.I):
        raise NotXmlError("an HTML page or plain text where a feed or sitemap should be")
    else:
        rows = _XmlRows(head, rest)
        entries, all_taken = _entries(rows, base)
        kind = rows.kind
        why = f"{rows.spoilt} of its entries are no text" if rows.spoilt else None
        why = "its end cannot be read" if all_taken and not rows.whole else why
    cut = (parts.cut or why) if all_taken else f"only its first {MAX_URLS} entries are taken"
    entries = _telling(entries)
    return XmlListing(sitemaps=entries, cut=cut) if kind == "sitemapindex" else XmlListing(pages=entries, cut=cut)


_ROW_NAMES = {"sitemapindex": ("sitemap",), "urlset": ("url",)} | dict.fromkeys(
    ("rss", "RDF", "feed"), ("item", "entry")
)
_PROLOG_BYTES = 1 << 16
"""Where a document type stands, if there is one."""
_DOCTYPE = re.compile(rb"<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>", re.S | re.I)
"""Taken away: a feed needs no declarations, and entities are how a small file makes a large one."""

_FALSE_ENCODING = re.compile(
    rb"""(<\?xml\s[^>]{0,80}?)\s+encoding\s*=\s*["'](?:(?:us-)?ascii|utf-?16(?:le|be)?|(?:iso-10646-)?ucs-?[24])["']""",
    re.I,
)
"""A declaration that is not true, or says nothing: read byte by byte it cannot be UTF-16, and ASCII is what UTF-8 begins with."""


class _XmlRows:
    """The rows of a feed or sitemap, read as they are asked for. Raises NotXmlError for any other file."""

    def __init__(self, head: bytes, rest: Iterable[bytes]) -> None:
        prolog, behind = head[:_PROLOG_BYTES], head[_PROLOG_BYTES:]
        prolog = _FALSE_ENCODING.sub(rb"\1", _DOCTYPE.sub(b"", prolog, count=1), count=1)
        self._elements = _elements(escaped(chain((prolog, behind), rest)))
        root = next(self._elements, None)
        if root is None:
            raise NotXmlError("XML that cannot be read")
        self.kind = _local(root)
        if self.kind not in _ROW_NAMES:
            raise NotXmlError(f"XML of another kind: <{self.kind}>")
        self._root = root
        self.whole = False
        """The end of the root was read."""
        self.spoilt = 0
        """Rows that are no text: libxml2, which reads on where it can, leaves bytes that no character has."""

    def __iter__(self) -> Iterator[Row]:
        names = _ROW_NAMES[self.kind]
        read = _feed_row if "item" in names else _sitemap_row
        for element in self._elements:
            if _local(element) in names:
                try:
                    row = read(element)
                except UnicodeDecodeError:
                    self.spoilt += 1
                else:
                    yield row
                element.clear()
            self.whole = element is self._root


def _elements(parts: Iterable[bytes]) -> Iterator[etree._Element]:
    """The root as soon as it opens, then every element as it closes."""
    parser = etree.XMLPullParser(
        ("start", "end"), resolve_entities=False, no_network=True, recover=True, remove_comments=True, load_dtd=False
    )
    begun = False
    for part in parts:
        parser.feed(part)
        for event, element in parser.read_events():
            if (event == "end" or not begun) and isinstance(element, etree._Element):
                begun = True
                yield element


def _local(element: etree._Element) -> str:
    try:
        tag = element.tag
    except UnicodeDecodeError:
        return ""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _entries(rows: Rows, base: str) -> tuple[tuple[ListedUrl, ...], bool]:
    """The entries of the first MAX_URLS rows, each once, and whether those are all."""
    seen: dict[str, ListedUrl] = {}
    for number, (href, date, published) in enumerate(rows):
        if number == MAX_URLS:
            return tuple(seen.values()), False
        url = urls.join(base, href or "")
        if url and url not in seen:
            seen[url] = ListedUrl(url, parse_time(date), published)
    return tuple(seen.values()), True


def _telling(entries: tuple[ListedUrl, ...]) -> tuple[ListedUrl, ...]:
    """The entries, without their times of change when those are all the same: the day of a migration, or of this answer."""
    if not entries[1:] or len({entry.date for entry in entries}) > 1 or entries[0].published:
        return entries
    return tuple(ListedUrl(entry.url) for entry in entries)


def _sitemap_row(element: etree._Element) -> Row:
    loc = date = news = None
    for child in element.iter():
        name = _local(child)
        if name == "loc" and child.getparent() is element:
            loc = child.text
        elif name == "lastmod":
            date = child.text
        elif name == "publication_date":
            news = child.text
    return loc, news or date, bool(news)


def _feed_row(element: etree._Element) -> Row:
    link = guid = date = updated = None
    for child in element:
        name = _local(child)
        if name == "link" and child.get("rel", "alternate") == "alternate":
            link = link or child.get("href") or child.text
        elif name in ("guid", "id") and child.get("isPermaLink", "true") != "false":
            guid = child.text
        elif name in ("pubDate", "published", "date"):
            date = child.text
        elif name == "updated":
            updated = child.text
    return (link or "").strip() or (guid if (guid or "").startswith("http") else None), date or updated, bool(date)


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
_FEED_LINK = re.compile(
    r"(?:\.rss|/(?:rss|feed|atom)/?|/rss\.html?|/rss/(?:[^/]+/)*[^/.]+/?|(?:rss|feed|atom|index)\.(?:xml|rdf))$", re.I
)


def read_html(body: bytes, url: str, content_type: str | None = None) -> HtmlListing:
    """Read the links of the page at `url`; `content_type` is its header. A page that cannot be parsed has none."""
    return links_of(parse(body, url=url, content_type=content_type), url)


def links_of(document: Document | None, url: str) -> HtmlListing:
    """The links of a page that has been parsed."""
    if document is None:
        return HtmlListing()
    links: dict[str, None] = {}
    feeds: dict[str, None] = {}
    sitemaps: dict[str, None] = {}
    next_page: str | None = None
    for element in document.root.iter("a", "link"):
        href = element.get("href")
        target = urls.join(document.base, href) if href else None
        if target is None:
            continue
        rel = (element.get("rel") or "").lower().split()
        if "next" in rel:
            next_page = next_page or target
        if element.tag == "link":
            if "alternate" in rel and _FEED_TYPE.match(element.get("type") or ""):
                feeds[target] = None
            elif "sitemap" in rel:
                sitemaps[target] = None
            continue
        if _FEED_LINK.search(urlsplit(target).path):
            feeds[target] = None
        links[target] = None
    next_page = next_page or following(urls.canonical(url), links)
    return HtmlListing(tuple(links), next_page, tuple(feeds), tuple(sitemaps))


_PAGE_KEY = re.compile(r"(?:p|page|pg|paged|trang|pageindex|start_page)", re.I)
_PAGE_PATH = re.compile(
    r"(?P<stem>.*?)(?:/(?:page|pages|trang|p)[/-]?|-(?:page|trang|p)-?)(?P<number>\d{1,5})(?:\.[a-z]{2,5}|/)?$", re.I
)
_LIST_END = re.compile(r"(?:/(?:index|default))?(?:\.[a-z]{2,5})?/?$", re.I)


def following(url: str, links: Iterable[str]) -> str | None:
    """The URL among `links` that is the listing at `url` with its page number raised by one.

    A listing without a page number in its URL is page 1.
    """
    listing, number = _numbered(url)
    return next((link for link in links if _numbered(link) == (listing, number + 1)), None)


def _numbered(url: str) -> tuple[tuple[str, str, frozenset[str]], int]:
    """Which listing a URL shows (host, path, query) and which page of it."""
    parts = urlsplit(url)
    number = 1
    query = set()
    for pair in filter(None, parts.query.split("&")):
        key, _, value = pair.partition("=")
        if _PAGE_KEY.fullmatch(key) and re.fullmatch(r"\d{1,5}", value):
            number = int(value)
        elif value:
            query.add(pair)
    path = parts.path
    in_path = _PAGE_PATH.match(path)
    if in_path:
        path, number = in_path["stem"], int(in_path["number"])
    return (parts.netloc, _LIST_END.sub("", path).casefold(), frozenset(query)), number


_SECTION_MAX_SEGMENTS = 3
_SEGMENT_MAX_CHARS = 40
"""Length of a segment of the path of a section: longer ones are headlines."""


def looks_like_section(url: str, home: str) -> bool:
    """Whether a URL of an unknown site may be a section: a short path of words, below the home page, without a query."""
    parts = urlsplit(url)
    if parts.query or url == home or urls.NOT_A_PAGE.search(parts.path):
        return False
    segments = [segment for segment in parts.path.split("/") if segment]
    return (
        1 <= len(segments) <= _SECTION_MAX_SEGMENTS
        and not urls.looks_like_article(url)
        and all(len(s) <= _SEGMENT_MAX_CHARS for s in segments)
    )
