"""Lines: strict in both directions, the same bytes for the same record."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.archive import as_dict, from_line, problems, read, to_line
from newsbot.archive.jsonl import KEYS, glance
from newsbot.article import Article, Block, Capture, Image, Link, Reader, Video
from tests.archive.archive_sample import SITE, crawl, sample_article

FIXTURES = Path(__file__).parents[1] / "fixtures"
CAPTURE = Capture("captures/20261122T080910Z.warc.gz", 356, "<urn:uuid:0>", "sha1:0")


def test_keys_stand_in_the_order_of_the_record() -> None:
    assert list(json.loads(to_line(sample_article()))) == [field.name for field in fields(Article)]


def test_a_line_is_compact_utf8_with_letters_as_themselves() -> None:
    line = to_line(sample_article())
    assert line.endswith(b"}\n")
    assert line.count(b"\n") == 1
    assert '"title":"Bài viết số 0","lead":null'.encode() in line


TEXT = st.text(st.characters(codec="utf-8"), max_size=20)


@given(
    st.builds(
        Article,
        title=st.none() | TEXT,
        body=TEXT,
        captions=st.lists(TEXT).map(tuple),
        related_links=st.lists(st.builds(Link, title=TEXT, url=TEXT, heading=st.none() | TEXT)).map(tuple),
        images=st.lists(st.builds(Image, url=TEXT, alt=st.none() | TEXT)).map(tuple),
        videos=st.lists(st.builds(Video, url=st.none() | TEXT)).map(tuple),
        blocks=st.lists(st.builds(Block, text=st.none() | TEXT, media=st.none() | st.integers(0))).map(tuple),
        capture=st.none() | st.just(CAPTURE),
        http_status=st.none() | st.integers(),
    )
)
def test_a_record_comes_back_as_it_went(article: Article) -> None:
    line = to_line(article)
    assert line.count(b"\n") == 1
    assert from_line(line) == article
    assert problems(glance(line)) == problems(article)
    assert to_line(from_line(line)) == line


AS_JSON = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode


@given(st.text(max_size=40), st.text(max_size=40), st.none() | st.text(max_size=5), st.integers())
def test_a_line_has_the_bytes_of_pythons_own_json(title: str, body: str, alt: str | None, status: int) -> None:
    """Any text, also half a letter (a lone surrogate), which UTF-8 cannot hold."""
    record = Article(title=title, body=body, images=(Image(alt, alt),), http_status=status)  # type: ignore[arg-type]
    try:
        expected = AS_JSON(as_dict(record)).encode() + b"\n"
    except UnicodeEncodeError:
        with pytest.raises(ValueError, match="surrogates not allowed"):
            to_line(record)
    else:
        assert to_line(record) == expected
        assert (alt is None) or from_line(expected) == record


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("*/*.json")), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_lines_of_all_fixtures_are_the_same_bytes(path: Path) -> None:
    told = json.loads(path.read_bytes())
    if told and "schema" in told:
        line = AS_JSON(told).encode() + b"\n"
        assert to_line(from_line(line)) == line


@pytest.mark.parametrize("key", KEYS)
def test_every_key_must_be_there_and_in_its_place_to_be_read_as_it_is(key: str) -> None:
    record = json.loads(to_line(sample_article(capture=CAPTURE)))
    value = record.pop(key)
    with pytest.raises(ValueError, match="schema is None" if key == "schema" else f"missing: {key}"):
        from_line(AS_JSON(record).encode() + b"\n")
    last = AS_JSON({**record, key: value}).encode() + b"\n"
    assert from_line(last) == sample_article(capture=CAPTURE), "another order is read all the same"


def test_half_a_letter_is_refused() -> None:
    with pytest.raises(ValueError, match="surrogates not allowed"):
        to_line(sample_article(title="\ud83d", content_hash="0" * 64))


def changed(**values: Any) -> bytes:
    record = json.loads(to_line(sample_article(capture=CAPTURE)))
    for path, value in values.items():
        target = record
        *parents, last = path.split("__")
        for name in parents:
            target = target[int(name) if name.isdigit() else name]
        if value is KeyError:
            del target[last]
        else:
            target[last] = value
    return json.dumps(record).encode() + b"\n"


@pytest.mark.parametrize(
    ("line", "what"),
    [
        (b"\n", "not JSON: character 2 of"),
        (b"{\n", "not JSON: character 3 of"),
        (b"[1]\n", "not an object but a list"),
        (b"{}\n", "schema is None"),
        (b"\xff\n", "not UTF-8: byte 1 of"),
        (b"[" * 100_000 + b"\n", "nested too deep"),
        (changed(schema=2), "schema is 2, this newsbot reads 1"),
        (changed(title=KeyError), "missing: title"),
        (changed(headline="x"), "unknown: headline"),
        (changed(title=3), "title is a whole number, not a string"),
        (changed(revision="1"), "revision is a string, not a whole number"),
        (changed(revision=True), "revision is a boolean, not a whole number"),
        (changed(revision=1.5), "revision is a number with a fraction, not a whole number"),
        (changed(body=None), "body is null, not a string"),
        (changed(tags=None), "tags is null, not a list"),
        (changed(tags=[1]), r"tags is a whole number, not a string"),
        (changed(images=[{"url": "x"}]), "missing in images: alt, caption, credit"),
        (changed(blocks__0__type="poem"), "type is 'poem', not one of embed, heading"),
        (changed(blocks__0__media="0"), "media is a string, not a whole number"),
        (changed(reader=None), "reader is null, not an object"),
        (changed(capture__offset=None), "offset is null, not a whole number"),
        (changed(capture=[]), "capture is a list, not an object"),
        (to_line(sample_article()).replace(b'"revision":1', b'"revision":NaN'), "NaN is not JSON"),
    ],
)
@pytest.mark.parametrize("reading", [from_line, glance])
def test_a_line_that_is_no_record_is_refused(line: bytes, what: str, reading: Callable[[bytes], Article]) -> None:
    with pytest.raises(ValueError, match=what):
        reading(line)


@pytest.mark.parametrize(
    "line",
    [
        to_line(sample_article(capture=CAPTURE, revision=10**30)),
        to_line(sample_article()).replace(b'"title":"', b'"title":"\\ud83d'),
        to_line(sample_article()).replace(b'{"schema"', b' {"title":"x","schema"'),
    ],
)
def test_a_glance_sees_what_a_reading_reads(line: bytes) -> None:
    read_line, seen = from_line(line), glance(line)
    for key in KEYS:
        assert str(getattr(seen, key)) == str(getattr(read_line, key))
    assert problems(seen) == problems(read_line)


def test_read_takes_a_file_a_site_or_an_archive(tmp_path: Path) -> None:
    crawl(tmp_path, 3)
    file = tmp_path / SITE / "articles" / "2026-11.jsonl"
    packed = tmp_path / "packed.jsonl.gz"
    packed.write_bytes(gzip.compress(file.read_bytes()))
    expected = [f"{SITE}:{number}" for number in range(3)]
    for path in (file, packed, tmp_path / SITE, tmp_path, str(tmp_path)):
        assert [article.id for article in read(path)] == expected


def test_read_goes_through_sites_and_months_in_order(tmp_path: Path) -> None:
    places = [
        "a/articles/2026-09.jsonl",
        "a/articles/2026-10.jsonl.gz",
        "a/articles/2026-11.jsonl",
        "b/articles/2025-01.jsonl",
    ]
    for number, place in enumerate(places):
        line = to_line(sample_article(number))
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / place).write_bytes(gzip.compress(line) if place.endswith(".gz") else line)
    assert [article.id for article in read(tmp_path)] == [f"{SITE}:{number}" for number in range(4)]


def test_read_leaves_out_a_line_that_is_being_written(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(to_line(sample_article(0)) + to_line(sample_article(1))[:-1])
    assert [article.id for article in read(file)] == [f"{SITE}:0"]


def test_read_says_which_line_is_bad(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(to_line(sample_article()) + b"{}\n")
    with pytest.raises(ValueError, match=r"a\.jsonl:2: schema is None"):
        list(read(file))


def test_read_of_an_empty_site_is_empty(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    assert list(read(tmp_path)) == []


def test_read_of_nothing_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="neither a JSONL file, nor a site's folder, nor an archive"):
        list(read(tmp_path))


def test_a_reader_is_part_of_every_record() -> None:
    assert from_line(to_line(Article())).reader == Reader("", "")
