"""Labels: section, tags, language and canonical URL."""

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
from newsbot.normalize.urls import bounded, canonical
from newsbot.normalize.words import merged
from newsbot.reader.fields.article_context import ArticleContext
from newsbot.reader.fields.breadcrumb import shown_trail
from newsbot.reader.fields.tags import find_tags
from newsbot.reader.layouts.layout import Layout
from newsbot.reader.page.document import Document
from newsbot.reader.page.elements import name_of, text_of
from newsbot.reader.page.evidence import Evidence
from newsbot.reader.page.json_ld import types
from newsbot.reader.page.structured_data import StructuredData, name_key
from newsbot.reader.page.text_measures import weight


@dataclass(frozen=True, slots=True)
class Labels:
    """What a page is filed under."""

    section: Evidence[str] | None
    """Section path, levels separated by " > "."""
    tags: Evidence[tuple[str, ...]] | None
    """Tags or keywords, in page order, each once."""
    language: Evidence[str] | None
    """BCP 47 tag."""
    canonical_url: Evidence[str] | None
    """URL the page claims, when the claim is credible."""


def find_labels(
    document: Document, data: StructuredData, context: ArticleContext, layout: Layout | None = None, text: str = ""
) -> Labels:
    """Read the labels; `text` is the running text that the language is checked against."""
    return Labels(
        _section(document, data, layout),
        find_tags(document, data, context, layout, text),
        find_language(data, text),
        _canonical(document, data),
    )


def _section(document: Document, data: StructuredData, layout: Layout | None) -> Evidence[str] | None:
    if layout and (levels := _levels(map(text_of, document.names.select(layout.section)), data)):
        return Evidence(" > ".join(levels), layout.section[0], "selector of the layout")
    article = data.article
    named = article.get("articleSection")
    declared = [named] if isinstance(named, str) else [item for item in named or () if isinstance(item, str)]
    if trail := _breadcrumb(data, article):
        return Evidence(" > ".join(trail), "json-ld BreadcrumbList", "breadcrumb without home and headline")
    if (shown := shown_trail(document.root)) and (trail := _without_headline(_levels(shown[1], data), article, data)):
        return Evidence(" > ".join(trail), name_of(shown[0]), "breadcrumb without home and headline")
    if levels := _levels(map(html.unescape, declared[:1]), data):
        return Evidence(" > ".join(levels), "json-ld articleSection", "structured data")
    if (value := data.first("article:section", "section", "parsely-section", "cxenseparse:recs:category")) and (
        levels := _levels([value], data)
    ):
        return Evidence(" > ".join(levels), "meta[property='article:section']", "meta")
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
    partly = (last in headline or headline in last) and (
        len(levels[-1].split()) > SECTION_MAX_WORDS or weight(levels[-1]) > HEADLINE_MIN_WEIGHT
    )
    return levels[:-1] if partly or last == headline else levels


@cache
def _home() -> frozenset[str]:
    return frozenset(map(name_key, merged("languages", "home")))


def _levels(names: Iterable[str], data: StructuredData) -> list[str]:
    levels = dict.fromkeys(level for name in names if (level := clean(name)) and len(level) <= LEVEL_MAX_CHARS)
    site = data.publisher_names | _home()
    return [level for level in levels if name_key(level) not in site]


HEADLINE_MIN_WEIGHT = 30
"""Weight, more than, with which the last level of a breadcrumb may be the headline; sections have shorter names. Halved, 1 of
225 pages change."""
SECTION_MAX_WORDS = 3
"""Words of a section at most that a headline may have in it without being the headline."""
LEVEL_MAX_CHARS = 60
"""Characters of a section at most; a longer level is a headline."""
REGION_LETTERS = 2
"""Letters of a region in a language tag (RFC 5646, section 2.2.4)."""
SCRIPT_LETTERS = 4
"""Letters of a script in a language tag (RFC 5646, section 2.2.3)."""
SHORT_LABEL_MAX_LETTERS = 3
"""Letters of the last two labels of a host at most that are both public ("com.vn")."""
_LANGUAGE = re.compile(r"^[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*$")


def find_language(data: StructuredData, text: str) -> Evidence[str] | None:
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
            return Evidence(
                value, source, "claimed by the page, and the text agrees" if seen else "claimed by the page"
            )
    return Evidence(seen, "text", "letters and common words of the text") if seen else None


def _tidy(value: str) -> str:
    """A language tag in the usual case (RFC 5646, section 2.1.1); "vn_Vi" and other inventions keep their parts."""
    primary, *rest = value.strip().replace("_", "-").split("-")
    return "-".join(
        [
            primary.lower(),
            *(
                part.upper() if len(part) == REGION_LETTERS else part.title() if len(part) == SCRIPT_LETTERS else part
                for part in rest
            ),
        ]
    )


_PAGE_PARAMETERS = frozenset(
    ("id", "p", "article", "articleid", "news", "newsid", "story", "aid", "nid", "macmp", "mabb")
)


def _canonical(document: Document, data: StructuredData) -> Evidence[str] | None:
    """The first credible claim: same site, not a home page, and not a page of another kind."""
    claims = [(href, "link[rel=canonical]") for href in data.links.get("canonical", ())]
    claims += [(value, "meta[property='og:url']") for value in data.meta.get("og:url", ())]
    for value, source in claims:
        try:
            url = urljoin(document.base, bounded(html.unescape(value)))
            if is_credible(canonical(url), document.url):
                return Evidence(url.split("#")[0], source, "same site and an article URL")
        except ValueError:
            continue
    return None


def is_credible(claim: str, url: str) -> bool:
    """Whether a page at `url` may be known as `claim`.

    Needed are the same site (subdomains aside) and a path that is not the home page's, and neither shorter by a level than a
    section page nor an error page. Raises ValueError for a URL that cannot be parsed.
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
