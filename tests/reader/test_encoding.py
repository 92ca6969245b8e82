"""Bytes to text by the WHATWG rules, and where declarations are wrong by what the bytes are."""

from __future__ import annotations

import gzip
import unicodedata

import pytest

from newsbot.reader.page.encoding import codec_of, decode

TEXT = "Bản làng vùng cao đổi thay từng ngày, đường bê tông về tận ngõ"
MARKS = "\u0300\u0301\u0303\u0309\u0323"


def windows_1258(text: str) -> bytes:
    """As Vietnamese editors of Windows wrote it: letters with their hat, the tone as a character after them."""
    parts = []
    for char in text:
        marks = [mark for mark in unicodedata.normalize("NFD", char) if mark in MARKS]
        letter = "".join(mark for mark in unicodedata.normalize("NFD", char) if mark not in MARKS)
        parts += [unicodedata.normalize("NFC", letter), *marks]
    return "".join(parts).encode("cp1258")


def page(head: str = "", text: str = TEXT) -> str:
    return f"<html lang=vi><head>{head}</head><body><p>{text}</p></body></html>"


@pytest.mark.parametrize(
    ("html", "content_type", "encoding", "flags"),
    [
        pytest.param(page().encode(), None, "utf-8", (), id="utf-8 without a word about it"),
        pytest.param(page().encode(), "text/html; charset=utf-8", "utf-8", (), id="utf-8 in the header"),
        pytest.param(b"\xef\xbb\xbf" + page().encode(), None, "utf-8", (), id="utf-8 byte order mark"),
        pytest.param(page().encode("utf-16"), None, "utf-16-le", (), id="utf-16 byte order mark"),
        pytest.param(page().encode("utf-16-le"), None, "utf-16-le", (), id="utf-16 without a mark"),
        pytest.param(
            page().encode("utf-16-be"), "text/html; charset=utf-16", "utf-16-be", (), id="utf-16 in the header, no mark"
        ),
        pytest.param(
            page().encode(),
            "text/html; charset=iso-8859-1",
            "utf-8",
            ("encoding_misdeclared",),
            id="utf-8 called latin-1",
        ),
        pytest.param(
            page("<meta charset=windows-1252>").encode(),
            None,
            "utf-8",
            ("encoding_misdeclared",),
            id="utf-8, meta wrong",
        ),
        pytest.param(
            windows_1258(page('<meta http-equiv=content-type content="text/html; charset=windows-1258">')),
            None,
            "cp1258",
            (),
            id="windows-1258 by meta",
        ),
        pytest.param(
            windows_1258(page()), "text/html; charset=windows-1258", "cp1258", (), id="windows-1258 by header"
        ),
        pytest.param(
            windows_1258(page()),
            "text/html; charset=utf-8",
            "cp1258",
            ("encoding_misdeclared",),
            id="windows-1258 called utf-8",
        ),
        pytest.param(gzip.compress(page().encode()), None, "utf-8", ("gzip",), id="saved with gzip"),
    ],
)
def test_reads_the_same_text(html: bytes, content_type: str | None, encoding: str, flags: tuple[str, ...]) -> None:
    decoded = decode(html, content_type)
    assert unicodedata.normalize("NFC", TEXT) in unicodedata.normalize("NFC", decoded.html.decode())
    assert (decoded.encoding, decoded.flags) == (encoding, flags)


def test_header_wins_over_meta() -> None:
    html = "<meta charset=koi8-r><p>Новости района".encode("windows-1251")
    assert "Новости" in decode(html, "text/html; charset=windows-1251").html.decode()


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        ("ISO-8859-1", "cp1252"),
        ("latin1", "cp1252"),
        ("US-ASCII", "cp1252"),
        ("gb2312", "gb18030"),
        ("Shift_JIS", "cp932"),
        ("utf-16", "utf-8"),
        ("windows-874", "cp874"),
        ("no-such-thing", None),
    ],
)
def test_labels_mean_what_the_web_means(label: str, codec: str | None) -> None:
    assert codec_of(label) == codec


def test_a_spoilt_character_is_replaced_and_flagged() -> None:
    decoded = decode(page().encode().replace("đường".encode(), b"\xe1\xba"))
    assert "\ufffd" in decoded.html.decode()
    assert decoded.flags == ("replacement_characters",)


def test_several_spoilt_characters_do_not_change_the_encoding() -> None:
    html = page(text=f"{TEXT}. " * 6).encode()
    decoded = decode(html.replace("ngõ".encode(), b"ng\xff"), "text/html; charset=utf-8")
    assert decoded.html.decode().count("Bản làng") == 6
    assert decoded.flags == ("replacement_characters",)


def test_a_cut_gzip_file_gives_what_is_there() -> None:
    decoded = decode(gzip.compress(page(text=TEXT * 50).encode())[:-30])
    assert TEXT in decoded.html.decode("utf-8", "replace")
    assert decoded.flags[:2] == ("gzip", "truncated")


def test_nul_bytes_are_left_out() -> None:
    assert b"\0" not in decode(page().replace("vùng", "vù\0ng").encode()).html


@pytest.mark.parametrize("label", ["punycode", "idna", "zlib_codec", "rot13", "unicode_escape", "hex", "undefined"])
def test_names_that_only_python_knows_are_no_encodings_of_the_web(label: str) -> None:
    assert codec_of(label) is None
    page = "<html><body><p>Vụ mùa</p></body></html>".encode("cp1258", "replace") + b"\xd0\xff"
    assert b"<p>" in decode(page, f"text/html; charset={label}").html
