"""Inline pictures: those the size of a letter, which are no picture of the article and part no paragraph."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from newsbot.reader.page.picture_attributes import sizes_of

ICON_MAX_PX = 32
"""Width or height in pixels of a picture at most that stands in a line of text like a letter."""
_ICON_NAMES = frozenset(("emoji", "wp-smiley", "smiley", "emoticon"))
_ICON_PATH = re.compile(r"/(?:icons?|emojis?|smileys?|smilies)/|/favicon\.", re.I)
_LETTER_HEIGHT = re.compile(r"(?<![\w-])(?:max-)?height\s*:\s*1(?:\.\d+)?em\b")


def is_icon(picture: HtmlElement) -> bool:
    """Whether a picture stands in its line like a letter: an emoji, an end mark, an icon, a counting pixel."""
    if not _ICON_NAMES.isdisjoint((picture.get("class") or "").split()):
        return True
    if any(size <= ICON_MAX_PX for size in sizes_of(picture)):
        return True
    if any(name.startswith("data-") or name == "srcset" for name in picture.attrib):
        return False  # what stands in src keeps the place of the picture
    source = picture.get("src") or ""
    return source.startswith("data:") or bool(
        _ICON_PATH.search(source) or _LETTER_HEIGHT.search(picture.get("style") or "")
    )
