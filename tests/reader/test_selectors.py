"""Selectors of layouts: CSS and XPath as parsel has them, and what each field makes of them."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
from lxml.html import HtmlElement, document_fromstring

from newsbot.article import Article
from newsbot.normalize import normalize_article
from newsbot.reader import read
from newsbot.reader.layouts.layout import REGIONS, VALUES, Layout
from newsbot.reader.page.selectors import fault, select

PARAGRAPHS = "".join(
    f"<p>Sáng ngày thứ {word}, bà con trong bản dậy từ khi sương chưa tan, chia nhau từng thửa ruộng bậc thang để gặt cho xong "
    f"trước cơn mưa chiều; lúa bó thành từng lượm.</p>"
    for word in ("nhất", "hai", "ba", "tư", "năm")
)
LEAD = "Mưa dài làm chậm vụ mùa, bà con phải gặt cả ban đêm cho kịp ngày nắng."
PAGE = f"""<html><head><title>Khe Lạnh</title></head><body class="trang">
<h1>Khe Lạnh Online, tờ báo của bản làng vùng cao</h1>
<div class="bai" data-tit="Gặt lúa muộn" data-sapo="{LEAD}" data-luc="2025-09-14T07:30:00+07:00" data-ai="Lò Thị Mây">
<p class="tit">Gặt lúa muộn <b>ở Khe Lạnh</b></p>
<p class="luc">14/09/2025 07:30</p>
<div class="chu">{PARAGRAPHS}</div>
<p class="nhan"><a href="/t/1">vụ mùa</a>, <a href="/t/2">ruộng bậc thang</a></p></div>
</body></html>"""


def article(html: str = PAGE, **fields: Any) -> Article:
    layout = Layout(name="own", markers=(b"bai",), **{"body": (".chu",), **fields})
    found = read(html.encode(), url="https://khelanh.example/a-100001.html", layouts=(layout,)).article
    assert found is not None
    return normalize_article(found)


@pytest.mark.parametrize(
    ("selector", "title"),
    [
        (".tit", "Gặt lúa muộn ở Khe Lạnh"),
        ("p.tit b::text", "ở Khe Lạnh"),
        (".bai::attr(data-tit)", "Gặt lúa muộn"),
        ("//p[@class='tit']", "Gặt lúa muộn ở Khe Lạnh"),
        ("//div[@class='bai']/@data-tit", "Gặt lúa muộn"),
        (".//p[has-class('tit')]/b/text()", "ở Khe Lạnh"),
        ("(//p)[1]", "Gặt lúa muộn ở Khe Lạnh"),
        ("(normalize-space(//p[@class='tit']))", "Gặt lúa muộn ở Khe Lạnh"),
        (r"//p[re:test(@class, '^t.t$')]", "Gặt lúa muộn ở Khe Lạnh"),
    ],
)
def test_a_headline_by_css_and_by_xpath(selector: str, title: str) -> None:
    assert article(title=(".no", selector)).title == title


@pytest.mark.parametrize("selector", [".bai::attr(data-luc)", "//*[@class='bai']/@data-luc"])
def test_a_date_of_an_attribute(selector: str) -> None:
    found = article(date=(selector,))
    assert found.published_at == "2025-09-14T07:30:00+07:00"
    assert article(date=(".luc::text",)).published_raw == "14/09/2025 07:30"


def test_a_lead_that_an_attribute_tells_stands_before_the_text_once() -> None:
    found = article(lead=(".bai::attr(data-sapo)",))
    assert found.lead == LEAD
    assert found.body is not None
    assert found.body.startswith(f"{LEAD}\n\nSáng ngày thứ nhất")
    shown = PAGE.replace('<div class="chu">', f'<div class="chu"><p>{LEAD}</p>')
    assert article(shown, lead=(".bai::attr(data-sapo)",)).blocks == found.blocks


def test_a_byline_and_tags_of_text() -> None:
    found = article(byline=(".bai::attr(data-ai)",), tags=("p.nhan a::text",))
    assert (found.byline, found.authors) == ("Lò Thị Mây", ("Lò Thị Mây",))
    assert found.tags == ("vụ mùa", "ruộng bậc thang")


LINKS = [
    ("Mưa lớn kéo dài ở các huyện vùng cao", "/m-1.html"),
    ("Bão số 3", "/b-2.html"),
    ("Giá lúa tăng trở lại", "/g-3.html"),
]
ANCHORS = [f'<a href="{href}">{title}</a>' for title, href in LINKS]
BOXES = {
    "a line": f'<div class="hop"><p>Xem thêm: {ANCHORS[0]} | {ANCHORS[1]}, {ANCHORS[2]}</p></div>',
    "spans": f'<div class="hop">{"".join(f"<span>{anchor}</span>" for anchor in ANCHORS)}</div>',
    "in a sentence": f'<p>Xem thêm: <span class="hop">{" ".join(ANCHORS)}</span></p>',
    "bare": f'<div class="hop">{"<br>".join(ANCHORS)}</div>',
    "a list": f'<div class="hop"><h3>Tin liên quan</h3><ul>{"".join(f"<li>{anchor}</li>" for anchor in ANCHORS)}</ul></div>',
    "links": "".join(anchor.replace("<a ", '<a class="hop" ') for anchor in ANCHORS),
}


@pytest.mark.parametrize("kind", BOXES)
@pytest.mark.parametrize("place", ["in the text", "after it"])
def test_each_link_of_a_box_is_a_related_link_and_none_is_text(kind: str, place: str) -> None:
    inside = place == "in the text"
    old, new = ("</p><p>Sáng ngày thứ ba", f"</p>{BOXES[kind]}<p>Sáng ngày thứ ba") if inside else (
        '<p class="nhan">', f'{BOXES[kind]}<p class="nhan">'
    )  # fmt: skip
    found = article(PAGE.replace(old, new), related=(".hop",))
    assert [link.title for link in found.related_links] == [title for title, _ in LINKS]
    assert not [title for title, _ in LINKS if title in (found.body or "")]
    assert (found.body or "").count("Sáng ngày thứ") == 5


def test_what_a_selector_finds_within_an_element() -> None:
    root: HtmlElement = document_fromstring(PAGE)
    (box,) = select(root, (".nhan",))
    assert [one.text for one in select(root, ("a",), box)] == ["vụ mùa", "ruộng bậc thang"]
    assert select(root, ("//p[@class='tit']", ".luc"), box) == []
    assert [one.text for one in select(root, ("a::text",), box)] == ["vụ mùa", "ruộng bậc thang"]


@pytest.mark.parametrize(
    "selector",
    ["p..a", "p::before", "p:has(", "", "//p[", "//p[no-such-function()]", "//p[x:test(1)]", "/html/", "(//p", "p > "],
)
@pytest.mark.parametrize("field", ["title", "body"])
def test_what_is_no_selector_is_told(selector: str, field: str) -> None:
    (told,) = Layout(name="own", markers=(b"x",), **{field: (selector,)}).faults()  # type: ignore[arg-type]
    assert told.startswith(f"layout own: {field}: {selector!r} is no ")
    assert "\n" not in told


@pytest.mark.parametrize(
    "selector", ["p::text", "p::attr(title)", "//p/text()", "//p/@title", "b, p::text", "(string(//p))"]
)
def test_a_region_is_an_element(selector: str) -> None:
    for field in REGIONS:
        (told,) = Layout(name="own", markers=(b"x",), **{field: (selector,)}).faults()  # type: ignore[arg-type]
        assert told.startswith(f"layout own: {field}: {selector!r} finds text")
    for field in VALUES:
        assert [*Layout(name="own", markers=(b"x",), **{field: (selector,)}).faults()] == []  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "selector", ["//p[text()='x']", "//p[@title]", "//div[contains(text(), 'x')]", "p:contains('::text')"]
)
def test_text_in_a_condition_is_no_text(selector: str) -> None:
    assert [*Layout(name="own", markers=(b"x",), body=(selector,)).faults()] == []


@pytest.mark.parametrize(
    ("fields", "word"),
    [({"title": ".a"}, "title"), ({"markers": "x"}, "markers"), ({"markers": ("x",)}, "markers"), ({"body": (5,)}, "body"),
     ({"present": (".a",)}, "present"), ({"name": ""}, "name")],
)  # fmt: skip
def test_a_value_of_another_type_fails_as_the_layout_is_made(fields: dict[str, Any], word: str) -> None:
    with pytest.raises(TypeError, match=word):
        Layout(**{"name": "own", "markers": (b"x",), **fields})


@pytest.mark.parametrize(
    "selector",
    [
        "//h2[$v]",
        "//x:h2",
        "//h2[contains(@class)]",
        "//div[h2[last(1,2)]]",
        "//h2[starts-with(@class)]",
        "//h2[re:test(@class,'[')]",
    ],
)
def test_an_xpath_that_no_page_can_be_read_with_is_told_before_a_page_is_read(selector: str) -> None:
    assert fault(selector, region=False)


@pytest.mark.parametrize(
    "selector", ["//h2[@class='a[b']", "//p[has-class('tit')]", "(//p[re:test(., '^\\d')])[1]", "//p[last()]/b"]
)
def test_an_xpath_that_parsel_knows_is_right(selector: str) -> None:
    assert fault(selector, region=False) is None


def test_parsels_own_function_is_known_whatever_was_selected_before() -> None:
    code = (
        "from lxml.html import fromstring; from newsbot.reader.page.selectors import select; "
        "print(select(fromstring('<p class=\"a tit\">x</p>'), [\"//p[has-class('tit')]\"])[0].text)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "x\n"
