"""Records and reports as JSON text, and text that a terminal may see."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsbot.archive import RunReport
    from newsbot.article import Article


def record_json(article: Article) -> str:
    """A record for reading."""
    from newsbot.archive import as_dict

    return json.dumps(as_dict(article), ensure_ascii=False, indent=2)


def report_json(report: RunReport) -> str:
    """A run report as in `runs.jsonl`."""
    from newsbot.archive.runs import report_line

    return report_line(report).rstrip("\n")


_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters, marks that turn the direction of text round, line separators, lone surrogates."""


def shown(text: str) -> str:
    """Text from the web or from an archive as a terminal may see it: what would steer it is written as an escape."""
    return _UNSAFE.sub(lambda found: found[0].encode("unicode_escape", "surrogatepass").decode(), text)


def escaping(error: UnicodeError) -> tuple[str, int]:
    """What an output cannot write, as the escapes of JSON: an error handler of `codecs`."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    units = error.object[error.start : error.end].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{int.from_bytes(units[i : i + 2]):04x}" for i in range(0, len(units), 2)), error.end
