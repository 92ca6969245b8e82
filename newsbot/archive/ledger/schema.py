"""Whether a file of SQLite has the tables of a ledger, and nothing that would run: a ledger from elsewhere is untrusted input.

STRICT tables hold the types that they declare, so the tables themselves are compared, word for word. A view, a trigger or an
index of another's making is code; a table of another name is never asked for.
"""

from __future__ import annotations

import re
import sqlite3
from functools import cache
from pathlib import Path

from newsbot.archive.errors import ArchiveDamaged
from newsbot.archive.regular_files import reading
from newsbot.archive.tables import SCHEMA

MAX_VALUE_BYTES = 16 * 1024 * 1024
"""Bytes of a value or a row: a URL with its reason, or a description of the home page, has a few thousand."""
MAX_OBJECTS = 200
"""Tables and indexes that are looked at; a ledger has two dozen."""
_SUPER_JOURNAL = bytes.fromhex("d9d505f920a163d7")
"""How a rollback journal ends that names another file (SQLite file format, section 3)."""
_NAME = re.compile(r"create(?:unique)?(table|index)(\w+?)(?:\(|on)")


def harden(db: sqlite3.Connection) -> None:
    """Bound what SQLite reads, and let nothing in the file run."""
    db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_VALUE_BYTES)
    db.execute("PRAGMA trusted_schema = OFF")
    db.execute("PRAGMA cell_size_check = ON")


def check_schema(db: sqlite3.Connection, path: Path) -> None:
    """Raise ArchiveDamaged unless the tables that newsbot knows are as it makes them, and nothing else is theirs."""
    rows = db.execute("SELECT type, name, tbl_name, sql FROM sqlite_master LIMIT ?", (MAX_OBJECTS + 1,)).fetchall()
    if len(rows) > MAX_OBJECTS:
        raise _other(path, f"it has more than {MAX_OBJECTS} tables")
    for kind, name, table, sql in rows:
        if kind not in ("table", "index"):
            raise _other(path, f"it has the {kind} {name}")
        if sql is None or table not in _known():  # the index of a key, or a table that is never asked for
            continue
        if _words(str(sql)) != _known().get(name):
            raise _other(path, f"the {kind} {name} is another")


def _other(path: Path, what: str) -> ArchiveDamaged:
    return ArchiveDamaged(
        f"{path} is no ledger of newsbot's making: {what}; restore it, or run newsbot verify --rebuild"
    )


@cache
def _known() -> dict[str, str]:
    """Every table and index of a ledger, by name."""
    with sqlite3.connect(":memory:") as db:
        db.executescript(SCHEMA)
        known = {
            name: _words(sql) for name, sql in db.execute("SELECT name, sql FROM sqlite_master WHERE sql NOT NULL")
        }
    db.close()
    return known


def _words(sql: str) -> str:
    return "".join(sql.split()).lower()


def refuse_super_journal(journal: Path) -> None:
    """Raise ArchiveDamaged for a rollback journal that has SQLite look after another file; newsbot never leaves one."""
    try:
        with reading(journal) as stream:
            size = stream.seek(0, 2)
            stream.seek(max(0, size - len(_SUPER_JOURNAL)))
            names_another = stream.read() == _SUPER_JOURNAL
    except FileNotFoundError:
        return
    if names_another:
        raise ArchiveDamaged(f"{journal} leads to another file, and is not of newsbot's making; move it away")
