"""Header fields that lie, that swell, and that are no text."""

from __future__ import annotations

from tests.evil.behaviour import Page, Place
from tests.evil.server import Wire, wire

BAD = "failed"


def field(place: Place, *fields: bytes, kind: bytes = b"Content-Type: text/html; charset=utf-8") -> Wire:
    """The article with more fields."""
    lines = (b"HTTP/1.1 200 OK", kind, b"Content-Length: %d" % len(place.html), *fields)
    return wire(b"\r\n".join(filter(None, lines)) + b"\r\n\r\n" + place.html, end="keep")


def typed(place: Place, kind: bytes) -> Wire:
    return field(place, kind=b"Content-Type: " + kind)


CASES = (
    Page(name="latin-1-in-a-value", does=lambda p: field(p, b"X-A: caf\xe9"), ci=True),
    Page(name="utf-8-in-a-value", does=lambda p: field(p, "X-Powered-By: Tòa soạn điện tử".encode()), ci=True),
    Page(name="every-byte-in-a-value", does=lambda p: field(p, b"X-A: " + bytes(range(128, 256)))),
    Page(name="non-ascii-in-a-name", does=lambda p: field(p, "Máy-chủ: 1".encode()), state=BAD, asked=3),
    Page(name="value-of-7-kb", does=lambda p: field(p, b"X-A: " + b"a" * 7_000)),
    Page(name="value-of-1-mb", does=lambda p: field(p, b"X-A: " + b"a" * 1_000_000), state=BAD, asked=3, ci=True),
    Page(name="1000-fields", does=lambda p: field(p, *(b"X-%d: a" % n for n in range(1000))), state=BAD, asked=3),
    Page(name="100000-fields", does=lambda p: field(p, *(b"X-%d: a" % n for n in range(100_000))), state=BAD, asked=3),
    Page(name="100-fields-of-a-name", does=lambda p: field(p, *[b"X-A: a"] * 100)),
    Page(
        name="fields-without-end",
        does=lambda p: wire(b"HTTP/1.1 200 OK\r\n", b"X-A: aaaaaaaaaaaaaaaa\r\n" * 50, 0.001, is_endless=True),
        state=BAD,
        asked=3,
    ),
    Page(name="line-without-a-colon", does=lambda p: field(p, b"nonsense"), state=BAD, asked=3),
    Page(name="name-with-a-space", does=lambda p: field(p, b"X A: a"), state=BAD, asked=3),
    Page(name="space-before-the-colon", does=lambda p: field(p, b"X-A : a"), state=BAD, asked=3),
    Page(name="name-that-is-empty", does=lambda p: field(p, b": a"), state=BAD, asked=3),
    Page(name="folded-value", does=lambda p: field(p, b"X-A: a", b"  b")),
    Page(name="null-in-a-value", does=lambda p: field(p, b"X-A: a\x00b"), state=BAD, asked=3),
    Page(name="cr-in-a-value", does=lambda p: field(p, b"X-A: a\rb"), state=BAD, asked=3),
    Page(name="escape-codes-in-a-value", does=lambda p: field(p, b"Server: \x1b[2J\x1b[31mroot")),
    Page(name="no-content-type", does=lambda p: field(p, kind=b"")),
    Page(name="content-type-empty", does=lambda p: typed(p, b"")),
    Page(name="content-type-nonsense", does=lambda p: typed(p, b";;;=,/")),
    Page(
        name="content-type-of-a-picture",
        does=lambda p: typed(p, b"image/jpeg"),
        state="not_article",
        reason="no page: image/jpeg",
        ci=True,
    ),
    Page(
        name="content-type-of-a-pdf", does=lambda p: typed(p, b"application/pdf"), state="not_article", reason="no page"
    ),
    Page(name="content-type-of-a-film", does=lambda p: typed(p, b"video/mp4"), state="not_article", reason="no page"),
    Page(name="content-type-of-text", does=lambda p: typed(p, b"text/plain")),
    Page(name="content-type-in-capitals", does=lambda p: typed(p, b"TEXT/HTML;CHARSET=UTF-8")),
    Page(
        name="content-type-twice",
        does=lambda p: field(p, b"Content-Type: image/png"),
        state="not_article",
        reason="no page",
    ),
    Page(name="content-type-with-1000-parameters", does=lambda p: typed(p, b"text/html" + b";a=b" * 1000)),
    Page(name="content-type-not-ascii", does=lambda p: typed(p, b"text/html; charset=\xff\xfe")),
    Page(name="etag-not-quoted", does=lambda p: field(p, b"ETag: a b c")),
    Page(name="etag-not-ascii", does=lambda p: field(p, b'ETag: "\xc3\xa9"')),
    Page(name="etag-of-7-kb", does=lambda p: field(p, b'ETag: "' + b"e" * 7_000 + b'"')),
    Page(name="last-modified-nonsense", does=lambda p: field(p, b"Last-Modified: yesterday")),
    Page(
        name="last-modified-in-the-year-9999", does=lambda p: field(p, b"Last-Modified: Fri, 31 Dec 9999 23:59:59 GMT")
    ),
    Page(name="date-nonsense", does=lambda p: field(p, b"Date: " + b"9" * 100)),
    Page(name="100-cookies", does=lambda p: field(p, *(b"Set-Cookie: a%d=b" % n for n in range(100))), ci=True),
    Page(name="cookie-for-another-domain", does=lambda p: field(p, b"Set-Cookie: a=b; Domain=.invalid; Path=/")),
    Page(name="refresh-to-another-host", does=lambda p: field(p, b"Refresh: 0; url=http://khac.invalid/")),
    Page(name="link-preload", does=lambda p: field(p, b"Link: </x.js>; rel=preload")),
    Page(name="attachment", does=lambda p: field(p, b'Content-Disposition: attachment; filename="../../etc/passwd"')),
    Page(name="content-location-elsewhere", does=lambda p: field(p, b"Content-Location: http://khac.invalid/")),
    Page(name="alternative-service", does=lambda p: field(p, b'Alt-Svc: h3=":443"; ma=86400')),
    Page(name="connection-upgrade", does=lambda p: field(p, b"Connection: Upgrade", b"Upgrade: h2c")),
    Page(name="connection-close-but-open", does=lambda p: field(p, b"Connection: close")),
    Page(name="keep-alive-nonsense", does=lambda p: field(p, b"Keep-Alive: timeout=-1, max=banana")),
    Page(name="noarchive", does=lambda p: field(p, b"X-Robots-Tag: noarchive"), flag="noarchive"),
    Page(name="noarchive-for-another", does=lambda p: field(p, b"X-Robots-Tag: googlebot: noarchive")),
    Page(name="retry-after-with-200", does=lambda p: field(p, b"Retry-After: 86400")),
    Page(name="www-authenticate-with-200", does=lambda p: field(p, b"WWW-Authenticate: Basic realm=x")),
    Page(
        name="warc-lines-in-a-value",
        does=lambda p: field(p, b"X-A: WARC/1.1", b"WARC-Type: metadata", b"WARC-Record-ID: <urn:uuid:0>"),
    ),
)
