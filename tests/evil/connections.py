"""Connections that hang, break off, trickle and never end."""

from __future__ import annotations

from tests.crawl.server import Answer
from tests.evil.behaviour import Page, Place
from tests.evil.framing import HEAD
from tests.evil.server import wire

BAD = "failed"


def head(place: Place) -> bytes:
    return HEAD + b"Content-Length: %d\r\n\r\n" % len(place.html)


def half(place: Place) -> bytes:
    return head(place) + place.html[: len(place.html) // 2]


CASES = (
    Page(name="closes-without-a-byte", does=lambda p: wire(), state=BAD, asked=3, ci=True),
    Page(name="resets-without-a-byte", does=lambda p: wire(end="reset"), state=BAD, asked=3),
    Page(name="resets-in-the-head", does=lambda p: wire(HEAD, end="reset"), state=BAD, asked=3),
    Page(name="resets-after-the-head", does=lambda p: wire(head(p), end="reset"), state=BAD, asked=3),
    Page(name="resets-in-the-body", does=lambda p: wire(half(p), end="reset"), flag="truncated", asked=3, ci=True),
    Page(name="closes-in-the-body", does=lambda p: wire(half(p)), flag="truncated", asked=2),
    Page(name="resets-after-the-body", does=lambda p: wire(head(p) + p.html, end="reset")),
    Page(
        name="never-answers", does=lambda p: wire(end="hang"), state=BAD, reason="timeout", asked=3, hangs=True, ci=True
    ),
    Page(
        name="hangs-in-the-status-line",
        does=lambda p: wire(b"HTTP/1.1 2", end="hang"),
        state=BAD,
        reason="timeout",
        asked=3,
        hangs=True,
    ),
    Page(
        name="hangs-in-the-head",
        does=lambda p: wire(HEAD, end="hang"),
        state=BAD,
        reason="timeout",
        asked=3,
        hangs=True,
    ),
    Page(
        name="hangs-after-the-head",
        does=lambda p: wire(head(p), end="hang"),
        state=BAD,
        reason="timeout",
        asked=3,
        hangs=True,
    ),
    Page(
        name="hangs-in-the-body",
        does=lambda p: wire(half(p), end="hang"),
        state=BAD,
        reason="timeout",
        asked=3,
        hangs=True,
    ),
    Page(
        name="hangs-in-a-chunk",
        does=lambda p: wire(HEAD + b"Transfer-Encoding: chunked\r\n\r\nfff\r\n<p>", end="hang"),
        state=BAD,
        reason="timeout",
        asked=3,
        hangs=True,
    ),
    Page(
        name="hangs-before-the-last-byte",
        does=lambda p: wire(head(p) + p.html[:-1], end="hang"),
        state=BAD,
        reason="timeout",
        asked=3,
        hangs=True,
    ),
    Page(
        name="trickles-the-head",
        does=lambda p: wire(b"HTTP/1.1 200 OK\r\nX-A: ", b"a", 0.1, is_endless=True),
        state=BAD,
        reason="timeout",
        asked=3,
        hangs=True,
    ),
    Page(
        name="trickles-the-body",
        does=lambda p: wire(HEAD + b"\r\n<p>", b"a", 0.1, is_endless=True),
        state=BAD,
        reason="timeout",
        asked=3,
        hangs=True,
    ),
    Page(
        name="trickles-chunks",
        does=lambda p: wire(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\na\r\n", 0.1, is_endless=True),
        state=BAD,
        reason="timeout",
        asked=3,
        hangs=True,
    ),
    Page(name="slow-but-whole", does=lambda p: wire(0.5, half(p), 0.3, p.html[len(p.html) // 2 :])),
    Page(name="slow-once-only", does=lambda p: (wire(end="hang"), Answer(body=p.html)), asked=2, hangs=True),
    Page(name="broken-once-only", does=lambda p: (wire(half(p), end="reset"), Answer(body=p.html)), asked=2),
    Page(name="503-once-only", does=lambda p: (Answer(status=503), Answer(body=p.html)), asked=2),
    Page(
        name="body-without-end",
        does=lambda p: wire(HEAD + b"\r\n", b"<p>a</p>" * 8192, 0.0, is_endless=True),
        state="too_large",
        asked=2,
        ci=True,
    ),
    Page(
        name="chunks-without-end",
        does=lambda p: wire(
            HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"10000\r\n" + b"a" * 65536 + b"\r\n", 0.0, is_endless=True
        ),
        state="too_large",
        asked=2,
    ),
    Page(
        name="error-without-end",
        does=lambda p: wire(b"HTTP/1.1 404 Not Found\r\n\r\n", b"a" * 65536, 0.0, is_endless=True),
        state="too_large",
        asked=2,
    ),
)
