"""Messages that are framed in ways that HTTP/1.1 (RFC 9112) does not know, or forbids."""

from __future__ import annotations

from tests.evil.behaviour import Page, Place
from tests.evil.server import Wire, wire

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
CUT = "truncated"


def plain(place: Place, line: bytes = b"HTTP/1.1 200 OK", fields: bytes = b"", end: bytes = b"\r\n") -> Wire:
    """The article, with this status line and these fields."""
    kind = b"Content-Type: text/html; charset=utf-8"
    length = b"Content-Length: %d" % len(place.html)
    return wire(end.join((line, kind, length)) + end + fields + end + place.html)


def joined(script: Wire, more: bytes) -> Wire:
    """What goes over the wire, and more in the same packet."""
    return wire(b"".join(piece for piece in script.pieces if isinstance(piece, bytes)) + more, end="keep")


def sized(place: Place, length: bytes) -> Wire:
    """The article with what is said to be its length."""
    return wire(HEAD + b"Content-Length: " + length + b"\r\n\r\n" + place.html)


def chunk(text: bytes, size: bytes | None = None, end: bytes = b"\r\n") -> bytes:
    return (b"%x" % len(text) if size is None else size) + end + text + end


def chunks(place: Place, *, size: int = 1000, last: bytes = b"0\r\n\r\n", end: bytes = b"\r\n") -> Wire:
    """The article in chunks."""
    text = place.html
    return wire(CHUNKED + b"".join(chunk(text[at : at + size], end=end) for at in range(0, len(text), size)) + last)


BAD = "failed"
CASES = (
    Page(
        name="http-1.0-until-close",
        does=lambda p: wire(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + p.html),
        ci=True,
    ),
    Page(name="until-close", does=lambda p: wire(HEAD + b"\r\n" + p.html)),
    Page(name="no-head-at-all", does=lambda p: wire(p.html), state=BAD, asked=3, ci=True),
    Page(name="status-without-phrase", does=lambda p: plain(p, b"HTTP/1.1 200 ")),
    Page(name="status-without-space", does=lambda p: plain(p, b"HTTP/1.1 200")),
    Page(name="phrase-of-10000-bytes", does=lambda p: plain(p, b"HTTP/1.1 200 " + b"O" * 10_000), state=BAD, asked=3),
    Page(name="lines-end-in-lf", does=lambda p: plain(p, end=b"\n")),
    Page(name="icy", does=lambda p: plain(p, b"ICY 200 OK"), state=BAD, asked=3),
    Page(name="http-2-in-words", does=lambda p: plain(p, b"HTTP/2 200"), state=BAD, asked=3),
    Page(name="http-9.9", does=lambda p: plain(p, b"HTTP/9.9 200 OK"), state=BAD, asked=3),
    Page(name="status-000", does=lambda p: plain(p, b"HTTP/1.1 000 OK"), state=BAD, asked=3),
    Page(name="status-099", does=lambda p: plain(p, b"HTTP/1.1 099 OK"), state=BAD, asked=3),
    Page(name="status-299", does=lambda p: plain(p, b"HTTP/1.1 299 Fine"), state=BAD, reason="HTTP 299"),
    Page(name="status-600", does=lambda p: plain(p, b"HTTP/1.1 600 What"), state=BAD, reason="HTTP 600"),
    Page(name="status-999", does=lambda p: plain(p, b"HTTP/1.1 999 No"), state=BAD, reason="HTTP 999", ci=True),
    Page(name="status-of-four-digits", does=lambda p: plain(p, b"HTTP/1.1 2000 OK"), state=BAD, asked=3),
    Page(name="status-negative", does=lambda p: plain(p, b"HTTP/1.1 -200 OK"), state=BAD, asked=3),
    Page(name="status-in-letters", does=lambda p: plain(p, b"HTTP/1.1 2OO OK"), state=BAD, asked=3),
    Page(name="status-of-other-digits", does=lambda p: plain(p, "HTTP/1.1 ٢٠٠ OK".encode()), state=BAD, asked=3),
    Page(name="continue-first", does=lambda p: wire(b"HTTP/1.1 100 Continue\r\n\r\n", *plain(p).pieces)),
    Page(
        name="early-hints-first",
        does=lambda p: wire(b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n", *plain(p).pieces),
    ),
    Page(
        name="continue-without-end",
        does=lambda p: wire(b"HTTP/1.1 100 Continue\r\n\r\n", 0.05, is_endless=True),
        state=BAD,
        asked=3,
        hangs=True,
    ),
    Page(
        name="switching-protocols",
        does=lambda p: wire(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n\x00\x01"),
        state=BAD,
        asked=3,
    ),
    Page(name="no-content", does=lambda p: wire(b"HTTP/1.1 204 No Content\r\n\r\n"), state=BAD, reason="HTTP 204"),
    Page(
        name="reset-content",
        does=lambda p: wire(b"HTTP/1.1 205 Reset Content\r\nContent-Length: 0\r\n\r\n"),
        state=BAD,
        reason="HTTP 205",
    ),
    Page(
        name="part-that-nobody-asked-for",
        does=lambda p: plain(p, b"HTTP/1.1 206 Partial Content", b"Content-Range: bytes 0-9/99\r\n"),
        state=BAD,
        reason="HTTP 206",
    ),
    Page(
        name="length-twice-the-same",
        does=lambda p: plain(p, fields=b"Content-Length: %d\r\n" % len(p.html)),
        state=BAD,
        asked=3,
    ),
    Page(
        name="length-twice-another",
        does=lambda p: plain(p, fields=b"Content-Length: 7\r\n"),
        state=BAD,
        asked=3,
        ci=True,
    ),
    Page(name="length-negative", does=lambda p: sized(p, b"-1"), state=BAD, asked=3),
    Page(name="length-no-number", does=lambda p: sized(p, b"many"), state=BAD, asked=3),
    Page(name="length-hexadecimal", does=lambda p: sized(p, b"0xfff"), state=BAD, asked=3),
    Page(name="length-with-a-plus", does=lambda p: sized(p, b"+900"), state=BAD, asked=3),
    Page(name="length-in-a-list", does=lambda p: sized(p, b"900, 900"), state=BAD, asked=3),
    Page(name="length-of-an-exabyte", does=lambda p: sized(p, b"1152921504606846976"), state="too_large", ci=True),
    Page(name="length-beyond-64-bits", does=lambda p: sized(p, b"9" * 30), state=BAD, asked=3),
    Page(name="length-empty", does=lambda p: sized(p, b""), state=BAD, asked=3),
    Page(
        name="body-shorter-than-its-length",
        does=lambda p: sized(p, b"%d" % (len(p.html) + 99)),
        asked=2,
        flag=CUT,
        ci=True,
    ),
    Page(name="body-longer-than-its-length", does=lambda p: joined(plain(p), b"more" * 100), state=BAD, asked=3),
    Page(
        name="second-answer-that-nobody-asked-for",
        does=lambda p: wire(*plain(p).pieces, b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfalse", end="keep"),
        ci=True,
    ),
    Page(
        name="length-and-chunks",
        does=lambda p: chunks(p).replaced(b"\r\n\r\n", b"\r\nContent-Length: 7\r\n\r\n"),
        state=BAD,
        asked=3,
    ),
    Page(name="chunks", does=chunks),
    Page(name="chunks-of-one-byte", does=lambda p: chunks(p, size=1)),
    Page(name="chunks-that-end-in-lf", does=lambda p: chunks(p, end=b"\n"), state=BAD, asked=3),
    Page(name="chunks-with-trailers", does=lambda p: chunks(p, last=b"0\r\nX-After: yes\r\n\r\n")),
    Page(
        name="chunks-with-an-extension",
        does=lambda p: wire(CHUNKED + chunk(p.html, b"%x;a=b" % len(p.html)) + b"0\r\n\r\n"),
    ),
    Page(name="chunks-without-the-last", does=lambda p: chunks(p, last=b""), asked=2, flag=CUT, ci=True),
    Page(name="chunk-size-no-number", does=lambda p: wire(CHUNKED + chunk(p.html, b"zz")), state=BAD, asked=3),
    Page(name="chunk-size-negative", does=lambda p: wire(CHUNKED + chunk(p.html, b"-5")), state=BAD, asked=3),
    Page(name="chunk-size-beyond-64-bits", does=lambda p: wire(CHUNKED + chunk(p.html, b"f" * 20)), state=BAD, asked=3),
    Page(name="chunk-shorter-than-its-size", does=lambda p: wire(CHUNKED + chunk(p.html, b"fffff")), asked=2, flag=CUT),
    Page(
        name="chunk-longer-than-its-size",
        does=lambda p: wire(CHUNKED + chunk(p.html, b"5") + b"0\r\n\r\n"),
        state=BAD,
        asked=3,
    ),
    Page(
        name="chunk-extension-without-end",
        does=lambda p: wire(CHUNKED + b"5;", b"a" * 4096, 0.001, is_endless=True),
        state=BAD,
        asked=3,
    ),
    Page(name="coding-unknown", does=lambda p: plain(p, fields=b"Transfer-Encoding: cow\r\n"), state=BAD, asked=3),
    Page(name="coding-gzip-and-chunked", does=lambda p: chunks(p).replaced(b"chunked", b"gzip, chunked")),
    Page(name="empty-line-first", does=lambda p: wire(b"\r\n", *plain(p).pieces)),
    Page(
        name="garbage-first", does=lambda p: wire(b"\x16\x03\x01\x02\x00\x01\x00", *plain(p).pieces), state=BAD, asked=3
    ),
    Page(name="head-without-an-end", does=lambda p: wire(HEAD), state=BAD, asked=3),
    Page(name="status-line-alone", does=lambda p: wire(b"HTTP/1.1 200 OK\r\n"), state=BAD, asked=3),
    Page(
        name="head-in-single-bytes",
        does=lambda p: wire(*(piece for byte in HEAD for piece in (bytes([byte]), 0.002)), b"\r\n" + p.html),
    ),
    Page(name="ftp-greeting", does=lambda p: wire(b"220 ftp.invalid FTP server ready\r\n"), state=BAD, asked=3),
    Page(name="tls-where-none-is", does=lambda p: wire(b"\x15\x03\x03\x00\x02\x02\x28"), state=BAD, asked=3),
)
