"""Bytes to UTF-8: which encoding a page is in, by the WHATWG rules and by what its bytes really are.

The order of the HTML standard (https://html.spec.whatwg.org/#determining-the-character-encoding) is byte order mark, HTTP
header, `<meta>`, detection. Declarations of news sites are often wrong, so bytes that are valid UTF-8 are UTF-8 whatever is
declared (text in another encoding practically never is), and a declared encoding that does not fit its bytes gives way to
one that does.
"""

from __future__ import annotations

import codecs
import re
import zlib
from dataclasses import dataclass

from w3lib.encoding import resolve_encoding

INFLATED_MAX_BYTES = 16 * 1024 * 1024
"""Bytes at most that a page saved with gzip compression is inflated to: more than twice what is parsed; a zip bomb is larger."""

DECODE_STRIDE_BYTES = 32_768
"""Bytes decoded at once in a test: as text, a whole page is several times its size."""

PRESCAN_BYTES = 4096
"""Bytes searched for `<meta charset>`; the standard asks for 1024, real pages put it later. Doubled, 1 of 225 pages change."""

UTF16_SAMPLE_BYTES = 256
"""Bytes at the beginning of a page, markup for the most part, that show whether two bytes make a character."""

UTF8_PER_SPOILT_BYTES = 10
"""Bytes beyond the first of their characters for one sequence of UTF-8 that is spoilt; other encodings form none by chance."""
OTHER_PER_SPOILT_CHARS = 1000
"""The same for other encodings, which decode most bytes to something."""

_META = re.compile(rb"""<meta[^>]{0,500}?charset\s*=\s*["']?\s*([a-zA-Z0-9_:.-]{2,40})""", re.I)
_XML = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([a-zA-Z0-9_:.-]{2,40})""")
_HEADER = re.compile(r"""charset\s*=\s*["']?\s*([a-zA-Z0-9_:.-]{2,40})""", re.I)
_LANGUAGE = re.compile(rb"""<html[^>]{0,500}?\blang\s*=\s*["']?([a-zA-Z]{2})""", re.I)

_WHATWG = {"utf-16": "utf-8", "utf-16-le": "utf-8", "utf-16-be": "utf-8", "utf-7": "cp1252"}
"""Declarations that the HTML standard does not take at their word: markup that can be read so far is not in UTF-16."""
_CODECS = frozenset(
    (
        *("utf-8", "utf-16", "cp866", "koi8-r", "koi8-u", "mac-roman", "mac-cyrillic", "cp874"),
        *(f"iso8859-{part}" for part in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)),
        *(f"cp{page}" for page in range(1250, 1259)),
        *("gb18030", "gbk", "big5", "big5hkscs", "euc_jp", "iso2022_jp", "shift_jis", "cp932", "euc_kr", "cp949"),
    )
)
"""Encodings of the web (https://encoding.spec.whatwg.org/#names-and-labels) by their Python names. Python has more, and some
are no encodings of text: "punycode", "zlib_codec", "rot13"."""
_BY_LANGUAGE = {
    "vi": "cp1258",
    "zh": "gb18030",
    "ja": "cp932",
    "ko": "cp949",
    "ru": "cp1251",
    "uk": "cp1251",
    "bg": "cp1251",
    "sr": "cp1251",
    "el": "cp1253",
    "tr": "cp1254",
    "he": "cp1255",
    "ar": "cp1256",
    "fa": "cp1256",
    "th": "cp874",
    "pl": "cp1250",
    "cs": "cp1250",
    "sk": "cp1250",
    "hu": "cp1250",
    "ro": "cp1250",
    "hr": "cp1250",
    "sl": "cp1250",
    "lt": "cp1257",
    "lv": "cp1257",
    "et": "cp1257",
}
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


@dataclass(frozen=True, slots=True)
class Decoded:
    """A page as UTF-8."""

    html: bytes
    """The page in UTF-8, without byte order mark and NUL bytes."""
    encoding: str
    """Python name of the encoding it was in."""
    flags: tuple[str, ...] = ()
    """"encoding_misdeclared", "replacement_characters", "gzip", "truncated"."""


def decode(html: bytes, content_type: str | None = None) -> Decoded:
    """Decode one page.

    `content_type` is the value of the HTTP header, parameters included. Never fails: bytes that fit no encoding are
    replaced by U+FFFD and flagged.
    """
    flags: list[str] = []
    if html[:2] == b"\x1f\x8b":
        html, complete = _inflate(html)
        flags += ["gzip"] if complete else ["gzip", "truncated"]
    for bom, encoding in _BOMS:
        if html.startswith(bom):
            return _in(encoding, html[len(bom) :], flags)
    if unmarked := _unmarked_utf16(html):
        return _in(unmarked, html, flags)
    declared = _declared(html, content_type)
    if html.isascii():
        return Decoded(_clean(html), declared[0] if declared else "utf-8", tuple(flags))
    if _is_utf8(html):
        misdeclared = bool(declared) and declared[-1] != "utf-8"
        return Decoded(_clean(html), "utf-8", (*flags, "encoding_misdeclared") if misdeclared else tuple(flags))
    for encoding in declared:
        if _fits(html, encoding):
            if encoding != declared[0]:
                flags.append("encoding_misdeclared")
            return _in(encoding, html, flags)
    if declared:
        flags.append("encoding_misdeclared")
    return _in(_detect(html), html, flags)


def codec_of(label: str) -> str | None:
    """Python codec for an encoding label of the web, None for an unknown one: "iso-8859-1" is windows-1252 there."""
    name = resolve_encoding(label.strip())
    if name is None and label.strip().lower().replace("_", "-") in ("utf-7", "utf7"):
        name = "utf-7"
    codec = _WHATWG.get(name, name) if name else None
    return codec if codec in _CODECS else None


def _declared(html: bytes, content_type: str | None) -> list[str]:
    head = html[:PRESCAN_BYTES]
    labels = [match[1] for match in [_HEADER.search(content_type or "")] if match]
    labels += [match[1].decode("ascii") for match in (_XML.search(head), _META.search(head)) if match]
    return list(dict.fromkeys(codec for codec in map(codec_of, labels) if codec))


def _unmarked_utf16(html: bytes) -> str | None:
    """UTF-16 without a byte order mark: markup is ASCII, so that every other byte of it is NUL."""
    head = html[:UTF16_SAMPLE_BYTES]
    low, high = head[::2].count(0), head[1::2].count(0)
    if not low and high > len(head) // 4:
        return "utf-16-le"
    return "utf-16-be" if not high and low > len(head) // 4 else None


def _is_utf8(html: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(html), DECODE_STRIDE_BYTES):
            decoder.decode(html[start : start + DECODE_STRIDE_BYTES])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _fits(html: bytes, encoding: str) -> bool:
    """Whether few of the characters beyond ASCII cannot be decoded (a cut or spoilt one is common).

    One in ten for UTF-8, whose sequences other encodings do not form by chance; one in a thousand for them.
    """
    text = html.decode(encoding, "replace")
    foreign = len(text.encode("utf-8")) - len(text)
    return (
        text.count("\ufffd")
        <= max(2, foreign // (UTF8_PER_SPOILT_BYTES if encoding == "utf-8" else OTHER_PER_SPOILT_CHARS))
        if foreign
        else True
    )


def _detect(html: bytes) -> str:
    if _fits(html, "utf-8"):
        return "utf-8"
    language = _LANGUAGE.search(html[:PRESCAN_BYTES])
    guess = _BY_LANGUAGE.get(language[1].decode("ascii").lower()) if language else None
    return guess if guess and _fits(html, guess) else "cp1252"


def _in(encoding: str, html: bytes, flags: list[str]) -> Decoded:
    text = html.decode(encoding, "replace")
    if "\ufffd" in text:
        flags = [*flags, "replacement_characters"]
    return Decoded(_clean(text.encode("utf-8", "replace")), encoding, tuple(flags))


def _clean(html: bytes) -> bytes:
    return html.replace(b"\0", b"") if b"\0" in html else html


def _inflate(data: bytes) -> tuple[bytes, bool]:
    """Inflate gzip data up to the limit; a damaged tail is left out."""
    inflater = zlib.decompressobj(wbits=31)
    try:
        html = inflater.decompress(data, INFLATED_MAX_BYTES)
    except zlib.error:
        return b"", False
    return html, inflater.eof
