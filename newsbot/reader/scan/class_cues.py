"""Cues: bits for what the class, id and role of an element say about it.

The names that developers give to the parts of a page agree across sites and languages far enough to be evidence, never enough
to decide alone: `region.scoring` weighs them against text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from newsbot.normalize.words import words

BAD = 1
"""Part of the page around the article: advertising, sharing, sign-up forms, navigation."""
CAPTION = 2
"""Text of a picture or video."""
META = 4
"""Byline, date, section, share counters."""
LEAD = 8
"""The standfirst."""
GOOD = 16
"""The text of the article."""
RELATED = 32
"""Links to other articles."""
HIDDEN = 64
"""Not shown."""
PLAYER = 128
"""A media player: its text is for browsers that cannot play."""
COMMENTS = 256
"""What readers wrote."""
QUOTE = 512
"""A pulled quote: words of the article shown a second time."""
ASIDE = 1024
"""Beside the text: `aside`, `nav`, `footer`, `form`."""
EMBED = 2048
"""A post of another service."""
LIST = 4096
"""In a list item."""
TABLE = 8192
"""In a table."""
BLOCKQUOTE = 16384
"""In a `blockquote`."""
FIGURE = 32768
"""In a `figure`."""
HEADING = 65536
"""In a heading."""
NEVER = 262144
"""Navigation, footer, consent: never the text, however much of it there is."""
CREDIT = 131072
"""Who made the picture."""
BYLINE = 1 << 20
"""Perhaps the byline."""
DATE = 1 << 21
"""Perhaps the date."""
TAG = 1 << 22
"""Perhaps the tags."""

OUTSIDE = BAD | NEVER | ASIDE | RELATED | COMMENTS | HIDDEN | EMBED | PLAYER
"""Cues that keep a text out of the article."""

_TOPICS = {
    BAD: "bad",
    NEVER: "never",
    CAPTION: "caption",
    META: "meta",
    CREDIT: "credit",
    LEAD: "lead",
    GOOD: "good",
    RELATED: "related",
    PLAYER: "player",
    COMMENTS: "comments",
    QUOTE: "quote",
    EMBED: "embed",
}
_ROLES = {BYLINE: "byline", DATE: "date", TAG: "tag"}
"""Keys of the words for each cue in `class_names.toml`; where a word stands under several, the first counts."""
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_WORD = re.compile(r"[a-z]+")
# What machines name ("block-n1AuAdJlVL", "cb-8f1a2f6cad"): a digit between letters, in a long word.
_HASH = re.compile(r"(?<![A-Za-z0-9])(?=[A-Za-z0-9]{10})[A-Za-z0-9]*\d[A-Za-z][A-Za-z0-9]*")
_MACHINE = re.compile(r"\d[A-Za-z]")
"""What they have at least; a quick test."""
NAMES_MAX_CHARS = 400
"""Characters of class and id that are read: style systems write thousands, and what matters comes first."""
# WordPress writes the categories and tags of an article into the class of its element, beside "post" and "type-post".
_TAXONOMY = re.compile(r"(?<!\S)(?:category|tag|author|tax|post_tag|section|topic)-\S+")


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """The words of all topics: whole words and words in a row, how those go on, beginnings and ends by their length, parts."""

    words: dict[str, int]
    going_on: frozenset[str]
    beginnings: dict[int, dict[str, int]]
    ends: dict[int, dict[str, int]]
    parts: tuple[tuple[int, re.Pattern[str]], ...]


def _vocabulary() -> _Vocabulary:
    topics = words("class_names")["names"]
    whole: dict[str, int] = {}
    beginnings: dict[int, dict[str, int]] = {}
    ends: dict[int, dict[str, int]] = {}
    for bit, topic in (_TOPICS | _ROLES).items():
        for word in topics[topic]:
            if word.startswith("*") and word.endswith("*"):
                continue
            if word.endswith("*"):
                beginnings.setdefault(len(word) - 1, {}).setdefault(word[:-1], bit)
            elif word.startswith("*"):
                ends.setdefault(len(word) - 1, {}).setdefault(word[1:], bit)
            else:
                key = word.replace("~", " ")
                whole[key] = whole.get(key, 0) | bit
    going_on = frozenset(part for key in whole for part in key.split()[1:])
    parts = tuple((bit, _any_part(topics[topic])) for bit, topic in _ROLES.items())
    return _Vocabulary(whole, going_on, beginnings, ends, parts)


def _any_part(listed: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(word.strip("*") for word in listed if word.startswith("*") and word.endswith("*")))


_KNOWN = _vocabulary()
_WORDS, _GOING_ON = _KNOWN.words, _KNOWN.going_on
_IN_A_ROW = (2, 3)
"""How many words stand in a row."""


@lru_cache(maxsize=20_000)
def _word_cues(word: str) -> int:
    bits = _topic(word)
    for bit, parts in _KNOWN.parts:
        if parts.search(word):
            bits |= bit
    return bits


def _topic(word: str) -> int:
    bits = _WORDS.get(word)
    if bits is not None:
        return bits
    for size, stems in _KNOWN.beginnings.items():
        if (bits := stems.get(word[:size])) is not None:
            return bits
    for size, stems in _KNOWN.ends.items():
        if (bits := stems.get(word[-size:])) is not None:
            return bits
    return 0


@lru_cache(maxsize=20_000)
def cues_of(text: str) -> int:
    """Bits for what the words in class, id and role mean: `cues_of("article__related-links") == GOOD | RELATED`."""
    text = text[:NAMES_MAX_CHARS]
    if "post" in text:
        text = _TAXONOMY.sub(" ", text)
    if _MACHINE.search(text):
        text = _HASH.sub(" ", text)
    if not text.islower():
        text = _CAMEL.sub(" ", text).lower()
    words = _WORD.findall(text)
    bits = 0
    for word in words:
        bits |= _word_cues(word)
    if not _GOING_ON.isdisjoint(words):
        for count in _IN_A_ROW:
            for first in range(len(words) - count + 1):
                bits |= _WORDS.get(" ".join(words[first : first + count]), 0)
    return bits
