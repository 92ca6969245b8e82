"""Parsing what servers send: everything of a broken page is read, in bounded time."""

from __future__ import annotations

import pytest

from newsbot.reader.page.document import MAX_BYTES, parse

URL = "https://bao.example/xa-hoi/bai-viet-101.html"
PARAGRAPHS = "".join(f"<p>Đoạn thứ {number} của bài.</p>" for number in range(1, 4))


def texts(html: str) -> list[str]:
    document = parse(html.encode(), url=URL)
    assert document is not None
    return [element.text_content().strip() for element in document.root.iter("p")]


@pytest.mark.parametrize(
    "html",
    [
        pytest.param(f"<html><body>{PARAGRAPHS}</body></html>", id="whole"),
        pytest.param(f"<html></html><!DOCTYPE html><html><body>{PARAGRAPHS}</body></html>", id="stray end at the top"),
        pytest.param(f"<html><body><h1>x</h1></body></html>{PARAGRAPHS}", id="text after the end"),
        pytest.param(
            f"<html><body><div><!DOCTYPE html><html><body>{PARAGRAPHS}</body></html></div></body></html>", id="nested"
        ),
        pytest.param(f"<body>{PARAGRAPHS.replace('</p>', '')}", id="unclosed paragraphs"),
        pytest.param(PARAGRAPHS, id="no html element"),
        pytest.param(f"<body><_o3a_p>{PARAGRAPHS}</_o3a_p>", id="tags of Word"),
        pytest.param("<div>" * 200_000 + PARAGRAPHS, id="200,000 nested elements"),
        pytest.param(PARAGRAPHS + "<b><i>" * 100_000, id="200,000 unclosed elements after the text"),
        pytest.param(f"<body><div {' '.join(f'a{n}=1' for n in range(100_000))}>{PARAGRAPHS}", id="100,000 attributes"),
        pytest.param(f"<body><script>{'a<b;' * 5_000_000}</script>{PARAGRAPHS}", id="20 MB of script"),
        pytest.param(
            f'<body><img src="data:image/png;base64,{"A" * 20_000_000}">{PARAGRAPHS}', id="20 MB of inline picture"
        ),
    ],
)
def test_every_paragraph_is_there(html: str) -> None:
    assert texts(html) == ["Đoạn thứ 1 của bài.", "Đoạn thứ 2 của bài.", "Đoạn thứ 3 của bài."]


def test_a_page_over_the_limit_is_cut_and_says_so() -> None:
    document = parse(("<p>Một đoạn văn dài.</p>" * (MAX_BYTES // 20)).encode(), url=URL)
    assert document is not None
    assert "truncated" in document.flags


@pytest.mark.parametrize("html", [b"", b" \n\t"])
def test_nothing_to_parse(html: bytes) -> None:
    assert parse(html, url=URL) is None


@pytest.mark.parametrize(
    ("tag", "base"),
    [
        ("", URL),
        ('<base href="https://m.bao.example/">', "https://m.bao.example/"),
        ('<base href="/goc/">', "https://bao.example/goc/"),
        ('<base href="javascript:void(0)">', URL),
        ('<base href="http://[/">', URL),
    ],
)
def test_base_url(tag: str, base: str) -> None:
    document = parse(f"<html><head>{tag}</head><body>{PARAGRAPHS}</body></html>".encode(), url=URL)
    assert document is not None
    assert document.base == base


def test_a_base_that_is_no_url_is_left_out() -> None:
    document = parse(
        b'<html><head><base href="http://["></head><body><p>x</p></body></html>', url="https://a.example/b"
    )
    assert document is not None
    assert document.base == "https://a.example/b"


@pytest.mark.parametrize(
    ("meta", "asks"),
    [
        ('<meta name="robots" content="noarchive">', True),
        ('<META NAME="ROBOTS" CONTENT="index, NOARCHIVE">', True),
        ('<meta name="newsbot" content="noarchive">', True),
        ('<meta name="googlebot" content="noarchive">', False),
        ('<meta name="robots">', False),
        ('<meta name="description" content="noarchive">', False),
    ],
)
def test_a_page_may_ask_for_no_public_copy(meta: str, asks: bool) -> None:
    document = parse(f"<html><head>{meta}</head><body>{PARAGRAPHS}</body></html>".encode(), url=URL)
    assert document
    assert ("noarchive" in document.flags) is asks
