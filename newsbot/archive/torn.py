"""Where a file that a dying process or disk left ends in whole records."""

from __future__ import annotations

import os
from collections.abc import Iterator
from mmap import ACCESS_READ, mmap
from pathlib import Path

from newsbot.archive.months import lines_of
from newsbot.archive.regular_files import reading
from newsbot.archive.warc import WarcError, records

GZIP_MEMBER = b"\x1f\x8b\x08"
"""How a gzip member begins (RFC 1952 section 2.3.1)."""
BLOCK_BYTES = 65_536
"""Bytes read at a time from the end of a file: NUL bytes that a power cut leaves are a block of a disk or a few."""


def zeros_from(path: Path) -> int:
    """Where the run of NUL bytes begins that a file ends with; its size when it ends with none."""
    with reading(path) as stream:
        end = stream.seek(0, os.SEEK_END)
        while end:
            begin = max(0, end - BLOCK_BYTES)
            stream.seek(begin)
            if content := stream.read(end - begin).rstrip(b"\0"):
                return begin + len(content)
            end = begin
    return 0


def is_last_member(path: Path, begin: int, end: int) -> bool:
    """Whether no other gzip member seems to begin behind the one at `begin`: what the disk lost of it was the tail."""
    if end <= begin + 1:
        return True
    with reading(path) as stream, mmap(stream.fileno(), 0, access=ACCESS_READ) as content:
        return content.find(GZIP_MEMBER, begin + 1, end) < 0


def last_record(path: Path, begin: int) -> tuple[int, WarcError | None]:
    """End of the last whole record from `begin` on, and why the next one is none."""
    end = begin
    try:
        with reading(path) as stream:
            for record in records(stream, begin):
                end = record.offset + record.length
    except WarcError as error:
        return end, error
    return end, None


def lines_from(path: Path, begin: int) -> Iterator[bytes]:
    """The lines of a file from `begin` on. Raises LineTooLong."""
    with reading(path) as stream:
        stream.seek(begin)
        yield from lines_of(stream, path)
