"""Known layouts at work: which one a page has, and the elements that it names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from newsbot.reader.layouts.layout import Layout
from newsbot.reader.page.elements import settable, text_of
from newsbot.reader.page.names import Names, may_find
from newsbot.reader.scan.class_cues import BAD, CAPTION, LEAD, NAMED, RELATED

FEW = 8
"""Layouts that are looked for in the page itself: as many as a site has. Those after them need a name of a block element."""
_INLINE = frozenset(("a", "abbr", "b", "cite", "em", "font", "i", "ins", "mark", "q", "small", "span", "strong", "u"))
"""Elements that stand in a line."""


@dataclass(frozen=True, slots=True)
class Known:
    """A layout and what its selectors found in a page."""

    layout: Layout
    body: HtmlElement | None
    """The element of the text."""
    cues: dict[HtmlElement, int]
    """Elements inside and around it that are no text, with their cues."""


def match(html: bytes, names: Names, words: frozenset[str], layouts: Sequence[Layout]) -> Known | None:
    """The first layout that the page has; None when it has none.

    `words` are the classes and ids of the block elements: nearly every page lacks those of nearly every layout, so that
    neither its bytes nor its tree need be searched (measured on pages of unknown sites: reading them takes 11 % less).
    """
    held: dict[bytes, bool] = {}

    def holds(marker: bytes) -> bool:
        if marker not in held:
            held[marker] = marker in html
        return held[marker]

    for place, layout in enumerate(layouts):
        if place >= FEW and layout.present and not may_find(layout.present, words):
            continue
        if all(map(holds, layout.markers)) and (layout.present is None or names.select((layout.present,))):
            return _look(names, layout)
    return None


def _look(names: Names, layout: Layout) -> Known:
    body = next(iter(names.select(layout.body)), None)
    cues: dict[HtmlElement, int] = {}

    def add(element: HtmlElement, cue: int) -> None:
        cues[element] = cues.get(element, 0) | cue

    for element in names.select(layout.caption):
        add(element, CAPTION)
    for element in names.select(layout.lead):
        add(_shown(element, body), LEAD)
    for box in names.select(layout.related):
        add(box, RELATED)
        if _is_with(body, box):
            for link in _links_apart(box):
                add(link, RELATED | NAMED)
    for selector in layout.drop:
        for element in names.select((selector,), body):
            add(element, BAD)
    return Known(layout, body, cues)


def _shown(lead: HtmlElement, body: HtmlElement | None) -> HtmlElement:
    """The element of a lead.

    For one that a text or an attribute alone tells: the element with the same text, else a new one before the text.
    """
    if lead.getparent() is not None or body is None:
        return lead
    text = text_of(lead)
    for element in body.iter("p", "h2", "div", "strong"):
        if text_of(element) == text:
            return element
    lead.tag, lead.tail, body.text = "p", settable(body.text), None
    body.insert(0, lead)
    return lead


def _is_with(body: HtmlElement | None, box: HtmlElement) -> bool:
    """Whether a box stands in the text, or before or after it.

    One in another column lists what is new on the site as well, and is read by its heading.
    """
    if body is None:
        return False
    outer = next((one for one in box.iterancestors() if one.tag != "p" and one.tag not in _INLINE), None)
    return outer in {*body.iterancestors()} or body in box.iterancestors()


def _links_apart(box: HtmlElement) -> list[HtmlElement]:
    """Each link of a box of related links in an element of its own: a line of several would be read as one link."""
    if box.tag == "a":
        return [box]
    if box.tag in _INLINE:
        box.tag = "div"
    return [_apart(link) for link in [*box.iter("a")]]


def _apart(link: HtmlElement) -> HtmlElement:
    around = link.getparent()
    assert around is not None
    apart = link.makeelement("div")
    apart.tail, link.tail = settable(link.tail), None
    around.replace(link, apart)
    apart.append(link)
    return apart
