"""Text that breaks writers is cleaned before it is validated: never a failed page, and a line that every reader takes."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsbot import extract
from newsbot.archive.jsonl import from_line, to_line
from newsbot.archive.validate import problems
from newsbot.article import Article
from newsbot.normalize import normalize_article
from tests.archive.archive_sample import sample_article

URL = "https://bao.example/xa-hoi/cau-treo-123456.html"
TITLE = "Cầu treo bản Pác Là mở lại sau mùa lũ"
SENTENCE = "Sáng nay người dân trong bản đã đi qua cây cầu mới, sớm hơn nửa tháng so với kế hoạch của huyện."
PARAGRAPHS = "".join(f"<p>{number} {SENTENCE}</p>" for number in range(6))
ARTICLE = f"<h1>{TITLE}</h1>{PARAGRAPHS}"
SURROGATES = "\\ud800 \\udc00\\ud800"


def page(body: str, head: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head><title>{TITLE}</title>{head}</head><body>{body}</body></html>".encode()


def ld(text: str) -> str:
    return f"<script type='application/ld+json'>{text}</script>"


def archived(html: bytes, content_type: str | None = None) -> Article:
    """The record of a page, sound and the same after a line."""
    article = extract(html, url=URL, content_type=content_type)
    assert article is not None
    assert problems(replace(article, fetched_at="2026-11-22T08:09:10+00:00")) == []
    line = to_line(article)
    assert from_line(line) == article
    assert json.loads(line) == orjson.loads(line)
    assert f"0 {SENTENCE}" in article.body
    return article


@pytest.mark.parametrize(
    ("printed", "kept"),
    [
        (f"{TITLE}\x07\x1b", TITLE),
        (f"{TITLE[:9]}\x85\x9b{TITLE[9:]}", TITLE),
        (f"\u202e{TITLE}\u2066", TITLE),
        (f"{TITLE}\0", TITLE),
        (f"{TITLE}\ufffe\uffff", TITLE),
        (f"{TITLE}&#7;&#0;&#27;", None),
        (f"{TITLE}&#xd800;&#xdfff;", None),
        (f"{TITLE}&#1114112;&#99999999999999999999;", None),
    ],
    ids=["controls", "C1", "directions", "NUL", "non-characters", "references", "surrogates", "no character"],
)
def test_titles(printed: str, kept: str | None) -> None:
    article = archived(page(f"<h1>{printed}</h1>{PARAGRAPHS}"))
    assert article.title is not None
    assert article.title == kept or (kept is None and article.title.startswith(TITLE))


LABELS = ("punycode", "idna", "unicode_escape", "raw_unicode_escape", "utf-7", "utf7", "rot13", "zlib_codec", "undefined",
          "mbcs", "utf-16", "utf-32", "cp037", "x-user-defined", "replacement", "a" * 40, "'", "..", "\x1b")  # fmt: skip


@pytest.mark.parametrize("label", LABELS)
def test_charset_labels_that_are_none_of_the_web(label: str) -> None:
    html = page(ARTICLE, f'<meta charset="{label}">')
    article = archived(html)
    assert article.title == TITLE
    assert archived(page(ARTICLE), f"text/html; charset={label}").body == article.body


@pytest.mark.parametrize(
    "head",
    [
        ld(f'{{"@type":"NewsArticle","headline":"{SURROGATES}","author":{{"name":"{SURROGATES}"}},"url":"/{SURROGATES}"}}'),
        ld(f'{{"@type":"NewsArticle","articleSection":"{SURROGATES}","keywords":["{SURROGATES}"],"image":"/{SURROGATES}"}}'),
        ld('{"@type":"NewsArticle","datePublished":' + "9" * 5000 + "}"),
        ld('{"@type":"NewsArticle","datePublished":"' + "9" * 5000 + '","dateModified":-1e999}'),
        ld('{"@type":"NewsArticle","datePublished":99999999999999999999,"dateModified":NaN}'),
        ld('{"@type":5,"headline":[1,{"a":null}],"author":[[[]],{"name":7}],"publisher":true,"mainEntityOfPage":[3]}'),
        f"<meta property='article:published_time' content='{'1' * 5000}'>",
        "<meta property='article:published_time' content='0001-01-01T00:00:00+23:59'>",
        "<meta property='article:published_time' content='9999-12-31T23:59:59-23:59'>",
        "<base href='http://['><link rel=canonical href='http://[::1'><meta property='og:url' content='//]'>",
        "<base href='https://bao.example:99999999/'><link rel=canonical href='https://bao.example:x/'>",
        f"<base href='https://bao.example:{'1' * 5000}/'>",
        f"<link rel=canonical href='/xa-hoi/cau-treo-{'1' * 5000}.html'>",
        "<meta name=author content='\x1b[31m&#xd800;'><meta name=keywords content='&#xdc00;,\x9b'>",
    ],
)  # fmt: skip
def test_what_a_head_says_never_fails_a_page(head: str) -> None:
    pictures = "<img src='http://['><img src='/a.jpg' alt='&#xd800;\x07'><a href='http://['>Tin số 1 của chuyên mục</a>"
    article = archived(page(ARTICLE + pictures, head))
    assert article.title == TITLE


@pytest.mark.parametrize("printed", ["1" * 5000, "31/02/" + "2" * 5000, "00/00/0000", "Thứ hai, " + "9/" * 3000])
def test_dates_that_are_none(printed: str) -> None:
    dates = f"<p class=date>{printed}</p><time datetime='{printed}'>{printed}</time>"
    article = archived(page(f"<h1>{TITLE}</h1>{dates}{PARAGRAPHS}"))
    assert article.published_at is None


ANY_TEXT = st.text(
    st.characters() | st.sampled_from("\ud800\udfff\0\x1b\x85\u2028\u0301\u200d\ufeff\ufffe\U0001ffff"), max_size=60
)


@given(title=ANY_TEXT, text=ANY_TEXT, caption=ANY_TEXT, tag=ANY_TEXT)
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_any_text_survives_every_reader_of_json(title: str, text: str, caption: str, tag: str) -> None:
    article = _with_texts(title, text, caption, tag)
    line = to_line(article)
    assert from_line(line) == article
    assert json.loads(line) == orjson.loads(line)
    assert line.count(b"\n") == 1


def test_any_text_survives_duckdb(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb", reason="DuckDB reads the lines: pip install -e '.[data]'")
    strange = "".join(chr(code) for code in range(0x250) if chr(code) != "\r") + "\u2028\u2029\ufeff👩\u200d💻ệ\u0301"
    articles = [
        _with_texts(strange[start : start + 40], strange, strange, strange) for start in range(0, len(strange), 40)
    ]
    lines = tmp_path / "a.jsonl"
    lines.write_bytes(b"".join(map(to_line, articles)))
    query = "select title, body from read_json(?, format = 'newline_delimited')"
    rows = duckdb.execute(query, [str(lines)]).fetchall()
    assert rows == [(article.title, article.body) for article in articles]


def _with_texts(title: str, text: str, caption: str, tag: str) -> Article:
    """A record with these texts, cleaned as that of a page is; one that nothing is left of stands as it was."""
    sample = sample_article()
    blocks = tuple(
        replace(block, text=text if block.type == "paragraph" else caption or block.text) for block in sample.blocks
    )
    images = tuple(replace(image, caption=caption) for image in sample.images)
    given = replace(
        sample, title=title, blocks=blocks, images=images, tags=(tag,), byline=tag, section=tag, content_hash=""
    )
    article = normalize_article(given)
    assert [one for one in problems(article) if not one.startswith(("title: empty", "body: empty"))] == []
    return article
