"""The table `retractions`: one row a revision that was taken back, as in `retractions.jsonl`."""

# ruff: noqa: S608 (statements are put together from the column names below; values are always bound)

from __future__ import annotations

from dataclasses import fields

from newsbot.archive.ledger.connection import Connection
from newsbot.archive.retractions import Retraction
from newsbot.archive.tables import Line

_ROW = ", ".join(f'"{field.name}"' for field in fields(Retraction))
_LINE = ", ".join(f'"{field.name}"' for field in fields(Line))
_STANDS = "NOT EXISTS (SELECT 1 FROM retractions WHERE id = lines.article_id AND retractions.revision = lines.revision)"


class Retractions:
    """Which revisions were taken back, and which lines of an article stand."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def all(self) -> list[Retraction]:
        """What was taken back, in the order of time; nothing in a ledger of an older version that is only read."""
        if not self._db.read("SELECT 1 FROM sqlite_master WHERE name = 'retractions'").fetchone():
            return []
        return [
            self._db.row(Retraction, row)
            for row in self._db.read(f"SELECT {_ROW} FROM retractions ORDER BY retracted_at, id")
        ]

    def add(self, retraction: Retraction) -> bool:
        """Take a revision back with the next commit; False when that was done before."""
        values = tuple(getattr(retraction, field.name) for field in fields(Retraction))
        sql = f"INSERT INTO retractions ({_ROW}) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
        return self._db.write(sql, values).rowcount == 1

    def newest_standing(self, article_id: str) -> Line | None:
        """The newest revision of an article that was not taken back; None when there is none."""
        sql = f"SELECT {_LINE} FROM lines WHERE article_id = ? AND {_STANDS} ORDER BY revision DESC LIMIT 1"
        row = self._db.read(sql, (article_id,)).fetchone()
        return row and self._db.row(Line, row)

    def standing(self, article_id: str) -> list[Line]:
        """The revisions of an article that were not taken back, oldest first."""
        sql = f"SELECT {_LINE} FROM lines WHERE article_id = ? AND {_STANDS} ORDER BY revision"
        return [self._db.row(Line, row) for row in self._db.read(sql, (article_id,))]

    def last_revision(self, article_id: str) -> int:
        """The highest revision number that an article ever had, also one that was taken back; 0 for none."""
        sql = (
            "SELECT max(coalesce((SELECT max(revision) FROM lines WHERE article_id = ?), 0), "
            "coalesce((SELECT max(revision) FROM retractions WHERE id = ?), 0))"
        )
        return int(self._db.read(sql, (article_id, article_id)).fetchone()[0])

    def held(self) -> list[tuple[str, str, int]]:
        """URLs that hold what was taken back, each with article and revision. Reads the whole table of URLs."""
        on = "id = article_id AND retractions.revision = urls.revision"
        sql = f"SELECT url, article_id, urls.revision FROM urls JOIN retractions ON {on}"
        return [(url, article, int(revision)) for url, article, revision in self._db.read(sql).fetchall()]
