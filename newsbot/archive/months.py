"""The JSONL files of a site: one a month of capture, `<YYYY-MM>.jsonl` while lines are added, perhaps packed when it is sealed.

A packed month is `<YYYY-MM>.jsonl.gz` or `.jsonl.zst`; to the ledger it keeps its name "articles/<YYYY-MM>.jsonl", and all places
in it are those of the text. When it is packed both files are there for a moment: the unpacked one counts until it is removed.
"""

from __future__ import annotations

import gzip
import os
import sys
import zlib
from collections.abc import Container, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from functools import partial
from io import BufferedReader, RawIOBase
from pathlib import Path
from types import ModuleType
from typing import Any, BinaryIO, Literal, cast

from newsbot.archive.errors import ArchiveDamaged
from newsbot.archive.regular_files import entries, reading

Packing = Literal["gz", "zst"]
PACKINGS: tuple[Packing, ...] = ("gz", "zst")
_GZIP_LEVEL, _ZSTD_LEVEL = 6, 12
"""Higher levels take several times the time for one or two per cent."""
UNFINISHED = ".packing"
"""Suffix of a month while it is being packed."""
_BUFFER = 1 << 20
MAX_LINE_BYTES = 64 * 1024 * 1024
"""Bytes of a line that are read: ten times what the longest page that is read gives."""
MAX_BAD_LINES = 10_000
"""Lines of a month that are no records and are looked at one by one: a file of them is none of newsbot."""
MAX_RATIO = 100
"""How many times its size a packed month may be when unpacked, beside `FREE_BYTES`: news pack ten to one, bombs a thousand."""
FREE_BYTES = 64 * 1024 * 1024


class TextDamaged(ArchiveDamaged, ValueError):
    """The text of a month cannot be read to its end."""


class PackedDamaged(TextDamaged):
    """A packed file cannot be unpacked."""


class LineTooLong(TextDamaged):
    """A line is longer than any that newsbot writes."""


def months(folder: Path) -> dict[str, Path]:
    """The JSONL files of a site's folder, by month: the name that the ledger knows, and the file that holds it.

    Raises OSError when the folder is there and cannot be listed.
    """
    found: dict[str, Path] = {}
    for path in sorted(entries(folder / "articles")):  # of a month the unpacked one comes first, and counts
        if is_month(path):
            found.setdefault(f"articles/{path.name.partition('.jsonl')[0]}.jsonl", path)
    return found


def month_for(fetched: datetime, sealed: Container[str]) -> str:
    """The month that a line of this moment goes into.

    A later one when its own is sealed, because the clock was wrong then or is now; what is sealed stays as it is.
    """
    name = f"articles/{fetched.astimezone(UTC):%Y-%m}.jsonl"
    while name in sealed:
        name = following_month(name)
    return name


def following_month(name: str) -> str:
    """The name of the month after: "articles/2027-01.jsonl" after "articles/2026-12.jsonl"."""
    year, month = map(int, name.removeprefix("articles/").removesuffix(".jsonl").split("-"))
    return f"articles/{year + month // 12:04d}-{month % 12 + 1:02d}.jsonl"


def is_month(path: Path) -> bool:
    """Whether a file is named like a JSONL file, packed or not."""
    return path.name.endswith((".jsonl", *(f".jsonl.{packing}" for packing in PACKINGS)))


def packing_of(path: Path) -> Packing | None:
    """How a file is packed; None when it is not."""
    return next((packing for packing in PACKINGS if path.suffix == f".{packing}"), None)


def text_lines(path: Path) -> Iterator[bytes]:
    """The lines of a JSONL file, the last one perhaps without its line feed. Raises TextDamaged."""
    with open_text(path) as stream:
        yield from lines_of(stream, path)


def lines_of(stream: BufferedReader[Any], path: Path) -> Iterator[bytes]:
    """The lines of a stream from where it stands. Raises LineTooLong."""
    for number, line in enumerate(iter(partial(stream.readline, MAX_LINE_BYTES + 1), b""), 1):
        if len(line) > MAX_LINE_BYTES:
            raise LineTooLong(f"{path}: line {number} is longer than {MAX_LINE_BYTES} bytes, as none of newsbot is")
        yield line


def line_at(path: Path, offset: int, length: int) -> bytes:
    """A line by its place in the text. Raises TextDamaged."""
    with open_text(path) as stream:
        return read_line(stream, path, offset, length)


def read_line(stream: BufferedReader[Any], path: Path, offset: int, length: int) -> bytes:
    """The same in a stream that is open. Raises LineTooLong for what can be the place of no line."""
    if not (0 <= offset <= sys.maxsize and 0 <= length <= MAX_LINE_BYTES):
        raise LineTooLong(f"{path}: {length} bytes at byte {offset} are no line of newsbot")
    stream.seek(offset)
    return stream.read(length)


def open_text(path: Path) -> AbstractContextManager[BufferedReader[Any]]:
    """The text of a JSONL file, unpacked; seeking goes by places in the text. Raises PackedDamaged, also while it is read."""
    return unpacked(path, packing_of(path))


@contextmanager
def unpacked(path: Path, packing: Packing | None) -> Iterator[BufferedReader[Any]]:
    """The same for a file that is packed so, whatever its name says."""
    if packing is None:
        with reading(path, _BUFFER) as stream:
            yield stream
        return
    damaged = (EOFError, zlib.error, gzip.BadGzipFile) if packing == "gz" else (EOFError, _zstd().ZstdError)
    try:
        with reading(path) as file, gzip.open(file) if packing == "gz" else _zstd().ZstdFile(file) as packed:
            limit = FREE_BYTES + MAX_RATIO * os.fstat(file.fileno()).st_size
            with BufferedReader(_Capped(packed, path, limit), _BUFFER) as stream:
                yield stream
    except damaged as error:
        raise PackedDamaged(f"{path} cannot be unpacked: {error}") from error


class _Capped(RawIOBase):
    """What comes out of a packed file, never more than `limit` bytes. Raises PackedDamaged."""

    def __init__(self, packed: Any, path: Path, limit: int) -> None:
        self._packed, self._path, self._limit = packed, path, limit

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        count: int = self._packed.readinto(buffer)
        self._check(self._packed.tell())
        return count

    def seek(self, offset: int, whence: int = 0) -> int:
        self._check(offset)
        place: int = self._packed.seek(offset, whence)
        return place

    def tell(self) -> int:
        place: int = self._packed.tell()
        return place

    def _check(self, size: int) -> None:
        if size > self._limit:
            raise PackedDamaged(f"{self._path} unpacks to more than {self._limit} bytes, as no month does")


@contextmanager
def packed_into(stream: BinaryIO, packing: Packing | None) -> Iterator[BinaryIO]:
    """A file to write text into that comes out packed in `stream`; the same text gives the same bytes."""
    if packing is None:
        yield stream
    elif packing == "gz":
        with gzip.GzipFile("", "wb", _GZIP_LEVEL, stream, mtime=0) as packer:
            yield cast(BinaryIO, packer)
    else:
        zstd = _zstd()
        options = {zstd.CompressionParameter.checksum_flag: 1, zstd.CompressionParameter.compression_level: _ZSTD_LEVEL}
        with zstd.ZstdFile(stream, "wb", options=options) as packer:
            yield packer


def _zstd() -> ModuleType:
    """Part of Python from 3.14 on, before that a library that Scrapy brings."""
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd
    return zstd  # type: ignore[no-any-return, unused-ignore]
