"""The tables `lines` and `owed`: one row a JSONL line, and one a line that the disk lost and whose capture it holds."""

# ruff: noqa: S608 (statements are put together from the column names below; values are always bound)

from __future__ import annotations

from collections.abc import Generator, Iterable
from contextlib import closing
from dataclasses import fields

from newsbot.archive.ledger.connection import Connection
from newsbot.archive.tables import Line

_LINE = ", ".join(f'"{field.name}"' for field in fields(Line))


class Lines:
    """Every archived line with its place: identity, revision, content hash, file and offset."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def newest(self, article_id: str) -> Line | None:
        """The newest revision of an article; None when it was never archived."""
        sql = f"SELECT {_LINE} FROM lines WHERE article_id = ? ORDER BY revision DESC LIMIT 1"
        row = self._db.read(sql, (article_id,)).fetchone()
        return row and self._db.row(Line, row)

    def revisions(self, article_id: str) -> list[Line]:
        """All revisions of an article, oldest first."""
        sql = f"SELECT {_LINE} FROM lines WHERE article_id = ? ORDER BY revision"
        return [self._db.row(Line, row) for row in self._db.read(sql, (article_id,))]

    def get(self, article_id: str, revision: int) -> Line | None:
        """Where one revision of an article lies."""
        row = self._db.read(
            f"SELECT {_LINE} FROM lines WHERE article_id = ? AND revision = ?", (article_id, revision)
        ).fetchone()
        return row and self._db.row(Line, row)

    def all(self) -> Generator[Line]:
        """Every line, by article and revision."""
        with closing(self._db.read(f"SELECT {_LINE} FROM lines ORDER BY article_id, revision")) as cursor:
            for row in cursor:
                yield self._db.row(Line, row)

    def in_file(self, file: str, offset: int = 0) -> Generator[Line]:
        """The lines of a JSONL file that begin at `offset` or behind it, in the order of the file."""
        sql = f'SELECT {_LINE} FROM lines WHERE file = ? AND "offset" >= ? ORDER BY "offset"'
        with closing(self._db.read(sql, (file, offset))) as cursor:
            for row in cursor:
                yield self._db.row(Line, row)

    def last_in_file(self, file: str, size: int) -> Line | None:
        """The last line of a JSONL file that lies wholly in its first `size` bytes."""
        sql = f'SELECT {_LINE} FROM lines WHERE file = ? AND "offset" + length <= ? ORDER BY "offset" DESC LIMIT 1'
        row = self._db.read(sql, (file, size)).fetchone()
        return row and self._db.row(Line, row)

    def read_from(self, capture_file: str, offset: int) -> list[Line]:
        """The lines read from captures of this file at `offset` or behind it; reads the whole table."""
        sql = f"SELECT {_LINE} FROM lines WHERE capture_file = ? AND capture_offset >= ?"
        return [self._db.row(Line, row) for row in self._db.read(sql, (capture_file, offset))]

    def capture_files(self) -> list[str]:
        """The capture files that lines were read from; reads the whole table."""
        sql = "SELECT DISTINCT capture_file FROM lines WHERE capture_file IS NOT NULL"
        return [str(row[0]) for row in self._db.read(sql)]

    def without_capture(self) -> list[Line]:
        """The lines that name no capture; reads the whole table."""
        return [
            self._db.row(Line, row) for row in self._db.read(f"SELECT {_LINE} FROM lines WHERE capture_file IS NULL")
        ]

    def article_count(self) -> int:
        """How many different articles are archived."""
        return int(self._db.read("SELECT count(DISTINCT article_id) FROM lines").fetchone()[0])

    def add(self, line: Line) -> None:
        """Acknowledge a line with the next commit."""
        values = tuple(getattr(line, field.name) for field in fields(Line))
        self._db.write(f"INSERT INTO lines ({_LINE}) VALUES ({', '.join('?' * len(values))})", values)

    def replace(self, file: str, lines: Iterable[Line]) -> None:
        """Give a JSONL file other lines than those that it had."""
        self._db.write("DELETE FROM lines WHERE file = ?", (file,))
        for line in lines:
            self.add(line)

    def forget(self, line: Line) -> None:
        """Forget a line, also an owed one."""
        for table in ("lines", "owed"):
            self._delete(table, line.article_id, line.revision)

    def owe(self, line: Line) -> None:
        """Forget a line that is to be made again from its capture; its URL stays as it is."""
        self._delete("lines", line.article_id, line.revision)
        values = tuple(getattr(line, field.name) for field in fields(Line))
        self._db.write(f"INSERT OR REPLACE INTO owed ({_LINE}) VALUES ({', '.join('?' * len(values))})", values)

    def owed(self) -> list[Line]:
        """The lines that are to be made again, in the order in which they stood."""
        return [self._db.row(Line, row) for row in self._db.read(f'SELECT {_LINE} FROM owed ORDER BY file, "offset"')]

    def owed_line(self, article_id: str, revision: int) -> Line | None:
        """The line that is to be made again of a revision; None when none is."""
        sql = f"SELECT {_LINE} FROM owed WHERE article_id = ? AND revision = ?"
        row = self._db.read(sql, (article_id, revision)).fetchone()
        return row and self._db.row(Line, row)

    def repay(self, owed: Line, line: Line) -> None:
        """Acknowledge a line with the next commit that stands for an owed one; URLs that held that one hold this one."""
        self._delete("owed", owed.article_id, owed.revision)
        self.add(line)
        sql = "UPDATE urls SET revision = ?, content_hash = ? WHERE article_id = ? AND revision = ?"
        self._db.write(sql, (line.revision, line.content_hash, owed.article_id, owed.revision))

    def _delete(self, table: str, article_id: str, revision: int) -> None:
        self._db.write(f"DELETE FROM {table} WHERE article_id = ? AND revision = ?", (article_id, revision))
