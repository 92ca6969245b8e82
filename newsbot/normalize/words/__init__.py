"""Word lists by topic and language: what the readers of printed lines and of page markup look for.

Each topic is one TOML file beside this module. A table is a language (or another section), a key lists words in lower
case and NFC. The files are read when first needed.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pkgutil import get_data

Words = dict[str, dict[str, tuple[str, ...]]]


@cache
def words(topic: str) -> Words:
    """Everything known about a topic ("dates", "credits"): words by section and key.

    Raises FileNotFoundError for a topic that has no file and ValueError for a file that is no TOML.
    """
    tables = tomllib.loads((get_data(__name__, f"{topic}.toml") or b"").decode())
    return {section: {key: tuple(listed) for key, listed in keys.items()} for section, keys in tables.items()}


@cache
def by_language(topic: str, key: str) -> dict[str, tuple[str, ...]]:
    """The words under `key`, by language, of the languages that have some; in the order of the file."""
    return {language: keys[key] for language, keys in words(topic).items() if key in keys}


@cache
def merged(topic: str, key: str) -> tuple[str, ...]:
    """The words under `key` of every language, longest first, so that an alternation of them matches the longest."""
    found = {word for listed in by_language(topic, key).values() for word in listed}
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


@cache
def known(topic: str, key: str) -> frozenset[str]:
    """The words under `key` of every language, for looking up."""
    return frozenset(merged(topic, key))
