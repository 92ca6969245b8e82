"""URLs of pictures and videos: what pages write and what stands in the record."""

from __future__ import annotations

import lxml.html
import pytest

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
        ('<img src="/logo.png">', None),
        ('<img src="/a.jpg" width="1" height="1">', None),
        ("<img>", None),
    ],
)  # fmt: skip
def test_the_url_of_a_picture(markup: str, url: str | None) -> None:
    image = image_of(lxml.html.fromstring(markup), BASE)
    assert (image.url if image else None) == url


@pytest.mark.parametrize(
    "url", ["javascript:void(0)", "mailto:a@b.example", "data:image/png;base64,AA", "http://", "https://[::1"]
)
def test_what_is_no_url(url: str) -> None:
    assert absolute(BASE, url) is None
