"""Draft blocks: blocks of the article that still know their element and typography."""

from __future__ import annotations

from dataclasses import dataclass

from lxml.html import HtmlElement

from newsbot.article import BlockType
from newsbot.reader.body.alignment import Align

EMPHASIS_MIN_SHARE = 0.9
"""Share of a text in bold or italics, more than, that makes it bold or italic: a full stop is often set apart."""


@dataclass(frozen=True, slots=True)
class DraftBlock:
    """A block of the article with the element it was read from."""

    type: BlockType
    """What it is taken for."""
    text: str
    """Its cleaned text; "" for a picture or video without a caption."""
    element: HtmlElement
    """The element it was read from (for text between `<br>`, the element around it)."""
    align: Align | None = None
    """Alignment as set by the page; None when not set."""
    bold: bool = False
    """All of its text is bold."""
    italic: bool = False
    """All of its text is italic."""
    media: int | None = None
    """Index into the images or videos read so far, for media blocks."""


@dataclass(slots=True)
class OpenBlock:
    """A block that is still being put together: its type and text may change. Its fields are those of `DraftBlock`."""

    type: BlockType
    text: str
    element: HtmlElement
    align: Align | None = None
    bold: bool = False
    italic: bool = False
    media: int | None = None

    def close(self) -> DraftBlock:
        """The block as it is now, for good."""
        return DraftBlock(self.type, self.text, self.element, self.align, self.bold, self.italic, self.media)
