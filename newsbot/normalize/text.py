"""Text as the archive keeps it: NFC, collapsed white space, no invisible or control characters, otherwise as printed."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

Form = Literal["NFC", "NFD"]
"""Composed or decomposed (UAX #15)."""

# Letters that print as nothing: combining grapheme joiner, Hangul fillers, Khmer inherent vowels, Mongolian selectors.
_FILLERS = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u3164\uffa0]")
_WHITE = frozenset("\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029")
_JOINERS = "\u200c\u200d"
MARKS_MAX = 30
"""Combining marks that may follow one another (Unicode's Stream-Safe Text Format, UAX #15 section 13): no language needs more."""


def clean(text: str | None) -> str | None:
    """One line of clean text; None when nothing is left.

    Idempotent. Tone marks stay where they are and spelling stays as it is.
    """
    if not text:
        return None
    line = " ".join(text.split())
    if line.isascii() and line.isprintable():
        return line or None
    if _FILLERS.search(line) or not line.isprintable():
        line = " ".join(_visible(text).split())
    return normal(line) or None


def clean_lines(text: str | None) -> str | None:
    """Clean text that keeps its line ends (lists, tables); empty lines are left out."""
    if not text:
        return None
    if "\n" not in text:
        return clean(text)
    return "\n".join(line for line in map(clean, text.split("\n")) if line) or None


def normal(text: str, form: Form = "NFC") -> str:
    """Unicode's normal form of a text, without what goes beyond 30 combining marks in a row. Idempotent.

    Normalization sorts the marks of a run, in time that grows with the square of the run: a page of marks alone would take hours.
    """
    if text.isascii():
        return text
    return _capped(unicodedata.normalize(form, _capped(text)))  # a mark may become two


def has_usual_marks(text: str) -> bool:
    """Whether the text has at most 30 combining marks in a row."""
    return text.isascii() or _capped(text) == text


def _capped(text: str) -> str:
    if not any(map(unicodedata.combining, text[MARKS_MAX :: MARKS_MAX + 1])):  # a longer run has one of these places
        return text
    kept: list[str] = []
    run = 0
    for char in text:
        run = run + 1 if unicodedata.combining(char) else 0
        if run <= MARKS_MAX:
            kept.append(char)
    return "".join(kept)


def _visible(text: str) -> str:
    """Without controls, formats (zero widths, direction marks, soft hyphens), surrogates, non-characters and fillers.

    The joiners U+200C and U+200D stay between two characters that use them: scripts such as Persian and Hindi, and emoji.
    """
    if _FILLERS.search(text):
        text = _FILLERS.sub("", text)
    if text.isprintable():
        return text
    kept: list[str] = []
    for place, char in enumerate(text):
        seen = char.isprintable() or char in _WHITE or (unicodedata.category(char) in _SEEN and char not in _NEVER)
        joined = char in _JOINERS and kept and _joins(kept[-1]) and _joins(text[place + 1 : place + 2])
        if seen or joined:
            kept.append(char)
    return "".join(kept)


_SEEN = frozenset(("Zs", "Cn", "Co"))
_PLANES = range(0, 0x110000, 0x10000)
_NEVER = frozenset(map(chr, (*range(0xFDD0, 0xFDF0), *(plane + end for plane in _PLANES for end in (0xFFFE, 0xFFFF)))))
"""Non-characters: code points that will never be characters (Unicode, section 23.7)."""


def _joins(char: str) -> bool:
    return "\u0600" <= char <= "\u1cff" or "\u2190" <= char <= "\U0001faff"
