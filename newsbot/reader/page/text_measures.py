"""Measures of a text: how long it is, whether it reads like a sentence, how to compare it, where its link leads."""

from __future__ import annotations

import re
from functools import lru_cache

from lxml.html import HtmlElement

from newsbot.normalize.text import normal

_SENTENCE = re.compile(r"[.!?…。！？؟।។။][\"'”’»)\]]*(?:\s|$)|[,、，；;،]\s?\w")
_LOWER = bytes(range(256)).lower()
_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalnum())
_SECOND_LEVEL = frozenset(("com", "co", "org", "net", "gov", "edu", "ac", "go", "or", "ne", "info"))
"""Labels before a country's that are no name of a site."""
CUT_MARGIN_LETTERS = 5
"""Letters at a cut that may be composed otherwise than in the whole text."""
CACHED_MAX_CHARS = 200
"""Characters of a text, less than, whose folded form is remembered: titles and names come by again, paragraphs do not."""
_CLOSING = "\"'”»’)]"
_ENDS = (".", "!", "?", "…", ":", "。", "！", "？", "؟", "।", "។", "။")


def fold(text: str) -> str:
    """Letters and digits alone, composed and in lower case: for comparing texts."""
    return letters(normal(text))


def letters(text: str) -> str:
    """Letters and digits alone, in lower case."""
    if text.isascii():
        return text.encode().translate(_LOWER, _NO_LETTERS).decode()
    return _repeated_letters(text) if len(text) < CACHED_MAX_CHARS else _letters(text)


def _letters(text: str) -> str:
    words = text.replace(".", "").replace(",", "").split()  # what most words need, without a look at each letter
    words = [word if word.isalnum() else "".join(filter(str.isalnum, word)) for word in words]
    return "".join(words).casefold()


_repeated_letters = lru_cache(maxsize=512)(_letters)  # a page says its title and its names over and over


def opening(text: str, size: int) -> str:
    """The first `size` letters of a folded text."""
    folded = fold(text[: 3 * size])
    return folded[:size] if len(folded) > size + CUT_MARGIN_LETTERS else fold(text)[:size]


def weight(text: str) -> int:
    """Length of a text in letters of an alphabet: an ideograph says as much as about three."""
    size = len(text)
    return size * 3 if size and "\u2e80" < text[size // 2] < "\ufb00" else size


def has_sentence(text: str) -> bool:
    """Whether the text is punctuated like running text."""
    return _SENTENCE.search(text) is not None


def ends_sentence(text: str) -> bool:
    """Whether the text ends as a sentence does."""
    return text.rstrip(_CLOSING).endswith(_ENDS)


def is_elsewhere(element: HtmlElement | None, site: str) -> bool:
    """Whether a link leads to another site."""
    href = (element.get("href") or "") if element is not None else ""
    return href.startswith(("http://", "https://", "//")) and site not in href[:80]


def site_of_host(host: str) -> str:
    """The part of a host that its other hosts share: "vnexpress" of "kinhdoanh.vnexpress.net", "bbc" of "www.bbc.co.uk"."""
    labels = [label for label in host.lower().split(".")[:-1] if label not in _SECOND_LEVEL]
    return labels[-1] if labels else host
