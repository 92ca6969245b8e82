"""The ledger that is made again: what the old one tells when it is sound, and how the new one takes its place."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from newsbot.archive import ArchiveError, Ledger
from newsbot.archive.errors import LedgerTooNew
from newsbot.archive.fault import fault
from newsbot.archive.files import sync_folder
from newsbot.archive.regular_files import reading

LEDGER_NAME = "ledger.sqlite"
_SQLITE = b"SQLite format 3\0"
"""How every SQLite file begins."""


class OldLedger:
    """What the old ledger tells, when it is sound. Raises LedgerTooNew for one that a newer newsbot wrote."""

    def __init__(self, path: Path) -> None:
        self._ledger: Ledger | None = None
        if not _is_sqlite(path):
            return  # SQLite would take away the log beside it, which may be all that is left
        try:
            self._ledger = Ledger.open_readonly(path)
        except LedgerTooNew:
            raise
        except ArchiveError:
            return
        if self._ledger.problems():
            self.close()

    @property
    def is_there(self) -> bool:
        """Whether there is a sound one."""
        return self._ledger is not None

    def knows(self, url: str) -> bool:
        """Whether a URL was discovered as one of a page."""
        return self._ledger is not None and self._ledger.urls.state_of(url) is not None

    def close(self) -> None:
        """Leave it."""
        if self._ledger:
            self._ledger.close()
            self._ledger = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _is_sqlite(path: Path) -> bool:
    with suppress(FileNotFoundError), reading(path) as file:
        return file.read(len(_SQLITE)) == _SQLITE
    return False


def put_in_place(folder: Path, new: Path) -> str | None:
    """The old ledger gets a second name, then the new one takes its first name: there is always one. The second name."""
    _sync(new)
    old, kept = folder / LEDGER_NAME, None
    if old.exists():
        kept = f"{LEDGER_NAME}.{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
        _keep(old, folder / kept)
    fault("before-rebuilt")
    for suffix in ("-wal", "-shm"):
        (folder / f"{LEDGER_NAME}{suffix}").unlink(missing_ok=True)
    fault("mid-rebuilt")
    new.replace(old)
    sync_folder(folder)
    return kept


def _keep(old: Path, kept: Path) -> None:
    """Keep a ledger with what a killed writer left in its log: a sound one takes it into itself, that of another SQLite drops."""
    log, kept_log = (path.with_name(f"{path.name}-wal") for path in (old, kept))
    if log.exists():
        shutil.copy2(log, kept_log)
        _sync(kept_log)
    _second_name(old, kept)
    with suppress(ArchiveError):
        Ledger.open(old).close()
        kept_log.unlink(missing_ok=True)


def _second_name(path: Path, name: Path) -> None:
    try:
        os.link(path, name)
    except FileExistsError:
        name.unlink()
        os.link(path, name)
    except OSError:  # a file system without links
        shutil.copy2(path, name)
        _sync(name)


def _sync(path: Path) -> None:
    with reading(path) as file:
        os.fsync(file.fileno())
