"""Captions of a page: which texts belong to a picture, and which of them is the caption."""

from __future__ import annotations

import pytest

from newsbot import extract
from newsbot.article import Article

URL = "https://www.harbourpost.example/news/night-market-reopens-300300.html"
TITLE = "Night market on the quay reopens"
BEFORE = (
    "The night market on the old quay has reopened after three years without visitors, from eight in the evening until "
    "long after midnight, when the last ferry leaves."
)
AFTER = (
    "Two markets a month are planned, at full moon and at new moon, and stalls are free of charge for half a year for "
    "those who sell what they have made by hand."
)
CAPTION = "Reed mats are sold at the first stall"


def read(body: str, *, above: str = "") -> Article:
    html = (
        f'<html lang="en"><head><title>{TITLE}</title></head><body><article><h1>{TITLE}</h1>{above}'
        f"<p>{BEFORE}</p>{body}<p>{AFTER}</p></article></body></html>"
    )
    article = extract(html.encode(), url=URL)
    assert article is not None
    return article


def between(article: Article) -> list[str]:
    """What the body has between its first and last paragraph."""
    first, *middle, last = article.body.split("\n\n")
    assert (first, last) == (BEFORE, AFTER)
    return middle


@pytest.mark.parametrize(
    ("texts", "credit"),
    [
        (
            '<span class="text">{}</span><span class="caption-credit">Capture from a screen of the port authority</span>',
            "Capture from a screen of the port authority",
        ),
        ("<span>The Harbourpost</span><br>{}", "The Harbourpost"),
        ("<div>{}</div><div>The Evening Harbourpost</div>", "The Evening Harbourpost"),
        ("{}<span>Bron: ANP</span>", "Bron: ANP"),
        ("{} <small>Zdroj: A. B. Novák/ČTK</small>", "Zdroj: A. B. Novák/ČTK"),
    ],
    ids=["named for credits, longer than", "name of the site", "name of its weekly", "Dutch label", "initials"],
)
def test_a_credit_in_an_element_of_its_own_is_no_part_of_the_caption(texts: str, credit: str) -> None:
    article = read(f'<figure><img src="/a.jpg"><figcaption>{texts.format(CAPTION)}</figcaption></figure>')
    assert article.captions == (CAPTION,)
    assert article.images[0].credit == credit
    assert between(article) == []


@pytest.mark.parametrize(
    ("tail", "credit"),
    [
        ("Nguồn internet", "internet"),
        ("Ảnh: Bệnh viện cung cấp", "Bệnh viện cung cấp"),
        ("(Ảnh REUTERS)", "REUTERS"),
        ("Photograph by Rob Rower.", "Rob Rower"),
        ("Ảnh có tính minh họa", None),
    ],
)
def test_a_credit_at_the_end_of_a_caption_stays_there_and_is_the_pictures(tail: str, credit: str | None) -> None:
    article = read(f'<figure><img src="/a.jpg"><figcaption>{CAPTION} {tail}</figcaption></figure>')
    assert article.captions == (f"{CAPTION} {tail}",)
    assert article.images[0].credit == credit


@pytest.mark.parametrize(
    "texts",
    [
        '<span class="credit">Ebru</span>',
        '<span class="credit">(<i>Image:</i> Coastal Echo)</span>',
        "<p>Anadolu Ajansı</p>",
        "<span>Harbourpost</span>",
        "<span>Bron: ANP</span>",
    ],
)
def test_a_figure_that_says_only_who_made_it_has_no_caption(texts: str) -> None:
    article = read(f'<figure><img src="/a.jpg"><figcaption>{texts}</figcaption></figure>')
    assert article.captions == ()
    assert between(article) == []


@pytest.mark.parametrize("caption", ["Ana Pérez", "Harbourpost readers on the quay."])
def test_a_name_alone_can_be_a_caption(caption: str) -> None:
    article = read(f'<figure><img src="/a.jpg"><figcaption>{caption}</figcaption></figure>')
    assert article.captions == (caption,)


@pytest.mark.parametrize(
    ("picture", "text", "caption"),
    [
        ('<img src="/a.jpg" alt="Ebru">', "<div>Ebru</div>", "Ebru"),
        (f'<img src="/a.jpg" alt="{CAPTION}">', f'<div class="x1">{CAPTION}</div>', CAPTION),
        (f'<img src="/a.jpg" alt="{CAPTION}">', f'<div class="x1">{CAPTION} Foto: dpa</div>', f"{CAPTION} Foto: dpa"),
        (f'<img src="/a.jpg" alt="{TITLE} - {CAPTION}">', f"<div>{CAPTION}</div>", CAPTION),
        (f'<img src="/a.jpg" alt="{CAPTION}. - The Harbourpost">', f"<div>{CAPTION}.</div>", f"{CAPTION}."),
        (f'<img src="/a.jpg" alt="{CAPTION}">', f'<div style="display:none">{CAPTION}</div>', CAPTION),
    ],
    ids=["short", "in full", "with a credit", "behind the headline", "before a name", "shown by a button"],
)
def test_a_text_after_a_picture_that_repeats_its_alt_is_the_caption(picture: str, text: str, caption: str) -> None:
    article = read(f"<div>{picture}</div>{text}")
    assert article.captions == (caption,)
    assert between(article) == []


def test_in_a_gallery_of_one_picture_too() -> None:
    item = f'<li class="item"><div><img src="/a.jpg" alt="{TITLE} - {CAPTION}"></div><span>{CAPTION}</span></li>'
    assert read(f'<ul class="items">{item}</ul>').captions == (CAPTION,)


def test_the_headline_in_an_alt_makes_no_caption_of_a_text_that_says_more() -> None:
    article = read(f'<p><img src="/a.jpg" alt="{TITLE}"></p><p>{TITLE}, says the harbour master.</p>')
    assert article.captions == ()
    assert between(article) == [f"{TITLE}, says the harbour master."]


def test_a_text_in_parts_of_one_class_is_one_text() -> None:
    """Each part alone outweighs the two with the links below them."""
    wall = "".join(
        f'<div class="wall"><a href="/plans/{n}">Plan number {n} for all who read</a></div>' for n in range(9)
    )
    html = f'<main><h1>{TITLE}</h1><div class="part">{BEFORE}</div><div class="part">{AFTER}</div>{wall}</main>'
    article = extract(f"<html><title>{TITLE}</title><body>{html}</body></html>".encode(), url=URL)
    assert article is not None
    assert article.body == f"{BEFORE}\n\n{AFTER}"


PORTRAIT = '<figure><img src="/face.jpg" width="80" height="80"></figure>'


def test_a_portrait_has_no_caption() -> None:
    article = read("", above=f'<div class="who">{PORTRAIT}<div>03 May 2025</div><div>4</div></div>')
    assert article.captions == ()
    assert between(article) == []


@pytest.mark.parametrize(
    ("quote", "left"),
    [
        ("The night market on the old quay has reopened after three years without any visitors.", []),
        ("Nobody asked the ferrymen.", ["Nobody asked the ferrymen.", "Ebru Novák, harbour master"]),
    ],
    ids=["words of the paragraph before", "words of its own"],
)
def test_a_pulled_quote_with_the_face_of_its_speaker_is_no_text(quote: str, left: list[str]) -> None:
    box = f"<div><blockquote>{quote}</blockquote><div>{PORTRAIT}</div><p>Ebru Novák, harbour master</p></div>"
    article = read(box)
    assert article.captions == ()
    assert between(article) == left


@pytest.mark.parametrize(
    "text", ["Follow the Post on Google News and add us as a preferred source.", "Follow us on Bluesky."]
)
def test_what_speaks_to_the_reader_below_a_picture_is_no_caption(text: str) -> None:
    assert read(f'<p><img src="/a.jpg"></p><p><em>{text}</em></p>').captions == ()


def test_what_a_player_says_of_itself_is_no_part_of_the_caption() -> None:
    player = f'<figure><video src="/v.mp4"></video><div>Video Loading</div><figcaption>{CAPTION}</figcaption></figure>'
    assert read(player).captions == (CAPTION,)


@pytest.mark.parametrize(
    "texts",
    [
        "<span>1 of 4</span><div>{}</div>",
        "<div>{}</div><span>Show more</span>",
        "<div>{}</div><span>Courtesy of the harbour office and three friends</span>",
        "<div>{}</div> Lent by the 'Platform for a quiet quay, with respect for all'",
        "<div>{} -</div><span>Harbourpost</span>",
    ],
)
def test_beside_a_text_that_is_the_alt_others_say_nothing_of_the_picture(texts: str) -> None:
    picture = f'<img src="/a.jpg" alt="{CAPTION}">'
    article = read(f"<figure>{picture}<figcaption>{texts.format(CAPTION)}</figcaption></figure>")
    assert article.captions == (CAPTION,)


@pytest.mark.parametrize("around", ["<a>{}</a>", '<a href="#">{}</a>', '<a href="/a-large.jpg?w=2000">{}</a>'])
def test_a_link_that_enlarges_a_picture_makes_no_box_of_it(around: str) -> None:
    figure = f'<figure><img src="/a.jpg"><figcaption><span>{CAPTION}</span></figcaption></figure>'
    assert read(f"<div>{around.format(figure)}</div>").captions == (CAPTION,)


def test_a_button_that_enlarges_a_picture_holds_its_caption() -> None:
    figure = f'<figure><img src="/a.jpg"><div>View 3 images</div></figure><figcaption>{CAPTION}</figcaption>'
    article = read(f'<button aria-label="Open image viewer"><div>{figure}</div></button><button>Close</button>')
    assert article.captions == (CAPTION,)
    assert between(article) == []


def test_what_a_figure_holds_beside_its_caption_is_none() -> None:
    player = f'<video src="/v.mp4"></video><figcaption>{CAPTION}.</figcaption><div><h2>more videos from the old quay</h2></div>'
    article = read(f"<figure>{player}</figure>")
    assert article.captions == (f"{CAPTION}.",)
    assert between(article) == []


@pytest.mark.parametrize(
    "text",
    [
        "<time>23.11.2026, 11:26</time>",
        "<span>Reading time: 5 minutes</span>",
        'By signing up I agree to the <a href="/terms">terms of the newsletter</a>.',
    ],
)
def test_a_class_for_small_type_makes_no_caption_where_no_picture_is(text: str) -> None:
    article = read("", above=f'<div class="text-caption">{text}</div>')
    assert article.captions == ()
    assert between(article) == []


def test_who_said_a_quote_is_no_caption() -> None:
    quote = "<blockquote><p>Nobody asked the ferrymen.</p><figcaption><cite>Ebru</cite></figcaption></blockquote>"
    assert read(f"<figure>{quote}</figure>").captions == ()


def test_a_caption_stays_where_the_page_keeps_its_picture_to_scripts() -> None:
    assert read(f'<div class="photo-caption">{CAPTION}, and reed baskets at the last one.</div>').captions == (
        f"{CAPTION}, and reed baskets at the last one.",
    )


@pytest.mark.parametrize(
    "markup",
    [
        '<table><tr><td><img src="/a.jpg"></td></tr><tr><td><figure><figcaption>{}</figcaption></figure></td></tr></table>',
        '<p><img src="/a.jpg"></p><figure><figcaption>{}</figcaption></figure>',
    ],
    ids=["in the next row", "below a paragraph"],
)
def test_a_figure_without_a_picture_has_the_caption_of_the_one_before(markup: str) -> None:
    article = read(markup.format(f"{CAPTION}."))
    assert [(block.type, block.text) for block in article.blocks if block.type == "image"] == [("image", f"{CAPTION}.")]
    assert [image.caption for image in article.images] == [f"{CAPTION}."]


def test_a_figure_whose_picture_a_script_loads_is_another_picture() -> None:
    first = '<figure><img src="/a.jpg"></figure>'
    article = read(f"{first}<figure><div></div><figcaption>{CAPTION}.</figcaption></figure>")
    assert [block.text for block in article.blocks if block.type == "image"] == [None, f"{CAPTION}."]
