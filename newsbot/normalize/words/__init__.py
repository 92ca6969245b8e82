"""Words that the readers of printed lines know, by topic and language, as data.

Each topic is one text file beside this module: `[section]` (a language) opens a section, `key: word, word` lists words, an
indented line goes on with the list, `#` opens a comment. Words are lower case and NFC. The files are read when first needed.
"""

from __future__ import annotations

from functools import cache
from pkgutil import get_data

Words = dict[str, dict[str, tuple[str, ...]]]


@cache
def words(topic: str) -> Words:
    """Everything known about a topic ("dates", "credits"): words by section and key.

    Raises FileNotFoundError for a topic that has no file and ValueError for a line that cannot be read.
    """
    found: dict[str, dict[str, list[str]]] = {}
    section: dict[str, list[str]] = {}
    listed: list[str] = []
    for line in (get_data(__name__, f"{topic}.txt") or b"").decode().splitlines():
        if not line or line.startswith("#"):
            continue
        if line.startswith("["):
            section = found.setdefault(line.strip("[]"), {})
            continue
        if not line.startswith(" "):
            key, colon, line = line.partition(":")
            if not colon:
                raise ValueError(f"{topic}.txt: no key in {key!r}")
            listed = section.setdefault(key, [])
        listed.extend(word for part in line.split(",") if (word := part.strip()))
    return {name: {key: tuple(known) for key, known in keys.items()} for name, keys in found.items()}


@cache
def merged(topic: str, key: str) -> tuple[str, ...]:
    """The words under `key` of every language, longest first, so that an alternation of them matches the longest."""
    found = {word for language in words(topic).values() for word in language.get(key, ())}
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


@cache
def known(topic: str, key: str) -> frozenset[str]:
    """The words under `key` of every language, for looking up."""
    return frozenset(merged(topic, key))
