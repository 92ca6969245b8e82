"""One writer a site: a lock that says who holds it and that dies with its holder.

The lock is `flock` on `<site>/lock`: the system frees it when the process ends, however it ends, so a dead holder never blocks.
The file holds one JSON line about the holder; it is never deleted, because two writers could then lock two files of one name.
"""

from __future__ import annotations

import fcntl
import json
import os
import socket
import sys
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from newsbot.archive.errors import ArchiveLocked, ArchiveNotWritable
from newsbot.archive.plain_json import parsed_as
from newsbot.archive.regular_files import open_regular, refuse_no_folder

_PATIENCE = 0.2
"""Seconds to wait for a reader that is just asking who holds the lock."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who writes a site."""

    pid: int
    host: str
    since: str
    """UTC, ISO 8601."""
    command: str
    """The command line."""

    def __str__(self) -> str:
        return f"process {self.pid} on {self.host} since {self.since} ({self.command})"


class Lock:
    """The lock of one site folder, held from `Lock(folder)` to `release()`.

    Raises ArchiveLocked when another process holds it, ArchiveNotWritable when the lock file cannot be made.
    """

    def __init__(self, folder: Path) -> None:
        path = folder / "lock"
        try:
            refuse_no_folder(folder)
            self._fd = open_regular(path, os.O_RDWR | os.O_CREAT)
        except OSError as error:
            raise ArchiveNotWritable.of(error, path) from error
        try:
            if not _acquire(self._fd):
                raise ArchiveLocked(
                    f"{folder} is being written by {_read(self._fd) or 'another process'}; wait for it or stop it"
                )
            _write(self._fd, json.dumps(asdict(_this_process())) + "\n")
        except OSError as error:
            os.close(self._fd)
            raise ArchiveNotWritable.of(error, path) from error
        except ArchiveLocked:
            os.close(self._fd)
            raise

    def release(self) -> None:
        """Let others write; calling it again does nothing."""
        if self._fd >= 0:
            os.ftruncate(self._fd, 0)
            os.close(self._fd)
            self._fd = -1


def holder(folder: Path) -> Holder | None:
    """Who writes this site folder now; None when nobody does. Never blocks a writer."""
    refuse_no_folder(folder)
    try:
        fd = open_regular(folder / "lock")
    except FileNotFoundError:
        return None
    try:
        try:
            fcntl.flock(fd, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return _read(fd) or Holder(0, "?", "?", "?")
        return None
    finally:
        os.close(fd)


def _this_process() -> Holder:
    command = " ".join([Path(sys.argv[0]).name, *sys.argv[1:]]) if sys.argv else ""
    return Holder(os.getpid(), socket.gethostname(), datetime.now(UTC).isoformat(timespec="seconds"), command)


def _acquire(fd: int) -> bool:
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > end:
                return False
            time.sleep(0.02)
        else:
            return True


def _read(fd: int) -> Holder | None:
    with suppress(ValueError):  # the holder has not written its line yet
        return parsed_as(os.pread(fd, 4096, 0), Holder)
    return None


def _write(fd: int, line: str) -> None:
    os.ftruncate(fd, 0)
    os.pwrite(fd, line.encode("utf-8", "replace"), 0)
