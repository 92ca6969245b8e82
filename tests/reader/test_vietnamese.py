"""One article, marked up as the provincial papers do, gives one record."""

from __future__ import annotations

import itertools
import unicodedata

import pytest

from newsbot import extract
from newsbot.article import Article
from tests.reader.vietnamese_pages import (
    AUTHORS,
    BODY,
    BYLINE,
    CAPTIONS,
    DIALECTS,
    HEADING,
    LEAD,
    RELATED,
    TITLE,
    VIDEO_SOURCE,
)

ADDRESS = "https://bao-ben-lau.example/phien-cho-ca-dau-mua-300100.html"


@pytest.fixture(params=itertools.product(DIALECTS, ("NFC", "NFD")), scope="module", ids="-".join)
def article(request: pytest.FixtureRequest) -> Article:
    dialect, form = request.param
    read = extract(unicodedata.normalize(form, DIALECTS[dialect].render()).encode(), url=ADDRESS)
    assert read is not None
    return read


def test_title(article: Article) -> None:
    assert article.title == TITLE


def test_lead(article: Article) -> None:
    assert article.lead == LEAD


def test_body_has_the_lead_once_and_every_paragraph(article: Article) -> None:
    assert article.body.split("\n\n") == list(BODY)


def test_captions_in_order_with_the_repeated_one(article: Article) -> None:
    assert article.captions == CAPTIONS


def test_pictures_have_their_captions(article: Article) -> None:
    assert [(image.url, image.caption) for image in article.images] == [
        (f"https://bao-ben-lau.example/anh/{n}.jpg", caption) for n, caption in enumerate(CAPTIONS)
    ]


def test_byline(article: Article) -> None:
    assert article.byline == BYLINE


def test_authors(article: Article) -> None:
    assert article.authors == AUTHORS


def test_video_and_its_source(article: Article) -> None:
    assert article.video_source == VIDEO_SOURCE
    assert [(video.url, video.credit) for video in article.videos] == [
        ("https://bao-ben-lau.example/tv/cho-ca.mp4", VIDEO_SOURCE)
    ]


def test_related_links(article: Article) -> None:
    assert [(link.title, link.heading) for link in article.related_links] == [(title, HEADING) for title in RELATED]


def test_day(article: Article) -> None:
    assert article.published_at is None or article.published_at[4:16] == "-03-12T09:10"
