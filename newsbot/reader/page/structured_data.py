"""Structured data of a page: JSON-LD, OpenGraph, meta and link elements.

One pass over the tree collects everything; JSON is parsed when first asked for.
"""

from __future__ import annotations

import html
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from newsbot.normalize.urls import bounded
from newsbot.normalize.words import words
from newsbot.reader.page.json_ld import ARTICLE_TYPES, JsonObject, as_list, parse_json, types, unfold
from newsbot.reader.page.text_measures import letters

HEADING_MIN_LETTERS = 4
"""Letters of a heading that is looked for in a title at least; shorter ones are in any."""
HOST_LABEL_MIN_LETTERS = 4
"""Letters of a label of a host that may be the name of a site at least: "www", "com" and countries are shorter."""
HEADLINE_MIN_LETTERS = 8
"""Letters of a headline in JSON-LD that is looked for in a title at least."""
COMPARED_MAX_HEADINGS = 50
"""Headings of a page that the headlines in its JSON-LD are compared with; the article's is among the first."""
COMPARED_MAX_NODES = 2000
"""Objects of JSON-LD that may be the article of the page; a listing describes a hundred."""
NAME_MAX_DEPTH = 8
"""Lists, objects and references that a name may lie in; an object may refer to itself."""
_PAGE_TYPES = frozenset({"WebPage", "ItemPage", "VideoObject", "MediaGallery", "ImageGallery", "NewsMediaOrganization"})


@dataclass(frozen=True, eq=False)
class StructuredData:
    """Machine-readable statements of one page, and its headings."""

    url: str
    """URL of the page: of several JSON-LD objects, the one about this page describes its article."""
    title: str | None = None
    """Text of the `title` element."""
    language: str | None = None
    """`lang` of the `html` element, as written."""
    meta: dict[str, list[str]] = field(default_factory=dict)
    """Contents of `meta` by lower-case name or property, in page order; empty ones left out."""
    links: dict[str, list[str]] = field(default_factory=dict)
    """`href` of `link` elements by lower-case `rel`."""
    headings: list[HtmlElement] = field(default_factory=list)
    """The `h1` elements."""
    scripts: list[str] = field(default_factory=list)
    """Texts of the JSON-LD scripts."""

    @classmethod
    def of(cls, root: HtmlElement, url: str) -> StructuredData:
        """Collect from a page in one pass."""
        title: str | None = None
        meta: dict[str, list[str]] = {}
        links: dict[str, list[str]] = {}
        headings: list[HtmlElement] = []
        scripts: list[str] = []
        for element in root.iter("meta", "title", "script", "link", "h1"):
            tag = element.tag
            if tag == "meta":
                _add_meta(meta, element)
            elif tag == "script":
                if "ld+json" in (element.get("type") or "") and element.text:
                    scripts.append(element.text)
            elif tag == "link":
                _add_link(links, element)
            elif tag == "h1":
                headings.append(element)
            elif title is None and element.text:
                title = " ".join(element.text.split()) or None
        language = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or root.get("xml:lang")
        return cls(url, title, language, meta, links, headings, scripts)

    def first(self, *names: str) -> str | None:
        """Content of the first of these `meta` names that the page has."""
        for name in names:
            if values := self.meta.get(name):
                return values[0]
        return None

    @cached_property
    def nodes(self) -> list[JsonObject]:
        """Top-level JSON-LD objects, with `@graph`, arrays and `mainEntity` unfolded; not what they merely list or mention."""
        return [node for script in self.scripts for value in parse_json(script) for node in unfold(value)]

    @cached_property
    def by_id(self) -> dict[str, JsonObject]:
        """JSON-LD objects by `@id`, those with a name only, to resolve references such as authors in a graph."""
        found: dict[str, JsonObject] = {}
        for node in self.nodes:
            identity = node.get("@id")
            if isinstance(identity, str) and node.get("name"):
                found.setdefault(identity, node)
        return found

    @cached_property
    def article(self) -> JsonObject:
        """The JSON-LD object that describes the article of this page; {} when there is none.

        Among several, one whose URL is this page's wins, then one whose headline the page shows, then the first; an
        object that names another URL of the same page kind is a teaser.
        """
        best: tuple[int, JsonObject] = (0, {})
        shown = (
            self.first("og:title", "twitter:title"),
            self.title,
            *map(_text, self.headings[:COMPARED_MAX_HEADINGS]),
        )
        titles = {letters(text) for text in shown if text}
        for node in self.nodes[:COMPARED_MAX_NODES]:
            score = _article_score(node, self.url, titles)
            if score > best[0]:
                best = (score, node)
        return best[1]

    @cached_property
    def main_headings(self) -> list[HtmlElement]:
        """The `h1` elements that the metadata repeat; the longest when they repeat none; [] when there is no `h1`."""
        declared = [self.first("og:title"), self.article.get("headline"), self.title]
        titles = {name_key(html.unescape(text)) for text in declared if isinstance(text, str)} - {""}
        keys = [(name_key(_text(heading)), heading) for heading in self.headings]
        repeated = [
            element
            for key, element in keys
            if len(key) >= HEADING_MIN_LETTERS and any(key in title or title in key for title in titles)
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
            for value in as_list(node.get("publisher")) + as_list(node.get("sourceOrganization")):
                names += self.names(value)
            if types(node) & {"WebSite", "NewsMediaOrganization", "Organization"}:
                names += self.names(node)
        return frozenset(filter(None, map(name_key, names)))

    def names(self, value: object, depth: int = 0) -> list[str]:
        """Names in a JSON-LD value: text, an object with a name, a reference into the graph, or a list of these.

        `depth` counts what the value lies in.
        """
        if depth > NAME_MAX_DEPTH:
            return []
        if isinstance(value, str):
            return [html.unescape(value)]
        if isinstance(value, list):
            return [name for item in value for name in self.names(item, depth + 1)]
        if isinstance(value, dict):
            if name := value.get("name"):
                return self.names(name, depth + 1)
            node = self.by_id.get(value.get("@id", ""))
            return self.names(node.get("name"), depth + 1) if node else []
        return []


@lru_cache(maxsize=4096)  # pages everywhere use the same few hundred
def fold_name(name: str) -> str:
    """The name of a `meta` element without its punctuation."""
    return name.translate(_PUNCTUATION)


@cache
def meta_names(field: str) -> tuple[str, ...]:
    """Names of the `meta` elements that hold a field ("published", "author"), folded, the most trusted first."""
    return tuple(dict.fromkeys(map(fold_name, words("meta")["meta"][field])))


_PUNCTUATION = str.maketrans("", "", ":._- ")


def name_key(name: str) -> str:
    """A name folded for comparison: letters and digits only, case folded."""
    return letters(name)


def host_keys(url: str) -> frozenset[str]:
    """Names of a site as its host spells them, folded: the whole host, without "www.", and its longer labels."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return frozenset()
    bare = host.removeprefix("www.")
    labels = [label for label in bare.split(".") if len(label) >= HOST_LABEL_MIN_LETTERS]
    return frozenset(filter(None, map(name_key, (host, bare, *labels))))


def _add_meta(meta: dict[str, list[str]], element: HtmlElement) -> None:
    content = element.get("content") or element.get("value")  # some pages write their meta elements like inputs
    if not content or not content.strip():
        return
    names = element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv")
    if names:
        for name in names.lower().split():
            meta.setdefault(name, []).append(content.strip())


def _add_link(links: dict[str, list[str]], element: HtmlElement) -> None:
    href = element.get("href")
    for name in (element.get("rel") or "").lower().split() if href else ():
        links.setdefault(name, []).append(str(href).strip())


def _text(element: HtmlElement) -> str:
    return str(element.text_content())


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
        and len(key := letters(html.unescape(headline))) >= HEADLINE_MIN_LETTERS
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
        return urlsplit(bounded(url)).path.rstrip("/").casefold()
    except ValueError:
        return ""
