"""Known layouts at work: which one a page has, and the elements that it names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from lxml.html import HtmlElement

from newsbot.reader.cues import BAD, CAPTION, LEAD, RELATED
from newsbot.reader.elements import select
from newsbot.reader.layout import Layout


@dataclass(frozen=True, slots=True)
class Known:
    """A layout and what its selectors found in a page."""

    layout: Layout
    body: HtmlElement | None
    """The element of the text."""
    cues: dict[HtmlElement, int]
    """Elements inside and around it that are no text, with their cues."""


def match(html: bytes, root: HtmlElement, layouts: Sequence[Layout]) -> Known | None:
    """The first layout that the page has; None when it has none."""
    names: frozenset[str] = frozenset()
    held: dict[bytes, bool] = {}

    def holds(marker: bytes) -> bool:
        if marker not in held:
            held[marker] = marker in html
        return held[marker]

    for layout in layouts:
        if not holds(layout.markers[0]):
            continue
        names = names or _names(root)
        if layout.present and not any(needed <= names for needed in _needed(layout.present)):
            continue
        if all(map(holds, layout.markers)) and (layout.present is None or select(root, (layout.present,))):
            return _look(root, layout)
    return None


def _names(root: HtmlElement) -> frozenset[str]:
    """Every class and id in a page: a search in them is a hundred times faster than one in its bytes."""
    values = {value for element in root.iter() for value in (element.get("class"), element.get("id")) if value}
    return frozenset(" ".join(values).split())


_NOT = re.compile(r":not\([^)]*\)")
_NAME = re.compile(r"[.#]([\w-]+)")


@lru_cache(maxsize=512)
def _needed(selector: str) -> tuple[frozenset[str], ...]:
    """Names that a page must have for a selector to find something: those of one of its alternatives."""
    return tuple(frozenset(_NAME.findall(one)) for one in _NOT.sub("", selector).split(","))


def _look(root: HtmlElement, layout: Layout) -> Known:
    body = select(root, layout.body)
    cues: dict[HtmlElement, int] = {}
    for selectors, cue in ((layout.caption, CAPTION), (layout.lead[:1], LEAD), (layout.related, RELATED)):
        for element in select(root, selectors):
            cues[element] = cues.get(element, 0) | cue
    for selector in layout.drop:
        for element in select(body[0] if body else root, (selector,)):
            cues[element] = cues.get(element, 0) | BAD
    return Known(layout, body[0] if body else None, cues)
