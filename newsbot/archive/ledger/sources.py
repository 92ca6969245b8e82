"""The table `sources`: one row a source that was read to its end, with its time and validators."""

# ruff: noqa: S608 (statements are put together from the column names below; values are always bound)

from __future__ import annotations

from dataclasses import fields

from newsbot.archive.ledger.connection import Connection
from newsbot.archive.tables import Mark

_MARK = ", ".join(field.name for field in fields(Mark))


class Sources:
    """What is remembered of feeds, sitemaps and sections."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def mark(self, url: str) -> Mark | None:
        """What is remembered of a source; None when it was never read to its end."""
        row = self._db.read(f"SELECT {_MARK} FROM sources WHERE url = ?", (url,)).fetchone()
        return row and self._db.row(Mark, row)

    def remember(self, mark: Mark) -> None:
        """Remember a source with the next commit, in place of what was remembered of it."""
        values = tuple(getattr(mark, field.name) for field in fields(Mark))
        self._db.write(f"INSERT OR REPLACE INTO sources ({_MARK}) VALUES ({', '.join('?' * len(values))})", values)
