"""What a page says about itself for machines: JSON-LD, OpenGraph, meta elements, microdata, and where to look for the rest.

One pass over the tree collects everything; JSON is parsed when first asked for.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any, Literal
from urllib.parse import urlsplit

from lxml.html import HtmlElement

JsonObject = dict[str, Any]
Role = Literal["byline", "date", "section", "tag", "title"]

ARTICLE_TYPES = frozenset(
    {
        "NewsArticle", "Article", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle", "BackgroundNewsArticle",
        "ReviewNewsArticle", "AskPublicNewsArticle", "BlogPosting", "LiveBlogPosting", "Report", "AdvertiserContentArticle",
        "SatiricalArticle", "ScholarlyArticle", "TechArticle", "SocialMediaPosting", "Review", "ClaimReview", "Recipe",
    }
)  # fmt: skip
_PAGE_TYPES = frozenset({"WebPage", "ItemPage", "VideoObject", "MediaGallery", "ImageGallery", "NewsMediaOrganization"})
_TAGS = (
    "meta", "title", "h1", "time", "script", "link", "address", "a", "p", "div", "span", "ul", "li", "strong", "em", "b", "i",
    "header", "section", "small", "footer", "nav", "ol", "td", "h2", "h3", "h4", "h5", "h6", "abbr", "cite", "label", "dd", "figure",
)  # fmt: skip
# Hints in class, id and test attributes, as whole words or as parts of names like "articleAuthorName".
_ROLES: tuple[tuple[Role, re.Pattern[str]], ...] = (
    ("byline", re.compile(r"author|byline|by-line|autor|auteur|writer|pseudonym|reporter|signature|journalist|tac-?gia|redak[ct]eur|kirjoittaja|yazar|skribent", re.I)),
    ("date", re.compile(r"date|time(?!line|s)|datum|dato\b|publi|fecha|ngay|thoi-?gian|clock", re.I)),
    ("section", re.compile(r"bread-?crumb|chuyen-?muc|(?:article|post|story|entry|detail|c-)[\w-]*(?:section|category|rubri|kicker)", re.I)),
    ("tag", re.compile(r"(?:^|[\s_-])(?:tags?|keywords?|topics?)(?:$|[\s_-])|tag-?(?:list|item)|tu-?khoa", re.I)),
)  # fmt: skip


class StructuredData:
    """Machine-readable statements of one page and the elements that hint at its fields."""

    def __init__(self) -> None:
        self.meta: dict[str, list[str]] = {}
        """Contents of `meta` by lower-case name or property, in page order; empty ones left out."""
        self.title: str | None = None
        """Text of the `title` element."""
        self.language: str | None = None
        """`lang` of the `html` element, as written."""
        self.links: dict[str, list[str]] = {}
        """`href` of `link` elements by lower-case `rel`."""
        self.tags: list[HtmlElement] = []
        """The `a` elements with `rel="tag"`."""
        self.headings: list[HtmlElement] = []
        """The `h1` elements."""
        self.times: list[HtmlElement] = []
        """The `time` elements."""
        self.properties: dict[str, list[HtmlElement]] = {}
        """Microdata: elements by `itemprop`."""
        self.hints: dict[Role, list[HtmlElement]] = {"byline": [], "date": [], "section": [], "tag": [], "title": []}
        """Elements whose class, id or rel hints at a field, in page order."""
        self.order: dict[HtmlElement, int] = {}
        """Place in the page of the elements above."""
        self._scripts: list[str] = []

    @classmethod
    def of(cls, root: HtmlElement) -> StructuredData:
        """Collect from a page in one pass."""
        data = cls()
        data.language = (
            root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or root.get("xml:lang")
        )
        roles: dict[str, tuple[Role, ...]] = {}
        for place, element in enumerate(root.iter(*_TAGS)):
            tag = element.tag
            if tag == "meta":
                data._add_meta(element)
            elif tag == "script":
                if "ld+json" in (element.get("type") or "") and element.text:
                    data._scripts.append(element.text)
            elif tag == "link":
                data._add_link(element)
            elif tag == "title":
                if data.title is None and element.text:
                    data.title = " ".join(element.text.split()) or None
            else:
                data._add_element(element, str(tag), place, roles)
        return data

    def _add_meta(self, element: HtmlElement) -> None:
        content = element.get("content")
        if not content or not content.strip():
            return
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            for name in (element.get(attribute) or "").lower().split():
                self.meta.setdefault(name, []).append(content.strip())

    def _add_link(self, element: HtmlElement) -> None:
        href = element.get("href")
        for name in (element.get("rel") or "").lower().split() if href else ():
            self.links.setdefault(name, []).append(str(href).strip())

    def _add_element(self, element: HtmlElement, tag: str, place: int, roles: dict[str, tuple[Role, ...]]) -> None:
        attributes = element.attrib
        kept = False
        if tag == "h1":
            self.headings.append(element)
            kept = True
        elif tag == "time":
            self.times.append(element)
            kept = True
        if not attributes:
            if kept:
                self.order[element] = place
            return
        name = f"{attributes.get('class', '')} {attributes.get('id', '')}"
        if len(name) > 1:
            found = roles.get(name)
            if found is None:
                found = roles[name] = tuple(role for role, pattern in _ROLES if pattern.search(name))
            for role in found:
                self.hints[role].append(element)
                kept = True
        if tag == "a" and (rel := attributes.get("rel")):
            if "author" in rel and element not in self.hints["byline"][-1:]:
                self.hints["byline"].append(element)
                kept = True
            elif rel == "tag":
                self.tags.append(element)
        for prop in attributes.get("itemprop", "").split():
            self.properties.setdefault(prop, []).append(element)
            kept = True
        if kept:
            self.order[element] = place

    def first(self, *names: str) -> str | None:
        """Content of the first of these `meta` names that the page has."""
        for name in names:
            if values := self.meta.get(name):
                return values[0]
        return None

    @cached_property
    def nodes(self) -> list[JsonObject]:
        """Top-level JSON-LD objects, with `@graph`, arrays and `mainEntity` unfolded; not what they merely list or mention."""
        return [node for script in self._scripts for value in parse_json(script) for node in _unfold(value)]

    @cached_property
    def by_id(self) -> dict[str, JsonObject]:
        """JSON-LD objects by `@id`, those with a name only, to resolve references such as authors in a graph."""
        found: dict[str, JsonObject] = {}
        for node in self.nodes:
            identity = node.get("@id")
            if isinstance(identity, str) and node.get("name"):
                found.setdefault(identity, node)
        return found

    def article(self, url: str) -> JsonObject:
        """The JSON-LD object that describes the article at `url`; {} when there is none.

        Among several, one whose address is this page's wins, then one whose headline the page shows, then the first; an
        object that names another address of the same page kind is a teaser.
        """
        best: tuple[int, JsonObject] = (0, {})
        titles = {
            _key(text)
            for text in (self.first("og:title", "twitter:title"), self.title, *map(_text, self.headings))
            if text
        }
        for node in self.nodes:
            score = _article_score(node, url, titles)
            if score > best[0]:
                best = (score, node)
        return best[1]

    def heading(self, url: str) -> HtmlElement | None:
        """The `h1` of the article: the one that the metadata repeat, else the longest."""
        if not self.headings:
            return None
        told = {
            name_key(text)
            for text in (self.first("og:title"), self.article(url).get("headline"), self.title)
            if isinstance(text, str)
        }
        keys = [(name_key(_text(heading)), heading) for heading in self.headings]
        for key, heading in keys:
            if len(key) > 7 and any(key in title or title in key for title in told if title):
                return heading
        return max(keys, key=lambda pair: len(pair[0]))[1]

    @cached_property
    def publisher_names(self) -> frozenset[str]:
        """Names, folded by `name_key`, that the page gives to itself, its site and its publisher."""
        names = [
            *self.meta.get("og:site_name", ()),
            *self.meta.get("application-name", ()),
            *self.meta.get("publisher", ()),
        ]
        for node in self.nodes:
            for value in _as_list(node.get("publisher")) + _as_list(node.get("sourceOrganization")):
                names += self.names(value)
            if types(node) & {"WebSite", "NewsMediaOrganization", "Organization"}:
                names += self.names(node)
        return frozenset(filter(None, map(name_key, names)))

    def names(self, value: object) -> list[str]:
        """Names in a JSON-LD value: text, an object with a name, a reference into the graph, or a list of these."""
        if isinstance(value, str):
            return [html.unescape(value)]
        if isinstance(value, list):
            return [name for item in value for name in self.names(item)]
        if isinstance(value, dict):
            if name := value.get("name"):
                return self.names(name)
            node = self.by_id.get(value.get("@id", ""))
            return self.names(node.get("name")) if node else []
        return []


def types(node: JsonObject) -> set[str]:
    """The JSON-LD types of a node, without a schema.org prefix."""
    return {str(kind).rsplit("/", 1)[-1].removeprefix("schema:") for kind in _as_list(node.get("@type"))}


def name_key(name: str) -> str:
    """A name folded for comparison: letters and digits only, case folded."""
    return _key(name)


_NOT_LETTERS = re.compile(r"[\W_]+")


def _key(text: str) -> str:
    return _NOT_LETTERS.sub("", text).casefold()


def _text(element: HtmlElement) -> str:
    return str(element.text_content())


def _as_list(value: object) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _unfold(value: object) -> Iterator[JsonObject]:
    stack = [value]
    while stack:
        item = stack.pop(0)
        if isinstance(item, list):
            stack[:0] = item
        elif isinstance(item, dict):
            yield item
            stack[:0] = [
                item[key]
                for key in ("@graph", "mainEntity", "mainEntityOfPage")
                if isinstance(item.get(key), dict | list)
            ]


def _article_score(node: JsonObject, url: str, titles: Iterable[str]) -> int:
    kinds = types(node)
    score = 100 if kinds & ARTICLE_TYPES else 30 if kinds & _PAGE_TYPES else 0
    if not score:
        return 0
    addresses = [address for key in ("mainEntityOfPage", "url", "@id") for address in _addresses(node.get(key))]
    here = _path(url)
    if any(_path(address) == here for address in addresses):
        score += 50
    elif addresses and _path(addresses[0]).count("/") > 1:
        score -= 20
    headline = node.get("headline") or node.get("name")
    if (
        isinstance(headline, str)
        and len(key := _key(html.unescape(headline))) > 7
        and any(key in title or title in key for title in titles if title)
    ):
        score += 30
    return score + 10 * bool(node.get("datePublished")) + 5 * bool(node.get("author"))


def _addresses(value: object) -> list[str]:
    if isinstance(value, dict):
        value = value.get("@id") or value.get("url")
    return [value] if isinstance(value, str) and value.startswith(("http", "/")) else []


def _path(url: str) -> str:
    try:
        return urlsplit(url).path.rstrip("/").casefold()
    except ValueError:
        return ""


_COMMENT = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>)\s*;?\s*$"
)
_BLOCK_COMMENT = re.compile(r'("(?:\\.|[^"\\])*")|/\*.*?\*/|(?<![:\w])//[^\n"]*(?=\n)', re.S)
_TRAILING_COMMA = re.compile(r'("(?:\\.|[^"\\])*")|,(?=\s*[}\]])', re.S)
_BAD_ESCAPE = re.compile(r'\\(?!["\\/bfnrtu])')
_MISSING_COMMA = re.compile(r'(?<=[}\]"])(\s*\n\s*)(?="[\w@]+"\s*:)')
_DECODER = json.JSONDecoder(strict=False)


def parse_json(text: str) -> list[Any]:
    """The JSON values in a script, also when it is broken in one of the usual ways.

    Read are: comments and CDATA marks around it, raw line breaks in strings, trailing and missing commas, bad escapes, HTML
    entities for quotes, several objects in a row. What cannot be read is left out.
    """
    text = text.strip().lstrip("\ufeff")
    values, rest = _decode_all(text)
    if not rest:
        return values
    for repair in (_strip_comments, _repair_commas, html.unescape, _quote_line_ends):
        text = repair(text)
        values, rest = _decode_all(text)
        if not rest:
            break
    return values


def _decode_all(text: str) -> tuple[list[Any], str]:
    values, place = [], 0
    while place < len(text):
        try:
            value, place = _DECODER.raw_decode(text, place)
        except (json.JSONDecodeError, RecursionError):
            return values, text[place:]
        values.append(value)
        place += len(text[place:]) - len(text[place:].lstrip(" \t\r\n,;"))
    return values, ""


def _strip_comments(text: str) -> str:
    return _BLOCK_COMMENT.sub(lambda m: m[1] or "", _COMMENT.sub("", _COMMENT.sub("", text))).strip()


def _repair_commas(text: str) -> str:
    text = _BAD_ESCAPE.sub(r"\\\\", _TRAILING_COMMA.sub(lambda m: m[1] or "", text))
    return _MISSING_COMMA.sub(r",\1", text)


_INNER_QUOTE = re.compile(r'(?<=[^\s:,{\[\\])"(?=[^\s:,}\]])|(?<=[^\s:,{\[\\])"(?=\s\w)|(?<=\w\s)"(?=\w)')


def _quote_line_ends(text: str) -> str:
    return _INNER_QUOTE.sub(r"\\\"", text)
