"""What `newsbot reread` shows: which files are the same, which fields changed and how, which pages changed sides."""

from __future__ import annotations

import json
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from newsbot.archive.jsonl import KEYS
from newsbot.reprocess.changes import Changes, Pages

NAMED = 10
"""Pages of a kind that are named; `--json` names more."""
_AROUND = 30
"""Characters of a value shown on either side of what is different in it."""


def show_changes(console: Console, changes: Changes) -> None:
    """One site."""
    console.print(f"{changes.site}: {changes.lines} records read again, {changes.changed} are different", markup=False)
    if changes.fields:
        console.print(_fields(changes))
    _pages(console, changes.became, "read as articles now")
    _pages(console, changes.ceased, "no articles any more")
    _pages(console, changes.kept, "kept as they were")
    _pages(console, changes.unreadable, "kept as they were, because their captures cannot be read")
    for file in changes.files:
        same = "the same bytes" if file.before == file.after else f"now {file.after}"
        console.print(f"{file.name}: {file.lines} lines, SHA-256 {file.before}, {same}", markup=False, soft_wrap=True)
    for note in changes.notes:
        console.print(f"note: {note}", markup=False, soft_wrap=True)
    if changes.applied:
        console.print("The records were written anew.")
    elif not changes.is_same:
        console.print("Nothing was written; --apply writes the records anew.", markup=False)


def _fields(changes: Changes) -> Table:
    table = Table(show_lines=True)
    for heading in ("field", "records", "for example", "before", "now"):
        table.add_column(heading, overflow="fold", justify="right" if heading == "records" else "left")
    for key in KEYS:
        for number, (name, before, now) in enumerate(changes.fields[key].samples if key in changes.fields else ()):
            count = "" if number else str(changes.fields[key].records)
            table.add_row("" if number else key, count, *map(Text, (name, *differing(before, now))))
    return table


def _pages(console: Console, pages: Pages, what: str) -> None:
    if not pages.count:
        return
    console.print(f"{pages.count} {what}:", markup=False)
    for name, reason in pages.named[:NAMED]:
        console.print(f"  {name}: {reason}", markup=False, soft_wrap=True)
    if pages.count > NAMED:
        console.print(f"  and {pages.count - NAMED} more")


def differing(before: Any, now: Any) -> tuple[str, str]:
    """Two values, cut to where they differ."""
    old, new = _text(before), _text(now)
    begin = next((at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    end = 0
    while end < min(len(old), len(new)) - begin and old[-1 - end] == new[-1 - end]:
        end += 1
    return _cut(old, begin, end), _cut(new, begin, end)


def _cut(text: str, begin: int, end: int) -> str:
    first, last = max(0, begin - _AROUND), min(len(text), len(text) - end + _AROUND)
    middle = text[first:last]
    if len(middle) > 8 * _AROUND:
        middle = f"{middle[: 6 * _AROUND]} … {middle[-_AROUND:]}"
    return f"{'…' if first else ''}{middle}{'…' if last < len(text) else ''}"


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
