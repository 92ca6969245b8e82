"""Which texts of a page are the body: each rule of content finding on a small page of its own."""

from __future__ import annotations

import pytest

from newsbot import extract
from newsbot.article import Article

URL = "https://bao-ben-lau.example/do-ngang-chay-lai-300310.html"
TITLE = "Đò ngang chạy lại sau mùa lũ"
PARAGRAPHS = tuple(
    f"Chuyến đò thứ {count} rời bến lúc {hour} giờ sáng, chở theo mấy gánh rau, hai chiếc xe đạp và đám học trò đi học xa nhà, "
    f"người lái đò năm nay đã ngoài {age} tuổi."
    for count, hour, age in (
        ("nhất", 5, 50),
        ("hai", 6, 60),
        ("ba", 7, 70),
        ("tư", 8, 80),
        ("năm", 9, 40),
        ("sáu", 10, 30),
    )
)
LINKS = "".join(
    f'<li><a href="/chuyen-ben-song-{n}.html">Chuyện thứ {n} nghe được bên bến sông Lau mùa nước</a></li>'
    for n in range(9)
)


def article_of(body: str, head: str = "") -> Article:
    html = f'<html lang="vi"><head><title>{TITLE}</title>{head}</head><body><main><h1>{TITLE}</h1>{body}</main></body></html>'
    article = extract(html.encode(), url=URL)
    assert article is not None
    return article


def body_of(body: str, head: str = "") -> list[str]:
    return article_of(body, head).body.split("\n\n")


def p(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


PROSE_AROUND_LINKS = [
    'Xã <a href="/nghi-quyet-300311.html">đã ra nghị quyết giữ bến đò ngang cho học trò hai bên sông qua lại</a>, chậm bốn ngày.',
    '<b><a href="/ong-lai-300312.html">Ông Lê Văn Sẹ, người lái đò lâu năm nhất ở bến Lau và là người giữ bến</a></b> nói vậy.',
]


@pytest.mark.parametrize("markup", PROSE_AROUND_LINKS)
@pytest.mark.parametrize("place", [1, 3])
def test_a_sentence_that_goes_on_around_its_link_is_text(markup: str, place: int) -> None:
    article = article_of(f'<div class="noi-dung">{p(*PARAGRAPHS[:place], markup, *PARAGRAPHS[place:3])}</div>')
    assert len(article.body.split("\n\n")) == 4
    assert article.related_links == ()


@pytest.mark.parametrize(
    "markup",
    [
        '<a href="/lich-do-300313.html">Lịch đò ngang mới nhất trong mùa lũ năm nay ở bến Lau</a>',
        'Mời bạn đọc: <a href="/lich-do-300313.html">Lịch đò ngang mới nhất trong mùa lũ năm nay ở bến Lau</a>.',
        '<a href="/lich-do-300313.html">Lịch đò ngang mới nhất trong mùa lũ năm nay ở bến Lau</a> (27/04)',
    ],
)
def test_a_line_that_is_a_link_is_no_text(markup: str) -> None:
    assert body_of(f'<div class="noi-dung">{p(*PARAGRAPHS[:2], markup, PARAGRAPHS[2])}</div>') == list(PARAGRAPHS[:3])


@pytest.mark.parametrize("levels", [0, 1, 2])
def test_text_goes_on_in_a_container_of_the_same_name_after_a_long_box_of_links(levels: int) -> None:
    parts = [f'<div class="khoi-chu">{p(*texts)}</div>' for texts in (PARAGRAPHS[:4], PARAGRAPHS[4:])]
    for _ in range(levels):
        parts = [f"<section>{part}</section>" for part in parts]
    assert body_of(f"{parts[0]}<ul>{LINKS * 4}</ul>{parts[1]}") == list(PARAGRAPHS)


@pytest.mark.parametrize(
    "headline", ["<h1>Cầu treo lại hỏng</h1>", '<h2><a href="/cau-treo-300314.html">Cầu treo lại hỏng</a></h2>']
)
def test_a_container_of_the_same_name_with_its_own_headline_is_another_article(headline: str) -> None:
    parts = [f'<div class="khoi-chu">{p(*texts)}</div>' for texts in (PARAGRAPHS[:4], PARAGRAPHS[4:])]
    assert body_of(f"<section>{parts[0]}</section><ul>{LINKS * 4}</ul><section>{headline}{parts[1]}</section>") == list(
        PARAGRAPHS[:4]
    )


def test_the_last_paragraph_after_many_links_is_text() -> None:
    assert body_of(f'<div class="noi-dung">{p(*PARAGRAPHS[:3])}<ul>{LINKS * 4}</ul>{p(PARAGRAPHS[3])}</div>') == list(
        PARAGRAPHS[:4]
    )


def test_what_leads_away_after_many_links_is_no_text() -> None:
    note = 'Đón xem bản tin đường thủy lúc 18 giờ hằng ngày trên kênh của đài, hoặc <a href="https://kenh.example/">xem lại</a>.'
    assert body_of(f'<div class="noi-dung">{p(*PARAGRAPHS[:4])}<ul>{LINKS * 4}</ul>{p(note)}</div>') == list(
        PARAGRAPHS[:4]
    )


def test_headings_that_are_sentences_are_text_to_the_last() -> None:
    headings = [
        f"{n}. Bến đò thứ {n} trên sông Lau mở cửa từ năm giờ sáng đến chín giờ tối hằng ngày." for n in range(1, 5)
    ]
    listed = "".join(f'<h3>{text}</h3><img src="/anh-{n}.jpg">' for n, text in enumerate(headings))
    assert body_of(f'<div class="noi-dung">{p(*PARAGRAPHS[:2])}<ul>{LINKS}</ul>{listed}</div>') == [
        *PARAGRAPHS[:2],
        *headings,
    ]


def test_the_name_of_a_machine_says_nothing() -> None:
    named = f'<p class="block-id-n1AuAdJlVL">{PARAGRAPHS[1]}</p><p class="cb-8f1a2c6d5ad">{PARAGRAPHS[2]}</p>'
    assert body_of(f'<div class="noi-dung">{p(PARAGRAPHS[0])}{named}{p(PARAGRAPHS[3])}</div>') == list(PARAGRAPHS[:4])


def test_the_opening_under_the_name_of_a_teaser_is_text() -> None:
    parts = [f'<div class="article-body">{p(text)}</div>' for text in PARAGRAPHS]
    assert body_of(f'<div class="grid"><div class="teaser-content">{parts[0]}</div>{"".join(parts[1:])}</div>') == list(
        PARAGRAPHS
    )


def test_a_standfirst_under_the_name_of_a_teaser_is_the_lead() -> None:
    lead = "Sau gần hai tháng nước lớn, bến Lau lại có đò ngang, học trò khỏi phải đi vòng mười cây số qua cầu."
    article = article_of(
        f'<p class="teaser-text">{lead}</p><div class="noi-dung">{p(*PARAGRAPHS[:3])}</div>',
        f'<meta name="description" content="{lead}">',
    )
    assert article.lead == lead


def test_more_paragraphs_than_links_are_text_though_a_list_of_galleries_stands_beside() -> None:
    galleries = "".join(
        f'<h4><a href="/anh-{n}.html">Bộ ảnh thứ {n} chụp bên bến sông Lau mùa nước lớn</a></h4>' for n in range(4)
    )
    shown = "".join(
        f'<div class="muc-anh"><img src="/do-{n}.jpg"><h3>Bến {n}</h3><div class="ta-anh">{p(text * 3)}</div></div>'
        for n, text in enumerate(PARAGRAPHS[3:])
    )
    opening = f'<div class="mo-dau"><div class="loi">{p(*PARAGRAPHS[:3])}</div><aside>{galleries}</aside></div>'
    assert body_of(f'<div class="bo-anh">{opening}{shown}</div>')[:3] == list(PARAGRAPHS[:3])


def test_a_note_in_a_box_of_its_own_after_the_related_links_is_no_text() -> None:
    note = (
        f'<div class="notebox">{p("Báo Bến Lau mời bạn đọc ghé tủ sách về những dòng sông, mỗi tuần một cuốn.")}</div>'
    )
    article = article_of(f'<div class="noi-dung">{p(*PARAGRAPHS[:4])}<ul>{LINKS}</ul>{note}</div>')
    assert article.body.split("\n\n") == list(PARAGRAPHS[:4])
    assert len(article.related_links) == 9


def test_a_paragraph_that_the_text_repeats_is_there_twice() -> None:
    texts = [PARAGRAPHS[0], PARAGRAPHS[1], PARAGRAPHS[2], PARAGRAPHS[1], PARAGRAPHS[3]]
    assert body_of(f'<div class="noi-dung">{p(*texts)}</div>') == texts


def test_a_copy_in_another_container_is_left_out() -> None:
    copy = f'<div class="in-an">{p(PARAGRAPHS[1])}</div>'
    assert body_of(f'<div class="noi-dung">{p(*PARAGRAPHS[:3])}{copy}{p(PARAGRAPHS[3])}</div>') == list(PARAGRAPHS[:4])


@pytest.mark.parametrize("url", ["https://bien-phong.example/lich-tau", "www.ben-lau.example"])
def test_a_url_written_out_is_text(url: str) -> None:
    link = f'<a href="https://bien-phong.example/lich-tau">{url}</a>'
    assert body_of(f'<div class="noi-dung">{p(*PARAGRAPHS[:2], link, PARAGRAPHS[2])}</div>') == [
        *PARAGRAPHS[:2],
        url,
        PARAGRAPHS[2],
    ]


@pytest.mark.parametrize("price", ["125.000 đồng", "Giá bìa: 125.000đ", "$12.50", "19,90 €"])
def test_an_offer_in_the_text_is_no_text(price: str) -> None:
    lines = p("Người lái đò sông Lau", "Lê Văn Bến", price)
    offer = f'<div class="sach"><div><img src="/bia.jpg"></div><div>{lines}</div></div>'
    article = article_of(f'<div class="noi-dung">{p(*PARAGRAPHS[:2])}{offer}{p(PARAGRAPHS[2])}</div>')
    assert article.body.split("\n\n") == list(PARAGRAPHS[:3])
    assert (article.images, article.captions) == ((), ())


def test_what_a_thing_costs_is_text() -> None:
    texts = [PARAGRAPHS[0], "Một chuyến đò: 5.000 đồng.", PARAGRAPHS[1]]
    assert body_of(f'<div class="noi-dung"><img src="/do.jpg">{p(*texts)}</div>') == texts


def comments(count: int) -> str:
    return "".join(
        f"<div><b>Người đọc {n}</b><p>Nhà tôi ở bên kia sông đã {n} năm, ngày nào cũng đi chuyến đò năm giờ, mong xã giữ bến này "
        f"lâu dài cho bà con và đám học trò hai bên sông.</p><span>Trả lời</span></div>"
        for n in range(count)
    )


@pytest.mark.parametrize("count", [3, 30, 300])
@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ('<div id="binh-luan">', "</div>"),
        ('<div class="comment-list">', "</div>"),
        ("<h3>Bình luận (30)</h3><div>", "</div>"),
        ("<p>30 bình luận</p><div>", "</div>"),
        ("<h4>Ý kiến bạn đọc</h4><div>", "</div>"),
    ],
)
def test_what_readers_wrote_is_no_text_however_much_it_is(opening: str, closing: str, count: int) -> None:
    assert body_of(f'<div class="noi-dung">{p(*PARAGRAPHS)}</div>{opening}{comments(count)}{closing}') == list(
        PARAGRAPHS
    )


@pytest.mark.parametrize("words", ["Bình luận của huấn luyện viên", "Ý kiến của người lái đò"])
def test_a_sub_heading_that_speaks_of_comments_ends_nothing(words: str) -> None:
    heading = f"<h2>{words}</h2>"
    assert body_of(f'<div class="noi-dung">{p(*PARAGRAPHS[:3])}{heading}{p(*PARAGRAPHS[3:])}</div>') == [
        *PARAGRAPHS[:3],
        words,
        *PARAGRAPHS[3:],
    ]


def test_a_column_of_teasers_longer_than_the_text() -> None:
    column = "".join(
        f'<div class="tin"><a href="/tin-{n}.html">Tin vắn {n}: đò máy va vào trụ cầu bến Sậy</a>'
        f"<p>{PARAGRAPHS[n % 6][:110]} ({n}).</p></div>"
        for n in range(30)
    )
    assert body_of(f'<div class="hang"><div>{p(*PARAGRAPHS)}</div><div>{column}</div></div>') == list(PARAGRAPHS)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<ul><li>Đò sớm: 5 giờ</li><li>Đò trưa: 11 giờ</li></ul>", "Đò sớm: 5 giờ\nĐò trưa: 11 giờ"),
        ("<table><tr><td>Lau</td><td>5</td></tr><tr><td>Sậy</td><td>6</td></tr></table>", "Lau | 5\nSậy | 6"),
    ],
)
def test_a_list_or_table_that_ends_the_text(markup: str, text: str) -> None:
    ended = f'<div class="noi-dung">{p(*PARAGRAPHS[:3])}<h3>Giờ đò</h3>{markup}<div class="chia-se">{LINKS}</div></div>'
    assert body_of(ended) == [*PARAGRAPHS[:3], "Giờ đò", text]


LONG = [
    f"Nhà đò số {n} nghỉ chạy từ sáng thứ sáu, vì nước về nhanh và bến cũ đã sạt mất một đoạn dài." for n in range(8)
]


@pytest.mark.parametrize(
    "picture",
    [
        '<img class="emoji" alt="🙂" src="/e/1f642.svg">',
        '<img class="wp-smiley" src="/s.gif" style="height: 1em; max-height: 1em">',
        '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt="">',
        '<img src="/m/end.png" width="16" height="16">',
        '<img src="/icons/quote.svg">',
    ],
)
@pytest.mark.parametrize("form", ["<p>{0} {1}</p>", "<p>{1} {0}</p>"])
def test_a_paragraph_with_a_picture_the_size_of_a_letter_is_text(picture: str, form: str) -> None:
    body = p(*LONG[:2]) + form.format(picture, LONG[2]) + p(*LONG[3:])
    assert body_of(body) == LONG


@pytest.mark.parametrize(
    "markup", ['<x-body><template shadowrootmode="open">{}</template></x-body>', "<textarea hidden>{}</textarea>"]
)
def test_text_kept_in_a_template_or_text_area_is_read(markup: str) -> None:
    kept = p(*LONG) if "template" in markup else p(*LONG).replace("<", "&lt;")
    assert body_of(markup.format(kept)) == LONG
