"""The headline as printed, one test for each trap."""

from __future__ import annotations

import pytest

from newsbot.reader.fields.title import find_title
from newsbot.reader.layout import Layout
from tests.reader.field_pages import Page, json_ld

TITLE = "Con đường mới nối hai bản vùng cao"
OG = f'<meta property="og:title" content="{TITLE}">'
SITE = '<meta property="og:site_name" content="Báo Mẫu">'


def title_of(page: Page, layout: Layout | None = None) -> str | None:
    found = find_title(page.document, page.data, page.content, layout)
    return found.value if found else None


@pytest.mark.parametrize(
    ("head", "header"),
    [
        pytest.param(OG, f"<h1>{TITLE}</h1>", id="heading and metadata agree"),
        pytest.param("", f"<h1>{TITLE}</h1>", id="heading alone"),
        pytest.param(OG, "", id="metadata alone"),
        pytest.param(f"<title>{TITLE}</title>", "", id="title element alone"),
        pytest.param(f"{SITE}<title>{TITLE} - Báo Mẫu</title>", "", id="site name after the title"),
        pytest.param(f"{SITE}<title>Báo Mẫu | {TITLE}</title>", "", id="site name before the title"),
        pytest.param(f"{SITE}<title>{TITLE} - Kinh tế - Báo Mẫu</title>", "", id="section and site name"),
        pytest.param(OG, f"<h1>KINH TẾ &gt; Giao thông</h1><h1>{TITLE}</h1>", id="first h1 is the breadcrumb"),
        pytest.param(
            f"<title>{TITLE}</title>",
            '<h1 class="breadcrumb"><a href="/">Trang chủ</a> » <a href="/kinh-te">Kinh tế</a></h1>',
            id="the only h1 is the breadcrumb",
        ),
        pytest.param(SITE, f"<h1>{TITLE} - Báo Mẫu</h1>", id="site name in the heading"),
        pytest.param(SITE + OG, f"<h1>Báo Mẫu</h1><h1>{TITLE}</h1>", id="first h1 is the logo"),
        pytest.param(SITE, f"<h1>Báo Mẫu</h1><h1>{TITLE}</h1>", id="logo without metadata"),
        pytest.param(OG, f"<h1>{TITLE}</h1><h1>Tin liên quan</h1>", id="a related heading is an h1"),
        pytest.param(
            '<meta property="og:title" content="Con đường mới nối hai…">', f"<h1>{TITLE}</h1>", id="og:title cut short"
        ),
        pytest.param(OG, f"<h1><span>Vùng cao:</span><span>{TITLE}</span></h1>", id="kicker glued in"),
        pytest.param(OG, f"<h1>Vùng cao: {TITLE}</h1>", id="kicker before a colon"),
        pytest.param(OG, f"<h1>Vùng cao – {TITLE}</h1>", id="kicker before a dash"),
        pytest.param(OG, f"<h1><span>Vùng cao</span><br>{TITLE}</h1>", id="kicker on a line of its own"),
        pytest.param(
            json_ld(f'{{"@type": "NewsArticle", "headline": "{TITLE}"}}') + OG.replace(TITLE, f"Vùng cao / {TITLE}"),
            f"<h1><span>Vùng cao</span>{TITLE}</h1>",
            id="kicker that og:title has too",
        ),
        pytest.param(
            json_ld(f'{{"@type": "NewsArticle", "headline": "“Vùng cao”: {TITLE}"}}') + OG,
            f"<h1>“Vùng cao”: {TITLE}</h1>",
            id="kicker that json-ld has too",
        ),
        pytest.param(
            OG + "<title>Đường mới cho vùng cao</title>",
            f"<nav><a href='/'>Trang chủ</a><h1 aria-current='page'>Đường mới cho vùng cao</h1></nav><h2>{TITLE}</h2>",
            id="h1 is the current step of the breadcrumb",
        ),
        pytest.param(
            OG + "<title>Đường mới cho vùng cao</title>",
            f"<ul class='breadcrumb'><li><h1>Đường mới cho vùng cao</h1></li></ul><h2>{TITLE}</h2><h2>Tin khác</h2>",
            id="h1 in a breadcrumb",
        ),
        pytest.param(
            OG,
            f"<div class='breadcrumb'><h1>{TITLE}</h1></div><h2>Tin khác</h2>",
            id="h1 in a breadcrumb is all there is",
        ),
        pytest.param(
            OG.replace(TITLE, f"Vùng cao: {TITLE}"),
            f"<div class='breadcrumb'><h1>{TITLE}</h1></div><h2><span>Vùng cao</span> <span>{TITLE}</span></h2>",
            id="h1 in a breadcrumb is the headline without its kicker",
        ),
        pytest.param(OG, f"<h1><strong>Mới</strong> {TITLE}</h1>", id="label glued in"),
        pytest.param(
            OG, "<h1><span>Con đường mới</span><span> nối hai bản vùng cao</span></h1>", id="parts of a heading"
        ),
        pytest.param(
            OG, "<h1><span>Con đường mới</span><span>nối hai bản vùng cao</span></h1>", id="words glued by markup"
        ),
        pytest.param(
            '<meta property="og:title" content="Đường mới, bản gần">'
            + json_ld('{"@type": "Article", "headline": "Đường mới, bản gần"}'),
            f"<h1>{TITLE}</h1>",
            id="metadata written for search engines",
        ),
        pytest.param(
            f'<meta property="og:title" content="Phóng sự | {TITLE}">', f"<h1>{TITLE}</h1>", id="label in the metadata"
        ),
        pytest.param(
            OG.replace(TITLE, f"Bản tin sáng về {TITLE}")
            + json_ld(f'{{"@type": "NewsArticle", "headline": "Bản tin sáng về {TITLE}"}}'),
            f"<h1>{TITLE}</h1>",
            id="metadata that say more before it",
        ),
    ],
)
def test_headline(head: str, header: str) -> None:
    assert title_of(Page(head=head, header=header)) == TITLE


def test_a_kicker_that_all_metadata_set_before_the_headline_is_part_of_it() -> None:
    whole = f"Vùng cao: {TITLE}"
    head = OG.replace(TITLE, whole) + json_ld(f'{{"@type": "NewsArticle", "headline": "{whole}"}}')
    assert title_of(Page(head=head, header=f"<p>Vùng cao</p><h1>{TITLE}</h1>")) == whole


@pytest.mark.parametrize(
    ("host", "title"),
    [
        ("baobenlau.com.example", f"{TITLE} - Báo Bến Lau điện tử"),
        ("baobenlau.example", f"{TITLE} - Báo Bến Lau"),
        ("www.baobenlau.example", f"{TITLE} - Bến Lau Online"),
        ("benlautv.example", f"{TITLE} | Đài phát thanh và truyền hình Bến Lau"),
        ("dongque.example", f"{TITLE} - Thời sự - Báo điện tử Đồng Quê"),
        ("dongque.example", f"Đồng Quê - {TITLE}"),
    ],
)
def test_the_name_of_the_site_is_known_by_its_host(host: str, title: str) -> None:
    assert title_of(Page(head=f"<title>{title}</title>", url=f"https://{host}/duong-moi-12345.html")) == TITLE


@pytest.mark.parametrize("end", ["xã Bến Lau", "Bến Lau mùa nước nổi", "Báo động đỏ", "Bến Lau"])
def test_the_name_of_a_place_is_no_name_of_the_site(end: str) -> None:
    title = f"{TITLE} - {end}"
    assert title_of(Page(head=f"<title>{title}</title>", url="https://baobenlau.example/duong-moi-12345.html")) == title


@pytest.mark.parametrize(
    "headline",
    [f"Sau ba năm {TITLE}", f"Khánh thành: {TITLE} - giai đoạn hai", "Cả vùng: nối bản"],
    ids=["no sign before the end", "not its end", "an end too short"],
)
def test_what_is_no_kicker_stays(headline: str) -> None:
    head = OG if TITLE in headline else OG.replace(TITLE, "nối bản")
    assert title_of(Page(head=head, header=f"<h1>{headline}</h1>")) == headline


def test_entities_are_resolved_once() -> None:
    assert (
        title_of(Page(head='<meta property="og:title" content="Vai tr&amp;#242; c&amp;#7911;a A &amp;amp; B">'))
        == "Vai trò của A & B"
    )


def test_a_page_without_any_title() -> None:
    assert title_of(Page()) is None


def test_the_selector_of_a_layout_comes_first() -> None:
    layout = Layout(name="mẫu", markers=(), title=(".none", "p.headline"))
    page = Page(head=OG, header=f'<h1>{TITLE}</h1><p class="headline">Tên khác</p>')
    assert title_of(page, layout) == "Tên khác"


def test_it_says_where_it_was_found() -> None:
    page = Page(head=OG, header=f'<h1 class="big">{TITLE}</h1>')
    found = find_title(page.document, page.data, page.content)
    assert found is not None
    assert (found.source, found.rule) == ("h1.big", "heading that the metadata repeat")
