"""Lines that speak to the reader instead of telling the news, and headings of boxes with other articles."""

from __future__ import annotations

import re
from collections.abc import Iterable

from newsbot.reader.words import notices, related

_LONGEST = 260
_SHORT = 60


def _alternation(phrases: Iterable[str]) -> str:
    return "|".join(
        re.escape(phrase).replace("…", ".{1,40}?") for phrase in sorted(set(phrases), key=len, reverse=True)
    )


_NOTICE = re.compile(rf"[\W_]*(?:{_alternation(p for words in notices.NOTICES.values() for p in words)})(?!\w)", re.I)
_RELATED = frozenset(phrase for words in related.HEADINGS.values() for phrase in words)
_COUNT = re.compile(r"\s*\(\d+\)\s*$")
_EDGES = " :.…-–—|»«›‹>*•/_+\"'"


def is_notice(text: str, *, apart: bool) -> bool:
    """Whether a paragraph is such a line. `apart`: it holds a link, is set in another type, or stands at the end."""
    if len(text) > _LONGEST or not (apart or len(text) <= _SHORT):
        return False
    return _NOTICE.match(text) is not None


def is_related_heading(text: str) -> bool:
    """Whether a text is the heading of a box that links to other articles ("Tin cùng chuyên mục")."""
    return len(text) <= _SHORT and _COUNT.sub("", text).strip(_EDGES).casefold() in _RELATED
