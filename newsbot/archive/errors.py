"""What can go wrong with an archive, each as one line that names what, where and what to do."""

from __future__ import annotations

import errno
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
        full = code in _FULL or "full" in str(error)
        advice = _ADVICE.get(code or 0, "free space and run again" if full else "check the disk and the permissions")
        what = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        return cls(f"cannot write {where}: {what}; {advice}", full=full)


class ArchiveDamaged(ArchiveError):
    """The archive is not as newsbot left it, or a newer newsbot wrote it. Nothing was changed."""


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
    errno.EIO: "the device reports an error: check the disk",
}
