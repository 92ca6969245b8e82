"""The table `revisits`: when archived articles are fetched again."""

# ruff: noqa: S608 (statements are put together from the column names below; values are always bound)

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from datetime import datetime

from newsbot.archive.clock import utc
from newsbot.archive.ledger.connection import Connection
from newsbot.archive.tables import Line, Recrawl

_DUE = (
    "FROM revisits JOIN urls USING (url) WHERE due_at {} ? AND state NOT IN ('pending', 'in_flight') "
    "AND (? IS NULL OR born_at >= ?)"
)
_PAGE_ROWS = 1000
"""Rows read at once, so that what is planned may change between two pages of them."""
_COME, _TOO_FAR = _DUE.format("<="), _DUE.format(">")


class Recrawls:
    """When the article at each URL is fetched again, how old it is, since when it has been gone."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def of(self, url: str) -> Recrawl:
        """When the article at a URL is fetched again."""
        row = self._db.read("SELECT born_at, due_at, gone_at FROM revisits WHERE url = ?", (url,)).fetchone()
        return Recrawl(url, *(text and self._db.moment(text) for text in row)) if row else Recrawl(url)

    def schedule(self, recrawl: Recrawl) -> None:
        """Plan when the article at a URL is fetched again, in place of what was planned before."""
        if recrawl.due_at is None and recrawl.gone_at is None:
            self._db.write("DELETE FROM revisits WHERE url = ?", (recrawl.url,))
            return
        moments = (moment and utc(moment) for moment in (recrawl.born_at, recrawl.due_at, recrawl.gone_at))
        self._db.write("INSERT OR REPLACE INTO revisits VALUES (?, ?, ?, ?)", (recrawl.url, *moments))

    def each(self) -> Iterator[Recrawl]:
        """Every planned recrawl; what is planned may change while this runs."""
        last = ""
        sql = f"SELECT url, born_at, due_at, gone_at FROM revisits WHERE url > ? ORDER BY url LIMIT {_PAGE_ROWS}"
        while rows := self._db.read(sql, (last,)).fetchall():
            for url, *moments in rows:
                yield Recrawl(url, *(text and self._db.moment(text) for text in moments))
            last = rows[-1][0]

    def take_due(self, now: datetime, horizon: datetime, *, since: datetime | None = None) -> str | None:
        """The URL that has waited longest to be fetched again; it is in flight from now on.

        Due is what is planned for `now` or before, and behind `horizon`: that was planned by a clock that ran ahead. `since`:
        only articles that came out then or later.
        """
        for where, moment in ((_COME, now), (_TOO_FAR, horizon)):
            row = self._db.read(f"SELECT url {where} ORDER BY due_at LIMIT 1", _due(moment, since)).fetchone()
            if row:
                return self.take(str(row[0]))
        return None

    def take(self, url: str) -> str:
        """Take a known URL to be fetched again, due or not; it is in flight from now on."""
        self._db.write("UPDATE revisits SET due_at = NULL WHERE url = ?", (url,))
        sql = "UPDATE urls SET state = 'in_flight', attempts = 1, updated_at = ?, run = ? WHERE url = ?"
        self._db.write(sql, (self._db.now(), self._db.run, url))
        return url

    def count_due(self, now: datetime, horizon: datetime, *, since: datetime | None = None) -> int:
        """How many URLs are due to be fetched again."""
        asked = ((_COME, now), (_TOO_FAR, horizon))
        counts = (self._db.read(f"SELECT count(*) {where}", _due(moment, since)) for where, moment in asked)
        return sum(int(count.fetchone()[0]) for count in counts)

    def settled_after(self, now: datetime) -> Iterator[tuple[str, datetime, Line]]:
        """The URLs of articles whose state was set later than `now` and that are not due by then.

        Each with the time of its discovery and its line, in the order of the lines. Looks at every URL.
        """
        line = ", ".join(f'lines."{field.name}"' for field in fields(Line))
        sql = (
            f"SELECT urls.url, discovered_at, {line} FROM urls LEFT JOIN revisits USING (url) "
            "JOIN lines ON lines.article_id = urls.article_id AND lines.revision = urls.revision "
            "WHERE state IN ('archived', 'unchanged') AND updated_at > ? AND gone_at IS NULL AND coalesce(due_at > ?, TRUE) "
            'ORDER BY lines.file, lines."offset"'
        )
        moment = utc(now)
        for url, discovered, *values in self._db.read(sql, (moment, moment)):
            yield url, self._db.moment(discovered), self._db.row(Line, tuple(values))


def _due(moment: datetime, since: datetime | None) -> tuple[str | None, ...]:
    begin = utc(since) if since else None
    return utc(moment), begin, begin
