"""Appending to files so that a failed write leaves no half record."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from newsbot.archive.errors import ArchiveNotWritable
from newsbot.archive.fault import Point, armed, fault
from newsbot.archive.regular_files import open_regular, refuse_no_folder


class Appender:
    """A file that only grows, by whole records.

    `write` either appends all bytes or, when the system refuses (disk full), cuts the file back to the last whole record and
    raises ArchiveNotWritable. Bytes are safe from a power cut after `sync`.
    """

    def __init__(self, path: Path, *, exclusive: bool = False) -> None:
        self.path = path
        try:
            refuse_no_folder(path.parent.parent, path.parent)
            flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
            self._fd = open_regular(path, flags | (os.O_EXCL if exclusive else 0))
            self.size = os.fstat(self._fd).st_size
        except FileExistsError:
            raise
        except OSError as error:
            raise ArchiveNotWritable.of(error, path) from error
        self._new = self.size == 0
        self._dirty = False

    def write(self, data: bytes, dying: Point | None = None) -> int:
        """Append `data` and return the offset where it begins. `dying`: the fault point in the middle of it."""
        if dying and armed(dying):
            os.write(self._fd, data[: len(data) // 2])
            fault(dying)
        elif dying:
            fault(dying)
        begin = self.size
        try:
            done = os.write(self._fd, data)
            while done < len(data):
                done += os.write(self._fd, data[done:])
        except OSError as error:
            with suppress(OSError):  # what cannot be cut back now is cut by the next `open`
                os.ftruncate(self._fd, begin)
            raise ArchiveNotWritable.of(error, self.path) from error
        self.size = begin + len(data)
        self._dirty = True
        return begin

    def sync(self) -> None:
        """Put what was written on disk, the name of a new file included."""
        if not self._dirty:
            return
        try:
            os.fsync(self._fd)
            if self._new:
                sync_folder(self.path.parent)
        except OSError as error:
            raise ArchiveNotWritable.of(error, self.path) from error
        self._new = self._dirty = False

    def close(self) -> None:
        """Close the file; calling it again does nothing."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1


def sync_folder(folder: Path) -> None:
    """Put the names in a folder on disk."""
    fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def remove(paths: Iterable[Path]) -> None:
    """Remove files. Raises ArchiveNotWritable."""
    for path in paths:
        try:
            path.unlink()
        except OSError as error:
            raise ArchiveNotWritable.of(error, path) from error


def cut(path: Path, size: int) -> None:
    """Cut a file to its first `size` bytes; on disk when this returns. Raises ArchiveNotWritable."""
    try:
        fd = open_regular(path, os.O_WRONLY)
        try:
            os.ftruncate(fd, size)
            os.fsync(fd)
        finally:
            os.close(fd)
    except OSError as error:
        raise ArchiveNotWritable.of(error, path) from error
