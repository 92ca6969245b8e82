"""The table `lists`: when each list of articles was last read, and what was known then."""

from __future__ import annotations

from dataclasses import astuple

from newsbot.archive.ledger.connection import Connection
from newsbot.archive.tables import ListSeen


class Lists:
    """What tells whether a list has turned over between two runs."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def each(self) -> list[ListSeen]:
        """The lists that were read in earlier runs and named any article."""
        rows = self._db.read("SELECT name, source, seen_at, number FROM lists ORDER BY name")
        return [ListSeen(*row) for row in rows]

    def put(self, seen: ListSeen) -> None:
        """Note that a list was read, in place of what was noted of it."""
        self._db.write("INSERT OR REPLACE INTO lists VALUES (?, ?, ?, ?)", astuple(seen))
