"""Draft blocks: blocks of the article that still know their element and typography."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lxml.html import HtmlElement

from newsbot.article import BlockType

EMPHASIS_MIN_SHARE = 0.9
"""Share of a text in bold or italics, more than, that makes it bold or italic: a full stop is often set apart."""


@dataclass(slots=True)
class DraftBlock:
    """A draft block."""

    type: BlockType
    """What it is taken for so far."""
    text: str
    """Its cleaned text; "" for a picture or video without a caption."""
    element: HtmlElement
    """The element it was read from (for text between `<br>`, the element around it)."""
    align: Literal["left", "center", "right"] | None = None
    """Alignment as set by the page; None when not set."""
    bold: bool = False
    """All of its text is bold."""
    italic: bool = False
    """All of its text is italic."""
    media: int | None = None
    """Index into the images or videos read so far, for media blocks."""
