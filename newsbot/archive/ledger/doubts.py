"""The tables `doubts`, `homes`, `doubtful_texts`: what a site seems to do that is not believed yet, and how it looked before."""

from __future__ import annotations

from dataclasses import astuple

from newsbot.archive.ledger.connection import Connection
from newsbot.archive.tables import Doubt


class Doubts:
    """What is held against the answers of a site, until later runs settle it."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def each(self) -> list[Doubt]:
        """The open doubts, oldest first."""
        if not self._db.read("SELECT 1 FROM sqlite_master WHERE name = 'doubts'").fetchone():
            return []  # a ledger of an older version that is only read
        rows = self._db.read("SELECT kind, since, seen_at, days, is_believed, told FROM doubts ORDER BY since, kind")
        return [
            Doubt(kind, since, seen, days, bool(believed), told) for kind, since, seen, days, believed, told in rows
        ]

    def of(self, kind: str) -> Doubt | None:
        """The open doubt of a kind; None when there is none."""
        return next((doubt for doubt in self.each() if doubt.kind == kind), None)

    def put(self, doubt: Doubt) -> None:
        """Open a doubt, or say more of it."""
        self._db.write("INSERT OR REPLACE INTO doubts VALUES (?, ?, ?, ?, ?, ?)", astuple(doubt))

    def settle(self) -> None:
        """Close every doubt: the site is as it was."""
        self._db.write("DELETE FROM doubts", ())

    def home(self) -> str | None:
        """How the home page looked when it was last believed, as `remember_home` was given it; None when it never was."""
        row = self._db.read("SELECT home FROM homes WHERE role = 'believed'").fetchone()
        return row and str(row[0])

    def remember_home(self, home: str) -> None:
        """The home page is believed to look like this."""
        self._db.write("INSERT OR REPLACE INTO homes VALUES ('believed', ?)", (home,))

    def note_text(self, text: str) -> None:
        """A text stood at URLs that held different articles; `text` is its key."""
        self._db.write("INSERT OR REPLACE INTO doubtful_texts VALUES (?, ?)", (text, self._db.now()))

    def knows_text(self, text: str) -> bool:
        """Whether a text stood at URLs that held different articles, in this run or an earlier one."""
        return self._db.read("SELECT 1 FROM doubtful_texts WHERE text = ?", (text,)).fetchone() is not None
