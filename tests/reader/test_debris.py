"""What content systems leave in and around the text: advertisements, unfilled templates, boxes in the footer of the article."""

from __future__ import annotations

import json

import pytest

from newsbot.article import Article, Link
from newsbot.extraction.page import extract, read_page

URL = "https://bao-ben-lau.example/mua-la-dong-ve-ben-300400.html"
TITLE = "Mùa lá dong về bến"
FIRST = (
    "Từ rằm tháng Chạp, thuyền chở lá dong đã nối nhau cập bến Lau, mỗi chuyến vài nghìn bó, xanh kín cả khúc sông trước "
    "cửa chợ."
)
LAST = (
    "Người bán cho biết, lá năm nay to bản và dẻo nhờ mưa muộn, giá mỗi trăm lá nhích thêm mười nghìn đồng mà vẫn hết trước buổi "
    "trưa."
)


def page(middle: str, *, after: str = "") -> bytes:
    return (
        f'<html lang="vi"><head><title>{TITLE}</title></head><body><article><h1>{TITLE}</h1><div class="text">'
        f"<p>{FIRST}</p>{middle}<p>{LAST}</p></div>{after}</article></body></html>"
    ).encode()


def read(middle: str, *, after: str = "") -> Article:
    article = extract(page(middle, after=after), url=URL)
    assert article is not None
    return article


@pytest.mark.parametrize(
    "debris",
    [
        "<p>{{item.title}} {{ item.summary | limit }}</p>",
        "<div><p>Nhiệt độ: {{ weather.temp }}°C, độ ẩm {{ weather.humidity }}%</p></div>",
        "<p>{{#each tin}}{{tieu_de}}{{/each}}</p>",
        '<p>[button link="https://ben-lau.example/ve" type="big"] Mua vé đò[/button]</p>',
        '<p>[gallery ids="12,15,16" columns="2"]</p>',
    ],
)
def test_a_template_that_was_not_filled_in_is_no_text(debris: str) -> None:
    assert read(debris).body.split("\n\n") == [FIRST, LAST]


@pytest.mark.parametrize("words", ["[Tiếng mái chèo khua nước]", "[Ảnh = chữ] là cách nói của người bến Lau."])
def test_words_in_brackets_are_text(words: str) -> None:
    assert read(f"<p>{words}</p>").body.split("\n\n") == [FIRST, words, LAST]


def test_a_paragraph_about_templates_is_text() -> None:
    prose = (
        "Lớp học của thanh niên bến Lau dạy cách viết mẫu trang: chỗ nào cần điền thì đặt {{ten}} vào, máy sẽ tự thay bằng tên "
        "của từng hộ bán lá."
    )
    assert read(f"<p>{prose}</p>").body.split("\n\n") == [FIRST, prose, LAST]


@pytest.mark.parametrize(
    "advertisement",
    ['<ins class="ads-zone-group"></ins>', '<ins class="ads-zone-group"><a href="/x">Giảm giá sốc</a></ins>'],
)
def test_an_advertisement_inside_a_paragraph_leaves_it_whole(advertisement: str) -> None:
    article = read(f"<p>Chợ họp đến hết đêm {advertisement}ba mươi, năm nào cũng vậy.</p>")
    assert article.body.split("\n\n") == [FIRST, "Chợ họp đến hết đêm ba mươi, năm nào cũng vậy.", LAST]


def test_inserted_words_are_text() -> None:
    assert read("<p>Chợ họp <ins>đến hết đêm</ins> ba mươi, năm nào cũng vậy.</p>").body.split("\n\n") == [
        FIRST,
        "Chợ họp đến hết đêm ba mươi, năm nào cũng vậy.",
        LAST,
    ]


@pytest.mark.parametrize(
    "banner",
    [
        '<div class="qc"><a href="https://cua-hang.example/"><img src="/anh/640x90.jpg"></a></div>',
        '<div><a href="https://cua-hang.example/"><img src="https://ads.bao-ben-lau.example/anh/640x90.jpg"></a></div>',
    ],
)
def test_a_banner_is_no_picture_of_the_article(banner: str) -> None:
    assert read(banner).images == ()


def test_related_links_in_the_footer_of_the_article() -> None:
    box = '<h3>Tin liên quan</h3><ul><li><a href="/thuyen-cho-la-300398.html">Thuyền chở lá xuôi về bến</a></li></ul>'
    assert read("", after=f'<footer class="article__footer">{box}</footer>').related_links == (
        Link("Thuyền chở lá xuôi về bến", "https://bao-ben-lau.example/thuyen-cho-la-300398.html", "Tin liên quan"),
    )


@pytest.mark.parametrize("printed", ["Xem thêm:", "&gt;&gt; Xem thêm:", "» Xem thêm"])
def test_the_heading_of_a_read_also_line_has_no_arrows(printed: str) -> None:
    line = f'<p><strong>{printed} <a href="/thuyen-cho-la-300398.html">Thuyền chở lá xuôi về bến</a></strong></p>'
    assert [link.heading for link in read(line).related_links] == ["Xem thêm"]


@pytest.mark.parametrize(
    ("before", "after", "around"),
    [
        ('<article class="card"><div class="content">', "</div></article>", "{}"),
        ('<li class="item"><div class="content">', "</div></li>", "<ul>{}</ul>"),
        ('<div class="item"><img src="/anh.jpg"><div class="caption">', "</div></div>", "<div>{}</div>"),
    ],
)
def test_short_excerpts_in_a_row_of_cards_are_a_listing(before: str, after: str, around: str) -> None:
    rows = (
        f'{before}<h3><a href="/tin-so-{n}-30040{n}.html">Tin số {n} trong ngày ở bến Lau</a></h3>'
        f"<span>0{n}/03/2026 - 09:10</span><p>Tóm tắt của tin số {n}, chừng mười chữ, có dấu chấm câu.</p>{after}"
        for n in range(1, 7)
    )
    cards = around.format("".join(rows))
    html = f'<html lang="vi"><head><title>Kinh tế</title></head><body><h1>Kinh tế</h1>{cards}</body></html>'.encode()
    reading = read_page(html, url="https://bao-ben-lau.example/kinh-te")
    assert (reading.article, reading.kind) == (None, "listing")


def test_a_text_from_a_script_keeps_the_lead_and_the_links_that_the_page_shows() -> None:
    lead = "Thuyền lá dong nối nhau cập bến Lau từ rằm tháng Chạp, xanh kín cả khúc sông."
    injected = json.dumps("".join(f"<p>{text}</p>" for text in (FIRST, LAST, f"{FIRST[:90]}.")))
    html = (
        f'<html lang="vi"><head><title>{TITLE}</title></head><body><div class="detail"><h1>{TITLE}</h1>'
        f'<p class="sapo">{lead}</p><div id="content"></div><div class="same"><div>Tin liên quan</div>'
        f'<a href="/thuyen-cho-la-300398.html">Thuyền chở lá xuôi về bến</a></div></div>'
        f"<script>var outputData={injected};</script></body></html>"
    )
    article = extract(html.encode(), url=URL)
    assert article is not None
    assert article.lead == lead
    assert article.body.split("\n\n") == [lead, FIRST, LAST, f"{FIRST[:90]}."]
    assert [link.title for link in article.related_links] == ["Thuyền chở lá xuôi về bến"]


def test_a_template_literal_is_read_whole_with_the_quotes_in_it() -> None:
    figure = '<figure class="anh"><img src="/anh/1.jpg"><figcaption>Thuyền lá dong cập bến Lau.</figcaption></figure>'
    texts = (FIRST, LAST, f"{FIRST[:90]}.")
    injected = figure.join(f'<p style="text-align: justify;">{text}</p>' for text in texts)
    html = (
        f'<html lang="vi"><head><title>{TITLE}</title></head><body><div class="detail"><h1>{TITLE}</h1>'
        f"<div id=\"content\"></div></div><script>$('#content').html(`{injected}`);</script></body></html>"
    )
    article = extract(html.encode(), url=URL)
    assert article is not None
    assert article.body.split("\n\n") == list(texts)
    assert article.captions[:1] == ("Thuyền lá dong cập bến Lau.",)


def test_the_element_that_a_layout_names_is_read_to_its_end() -> None:
    links = "".join(
        f'<li><a href="/bai-khac-30039{n}.html">Một bài khác về mùa lá dong số {n}</a></li>' for n in range(4)
    )
    html = (
        f'<html lang="vi"><head><title>{TITLE}</title></head><body><h1 class="name">{TITLE}</h1>'
        f'<div id="content-detail" data-video-options="{{}}"><p>{FIRST}</p>'
        f'<div class="doc-them"><b>Đọc thêm</b><ul>{links}</ul></div><p>Chợ lá tan lúc chín giờ.</p>'
        f"<p>Ghe nào ghe nấy nhẹ tênh, bà con ngược dòng về xóm, kịp bữa cơm trưa.</p></div></body></html>"
    )
    article = extract(html.encode(), url=URL)
    assert article is not None
    assert article.reader.layout == "mediatech"
    assert article.body.split("\n\n") == [
        FIRST,
        "Chợ lá tan lúc chín giờ.",
        "Ghe nào ghe nấy nhẹ tênh, bà con ngược dòng về xóm, kịp bữa cơm trưa.",
    ]
