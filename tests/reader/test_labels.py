"""Section, tags, language and the URL a page claims."""

from __future__ import annotations

import pytest

from newsbot.reader.elements import text_of
from newsbot.reader.fields.labels import find_labels, is_credible
from newsbot.reader.layout import Layout
from tests.reader.field_pages import TEXT, URL, Page, json_ld

BREADCRUMB = json_ld(
    '{"@type": "BreadcrumbList", "itemListElement": ['
    '{"@type": "ListItem", "position": 1, "name": "Trang chủ"},'
    '{"@type": "ListItem", "position": 2, "item": {"@id": "/kinh-te", "name": "Kinh tế"}},'
    '{"@type": "ListItem", "position": 3, "name": "Giao thông"}]}'
)


@pytest.mark.parametrize(
    ("head", "section"),
    [
        (BREADCRUMB, "Kinh tế > Giao thông"),
        ('<meta property="article:section" content="Kinh tế">', "Kinh tế"),
        (json_ld('{"@type": "NewsArticle", "articleSection": ["Kinh tế", "Mới"]}'), "Kinh tế"),
        ("", None),
    ],
)
def test_section(head: str, section: str | None) -> None:
    page = Page(head=head)
    found = find_labels(page.document, page.data, page.context).section
    assert (found.value if found else None) == section


@pytest.mark.parametrize(
    ("head", "after", "tags"),
    [
        (
            "",
            '<p><a rel="tag" href="/t/1">giao thông</a> <a rel="tag" href="/t/2">vùng cao</a></p>',
            ("giao thông", "vùng cao"),
        ),
        (
            "",
            '<div class="article__tags"><a href="/t/1">#giao thông</a><a href="/t/2">vùng cao</a></div>',
            ("giao thông", "vùng cao"),
        ),
        (
            '<meta property="article:tag" content="giao thông"><meta property="article:tag" content="vùng cao">',
            "",
            ("giao thông", "vùng cao"),
        ),
        ('<meta name="keywords" content="giao thông, vùng cao,, giao thông">', "", ("giao thông", "vùng cao")),
        (json_ld('{"@type": "NewsArticle", "keywords": ["giao thông", "vùng cao"]}'), "", ("giao thông", "vùng cao")),
        ("", "", ()),
    ],
)
def test_tags(head: str, after: str, tags: tuple[str, ...]) -> None:
    page = Page(head=head, header="<h1>Con đường mới nối hai bản vùng cao</h1>", after=after)
    found = find_labels(page.document, page.data, page.context, text="Đường giao thông vùng cao đã mở.").tags
    assert (found.value if found else ()) == tags


@pytest.mark.parametrize(
    ("lang", "head", "language"),
    [
        ("vi", "", "vi"),
        ("vi-VN", "", "vi-VN"),
        ("VI_vn", "", "vi-VN"),
        ("en", "", "vi"),  # the template says so, the text does not
        ("en", '<meta property="og:locale" content="vi_VN">', "vi-VN"),
        ("", '<meta property="og:locale" content="not a language!">', "vi"),
    ],
)
def test_language(lang: str, head: str, language: str) -> None:
    page = Page(lang=lang, head=head)
    found = find_labels(page.document, page.data, page.context, text=text_of(page.content)).language
    assert found is not None
    assert found.value == language


@pytest.mark.parametrize(
    ("head", "canonical"),
    [
        (f'<link rel="canonical" href="{URL}">', URL),
        ('<link rel="canonical" href="/kinh-te/duong-moi-ve-ban-12345.html">', URL),
        (f'<meta property="og:url" content="{URL}#top">', URL),
        (f'<link rel="canonical" href="https://baomau.example.vn/"><meta property="og:url" content="{URL}">', URL),
        ('<link rel="canonical" href="https://other.example.org/duong-moi-ve-ban-12345.html">', None),
        ('<link rel="canonical" href="https://[broken">', None),
        ('<link rel="canonical" href="https://blo<html>g.baomau.example.vn/duong-moi-12345.html">', None),
        ("", None),
    ],
)
def test_canonical(head: str, canonical: str | None) -> None:
    page = Page(head=head)
    found = find_labels(page.document, page.data, page.context).canonical_url
    assert (found.value if found else None) == canonical


@pytest.mark.parametrize(
    ("claim", "credible"),
    [
        ("https://baomau.example.vn/kinh-te/duong-moi-ve-ban-12345.html", True),
        ("https://m.baomau.example.vn/kinh-te/duong-moi-ve-ban-12345.html", True),
        ("https://baomau.example.vn/a12345.html", True),
        ("https://baomau.example.vn/?id=12345", True),
        ("https://baomau.example.vn/", False),
        ("https://baomau.example.vn/index.html", False),
        ("https://baomau.example.vn/404.html", False),
        ("https://baomau.example.vn/kinh-te", False),
        ("ftp://baomau.example.vn/kinh-te/duong-moi-ve-ban-12345.html", False),
        ("https://example.org/kinh-te/duong-moi-ve-ban-12345.html", False),
    ],
)
def test_is_credible(claim: str, credible: bool) -> None:
    assert is_credible(claim, URL) is credible


def test_selectors_of_a_layout() -> None:
    layout = Layout(name="mẫu", markers=(), section=("p.sec a",), tags=("p.tags a",))
    page = Page(
        header='<p class="sec"><a>Kinh tế</a><a>Giao thông</a></p>', after='<p class="tags"><a>đường</a></p>', body=TEXT
    )
    labels = find_labels(page.document, page.data, page.context, layout)
    assert labels.section is not None
    assert labels.tags is not None
    assert (labels.section.value, labels.tags.value) == ("Kinh tế > Giao thông", ("đường",))


def test_keywords_of_the_site_are_no_tags() -> None:
    page = Page(head='<meta name="keywords" content="báo mẫu, tin nhanh, tin mới">')
    assert find_labels(page.document, page.data, page.context, text="Đường giao thông vùng cao đã mở.").tags is None


def test_a_box_that_the_metadata_do_not_know_is_no_list_of_tags() -> None:
    page = Page(
        head='<meta property="article:tag" content="giao thông"><meta property="article:tag" content="vùng cao">',
        after='<div class="hot-topics"><a href="/t/1">World Cup</a><a href="/t/2">Giá vàng</a></div>',
    )
    found = find_labels(page.document, page.data, page.context).tags
    assert found is not None
    assert found.value == ("giao thông", "vùng cao")
