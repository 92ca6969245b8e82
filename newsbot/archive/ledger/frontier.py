"""The frontier: the URLs that are still to fetch, and those in flight, as the table `urls` says."""

# ruff: noqa: S608 (statements are put together from the column names below; values are always bound)

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from newsbot.archive.ledger.connection import Connection
from newsbot.archive.tables import State


class Frontier:
    """What is to be fetched, in discovery order."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def take(self, limit: int = 1) -> list[str]:
        """The next pending URLs in discovery order; they are in flight from now on."""
        rows = self._db.read(
            "SELECT seq, url FROM urls WHERE state = 'pending' ORDER BY seq LIMIT ?", (limit,)
        ).fetchall()
        now = self._db.now()
        for seq, _ in rows:
            sql = "UPDATE urls SET state = 'in_flight', attempts = attempts + 1, updated_at = ?, run = ? WHERE seq = ?"
            self._db.write(sql, (now, self._db.run, seq))
        return [url for _, url in rows]

    def release(self, url: str) -> None:
        """Give back a URL that was taken and not fetched."""
        sql = "UPDATE urls SET state = 'pending', attempts = max(attempts - 1, 0), updated_at = ? "
        self._db.write(sql + "WHERE url = ? AND state = 'in_flight'", (self._db.now(), url))

    def release_all(self) -> int:
        """Give back every URL in flight: the process that took them is dead. Returns how many."""
        sql = "UPDATE urls SET state = 'pending', updated_at = ? WHERE state = 'in_flight'"
        return self._db.write(sql, (self._db.now(),)).rowcount

    def reopen(self, states: Iterable[State], *, max_attempts: int | None = None, but: str | None = None) -> int:
        """Make URLs of earlier runs pending again that ended in one of these states; returns how many.

        An archived article in quarantine is fetched again when its recrawl is due. `max_attempts`: only those that were tried
        fewer times; `but`: not those with a reason that begins so.
        """
        names = [str(state) for state in states]
        sql = f"UPDATE urls SET state = 'pending', updated_at = ? WHERE state IN ({', '.join('?' * len(names))}) "
        sql += "AND run IS NOT ? AND (state != 'quarantined' OR article_id IS NULL)"
        values: list[Any] = [self._db.now(), *names, self._db.run]
        if max_attempts is not None:
            sql += " AND attempts < ?"
            values.append(max_attempts)
        if but is not None:
            sql += " AND substr(coalesce(reason, ''), 1, ?) != ?"
            values += [len(but), but]
        return self._db.write(sql, tuple(values)).rowcount

    def wake_duplicates(self, article_id: str) -> int:
        """Make the other URLs of an article pending, now that the one it was read from has lost it; returns how many."""
        sql = "UPDATE urls SET state = 'pending', updated_at = ? WHERE state = 'duplicate' AND article_id = ?"
        return self._db.write(sql, (self._db.now(), article_id)).rowcount

    def wake(self, url: str, state: State) -> bool:
        """Make a URL pending that is in this state since an earlier run; whether it was."""
        sql = "UPDATE urls SET state = 'pending', updated_at = ? WHERE url = ? AND state = ? AND run IS NOT ?"
        return self._db.write(sql, (self._db.now(), url, str(state), self._db.run)).rowcount == 1
