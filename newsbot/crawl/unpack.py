"""Undo content encodings after the capture: within a limit, and noticing a body that was cut short."""

from __future__ import annotations

import zlib

import brotli  # type: ignore[import-untyped]
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

ACCEPTED = b"gzip, deflate, br"
_CHUNK = 1 << 16


class TooLargeError(IgnoreRequest):
    """A body is longer than the limit."""


class UnpackError(Exception):
    """A body is not what its Content-Encoding says."""


class UnpackMiddleware:
    """Scrapy's own takes half a page for a whole one; here a packed body without its end gets the flag "dataloss"."""

    def __init__(self, crawler: Crawler) -> None:
        self._limit = crawler.settings.getint("DOWNLOAD_MAXSIZE")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> UnpackMiddleware:
        """Scrapy's factory."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Say what can be unpacked."""
        request.headers.setdefault("Accept-Encoding", ACCEPTED)

    def process_response(self, request: Request, response: Response) -> Response:  # noqa: ARG002 - Scrapy's interface
        """The response with its body unpacked."""
        encodings = b",".join(response.headers.getlist("Content-Encoding")).decode("latin-1")
        if not encodings or not response.body:
            return response
        body, whole = unpack(response.body, encodings, self._limit)
        return response.replace(body=body, flags=response.flags if whole else [*response.flags, "dataloss"])


def unpack(body: bytes, encodings: str, limit: int) -> tuple[bytes, bool]:
    """Undo the content encodings of a Content-Encoding header (RFC 9110 section 8.4), last one first; whether all was there.

    What is no known encoding ("identity", a mistaken "utf-8") stands for none. Raises TooLargeError when the text is longer than
    `limit` bytes, and UnpackError when the body is not packed in that way.
    """
    whole = True
    for encoding in reversed([name.strip().lower() for name in encodings.split(",")]):
        unpacker = _UNPACKERS.get(encoding)
        if unpacker:
            try:
                body, complete = unpacker(body, limit)
            except (zlib.error, brotli.error) as error:
                raise UnpackError(f"the body is not {encoding}: {error}") from error
            whole = whole and complete
    return body, whole


def _gzip(body: bytes, limit: int) -> tuple[bytes, bool]:
    text = b""
    while body:
        unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
        try:
            text += unpacker.decompress(body, limit + 1 - len(text))
        except zlib.error:
            if not text:
                raise
            return text, True  # browsers ignore what follows the last member too
        _check(len(text), limit)
        if not unpacker.eof:
            return text, False
        body = unpacker.unused_data
    return text, True


def _deflate(body: bytes, limit: int) -> tuple[bytes, bool]:
    """Deflate in its zlib wrapper, or bare as some servers send it."""
    unpacker = zlib.decompressobj()
    try:
        text = unpacker.decompress(body, limit + 1)
    except zlib.error:
        unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
        text = unpacker.decompress(body, limit + 1)
    _check(len(text), limit)
    return text, unpacker.eof


def _brotli(body: bytes, limit: int) -> tuple[bytes, bool]:
    unpacker = brotli.Decompressor()
    text = unpacker.process(body, output_buffer_limit=_CHUNK)
    while not unpacker.is_finished():
        more = unpacker.process(b"", output_buffer_limit=_CHUNK)
        if not more:
            return text, False
        text += more
        _check(len(text), limit)
    return text, True


_UNPACKERS = {"gzip": _gzip, "x-gzip": _gzip, "deflate": _deflate, "br": _brotli}


def _check(size: int, limit: int) -> None:
    if size > limit:
        raise TooLargeError(f"larger than {limit} bytes when unpacked")
