"""Undoing content encodings (RFC 9110 section 8.4): what a body was before the server packed it.

The crawl and whoever reads a capture again take the same bytes for the page: half a packed body is what can be unpacked of it.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable

from newsbot.archive.warc import Headers

NO_LIMIT = 1 << 40
_CHUNK = 1 << 16
_OTHERS = frozenset({"aes128gcm", "compress", "dcb", "dcz", "exi", "pack200-gzip", "x-compress"})
"""The registered encodings that nobody here undoes (IANA, HTTP Content Coding Registry)."""


class EncodingError(ValueError):
    """A body is not packed as its Content-Encoding says, or in a way that nobody here undoes."""


class TooLongError(EncodingError):
    """The body is longer than the limit when unpacked."""


def encodings_of(headers: Headers) -> str:
    """The value of Content-Encoding, of several headers together."""
    return b",".join(value for name, value in headers if name.lower() == b"content-encoding").decode("latin-1")


def unpack(body: bytes, encodings: str, limit: int = NO_LIMIT) -> tuple[bytes, bool]:
    """Undo the encodings of a Content-Encoding header, last one first; the body, and whether all of it was there.

    What is no registered encoding (a mistaken "utf-8") stands for none. Raises TooLongError when it grows beyond `limit` bytes,
    EncodingError when it is not packed in that way.
    """
    whole = True
    for encoding in reversed([name.strip().lower() for name in encodings.split(",")]):
        if encoding in _OTHERS:
            raise EncodingError(f"unknown encoding {encoding!r}")
        if encoding in _UNPACKERS and body:
            try:
                body, complete = _UNPACKERS[encoding](body, limit)
            except zlib.error as error:
                raise EncodingError(f"the body is not {encoding}: {error}") from error
            whole = whole and complete
    return body, whole


def _gzip(body: bytes, limit: int) -> tuple[bytes, bool]:
    """All gzip members; what follows the last one is left, as browsers leave it."""
    text = b""
    while body:
        unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
        try:
            text += unpacker.decompress(body, limit + 1 - len(text))
        except zlib.error:
            if not text:
                raise
            break
        _check(len(text), limit)
        if not unpacker.eof:
            return text, False
        body = unpacker.unused_data
    return text, True


def _deflate(body: bytes, limit: int) -> tuple[bytes, bool]:
    """Deflate with its zlib wrapper, or raw as some servers send it."""
    unpacker = zlib.decompressobj()
    try:
        text = unpacker.decompress(body, limit + 1)
    except zlib.error:
        unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
        text = unpacker.decompress(body, limit + 1)
    _check(len(text), limit)
    return text, unpacker.eof


def _brotli(body: bytes, limit: int) -> tuple[bytes, bool]:
    import brotli  # type: ignore[import-untyped]

    unpacker = brotli.Decompressor()
    parts: list[bytes] = []
    try:
        part = unpacker.process(body, output_buffer_limit=_CHUNK)
        while part:
            parts.append(part)
            _check(sum(map(len, parts)), limit)
            part = b"" if unpacker.is_finished() else unpacker.process(b"", output_buffer_limit=_CHUNK)
    except brotli.error as error:
        raise EncodingError(f"the body is not br: {error}") from error
    return b"".join(parts), bool(unpacker.is_finished())


def _zstd(body: bytes, limit: int) -> tuple[bytes, bool]:
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd

    unpacker = zstd.ZstdDecompressor()
    try:
        text = unpacker.decompress(body, limit + 1)
    except zstd.ZstdError as error:
        raise EncodingError(f"the body is not zstd: {error}") from error
    _check(len(text), limit)
    return text, unpacker.eof


def _check(size: int, limit: int) -> None:
    if size > limit:
        raise TooLongError(f"larger than {limit} bytes when unpacked")


_UNPACKERS: dict[str, Callable[[bytes, int], tuple[bytes, bool]]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
