"""What the class, id and role of an element say about it.

The names that developers give to the parts of a page agree across sites and languages far enough to be evidence, never enough
to decide alone: `content` weighs them against text.
"""

from __future__ import annotations

import re
from functools import lru_cache

from newsbot.reader.words import names

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

OUTSIDE = BAD | NEVER | ASIDE | RELATED | COMMENTS | HIDDEN | EMBED | PLAYER
"""Cues that keep a text out of the article."""

_TOPICS = {
    BAD: names.BAD,
    NEVER: names.NEVER,
    CAPTION: names.CAPTION,
    META: names.META,
    CREDIT: names.CREDIT,
    LEAD: names.LEAD,
    GOOD: names.GOOD,
    RELATED: names.RELATED,
    PLAYER: names.PLAYER,
    COMMENTS: names.COMMENTS,
    QUOTE: names.QUOTE,
    EMBED: names.EMBED,
}
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_WORD = re.compile(r"[a-z]+")
_MAX_NAMES = 400
# WordPress writes the categories and tags of an article into the class of its element.
_TAXONOMY = re.compile(r"(?<!\S)(?:category|tag|author|tax|post_tag|section|topic)-\S+")


def _compile() -> tuple[dict[str, int], re.Pattern[str]]:
    exact: dict[str, int] = {}
    groups = []
    for bit, words in _TOPICS.items():
        stems = []
        for word in words.split():
            if "*" in word:
                stems.append(word.replace("*", "[a-z]*"))
            else:
                key = word.replace("~", " ")
                exact[key] = exact.get(key, 0) | bit
        if stems:
            groups.append(f"(?P<b{bit}>{'|'.join(stems)})")
    return exact, re.compile("|".join(groups))


_EXACT, _STEMS = _compile()


@lru_cache(maxsize=20_000)
def _word_cues(word: str) -> int:
    bits = _EXACT.get(word)
    if bits is not None:
        return bits
    match = _STEMS.fullmatch(word)
    return int(match.lastgroup[1:]) if match and match.lastgroup else 0


@lru_cache(maxsize=20_000)
def cues_of(text: str) -> int:
    """Bits for what the words in class, id and role mean: `cues_of("article__related-links") == GOOD | RELATED`."""
    text = _TAXONOMY.sub(" ", text[:_MAX_NAMES])
    words = _WORD.findall(_CAMEL.sub(" ", text).lower())
    bits = 0
    before = ""
    for word in words:
        bits |= _word_cues(word) | _EXACT.get(f"{before} {word}", 0)
        before = word
    return bits
