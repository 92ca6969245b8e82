"""Words the readers of printed lines know, by topic and language, as data.

Each topic is one TOML file beside this module. Words are lower case and NFC; Vietnamese comes first in every file.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def words(topic: str) -> dict[str, Any]:
    """Everything known about a topic ("dates", "credits"), as its file has it.

    Raises FileNotFoundError for a topic that has no file.
    """
    return tomllib.loads(files(__name__).joinpath(f"{topic}.toml").read_text(encoding="utf-8"))


def merged(topic: str, key: str) -> tuple[str, ...]:
    """The words under `key` of every language, longest first, so that an alternation of them matches the longest."""
    found = {word for language in words(topic).values() for word in language.get(key, ())}
    return tuple(sorted(found, key=lambda word: (-len(word), word)))
