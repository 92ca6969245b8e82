"""Who wrote it: the printed byline and the names in it.

What the page prints and what its metadata say are set against each other. The publisher, an address, a placeholder and a job
are no authors, also where the metadata give them as such.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from lxml.html import HtmlElement

from newsbot.normalize.byline import Byline, is_agency, is_placeholder, looks_like_names, opens_byline, parse_byline
from newsbot.reader.credits import Credits
from newsbot.reader.document import Document
from newsbot.reader.elements import name_of, select, text_of
from newsbot.reader.found import Found
from newsbot.reader.layout import Layout
from newsbot.reader.near import Place
from newsbot.reader.structured import JsonObject, StructuredData, fold_name, host_keys, meta_names, name_key, types


@dataclass(frozen=True, slots=True)
class Authors:
    """The byline of an article."""

    byline: Found[str] | None
    """The author line as printed."""
    authors: Found[tuple[str, ...]] | None
    """The names in it."""
    agency: Found[str] | None
    """Wire service or outside source; None for own work."""


def find_authors(
    document: Document,
    data: StructuredData,
    content: HtmlElement | None,
    layout: Layout | None,
    credits: Credits,  # noqa: A002  (the name of its room)
) -> Authors:
    """Read the byline; `credits` is what the end of the text said."""
    article = data.article(document.url)
    publisher = data.publisher_names
    told = _told(data, article)
    named = _own_names(_meta(data), publisher)
    shown = _shown(document, Place.of(document.root, data, document.url, content), layout, publisher)
    line = shown.line if shown else credits.byline
    signed = parse_byline(credits.byline.value) if credits.byline else Byline()
    names = _choose(told, named, shown, signed, line)
    named_agency = shown.agency if shown else signed.agency
    agency = credits.agency or (Found(named_agency, line.source, "in the byline") if line and named_agency else None)
    if agency is None and names:
        agency = next(
            (Found(name, names.source, "wire service as author") for name in names.value if is_agency(name)), None
        )
    if agency and name_key(agency.value) in publisher | host_keys(document.url):
        agency = None
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


_ADDRESS = re.compile(r"://|@|www\.")


def _meta(data: StructuredData) -> Iterator[str]:
    for name in meta_names("author"):
        if values := [value for value in data.folded_meta.get(name, ()) if "://" not in value and "@" not in value]:
            yield from values
            return
    for number in ("1", "2"):  # what WordPress says to Twitter
        if fold_name((data.first(f"twitter:label{number}") or "").lower()) in meta_names("written_by") and (
            value := data.first(f"twitter:data{number}")
        ):
            yield value


def _own_names(values: Iterable[str], publisher: frozenset[str]) -> tuple[str, ...]:
    names: dict[str, None] = {}
    for value in values:
        if name_key(value) in publisher:
            continue
        for name in parse_byline(html.unescape(value)).names:
            if name_key(name) not in publisher and name_key(name) and not is_placeholder(name):
                names.setdefault(name)
    return tuple(names)


_LONGEST = 300
_MOST_SHOWN = 40
_GROUP = 14
_MOST_NAMES = 10
_DOT = " · "
_DATE = re.compile(r"\d{1,2}[:.hH]\d{2}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\b(?:19|20)\d{2}\b|\d+\s?[Mm]in")
_BREAK = re.compile(r"\s*[·|•\n]\s*")


@dataclass(frozen=True, slots=True)
class _Printed:
    line: Found[str]
    names: tuple[str, ...]
    agency: str | None
    sure: bool
    """The names stand in elements or links of their own."""


def _shown(document: Document, place: Place, layout: Layout | None, publisher: frozenset[str]) -> _Printed | None:
    """The byline printed by the headline or in an author box of the article."""
    if layout:
        for element in select(document.root, layout.byline):
            if (text := text_of(element)) and (byline := parse_byline(text)).names:
                return _Printed(
                    Found(text, layout.byline[0], "selector of the layout"), byline.names, byline.agency, sure=True
                )
    elements = dict.fromkeys((*place.hints["byline"], *place.properties.get("author", ())))
    near = sorted(elements, key=lambda element: (abs(place.distance(element)), place.order.get(element, 0)))
    for element in near[:_MOST_SHOWN]:
        if (lines := _lines(element, publisher)) and place.holds(element):
            start = place.order.get(element, 0)
            names = [
                line
                for other in elements
                if _is_name_element(other) and abs(place.order.get(other, 0) - start) <= _GROUP and place.holds(other)
                for line in _lines(other, publisher)[:1]
            ]
            return _printed(element, names or lines[:1], publisher, sure=bool(names))
    return _beside(place.heading, publisher)


_NEIGHBOURS = 40


def _beside(heading: HtmlElement | None, publisher: frozenset[str]) -> _Printed | None:
    """A line by the headline that opens like a byline ("By …", "von …") and goes on like one, in an element without a name."""
    node = heading
    for _ in range(4):
        if node is None or node.tag == "body":
            return None
        for sibling in islice(node.itersiblings(), 5):
            for element in islice(sibling.iter(), _NEIGHBOURS):
                if (
                    isinstance(element.tag, str)
                    and opens_byline(element.text or "")
                    and (lines := _lines(element, publisher))
                ):
                    return _printed(element, lines[:1], publisher, sure=False)
        node = node.getparent()
    return None


def _is_name_element(element: HtmlElement) -> bool:
    """Whether an element holds a name and nothing else: a link to an author's page, an element called the author's name."""
    names = (element.get("class") or "").lower()
    return element.tag == "a" or "name" in names or "person" in names or element.get("itemprop") == "name"


def _lines(element: HtmlElement, publisher: frozenset[str]) -> list[str]:
    """The lines of an element that read as names of people or agencies, in order."""
    text = text_of(element, _DOT, _DOT)
    if not text or len(text) > _LONGEST:
        return []
    found: list[str] = []
    for part in _BREAK.split(text):
        part = _DATE.split(part)[0].strip(" ,;-–—")
        names = parse_byline(part).names if part and looks_like_names(part) else ()
        if names and not all(name_key(name) in publisher for name in names):
            found.append(part)
    return found


def _printed(element: HtmlElement, lines: list[str], publisher: frozenset[str], *, sure: bool) -> _Printed:
    names: dict[str, str] = {}
    agency = None
    for line in lines[:_MOST_NAMES]:
        byline = parse_byline(line)
        agency = agency or byline.agency
        for name in byline.names:
            if name_key(name) not in publisher:
                names.setdefault(name_key(name), name)
    names = {key: name for key, name in names.items() if not any(other in key and other != key for other in names)}
    whole = text_of(element)
    text = whole if looks_like_names(whole) and set(map(name_key, parse_byline(whole).names)) >= names.keys() else ""
    line = text or ", ".join(dict.fromkeys(lines[:_MOST_NAMES]))
    return _Printed(
        Found(line, name_of(element), "byline by the headline or in the article"), tuple(names.values()), agency, sure
    )


def _choose(
    told: Found[tuple[str, ...]] | None,
    named: tuple[str, ...],
    printed: _Printed | None,
    signed: Byline,
    line: Found[str] | None,
) -> Found[tuple[str, ...]] | None:
    """The names: as told by structured data, unless the page prints more of them or, where it signs, others."""
    shown = printed.names if printed else signed.names
    if told and line and shown:
        keys, others = {name_key(name) for name in told.value}, {name_key(name) for name in shown}
        if keys < others:
            return Found(shown, line.source, "printed, and the metadata name some of them")
        strangers = not any(key in other or other in key for key in keys for other in others)
        if all(map(is_agency, told.value)) and not all(map(is_agency, shown)):
            return Found(shown, line.source, "printed; the metadata name but the agency")
        if strangers and printed and printed.sure:
            return Found(shown, line.source, "printed; the metadata name others")
    if told:
        return told
    if line and shown:
        return Found(shown, line.source, line.rule)
    if named:
        return Found(named, "meta[name=author]", "meta")
    return None
