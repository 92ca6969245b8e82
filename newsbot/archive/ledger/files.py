"""The table `files`: how many bytes of each JSONL and WARC file are acknowledged."""

from __future__ import annotations

from dataclasses import dataclass

from newsbot.archive.ledger.connection import Connection


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """A row of the table."""

    name: str
    size: int


class Files:
    """Acknowledged bytes by file; what lies behind them was not acknowledged when the process died."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def acknowledged(self) -> dict[str, int]:
        """Acknowledged bytes by file name, relative to the site's folder."""
        rows = self._db.read("SELECT name, size FROM files")
        return {row[0]: row[1] for row in rows if self._db.row(Acknowledged, row)}

    def acknowledge(self, name: str, size: int) -> None:
        """Acknowledge the first `size` bytes of a file with the next commit; with 0, that it need not be there."""
        sql = "INSERT INTO files VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET size = excluded.size"
        if size:
            self._db.write(sql, (name, size))
        else:
            self._db.write("DELETE FROM files WHERE name = ?", (name,))
