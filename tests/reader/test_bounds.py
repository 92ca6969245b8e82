"""Pages of any size and depth are read: with a flag, or refused with a reason, and never with an empty record.

The sizes are such that work which grows with their square would take minutes. What the record holds is asserted, not the time.
"""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from newsbot.extraction.page import read_page
from newsbot.reader import Reading

pytestmark = pytest.mark.slow

TITLE = "Cầu treo bản Pác Là mở lại sau mùa lũ"
SENTENCE = "Sáng nay người dân trong bản đã đi qua cây cầu mới, sớm hơn nửa tháng so với kế hoạch của huyện. "
PARAGRAPHS = "".join(f"<p>{number} {SENTENCE}{SENTENCE}</p>" for number in range(12))
ARTICLE = f"<h1>{TITLE}</h1>{PARAGRAPHS}"
FIRST, LAST = f"0 {SENTENCE}", f"11 {SENTENCE}"
Page = Callable[[], str]


def reading(body: str, head: str = "") -> Reading:
    """The reading of a page with this body."""
    html = f"<!DOCTYPE html><html><head><title>{TITLE}</title>{head}</head><body>{body}</body></html>"
    return read_page(html.encode(), url="https://bao.example/xa-hoi/cau-treo-123.html")


def of_each(count: int, template: str) -> str:
    """A template many times, its `{n}` numbered."""
    return "".join(template.replace("{n}", str(number)) for number in range(count))


@pytest.mark.parametrize(
    ("page", "flags"),
    [
        (lambda: "<div>" * 200_000 + ARTICLE, {"deep_nesting"}),
        (lambda: "<div>" * 200_000 + ARTICLE + "</div>" * 200_000, {"deep_nesting"}),
        (lambda: "<b>" * 200_000 + ARTICLE, {"deep_nesting"}),
        (lambda: "<table><tr><td>" * 30_000 + ARTICLE, {"deep_nesting"}),
        (lambda: "<ul><li>" * 30_000 + ARTICLE, {"deep_nesting"}),
        (lambda: "<div class=a>" * 1_500 + ARTICLE + "<p>vài chữ</p>" * 10_000 + "</div>" * 1_500, set()),
        (lambda: "<div class=breadcrumb>" * 1_500 + "a b " * 300 + "</div>" * 1_500 + ARTICLE, set()),
    ],
    ids=["open", "closed", "bold", "tables", "lists", "almost too deep", "breadcrumbs"],
)
def test_depth(page: Page, flags: set[str]) -> None:
    article = reading(page()).article
    assert article is not None
    assert article.title == TITLE
    assert FIRST.strip() in article.body
    assert LAST.strip() in article.body
    assert set(article.flags) == {"no_date", *flags}


@pytest.mark.parametrize(
    ("page", "flags"),
    [
        (lambda: ARTICLE + of_each(130_000, f"<p>{{n}} {SENTENCE}</p>"), {"truncated"}),
        (lambda: ARTICLE + "<p>" + SENTENCE * 150_000 + "</p>", {"truncated"}),
        (lambda: f"<script>{'var a = 1;' * 2_000_000}</script>{ARTICLE}", set()),
        (lambda: f"<img src='data:image/png;base64,{'A' * 20_000_000}'>{ARTICLE}", set()),
        (lambda: f"{ARTICLE}<p>{SENTENCE * 10_000}</p>", set()),
        (lambda: f"{ARTICLE}<p>{'a' * 1_000_000}</p>", set()),
        (lambda: f"{ARTICLE}<p>a{'&nbsp;' * 200_000}b</p>", set()),
        (lambda: f"<div class='{'abc ' * 250_000}'>{ARTICLE}</div>", set()),
        (lambda: f"<div {of_each(100_000, 'a{n}=1 ')}>{ARTICLE}</div>", set()),
        (lambda: ARTICLE + "\0" * 1_000_000, set()),
        (lambda: ARTICLE + "<" * 1_000_000, set()),
        (lambda: ARTICLE + "<!--" * 200_000, set()),
        (lambda: ARTICLE + "<_a " * 200_000, set()),
    ],
    ids=[
        "paragraphs", "text", "script", "inline picture", "paragraph", "word", "spaces", "class", "attributes", "NUL",
        "less than", "comments", "no tags",
    ],
)  # fmt: skip
def test_size(page: Page, flags: set[str]) -> None:
    article = reading(page()).article
    assert article is not None
    assert article.title == TITLE
    assert FIRST.strip() in article.body
    assert LAST.strip() in article.body
    assert set(article.flags) == {"no_date", *flags}


@pytest.mark.parametrize(
    "page",
    [
        lambda: ARTICLE + of_each(100_000, "<a href='/bai-{n}.html'>Tin số {n} của chuyên mục xã hội</a> "),
        lambda: ARTICLE + "<h3>Tin liên quan</h3><p>vài chữ</p>" * 10_000,
        lambda: ARTICLE + "<div><h3>Tin liên quan</h3></div>" * 10_000 + "<p>vài chữ</p>" * 5_000,
        lambda: (
            ARTICLE + of_each(10_000, "<h3>Tin liên quan</h3><p><a href='/bai-{n}.html'>Tin số {n} của mục</a></p>")
        ),
        lambda: ARTICLE + "<footer><p>vài chữ</p></footer>" * 10_000,
        lambda: ARTICLE + "<div>" + "<br>" * 100_000 + "</div>",
        lambda: of_each(5_000, "<p class='author{n}'>Ngày 3/3</p>") + ARTICLE,
        lambda: ARTICLE + "<p>Video không hợp lệ</p><img src=/a.jpg>" * 10_000,
        lambda: "<svg>" + "<path d='M0'/>" * 100_000 + "</svg>" + ARTICLE,
    ],
    ids=["links", "headings", "headings alone", "headed links", "footers", "breaks", "authors", "messages", "drawing"],
)
def test_many_things_around_an_article_are_not_its_text(page: Page) -> None:
    article = reading(page()).article
    assert article is not None
    assert all(f"{number} {SENTENCE}".strip() in article.body for number in range(1, 11))
    assert len(article.body) <= len(PARAGRAPHS)


def test_a_gallery_of_any_length() -> None:
    article = reading(f"{ARTICLE}<div>{of_each(10_000, '<img src=/anh-{n}.jpg>')}</div><p>{SENTENCE}</p>").article
    assert article is not None
    assert len(article.images) == 10_000
    assert article.body.endswith(SENTENCE.strip())


def test_pictures_before_the_first_paragraph() -> None:
    pictures = of_each(5_000, "<p><img src=/anh-{n}.jpg></p><p><em>Người dân qua cầu ngày thứ {n}.</em></p>")
    article = reading(f"<h1>{TITLE}</h1>{pictures}{PARAGRAPHS}").article
    assert article is not None
    assert LAST.strip() in article.body


@pytest.mark.parametrize(
    ("table", "lines"),
    [
        ("<tr>" + "<td>12,5</td>" * 20_000 + "</tr>", 1),
        ("<tr><td>a</td><td>12,5</td></tr>" * 10_000, 10_000),
    ],
    ids=["wide", "long"],
)
def test_a_table_of_any_size(table: str, lines: int) -> None:
    article = reading(f"{ARTICLE}<table>{table}</table>").article
    assert article is not None
    (block,) = (block for block in article.blocks if block.type == "table")
    assert block.text is not None
    assert block.text.count("\n") == lines - 1
    assert block.text.count("12,5") == max(lines, 20_000 if lines == 1 else lines)


@pytest.mark.parametrize(
    "table",
    ["<tr><td>" + "<p>vài chữ thôi</p>" * 20_000 + "</td></tr>", "<tr><td>vài chữ thôi</td></tr>" * 10_000],
    ids=["long cell", "one column"],
)
def test_a_table_that_is_none(table: str) -> None:
    article = reading(f"{ARTICLE}<table>{table}</table>").article
    assert article is not None
    assert not [block for block in article.blocks if block.type == "table"]
    assert article.body.startswith(FIRST.strip())


def test_a_list_of_any_length() -> None:
    article = reading(f"{ARTICLE}<ul>{of_each(30_000, '<li>mục số {n} của danh sách</li>')}</ul>").article
    assert article is not None
    (block,) = (block for block in article.blocks if block.type == "list")
    assert block.text is not None
    assert block.text.count("\n") == 29_999


def test_lines_of_any_number_make_a_paragraph() -> None:
    article = reading(
        f"{ARTICLE}<p>{of_each(20_000, '{n} dòng của một bài thơ rất dài được in ở đây<br>')}</p>"
    ).article
    assert article is not None
    assert article.body.count("một bài thơ rất dài") == 20_000


@pytest.mark.parametrize("caption", ["(" * 20_000, "a, " * 30_000, "Ảnh: " * 20_000, "a / " * 20_000])
def test_a_caption_of_any_length(caption: str) -> None:
    article = reading(f"{ARTICLE}<figure><img src=/a.jpg><figcaption>Chợ {caption}</figcaption></figure>").article
    assert article is not None
    assert FIRST.strip() in article.body


@pytest.mark.parametrize(
    "script",
    [
        '{"@graph":[' * 50_000,
        "{'a':" + '"x\\q",' * 100_000,
        '{"a":"' + '"' * 300_000,
        "// a\n" * 200_000,
        json.dumps({"@type": "NewsArticle", "author": [{"name": f"Tác giả {number}"} for number in range(10_000)]}),
        json.dumps({"@type": "NewsArticle", "articleBody": "khác " * 500_000}),
        json.dumps([{"@type": "NewsArticle", "headline": f"bài {number}"} for number in range(30_000)]),
    ],
    ids=["depth", "broken", "quotes", "comments", "authors", "text", "articles"],
)
def test_structured_data_of_any_size(script: str) -> None:
    article = reading(ARTICLE, f"<script type='application/ld+json'>{script}</script>").article
    assert article is not None
    assert article.title == TITLE
    assert FIRST.strip() in article.body
    assert LAST.strip() in article.body


MARKS = "\u0301\u0323\u0302" * 100_000
"""Combining marks that normalization puts in another order."""


@pytest.mark.parametrize(
    "script",
    [
        "//" * 200_000,
        "// x" * 100_000 + '"',
        '"' + '\\"' * 300_000 + "\\",
        "x -->" + " " * 300_000 + "y",
        '[{"@id":"a","name":{"@id":"a"},"@type":"NewsArticle","author":{"@id":"a"}}]',
        '[{"@type":"NewsArticle","author":' + "[" * 300 + '"An"' + "]" * 300 + "}]",
        json.dumps({"@type": "NewsArticle", "headline": MARKS, "author": {"name": MARKS}, "url": f"https://{MARKS}/"}),
    ],
    ids=["comments", "comments before a quote", "quotes", "end of a comment", "own name", "nested names", "marks"],
)
def test_broken_structured_data_of_any_size(script: str) -> None:
    article = reading(ARTICLE, f"<script type='application/ld+json'>{script}</script>").article
    assert article is not None
    assert article.title == TITLE
    assert LAST.strip() in article.body


@pytest.mark.parametrize("template", ["<p>Chợ {}</p>", "<h2>{}</h2>", "<a href='https://b{}.example/a'>Tin số 1</a>",
                                      "<img alt='{}' src='https://b{}.example/a.jpg'>"])  # fmt: skip
def test_combining_marks_in_a_row(template: str) -> None:
    head = f"<base href='https://b{MARKS}.example/'><link rel=canonical href='https://b{MARKS}.example/'>"
    article = reading(ARTICLE + template.replace("{}", MARKS), head).article
    assert article is not None
    assert article.title == TITLE
    assert LAST.strip() in article.body
    assert len(article.body) <= len(PARAGRAPHS)


def test_links_from_a_base_of_any_length() -> None:
    """A base longer than a URL may be is none."""
    base = f"<base href='https://bao.example/{'a/' * 500_000}'>"
    article = reading(ARTICLE + of_each(1_000, "<img src=anh-{n}.jpg>"), base).article
    assert article is not None
    assert article.images[0].url == "https://bao.example/xa-hoi/anh-0.jpg"


@pytest.mark.parametrize("unclosed", ["<script ", "<script>", "<style>", "<!--"])
def test_bulk_without_an_end(unclosed: str) -> None:
    """A page too large to parse whole is searched for scripts once."""
    result = reading(f"<script>{'x' * 100}</script>{ARTICLE}" + unclosed * 100_000 + " " * 7_000_000)
    assert result.article is not None
    assert "truncated" in result.article.flags
    assert result.article.body.startswith(FIRST.strip())


def test_headings_in_headings() -> None:
    article = reading(ARTICLE + "<h1>" * 1_500 + "x " * 100_000).article
    assert article is not None
    assert article.title == TITLE


def test_captions_told_again_and_headings_declared() -> None:
    captions = "<p><img src=/a.jpg></p><p><i>Chợ phiên</i></p>" * 10_000
    declared = json.dumps([{"@type": "NewsArticle", "headline": f"Chợ phiên số {number}"} for number in range(20_000)])
    head = f"<script type='application/ld+json'>{declared}</script>"
    article = reading(ARTICLE + captions + of_each(20_000, "<h1>Cầu treo số {n}</h1>"), head).article
    assert article is not None
    assert LAST.strip() in article.body


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("<h1>Tin mới</h1>" + "dòng chữ<br>" * 50_000, "empty"),
        (of_each(10_000, "<article><h2><a href=/a{n}>Tin số {n} của chuyên mục xã hội</a></h2></article>"), "listing"),
        ("<script>" + '"a' * 700_000 + "</script>", "empty"),
    ],
    ids=["breaks", "teasers", "script"],
)
def test_what_is_no_article_is_refused_with_a_reason(body: str, kind: str) -> None:
    result = reading(body)
    assert result.article is None
    assert result.kind == kind
    assert result.reason
