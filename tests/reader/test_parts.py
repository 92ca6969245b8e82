"""Tables, captions by their type, read-also lines, breadcrumbs, listings: each rule of the reader on a small page of its own."""

from __future__ import annotations

import pytest

from newsbot import extract
from newsbot.article import Article
from newsbot.extraction.page import read_page

URL = "https://bao-ben-lau.example/mo-lai-phien-cho-dem-300300.html"
TITLE = "Mở lại phiên chợ đêm trên bến"
BEFORE = (
    "Phiên chợ đêm trên bến Lau được mở lại sau ba năm vắng khách, bắt đầu từ tám giờ tối và kéo dài đến quá nửa đêm, "
    "khi chuyến đò cuối cùng rời bến."
)
AFTER = (
    "Ban quản lý chợ cho biết, mỗi tháng sẽ mở hai phiên vào đêm rằm và đêm ba mươi, miễn phí chỗ ngồi cho người bán hàng "
    "làm bằng tay trong sáu tháng đầu."
)


def page(body: str, *, above: str = "", below: str = "") -> bytes:
    return (
        f'<html lang="vi"><head><title>{TITLE}</title></head><body>{above}<h1>{TITLE}</h1><div class="text">'
        f"<p>{BEFORE}</p>{body}<p>{AFTER}</p></div>{below}</body></html>"
    ).encode()


def read(body: str, *, above: str = "", below: str = "") -> Article:
    article = extract(page(body, above=above, below=below), url=URL)
    assert article is not None
    return article


def between(article: Article) -> list[str]:
    """What the body has between its first and last paragraph."""
    first, *middle, last = article.body.split("\n\n")
    assert (first, last) == (BEFORE, AFTER)
    return middle


@pytest.mark.parametrize(
    ("table", "text"),
    [
        ("<tr><th>Đêm</th><th>Khách</th></tr><tr><td>Rằm</td><td>900</td></tr>", "Đêm | Khách\nRằm | 900"),
        ("<tr><td></td><td>Cá</td></tr><tr><td>Cân</td><td></td><td>Cua</td></tr>", "| Cá\nCân | | Cua"),
        ("<tr><td><p>Đêm</p><p>rằm</p></td><td>900<br>người</td></tr>", "Đêm rằm | 900 người"),
    ],
    ids=["one line a row", "empty cells keep their place", "one cell, several lines"],
)
def test_a_table_keeps_rows_and_columns(table: str, text: str) -> None:
    assert between(read(f"<table>{table}</table>")) == [text]


def test_a_table_of_one_column_is_a_frame_around_paragraphs() -> None:
    assert between(read("<table><tr><td><p>Chợ họp hai phiên.</p><p>Vé gửi xe không đổi.</p></td></tr></table>")) == [
        "Chợ họp hai phiên.",
        "Vé gửi xe không đổi.",
    ]


@pytest.mark.parametrize(
    ("opening", "between_them", "closing"),
    [
        ("<pre>", "\n\n", "\n \n</pre>"),
        ("<pre>", "\n", "</pre>"),
        ("<pre><b>Bến Lau</b>: ", "\r\n\r\n", "</pre>"),
        ('<div style="white-space: pre-line">', "\n\n", "</div>"),
        ("<div>", "<br><br>", "</div>"),
        ("<div>", "<br> <b></b><br>", "</div>"),
    ],
    ids=["blank lines", "lines", "markup in it", "by its style", "two breaks", "two breaks apart"],
)
def test_text_laid_out_in_lines_has_paragraphs(opening: str, between_them: str, closing: str) -> None:
    assert paragraphs_of(f"{opening}{BEFORE}{between_them}{AFTER}{closing}") == 2


@pytest.mark.parametrize(
    "text",
    [
        f"<div>{BEFORE}\n\n{AFTER}</div>",
        "<pre>" + BEFORE.replace(", ", ",\n") + "</pre>",
        f"<pre><a href='/'>Bến\n\nLau</a>: {BEFORE}</pre>",
    ],
    ids=["no such style", "lines that break a sentence", "a link"],
)
def test_line_ends_that_are_none_of_a_paragraph(text: str) -> None:
    assert paragraphs_of(text) == 1


def paragraphs_of(text: str) -> int:
    article = extract(f"<html><title>{TITLE}</title><h1>{TITLE}</h1>{text}</html>".encode(), url=URL)
    assert article is not None
    return len(article.body.split("\n\n"))


PICTURE = '<p style="text-align:center"><img src="/anh/1.jpg"></p>'


@pytest.mark.parametrize(
    "text",
    [
        '<p style="text-align:center">Gian hàng chiếu cói.</p>',
        '<p align="center">Gian hàng chiếu cói.</p>',
        "<center>Gian hàng chiếu cói.</center>",
        "<p><em>Gian hàng chiếu cói.</em></p>",
        "<p><i><span>Gian hàng chiếu cói.</span></i></p>",
        "<p><small>Gian hàng chiếu cói.</small></p>",
        '<p class="chu-thich">Gian hàng chiếu cói.</p>',
    ],
)
def test_a_short_text_set_otherwise_right_after_a_picture_is_its_caption(text: str) -> None:
    article = read(PICTURE + text)
    assert article.captions == ("Gian hàng chiếu cói.",)
    assert between(article) == []


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>Đông nhất là gian hàng chiếu cói.</p>", "Đông nhất là gian hàng chiếu cói."),
        ("<h2>Chiếu cói đắt khách</h2>", "Chiếu cói đắt khách"),
    ],
    ids=["ordinary type", "sub-heading"],
)
def test_other_texts_after_a_picture_stay_in_the_body(markup: str, text: str) -> None:
    article = read(PICTURE + markup)
    assert article.captions == ()
    assert between(article) == [text]


def test_centred_text_says_nothing_where_all_text_is_centred() -> None:
    body = f'<div align="center"><p>{BEFORE}</p>{PICTURE}<p>Đông nhất là gian hàng chiếu cói.</p><p>{AFTER}</p></div>'
    article = extract(f"<html><body><h1>{TITLE}</h1>{body}</body></html>".encode(), url=URL)
    assert article is not None
    assert article.captions == ()
    assert between(article) == ["Đông nhất là gian hàng chiếu cói."]


def test_the_last_of_several_pictures_has_the_caption_they_share() -> None:
    article = read(PICTURE + PICTURE.replace("1.jpg", "2.jpg") + "<p><em>Gian hàng chiếu cói.</em></p>")
    assert [image.caption for image in article.images] == [None, "Gian hàng chiếu cói."]


def test_a_caption_after_the_last_paragraph_is_kept() -> None:
    article = read("", below="").captions
    assert article == ()
    figure = '<figure><img src="/anh/1.jpg"><figcaption>Đò cuối rời bến.</figcaption></figure>'
    html = page("").decode().replace("</div>", f"{figure}</div>")
    last = extract(html.encode(), url=URL)
    assert last is not None
    assert last.captions == ("Đò cuối rời bến.",)


@pytest.mark.parametrize(
    "text", ["Video không hợp lệ", "Trình duyệt của bạn không hỗ trợ thẻ video.", "Quảng cáo", "ADVERTISEMENT"]
)
@pytest.mark.parametrize("markup", ["<p>{}</p>", '<div class="player"><p>{}</p></div>', "<ins>{}</ins>"])
def test_what_players_and_advertisements_say_is_no_text(text: str, markup: str) -> None:
    article = read('<video src="/v/1.mp4"></video>' + markup.format(text))
    assert between(article) == []
    assert article.captions == ()


def test_word_debris_is_no_text() -> None:
    assert between(read("<p><_o3a_p></_o3a_p>Đèn treo <o:p>dọc bến, cách nhau ba bước chân.</o:p><_o3a_p/></p>")) == [
        "Đèn treo dọc bến, cách nhau ba bước chân."
    ]


@pytest.mark.parametrize(
    ("markup", "title", "heading"),
    [
        ('<p>Xem thêm: <a href="/b-300301.html">Đò ngang đổi giờ</a></p>', "Đò ngang đổi giờ", "Xem thêm"),
        ('<p><b>Đọc thêm</b><br><a href="/b-300301.html">Đò ngang đổi giờ</a></p>', "Đò ngang đổi giờ", "Đọc thêm"),
        (
            '<div><strong>Tin liên quan:</strong><ul><li><a href="/b-300301.html">Đò ngang đổi giờ</a> (27/04)</li></ul></div>',
            "Đò ngang đổi giờ",
            "Tin liên quan",
        ),
        (
            '<div><strong>Tin liên quan</strong><ul><li><a href="/b-300301.html">Đò ngang đổi giờ (27/04)</a></li></ul></div>',
            "Đò ngang đổi giờ (27/04)",
            "Tin liên quan",
        ),
    ],
)
def test_read_also(markup: str, title: str, heading: str) -> None:
    article = read(markup)
    assert [(link.title, link.heading) for link in article.related_links] == [(title, heading)]
    assert between(article) == []


def test_a_sentence_with_a_link_is_no_read_also_line() -> None:
    text = 'Khách có thể xem thêm <a href="/lich">lịch các phiên chợ</a> dán ở cổng bến.'
    article = read(f"<p>{text}</p>")
    assert between(article) == ["Khách có thể xem thêm lịch các phiên chợ dán ở cổng bến."]
    assert article.related_links == ()


@pytest.mark.parametrize(
    ("trail", "section"),
    [
        ('<ul class="breadcrumb"><li><a href="/">Trang chủ</a></li><li><a href="/k">Kinh tế</a></li></ul>', "Kinh tế"),
        ('<div class="path"><a href="/k">Kinh tế</a> » <a href="/c">Chợ</a></div>', "Kinh tế > Chợ"),
        ('<div class="breadcrumbs">Trang chủ › Kinh tế › Chợ</div>', "Kinh tế > Chợ"),
        (f'<ol class="breadcrumb"><li><a href="/k">Kinh tế</a></li><li>{TITLE}</li></ol>', "Kinh tế"),
        ("", None),
    ],
)
def test_section_from_the_breadcrumb(trail: str, section: str | None) -> None:
    assert read("", above=trail).section == section


def teasers(count: int) -> str:
    return "".join(
        f'<div class="item"><h2><a href="/bai-{n}.html">Chuyện thứ {n} kể bên bến Lau</a></h2><p>{BEFORE[:90]} ({n}).</p></div>'
        for n in range(count)
    )


def test_a_row_of_teasers_is_a_listing() -> None:
    html = f"<html><body><h1>Kinh tế</h1><div>{teasers(8)}</div></body></html>".encode()
    reading = read_page(html, url="https://bao-ben-lau.example/kinh-te/")
    assert (reading.article, reading.kind) == (None, "listing")


def test_teasers_under_an_article_do_not_make_it_a_listing() -> None:
    assert between(read("", below=f"<div>{teasers(8)}</div>")) == []


@pytest.mark.parametrize(
    "text",
    [
        "Bài viết bạn yêu cầu không tồn tại hoặc đã bị xóa.",
        "Không tìm thấy nội dung",
        "Nội dung bạn tìm không còn trên hệ thống.",
    ],
)
def test_a_page_that_says_it_has_nothing_is_a_soft_404(text: str) -> None:
    html = f"<html><body><h1>Thông báo</h1><p>{text}</p><p><a href='/'>Về trang chủ</a></p></body></html>".encode()
    assert read_page(html, url=URL).kind == "soft_404"


@pytest.mark.parametrize(("title", "kind"), [("Khe Lạnh gặt vụ mùa thứ 410404", "article"), ("Lỗi 404", "soft_404")])
def test_404_in_a_longer_number_says_nothing(title: str, kind: str) -> None:
    html = f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{BEFORE[:90]}</p></body></html>".encode()
    assert read_page(html, url=URL).kind == kind
