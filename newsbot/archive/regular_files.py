"""Opening the files of an archive: the one door to them. An archive that comes from elsewhere is untrusted input.

Only regular files are opened, where newsbot puts them: a symbolic link would lead out of the archive, a FIFO would wait for ever,
a device may do anything. Whatever else stands there is refused with NotRegular, an OSError that says what it is. What the user
names, the folder of the archive or a JSONL file, may be a link.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from io import BufferedReader, BufferedWriter, FileIO
from pathlib import Path

BUFFER_BYTES = 1 << 16
_KINDS = {
    stat.S_IFLNK: "a symbolic link",
    stat.S_IFIFO: "a FIFO",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
    stat.S_IFDIR: "a folder",
    stat.S_IFREG: "a file",
}
_NAME = re.compile(r"(?:articles|captures)/[^/\0]+")
"""A file of a site, relative to its folder."""


class NotRegular(OSError):
    """What stands in the place of a file or folder of an archive is something else, or lies outside of it."""


def _refused(path: Path, what: str) -> NotRegular:
    return NotRegular(errno.ELOOP, what, os.fspath(path))


def refuse_irregular(path: Path) -> None:
    """Raise NotRegular for what is there and is no regular file, IsADirectoryError for a folder; nothing there is fine."""
    try:
        mode = os.lstat(path).st_mode
    except FileNotFoundError:
        return
    _check(path, mode)


def _check(path: Path, mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), os.fspath(path))
    if not stat.S_ISREG(mode):
        raise _refused(path, f"it is {_kind(mode)}, and no regular file")


def refuse_no_folder(*paths: Path) -> None:
    """Raise NotRegular for what is there and is no folder of its own; nothing there is fine."""
    for path in paths:
        try:
            mode = os.lstat(path).st_mode
        except FileNotFoundError:
            return
        if not stat.S_ISDIR(mode):
            raise _refused(path, f"it is {_kind(mode)}, and no folder")


def is_folder(path: Path) -> bool:
    """Whether a folder is there that is no link. Raises OSError when that cannot be seen."""
    try:
        return stat.S_ISDIR(os.lstat(path).st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False


def _kind(mode: int) -> str:
    return _KINDS.get(stat.S_IFMT(mode), "of an unknown kind")


def inside(folder: Path, name: str) -> Path:
    """The file of a site's folder that a record, ledger or manifest names. Raises NotRegular for a name that leads elsewhere."""
    if not _NAME.fullmatch(name) or name.endswith(("/.", "/..")):
        raise _refused(folder, f"{name!r} is no name of a file of the archive")
    path = folder / name
    refuse_no_folder(folder, path.parent)
    return path


def open_regular(path: Path, flags: int = os.O_RDONLY, mode: int = 0o644) -> int:
    """A descriptor of a regular file. Raises OSError, also (NotRegular) for anything else; never waits for a FIFO."""
    refuse_irregular(path)  # before a device is opened, which may be enough to change something
    fd = os.open(path, flags | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, mode)
    try:
        _check(path, os.fstat(fd).st_mode)
    except OSError:
        os.close(fd)
        raise
    return fd


def reading(path: Path, buffer_bytes: int = BUFFER_BYTES) -> BufferedReader:
    """A regular file to read. Raises OSError."""
    return BufferedReader(FileIO(path, "rb", opener=_opener), buffer_bytes)


def writing(path: Path) -> BufferedWriter:
    """A regular file to write anew. Raises OSError."""
    return BufferedWriter(FileIO(path, "wb", opener=_opener))


def _opener(path: str, flags: int) -> int:
    """What was there is emptied when it is known to be a regular file."""
    fd = open_regular(Path(path), flags & ~os.O_TRUNC)
    if flags & os.O_TRUNC:
        os.ftruncate(fd, 0)
    return fd


def read_whole(path: Path, max_bytes: int) -> bytes:
    """A small file of an archive. Raises OSError, and ValueError for one of more bytes."""
    with reading(path) as stream:
        content = stream.read(max_bytes + 1)
    if len(content) > max_bytes:
        raise ValueError(f"it is larger than {max_bytes} bytes")
    return content


def entries(folder: Path) -> list[Path]:
    """What lies in a folder of a site; nothing when it is not there. Raises OSError when it cannot be listed, also for a link."""
    refuse_no_folder(folder.parent, folder)
    try:
        return list(folder.iterdir())
    except FileNotFoundError:
        return []
