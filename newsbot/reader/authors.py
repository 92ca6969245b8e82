"""Who wrote it: the printed byline and the names in it.

What the page prints and what its metadata say are set against each other. The publisher, an address, a placeholder and a job
are no authors, also where the metadata give them as such.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from newsbot.normalize.byline import Byline, is_agency, is_placeholder, looks_like_names, parse_byline
from newsbot.reader.credits import Credits
from newsbot.reader.document import Document
from newsbot.reader.elements import name_of, select, text_of
from newsbot.reader.found import Found
from newsbot.reader.layout import Layout
from newsbot.reader.near import Place
from newsbot.reader.structured import JsonObject, StructuredData, name_key, types


@dataclass(frozen=True, slots=True)
class Authors:
    """The byline of an article."""

    byline: Found[str] | None
    """The author line as printed."""
    authors: Found[tuple[str, ...]] | None
    """The names in it."""
    agency: Found[str] | None
    """Wire service or outside source; None for own work."""


_META = ("author", "article:author", "parsely-author", "sailthru.author", "byl", "dc.creator", "dcterms.creator", "cxenseparse:author", "article:author_name", "og:author", "author-name", "citation_author", "dc.contributor")  # fmt: skip


def find_authors(
    document: Document,
    data: StructuredData,
    content: HtmlElement | None,
    layout: Layout | None,
    credits: Credits,
) -> Authors:
    """Read the byline; `credits` is what the end of the text said."""
    article = data.article(document.url)
    publisher = data.publisher_names
    told = _told(data, article)
    named = _own_names(_meta(data), publisher)
    shown = _shown(document, data, Place.of(data, document.url, content), layout, publisher)
    signed = credits.byline
    line = shown or signed
    printed = parse_byline(line.value) if line else Byline()
    names = _choose(told, named, printed, line)
    agency = credits.agency or (
        Found(printed.agency, line.source, "in the byline") if line and printed.agency else None
    )
    if agency is None and names:
        agency = next(
            (Found(name, names.source, "wire service as author") for name in names.value if is_agency(name)), None
        )
    return Authors(line, names, agency)


def _told(data: StructuredData, article: JsonObject) -> Found[tuple[str, ...]] | None:
    values = article.get("author") or article.get("creator")
    names: list[str] = []
    for value in values if isinstance(values, list) else [values]:
        if (
            isinstance(value, dict)
            and types(value) & {"Organization", "NewsMediaOrganization"}
            and _is_publisher(data.names(value), data)
        ):
            continue
        names += data.names(value)
    own = _own_names(names, data.publisher_names)
    return Found(own, "json-ld author", "structured data") if own else None


def _is_publisher(names: Iterable[str], data: StructuredData) -> bool:
    return any(name_key(name) in data.publisher_names for name in names)


def _meta(data: StructuredData) -> Iterator[str]:
    for name in _META:
        if values := [value for value in data.meta.get(name, ()) if "://" not in value and "@" not in value]:
            yield from values
            return


def _own_names(values: Iterable[str], publisher: frozenset[str]) -> tuple[str, ...]:
    names: dict[str, None] = {}
    for value in values:
        for name in parse_byline(html.unescape(value)).names:
            if name_key(name) not in publisher and name_key(name) and not is_placeholder(name):
                names.setdefault(name)
    return tuple(names)


_LONGEST = 250
_MOST_SHOWN = 40
_CUT = re.compile(r"\s*(?:\d{1,2}[:.]\d{2}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\b\d{4}\b|\d+ (?:min|Min)).*$", re.S)


def _shown(
    document: Document, data: StructuredData, place: Place, layout: Layout | None, publisher: frozenset[str]
) -> Found[str] | None:
    """The byline printed by the headline or in an author box of the article."""
    if layout:
        for element in select(document.root, layout.byline):
            if (text := text_of(element)) and parse_byline(text).names:
                return Found(text, layout.byline[0], "selector of the layout")
    elements = dict.fromkeys((*data.hints["byline"], *data.properties.get("author", ())))
    near = sorted(elements, key=lambda element: (abs(place.distance(element)), data.order.get(element, 0)))
    for element in near[:_MOST_SHOWN]:
        if not place.holds(element):
            continue
        text = _line(element)
        names = parse_byline(text).names
        if text and names and looks_like_names(text) and not all(name_key(name) in publisher for name in names):
            return Found(text, name_of(element), "byline by the headline or in the article")
    return None


def _line(element: HtmlElement) -> str:
    text = text_of(element, " · ")
    if len(text) > _LONGEST:
        return ""
    parts = [part.strip() for part in re.split(r"\s·\s|\s\|\s|\s•\s", _CUT.sub("", text))]
    return next((part for part in parts if part and looks_like_names(part) and parse_byline(part).names), "")


def _choose(
    told: Found[tuple[str, ...]] | None, named: tuple[str, ...], printed: Byline, line: Found[str] | None
) -> Found[tuple[str, ...]] | None:
    if told:
        return told
    if line and printed.names:
        return Found(printed.names, line.source, line.rule)
    if line is None and named:
        return Found(named, "meta[name=author]", "meta")
    return None
