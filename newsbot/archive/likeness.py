"""Whether two pages say the same: by a normalised text, and by what runs of words they share. Pure."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from newsbot.article import Article

SHINGLE_WORDS = 4
"""Words in a row that are compared."""
MAX_WORDS = 600
"""Words of a text that are compared: a page that stands everywhere is short."""
NEAR_MIN_SHARE = 0.75
"""Share of their runs of words that two texts have in common from which they are one text with a name or a time in it."""

_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Text:
    """What an article says, for comparisons."""

    exact: str
    """Digest of title and text; case and white space aside."""
    key: str
    """The same with every number alike: an error page may name a time or a case number."""
    shingles: frozenset[int]
    """Its runs of words."""
    chars: int
    """Length of the text."""

    @classmethod
    def of(cls, article: Article) -> Text:
        """The text of a record: its title and body."""
        words = f"{article.title or ''}\n{article.body}".casefold().split()
        text = " ".join(words)
        masked = [_DIGITS.sub("0", word) for word in words[:MAX_WORDS]]
        runs = range(max(1, len(masked) - SHINGLE_WORDS + 1))
        return cls(
            exact=_digest(text),
            key=_digest(_DIGITS.sub("0", text)),
            shingles=frozenset(hash(tuple(masked[begin : begin + SHINGLE_WORDS])) for begin in runs),
            chars=len(article.body),
        )


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def is_near(one: Text, other: Text) -> bool:
    """Whether two texts are one, but for a name, a number or a time."""
    return one.key == other.key or shared(one, other) >= NEAR_MIN_SHARE


def shared(one: Text, other: Text) -> float:
    """Share of their runs of words that two texts have in common: 0 to 1."""
    return len(one.shingles & other.shingles) / len(one.shingles | other.shingles)


def took_the_place(one: Text, before_one: Text | None, other: Text, before_other: Text | None) -> bool:
    """Whether one text now stands where two different articles stood."""
    if one.exact == other.exact:
        return before_one is None or before_other is None or before_one.exact != before_other.exact
    if before_one is None or before_other is None or not is_near(one, other):
        return False
    return not is_near(before_one, before_other)
