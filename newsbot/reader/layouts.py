"""Known layouts at work: which one a page has, and the elements that it names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from newsbot.reader.layout import Layout
from newsbot.reader.names import Names, may_find
from newsbot.reader.scan.class_cues import BAD, CAPTION, LEAD, RELATED


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
    neither its bytes nor its tree need be searched.
    """
    held: dict[bytes, bool] = {}

    def holds(marker: bytes) -> bool:
        if marker not in held:
            held[marker] = marker in html
        return held[marker]

    for layout in layouts:
        if layout.present and not may_find(layout.present, words):
            continue
        if all(map(holds, layout.markers)) and (layout.present is None or names.select((layout.present,))):
            return _look(names, layout)
    return None


def _look(names: Names, layout: Layout) -> Known:
    body = names.select(layout.body)
    cues: dict[HtmlElement, int] = {}
    for selectors, cue in ((layout.caption, CAPTION), (layout.lead, LEAD), (layout.related, RELATED)):
        for element in names.select(selectors):
            cues[element] = cues.get(element, 0) | cue
    for selector in layout.drop:
        for element in names.select((selector,), body[0] if body else None):
            cues[element] = cues.get(element, 0) | BAD
    return Known(layout, body[0] if body else None, cues)
