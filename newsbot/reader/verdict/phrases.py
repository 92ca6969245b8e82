"""Phrases of error pages, challenges, paywalls and consent dialogues in a text."""

from __future__ import annotations

import re

from newsbot.normalize.words import by_language


def find_phrase(kind: str, text: str) -> str | None:
    """The first phrase of a kind ("not_found", "paywall", "challenge", "consent") that a text has; "404" as a number alone."""
    text = text.casefold()
    return next(
        (
            phrase
            for phrases in by_language("refusals", kind).values()
            for phrase in phrases
            if ("…" in phrase or phrase in text) and _stands(phrase, text)
        ),
        None,
    )


def _stands(phrase: str, text: str) -> bool:
    start, _, end = phrase.partition("…")
    if end:
        return start in text and end in text[text.index(start) + len(start) :]
    return not phrase.isdigit() or re.search(rf"(?<!\d){phrase}(?!\d)", text) is not None
