"""The ledger: every discovered URL with its state, and every archived line with its place.

`<site>/ledger.sqlite` is SQLite in WAL mode; `PRAGMA application_id` and `PRAGMA user_version` say that it is a ledger and of
which version. Nothing is held in memory, so a million URLs cost no more at the start than ten. Tables:

- `urls`: one row a discovered URL, in discovery order; each has exactly one `State`, so the states add up to what was discovered.
- `lines`: one row a JSONL line: identity, revision, content hash, and where the line lies.
- `sources`: one row a source that was read to its end: when, and with which validators.
- `revisits`: one row an article that is to be fetched again: when, how old it is, since when it has been gone.
- `files`: how many bytes of each JSONL and WARC file are acknowledged; what lies behind them was not when the process died.
- `owed`: one row a line that the disk lost and whose capture it holds: the line is to be made again from it.
- `doubts`, `homes`, `doubtful_texts`: what the site seems to do that is not believed yet, how its home page looked when it was
  last believed, and texts that stood at URLs of different articles.
- `lists`: one row a list that named any article: when it was last read, and what was known then.
- `retractions`: one row a revision that was taken back, as in `retractions.jsonl`.
- `ended`: the last run, once it has ended with everything on disk; empty while one runs, and when it died.

All changes since the last `commit` form one transaction: after a kill either all of them are there or none.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from newsbot.archive.clock import Clock, system_clock
from newsbot.archive.ledger.captures import Captures
from newsbot.archive.ledger.connection import Connection
from newsbot.archive.ledger.contradictions import CONTRADICTIONS
from newsbot.archive.ledger.doubts import Doubts
from newsbot.archive.ledger.files import Files
from newsbot.archive.ledger.frontier import Frontier
from newsbot.archive.ledger.lines import Lines
from newsbot.archive.ledger.lists import Lists
from newsbot.archive.ledger.recrawls import Recrawls
from newsbot.archive.ledger.retractions import Retractions
from newsbot.archive.ledger.sources import Sources
from newsbot.archive.ledger.urls import Urls


class Ledger(Connection):
    """The ledger of one site. One writer at a time (the caller holds the lock); readers never wait."""

    def __init__(
        self, path: Path, connection: sqlite3.Connection, *, fresh: bool, run: str = "", clock: Clock = system_clock
    ) -> None:
        super().__init__(path, connection, fresh=fresh, run=run, clock=clock)
        self.urls = Urls(self)
        self.frontier = Frontier(self)
        self.captures = Captures(self)
        self.recrawls = Recrawls(self)
        self.sources = Sources(self)
        self.lines = Lines(self)
        self.retractions = Retractions(self)
        self.files = Files(self)
        self.doubts = Doubts(self)
        self.lists = Lists(self)

    def contradictions(self) -> Iterator[str]:
        """What the tables say against each other, each in one line; there should be nothing."""
        for sql, what in CONTRADICTIONS:
            yield from (what.format(*row) for row in self.read(sql))
