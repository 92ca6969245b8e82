"""The capture files of a site: written by one run, read by anyone from the place that a record names.

`captures/<YYYYMMDDThhmmssZ>.warc.gz`, by the time of its first record; a run that fills a file begins another, and a name that is
taken gets a number ("…Z-2.warc.gz").
"""

from __future__ import annotations

import os
import re
import zlib
from collections.abc import Container, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from mmap import ACCESS_READ, mmap
from pathlib import Path

from newsbot.archive.clock import Clock, system_clock
from newsbot.archive.encodings import encodings_of, unpack
from newsbot.archive.files import Appender
from newsbot.archive.regular_files import entries, inside, reading
from newsbot.archive.warc import (
    MAX_HEAD_BYTES,
    MAX_RECORD_BYTES,
    Exchange,
    Headers,
    Original,
    Record,
    WarcError,
    exchange_records,
    records,
    warcinfo_record,
)
from newsbot.article import Capture

_STATUS = re.compile(rb"\S+ +([0-9]{3})(?![^ ])")
"""Begin of a status line, the code in it."""
_MEMBER = b"\x1f\x8b\x08"
"""How a gzip member begins (RFC 1952 section 2.3.1)."""
MAX_CANDIDATES = 1000
"""Places tried behind a damaged record: the three bytes that begin a gzip member come by chance 60 times in a gigabyte."""
MAX_FILE_BYTES = 1_000_000_000
"""A capture file is closed and a new one begun when it has grown to this size (the WARC guidelines' 1 GB)."""


class CaptureWriter:
    """Writes the capture files of one run; the first file is made with the first capture.

    `taken`: names ("captures/….warc.gz") that must not be used again, though their file may be gone, because records lead there.
    """

    def __init__(
        self,
        site_dir: Path,
        info: Mapping[str, str],
        *,
        clock: Clock = system_clock,
        taken: Container[str] = (),
        max_bytes: int = MAX_FILE_BYTES,
    ) -> None:
        self._dir = site_dir
        self._info = info
        self._clock = clock
        self._taken = taken
        self._max_bytes = max_bytes
        self._file: Appender | None = None
        self._full: list[Appender] = []
        self._dirty = False

    def write(self, exchange: Exchange, confirms: Capture | None = None) -> Capture:
        """Append an exchange; `confirms` is the capture of the response that a 304 says is still right.

        Raises ArchiveNotWritable; nothing of it is then in the file.
        """
        original = self._original(confirms) if confirms else None
        record_id, digest, data = exchange_records(exchange, original)
        file = self._current()
        self._dirty = True
        return Capture(f"captures/{file.path.name}", file.write(data, "mid-warc"), record_id, digest)

    def _original(self, capture: Capture) -> Original:
        try:
            fields = read_record(self._dir, capture).headers
        except WarcError:  # it was moved away: its name is all that can be told
            return Original(capture.record_id)
        return Original(capture.record_id, fields.get("warc-target-uri"), fields.get("warc-date"))

    @property
    def dirty(self) -> bool:
        """Whether anything was written since `committed`."""
        return self._dirty

    def sync(self) -> None:
        """Put everything written on disk."""
        for file in self._files():
            file.sync()

    def sizes(self) -> dict[str, int]:
        """Bytes of the files written since `committed`, by name relative to the site's folder."""
        return {f"captures/{file.path.name}": file.size for file in self._files()} if self._dirty else {}

    def committed(self) -> None:
        """The sizes are acknowledged: full files need no more attention."""
        self._close_full()
        self._dirty = False

    def close(self) -> None:
        """Close the files."""
        self._close_full()
        if self._file:
            self._file.close()

    def _files(self) -> list[Appender]:
        return [*self._full, self._file] if self._file else self._full

    def _close_full(self) -> None:
        for file in self._full:
            file.close()
        self._full.clear()

    def _current(self) -> Appender:
        if self._file and self._file.size >= self._max_bytes:
            self._full.append(self._file)
            self._file = None
        if self._file is None:
            now = self._clock().astimezone(UTC)
            self._file = _new_file(self._dir, self._taken, now)
            self._file.write(warcinfo_record(self._file.path.name, self._info, now))
        return self._file


def _new_file(site_dir: Path, taken: Container[str], now: datetime) -> Appender:
    stem = now.strftime("captures/%Y%m%dT%H%M%SZ")
    for number in count(1):
        name = f"{stem}.warc.gz" if number == 1 else f"{stem}-{number}.warc.gz"
        if name not in taken:
            with suppress(FileExistsError):
                return Appender(site_dir / name, exclusive=True)
    raise AssertionError("count ends never")


def capture_files(site_dir: Path) -> list[Path]:
    """The capture files of a site, oldest first. Raises OSError when their folder is there and cannot be listed."""
    return sorted(
        (path for path in entries(site_dir / "captures") if path.name.endswith(".warc.gz")),
        key=lambda path: age_of(path.name),
    )


def age_of(name: str) -> tuple[str, int]:
    """Begin of a capture file, and its number among those of one second: the order in which capture files were written."""
    time, _, number = name.rpartition("/")[2].removesuffix(".warc.gz").partition("-")
    return time, int(number) if number.isdecimal() else 1


@dataclass(frozen=True, slots=True)
class Captured:
    """A response read back from its capture."""

    url: str
    status: int
    headers: Headers
    body: bytes
    """Content encoding undone."""
    fetched_at: str
    """WARC-Date: UTC, ISO 8601."""
    whole: bool = True
    """Nothing tells that a part of the body is missing: its packing ends, and it is as long as the server said."""

    def header(self, name: str) -> str | None:
        """The value of a header, of several the last one; None when there is none."""
        values = [value for key, value in self.headers if key.lower() == name.lower().encode()]
        return values[-1].decode("latin-1") if values else None

    def fields(self, name: str) -> tuple[str, ...]:
        """The values of all headers of a name."""
        return tuple(value.decode("latin-1") for key, value in self.headers if key.lower() == name.lower().encode())


def read_record(site_dir: Path, capture: Capture) -> Record:
    """The record a capture points to. Raises WarcError when it is not there, not this one, or damaged."""
    record = _record_at(site_dir, capture.file, capture.offset)
    if record.headers.get("warc-record-id") != capture.record_id:
        raise WarcError(f"{capture.file} holds another record there", capture.offset)
    if record.headers.get("warc-payload-digest") != capture.digest:
        raise WarcError(f"{capture.file} holds other bytes there", capture.offset)
    return record


def capture_at(site_dir: Path, file: str, offset: int) -> Capture:
    """The capture that begins at a place of a capture file. Raises WarcError when there is none, or a damaged one."""
    fields = _record_at(site_dir, file, offset).headers
    return Capture(file, offset, fields.get("warc-record-id", ""), fields.get("warc-payload-digest", ""))


def next_record(path: Path, offset: int) -> int | None:
    """Where the first whole record at `offset` or behind it begins; None when there is none, or too much that looks like one."""
    if offset >= path.stat().st_size:
        return None
    with reading(path) as stream, mmap(stream.fileno(), 0, access=ACCESS_READ) as content:
        begin = content.find(_MEMBER, offset)
        for _ in range(MAX_CANDIDATES):
            if begin < 0:
                break
            with suppress(WarcError):
                next(records(stream, begin))
                return begin
            begin = content.find(_MEMBER, begin + 1)
    return None


def read_capture(site_dir: Path, capture: Capture) -> Captured:
    """The response a capture points to, content encoding undone. Raises WarcError."""
    return response_of(read_record(site_dir, capture))


def response_at(site_dir: Path, file: str, offset: int) -> Captured:
    """The response at a place in a capture file, content encoding undone. Raises WarcError, also when no response is there."""
    record = _record_at(site_dir, file, offset)
    if record.type != "response":
        raise WarcError(f"{file} holds no response there", offset)
    return response_of(record)


def _record_at(site_dir: Path, file: str, offset: int) -> Record:
    try:
        with reading(inside(site_dir, file)) as stream:
            if not 0 <= offset <= os.fstat(stream.fileno()).st_size:
                raise WarcError(f"{file} ends before it", offset)
            record = next(records(stream, offset), None)
    except OSError as error:
        raise WarcError(f"{file}: {error.strerror}", offset) from error
    if record is None:
        raise WarcError(f"{file} ends before it", offset)
    return record


def response_of(record: Record) -> Captured:
    """The response in a record, content encoding undone. Raises WarcError."""
    head, _, body = record.block.partition(b"\r\n\r\n")
    status, _, lines = head.partition(b"\r\n")
    code = _STATUS.match(status)
    if code is None or len(head) > MAX_HEAD_BYTES:
        raise WarcError("it holds no HTTP response", record.offset)
    pairs = (line.partition(b":") for line in lines.split(b"\r\n") if line)
    headers = tuple((name.strip(), value.strip()) for name, _, value in pairs)
    try:
        decoded, whole = unpack(body, encodings_of(headers), MAX_RECORD_BYTES)
    except (zlib.error, ValueError) as error:
        raise WarcError(f"its content encoding cannot be undone ({error})", record.offset) from error
    fields = record.headers
    lengths = {value.strip() for name, value in headers if name.lower() == b"content-length"}
    whole = whole and (not lengths or b"%d" % len(body) in lengths)
    return Captured(
        fields.get("warc-target-uri", ""), int(code[1]), headers, decoded, fields.get("warc-date", ""), whole
    )
