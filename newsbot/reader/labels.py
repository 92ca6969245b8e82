"""Section, tags, language and the URL a page claims for itself."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from urllib.parse import parse_qsl, urljoin, urlsplit

from newsbot.normalize.domains import same_site
from newsbot.normalize.language import agrees, detect_language
from newsbot.normalize.text import clean
from newsbot.normalize.urls import canonical
from newsbot.normalize.words import merged
from newsbot.reader.breadcrumb import shown_trail
from newsbot.reader.document import Document
from newsbot.reader.elements import name_of, text_of
from newsbot.reader.found import Found
from newsbot.reader.layout import Layout
from newsbot.reader.measure import weight
from newsbot.reader.structured import StructuredData, name_key, types
from newsbot.reader.tags import find_tags


@dataclass(frozen=True, slots=True)
class Labels:
    """What a page is filed under."""

    section: Found[str] | None
    """Section path, levels separated by " > "."""
    tags: Found[tuple[str, ...]] | None
    """Tags or keywords, in page order, each once."""
    language: Found[str] | None
    """BCP 47 tag."""
    canonical_url: Found[str] | None
    """URL the page claims, when the claim is credible."""


def find_labels(document: Document, data: StructuredData, layout: Layout | None = None, text: str = "") -> Labels:
    """Read the labels; `text` is the running text that the language is checked against."""
    return Labels(
        _section(document, data, layout),
        find_tags(document, data, layout, text),
        find_language(data, text),
        _canonical(document, data),
    )


def _section(document: Document, data: StructuredData, layout: Layout | None) -> Found[str] | None:
    if layout and (levels := _levels(map(text_of, document.names.select(layout.section)), data)):
        return Found(" > ".join(levels), layout.section[0], "selector of the layout")
    article = data.article(document.url)
    named = article.get("articleSection")
    told = [named] if isinstance(named, str) else [item for item in named or () if isinstance(item, str)]
    if trail := _breadcrumb(data, article):
        return Found(" > ".join(trail), "json-ld BreadcrumbList", "breadcrumb without home and headline")
    if (shown := shown_trail(document.root)) and (trail := _without_headline(_levels(shown[1], data), article, data)):
        return Found(" > ".join(trail), name_of(shown[0]), "breadcrumb without home and headline")
    if levels := _levels(map(html.unescape, told[:1]), data):
        return Found(" > ".join(levels), "json-ld articleSection", "structured data")
    if (value := data.first("article:section", "section", "parsely-section", "cxenseparse:recs:category")) and (
        levels := _levels([value], data)
    ):
        return Found(" > ".join(levels), "meta[property='article:section']", "meta")
    return None


def _breadcrumb(data: StructuredData, article: dict[str, object]) -> list[str]:
    for node in data.nodes:
        items = node.get("itemListElement")
        if "BreadcrumbList" not in types(node) or not isinstance(items, list):
            continue
        names = [
            name
            for item in items
            if isinstance(item, dict)
            for name in (data.names(item.get("name")) or data.names(item.get("item")))[:1]
        ]
        if levels := _without_headline(_levels(map(html.unescape, names), data), article, data):
            return levels
    return []


def _without_headline(levels: list[str], article: dict[str, object], data: StructuredData) -> list[str]:
    """The levels of a breadcrumb without the article itself at its end."""
    headline = name_key(str(article.get("headline") or data.first("og:title") or data.title or ""))
    last = name_key(levels[-1]) if levels else ""
    if not last or not headline:
        return levels
    partly = (last in headline or headline in last) and (len(levels[-1].split()) > 3 or weight(levels[-1]) > _HEADLINE)
    return levels[:-1] if partly or last == headline else levels


@cache
def _home() -> frozenset[str]:
    return frozenset(map(name_key, merged("languages", "home")))


def _levels(names: Iterable[str], data: StructuredData) -> list[str]:
    levels = dict.fromkeys(level for name in names if (level := clean(name)) and len(level) <= 60)
    site = data.publisher_names | _home()
    return [level for level in levels if name_key(level) not in site]


_HEADLINE = 30
"""Weight from which the last level of a breadcrumb may be the headline."""
_LANGUAGE = re.compile(r"^[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*$")


def find_language(data: StructuredData, text: str) -> Found[str] | None:
    """The language the page claims, unless its text is plainly in another."""
    claims = [
        (data.language, "html[lang]"),
        (data.first("content-language", "inlanguage", "language", "dc.language", "dcterms.language"), "meta language"),
        (data.first("og:locale"), "meta[property='og:locale']"),
    ]
    valid = [(_tidy(value), source) for value, source in claims if value and _LANGUAGE.match(value.strip())]
    seen = detect_language(text, valid[0][0].split("-")[0] if valid else None)
    for value, source in valid:
        if seen is None or agrees(seen, value.split("-")[0]):
            return Found(value, source, "claimed by the page, and the text agrees" if seen else "claimed by the page")
    return Found(seen, "text", "letters and common words of the text") if seen else None


def _tidy(value: str) -> str:
    """A language tag in the usual case (RFC 5646, section 2.1.1); "vn_Vi" and other inventions keep their parts."""
    primary, *rest = value.strip().replace("_", "-").split("-")
    return "-".join(
        [
            primary.lower(),
            *(part.upper() if len(part) == 2 else part.title() if len(part) == 4 else part for part in rest),
        ]
    )


_PAGE_PARAMETERS = frozenset(
    ("id", "p", "article", "articleid", "news", "newsid", "story", "aid", "nid", "macmp", "mabb")
)


def _canonical(document: Document, data: StructuredData) -> Found[str] | None:
    """The first credible claim: same site, not a home page, and not a page of another kind."""
    claims = [(href, "link[rel=canonical]") for href in data.links.get("canonical", ())]
    claims += [(value, "meta[property='og:url']") for value in data.meta.get("og:url", ())]
    for value, source in claims:
        try:
            url = urljoin(document.base, html.unescape(value))
            if is_credible(canonical(url), document.url):
                return Found(url.split("#")[0], source, "same site and an article URL")
        except ValueError:
            continue
    return None


def is_credible(claim: str, url: str) -> bool:
    """Whether a page at `url` may be known as `claim`: same site (subdomains aside), a path that is not the home page's, and
    neither shorter by a level than a section page nor an error page.

    Raises ValueError for a URL that cannot be parsed.
    """
    there, here = urlsplit(claim), urlsplit(url)
    if there.scheme not in ("http", "https") or not there.hostname:
        return False
    if (
        here.hostname
        and here.hostname not in ("example.invalid", "localhost", "127.0.0.1")
        and not same_site(there.hostname, here.hostname)
    ):
        return False
    path = there.path.strip("/")
    if re.search(r"(?:^|/)(?:index|home|default|404|error)(?:\.\w+)?$", path, re.I) or not path:
        return bool(path == here.path.strip("/") and path) or any(
            name.lower() in _PAGE_PARAMETERS for name, _ in parse_qsl(there.query)
        )
    words = len(re.findall(r"\w+", here.path))
    return len(re.findall(r"\w+", there.path)) * 3 >= words or bool(re.search(r"\d{4,}", path))
