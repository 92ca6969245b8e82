"""What the metadata of a page declare about its text, as a guide to the visible one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from urllib.parse import urlsplit

from newsbot.reader.page.document import Document
from newsbot.reader.page.structured_data import StructuredData
from newsbot.reader.page.text_measures import fold

_TAG = re.compile(r"<[^<>]{1,2000}>")
BODY_MIN_CHARS = 200
"""Characters of a declared text from which it is compared: a shorter one is a second description."""
BODY_MAX_CHARS = 150_000
"""Characters of a declared text that are compared: twice the longest reportage. Each text of the page is looked for in them."""
DESCRIPTION_MIN_LETTERS = 26
"""Letters of a description, and of a text like it, at least: shorter ones are alike by accident."""
DESCRIPTION_OPENING_LETTERS = 60
"""Letters at the beginning of a description that a text must share; many are cut at 160 characters, and rewritten at the end."""


@dataclass(frozen=True, slots=True)
class MetadataHints:
    """What the metadata declare about the text: a guide to the visible one, never a replacement for it while it is there."""

    titles: tuple[str, ...] = ()
    """Headlines."""
    descriptions: tuple[str, ...] = ()
    """Standfirsts."""
    body: str = ""
    """The text of the article, folded; "" when the metadata have none."""
    host: str = ""
    """Host of the page."""

    @classmethod
    def of(cls, data: StructuredData, document: Document, title: str | None) -> MetadataHints:
        """Collect the hints of a page; `title` is its headline as found by the title field."""
        titles = (title, data.first("og:title"), data.title)
        descriptions = (
            *(data.first(name) for name in ("og:description", "description", "twitter:description")),
            data.article.get("description"),
        )
        return cls(
            tuple(text for text in titles if text),
            tuple(dict.fromkeys(fold(text) for text in descriptions if isinstance(text, str))),
            _declared_text(data.article.get("articleBody")),
            urlsplit(document.url).hostname or "",
        )

    def describes(self, text: str) -> bool:
        """Whether a text of the page is the description in the metadata, or begins like it: the standfirst."""
        key = fold(text)
        return len(key) >= DESCRIPTION_MIN_LETTERS and any(
            key.startswith(other[: max(len(key), DESCRIPTION_OPENING_LETTERS)]) or other.startswith(key)
            for other in self.descriptions
            if len(other) >= DESCRIPTION_MIN_LETTERS
        )


def _declared_text(body: object) -> str:
    """The `articleBody` without markup, folded; "" for none and for one that is too short."""
    if not isinstance(body, str) or len(body) <= BODY_MIN_CHARS:
        return ""
    return fold(_TAG.sub(" ", unescape(body[:BODY_MAX_CHARS])))
