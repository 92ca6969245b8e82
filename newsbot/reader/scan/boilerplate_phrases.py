"""Boilerplate known by its words: notices to the reader, messages of players, headings of related links and comments."""

from __future__ import annotations

import re

from newsbot.normalize.words import known

NOTICE_MAX_CHARS = 400
"""Characters of a notice at most."""
SHORT_LINE_MAX_CHARS = 60
"""Characters of a heading, and of a notice that nothing sets apart, at most."""
CLOSING_MAX_CHARS = 200
"""Characters of a few sentences that end in a notice at most. Halved, 2 of 225 pages change; doubled, 3."""
MESSAGE_MAX_CHARS = 130
"""Characters of a message of a player at most; the longest that is known has 113."""
GAP_MAX_CHARS = 40
"""Characters for the "…" in a phrase at most: a few words. Halved, 1 of 225 pages change; doubled, 2."""


_PHRASES = tuple(phrase for phrase in known("notices", "notices") if "…" not in phrase)
_PARTED = tuple(phrase.split("…") for phrase in known("notices", "notices") if "…" in phrase)
_BEGINNINGS = (*_PHRASES, *(parts[0] for parts in _PARTED))
_MESSAGES = known("notices", "messages")
_RELATED = known("headings", "related")
_COMMENTS = known("headings", "comments")
_COUNT_ENDS = (")", *"0123456789")
_COUNTED = re.compile(r"^\s*\d+\s+|\s*\(?\d+\)?\s*$")
_UNFILLED = re.compile(r"\{\{[^{}\n]{1,80}\}\}")
# A shortcode of WordPress whose plug-in is gone: "[button link=”…” type=”big”] Buy[/button]".
_SHORTCODE = re.compile(
    r"\[(\w{2,30})(?: [^\]\[]{0,500})?\].{0,200}\[/\1\]|\[\w{2,30} [^\]\[=]{1,60}=[^\]\[]{0,500}\]", re.S
)
_SENTENCES = re.compile(r"(?<=[.!?…]) ")
_COUNT = re.compile(r"\s*\(\d+\)\s*$")
_EDGES = " :.…-–—|»«›‹>*•/_+\"'[]()【】（）［］"


def is_notice(text: str, *, apart: bool) -> bool:
    """Whether a paragraph is a notice to the reader ("Sign up for …").

    `apart`: it holds a link, is set in another type, or stands at the end.
    """
    if len(text) > NOTICE_MAX_CHARS or not (apart or len(text) <= SHORT_LINE_MAX_CHARS):
        return False
    text = text.lstrip(_EDGES).casefold()
    if not text.startswith(_BEGINNINGS):
        return False
    return any(text.startswith(phrase) and not text[len(phrase) :][:1].isalnum() for phrase in _PHRASES) or any(
        text.startswith(start) and end in text[len(start) : len(start) + GAP_MAX_CHARS + len(end)]
        for start, end in _PARTED
    )


def ends_in_notice(text: str) -> bool:
    """Whether the last of a few sentences is a notice: "She covers the river. Follow her on …"."""
    if len(text) > CLOSING_MAX_CHARS:
        return False
    *before, last = _SENTENCES.split(text)
    return bool(before) and is_notice(last, apart=True)


def is_message(text: str) -> bool:
    """Whether a text is what a player or an advertisement says of itself ("Video không hợp lệ"), or an unfilled template."""
    if "{{" in text and len(_UNFILLED.sub("", text)) <= SHORT_LINE_MAX_CHARS:
        return True
    if text.startswith("[") and _SHORTCODE.fullmatch(text):
        return True
    return len(text) <= MESSAGE_MAX_CHARS and text.strip(_EDGES).casefold() in _MESSAGES


def is_related_heading(text: str) -> bool:
    """Whether a text is the heading of a box that links to other articles ("Tin cùng chuyên mục")."""
    if len(text) > SHORT_LINE_MAX_CHARS:
        return False
    return (_COUNT.sub("", text) if text.endswith(")") else text).strip(_EDGES).casefold() in _RELATED


def heads_comments(text: str, *, heading: bool) -> bool:
    """Whether a text is the heading of what readers wrote: "Bình luận (25)", "3 comments". `heading`: it is set as one."""
    if len(text) > SHORT_LINE_MAX_CHARS or not (heading or text[0].isdigit() or text.endswith(_COUNT_ENDS)):
        return False
    return _COUNTED.sub("", text).strip(_EDGES).casefold() in _COMMENTS
