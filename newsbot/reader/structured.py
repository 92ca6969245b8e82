"""What a page says about itself for machines: JSON-LD, OpenGraph, meta and link elements.

One pass over the tree collects everything; JSON is parsed when first asked for.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from functools import cache, cached_property, lru_cache
from typing import Any
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from newsbot.normalize.words import words
from newsbot.reader.measure import letters

JsonObject = dict[str, Any]

ARTICLE_TYPES = frozenset(
    {
        "NewsArticle", "Article", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle", "BackgroundNewsArticle",
        "ReviewNewsArticle", "AskPublicNewsArticle", "BlogPosting", "LiveBlogPosting", "Report", "AdvertiserContentArticle",
        "SatiricalArticle", "ScholarlyArticle", "TechArticle", "SocialMediaPosting", "Review", "ClaimReview", "Recipe",
    }
)  # fmt: skip
_PAGE_TYPES = frozenset({"WebPage", "ItemPage", "VideoObject", "MediaGallery", "ImageGallery", "NewsMediaOrganization"})


class StructuredData:
    """Machine-readable statements of one page, and its headings."""

    def __init__(self) -> None:
        self.meta: dict[str, list[str]] = {}
        """Contents of `meta` by lower-case name or property, in page order; empty ones left out."""
        self.title: str | None = None
        """Text of the `title` element."""
        self.language: str | None = None
        """`lang` of the `html` element, as written."""
        self.links: dict[str, list[str]] = {}
        """`href` of `link` elements by lower-case `rel`."""
        self.headings: list[HtmlElement] = []
        """The `h1` elements."""
        self.memo: dict[object, Any] = {}
        """What reading the fields has worked out about this page, by key, so that it is worked out once."""
        self._scripts: list[str] = []

    @classmethod
    def of(cls, root: HtmlElement) -> StructuredData:
        """Collect from a page in one pass."""
        data = cls()
        data.language = (
            root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or root.get("xml:lang")
        )
        for element in root.iter("meta", "title", "script", "link", "h1"):
            tag = element.tag
            if tag == "meta":
                data._add_meta(element)
            elif tag == "script":
                if "ld+json" in (element.get("type") or "") and element.text:
                    data._scripts.append(element.text)
            elif tag == "link":
                data._add_link(element)
            elif tag == "h1":
                data.headings.append(element)
            elif data.title is None and element.text:
                data.title = " ".join(element.text.split()) or None
        return data

    def _add_meta(self, element: HtmlElement) -> None:
        content = element.get("content")
        if not content or not content.strip():
            return
        names = element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv")
        if names:
            for name in names.lower().split():
                self.meta.setdefault(name, []).append(content.strip())

    def _add_link(self, element: HtmlElement) -> None:
        href = element.get("href")
        for name in (element.get("rel") or "").lower().split() if href else ():
            self.links.setdefault(name, []).append(str(href).strip())

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

        Among several, one whose URL is this page's wins, then one whose headline the page shows, then the first; an
        object that names another URL of the same page kind is a teaser.
        """
        if (known := self.memo.get(("article", url))) is not None:
            return known  # type: ignore[no-any-return]
        best: tuple[int, JsonObject] = (0, {})
        shown = (self.first("og:title", "twitter:title"), self.title, *map(_text, self.headings))
        titles = {letters(text) for text in shown if text}
        for node in self.nodes:
            score = _article_score(node, url, titles)
            if score > best[0]:
                best = (score, node)
        self.memo["article", url] = best[1]
        return best[1]

    def main_headings(self, url: str) -> list[HtmlElement]:
        """The `h1` elements that the metadata repeat; the longest when they repeat none; [] when there is no `h1`."""
        told = [self.first("og:title"), self.article(url).get("headline"), self.title]
        titles = {name_key(html.unescape(text)) for text in told if isinstance(text, str)} - {""}
        keys = [(name_key(_text(heading)), heading) for heading in self.headings]
        repeated = [
            element for key, element in keys if len(key) > 3 and any(key in title or title in key for title in titles)
        ]
        return repeated or [element for _, element in sorted(keys, key=lambda pair: -len(pair[0]))[:1]]

    @cached_property
    def folded_meta(self) -> dict[str, list[str]]:
        """`meta` by name without its punctuation: "article:published_time" and "article:published:time" are the same."""
        folded: dict[str, list[str]] = {}
        for name, values in self.meta.items():
            folded.setdefault(fold_name(name), []).extend(values)
        return folded

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


@lru_cache(maxsize=4096)  # pages everywhere use the same few hundred
def fold_name(name: str) -> str:
    """The name of a `meta` element without its punctuation."""
    return name.translate(_PUNCTUATION)


@cache
def meta_names(field: str) -> tuple[str, ...]:
    """Names of the `meta` elements that tell a field ("published", "author"), folded, the most trusted first."""
    return tuple(dict.fromkeys(map(fold_name, words("meta")["meta"][field])))


_PUNCTUATION = str.maketrans("", "", ":._- ")


def types(node: JsonObject) -> set[str]:
    """The JSON-LD types of a node, without a schema.org prefix."""
    return {str(kind).rsplit("/", 1)[-1].removeprefix("schema:") for kind in _as_list(node.get("@type"))}


def name_key(name: str) -> str:
    """A name folded for comparison: letters and digits only, case folded."""
    return letters(name)


def host_keys(url: str) -> frozenset[str]:
    """What the host of a URL may be called as a site, folded: whole, without "www.", and its longer labels."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return frozenset()
    bare = host.removeprefix("www.")
    labels = [label for label in bare.split(".") if len(label) > 3]
    return frozenset(filter(None, map(name_key, (host, bare, *labels))))


def _text(element: HtmlElement) -> str:
    return str(element.text_content())


def _as_list(value: object) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _unfold(value: object) -> Iterator[JsonObject]:
    stack = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, list):
            stack.extend(reversed(item))
        elif isinstance(item, dict):
            yield item
            nested = [item[key] for key in ("mainEntityOfPage", "mainEntity", "@graph") if key in item]
            stack.extend(part for part in nested if isinstance(part, dict | list))


def _article_score(node: JsonObject, url: str, titles: Iterable[str]) -> int:
    kinds = types(node)
    score = 100 if kinds & ARTICLE_TYPES else 30 if kinds & _PAGE_TYPES else 0
    if not score:
        return 0
    hrefs = [href for key in ("mainEntityOfPage", "url", "@id") for href in _urls(node.get(key))]
    here = _path(url)
    if any(_path(href) == here for href in hrefs):
        score += 50
    elif hrefs and _path(hrefs[0]).count("/") > 1:
        score -= 20
    headline = node.get("headline") or node.get("name")
    if (
        isinstance(headline, str)
        and len(key := letters(html.unescape(headline))) > 7
        and any(key in title or title in key for title in titles if title)
    ):
        score += 30
    return score + 10 * bool(node.get("datePublished")) + 5 * bool(node.get("author"))


def _urls(value: object) -> list[str]:
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
_STRING_OR_COMMENT = re.compile(r'"(?:\\.|[^"\\])*+"|/\*|(?<![:\w])//[^\n"]*+(?=\n)', re.S)
_TRAILING_COMMA = re.compile(r'("(?:\\.|[^"\\])*")|,(?=\s*[}\]])', re.S)
_BAD_ESCAPE = re.compile(r'\\(?!["\\/bfnrtu])')
_MISSING_COMMA = re.compile(r'(?<=[}\]"])([^\S\n]*+\n\s*+)(?="[\w@]++"\s*+:)')
_DECODER = json.JSONDecoder(strict=False)


def parse_json(text: str) -> list[Any]:
    """The JSON values in a script, also when it is broken in one of the usual ways.

    Read are: comments and CDATA marks around it, raw line breaks in strings, trailing and missing commas, bad escapes, HTML
    entities for quotes, several objects in a row. What cannot be read is left out.
    """
    text = text.strip().lstrip("\ufeff")
    values, rest = _decode_all(text)
    if not rest or len(rest) > _LONGEST_REPAIR:
        return values
    for repair in (_strip_comments, _repair_commas, html.unescape, _quote_line_ends):
        text = repair(text)
        values, rest = _decode_all(text)
        if not rest:
            break
    return values or list(_salvage(text))


def _salvage(text: str) -> Iterator[JsonObject]:
    """What a script that no repair makes JSON still says beyond doubt: that it is of an article, and its dates."""
    found = {match["key"]: match["value"] for match in reversed(list(_CERTAIN.finditer(text)))}
    if found.get("@type") in ARTICLE_TYPES and len(found) > 1:
        yield found


_CERTAIN = re.compile(
    r"""(?P<quote>["'])(?P<key>@type|datePublished|dateModified)(?P=quote)\s*:"""
    r"""\s*(?P<open>["'])(?P<value>[\w:.+ -]{4,40})(?P=open)"""
)
_LONGEST_REPAIR = 1_000_000
_GAP = re.compile(r"[\s,;]*")


def _decode_all(text: str) -> tuple[list[Any], str]:
    values: list[Any] = []
    place = 0
    while place < len(text):
        try:
            value, place = _DECODER.raw_decode(text, place)
        except (json.JSONDecodeError, RecursionError):
            return values, text[place:]
        values.append(value)
        gap = _GAP.match(text, place)
        place = gap.end() if gap else place
    return values, ""


def _strip_comments(text: str) -> str:
    text = _COMMENT.sub("", _COMMENT.sub("", text))
    kept: list[str] = []
    place = 0
    while match := _STRING_OR_COMMENT.search(text, place):
        kept.append(text[place : match.start()])
        place = match.end()
        if match[0].startswith('"'):
            kept.append(match[0])
        elif match[0] == "/*":
            end = text.find("*/", place)
            if end < 0:
                break
            place = end + 2
    kept.append(text[place:])
    return "".join(kept).strip()


def _repair_commas(text: str) -> str:
    text = _BAD_ESCAPE.sub(r"\\\\", _TRAILING_COMMA.sub(lambda m: m[1] or "", text))
    return _MISSING_COMMA.sub(r",\1", text)


_INNER_QUOTE = re.compile(r'(?<=[^\s:,{\[\\])"(?=[^\s:,}\]])|(?<=[^\s:,{\[\\])"(?=\s\w)|(?<=\w\s)"(?=\w)')


def _quote_line_ends(text: str) -> str:
    return _INNER_QUOTE.sub(r"\\\"", text)
