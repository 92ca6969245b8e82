"""A known page layout: what a page of one content system looks like, as data.

A layout only helps the general reader: each selector narrows where a field is looked for. A field whose selector finds
nothing is read by the general rules.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

REGIONS = ("body", "caption", "related", "drop")
"""Fields that name parts of the page: their selectors find elements, never `::text` or `::attr()`."""
VALUES = ("title", "lead", "date", "byline", "section", "tags")
"""Fields that are read off: their selectors may end in `::text` or `::attr()`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Markers and selectors of one page generation of a content system.

    Selectors are CSS as parsel has it, `::text` and `::attr(name)` included; one that begins with "/", "./" or "(" is XPath.
    They are tried in order; the first that finds something wins. `drop` is applied inside the article body. Raises TypeError,
    which names layout and field, for a value that is not of its type.
    """

    name: str
    """Name that the record gives as `reader.layout`."""
    markers: tuple[bytes, ...]
    """Byte strings that must all occur in the page: a cheap test before the page is parsed."""
    present: str | None = None
    """Selector that must find something once the page is parsed; null when the markers suffice."""
    title: tuple[str, ...] = ()
    """The headline."""
    lead: tuple[str, ...] = ()
    """The standfirst."""
    body: tuple[str, ...] = ()
    """The element that holds the text."""
    date: tuple[str, ...] = ()
    """When the article was published."""
    byline: tuple[str, ...] = ()
    """The line that names the authors."""
    caption: tuple[str, ...] = ()
    """Captions of pictures and videos."""
    related: tuple[str, ...] = ()
    """Boxes of links to other articles: every link in one is a related link, and nothing in one is text."""
    section: tuple[str, ...] = ()
    """The levels of the section path."""
    tags: tuple[str, ...] = ()
    """The tags, one each."""
    drop: tuple[str, ...] = ()
    """What is no text, inside the body."""

    def __post_init__(self) -> None:
        if not isinstance(self.name, str) or not self.name:
            raise TypeError(f"layout {self.name!r}: name: a string, not {self.name!r}")
        for field, kind, what in (
            ("markers", bytes, "byte strings"),
            *((key, str, "strings") for key in VALUES + REGIONS),
        ):
            value = getattr(self, field)
            if not isinstance(value, tuple) or not all(isinstance(one, kind) for one in value):
                raise TypeError(f"layout {self.name}: {field}: a tuple of {what}, not {value!r}")
        if not isinstance(self.present, str | None):
            raise TypeError(f"layout {self.name}: present: one selector or None, not {self.present!r}")

    def faults(self) -> Iterator[str]:
        """What is wrong with the selectors: layout, field and selector, one line each."""
        from newsbot.reader.page.selectors import fault  # the translation is heavy, and most layouts are right

        fields = ((field, one) for field in VALUES + REGIONS for one in getattr(self, field))
        for field, selector in chain([("present", self.present)] if self.present is not None else [], fields):
            if wrong := fault(selector, region=field in REGIONS):
                yield f"layout {self.name}: {field}: {wrong}"
