"""Text as the archive keeps it: NFC, collapsed white space, no invisible or control characters, otherwise as printed."""

from __future__ import annotations

import re
import unicodedata

# Soft hyphen, zero width space, word joiner, byte order mark, direction marks and isolates, invisible operators, tags;
# control characters other than white space; the interlinear and object replacement characters. The joiners U+200C and U+200D
# are handled apart: scripts such as Persian and Hindi, and emoji, need them.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    "\ufff9-\ufffc\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\U000e0000-\U000e007f]"
)
_JOINER = re.compile("[\u200c\u200d]")
_LATIN_JOINER = re.compile(
    "(?<![\u0600-\u1cff\u2190-\U0001faff])[\u200c\u200d]|[\u200c\u200d](?![\u0600-\u1cff\u2190-\U0001faff])"
)


def clean(text: str | None) -> str | None:
    """One line of clean text; None when nothing is left.

    Idempotent. Tone marks stay where they are and spelling stays as it is.
    """
    if not text:
        return None
    if not text.isascii():
        text = unicodedata.normalize("NFC", _visible(text))
    elif _INVISIBLE.search(text):
        text = _INVISIBLE.sub("", text)
    return " ".join(text.split()) or None


def clean_lines(text: str | None) -> str | None:
    """Clean text that keeps its line ends (lists, tables); empty lines are left out."""
    if not text:
        return None
    if "\n" not in text:
        return clean(text)
    return "\n".join(line for line in map(clean, text.split("\n")) if line) or None


def _visible(text: str) -> str:
    # Taking one character out can bring two others together, so that the result must be looked at again.
    while True:
        seen = _INVISIBLE.sub("", text)
        if _JOINER.search(seen):
            seen = _LATIN_JOINER.sub("", seen)
        if seen == text:
            return unicodedata.normalize("NFC", seen)
        text = seen
