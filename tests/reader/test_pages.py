"""Whole pages, one for each trap: `pages/<trap>.html` as served, `pages/<trap>.json` what a careful reader comes out with.

Keys of the JSON: `kind` (of a page that is no article), `lead`, `body` (its paragraphs), `types` (of the text blocks),
`captions`, `images` and `videos` (URLs), `related` (title and heading). What is not named is not looked at.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from newsbot.article import TEXT_BLOCKS
from newsbot.normalize import normalize_article
from newsbot.reader import read

PAGES = Path(__file__).parent / "pages"
URL = "https://baomau.example/xa-hoi/duong-moi-ve-ban-coi-123456.html"


@pytest.mark.parametrize("trap", sorted(page.stem for page in PAGES.glob("*.html")))
def test_reads(trap: str) -> None:
    want = json.loads((PAGES / f"{trap}.json").read_text())
    reading = read((PAGES / f"{trap}.html").read_bytes(), url=URL)
    if "kind" in want:
        assert reading.article is None
        assert reading.kind == want["kind"]
        assert reading.reason is not None
        assert reading.reason.startswith(f"{want['kind']}: ")
        return
    assert reading.article is not None, reading.reason
    article = normalize_article(reading.article)
    got = {
        "lead": article.lead,
        "body": article.body.split("\n\n"),
        "types": [
            "paragraph" if block.type == "lead" else block.type for block in article.blocks if block.type in TEXT_BLOCKS
        ],
        "captions": list(article.captions),
        "images": [image.url for image in article.images],
        "videos": [video.url or video.embed_url for video in article.videos],
        "related": [[link.title, link.heading] for link in article.related_links],
    }
    assert article.title == "Đường mới về Bản Cói"
    assert {key: got[key] for key in want} == want
