"""Language detection by letters and common words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import chain

from newsbot.normalize.words import words

# The first and last letter of a script, and the share of all letters it must have. Chinese comes after Japanese, which uses its
# letters.
_SCRIPTS = (
    ("ja", "\u3040", "\u30ff", 0.08),
    ("ko", "\uac00", "\ud7af", 0.2),
    ("zh", "\u4e00", "\u9fff", 0.3),
    ("th", "\u0e00", "\u0e7f", 0.3),
    ("km", "\u1780", "\u17ff", 0.3),
    ("lo", "\u0e80", "\u0eff", 0.3),
    ("el", "\u0370", "\u03ff", 0.3),
    ("he", "\u0590", "\u05ff", 0.3),
    ("hi", "\u0900", "\u097f", 0.3),
    ("ar", "\u0600", "\u06ff", 0.3),
    ("ru", "\u0400", "\u04ff", 0.3),
)
# Neither Latin nor punctuation, said by what it is not: such a class is compiled and searched several times as fast.
_FOREIGN = re.compile("[^\x00-\u036f\u1e00-\u303f\ud7b0-\U0010ffff]")
_SAME_SCRIPT = {
    "hi": frozenset(("mr", "ne", "sa")),
    "ar": frozenset(("fa", "ur", "ps", "ckb", "ug")),
    "ru": frozenset(("uk", "bg", "sr", "mk", "be", "kk", "ky", "mn", "tg")),
    "zh": frozenset(("ja", "yue")),
}
_SCANDINAVIAN = frozenset(("no", "nb", "nn", "da"))
_VIETNAMESE = re.compile("[ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹđơư]")
_VIETNAMESE_ONLY = re.compile("[ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]")
_WORD = re.compile(r"\w+")
SAMPLE_CHARS = 900
"""Characters that are looked at: enough for a hundred words, and quick."""
MIN_COMMON_SHARE = 0.15
"""Share of the words of a text that are common ones of its language: running text has a third, lists of names next to none."""
NEAR_SHARE = 0.8
"""Share of the best language's score from which on another one is as likely: a claim is then believed, and nothing without."""
SAMPLE_MIN_LETTERS = 80
"""Letters of a text whose language can be detected at least."""


def detect_language(text: str, claimed: str | None = None) -> str | None:
    """The language of a text, when letters or common words leave little doubt; None for a short or doubtful one.

    `claimed` (a primary subtag, "vi") is tried before the others. Of languages that share a script other than Latin, the one
    with most speakers stands for all; see `agrees`.
    """
    sample = text[:SAMPLE_CHARS]
    letters = sum(map(str.isalpha, sample))
    if letters < SAMPLE_MIN_LETTERS:
        return None
    foreign = _FOREIGN.findall(sample)
    if len(foreign) > 0.1 * letters:
        for language, first, last, share in _SCRIPTS:
            if sum(first <= letter <= last for letter in foreign) > share * letters:
                return language
    if len(_VIETNAMESE.findall(sample.lower())) > 0.06 * letters:
        return "vi"
    return _by_words(_WORD.findall(sample.casefold()), claimed)


def _by_words(found: Sequence[str], claimed: str | None) -> str | None:
    """The language whose common words a text is made of. A word that several languages have counts less for each of them."""
    common, weights = _common(), _weights()
    counts = Counter(found)
    score = {
        language: sum(counts[word] * weights[word] for word in known & counts.keys())
        for language, known in common.items()
    }
    best, second = sorted(score, key=score.__getitem__)[:-3:-1]
    if sum(map(counts.__getitem__, common[best] & counts.keys())) < MIN_COMMON_SHARE * len(found):
        return None
    if claimed in score and score[claimed] >= NEAR_SHARE * score[best]:
        return claimed
    return best if score[best] * NEAR_SHARE >= score[second] else None


def is_vietnamese(text: str) -> bool:
    """Whether a text, also a short one such as a headline, has letters that only Vietnamese has."""
    return len(_VIETNAMESE_ONLY.findall(text.lower())) > 1


def agrees(seen: str, claimed: str) -> bool:
    """Whether a detected language can be the claimed one (both primary subtags)."""
    return seen == claimed or claimed in _SAME_SCRIPT.get(seen, ()) or {seen, claimed} <= _SCANDINAVIAN


@cache
def _weights() -> dict[str, float]:
    """One over how many languages have a word among their common ones."""
    return {word: 1 / number for word, number in Counter(chain.from_iterable(_common().values())).items()}


@cache
def _common() -> dict[str, frozenset[str]]:
    return {language: frozenset(known["common"]) for language, known in words("languages").items() if "common" in known}
