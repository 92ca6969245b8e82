"""Text alignment, as set by attribute, style or class."""

from __future__ import annotations

from typing import Literal

from lxml.html import HtmlElement

Align = Literal["left", "center", "right"]
_SIDES: tuple[Align, ...] = ("center", "right", "left")
_WORDS: dict[str, Align] = {
    "text-center": "center",
    "text-right": "right",
    "text-end": "right",
    "text-left": "left",
    "center": "center",
    "centered": "center",
    "aligncenter": "center",
    "right": "right",
    "alignright": "right",
    "has-text-align-center": "center",
    "has-text-align-right": "right",
}
ALIGN_MAX_LEVELS = 3
"""Elements from a text up whose alignment counts: editors wrap a paragraph in one or two."""


def align_of(element: HtmlElement) -> Align | None:
    """Alignment set on the element or close around it, by attribute, style, class or `center`; None when it is not set."""
    at: HtmlElement | None = element
    for _ in range(ALIGN_MAX_LEVELS):
        if at is None:
            return None
        if at.tag == "center":
            return "center"
        style = at.get("style")
        if style and "text-align" in style:
            style = style.replace(" ", "").lower()
            for side in _SIDES:
                if f"text-align:{side}" in style:
                    return side
        value = (at.get("align") or "").lower()
        if value in _WORDS:
            return _WORDS[value]
        for name in (at.get("class") or "").lower().split():
            if name in _WORDS:
                return _WORDS[name]
        at = at.getparent()
    return None
