"""URLs of pictures and videos: what pages write and what stands in the record."""

from __future__ import annotations

import lxml.html
import pytest

from newsbot.reader import read
from newsbot.reader.body.media import absolute, image_of

BASE = "https://baovidu.example/xa-hoi/bai-1.html"


@pytest.mark.parametrize(
    ("markup", "url"),
    [
        ('<img src="/a.jpg">', "https://baovidu.example/a.jpg"),
        ('<img src="//cdn.example/a.jpg">', "https://cdn.example/a.jpg"),
        ('<img src="/anh dep/a b.jpg">', "https://baovidu.example/anh%20dep/a%20b.jpg"),
        ('<img src="https://cdn.example/anh dep.jpg">', "https://cdn.example/anh%20dep.jpg"),
        ('<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" data-src="/a.jpg">', "https://baovidu.example/a.jpg"),
        ('<img srcset="/s.jpg 320w, /l.jpg 1280w, /m.jpg 640w">', "https://baovidu.example/l.jpg"),
        ('<img srcset="/s.jpg 320w,/l.jpg 1280w,/m.jpg 640w">', "https://baovidu.example/l.jpg"),
        ('<img srcset="/s.jpg,w_1 1x,/l.jpg,w_2 2x">', "https://baovidu.example/l.jpg,w_2"),
        ('<img data-srcset="https://cdn.example/s.jpg?w=1 1w,https://cdn.example/l.jpg?w=2 2w">', "https://cdn.example/l.jpg?w=2"),
        ('<img data-moc-anh="/a.jpg?w=1">', "https://baovidu.example/a.jpg?w=1"),
        ('<img src="/blank.gif" data-tai-src="//cdn.example/anh/640">', "https://cdn.example/anh/640"),
        ('<img src="/a.jpg" data-moc-anh="/b.jpg">', "https://baovidu.example/a.jpg"),
        ('<img alt="a.jpg" title="/b.jpg">', None),
        ('<img data-tai-src="true">', None),
        ('<span data-bg="/a.jpg"></span>', "https://baovidu.example/a.jpg"),
        ('<div style="color: red; background: #fff url(&quot;/a.jpg&quot;) no-repeat"></div>', "https://baovidu.example/a.jpg"),
        ('<div style="background: #fff"></div>', None),
        ('<img src="/tac-gia/60x60/lan.jpg">', None),
        ('<img src="/anh/640x80/lan.jpg">', "https://baovidu.example/anh/640x80/lan.jpg"),
        ('<img src="/logo.png">', None),
        ('<img src="/a.jpg" width="1" height="1">', None),
        ("<img>", None),
    ],
)  # fmt: skip
def test_the_url_of_a_picture(markup: str, url: str | None) -> None:
    image = image_of(lxml.html.fromstring(markup), BASE)
    assert (image.url if image else None) == url


TEXT = (
    "<p>Sáng nay bà con trong thôn ra đồng gặt lúa mùa sớm hơn mọi năm, vì dự báo trời sắp mưa to nhiều ngày.</p>" * 3
)
CAPTION = "Bà con gặt lúa trên cánh đồng Khe Lạnh."


@pytest.mark.parametrize(
    "figure",
    [
        f'<div class="photo"><div style="background-image:url(/a.jpg)"></div><div class="caption">{CAPTION}</div></div>',
        f'<figure><span class="lazy" data-bg="/a.jpg"></span><figcaption>{CAPTION}</figcaption></figure>',
        f'<figure><img src="/a.jpg"><figcaption>{CAPTION}</figcaption></figure>'
        f'<figure class="hep"><img src="/a.jpg?w=400"><figcaption>{CAPTION}</figcaption></figure>',
    ],
    ids=["a background before a caption", "a background in a figure", "one picture for two widths of screen"],
)
def test_a_picture_and_its_caption_are_there_once(figure: str) -> None:
    page = f"<html><body><article><h1>Gặt sớm tránh mưa</h1>{TEXT}{figure}{TEXT}</article></body></html>"
    article = read(page.encode(), url=BASE).article
    assert article
    assert [(image.url, image.caption) for image in article.images] == [("https://baovidu.example/a.jpg", CAPTION)]
    assert [block.text for block in article.blocks if block.type == "image"] == [CAPTION]


def test_a_background_without_a_caption_is_decoration() -> None:
    page = (
        f'<html><body><article><h1>Gặt sớm</h1>{TEXT}<div style="background-image:url(/nen.jpg)"></div>{TEXT}</article>'
    )
    article = read(page.encode(), url=BASE).article
    assert article
    assert article.images == ()


@pytest.mark.parametrize(
    "url", ["javascript:void(0)", "mailto:a@b.example", "data:image/png;base64,AA", "http://", "https://[::1"]
)
def test_what_is_no_url(url: str) -> None:
    assert absolute(BASE, url) is None
