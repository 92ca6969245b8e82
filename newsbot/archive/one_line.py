"""The record of one line, by its place."""

from __future__ import annotations

from pathlib import Path

from newsbot.archive.jsonl import from_line
from newsbot.archive.months import line_at, months
from newsbot.archive.tables import Line
from newsbot.article import Article


def record_of(folder: Path, line: Line) -> Article | None:
    """The record of a line of a site; None when it cannot be read, or is not on disk yet."""
    path = months(folder).get(line.file)
    try:
        return from_line(line_at(path, line.offset, line.length)) if path else None
    except (OSError, ValueError):
        return None
