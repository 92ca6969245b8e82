"""A feed or sitemap in parts: unpacked as it is read, what authors forget to escape mended, and never more of it in memory."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator

XML_MAX_BYTES = 64 * 1024 * 1024
"""Bytes of an unpacked feed or sitemap that are looked at: the sitemap protocol allows 50 MB."""
PART_BYTES = 1 << 18
"""What is read, and what the parser is fed, at a time."""
LINE_MAX_BYTES = 1 << 14
"""Length of a line of a plain text sitemap: a longer one is no URL."""


class NotXmlError(ValueError):
    """What was served as a feed or sitemap is none."""


class Parts:
    """The first XML_MAX_BYTES bytes of a body, gzip undone. Raises NotXmlError for damaged gzip."""

    def __init__(self, body: bytes) -> None:
        self._body = body
        self._is_packed = body[:2] == b"\x1f\x8b"
        self.cut: str | None = None
        """Why those are not all, once they have been read."""

    def __iter__(self) -> Iterator[bytes]:
        left = XML_MAX_BYTES
        for part in self._unpacked() if self._is_packed else self._slices():
            if len(part) > left:
                self.cut = f"larger than {XML_MAX_BYTES} bytes: only its beginning is read"
            if left and part:
                yield part[:left]
            left -= min(left, len(part))
            if self.cut:
                return

    def _slices(self) -> Iterator[bytes]:
        return (self._body[start : start + PART_BYTES] for start in range(0, len(self._body), PART_BYTES))

    def _unpacked(self) -> Iterator[bytes]:
        unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
        try:
            for part in self._slices():
                packed = part
                while packed and not unpacker.eof:
                    yield unpacker.decompress(packed, PART_BYTES)
                    packed = unpacker.unconsumed_tail
        except zlib.error as error:
            raise NotXmlError(f"damaged gzip: {error}") from error
        if not unpacker.eof:
            yield unpacker.flush()
            self.cut = "its gzip file is cut short"


def lines(parts: Iterable[bytes]) -> Iterator[bytes]:
    """The lines, without those that are too long to be a URL."""
    left = b""
    for part in parts:
        *whole, left = (left + part).split(b"\n")
        yield from (line for line in whole if len(line) < LINE_MAX_BYTES)
        left = left[:LINE_MAX_BYTES]
    if len(left) < LINE_MAX_BYTES:
        yield left


_AMPERSAND = re.compile(rb"&(?!#?\w{1,32};)")
_REFERENCE_BYTES = 40
"""More than the longest reference, and than what begins a CDATA section."""


def escaped(parts: Iterable[bytes]) -> Iterator[bytes]:
    """The parts with every ampersand escaped that a feed's author forgot to escape: a recovering parser would drop it.

    What is in a CDATA section stays as it is, and so does all behind one that nobody closes.
    """
    left, inside = b"", False
    for part in parts:
        mended, left, inside = _escaped(left + part, inside)
        yield mended
    yield left if inside else _AMPERSAND.sub(b"&amp;", left)


def _escaped(text: bytes, inside: bool) -> tuple[bytes, bytes, bool]:
    """The text as far as it can be told, what is left of it, and whether that is within a CDATA section."""
    mended: list[bytes] = []
    place = 0
    while True:
        mark = b"]]>" if inside else b"<![CDATA["
        found = text.find(mark, place)
        if found < 0:
            break
        piece = text[place : found + len(mark)]
        mended.append(piece if inside else _AMPERSAND.sub(b"&amp;", piece))
        place, inside = found + len(mark), not inside
    end = max(place, len(text) - 2) if inside else _open_end(text, max(place, len(text) - _REFERENCE_BYTES))
    rest = text[place:end]
    mended.append(rest if inside else _AMPERSAND.sub(b"&amp;", rest))
    return b"".join(mended), text[end:], inside


def _open_end(text: bytes, start: int) -> int:
    """Where, from `start` on, something begins that may go on behind the text: a reference or a CDATA section."""
    ends = [place for mark in (b"&", b"<") if (place := text.find(mark, start)) >= 0]
    return min(ends, default=len(text))
