"""Packed bodies that are not what they are said to be, and text in encodings that are none."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable

from tests.crawl.pages import article_html
from tests.crawl.server import Answer
from tests.evil.behaviour import Page, Place

BAD = "failed"
SMALL_BOMB = 80_000_000
"""Bytes that are more than a page may have."""


def packed(names: str, pack: Callable[[bytes], bytes]) -> Callable[[Place], Answer]:
    """The article, packed, and said to be packed in this way."""
    return lambda place: Answer(body=pack(place.html), headers={"Content-Encoding": names})


def raw_deflate(text: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(text) + packer.flush()


def twice(text: bytes) -> bytes:
    return gzip.compress(gzip.compress(text))


def members(text: bytes) -> bytes:
    """A gzip member for each letter: quadratic for a reader that begins anew."""
    return gzip.compress(text) + gzip.compress(b" ") * 50_000


def labelled(label: str, encoding: str, kind: str = "text/html; charset=") -> Callable[[Place], Answer]:
    """The article in one encoding, said to be in another."""

    def does(place: Place) -> Answer:
        html = article_html(place.number).replace('<meta charset="utf-8">', "")
        return Answer(body=html.encode(encoding, "xmlcharrefreplace"), kind=kind + label)

    return does


def html_with(old: str, new: str) -> Callable[[Place], Answer]:
    return lambda place: Answer(body=place.html.decode().replace(old, new).encode("utf-8", "surrogatepass"))


CASES = (
    Page(name="gzip", does=packed("gzip", gzip.compress), ci=True),
    Page(name="x-gzip", does=packed("x-gzip", gzip.compress)),
    Page(name="gzip-in-capitals", does=packed("GZIP", gzip.compress)),
    Page(name="gzip-twice", does=packed("gzip, gzip", twice)),
    Page(name="gzip-twice-said-once", does=packed("gzip", twice)),
    Page(
        name="gzip-that-is-plain",
        does=packed("gzip", lambda text: text),
        state=BAD,
        reason="not gzip",
        asked=3,
        ci=True,
    ),
    Page(
        name="gzip-that-is-noise",
        does=packed("gzip", lambda text: bytes(range(256)) * 9),
        state=BAD,
        reason="not gzip",
        asked=3,
    ),
    Page(
        name="gzip-cut-short", does=packed("gzip", lambda text: gzip.compress(text)[:-200]), flag="truncated", asked=2
    ),
    Page(
        name="gzip-without-its-sum",
        does=packed("gzip", lambda text: gzip.compress(text)[:-8]),
        asked=2,
        flag="truncated",
    ),
    Page(
        name="gzip-with-a-false-sum",
        does=packed("gzip", lambda text: gzip.compress(text)[:-8] + b"\0" * 8),
        state=BAD,
        asked=3,
    ),
    Page(name="gzip-and-garbage", does=packed("gzip", lambda text: gzip.compress(text) + b"garbage" * 99)),
    Page(name="gzip-of-50000-members", does=packed("gzip", members)),
    Page(name="gzip-of-nothing", does=packed("gzip", lambda text: b""), state="not_article"),
    Page(
        name="gzip-bomb",
        does=packed("gzip", lambda text: gzip.compress(text + b" " * SMALL_BOMB)),
        state="too_large",
        ci=True,
    ),
    Page(
        name="gzip-bomb-in-gzip",
        does=packed("gzip, gzip", lambda text: twice(text + b" " * SMALL_BOMB)),
        state="too_large",
    ),
    Page(
        name="deflate-bomb",
        does=packed("deflate", lambda text: zlib.compress(text + b" " * SMALL_BOMB)),
        state="too_large",
    ),
    Page(name="deflate", does=packed("deflate", zlib.compress)),
    Page(name="deflate-raw", does=packed("deflate", raw_deflate)),
    Page(name="deflate-that-is-noise", does=packed("deflate", lambda text: b"\xff\xfe\xfd" * 99), state=BAD, asked=3),
    Page(name="brotli-that-is-plain", does=packed("br", lambda text: text), state=BAD, asked=3),
    Page(name="zstd-that-is-plain", does=packed("zstd", lambda text: text), state=BAD, asked=3),
    Page(name="compress", does=packed("compress", lambda text: text), state=BAD, reason="compress", asked=3),
    Page(name="identity", does=packed("identity", lambda text: text)),
    Page(name="utf-8-as-a-coding", does=packed("utf-8", lambda text: text)),
    Page(name="unknown-coding", does=packed("cow", lambda text: text)),
    Page(name="coding-empty", does=packed("", lambda text: text)),
    Page(name="1000-codings", does=packed(", ".join(["gzip"] * 1000), lambda text: text), state=BAD, asked=3),
    Page(name="gzip-unsaid", does=lambda p: Answer(body=gzip.compress(p.html))),
    Page(name="windows-1258", does=labelled("windows-1258", "cp1258")),
    Page(name="utf-16-with-a-mark", does=labelled("utf-16", "utf-16")),
    Page(name="utf-16-without-a-label", does=labelled("", "utf-16", "text/html")),
    Page(name="utf-32", does=labelled("utf-32", "utf-32")),
    Page(name="utf-7", does=labelled("utf-7", "utf-8"), ci=True),
    Page(name="label-unknown", does=labelled("x-thon-khe-lanh", "utf-8")),
    Page(name="label-empty", does=labelled("", "utf-8")),
    Page(name="label-of-a-python-codec-zip", does=labelled("zip", "utf-8"), ci=True),
    Page(name="label-of-a-python-codec-hex", does=labelled("hex", "utf-8")),
    Page(name="label-of-a-python-codec-rot13", does=labelled("rot13", "utf-8")),
    Page(name="label-of-a-python-codec-idna", does=labelled("idna", "utf-8")),
    Page(name="label-of-a-python-codec-undefined", does=labelled("undefined", "utf-8")),
    Page(name="label-of-a-python-codec-unicode-escape", does=labelled("unicode_escape", "utf-8")),
    Page(name="label-of-a-python-codec-mbcs", does=labelled("mbcs", "utf-8")),
    Page(name="label-replacement", does=labelled("iso-2022-kr", "utf-8")),
    Page(name="label-of-10000-letters", does=labelled("x" * 7000, "utf-8")),
    Page(
        name="label-with-a-null",
        does=lambda p: Answer(body=p.html.replace(b'"utf-8"', b'"utf\x00-8"'), kind="text/html"),
    ),
    Page(name="label-false", does=labelled("iso-8859-1", "utf-8"), holds=""),
    Page(
        name="bytes-that-are-no-utf-8", does=lambda p: Answer(body=p.html.replace(b"1.", b"\xff\xfe\xc0\x80.")), ci=True
    ),
    Page(name="mark-in-the-middle", does=html_with("<h1>", "<h1>\ufeff")),
    Page(name="surrogates-in-bytes", does=html_with("<h1>", "<h1>\ud800"), holds="Khe Lạnh"),
    Page(name="surrogates-in-entities", does=html_with("<h1>", "<h1>&#xD800;&#xDFFF; "), holds="Khe Lạnh"),
    Page(name="nulls-everywhere", does=html_with("</p>", "\x00</p>\x00")),
)
