"""What can go wrong with an archive, each as one line that names what, where and what to do."""

from __future__ import annotations

import errno
import os
import sqlite3
from pathlib import Path


class ArchiveError(Exception):
    """An archive cannot be used as asked. The message is one line for people."""


class ArchiveLocked(ArchiveError):
    """Another process writes this site; the message names it."""


class ArchiveNotWritable(ArchiveError):
    """The disk is full, the folder is read-only or not permitted, or the device fails."""

    def __init__(self, message: str, *, full: bool = False) -> None:
        super().__init__(message)
        self.full = full
        """True when space, quota or the size limit of a file ran out: free space and run again."""

    @classmethod
    def of(cls, error: OSError | sqlite3.Error, where: Path) -> ArchiveNotWritable:
        """The error of the system, in one line that says what to do."""
        code = error.errno if isinstance(error, OSError) else None
        full = code in _FULL or (isinstance(error, sqlite3.Error) and _is_full(error, where))
        advice = _ADVICE.get(code or 0, "free space and run again" if full else "check the disk and the permissions")
        what = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        return cls(f"cannot write {where}: {what}; {advice}", full=full)


class ArchiveDamaged(ArchiveError):
    """The archive is not as newsbot left it, or a newer newsbot wrote it. Nothing was changed."""

    @classmethod
    def unreadable(cls, error: OSError, where: Path) -> ArchiveDamaged:
        """A file or folder that is there and cannot be read; `where`, unless the system names it."""
        return cls(f"{_named(error) or where} {cannot_be_read(error)}; check the disk and the permissions")


def cannot_be_read(error: OSError) -> str:
    """Why something cannot be read, as the end of a line that names it.

    Raises ArchiveNotWritable when that is for want of descriptors or memory, which tells nothing of what is there.
    """
    if error.errno in _NO_MEANS:
        raise ArchiveNotWritable(f"cannot open {_named(error) or 'a file'}: {error.strerror}; {_ADVICE[error.errno]}")
    return f"cannot be read: {error.strerror or error}"


def _named(error: OSError) -> str | None:
    return os.fsdecode(error.filename) if isinstance(error.filename, (str, bytes, os.PathLike)) else None


class LedgerTooNew(ArchiveDamaged):
    """A newer newsbot wrote the ledger: nothing is wrong with it."""


def _is_full(error: sqlite3.Error, where: Path) -> bool:
    """SQLite tells of some full disks as mere I/O errors, so the disk is asked too."""
    if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_FULL:
        return True
    try:
        disk = os.statvfs(where.parent)
    except OSError:
        return False
    return disk.f_bavail * disk.f_frsize < _FEW_BYTES


_NO_MEANS = (errno.EMFILE, errno.ENFILE, errno.ENOMEM)
_FEW_BYTES = 1 << 16
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_ADVICE = {
    errno.ENOSPC: "free space and run again: the crawl goes on where it stopped",
    errno.EDQUOT: "free space in the quota and run again: the crawl goes on where it stopped",
    errno.EFBIG: "the file size limit (ulimit -f) is too low",
    errno.EROFS: "the file system is read-only: choose another folder with --archive",
    errno.EACCES: "no permission: choose another folder with --archive",
    errno.EPERM: "no permission: choose another folder with --archive",
    errno.ENOTDIR: "a file stands where a folder is needed: choose another folder with --archive",
    errno.EEXIST: "a file stands where a folder is needed: choose another folder with --archive",
    errno.ELOOP: "move it away",
    errno.EISDIR: "move it away",
    errno.EMFILE: "raise the limit of open files (ulimit -n) and run again",
    errno.ENFILE: "raise the limit of open files of this machine and run again",
    errno.ENOMEM: "raise the limit of memory (ulimit -v), or give this machine more, and run again",
    errno.EIO: "the device reports an error: check the disk",
}
