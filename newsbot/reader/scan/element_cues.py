"""Cues of a block element: those of its tag, its names and its style."""

from __future__ import annotations

from itertools import islice

from lxml.html import HtmlElement

from newsbot.reader.scan.class_cues import (
    ASIDE,
    BLOCKQUOTE,
    CAPTION,
    FIGURE,
    GOOD,
    HEADING,
    HIDDEN,
    LIST,
    NEVER,
    PLAYER,
    RELATED,
    TABLE,
    cues_of,
)

_TAG_CUES = {
    "aside": ASIDE,
    "nav": ASIDE | NEVER,
    "footer": ASIDE,
    "form": ASIDE,
    "figure": FIGURE,
    "figcaption": CAPTION,
    "li": LIST,
    "dd": LIST,
    "dt": LIST,
    "table": TABLE,
    "tr": TABLE,
    "td": TABLE,
    "blockquote": BLOCKQUOTE,
    "h1": HEADING,
    "h2": HEADING,
    "h3": HEADING,
    "h4": HEADING,
    "h5": HEADING,
    "h6": HEADING,
}
_CORE = ("h1", "article", "main")
_HIDDEN_NAMES = frozenset(("hidden", "hide", "is-hidden", "visually-hidden", "visuallyhidden", "u-hidden"))
"""Classes that hide an element at every width of the screen; with a colon they do so at some widths only."""
TEXT_MIN_PARAGRAPHS = 6
"""Paragraphs from which an element named like a menu or footer holds text. Doubled, 1 of 225 pages change."""


def own_cues(element: HtmlElement, tag: str, names: str, depth: int) -> int:
    """Cues of a block element from its tag, names and style; -1 for a menu or footer, which is not walked."""
    cues = _TAG_CUES.get(tag, 0)
    ends_article = tag == "footer" and _in_article(element)
    if ends_article:
        cues = RELATED  # the end of an article leads to others
    elif tag == "footer":
        cues |= NEVER
    if names and tag != "body":
        cues |= cues_of(names) & ~NEVER if ends_article else cues_of(names)
        if cues & (LIST | TABLE):
            cues &= ~PLAYER
        if "hid" in names and not _HIDDEN_NAMES.isdisjoint(names.split()) and ":" not in names:
            cues |= HIDDEN
    if cues & NEVER and depth > 1 and _is_menu(element, cues, names):
        return -1
    style = element.get("style")
    if element.get("hidden") is not None or (style and "display" in style and "none" in style):
        cues |= HIDDEN
    return cues


def _is_menu(element: HtmlElement, cues: int, names: str) -> bool:
    return not cues & (FIGURE | CAPTION) and not ("foot" in names and cues & GOOD) and _is_beside(element)


def _is_beside(element: HtmlElement) -> bool:
    """Whether an element that is named like a menu, footer or consent dialogue is nothing else."""
    if next(element.iter(*_CORE), None) is not None:
        return False
    return sum(1 for _ in islice(element.iter("p"), TEXT_MIN_PARAGRAPHS)) < TEXT_MIN_PARAGRAPHS


def _in_article(element: HtmlElement) -> bool:
    return any(around.tag in _CORE for around in islice(element.iterancestors(), 8))
