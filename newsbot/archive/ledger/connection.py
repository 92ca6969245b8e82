"""The one connection to the file of a ledger: its version, its migrations, its transactions and its failures."""

from __future__ import annotations

import errno
import os
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self, TypeVar
from urllib.parse import quote

from newsbot.archive.clock import Clock, system_clock, utc
from newsbot.archive.errors import ArchiveDamaged, ArchiveError, ArchiveNotWritable, LedgerTooNew
from newsbot.archive.ledger.rows import Cursor, made
from newsbot.archive.ledger.schema import check_schema, harden, refuse_super_journal
from newsbot.archive.regular_files import reading, refuse_irregular, refuse_no_folder
from newsbot.archive.tables import APPLICATION_ID, LEDGER_VERSION, MIGRATIONS, SCHEMA

T = TypeVar("T")


class Connection:
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
        if path.is_dir() and not path.is_symlink():
            raise ArchiveDamaged(f"{path} is a folder, and no ledger; move it away")
        try:
            refuse_irregular_ledger(path)
        except OSError as error:
            raise ArchiveDamaged.unreadable(error, path) from error
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
            harden(db)
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
            reading(path).close()
            refuse_irregular_ledger(path)
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
            harden(db)
            if not _check(db, path):
                raise ArchiveDamaged(f"{path} is empty: the first crawl ended before it began; crawl again")
        except (ArchiveError, sqlite3.Error):
            db.close()
            raise
        return cls(path, db, fresh=False)

    def now(self) -> str:
        """Now, as the ledger writes it."""
        return utc(self.clock())

    # runs

    @property
    def has_ended(self) -> bool:
        """Whether the last run ended with everything on disk; False when it died, and when nobody knows."""
        return self.read("SELECT 1 FROM ended").fetchone() is not None

    def begin_run(self) -> None:
        """With the next commit a run is under way: it has died unless it says that it has ended. Every change says so too."""
        self.write("DELETE FROM ended", ())

    def end_run(self) -> None:
        """With the next commit the run has ended; a run that changed nothing leaves what is said of the one before."""
        if self._has_changes or not self.has_ended:
            self.begin_run()
            self.write("INSERT INTO ended VALUES (?)", (self.run,))
            self._ends = True

    @property
    def _has_changes(self) -> bool:
        return self._db.total_changes != self._changes

    # transactions

    def hold_snapshot(self) -> None:
        """See from now on the state of this moment, whatever a crawl commits meanwhile."""
        self.read("BEGIN")
        self.read("SELECT 1 FROM files LIMIT 1").fetchone()

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
            self.write("COMMIT", ())
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

    def _explained(self, error: sqlite3.Error) -> ArchiveError:
        return _explain(error, self.path)

    def row(self, kind: type[T], row: tuple[Any, ...]) -> T:
        """A row as an object of a dataclass. Raises ArchiveDamaged for another type than that of a field."""
        return made(kind, row, self.path)

    def moment(self, text: str) -> datetime:
        """A time as the ledger writes it. Raises ArchiveDamaged."""
        try:
            moment = datetime.fromisoformat(text)
            if moment.tzinfo and moment.astimezone(UTC):
                return moment
        except (ValueError, TypeError, OverflowError):
            pass
        raise ArchiveDamaged(f"{self.path}: {text!r} is no time; restore it, or run newsbot verify --rebuild")

    def write(self, sql: str, values: tuple[Any, ...]) -> sqlite3.Cursor:
        """Change something, in the transaction of the next commit. Raises ArchiveNotWritable, ArchiveDamaged."""
        try:
            if not self._db.in_transaction:
                self._db.execute("BEGIN IMMEDIATE")
            return self._db.execute(sql, values)
        except sqlite3.Error as error:
            self.failed = _explain(error, self.path)
            raise self.failed from error

    def read(self, sql: str, values: tuple[Any, ...] = ()) -> Cursor:
        """Ask something. Raises ArchiveDamaged, ArchiveNotWritable, then and for every row."""
        cursor = self._db.cursor(Cursor)
        cursor.explain = self._explained
        try:
            cursor.execute(sql, values)
            return cursor
        except sqlite3.Error as error:
            raise _explain(error, self.path) from error


def refuse_irregular_ledger(path: Path) -> None:
    """Raise OSError unless a ledger and the files that SQLite keeps beside it are regular files, where they are there."""
    refuse_no_folder(path.parent)
    for suffix in ("", "-wal", "-shm", "-journal"):
        refuse_irregular(path.with_name(path.name + suffix))
    refuse_super_journal(path.with_name(path.name + "-journal"))


def _check(db: sqlite3.Connection, path: Path) -> int:
    """The version of the ledger, 0 for an empty file, that is a new one. Raises ArchiveDamaged for what is no known version."""
    application = db.execute("PRAGMA application_id").fetchone()[0]
    version = db.execute("PRAGMA user_version").fetchone()[0]
    if application == APPLICATION_ID and 1 <= version <= LEDGER_VERSION:
        check_schema(db, path)
        return int(version)
    if application == APPLICATION_ID:
        newer = version > LEDGER_VERSION
        kind, advice = (LedgerTooNew, "update newsbot") if newer else (ArchiveDamaged, "it was never released")
        raise kind(f"{path} is a ledger of version {version}, this newsbot knows {LEDGER_VERSION}; {advice}")
    if db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        raise ArchiveDamaged(f"{path} is an SQLite file, but no ledger of newsbot; move it away")
    return 0


_DAMAGE = frozenset(
    {
        *(sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_SCHEMA),
        *(sqlite3.SQLITE_TOOBIG, sqlite3.SQLITE_MISMATCH, sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_FORMAT),
    }
)
"""What SQLite says of files that are not as newsbot left them; the rest is of the disk or the machine."""


def _explain(error: sqlite3.Error, path: Path) -> ArchiveError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in _DAMAGE or (
        not code and isinstance(error, sqlite3.OperationalError)
    ):  # text that is not UTF-8 has no code
        return ArchiveDamaged(
            f"{path} is not a sound ledger ({error}); restore it, or move it away to have it built again"
        )
    return ArchiveNotWritable.of(error, path)
