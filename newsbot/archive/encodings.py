"""Undoing content encodings: what a body was before the server packed it."""

from __future__ import annotations

import zlib

from newsbot.archive.warc import Headers


def decode_body(body: bytes, headers: Headers) -> bytes:
    """Undo the content encodings (RFC 9110 section 8.4), last one first. Raises ValueError or zlib.error when that fails."""
    applied = b",".join(value for name, value in headers if name.lower() == b"content-encoding").lower().split(b",")
    for encoding in reversed([name.strip() for name in applied if name.strip()]):
        body = _undo(encoding, body) if body else body
    return body


def _undo(encoding: bytes, body: bytes) -> bytes:
    match encoding:
        case b"identity":
            return body
        case b"gzip" | b"x-gzip":
            return _gunzip(body)
        case b"deflate":
            return _inflate_any(body)
        case b"br":
            return _brotli(body)
        case b"zstd":
            return _zstd(body)
    raise ValueError(f"unknown encoding {encoding.decode('latin-1')!r}")


def _gunzip(body: bytes) -> bytes:
    """All gzip members; what follows the last one, or lacks at its end, is taken as browsers take it: as far as it goes."""
    parts = []
    while body:
        unpack = zlib.decompressobj(31)
        try:
            parts.append(unpack.decompress(body))
        except zlib.error:
            if not parts:
                raise
            break
        body = unpack.unused_data
    return b"".join(parts)


def _inflate_any(body: bytes) -> bytes:
    """Deflate with its zlib wrapper, or raw as some servers send it."""
    try:
        return zlib.decompressobj().decompress(body)
    except zlib.error:
        return zlib.decompressobj(-15).decompress(body)


def _brotli(body: bytes) -> bytes:
    try:
        import brotli  # type: ignore[import-untyped]
    except ImportError:
        raise ValueError("brotli is not installed") from None
    try:
        return bytes(brotli.decompress(body))
    except brotli.error as error:
        raise ValueError(str(error)) from error


def _zstd(body: bytes) -> bytes:
    try:
        from backports import zstd
    except ImportError:
        raise ValueError("zstd is not installed") from None
    try:
        return bytes(zstd.decompress(body))
    except zstd.ZstdError as error:
        raise ValueError(str(error)) from error
