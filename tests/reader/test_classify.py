"""Which pages are no article, and why: one small page for each rule."""

from __future__ import annotations

import gzip

import pytest

from newsbot.extraction.page import read_page

URL = "https://bao-ben-lau.example/doi-song/trang-2.html"
TEXT = (
    "Chuyến đò rời bến lúc năm giờ sáng, chở theo mấy gánh rau, hai chiếc xe đạp và đám học trò đi học xa nhà mỗi ngày."
)
PAGE = f"<title>Đò ngang chạy lại</title><h1>Đò ngang chạy lại</h1><p>{TEXT}</p><p>{TEXT[::-1]}.</p>"


def verdict(html: bytes, content_type: str | None = None) -> str:
    return read_page(html, url=URL, content_type=content_type).kind


@pytest.mark.parametrize(
    "head",
    [
        b"%PDF-1.7\n",
        b"\xef\xbb\xbf%PDF-1.4\n",
        b"\xff\xd8\xff\xe0\0\x10JFIF",
        b"\x89PNG\r\n",
        b"RIFF\0\0\0\0WEBP",
        b"\0\0\0\x20ftypisom",
        b"PK\x03\x04",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"Rar!\x1a\x07",
        b"ID3\x03\0",
        b"{\\rtf1",
        b"\x7fELF\x02\x01\x01\0",
    ],
)
def test_bytes_that_are_no_page(head: bytes) -> None:
    assert verdict(head + b"<abc>\0\1\2\3" * 200, "application/octet-stream") == "not_html"


@pytest.mark.parametrize(
    "html",
    [
        PAGE.encode(),
        PAGE.encode("utf-16"),
        gzip.compress(PAGE.encode()),
        PAGE.replace("<p>", "<p>\0").encode(),
        (PAGE[:20] + "\0" * 60 + PAGE[20:]).encode(),
    ],
)
@pytest.mark.parametrize("content_type", ["application/octet-stream", "application/pdf", None])
def test_a_page_is_read_whatever_it_is_served_as(html: bytes, content_type: str | None) -> None:
    assert verdict(html, content_type) == "article"


def listing(excerpt: str, head: str) -> bytes:
    items = "".join(
        f'<div class="item"><h3><a href="/bai-{n}.html">Chuyện thứ {n} nghe được bên bến sông Lau</a></h3>{excerpt}</div>'
        for n in range(14)
    )
    return f"<html><head><title>Đời sống</title>{head}</head><body><h1>Đời sống</h1><div>{items}</div></body></html>".encode()


@pytest.mark.parametrize("excerpt", ["", f"<p>{TEXT}</p>"])
@pytest.mark.parametrize("head", ["", '<meta property="og:type" content="article">'])
def test_a_listing_is_no_article_though_it_says_so(excerpt: str, head: str) -> None:
    assert verdict(listing(excerpt, head)) == "listing"


def test_a_short_article_among_many_links_is_one_when_it_says_so() -> None:
    html = listing("", '<meta property="og:type" content="article">').replace(
        b"<div>", f"<p>{TEXT}</p><div>".encode(), 1
    )
    assert verdict(html) == "article"


@pytest.mark.parametrize(
    ("wall", "kind"),
    [
        ("<h3>Bạn cần đăng ký để đọc tiếp</h3><p>Bài viết này dành cho thuê bao. Mua gói để đọc.</p>", "paywall"),
        ("<p>Subscribe to continue reading</p>", "paywall"),
        ("<p>Đò ngang chạy lại từ sáng nay.</p>", "article"),
    ],
)
def test_the_opening_of_a_paid_article(wall: str, kind: str) -> None:
    html = f"<title>Đò ngang chạy lại</title><h1>Đò ngang chạy lại</h1><p>{TEXT}</p><div>{wall}</div>"
    assert verdict(html.encode()) == kind


LONG = f"<p>{TEXT}</p><p>Sáng nay cũng vậy: {TEXT}</p><p>Bà Lau kể rằng {TEXT}</p>"
PAID = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false}</script>'


@pytest.mark.parametrize(
    ("text", "flagged"),
    [
        (f"{LONG}<p>Đăng ký gói thành viên để đọc tiếp</p>", True),
        (f"{LONG}<div class='paywall'><h3>Subscribe to read on</h3><p>One month for one coin.</p></div>", True),
        (f"{PAID}{LONG}<p>Chuyến đò cuối cùng thì…</p>", True),
        (f"{PAID}{LONG}", False),
        (f"{LONG}<p>Chuyến đò cuối cùng thì…</p>", False),
        (f"<p>Subscribe to read on</p>{LONG}{LONG}{LONG}", False),
        (f"{LONG}<p>Bà con đăng ký chỗ từ sớm, người sau phải chờ chuyến khác.</p>", False),
    ],
    ids=[
        "wall",
        "wall in a box",
        "paid and cut",
        "paid and whole",
        "ends in dots",
        "wall above",
        "a sentence like a wall",
    ],
)
def test_a_paid_article_that_breaks_off_is_flagged(text: str, flagged: bool) -> None:
    html = f"<title>Đò ngang chạy lại</title><h1>Đò ngang chạy lại</h1><div>{text}</div>"
    article = read_page(html.encode(), url=URL).article
    assert article is not None
    assert ("paywall" in article.flags) is flagged
    assert "Đăng ký" not in article.body


@pytest.mark.parametrize(
    "said",
    [
        "Xin lỗi, nội dung này đã bị gỡ. Mời bạn quay lại trang chủ.",
        "Trang này đã chuyển đi hoặc không còn tồn tại, mời bạn xem các trang khác.",
        "This domain is for sale. Contact its owner for details on how to purchase it.",
    ],
)
def test_what_is_served_for_a_page_that_is_gone(said: str) -> None:
    assert verdict(f"<title>Bến Lau</title><h1>Bến Lau</h1><p>{said}</p>".encode()) == "soft_404"


ASKING = (
    "We and our 300 partners store cookies on your device and process personal data to show advertisements that suit you.",
    "With your consent we may also use your precise location. You can change your choices at any time.",
)
CHOICES = "<button>Accept all</button><a href='#'>Reject all</a>"


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        (
            f"<title>Bến Lau</title><h1>We value your privacy</h1><p>{ASKING[0]}</p><p>{ASKING[1]}</p>{CHOICES}",
            "challenge",
        ),
        (
            f"<title>Đò ngang chạy lại</title><h2>Your privacy matters</h2><div>{' '.join(ASKING)}</div>{CHOICES}",
            "challenge",
        ),
        (
            "<title>Bến Lau</title><h1>Quyền riêng tư của bạn</h1><p>Chúng tôi và các đối tác lưu cookie trên thiết bị của bạn "
            "và xử lý dữ liệu cá nhân để đo lượt đọc.</p><button>Chấp nhận tất cả</button>",
            "challenge",
        ),
        (f"{PAGE}<p>{TEXT}</p><p>We value your privacy. {ASKING[0]}</p>{CHOICES}", "article"),
        (
            "<title>Ferry site fined</title><h1>Ferry site fined</h1><p>The ferry company stored cookies without asking, the "
            "court said on Monday, and it has to pay for each of its passengers.</p>",
            "article",
        ),
    ],
    ids=["alone", "under the title of the article", "Vietnamese", "below an article", "news of cookies"],
)
def test_a_page_that_asks_for_consent_and_shows_nothing_else(html: str, kind: str) -> None:
    assert verdict(html.encode()) == kind
