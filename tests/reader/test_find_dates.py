"""When an article was published, one test for each trap."""

from __future__ import annotations

import pytest

from newsbot.reader.fields.article_context import ArticleContext
from newsbot.reader.fields.dates import date_in_url, find_dates
from newsbot.reader.layouts.layout import Layout
from newsbot.reader.page.document import parse
from newsbot.reader.page.structured_data import StructuredData
from tests.reader.field_pages import TEXT, URL, Page, json_ld

H1 = "<h1>Con đường mới nối hai bản vùng cao</h1>"


def published(**options: str) -> str | None:
    page = Page(**options)  # type: ignore[arg-type]
    found = find_dates(page.document, page.data, page.context).published
    return found.value if found else None


def ld(fields: str) -> str:
    return json_ld(f'{{"@type": "NewsArticle", "headline": "Con đường mới nối hai bản vùng cao", {fields}}}')


@pytest.mark.parametrize(
    ("head", "header", "iso"),
    [
        pytest.param(
            ld('"datePublished": "2024-05-01T08:30:00+07:00"'), H1, "2024-05-01T08:30:00+07:00", id="structured data"
        ),
        pytest.param(
            '<meta property="article:published_time" content="2024-05-01T08:30:00+0700">',
            H1,
            "2024-05-01T08:30:00+07:00",
            id="zone without colon",
        ),
        pytest.param(
            '<meta property="article:published_time" content="5/1/2024 8:30:00 AM">',
            H1,
            "2024-05-01T08:30:00+07:00",
            id="US order without a zone",
        ),
        pytest.param('<meta name="pubdate" content="1714527000">', H1, "2024-05-01T01:30:00+00:00", id="epoch"),
        pytest.param(
            "",
            f'{H1}<span class="date">Thứ tư, 1/5/2024, 08:30 (GMT+7)</span>',
            "2024-05-01T08:30:00+07:00",
            id="printed",
        ),
        pytest.param(
            "",
            f"{H1}<div>08:30 | 01/05/2024</div>",
            "2024-05-01T08:30:00+07:00",
            id="printed in an element without a name",
        ),
        pytest.param(
            "",
            f'{H1}<time datetime="2024-05-01T08:30:00+07:00">1 giờ trước</time>',
            "2024-05-01T08:30:00+07:00",
            id="relative, stamped",
        ),
        pytest.param(
            "",
            f'{H1}<time datetime="2019-01-01">01/05/2024 08:30</time>',
            "2024-05-01T08:30:00+07:00",
            id="stale stamp",
        ),
        pytest.param(
            ld('"datePublished": "2024-05-01"'),
            f'{H1}<p class="pubdate">01/05/2024 - 08:30</p>',
            "2024-05-01T08:30:00+07:00",
            id="date alone, completed by the printed time",
        ),
        pytest.param(ld('"datePublished": "2024-05-01"'), H1, "2024-05-01", id="date alone"),
        pytest.param(
            ld('"datePublished": "2024-05-01T01:30:00Z"'),
            f'{H1}<p class="date">01/05/2024 08:30</p>',
            "2024-05-01T08:30:00+07:00",
            id="UTC, local clock printed",
        ),
        pytest.param(
            '<meta property="article:published_time" content="2025-07-01T00:12:00+07:00">',
            f'{H1}<p class="date">15/05/2011 10:30</p>',
            "2011-05-15T10:30:00+07:00",
            id="migration day in the metadata",
        ),
        pytest.param(
            ld('"datePublished": "2024-05-01T08:30:00+07:00"'),
            f'{H1}<p class="date">Cập nhật: 09/06/2024 10:00</p>',
            "2024-05-01T08:30:00+07:00",
            id="the printed date is an update",
        ),
        pytest.param(
            ld('"dateCreated": "2024-04-30T20:00:00+07:00", "datePublished": "2024-05-01T00:00:00+07:00"'),
            H1,
            "2024-05-01T00:00:00+07:00",
            id="created is not published",
        ),
        pytest.param(
            "",
            f'<div class="title-time">Thứ 6, 02/10/2026 18:38</div>{H1}<div class="date">01/05/2024 08:30</div>',
            "2024-05-01T08:30:00+07:00",
            id="clock in the header",
        ),
        pytest.param(
            "", f'<div class="title-time">Thứ 6, 02/10/2026 18:38</div>{H1}', None, id="nothing but the clock"
        ),
        pytest.param(
            "",
            f'<div class="header-time">Thứ 6, 02/10/2026 18:38</div><div>{H1}<p class="header-time">01/05/2024 08:30</p></div>',
            "2024-05-01T08:30:00+07:00",
            id="clock in the header of the page, date in that of the article",
        ),
        pytest.param("", f'{H1}<aside><span class="date">01/05/2024</span></aside>', None, id="date of a teaser"),
        pytest.param("", H1, None, id="nothing"),
    ],
)
def test_published(head: str, header: str, iso: str | None) -> None:
    assert published(head=head, header=header) == iso


CLOCK = "<div>Thứ hai, 23/11/2026, 08:15</div>"
MENU = "<a href='/'>Trang chủ</a><a href='/kinh-te'>Kinh tế</a>"


@pytest.mark.parametrize(
    ("above", "header", "iso"),
    [
        pytest.param(CLOCK, H1, None, id="before what holds headline and text"),
        pytest.param(
            f'<div id="top">{CLOCK.replace("<div", "<div class=date")}</div>',
            H1,
            None,
            id="in an element called a date",
        ),
        pytest.param(f"{CLOCK}<div><a href='/'>Báo Mẫu</a></div>", H1, None, id="beside the logo"),
        pytest.param("", f"{CLOCK}<nav>{MENU}</nav>{H1}", None, id="above the menu"),
        pytest.param("", f'{CLOCK}<ul class="main-menu">{MENU}</ul>{H1}', None, id="above a menu by its name"),
        pytest.param("", f'<div class="menu">{MENU}{CLOCK}</div>{H1}', None, id="in the menu"),
        pytest.param("", f"<nav>{MENU}</nav>{CLOCK}{H1}", "2026-11-23T08:15:00+07:00", id="between menu and headline"),
        pytest.param(
            "", f'<div class="breadcrumb">{MENU} {CLOCK}</div>{H1}', "2026-11-23T08:15:00+07:00", id="in the breadcrumb"
        ),
        pytest.param(
            "", f'{CLOCK}<p class="share">{MENU * 3}</p>{H1}', "2026-11-23T08:15:00+07:00", id="above buttons to share"
        ),
        pytest.param(
            CLOCK, f"{H1}<p>Ngày 01/05/2024 08:30</p>", "2024-05-01T08:30:00+07:00", id="and the article has a date"
        ),
    ],
)
def test_the_clock_of_the_page_is_no_date_of_the_article(above: str, header: str, iso: str | None) -> None:
    assert published(above=above, header=header) == iso


def test_modified() -> None:
    page = Page(
        head=ld('"datePublished": "2024-05-01T08:30:00+07:00", "dateModified": "2024-05-02T09:00:00+07:00"'), header=H1
    )
    found = find_dates(page.document, page.data, page.context).modified
    assert found is not None
    assert found.value == "2024-05-02T09:00:00+07:00"


def test_a_printed_update_is_the_change_and_the_date_of_a_page_that_has_no_other() -> None:
    page = Page(header='<h1>A headline of some words</h1><p class="date">Updated: 09/06/2024 10:00</p>', lang="en-gb")
    found = find_dates(page.document, page.data, page.context)
    assert found.published is not None
    assert found.modified is not None
    assert found.published.value == found.modified.value == "2024-06-09T10:00:00+07:00"


@pytest.mark.parametrize("head", ["", ld('"datePublished": "2025-04-01"')])
def test_the_only_date_of_a_vietnamese_page_is_the_publication(head: str) -> None:
    page = Page(head=head, header=f'{H1}<p class="date">Cập nhật lúc 10:24 01/04/2025 (GMT+7)</p>')
    found = find_dates(page.document, page.data, page.context)
    assert found.published is not None
    assert (found.published.value, found.modified) == ("2025-04-01T10:24:00+07:00", None)


def test_an_update_beside_a_date_of_publication_is_the_change() -> None:
    lines = '<p class="date">08/06/2024 07:00</p><p class="date">Cập nhật: 09/06/2024 10:00</p>'
    found = find_dates((page := Page(header=H1 + lines)).document, page.data, page.context)
    assert found.published is not None
    assert found.modified is not None
    assert (found.published.value, found.modified.value) == ("2024-06-08T07:00:00+07:00", "2024-06-09T10:00:00+07:00")


def test_raw_is_the_printed_date() -> None:
    page = Page(
        head=ld('"datePublished": "2024-05-01T01:30:00Z"'), header=f'{H1}<p class="date">Thứ tư, 01/05/2024 | 08:30</p>'
    )
    found = find_dates(page.document, page.data, page.context).raw
    assert found is not None
    assert (found.value, found.rule) == ("Thứ tư, 01/05/2024 | 08:30", "as printed")


def test_raw_is_the_date_without_its_neighbours() -> None:
    page = Page(header=f'{H1}<p class="meta-date">Lý Thu · Báo Mẫu · 01/05/2024 08:30 · 5 phút đọc</p>')
    found = find_dates(page.document, page.data, page.context).raw
    assert found is not None
    assert found.value == "01/05/2024 08:30"


def test_a_clock_without_a_known_zone_gives_the_day() -> None:
    assert (
        published(
            head='<meta name="date" content="2024-05-01 08:30">',
            header="<h1>A headline of some words</h1>",
            url="https://example.com/a-1",
            lang="en",
        )
        == "2024-05-01"
    )


def test_the_url_is_the_last_resort() -> None:
    assert published(header=H1, url="https://baomau.example.vn/2024/05/01/duong-moi.html") == "2024-05-01"


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("/2024/05/01/a.html", "2024-05-01"),
        ("/news/20240501/a.html", "2024-05-01"),
        ("/2024/0501/c1.html", "2024-05-01"),
        ("/a-2024-05-01.html", None),  # in a slug it may be what the article is about
        ("/202405/a.html", None),
        ("/2024/13/41/a.html", None),
        ("/a-20240501.html", None),
    ],
)
def test_day_in_the_path(path: str, day: str | None) -> None:
    found = date_in_url(f"https://example.com{path}")
    assert (found.isoformat() if found else None) == day


def test_the_selector_of_a_layout_narrows_the_printed_date() -> None:
    page = Page(header=f'{H1}<p class="date">02/05/2024</p><p id="when">01/05/2024 08:30</p>')
    found = find_dates(
        page.document, page.data, page.context, Layout(name="mẫu", markers=(), date=("#when",))
    ).published
    assert found is not None
    assert found.value == "2024-05-01T08:30:00+07:00"


def test_the_clock_in_the_head_of_the_page_is_no_date() -> None:
    clock = "<span>Thứ Hai, 23/11/2026 10:20 (GMT+7)</span>"
    head = f'<header><div>{clock}</div><nav><a href="/">Trang chủ</a></nav></header>'
    html = f"<html lang=vi><body>{head}<main><div>{H1}<p>{TEXT}</p></div></main></body></html>"
    document = parse(html.encode(), url=URL)
    assert document is not None
    data = StructuredData.of(document.root, URL)
    context = ArticleContext.of(document.root, data, document.root.find(".//main/div"))
    assert find_dates(document, data, context).published is None


STAMP = "2024-05-01T08:30:00+07:00"
OTHERS = "".join(f'<p class="item"><span class="n-date">{day:02}/04/2024</span></p>' for day in (3, 5, 9))


@pytest.mark.parametrize(
    ("header", "iso"),
    [
        pytest.param(
            f'{H1}<span class="date" title="{STAMP}">3 giờ trước</span>', STAMP, id="relative, moment in the title"
        ),
        pytest.param(f'{H1}<span class="timeago" data-time="{STAMP}">3 giờ trước</span>', STAMP, id="moment in data"),
        pytest.param(f'{H1}<abbr class="published" title="{STAMP}">hôm qua</abbr>', STAMP, id="abbr, as hCard has it"),
        pytest.param(f'{H1}<div data-date="{STAMP}">1/5/2024</div>', STAMP, id="time of day in an attribute"),
        pytest.param(
            f'{H1}<div class="teaser_meta"><i>A</i> / 01/05/2024 / 08:30</div>', STAMP, id="a teaser that follows"
        ),
        pytest.param(f'{H1}<span class="headline-date">01/05/2024 08:30</span>', STAMP, id="named after the headline"),
        pytest.param(
            f'{H1}<p class="dates">Cập nhật <time datetime="2024-05-09T10:20:00+07:00">9/5</time>; '
            f'đăng ngày <time datetime="{STAMP}">1/5</time></p>',
            STAMP,
            id="labels before the elements",
        ),
        pytest.param(f"{H1}{OTHERS}<div>01/05/2024 08:30</div>", STAMP, id="a list beside has days of its own"),
        pytest.param(f"{H1}<p>Deadline: 3/5/2024</p>", None, id="labelled as something else"),
        pytest.param(
            f'{H1}<p>Theo <a class="date-link" href="/x">Thông tư 12 ngày 03/02/2020</a> của Bộ, có hiệu lực.</p>',
            None,
            id="the title of another page",
        ),
    ],
)
def test_printed_by_the_headline(header: str, iso: str | None) -> None:
    assert published(header=header) == iso


def test_updated_and_published_in_one_line_each_have_their_field() -> None:
    line = "Cập nhật: 09/05/2024, 10:20 - Đăng lúc: 01/05/2024, 08:30"
    page = Page(header=f'{H1}<p class="date">{line}</p>')
    found = find_dates(page.document, page.data, page.context)
    assert found.published is not None
    assert found.modified is not None
    assert found.raw is not None
    assert (found.published.value, found.modified.value) == (STAMP, "2024-05-09T10:20:00+07:00")
    assert found.raw.value == "Đăng lúc: 01/05/2024, 08:30"


@pytest.mark.parametrize(
    ("meta", "line", "iso"),
    [
        pytest.param("2024-05-01T08:30:00+00:00", "01/05/2024 08:30 GMT+7", STAMP, id="a local clock called UTC"),
        pytest.param("2024-05-02", "01/05/2024 08:30", STAMP, id="the day of the print edition"),
        pytest.param("2024-05-01", "05/01/2024", "2024-05-01", id="numbers in the other order"),
    ],
)
def test_metadata_and_the_printed_line_settle_each_other(meta: str, line: str, iso: str) -> None:
    head = f'<meta property="article:published_time" content="{meta}">'
    assert published(head=head, header=f'{H1}<p class="date">{line}</p>') == iso


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://a.example/tin/29-10-2021", "2021-10-29"),
        ("https://a.example/tin/23-01-2022-mot-bai", "2022-01-23"),
        ("https://a.example/tin/45-01-2022", None),
    ],
)
def test_the_day_first_in_a_url(url: str, day: str | None) -> None:
    found = date_in_url(url)
    assert (found.isoformat() if found else None) == day
