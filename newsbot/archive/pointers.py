"""The captures that lines and URLs lead to, while an archive is verified: kept on disk, in the order of the captures."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from newsbot.archive.errors import ArchiveNotWritable
from newsbot.archive.plain_json import MAX_INTEGER
from newsbot.archive.warc import Record
from newsbot.article import Capture

BATCH_POINTERS = 1000
"""Pointers written together."""
_MEET = "DELETE FROM pointers WHERE file = ? AND offset = ? AND record_id = ? AND digest = ?"


class Pointers:
    """The captures that lines and URLs lead to, kept in a temporary file in the order of the captures."""

    def __init__(self) -> None:
        self._db = sqlite3.connect("", isolation_level=None)  # "": on disk, and gone when closed
        self._db.execute(
            "CREATE TABLE pointers (file TEXT, offset INTEGER, record_id TEXT, digest TEXT, place TEXT, "
            "PRIMARY KEY (file, offset, record_id, digest)) WITHOUT ROWID"
        )
        self._db.execute("BEGIN")
        self._added: list[tuple[str, int, str, str, str]] = []
        self._met: list[tuple[str, int, str | None, str | None]] = []

    def add(self, capture: Capture, place: str) -> None:
        """Something at this place leads to a capture. Raises ValueError for one that no ledger can name."""
        if not f"{capture.file}{capture.record_id}{capture.digest}".isprintable() or abs(capture.offset) > MAX_INTEGER:
            raise ValueError("the name of its capture is malformed")
        self._added.append((capture.file, capture.offset, capture.record_id, capture.digest, place))
        if len(self._added) >= BATCH_POINTERS:
            self._flush()

    def meet(self, file: str, record: Record) -> None:
        """The record is there: what leads to it is right."""
        headers = record.headers
        self._met.append((file, record.offset, headers.get("warc-record-id"), headers.get("warc-payload-digest")))
        if len(self._met) >= BATCH_POINTERS:
            self._flush()

    def _flush(self) -> None:
        try:
            self._db.executemany("INSERT OR IGNORE INTO pointers VALUES (?, ?, ?, ?, ?)", self._added)
            self._db.executemany(_MEET, self._met)
        except sqlite3.OperationalError as error:
            raise ArchiveNotWritable(
                f"cannot write temporary files: {error}; make room, or name another folder with SQLITE_TMPDIR"
            ) from error
        self._added.clear()
        self._met.clear()

    def _ask(self, sql: str, *values: object) -> sqlite3.Cursor:
        self._flush()
        return self._db.execute(sql, values)

    def next(self, file: str, offset: int) -> int | None:
        """The first place behind `offset` that something leads to."""
        found = self._ask("SELECT min(offset) FROM pointers WHERE file = ? AND offset > ?", file, offset).fetchone()[0]
        return None if found is None else int(found)

    def files(self) -> list[str]:
        """The capture files that something leads to."""
        return [row[0] for row in self._ask("SELECT DISTINCT file FROM pointers")]

    def count(self, file: str) -> int:
        """How many places lead into a capture file."""
        return int(self._ask("SELECT count(*) FROM pointers WHERE file = ?", file).fetchone()[0])

    def left(self, file: str) -> Iterator[str]:
        """Where pointers stand that led to nothing."""
        return (row[0] for row in self._ask("SELECT place FROM pointers WHERE file = ? ORDER BY offset", file))

    def close(self) -> None:
        """Take the temporary file away."""
        self._db.close()
