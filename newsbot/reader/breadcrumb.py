"""The breadcrumb as the page shows it: the sections above the article, from the widest to the narrowest."""

from __future__ import annotations

import re

from lxml import etree
from lxml.html import HtmlElement

from newsbot.reader.elements import text_of

_CANDIDATES = etree.XPath(
    "descendant::*[contains(@class, 'rumb') or contains(@id, 'rumb') or contains(@itemtype, 'BreadcrumbList')"
    " or contains(concat(' ', @class, ' '), ' path ') or contains(@class, 'duong-dan') or contains(@class, 'duongdan')]"
    "[not(self::svg or self::script or self::body)]"
)
_NAMED = re.compile(r"bread-?_?crumb|bread-?cumb|(?<![a-z])crumbs?(?![a-z])|(?<![\w-])path(?![\w-])|duong-?dan", re.I)
_SEPARATORS = re.compile(r"\s*[»›>/|→❯]\s*|\s+[-–]\s+")
_EDGES = " »›>/|→❯•:-–"
_LONGEST = 300
_MOST = 6


def shown_trail(root: HtmlElement) -> tuple[HtmlElement, list[str]] | None:
    """The first breadcrumb of the page and its levels, as printed; None when it shows none."""
    for element in _CANDIDATES(root):
        if not _NAMED.search(f"{element.get('class') or ''} {element.get('id') or ''}") and not element.get("itemtype"):
            continue
        levels = _levels(element)
        if levels and len(levels) <= _MOST:
            return element, levels
    return None


def _levels(element: HtmlElement) -> list[str]:
    text = text_of(element)
    if not text or len(text) > _LONGEST:
        return []
    items = [item for item in element.iter("li") if item.get("aria-current") is None]
    if len(items) > 1 and _is_linked(items[0]) and not _is_linked(items[-1]):
        items.pop()  # the page itself
    parts = [text_of(part) for part in items or element.iter("a")] or _SEPARATORS.split(text)
    levels = [level for part in parts if (level := part.strip(_EDGES))]
    return levels if len(levels) > 1 or items or element.find(".//a") is not None else []


def _is_linked(item: HtmlElement) -> bool:
    return item.find(".//a") is not None
