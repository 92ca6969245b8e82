"""What a record must fulfil before it is archived."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from newsbot.archive import from_line, problems, to_line
from newsbot.archive.tombstone import tombstone
from newsbot.article import Block, Capture, Image, Link, Reader, Video
from tests.archive.archive_sample import sample_article

CAPTURE = Capture(
    "captures/20261122T080910Z-2.warc.gz", 0, "<urn:uuid:7e8c2c21-0e4a-4350-a5ba-77c35edbafd9>", "sha1:" + "A" * 32
)
URL = "https://a.example/"
TEXT = "Sáng 22-11, hội nghị lần thứ 0."
PARAGRAPH = Block("paragraph", TEXT)


def with_blocks(*blocks: Block, **changes: Any) -> dict[str, Any]:
    """Body and captions as they follow from the blocks."""
    texts = [block.text for block in blocks if block.text and block.type not in ("image", "video", "embed")]
    captions = [block.text for block in blocks if block.text and block.type in ("image", "video", "embed")]
    return {"blocks": blocks, "body": "\n\n".join(texts), "captions": tuple(captions), **changes}


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"capture": CAPTURE},
        {"published_at": "2023-04-26"},
        {"published_at": None, "modified_at": "2023-04-26T14:05:00Z"},
        {"language": "vi"},
        {"language": "zh-Hant-TW"},
        {"flags": ("no_date", "truncated")},
        {"canonical_url": "HTTPS://Báo.example/bài?a=b#c"},
        {"title": "Một hai ba \u200d 👩‍👩‍👧"},
        with_blocks(Block("lead", TEXT), PARAGRAPH, lead=TEXT),
        with_blocks(Block("image", None, 0)),
        with_blocks(Block("list", "một\nhai"), Block("table", "a | b\nc | d")),
        with_blocks(PARAGRAPH, Block("embed", "Clip", 0), videos=(Video(embed_url="https://a.example/"),)),
    ],
)
def test_a_sound_record_has_no_problems(changes: dict[str, Any]) -> None:
    assert problems(sample_article(**changes)) == []


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"schema": 2}, "schema: 2 is not 1"),
        ({"id": ""}, "id: empty"),
        ({"site": ""}, "site: empty"),
        ({"url": ""}, "url: empty"),
        ({"revision": 0}, "revision: 0 is less than 1"),
        ({"content_hash": "ABC"}, "content_hash: not a SHA-256 in hexadecimal"),
        ({"content_hash": "A" * 64}, "content_hash: not a SHA-256 in hexadecimal"),
        (
            {"content_hash": "a" * 64},
            "content_hash: not that of title and blocks, which were changed after they were read",
        ),
        ({"reader": Reader("", "general")}, "reader: version or layout is empty"),
        ({"language": "vi_VN"}, "language: 'vi_VN' is not a BCP 47 tag"),
        ({"flags": ("No date",)}, "flags: 'No date' is not a lower-case word"),
        ({"title": None}, "title: empty"),
        (with_blocks(), "body: empty, and there is no picture or video either"),
        ({"url": "/bai-viet"}, "url: '/bai-viet' is not an absolute http(s) URL"),
        ({"url": "ftp://a.example/"}, "url: 'ftp://a.example/' is not an absolute http(s) URL"),
        ({"canonical_url": "https:///a"}, "canonical_url: 'https:///a' is not an absolute http(s) URL"),
        (
            {"canonical_url": "https://a.example/b c"},
            "canonical_url: 'https://a.example/b c' is not an absolute http(s) URL",
        ),
        (
            {"related_links": (Link("a", "javascript:"),)},
            "related_links[0].url: 'javascript:' is not an absolute http(s) URL",
        ),
        (
            {"related_links": (Link("a", "https://a.example/b\u00a0c"),)},
            "related_links[0].url: 'https://a.example/b\\xa0c' is not an absolute http(s) URL",
        ),
        ({"images": (Image(""),)}, "images[0].url: '' is not an absolute http(s) URL"),
        ({"videos": (Video(poster="data:x"),)}, "videos[0].poster: 'data:x' is not an absolute http(s) URL"),
        ({"published_at": "26/4/2023"}, "published_at: '26/4/2023' is neither a date nor an ISO 8601 time with offset"),
        (
            {"published_at": "2023-04-26T14:05:00"},
            "published_at: '2023-04-26T14:05:00' is neither a date nor an ISO 8601 time with offset",
        ),
        ({"modified_at": "2023-02-30"}, "modified_at: '2023-02-30' is neither a date nor an ISO 8601 time with offset"),
        ({"modified_at": "20230426"}, "modified_at: '20230426' is neither a date nor an ISO 8601 time with offset"),
        (
            {"fetched_at": "2026-11-22T15:09:10+07:00"},
            "fetched_at: '2026-11-22T15:09:10+07:00' is not an ISO 8601 time in UTC",
        ),
        ({"title": "Một\x07"}, "title: holds a control character or half a letter"),
        ({"title": "Một\ud83d", "content_hash": "0" * 64}, "title: holds a control character or half a letter"),
        ({"title": "Một  hai"}, "title: holds white space that is not collapsed"),
        ({"byline": " PV"}, "byline: holds white space that is not collapsed"),
        ({"authors": ("",)}, "authors[0]: empty where null is meant"),
        (
            {"images": (Image("https://a.example/", alt="\x00"),)},
            "images[0].alt: holds a control character or half a letter",
        ),
        ({"byline": "PV\u00a0"}, "byline: holds white space that is not collapsed"),
        ({"byline": "\n"}, "byline: holds white space that is not collapsed"),
        (with_blocks(Block("list", "một \nhai")), "blocks[0].text: holds white space that is not collapsed"),
        (with_blocks(Block("list", "một\n\nhai")), "blocks[0].text: holds white space that is not collapsed"),
        (with_blocks(Block("lead", "a"), Block("lead", "b"), lead="a"), "blocks: more than one lead"),
        ({"lead": "Một"}, "lead: not the text of the lead block"),
        (with_blocks(Block("lead", "a")), "lead: not the text of the lead block"),
        (with_blocks(Block("poem", "a")), "blocks[0]: unknown type 'poem'"),  # type: ignore[arg-type]
        (with_blocks(PARAGRAPH, Block("heading")), "blocks[1]: heading without text"),
        (with_blocks(Block("paragraph", "a", 0)), "blocks[0]: paragraph with a media index"),
        (with_blocks(PARAGRAPH, Block("image")), "blocks[1]: image without URL and caption"),
        (with_blocks(PARAGRAPH, Block("image", None, 1)), "blocks[1]: image with media 1, there are 1 images"),
        (with_blocks(PARAGRAPH, Block("video", None, 0)), "blocks[1]: video with media 0, there are 0 videos"),
        ({"body": "Một."}, "body: not the text of its blocks"),
        ({"captions": ()}, "captions: not the captions of the picture and video blocks"),
        ({"http_status": 20}, "http_status: 20 is no status"),
        (
            {"capture": Capture("../../etc/passwd", 0, CAPTURE.record_id, CAPTURE.digest)},
            "capture: '../../etc/passwd' is no capture file",
        ),
        (
            {"capture": Capture(CAPTURE.file, -1, CAPTURE.record_id, CAPTURE.digest)},
            "capture: offset, record_id or digest is malformed",
        ),
        (
            {"capture": Capture(CAPTURE.file, 0, "1", CAPTURE.digest)},
            "capture: offset, record_id or digest is malformed",
        ),
        (
            {"capture": Capture(CAPTURE.file, 0, CAPTURE.record_id, "md5:1")},
            "capture: offset, record_id or digest is malformed",
        ),
    ],
)
def test_each_problem_is_named(changes: dict[str, Any], problem: str) -> None:
    assert problem in problems(sample_article(**changes))


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("", "empty where null is meant"),
        ("\x85", "holds a control character or half a letter"),
        (" Một", "holds white space that is not collapsed"),
    ],
)
def test_every_text_is_looked_at(text: str, trouble: str) -> None:
    """Also the last one, and the ones beside those that may be missing."""
    keys = ("title", "lead", "byline", "video_source", "section", "agency", "published_raw")
    places: dict[str, dict[str, Any]] = {key: {key: text} for key in keys}
    places |= {f"{key}[0]": {key: (text,)} for key in ("authors", "tags")}
    places["related_links[1].title"] = {"related_links": (Link("a", URL), Link(text, URL))}
    places["related_links[0].heading"] = {"related_links": (Link("a", URL, text),)}
    places |= {f"images[0].{name}": {"images": (Image(URL, **{name: text}),)} for name in ("caption", "credit", "alt")}
    for name in ("caption", "credit", "provider"):
        places[f"videos[0].{name}"] = {"videos": (Video(URL, **{name: text}),)}
    places["blocks[1].text"] = with_blocks(PARAGRAPH, Block("heading", text))
    for place, changes in places.items():
        found = [problem for problem in problems(sample_article(**changes)) if trouble in problem]
        assert found == [f"{place}: {trouble}"]


STONE = tombstone(
    "baomau:0", 2, site="baomau", url="https://baomau.example/a-0.html", fetched_at="2026-11-22T08:09:10Z", http_status=404,
    capture=CAPTURE,
)  # fmt: skip


def test_a_tombstone_is_sound() -> None:
    assert problems(STONE) == []
    assert from_line(to_line(STONE)) == STONE


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"flags": ()}, "title: empty"),
        ({"flags": ("gone", "no_date")}, "flags: an article that is gone has no other flag"),
        ({"revision": 1}, "revision: an article that is gone was there before"),
        ({"content_hash": "0" * 64}, "content_hash: an article that is gone has that of no content"),
        ({"title": "Một"}, "title: an article that is gone has none"),
        ({"tags": ("mùa vụ",)}, "tags: an article that is gone has none"),
        ({"published_at": "2026-11-22"}, "published_at: an article that is gone has none"),
        ({"images": (Image("https://a.example/a.jpg"),)}, "images: an article that is gone has none"),
        ({"id": ""}, "id: empty"),
        ({"url": "a.html"}, "url: 'a.html' is not an absolute http(s) URL"),
    ],
)
def test_a_tombstone_holds_nothing_else(changes: dict[str, Any], problem: str) -> None:
    assert problem in problems(replace(STONE, **changes))
