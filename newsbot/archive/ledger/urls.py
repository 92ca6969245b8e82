"""The table `urls`: one row a discovered URL, in discovery order, with its state."""

# ruff: noqa: S608 (statements are put together from the column names below; values are always bound)

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from newsbot.archive.errors import ArchiveDamaged
from newsbot.archive.ledger.connection import Connection
from newsbot.archive.tables import Entry, State

_ENTRY = ", ".join(field.name for field in fields(Entry))
_PAGE_ROWS = 1000
"""Rows read at once, so that states may change between two pages of them."""


class Urls:
    """Every discovered URL; each has exactly one `State`, so the states add up to what was discovered."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def discover(self, url: str, source: str, *, kind: str = "article") -> bool:
        """Note a URL; True when it is new. A known one keeps its state."""
        now = self._db.now()
        sql = (
            "INSERT INTO urls (url, kind, state, discovered_at, discovered_from, updated_at, run) "
            "VALUES (?, ?, 'pending', ?, ?, ?, ?) ON CONFLICT (url) DO NOTHING"
        )
        return self._db.write(sql, (url, kind, now, source, now, self._db.run)).rowcount == 1

    def entry(self, url: str) -> Entry | None:
        """All that is known of a URL; None when it was never discovered."""
        row = self._db.read(f"SELECT {_ENTRY} FROM urls WHERE url = ?", (url,)).fetchone()
        return row and self._entry(row)

    def state_of(self, url: str) -> State | None:
        """State of a URL; None when it was never discovered."""
        row = self._db.read("SELECT state FROM urls WHERE url = ?", (url,)).fetchone()
        return row and self._state(url, row[0])

    def put(self, entry: Entry) -> None:
        """Write all that is known of a URL, in place of what was known of it."""
        values = tuple(getattr(entry, field.name) for field in fields(Entry))
        names = [field.name for field in fields(Entry) if field.name != "url"]
        changed = ", ".join(f"{name} = excluded.{name}" for name in names)
        marks = ", ".join("?" * len(values))
        self._db.write(
            f"INSERT INTO urls ({_ENTRY}) VALUES ({marks}) ON CONFLICT (url) DO UPDATE SET {changed}", values
        )

    def date_now(self, url: str) -> None:
        """Say that the state of a URL was set now: the clock that said later was wrong."""
        self._db.write("UPDATE urls SET updated_at = ? WHERE url = ?", (self._db.now(), url))

    def rehash(self, article_id: str, revision: int, content_hash: str) -> None:
        """Another reading of the same page has this content hash."""
        sql = "UPDATE urls SET content_hash = ? WHERE article_id = ? AND revision = ?"
        self._db.write(sql, (content_hash, article_id, revision))

    def retract(self, article_id: str, state: State, reason: str) -> None:
        """An article is none: its URLs have this state from now on."""
        sql = (
            "UPDATE urls SET state = ?, reason = ?, updated_at = ?, article_id = NULL, revision = NULL, content_hash = NULL "
            "WHERE article_id = ? AND state IN ('archived', 'unchanged')"
        )
        self._db.write(sql, (str(state), reason, self._db.now(), article_id))

    def hold_again(self) -> None:
        """URLs that hold no article now and held another one before: they hold that one. Reads the whole table."""
        before = "SELECT article_id, revision, content_hash FROM lines WHERE lines.url = urls.url ORDER BY revision DESC LIMIT 1"
        sql = f"UPDATE urls SET (article_id, revision, content_hash) = ({before}) "
        self._db.write(sql + "WHERE article_id IS NULL AND url IN (SELECT url FROM lines)", ())

    def runs(self) -> set[str]:
        """The runs that set the state of any URL. Reads the whole table."""
        return {str(run) for (run,) in self._db.read("SELECT DISTINCT run FROM urls WHERE run IS NOT NULL")}

    def counts(self, *, run: str | None = None) -> dict[State, int]:
        """URLs by state, zero included; with `run`, only those whose state that run set.

        Raises ArchiveDamaged when a URL has what is no state.
        """
        where, values = ("", ()) if run is None else ("WHERE run = ? ", (run,))
        found = dict(self._db.read(f"SELECT state, count(*) FROM urls {where}GROUP BY state", values).fetchall())
        for name in found.keys() - set(State):
            url = self._db.read("SELECT url FROM urls WHERE state = ?", (name,)).fetchone()[0]
            self._state(url, name)
        return {state: found.get(state.value, 0) for state in State}

    def count(self) -> int:
        """How many URLs were discovered."""
        return int(self._db.read("SELECT count(*) FROM urls").fetchone()[0])

    def count_in(self, state: State) -> int:
        """How many URLs are in a state."""
        return int(self._db.read("SELECT count(*) FROM urls WHERE state = ?", (str(state),)).fetchone()[0])

    def entries(self, state: State) -> Iterator[Entry]:
        """The URLs in a state, in discovery order; states may change while this runs."""
        last = 0
        sql = f"SELECT seq, {_ENTRY} FROM urls WHERE state = ? AND seq > ? ORDER BY seq LIMIT {_PAGE_ROWS}"
        while rows := self._db.read(sql, (str(state), last)).fetchall():
            yield from (self._entry(row[1:]) for row in rows)
            last = rows[-1][0]

    def in_state(self, state: State) -> Iterator[str]:
        """The URLs in a state, in discovery order; states may change while this runs."""
        return (entry.url for entry in self.entries(state))

    def number_of(self, url: str) -> int | None:
        """Place of a URL in the order of discovery, from 1; None when it was never discovered."""
        row = self._db.read("SELECT seq FROM urls WHERE url = ?", (url,)).fetchone()
        return row and int(row[0])

    def last_number(self) -> int:
        """Number of the URL that was discovered last; 0 when there is none."""
        return int(self._db.read("SELECT coalesce(max(seq), 0) FROM urls").fetchone()[0])

    def _entry(self, row: tuple[Any, ...]) -> Entry:
        return self._db.row(Entry, (*row[:2], self._state(row[0], row[2]), *row[3:]))

    def _state(self, url: str, name: str) -> State:
        try:
            return State(name)
        except ValueError:
            raise ArchiveDamaged(
                f"{self._db.path}: the state of {url} is {name!r}, which is none; restore it, or run newsbot verify --rebuild"
            ) from None
