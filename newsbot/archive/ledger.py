"""The ledger: every discovered URL with its state, and every archived line with its place.

`<site>/ledger.sqlite` is SQLite in WAL mode; `PRAGMA application_id` and `PRAGMA user_version` say that it is a ledger and of
which version. Nothing is held in memory, so a million URLs cost no more at the start than ten. Tables:

- `urls`: one row a discovered URL, in discovery order; each has exactly one `State`, so the states add up to what was discovered.
- `lines`: one row a JSONL line: identity, revision, content hash, and where the line lies.
- `sources`: one row a source that was read to its end: when, and with which validators.
- `revisits`: one row an article that is to be looked at again: when, how old it is, since when it has been gone.
- `files`: how many bytes of each JSONL and WARC file are acknowledged; what lies behind them was not when the process died.
- `owed`: one row a line that the disk lost and whose capture it holds: the line is to be made again from it.
- `ended`: the last run, once it has ended with everything on disk; empty while one runs, and when it died.

All changes since the last `commit` form one transaction: after a kill either all of them are there or none.
"""

# ruff: noqa: S608 (statements are put together from the column names below; values are always bound)

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import Any, Self
from urllib.parse import quote

from newsbot.archive.clock import Clock, system_clock, utc
from newsbot.archive.contradictions import CONTRADICTIONS
from newsbot.archive.errors import ArchiveDamaged, ArchiveError, ArchiveNotWritable, LedgerTooNew
from newsbot.archive.tables import APPLICATION_ID, LEDGER_VERSION, MIGRATIONS, SCHEMA, Entry, Line, Mark, Revisit, State
from newsbot.article import Capture

_ENTRY = ", ".join(field.name for field in fields(Entry))
_LINE = ", ".join(f'"{field.name}"' for field in fields(Line))
_MARK = ", ".join(field.name for field in fields(Mark))
_PAGE = 1000
_DUE = (
    "FROM revisits JOIN urls USING (url) WHERE due_at {} ? AND state NOT IN ('pending', 'in_flight') "
    "AND (? IS NULL OR born_at >= ?)"
)
_COME, _TOO_FAR = _DUE.format("<="), _DUE.format(">")


class Ledger:
    """The ledger of one site. One writer at a time (the caller holds the lock); readers never wait."""

    def __init__(
        self, path: Path, connection: sqlite3.Connection, *, fresh: bool, run: str = "", clock: Clock = system_clock
    ) -> None:
        self.path = path
        self.fresh = fresh
        """It was made just now: there was none."""
        self.run = run
        """Id of the running run, kept with every state it sets."""
        self.failed: ArchiveError | None = None
        """Why a change could not be written. SQLite may then have forgotten the whole transaction: nothing more is committed."""
        self.clock = clock
        self._db = connection
        self._begin()

    @classmethod
    def open(cls, path: Path, *, sync: bool = True, run: str = "", clock: Clock = system_clock) -> Self:
        """Open for writing; make it when there is none, bring one of an earlier version up to date.

        `sync=False` leaves the disk to the system: safe from a kill, not from a power cut. Raises ArchiveDamaged for a file that
        is no ledger or of a newer version, ArchiveNotWritable when it cannot be written.
        """
        helpers = [path.with_name(path.name + suffix) for suffix in ("-wal", "-shm")]
        if path.is_dir():
            raise ArchiveDamaged(f"{path} is a folder, and no ledger; move it away")
        for file in (path, *helpers):  # SQLite would make helper files that may not be written either, and say less
            if file.exists() and not os.access(file, os.W_OK):
                raise ArchiveNotWritable.of(PermissionError(errno.EACCES, os.strerror(errno.EACCES)), file)
        try:
            if not path.exists():  # those of a ledger that was moved away must not be taken for those of the new one
                for file in helpers:
                    file.unlink(missing_ok=True)
            db = sqlite3.connect(path, isolation_level=None, timeout=10)
        except (OSError, sqlite3.Error) as error:
            raise ArchiveNotWritable.of(error, path) from error
        try:
            version = _check(db, path)
            db.execute("PRAGMA journal_mode = WAL")
            db.execute(f"PRAGMA synchronous = {'FULL' if sync else 'OFF'}")
            db.execute("PRAGMA temp_store = MEMORY")
            db.execute("PRAGMA cache_size = -16384")
            db.execute("PRAGMA journal_size_limit = 16777216")
            if steps := "".join(MIGRATIONS[step] for step in range(version, LEDGER_VERSION)) if version else SCHEMA:
                db.executescript(f"BEGIN IMMEDIATE;{steps}PRAGMA user_version = {LEDGER_VERSION};COMMIT;")
        except ArchiveError:
            db.close()
            raise
        except sqlite3.Error as error:
            db.close()
            raise _explain(error, path) from error
        return cls(path, db, fresh=not version, run=run, clock=clock)

    @classmethod
    def open_readonly(cls, path: Path) -> Self:
        """Open for reading, also while a crawl writes. Raises ArchiveDamaged, also when there is no ledger."""
        try:
            path.open("rb").close()
        except FileNotFoundError:
            raise ArchiveDamaged(f"{path} is missing: nothing was crawled here, or the ledger was removed") from None
        except OSError as error:
            raise ArchiveDamaged.unreadable(error, path) from error
        try:
            return cls._open_readonly(path, "mode=rw")  # "ro" would leave SQLite's helper files behind
        except sqlite3.Error as error:
            log = path.with_name(path.name + "-wal")
            if log.exists() and log.stat().st_size:
                raise _explain(error, path) from error
        try:
            return cls._open_readonly(path, "immutable=1")  # a cleanly closed ledger on a read-only or full disk
        except sqlite3.Error as error:
            raise _explain(error, path) from error

    @classmethod
    def _open_readonly(cls, path: Path, mode: str) -> Self:
        db = sqlite3.connect(
            f"file:{quote(os.fsencode(path.absolute()))}?{mode}", uri=True, isolation_level=None, timeout=10
        )
        try:
            db.execute("PRAGMA query_only = ON")
            if not _check(db, path):
                raise ArchiveDamaged(f"{path} is empty: the first crawl ended before it began; crawl again")
        except (ArchiveError, sqlite3.Error):
            db.close()
            raise
        return cls(path, db, fresh=False)

    def now(self) -> str:
        """Now, as the ledger writes it."""
        return utc(self.clock())

    # URLs

    def discover(self, url: str, source: str, *, kind: str = "article") -> bool:
        """Note a URL; True when it is new. A known one keeps its state."""
        now = self.now()
        sql = (
            "INSERT INTO urls (url, kind, state, discovered_at, discovered_from, updated_at, run) "
            "VALUES (?, ?, 'pending', ?, ?, ?, ?) ON CONFLICT (url) DO NOTHING"
        )
        return self._write(sql, (url, kind, now, source, now, self.run)).rowcount == 1

    def entry(self, url: str) -> Entry | None:
        """All that is known of a URL; None when it was never discovered."""
        row = self._read(f"SELECT {_ENTRY} FROM urls WHERE url = ?", (url,)).fetchone()
        return row and self._entry(row)

    def state_of(self, url: str) -> State | None:
        """State of a URL; None when it was never discovered."""
        row = self._read("SELECT state FROM urls WHERE url = ?", (url,)).fetchone()
        return row and self._state(url, row[0])

    def take(self, limit: int = 1) -> list[str]:
        """The next pending URLs in discovery order; they are in flight from now on."""
        rows = self._read("SELECT seq, url FROM urls WHERE state = 'pending' ORDER BY seq LIMIT ?", (limit,)).fetchall()
        now = self.now()
        for seq, _ in rows:
            sql = "UPDATE urls SET state = 'in_flight', attempts = attempts + 1, updated_at = ?, run = ? WHERE seq = ?"
            self._write(sql, (now, self.run, seq))
        return [url for _, url in rows]

    def release(self, url: str) -> None:
        """Give back a URL that was taken and not fetched."""
        sql = "UPDATE urls SET state = 'pending', attempts = max(attempts - 1, 0), updated_at = ? "
        self._write(sql + "WHERE url = ? AND state = 'in_flight'", (self.now(), url))

    def release_all(self) -> int:
        """Give back every URL in flight: the process that took them is dead. Returns how many."""
        sql = "UPDATE urls SET state = 'pending', updated_at = ? WHERE state = 'in_flight'"
        return self._write(sql, (self.now(),)).rowcount

    def reopen(self, states: Iterable[State], *, max_attempts: int | None = None) -> int:
        """Make URLs of earlier runs pending again that ended in one of these states; returns how many.

        `max_attempts`: only those that were tried fewer times.
        """
        names = [str(state) for state in states]
        sql = f"UPDATE urls SET state = 'pending', updated_at = ? WHERE state IN ({', '.join('?' * len(names))}) AND run IS NOT ?"
        values: list[Any] = [self.now(), *names, self.run]
        if max_attempts is not None:
            sql += " AND attempts < ?"
            values.append(max_attempts)
        return self._write(sql, tuple(values)).rowcount

    def settle(
        self,
        url: str,
        state: State,
        *,
        reason: str | None = None,
        status: int | None = None,
        capture: Capture | None = None,
        etag: str | None = None,
        last_modified: str | None = None,
    ) -> None:
        """Give a URL its state. Status, capture and validators that are not given stay as they were.

        Raises KeyError for a URL that was never discovered.
        """
        where = (capture.file, capture.offset, capture.record_id, capture.digest) if capture else (None,) * 4
        sql = (
            "UPDATE urls SET state = ?, reason = ?, updated_at = ?, run = ?, http_status = coalesce(?, http_status), "
            "etag = coalesce(?, etag), last_modified = coalesce(?, last_modified), "
            "capture_file = coalesce(?, capture_file), capture_offset = coalesce(?, capture_offset), "
            "capture_record_id = coalesce(?, capture_record_id), capture_digest = coalesce(?, capture_digest) WHERE url = ?"
        )
        values = (str(state), reason, self.now(), self.run, status, etag, last_modified, *where, url)
        if self._write(sql, values).rowcount != 1:
            raise KeyError(f"never discovered: {url}")

    def put(self, entry: Entry) -> None:
        """Write all that is known of a URL, in place of what was known of it."""
        values = tuple(getattr(entry, field.name) for field in fields(Entry))
        names = [field.name for field in fields(Entry) if field.name != "url"]
        changed = ", ".join(f"{name} = excluded.{name}" for name in names)
        marks = ", ".join("?" * len(values))
        self._write(f"INSERT INTO urls ({_ENTRY}) VALUES ({marks}) ON CONFLICT (url) DO UPDATE SET {changed}", values)

    def identify(self, url: str, article_id: str, revision: int, content_hash: str) -> None:
        """Note which article a URL holds."""
        sql = "UPDATE urls SET article_id = ?, revision = ?, content_hash = ? WHERE url = ?"
        self._write(sql, (article_id, revision, content_hash, url))

    # Looking again

    def revisit(self, url: str) -> Revisit:
        """When the article at a URL is looked at again."""
        row = self._read("SELECT born_at, due_at, gone_at FROM revisits WHERE url = ?", (url,)).fetchone()
        return Revisit(url, *(text and datetime.fromisoformat(text) for text in row)) if row else Revisit(url)

    def schedule(self, revisit: Revisit) -> None:
        """Say when the article at a URL is looked at again, in place of what was said before."""
        if revisit.due_at is None and revisit.gone_at is None:
            self._write("DELETE FROM revisits WHERE url = ?", (revisit.url,))
            return
        moments = (moment and utc(moment) for moment in (revisit.born_at, revisit.due_at, revisit.gone_at))
        self._write("INSERT OR REPLACE INTO revisits VALUES (?, ?, ?, ?)", (revisit.url, *moments))

    def validate_with(self, url: str, etag: str | None, last_modified: str | None) -> None:
        """Keep the validators of the last response of a URL, also that it had none."""
        self._write("UPDATE urls SET etag = ?, last_modified = ? WHERE url = ?", (etag, last_modified, url))

    def take_due(self, now: datetime, horizon: datetime, *, since: datetime | None = None) -> str | None:
        """The URL that has waited longest to be looked at again; it is in flight from now on.

        Due is what is planned for `now` or before, and behind `horizon`: that was planned by a clock that ran ahead. `since`:
        only articles that came out then or later.
        """
        for where, moment in ((_COME, now), (_TOO_FAR, horizon)):
            row = self._read(f"SELECT url {where} ORDER BY due_at LIMIT 1", _due(moment, since)).fetchone()
            if row:
                return self.take_again(str(row[0]))
        return None

    def take_again(self, url: str) -> str:
        """Take a known URL to be looked at again, due or not; it is in flight from now on."""
        self._write("UPDATE revisits SET due_at = NULL WHERE url = ?", (url,))
        sql = "UPDATE urls SET state = 'in_flight', attempts = 1, updated_at = ?, run = ? WHERE url = ?"
        self._write(sql, (self.now(), self.run, url))
        return url

    def count_due(self, now: datetime, horizon: datetime, *, since: datetime | None = None) -> int:
        """How many URLs are due to be looked at again."""
        asked = ((_COME, now), (_TOO_FAR, horizon))
        counts = (self._read(f"SELECT count(*) {where}", _due(moment, since)) for where, moment in asked)
        return sum(int(count.fetchone()[0]) for count in counts)

    def looked_at_after(self, now: datetime) -> Iterator[tuple[str, datetime, Line]]:
        """The URLs of articles whose state was set later than `now` and that are not due by then: each with the time of its
        discovery and its line, in the order of the lines. Looks at every URL.
        """
        line = ", ".join(f'lines."{field.name}"' for field in fields(Line))
        sql = (
            f"SELECT urls.url, discovered_at, {line} FROM urls LEFT JOIN revisits USING (url) "
            "JOIN lines ON lines.article_id = urls.article_id AND lines.revision = urls.revision "
            "WHERE state IN ('archived', 'unchanged') AND updated_at > ? AND gone_at IS NULL AND coalesce(due_at > ?, TRUE) "
            'ORDER BY lines.file, lines."offset"'
        )
        moment = utc(now)
        for url, discovered, *values in self._read(sql, (moment, moment)):
            yield url, datetime.fromisoformat(discovered), Line(*values)

    def date_now(self, url: str) -> None:
        """Say that the state of a URL was set now: the clock that said later was wrong."""
        self._write("UPDATE urls SET updated_at = ? WHERE url = ?", (self.now(), url))

    def wake_duplicates(self, article_id: str) -> int:
        """Make the other URLs of an article pending, now that the one it was read from has lost it; returns how many."""
        sql = "UPDATE urls SET state = 'pending', updated_at = ? WHERE state = 'duplicate' AND article_id = ?"
        return self._write(sql, (self.now(), article_id)).rowcount

    def wake(self, url: str, state: State) -> bool:
        """Make a URL pending that is in this state since an earlier run; whether it was."""
        sql = "UPDATE urls SET state = 'pending', updated_at = ? WHERE url = ? AND state = ? AND run IS NOT ?"
        return self._write(sql, (self.now(), url, str(state), self.run)).rowcount == 1

    def counts(self, *, run: str | None = None) -> dict[State, int]:
        """URLs by state, zero included; with `run`, only those whose state that run set.

        Raises ArchiveDamaged when a URL has what is no state.
        """
        where, values = ("", ()) if run is None else ("WHERE run = ? ", (run,))
        found = dict(self._read(f"SELECT state, count(*) FROM urls {where}GROUP BY state", values).fetchall())
        for name in found.keys() - set(State):
            url = self._read("SELECT url FROM urls WHERE state = ?", (name,)).fetchone()[0]
            self._state(url, name)
        return {state: found.get(state.value, 0) for state in State}

    def count(self) -> int:
        """How many URLs were discovered."""
        return int(self._read("SELECT count(*) FROM urls").fetchone()[0])

    def count_in(self, state: State) -> int:
        """How many URLs are in a state."""
        return int(self._read("SELECT count(*) FROM urls WHERE state = ?", (str(state),)).fetchone()[0])

    def entries(self, state: State) -> Iterator[Entry]:
        """The URLs in a state, in discovery order; states may change while this runs."""
        last = 0
        sql = f"SELECT seq, {_ENTRY} FROM urls WHERE state = ? AND seq > ? ORDER BY seq LIMIT {_PAGE}"
        while rows := self._read(sql, (str(state), last)).fetchall():
            yield from (self._entry(row[1:]) for row in rows)
            last = rows[-1][0]

    def urls(self, state: State) -> Iterator[str]:
        """The URLs in a state, in discovery order; states may change while this runs."""
        return (entry.url for entry in self.entries(state))

    # Sources

    def number_of(self, url: str) -> int | None:
        """Place of a URL in the order of discovery, from 1; None when it was never discovered."""
        row = self._read("SELECT seq FROM urls WHERE url = ?", (url,)).fetchone()
        return row and int(row[0])

    def last_number(self) -> int:
        """Number of the URL that was discovered last; 0 when there is none."""
        return int(self._read("SELECT coalesce(max(seq), 0) FROM urls").fetchone()[0])

    def mark(self, url: str) -> Mark | None:
        """What is remembered of a source; None when it was never read to its end."""
        row = self._read(f"SELECT {_MARK} FROM sources WHERE url = ?", (url,)).fetchone()
        return row and Mark(*row)

    def remember(self, mark: Mark) -> None:
        """Remember a source with the next commit, in place of what was remembered of it."""
        values = tuple(getattr(mark, field.name) for field in fields(Mark))
        self._write(f"INSERT OR REPLACE INTO sources ({_MARK}) VALUES ({', '.join('?' * len(values))})", values)

    # Lines

    def article(self, article_id: str) -> Line | None:
        """The newest revision of an article; None when it was never archived."""
        sql = f"SELECT {_LINE} FROM lines WHERE article_id = ? ORDER BY revision DESC LIMIT 1"
        row = self._read(sql, (article_id,)).fetchone()
        return row and Line(*row)

    def revisions(self, article_id: str) -> list[Line]:
        """All revisions of an article, oldest first."""
        sql = f"SELECT {_LINE} FROM lines WHERE article_id = ? ORDER BY revision"
        return [Line(*row) for row in self._read(sql, (article_id,))]

    def lines(self, file: str, offset: int = 0) -> Generator[Line]:
        """The lines of a JSONL file that begin at `offset` or behind it, in the order of the file."""
        sql = f'SELECT {_LINE} FROM lines WHERE file = ? AND "offset" >= ? ORDER BY "offset"'
        with closing(self._read(sql, (file, offset))) as cursor:
            for row in cursor:
                yield Line(*row)

    def add_line(self, line: Line) -> None:
        """Acknowledge a line with the next commit."""
        values = tuple(getattr(line, field.name) for field in fields(Line))
        self._write(f"INSERT INTO lines ({_LINE}) VALUES ({', '.join('?' * len(values))})", values)

    def line(self, article_id: str, revision: int) -> Line | None:
        """Where one revision of an article lies."""
        row = self._read(
            f"SELECT {_LINE} FROM lines WHERE article_id = ? AND revision = ?", (article_id, revision)
        ).fetchone()
        return row and Line(*row)

    def article_count(self) -> int:
        """How many different articles are archived."""
        return int(self._read("SELECT count(DISTINCT article_id) FROM lines").fetchone()[0])

    def contradictions(self) -> Iterator[str]:
        """What the tables say against each other, each in one line; there should be nothing."""
        for sql, what in CONTRADICTIONS:
            yield from (what.format(*row) for row in self._read(sql))

    def captures(self) -> Iterator[tuple[str, Capture]]:
        """Every URL with its last capture."""
        sql = (
            "SELECT url, capture_file, capture_offset, capture_record_id, capture_digest FROM urls "
            "WHERE capture_file IS NOT NULL"
        )
        return ((row[0], Capture(*row[1:])) for row in self._read(sql))

    def last_line(self, file: str, size: int) -> Line | None:
        """The last line of a JSONL file that lies wholly in its first `size` bytes."""
        sql = f'SELECT {_LINE} FROM lines WHERE file = ? AND "offset" + length <= ? ORDER BY "offset" DESC LIMIT 1'
        row = self._read(sql, (file, size)).fetchone()
        return row and Line(*row)

    def lines_read_from(self, capture_file: str, offset: int) -> list[Line]:
        """The lines read from captures of this file at `offset` or behind it; reads the whole table."""
        sql = f"SELECT {_LINE} FROM lines WHERE capture_file = ? AND capture_offset >= ?"
        return [Line(*row) for row in self._read(sql, (capture_file, offset))]

    def forget_line(self, line: Line) -> None:
        """Forget a line, also an owed one; its URL is pending again, and must be sent whole."""
        sql = (
            "UPDATE urls SET state = 'pending', reason = 'its line was torn', etag = NULL, last_modified = NULL, updated_at = ? "
            "WHERE url = ?"
        )
        self._write(sql, (self.now(), line.url))
        for table in ("lines", "owed"):
            self._delete(table, line.article_id, line.revision)

    def owe(self, line: Line) -> None:
        """Forget a line that is to be made again from its capture; its URL stays as it is."""
        self._delete("lines", line.article_id, line.revision)
        values = tuple(getattr(line, field.name) for field in fields(Line))
        self._write(f"INSERT OR REPLACE INTO owed ({_LINE}) VALUES ({', '.join('?' * len(values))})", values)

    def owed(self) -> list[Line]:
        """The lines that are to be made again, in the order in which they stood."""
        return [Line(*row) for row in self._read(f'SELECT {_LINE} FROM owed ORDER BY file, "offset"')]

    def owed_line(self, article_id: str, revision: int) -> Line | None:
        """The line that is to be made again of a revision; None when none is."""
        sql = f"SELECT {_LINE} FROM owed WHERE article_id = ? AND revision = ?"
        row = self._read(sql, (article_id, revision)).fetchone()
        return row and Line(*row)

    def repay(self, owed: Line, line: Line) -> None:
        """Acknowledge a line with the next commit that stands for an owed one; URLs that held that one hold this one."""
        self._delete("owed", owed.article_id, owed.revision)
        self.add_line(line)
        sql = "UPDATE urls SET revision = ?, content_hash = ? WHERE article_id = ? AND revision = ?"
        self._write(sql, (line.revision, line.content_hash, owed.article_id, owed.revision))

    def _delete(self, table: str, article_id: str, revision: int) -> None:
        self._write(f"DELETE FROM {table} WHERE article_id = ? AND revision = ?", (article_id, revision))

    def count_captures(self, file: str, offset: int) -> int:
        """How many URLs have their last capture in this WARC file at `offset` or behind it; reads the whole table."""
        sql = "SELECT count(*) FROM urls WHERE capture_file = ? AND capture_offset >= ?"
        return int(self._read(sql, (file, offset)).fetchone()[0])

    def forget_captures(self, file: str, offset: int) -> None:
        """Forget the captures of a WARC file from `offset` on."""
        sql = (
            "UPDATE urls SET capture_file = NULL, capture_offset = NULL, capture_record_id = NULL, capture_digest = NULL "
            "WHERE capture_file = ? AND capture_offset >= ?"
        )
        self._write(sql, (file, offset))

    def replace_lines(self, file: str, lines: Iterable[Line]) -> None:
        """Give a JSONL file other lines than those that it had."""
        self._write("DELETE FROM lines WHERE file = ?", (file,))
        for line in lines:
            self.add_line(line)

    def rehash(self, article_id: str, revision: int, content_hash: str) -> None:
        """Another reading of the same page has this content hash."""
        sql = "UPDATE urls SET content_hash = ? WHERE article_id = ? AND revision = ?"
        self._write(sql, (content_hash, article_id, revision))

    def retract(self, article_id: str, state: State, reason: str) -> None:
        """An article is none: its URLs have this state from now on."""
        sql = (
            "UPDATE urls SET state = ?, reason = ?, updated_at = ?, article_id = NULL, revision = NULL, content_hash = NULL "
            "WHERE article_id = ? AND state IN ('archived', 'unchanged')"
        )
        self._write(sql, (str(state), reason, self.now(), article_id))

    def hold_again(self) -> None:
        """URLs that hold no article now and held another one before: they hold that one. Reads the whole table."""
        before = "SELECT article_id, revision, content_hash FROM lines WHERE lines.url = urls.url ORDER BY revision DESC LIMIT 1"
        sql = f"UPDATE urls SET (article_id, revision, content_hash) = ({before}) "
        self._write(sql + "WHERE article_id IS NULL AND url IN (SELECT url FROM lines)", ())

    # Files

    def acknowledged(self) -> dict[str, int]:
        """Acknowledged bytes by file name, relative to the site's folder."""
        return dict(self._read("SELECT name, size FROM files").fetchall())

    def acknowledge(self, name: str, size: int) -> None:
        """Acknowledge the first `size` bytes of a file with the next commit; with 0, that it need not be there."""
        sql = "INSERT INTO files VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET size = excluded.size"
        if size:
            self._write(sql, (name, size))
        else:
            self._write("DELETE FROM files WHERE name = ?", (name,))

    # Runs

    @property
    def has_ended(self) -> bool:
        """Whether the last run ended with everything on disk; False when it died, and when nobody knows."""
        return self._read("SELECT 1 FROM ended").fetchone() is not None

    def begin_run(self) -> None:
        """With the next commit a run is under way: it has died unless it says that it has ended. Every change says so too."""
        self._write("DELETE FROM ended", ())

    def end_run(self) -> None:
        """With the next commit the run has ended; a run that changed nothing leaves what is said of the one before."""
        if self._has_changes or not self.has_ended:
            self.begin_run()
            self._write("INSERT INTO ended VALUES (?)", (self.run,))
            self._ends = True

    @property
    def _has_changes(self) -> bool:
        return self._db.total_changes != self._changes

    # Transactions

    def hold_snapshot(self) -> None:
        """See from now on the state of this moment, whatever a crawl commits meanwhile."""
        self._read("BEGIN")
        self._read("SELECT 1 FROM files LIMIT 1").fetchone()

    @property
    def changed(self) -> bool:
        """Whether there is anything to commit."""
        return self._db.in_transaction

    def commit(self) -> None:
        """Make every change since the last commit durable, all at once. Raises ArchiveNotWritable, also after a failed change."""
        if self.failed:
            raise self.failed
        if self._db.in_transaction:
            if self._has_changes and not self._ends:
                self.begin_run()
            self._write("COMMIT", ())
            self._begin()

    def rollback(self) -> None:
        """Forget every change since the last commit."""
        if self._db.in_transaction:
            self._db.execute("ROLLBACK")
            self._begin()

    def _begin(self) -> None:
        self._changes, self._ends = self._db.total_changes, False

    def problems(self) -> list[str]:
        """What SQLite finds wrong in the file; empty when sound."""
        try:
            found = [str(row[0]) for row in self._db.execute("PRAGMA integrity_check(20)")]
        except sqlite3.DatabaseError as error:
            return [str(error)]
        return [] if found == ["ok"] else found

    def close(self) -> None:
        """Close the file; what was not committed is forgotten."""
        self.rollback()
        self._db.execute("PRAGMA query_only = OFF")  # lets the last reader take its helper files away
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _entry(self, row: tuple[Any, ...]) -> Entry:
        return Entry(row[0], row[1], self._state(row[0], row[2]), *row[3:])

    def _state(self, url: str, name: str) -> State:
        try:
            return State(name)
        except ValueError:
            raise ArchiveDamaged(
                f"{self.path}: the state of {url} is {name!r}, which is none; restore it, or run newsbot verify --rebuild"
            ) from None

    def _write(self, sql: str, values: tuple[Any, ...]) -> sqlite3.Cursor:
        try:
            if not self._db.in_transaction:
                self._db.execute("BEGIN IMMEDIATE")
            return self._db.execute(sql, values)
        except sqlite3.Error as error:
            self.failed = _explain(error, self.path)
            raise self.failed from error

    def _read(self, sql: str, values: tuple[Any, ...] = ()) -> sqlite3.Cursor:
        try:
            return self._db.execute(sql, values)
        except sqlite3.Error as error:
            raise _explain(error, self.path) from error


def _due(moment: datetime, since: datetime | None) -> tuple[str | None, ...]:
    begin = utc(since) if since else None
    return utc(moment), begin, begin


def _check(db: sqlite3.Connection, path: Path) -> int:
    """The version of the ledger, 0 for an empty file, that is a new one. Raises ArchiveDamaged for what is no known version."""
    application = db.execute("PRAGMA application_id").fetchone()[0]
    version = db.execute("PRAGMA user_version").fetchone()[0]
    if application == APPLICATION_ID and 1 <= version <= LEDGER_VERSION:
        return int(version)
    if application == APPLICATION_ID:
        newer = version > LEDGER_VERSION
        kind, advice = (LedgerTooNew, "update newsbot") if newer else (ArchiveDamaged, "it was never released")
        raise kind(f"{path} is a ledger of version {version}, this newsbot knows {LEDGER_VERSION}; {advice}")
    if db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        raise ArchiveDamaged(f"{path} is an SQLite file, but no ledger of newsbot; move it away")
    return 0


def _explain(error: sqlite3.Error, path: Path) -> ArchiveError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
        return ArchiveDamaged(
            f"{path} is not a sound ledger ({error}); restore it, or move it away to have it built again"
        )
    return ArchiveNotWritable.of(error, path)
