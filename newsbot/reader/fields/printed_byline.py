"""The byline that the page prints by the headline or in an author box of the article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from lxml.html import HtmlElement

from newsbot.normalize.byline import looks_like_names, opens_byline, parse_byline
from newsbot.normalize.text import clean
from newsbot.reader.body.credits import is_byline, is_labelled
from newsbot.reader.elements import name_of, text_of
from newsbot.reader.fields.article_context import ArticleContext
from newsbot.reader.layout import Layout
from newsbot.reader.page.document import Document
from newsbot.reader.page.evidence import Evidence
from newsbot.reader.page.structured_data import name_key

BYLINE_MAX_CHARS = 300
"""Characters of a byline at most; a longer one is a biography. Halved, 1 of 225 pages change; doubled, 1."""
MAX_CANDIDATES = 24
"""Elements that may be the byline, the nearest to the headline, that are looked at."""
NEIGHBOUR_MAX_DISTANCE = 14
"""Elements between two authors of one byline at most: portrait, role, separator. Halved, 1 of 225 pages change; doubled, 1."""
MAX_NAMES = 10
"""Names of one byline at most."""
NEIGHBOUR_MAX_ELEMENTS = 60
"""Elements after the headline that are looked at for a byline without a name."""
OPENING_MAX_CHARS = 40
"""Characters of a text in which a byline opens ("Ein Kommentar von")."""
_DOT = " · "
_DATE = re.compile(r"\d{1,2}[:.hH]\d{2}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\b(?:19|20)\d{2}\b|\d+\s?[Mm]in")
_BREAK = re.compile(r"\s*[·|•\n]\s*")


@dataclass(frozen=True, slots=True)
class PrintedByline:
    """A printed byline."""

    line: Evidence[str]
    """The author line as printed."""
    names: tuple[str, ...]
    """The names in it."""
    agency: str | None
    """The wire service it names."""
    sure: bool
    """The names stand in elements or links of their own, or are names that the metadata have too."""


def find_printed_byline(
    document: Document,
    context: ArticleContext,
    layout: Layout | None,
    publisher: frozenset[str],
    expected: frozenset[str],
) -> PrintedByline | None:
    """Find the byline: nearest to the headline where it prints a name that is `expected`, else nearest at all.

    `publisher` and `expected` are names folded by `name_key`: of the site, which is no author, and of the authors in the
    metadata.
    """
    if layout:
        for element in document.names.select(layout.byline):
            if (text := text_of(element)) and is_byline(text):
                byline = parse_byline(text)
                found = Evidence(text, layout.byline[0], "selector of the layout")
                return PrintedByline(found, byline.names, byline.agency, sure=True)
    candidates = _candidates(context, publisher)
    agreeing = [element for element, lines in candidates.items() if expected & _keys(lines)]
    for element in agreeing or candidates:
        return _with_neighbours(element, candidates, context, publisher, sure=bool(agreeing))
    return _beside(context, publisher)


def _candidates(context: ArticleContext, publisher: frozenset[str]) -> dict[HtmlElement, list[str]]:
    """The elements that may be the byline with the lines in them that read as names, the nearest to the headline first."""
    elements = dict.fromkeys((*context.hints["byline"], *context.properties.get("author", ())))
    near = sorted(elements, key=lambda element: (abs(context.distance(element)), context.order.get(element, 0)))
    found: dict[HtmlElement, list[str]] = {}
    for element in near[:MAX_CANDIDATES]:
        if (
            element in context.trunk
            or not 1 < len(element.text_content()) <= 2 * BYLINE_MAX_CHARS
            or not context.holds(element)
        ):
            continue
        if lines := list(_lines(text_of(element, _DOT, _DOT), publisher)):
            found[element] = lines
    return found


def _with_neighbours(
    element: HtmlElement,
    candidates: dict[HtmlElement, list[str]],
    context: ArticleContext,
    publisher: frozenset[str],
    *,
    sure: bool,
) -> PrintedByline:
    """The byline in an element, with the names in elements of their own around it."""
    start = context.order.get(element, 0)
    beside = [
        (context.order.get(other, 0), lines[0])
        for other, lines in candidates.items()
        if _is_name_element(other) and abs(context.order.get(other, 0) - start) <= NEIGHBOUR_MAX_DISTANCE
    ]
    names = [line for _, line in sorted(beside, key=lambda pair: pair[0])]
    return _printed(element, names or candidates[element][:1], publisher, sure=sure or bool(names))


def _keys(lines: list[str]) -> set[str]:
    return {name_key(name) for line in lines for name in parse_byline(line).names}


def _beside(context: ArticleContext, publisher: frozenset[str]) -> PrintedByline | None:
    """A line by the headline that opens like a byline ("By …", "von …") and goes on like one, in an element without a name."""
    node = context.heading
    for _ in range(4):
        if node is None or node.tag == "body":
            return None
        for element in islice(_following(node), NEIGHBOUR_MAX_ELEMENTS):
            if not isinstance(element.tag, str):
                continue
            inside, after = _opens(element.text), _opens(element.tail)
            if not (inside or after) or context.joins(element) is None:
                continue
            if inside and (lines := list(_lines(text_of(element, _DOT, _DOT), publisher))):
                return _printed(element, lines[:1], publisher, sure=False)
            if after and (lines := list(_lines(clean(element.tail) or "", publisher))):
                return _printed(element, lines[:1], publisher, sure=False)
        node = node.getparent()
    return None


def _opens(text: str | None) -> bool:
    return text is not None and 1 < len(text) <= BYLINE_MAX_CHARS and opens_byline(text[:OPENING_MAX_CHARS])


def _following(node: HtmlElement) -> Iterator[HtmlElement]:
    for sibling in islice(node.itersiblings(), 5):
        yield from sibling.iter()


def _is_name_element(element: HtmlElement) -> bool:
    """Whether an element holds a name and nothing else: a link to an author's page, an element called the author's name."""
    names = (element.get("class") or "").lower()
    return element.tag == "a" or "name" in names or "person" in names or element.get("itemprop") == "name"


def _lines(text: str, publisher: frozenset[str]) -> Iterator[str]:
    """The parts of a text that read as names of people or agencies, in order."""
    if len(text) > BYLINE_MAX_CHARS:
        return
    for part in _BREAK.split(text):
        line = _DATE.split(part)[0].strip(" ,;-–—")
        names = parse_byline(line).names if line and (looks_like_names(line) or is_labelled(line)) else ()
        if any(name_key(name) not in publisher for name in names):
            yield line


def _printed(element: HtmlElement, lines: list[str], publisher: frozenset[str], *, sure: bool) -> PrintedByline:
    names: dict[str, str] = {}
    agency = None
    for line in lines[:MAX_NAMES]:
        byline = parse_byline(line)
        agency = agency or byline.agency
        for name in byline.names:
            if name_key(name) not in publisher:
                names.setdefault(name_key(name), name)
    names = {key: name for key, name in names.items() if not any(other in key and other != key for other in names)}
    whole = text_of(element)
    text = whole if looks_like_names(whole) and set(map(name_key, parse_byline(whole).names)) >= names.keys() else ""
    line = text or ", ".join(dict.fromkeys(lines[:MAX_NAMES]))
    return PrintedByline(
        Evidence(line, name_of(element), "byline by the headline or in the article"),
        tuple(names.values()),
        agency,
        sure,
    )
