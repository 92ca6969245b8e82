"""Which language a text is in."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from newsbot.normalize.words import words

# Letters that tell a script, and the share of all letters they must have. Chinese comes after Japanese, which uses its letters.
_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]"), 0.08),
    ("ko", re.compile("[\uac00-\ud7af]"), 0.2),
    ("zh", re.compile("[\u4e00-\u9fff]"), 0.3),
    ("th", re.compile("[\u0e00-\u0e7f]"), 0.3),
    ("km", re.compile("[\u1780-\u17ff]"), 0.3),
    ("lo", re.compile("[\u0e80-\u0eff]"), 0.3),
    ("el", re.compile("[\u0370-\u03ff]"), 0.3),
    ("he", re.compile("[\u0590-\u05ff]"), 0.3),
    ("hi", re.compile("[\u0900-\u097f]"), 0.3),
    ("ar", re.compile("[\u0600-\u06ff]"), 0.3),
    ("ru", re.compile("[\u0400-\u04ff]"), 0.3),
)
_FOREIGN = re.compile("[\u0370-\u1dff]|[\u3040-\ud7af]")
_SAME_SCRIPT = {
    "hi": frozenset(("mr", "ne", "sa")),
    "ar": frozenset(("fa", "ur", "ps", "ckb", "ug")),
    "ru": frozenset(("uk", "bg", "sr", "mk", "be", "kk", "ky", "mn", "tg")),
    "zh": frozenset(("ja", "yue")),
}
_SCANDINAVIAN = frozenset(("no", "nb", "nn", "da"))
_VIETNAMESE = re.compile("[ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹđơư]")
_VIETNAMESE_ONLY = re.compile("[ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]")
_SAMPLE = 900
_FEWEST_LETTERS = 80


def detect_language(text: str, claimed: str | None = None) -> str | None:
    """The language of a text, when letters or common words leave little doubt; None for a short or doubtful one.

    `claimed` (a primary subtag, "vi") is tried before the others. Of languages that share a script other than Latin, the one
    with most speakers stands for all; see `agrees`.
    """
    sample = text[:_SAMPLE]
    letters = sum(map(str.isalpha, sample))
    if letters < _FEWEST_LETTERS:
        return None
    if len(_FOREIGN.findall(sample)) > 0.1 * letters:
        for language, pattern, share in _SCRIPTS:
            if len(pattern.findall(sample)) > share * letters:
                return language
    if len(_VIETNAMESE.findall(sample.lower())) > 0.06 * letters:
        return "vi"
    found = re.findall(r"\w+", sample.casefold())
    counts = Counter(found)
    common = _common()
    if claimed in common and sum(counts[word] for word in common[claimed]) > 0.12 * len(found):
        return claimed
    scores = sorted(
        ((sum(counts[word] for word in known), language) for language, known in common.items()), reverse=True
    )
    (best, language), (second, _) = scores[0], scores[1]
    return language if best > 0.08 * len(found) and best > 1.5 * second else None


def is_vietnamese(text: str) -> bool:
    """Whether a text, also a short one such as a headline, has letters that only Vietnamese has."""
    return len(_VIETNAMESE_ONLY.findall(text.lower())) >= 2


def agrees(seen: str, claimed: str) -> bool:
    """Whether a detected language can be the claimed one (both primary subtags)."""
    return seen == claimed or claimed in _SAME_SCRIPT.get(seen, ()) or {seen, claimed} <= _SCANDINAVIAN


@cache
def _common() -> dict[str, tuple[str, ...]]:
    return {language: known["common"] for language, known in words("languages").items() if "common" in known}
