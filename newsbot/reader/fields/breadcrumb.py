"""Visible breadcrumbs: the sections of an article, from the widest to the narrowest."""

from __future__ import annotations

import re
from itertools import islice

from lxml.html import HtmlElement

from newsbot.reader.elements import text_of

_TAGS = ("nav", "ol", "ul", "div", "section", "p", "span", "td", "h1", "header")
_LISTS = frozenset(("ol", "ul", "div", "nav"))
_HINT = re.compile("rumb|cumb|path|duong")
"""Parts of the names; a quick test before `_NAMED`."""
_NAMED = re.compile(r"bread-?_?crumb|bread-?cumb|(?<![a-z])crumbs?(?![a-z])|(?<![\w-])path(?![\w-])|duong-?dan", re.I)
_SEPARATORS = re.compile(r"\s*[»›>/|→❯]\s*|\s+[-–]\s+")
_EDGES = " »›>/|→❯•:-–"
TRAIL_MAX_CHARS = 300
"""Characters of a breadcrumb at most; a longer one is a menu. Halved, 1 of 225 pages change."""
TRAIL_MAX_LEVELS = 6
"""Levels of a breadcrumb at most, the headline among them. Halved, 7 of 225 pages change; doubled, 2."""
HEADING_MAX_LEVELS = 3
"""Elements from a heading up that may be a breadcrumb."""
MAX_CANDIDATES = 40
"""Elements called a breadcrumb that are read at most, so that a page of thousands stays cheap."""


def shown_trail(root: HtmlElement) -> tuple[HtmlElement, list[str]] | None:
    """The first breadcrumb of the page and its levels, as printed; None when it shows none."""
    known: dict[str, bool] = {"": False}
    tried = 0
    for element in root.iter(*_TAGS):
        get = element.get
        names = get("class") or get("id") or ""
        if (named := known.get(names)) is None:
            named = known[names] = _HINT.search(names) is not None and _NAMED.search(names) is not None
        if not named and not ("BreadcrumbList" in get("itemtype", "") and element.tag in _LISTS):
            continue
        levels = _levels(element)
        if levels and len(levels) <= TRAIL_MAX_LEVELS:
            return element, levels
        tried += 1
        if tried == MAX_CANDIDATES:
            break
    return None


def is_in_trail(heading: HtmlElement) -> bool:
    """Whether a heading is the last step of a breadcrumb: marked as the current page, or in an element called so."""
    if heading.get("aria-current") or any("breadcrumb" in str(name) for name in heading.attrib):
        return True
    for element in (heading, *islice(heading.iterancestors(), HEADING_MAX_LEVELS)):
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        if "ListItem" in (element.get("itemtype") or "") or (_HINT.search(names) and _NAMED.search(names)):
            return True
    return False


def _levels(element: HtmlElement) -> list[str]:
    text = text_of(element)
    if not text or len(text) > TRAIL_MAX_CHARS:
        return []
    items = [item for item in element.iter("li") if item.get("aria-current") is None]
    if len(items) > 1 and _is_linked(items[0]) and not _is_linked(items[-1]):
        items.pop()  # the page itself
    parts = [text_of(part) for part in items or element.iter("a")] or _SEPARATORS.split(text)
    levels = [level for part in parts if (level := part.strip(_EDGES))]
    return levels if len(levels) > 1 or items or element.find(".//a") is not None else []


def _is_linked(item: HtmlElement) -> bool:
    return item.find(".//a") is not None
