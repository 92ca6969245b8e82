"""From URLs to patterns: what tells an article's URL, and what must not be taken for one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.cms import content_fck, epi, mediatech, onecms, page_info
from newsbot.probe.patterns import differ_in_query, exceptions, learn

HOME = "https://bao.example"
SLUGS = (
    "gat-lua-som",
    "len-nuong-hai-che",
    "cho-phien-vung-cao-dong-vui",
    "duong-moi-ve-ban",
    "hoi-xuan-ben-song-ngan",
    "mua-lu-ve",
)
HEX = ("0a1b2c3", "7665ad5", "7bed462", "3813dbf", "2ea45b5", "1234567")
CODES = ("c4g8e5x7yz1o", "cx2k4j5l6m7o", "c9d0e1f2g3ho", "cz1y2x3w4v5o", "c0a9s8d7f6go", "c7q6w5e4r3to")
SECTIONS = ("/xa-hoi/", "/kinh-te/", "/khoa-hoc-cong-nghe/")


def urls(paths: Iterable[str]) -> list[str]:
    return [HOME + path for path in paths]


def made(form: str) -> list[str]:
    """Six URLs of one form."""
    return urls(
        form.format(slug=slug, n=n, hex=HEX[n], code=CODES[n], month=f"{n + 1:02d}", day=f"{n + 10}")
        for n, slug in enumerate(SLUGS)
    )


FORMS = [
    ("/{slug}-post40846{n}.html", r"-(?P<number>post\d+)\.html$", "post408460"),
    ("/{slug}-a19667{n}.html", r"-(?P<number>a\d+)\.html$", "a196670"),
    ("/{slug}-postid4084{n}1.bbg", r"-(?P<number>postid\d+)\.bbg$", "postid408401"),
    ("/{slug}-1028765{n}.html", r"-(?P<number>\d{5,})\.html$", "10287650"),
    ("/xa-hoi/{slug}-476{n}.htm", r"-(?P<number>\d{4,})\.htm$", "4760"),
    ("/{slug}-2025030{n}1234567.html", r"-(?P<number>\d{15})\.html$", "202503001234567"),
    ("/{slug}-{n}.html", r"-(?P<number>\d+)\.html$", "0"),
    ("/Xa-hoi/{slug}/123{n}.bcb", r"/(?P<number>\d{4,})\.bcb$", "1230"),
    ("/n/47654{n}", r"/(?P<number>\d{5,})/?$", "476540"),
    ("/xa-hoi/2025{month}/{slug}-{hex}/", r"^/(?:[^/]+/)*\d{6}/[^/]*?-?(?P<number>[0-9a-f]{7})/?$", "0a1b2c3"),
    ("/{slug}-{hex}.html", r"/[^/]*-(?P<number>[0-9a-f]{7})\.html$", "0a1b2c3"),
    ("/news/articles/{code}", r"/(?P<number>[0-9a-z]{12})/?$", "c4g8e5x7yz1o"),
    ("/tin-tuc/206/14054{n}/{slug}", r"/(?P<number>\d{4,})/[^/]+?/?$", "140540"),
    ("/bg/xa-hoi/14054{n}/{slug}.html", r"/(?P<number>\d{4,})/[^/]+?\.html$", "140540"),
    ("/news/4933{n}p25c151/{slug}.htm", r"/(?P<number>\d{4,}\w*)/[^/]+?\.htm$", "49330p25c151"),
    ("/article/476543{n}-{slug}", r"/(?P<number>\d{4,})[-_][^/]+?/?$", "4765430"),
    ("/2025/03/{day}/{slug}/", r"/\d{4}/\d{1,2}/\d{1,2}/(?:[^/]+/)*[^/]*-[^/]*?/?$", None),
    ("/uk/2025/mar/{day}/{slug}", r"/\d{4}/[a-z]{3}/\d{1,2}/(?:[^/]+/)*[^/]*-[^/]*?/?$", None),
    ("/tin-bai/xa-hoi/{slug}-o-khe-lanh", r"^/tin-bai/[^/]+/[^/]+?/?$", None),
    ("/{slug}-o-khe-lanh-hom-nay.html", r"^/[^/]+?\.html$", None),
    ("/{slug}-o-khe-lanh-hom-nay", r"^/(?:[^/-]+-){3,}[^/]+?/?$", None),
    ("/{slug}-20250304.html", r"-\d{5,}\.html$", None),
]


@pytest.mark.parametrize(("form", "pattern", "number"), FORMS, ids=[form for form, _, _ in FORMS])
def test_a_form_of_url_is_learnt(form: str, pattern: str, number: str | None) -> None:
    (template,) = learn(made(form))
    assert template.pattern == pattern
    assert list(template.urls) == made(form)
    found = re.search(template.pattern, urlsplit(template.urls[0]).path)
    assert found is not None
    assert found.groupdict().get("number") == number


@pytest.mark.parametrize("form", [form for form, _, number in FORMS if number or "2025" in form or "tin-bai" in form])
def test_sections_have_no_part_in_it(form: str) -> None:
    articles = made(form)
    (template,) = learn([*urls(SECTIONS), *articles], urls(SECTIONS))
    assert list(template.urls) == articles
    assert not any(map(template.fits, urls(SECTIONS)))


def test_a_headline_is_longer_than_the_longest_section() -> None:
    articles = urls(f"/{slug}-o-khe-lanh-hom-nay/" for slug in SLUGS)
    (template,) = learn([*articles, *urls(SECTIONS)], urls(SECTIONS))
    assert template.pattern == r"^/(?:[^/-]+-){4,}[^/]+?/?$"


def test_numbers_of_sections_raise_the_least_number_of_an_article() -> None:
    sections = urls(("/the-thao-10012.html", "/kinh-te-10022.html"))
    (template,) = learn([*made("/{slug}-476543{n}.html"), *sections], sections)
    assert template.pattern == r"-(?P<number>\d{7,})\.html$"


def test_two_forms_side_by_side() -> None:
    both = [*made("/{slug}-17949{n}.html"), *made("/xa-hoi/2025{month}/{slug}-{hex}/")]
    assert {template.kind for template in learn(both)} == {"number", "code"}


def test_topics_are_a_form_of_their_own() -> None:
    events = urls(f"/{slug}-event12{n}.html" for n, slug in enumerate(SLUGS[:3]))
    articles, topics = learn([*made("/{slug}-1028765{n}.html"), *events])
    assert not any(map(articles.fits, topics.urls))


@pytest.mark.parametrize(
    "paths",
    [
        SECTIONS,
        ("/", "/xa-hoi", "/kinh-te/?page=2", "/lien-he.html"),
        ("/tag/mua-vu-100001.html", "/print/100002.html", "/tim-kiem/gat-lua-som-o-khe-lanh"),
        ("/file/bao-in-so-10001.pdf", "/images/anh-100002.jpg", "/rss/kinh-te-100003.rss"),
        ("/nam-2024", "/nam-2025", "/bau-cu-2026"),
        ("/gat-lua-som-123456.html",),
    ],
)
def test_what_is_no_form(paths: tuple[str, ...]) -> None:
    assert learn(urls(paths)) == ()


def test_one_url_is_enough_when_a_feed_lists_it() -> None:
    one = urls(["/gat-lua-som-123456.html"])
    assert [template.pattern for template in learn(one, listed=one)] == [r"-(?P<number>\d{5,})\.html$"]


@pytest.mark.parametrize(
    ("family", "form"),
    [
        (epi.Epi, "/{slug}-post40846{n}.html"),
        (onecms.OneCms, "/{slug}-1028765{n}.html"),
        (content_fck.ContentFck, "/{slug}-a19667{n}.html"),
        (page_info.PageInfo, "/xa-hoi/2025{month}/{slug}-{hex}/"),
        (mediatech.Mediatech, "/{slug}-318765{n}.html"),
    ],
)
def test_the_number_is_the_one_that_a_family_takes(family: type, form: str) -> None:
    (template,) = learn(made(form))
    for url in made(form):
        path = urlsplit(url).path
        theirs = [found["number"] for rule in family.article_paths if (found := re.search(rule, path))]  # type: ignore[attr-defined]
        ours = re.search(template.pattern, path)
        assert ours is not None
        assert ours["number"] in theirs


ARTICLE = r"-(?P<number>\d{5,})\.html$"


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        (["/xa-hoi/"], ()),
        (["/print/gat-lua-123456.html"], ("^/print/",)),
        (["/video/gat-lua-123456.html", "/video/len-nuong-123457.html"], ("^/video/",)),
        (["/truyen-hinh/chuyen-de-vung-cao-mua-gat-va-nhung-con-duong-123456.html"], ()),
        (["/xa-hoi/chuyen-de-vung-cao-mua-gat-va-nhung-con-duong-123456.html"], ()),
        (["/the-thao-10012.html"], (r"^/the-thao-10012\.html$",)),
        (["/chuyen-de-vung-cao-mua-gat-va-nhung-con-duong-123456.html"], ()),
    ],
)
def test_what_fits_and_is_no_article(others: list[str], expected: tuple[str, ...]) -> None:
    articles = urls(["/xa-hoi/gat-lua-som-123450.html"])
    found = exceptions([ARTICLE], urls(others), articles)
    assert found == expected
    assert not any(re.search(rule, urlsplit(url).path) for rule in found for url in articles)


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        ([f"/viewer.aspx?macm=1&mabb=1023{n}" for n in range(9)], True),
        ([f"/gat-lua-1023{n}.html" for n in range(9)], False),
        ([f"/xa-hoi/?page=10{n}" for n in range(3)], False),
    ],
)
def test_articles_that_the_query_alone_tells_apart(paths: list[str], expected: bool) -> None:
    assert differ_in_query(urls(paths)) is expected


@given(st.lists(st.from_regex(r"/[a-zA-Z0-9/._~%+-]{0,60}", fullmatch=True), max_size=30))
def test_any_urls_give_patterns_that_fit_what_they_were_learnt_from(paths: list[str]) -> None:
    for template in learn(urls(paths), listed=urls(paths)):
        assert template.urls
        assert all(map(template.fits, template.urls))
