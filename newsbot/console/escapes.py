"""Text from the web or from an archive as a terminal may see it: what would steer it is written as an escape."""

from __future__ import annotations

import re

_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]")
"""Control characters, marks that turn the direction of text round, line separators, lone surrogates."""


def shown(text: str) -> str:
    """One line of text."""
    return _UNSAFE.sub(lambda found: found[0].encode("unicode_escape", "surrogatepass").decode(), text)


def shown_json(text: str) -> str:
    """JSON text, with its line ends: the same value, written so that a terminal may see it."""
    return "\n".join(_UNSAFE.sub(lambda found: _units(found[0]), line) for line in text.split("\n"))


def escaping(error: UnicodeError) -> tuple[str, int]:
    """What an output cannot write, as the escapes of JSON: an error handler of `codecs`."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return _units(error.object[error.start : error.end]), error.end


def _units(text: str) -> str:
    units = text.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{int.from_bytes(units[i : i + 2]):04x}" for i in range(0, len(units), 2))
