"""Where w3lib is used, and where its answer is not the one that an archive needs: both, side by side."""

from __future__ import annotations

import pytest
from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, read_bom, resolve_encoding
from w3lib.html import get_base_url
from w3lib.url import canonicalize_url, safe_url_string, url_query_cleaner

from newsbot.normalize.urls import canonical
from newsbot.reader.page.document import parse
from newsbot.reader.page.encoding import codec_of, decode


@pytest.mark.parametrize(
    "label",
    [
        "iso-8859-1",
        "ascii",
        "gb2312",
        "GBK",
        "big5",
        "shift_jis",
        "x-sjis",
        "euc-kr",
        "tis-620",
        "windows-874",
        "nonsense",
    ],
)
def test_labels_of_encodings_are_w3libs(label: str) -> None:
    assert codec_of(label) == resolve_encoding(label)


def test_a_page_that_declares_utf_16_in_ascii_is_not_in_utf_16() -> None:
    assert resolve_encoding("utf-16le") == "utf-16-le"
    assert codec_of("utf-16le") == "utf-8"
    assert resolve_encoding("utf-7") is None
    assert codec_of("utf-7") == "cp1252"


@pytest.mark.parametrize("header", ["text/html; charset = windows-1258", "text/html; charset='windows-1258'"])
def test_w3lib_reads_no_charset_with_spaces_or_single_quotes(header: str) -> None:
    assert http_content_type_encoding(header) is None
    assert decode("Tiếng".encode("cp1258", "ignore") + b"\xd2", header).encoding == "cp1258"


def test_w3lib_takes_one_declaration_and_an_archive_tries_the_next() -> None:
    page = b'<?xml version="1.0" encoding="tcvn"?><meta charset="windows-1258"><p>\xd2 \xf0</p>'
    assert html_body_declared_encoding(page) is None
    assert decode(page).encoding == "cp1258"


def test_w3lib_takes_two_nul_bytes_for_utf_32() -> None:
    page = b"\xff\xfe\0\0<\0p\0>\0"
    assert read_bom(page) == ("utf-32-le", page[:4])
    assert decode(page).encoding == "utf-16-le"


@pytest.mark.parametrize(
    ("url", "kept", "safe"),
    [
        ("http://bao.vn:80/a b", "http://bao.vn/a%20b", "http://bao.vn:80/a%20b"),
        ("https://bao.vn/100%/x", "https://bao.vn/100%25/x", "https://bao.vn/100%/x"),
        ("https://bao.vn/%7euser/%e1", "https://bao.vn/~user/%E1", "https://bao.vn/%7euser/%e1"),
        ("https://bao.vn/a/../b", "https://bao.vn/b", "https://bao.vn/a/../b"),
        ("https://bao.vn/x;jsessionid=1?y", "https://bao.vn/x?y", "https://bao.vn/x;jsessionid=1?y"),
    ],
)
def test_a_safe_url_is_not_yet_the_one_form_of_a_url(url: str, kept: str, safe: str) -> None:
    assert safe_url_string(url) == safe
    assert canonical(url) == kept
    assert safe_url_string(kept) == kept


def test_w3lib_sorts_a_query_and_adds_to_it() -> None:
    url = "https://bao.vn/?b=2&a=1&y"
    assert canonicalize_url(url) == "https://bao.vn/?a=1&b=2&y="
    assert canonical(url) == url  # servers may tell them apart, and the URL that was fetched is on record


def test_w3lib_cleans_a_query_by_whole_names_and_decodes_none() -> None:
    url = "https://bao.vn/?id=1&utm_whatever=2"
    assert url_query_cleaner(url, ["utm_"], remove=True) == url
    assert canonical(url) == "https://bao.vn/?id=1"


@pytest.mark.parametrize(
    ("head", "base", "w3lib"),
    [
        ('<base href="/x/">', "https://bao.vn/x/", "https://bao.vn/x/"),
        ('<base target="_blank"><base href="//cdn.vn/y">', "https://cdn.vn/y", "https://cdn.vn/y"),
        ('<base href="javascript:void(0)">', "https://bao.vn/a", "javascript:void(0)"),
    ],
)
def test_a_base_that_is_no_web_page_is_none(head: str, base: str, w3lib: str) -> None:
    page = f"<html><head>{head}</head><body><p>x</p></body></html>"
    document = parse(page.encode(), url="https://bao.vn/a")
    assert document is not None
    assert document.base == base
    assert get_base_url(page, "https://bao.vn/a") == w3lib
