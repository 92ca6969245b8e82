"""What pages say for machines, broken as it comes."""

from __future__ import annotations

import pytest

from newsbot.reader.page.json_ld import parse_json
from tests.reader.field_pages import URL, Page, json_ld

ARTICLE = '"@type": "NewsArticle", "headline": "Đường mới về bản"'
DATED = '"datePublished": "2024-05-01T08:30:00+07:00"'


@pytest.mark.parametrize(
    "text",
    [
        f"{{{ARTICLE}}}",
        f"<!-- {{{ARTICLE}}} -->",
        f"//<![CDATA[\n{{{ARTICLE}}}\n//]]>",
        f"/*<![CDATA[*/ {{{ARTICLE}}} /*]]>*/",
        f"{{{ARTICLE},}}",
        f"{{{ARTICLE}, // the headline\n}}",
        f"{{ /* by the system */ {ARTICLE}}}",
        '{"@type": "NewsArticle", "headline": "Đường\n mới về bản"}'.replace("Đường\n mới", "Đường mới"),
        f"{{{ARTICLE}}};",
        "{&quot;@type&quot;: &quot;NewsArticle&quot;, &quot;headline&quot;: &quot;Đường mới về bản&quot;}",
        '{"@type": "NewsArticle" \n "headline": "Đường mới về bản"}',
        r'{"@type": "NewsArticle", "headline": "Đường mới về bản", "path": "a\d"}',
    ],
)
def test_broken_json_is_read(text: str) -> None:
    (node,) = parse_json(text)
    assert (node["@type"], node["headline"]) == ("NewsArticle", "Đường mới về bản")


def test_line_breaks_in_strings() -> None:
    assert parse_json('{"articleBody": "one\ntwo\tthree"}') == [{"articleBody": "one\ntwo\tthree"}]


def test_several_objects_in_one_script() -> None:
    assert parse_json('{"a": 1}\n{"b": 2}') == [{"a": 1}, {"b": 2}]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f'{{{ARTICLE}, {DATED}, "author": {{"@type":', id="cut off"),
        pytest.param(f'{{{ARTICLE}, "description": "Một "phiên" chợ "mới", vui", {DATED}}}', id="quotes in a string"),
        pytest.param(f"{{{ARTICLE}, {DATED}}}".replace('"', "'"), id="single quotes"),
    ],
)
def test_of_json_beyond_repair_the_dates_are_read(text: str) -> None:
    assert Page(head=json_ld(text)).data.article["datePublished"] == "2024-05-01T08:30:00+07:00"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "not json",
        "{",
        f'{{"a": {"9" * 5000}}}',
        "[" * 100_000,
        "{" + '"a":"b" /* ' * 50_000,
        '{"a"' + "\n" * 50_000,
    ],
)
def test_what_cannot_be_read_is_left_out(text: str) -> None:
    assert parse_json(text) == []


@pytest.mark.parametrize(
    "text",
    [
        f"{{{ARTICLE}}}",
        f"[{{{ARTICLE}}}]",
        f'{{"@graph": [{{"@type": "WebSite", "name": "Báo Mẫu"}}, {{{ARTICLE}}}]}}',
        f'{{"@type": "WebPage", "mainEntity": {{{ARTICLE}}}}}',
        f'{{"@type": ["Article", "NewsArticle"], {ARTICLE.split(", ", 1)[1]}}}',
    ],
)
def test_the_article_is_found_wherever_it_stands(text: str) -> None:
    assert Page(head=json_ld(text)).data.article["headline"] == "Đường mới về bản"


def test_the_article_of_this_page_and_not_a_teaser() -> None:
    teaser = '{"@type": "NewsArticle", "headline": "Tin khác", "url": "https://baomau.example.vn/kinh-te/tin-khac-99999.html"}'
    own = f'{{"@type": "NewsArticle", "headline": "Đường mới", "mainEntityOfPage": {{"@id": "{URL}"}}}}'
    assert Page(head=json_ld(f"[{teaser}, {own}]")).data.article["headline"] == "Đường mới"


def test_what_is_only_listed_is_no_article() -> None:
    listed = '{"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "headline": "Tin khác"}]}'
    assert Page(head=json_ld(listed)).data.article == {}


def test_names_follow_references_into_the_graph() -> None:
    page = Page(
        head=json_ld(
            '{"@graph": [{"@type": "Person", "@id": "#a", "name": "Lý Thu"}, {"@type": "Article", "author": {"@id": "#a"}}]}'
        )
    )
    assert page.data.names(page.data.article["author"]) == ["Lý Thu"]


def test_meta_names_without_their_punctuation() -> None:
    page = Page(head='<meta name="article:published:time" content="2024-05-01"><meta property="og:title" content="">')
    assert page.data.folded_meta["articlepublishedtime"] == ["2024-05-01"]
    assert "og:title" not in page.data.meta
