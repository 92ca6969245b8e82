"""A known page layout: what a page of one content system looks like, as data.

A layout only helps the general reader: each selector narrows where a field is looked for. A field whose selector finds
nothing is read by the general rules.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Markers and selectors of one page generation of a content system.

    Selectors are CSS, tried in order; the first that finds something wins. `drop` is applied inside the article body.
    """

    name: str
    """Name that the record gives as `reader.layout`."""
    markers: tuple[bytes, ...]
    """Byte strings that must all occur in the page: a cheap test before the page is parsed."""
    present: str | None = None
    """CSS selector that must find something once the page is parsed; null when the markers suffice."""
    title: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    date: tuple[str, ...] = ()
    byline: tuple[str, ...] = ()
    caption: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
