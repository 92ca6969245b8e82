"""Undoing content encodings (RFC 9110 section 8.4): what a body was before the server packed it.

The crawl and whoever reads a capture again take the same bytes for the page: half a packed body is what can be unpacked of it.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable

from newsbot.archive.warc import Headers

MAX_BYTES = 256 * 1024 * 1024
"""Bytes of an unpacked body, where nothing else is said: four times what a crawl takes."""
MAX_ENCODINGS = 4
"""Encodings of one body that are undone: no server packs twice, and one packed without end costs time."""
_CHUNK = 1 << 16
_MEMBER_CHUNK = 1 << 12
"""The same behind the first gzip member: what is behind the end of each is copied."""
_PART = 1 << 18
"""Bytes that are unpacked at a time."""
_ZSTD_WINDOW_BITS = 23
"""8 MB: what a decoder of this encoding needs to have (RFC 9659)."""
_OTHERS = frozenset({"aes128gcm", "compress", "dcb", "dcz", "exi", "pack200-gzip", "x-compress"})
"""The registered encodings that nobody here undoes (IANA, HTTP Content Coding Registry)."""


class EncodingError(ValueError):
    """A body is not packed as its Content-Encoding says, or in a way that nobody here undoes."""


class TooLongError(EncodingError):
    """The body is longer than the limit when unpacked."""


def encodings_of(headers: Headers) -> str:
    """The value of Content-Encoding, of several headers together."""
    return b",".join(value for name, value in headers if name.lower() == b"content-encoding").decode("latin-1")


def unpack(body: bytes, encodings: str, limit: int = MAX_BYTES) -> tuple[bytes, bool]:
    """Undo the encodings of a Content-Encoding header, last one first; the body, and whether all of it was there.

    What is no registered encoding (a mistaken "utf-8") stands for none. Raises TooLongError when it grows beyond `limit` bytes,
    EncodingError when it is not packed in that way.
    """
    whole = True
    names = [name.strip().lower() for name in encodings.split(",")]
    if len(names) > MAX_ENCODINGS and sum(name in _UNPACKERS for name in names) > MAX_ENCODINGS:
        raise EncodingError(f"packed more than {MAX_ENCODINGS} times")
    for encoding in reversed(names):
        if encoding in _OTHERS:
            raise EncodingError(f"unknown encoding {encoding!r}")
        if encoding in _UNPACKERS and body:
            try:
                body, complete = _UNPACKERS[encoding](body, limit)
            except zlib.error as error:
                raise EncodingError(f"the body is not {encoding}: {error}") from error
            whole = whole and complete
    return body, whole


class _Text:
    """What has been unpacked: never more than `limit` bytes, and what is on the way to more is not kept."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._size = 0
        self.parts: list[bytes] = []

    def add(self, part: bytes) -> None:
        """Take a part. Raises TooLongError."""
        self._size += len(part)
        if self._size > self._limit:
            self.parts.clear()
            raise TooLongError(f"larger than {self._limit} bytes when unpacked")
        self.parts.append(part)

    def whole(self) -> bytes:
        """All parts."""
        return b"".join(self.parts)


def _gzip(body: bytes, limit: int) -> tuple[bytes, bool]:
    """All gzip members; what follows the last one is left, as browsers leave it."""
    text, place, step = _Text(limit), 0, _CHUNK
    while place < len(body):
        unpacker, before = zlib.decompressobj(zlib.MAX_WBITS | 16), len(text.parts)
        try:
            place = _inflate(unpacker, body, place, step, text)
        except zlib.error:
            if not before:
                raise
            del text.parts[before:]
            break
        if not unpacker.eof:
            return text.whole(), False
        step = _MEMBER_CHUNK
    return text.whole(), True


def _deflate(body: bytes, limit: int) -> tuple[bytes, bool]:
    """Deflate with its zlib wrapper, or raw as some servers send it."""
    unpacker, text = zlib.decompressobj(), _Text(limit)
    try:
        _inflate(unpacker, body, 0, _CHUNK, text)
    except zlib.error:
        unpacker, text = zlib.decompressobj(-zlib.MAX_WBITS), _Text(limit)
        _inflate(unpacker, body, 0, _CHUNK, text)
    return text.whole(), unpacker.eof


def _inflate(unpacker: zlib._Decompress, body: bytes, place: int, step: int, text: _Text) -> int:
    """Unpack from `place` on, `step` bytes at a time; where the packed bytes end. Raises zlib.error, TooLongError."""
    while place < len(body) and not unpacker.eof:
        packed = body[place : place + step]
        place += len(packed)
        while packed and not unpacker.eof:
            text.add(unpacker.decompress(packed, _PART))
            packed = unpacker.unconsumed_tail
    if not unpacker.eof:
        text.add(unpacker.flush())
    return place - len(unpacker.unused_data)


def _brotli(body: bytes, limit: int) -> tuple[bytes, bool]:
    import brotli  # type: ignore[import-untyped]

    unpacker, text = brotli.Decompressor(), _Text(limit)
    try:
        part = unpacker.process(body, output_buffer_limit=_CHUNK)
        while part:
            text.add(part)
            part = b"" if unpacker.is_finished() else unpacker.process(b"", output_buffer_limit=_CHUNK)
    except brotli.error as error:
        raise EncodingError(f"the body is not br: {error}") from error
    return text.whole(), bool(unpacker.is_finished())


def _zstd(body: bytes, limit: int) -> tuple[bytes, bool]:
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd

    options = {int(zstd.DecompressionParameter.window_log_max): _ZSTD_WINDOW_BITS}
    unpacker, text = zstd.ZstdDecompressor(options=options), _Text(limit)
    try:
        part = unpacker.decompress(body, _PART)
        while part:
            text.add(part)
            part = b"" if unpacker.eof or unpacker.needs_input else unpacker.decompress(b"", _PART)
    except zstd.ZstdError as error:
        raise EncodingError(f"the body is not zstd: {error}") from error
    return text.whole(), unpacker.eof


_UNPACKERS: dict[str, Callable[[bytes, int], tuple[bytes, bool]]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
