"""Pages that are well delivered and hard to read: without an end, without content, or made to break a reader."""

from __future__ import annotations

from collections.abc import Callable

from tests.crawl.pages import article_html
from tests.crawl.server import Answer
from tests.evil.behaviour import Page, Place

MARKS = "".join(map(chr, range(0x300, 0x340)))
NONE = "not_article"


def with_head(head: str) -> Callable[[Place], Answer]:
    return lambda place: Answer(body=article_html(place.number, head=head).encode())


def with_more(more: str, times: int = 1) -> Callable[[Place], Answer]:
    return lambda place: Answer(body=article_html(place.number, more=more * times).encode())


def with_title(text: str) -> Callable[[Place], Answer]:
    """An article with more in its headline."""

    def does(place: Place) -> Answer:
        html = article_html(place.number).replace("<h1>", f"<h1>{text} ")
        return Answer(body=html.encode("utf-8", "surrogatepass"))

    return does


def with_text(text: str, times: int = 1) -> Callable[[Place], Answer]:
    more = "<p>{}</p></article>"
    return lambda place: Answer(
        body=article_html(place.number).replace("</article>", more.format(text * times)).encode()
    )


def instead(body: str | bytes, status: int = 200, kind: str = "text/html; charset=utf-8") -> Callable[[Place], Answer]:
    return lambda place: Answer(body=body if isinstance(body, bytes) else body.encode(), status=status, kind=kind)


def ld(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


def dated(date: str) -> Callable[[Place], Answer]:
    return lambda place: Answer(body=article_html(place.number).replace("2024-10-05T08:00:00+07:00", date).encode())


def challenge(text: str, status: int = 200) -> Callable[[Place], Answer]:
    return instead(f"<html><head><title>{text}</title></head><body><h1>{text}</h1><p>{text}</p></body></html>", status)


ANY = "Khe Lạnh"
CASES = (
    Page(name="nested-100000-deep", does=with_more("<div>", 100_000), ci=True),
    Page(name="nested-100000-deep-around", does=lambda p: Answer(body=b"<div>" * 100_000 + p.html)),
    Page(name="tables-in-tables", does=with_more("<table><tr><td>", 20_000)),
    Page(name="fonts-in-fonts", does=with_more("<font><b><i><a href=#>", 20_000)),
    Page(name="1000000-elements", does=with_more("<br>", 1_000_000)),
    Page(name="200000-links", does=with_more("".join(f'<a href="/a{n}">a</a>' for n in range(200_000)))),
    Page(name="attribute-of-10-mb", does=with_more(f'<p class="{"a " * 5_000_000}">a</p>')),
    Page(name="100000-attributes", does=with_more(f"<p {' '.join(f'a{n}=1' for n in range(100_000))}>a</p>")),
    Page(name="comment-without-end", does=with_more("<!-- " + "a" * 1_000_000), ci=True),
    Page(name="comments-without-end", does=with_more("<!-- <!", 200_000)),
    Page(name="script-without-end", does=with_more("<script>" + "a" * 1_000_000)),
    Page(name="cdata-without-end", does=with_more("<![CDATA[", 100_000)),
    Page(name="declarations", does=with_more("<!DOCTYPE html>", 100_000)),
    Page(name="processing-instructions", does=with_more("<?a ", 100_000)),
    Page(name="bare-ampersands", does=with_more("&", 360_000), ci=True),
    Page(name="bare-less-thans", does=with_more("<", 360_000)),
    Page(name="numeric-entities-out-of-range", does=with_title("&#x110000; &#99999999999; &#0; &#x1F;"), holds=ANY),
    Page(
        name="entities-declared",
        does=lambda p: Answer(
            body=b'<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>' + p.html + b"&b;" * 1000
        ),
    ),
    Page(
        name="external-entity",
        does=lambda p: Answer(
            body=b'<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + p.html.replace(b"<h1>", b"<h1>&a; ")
        ),
        holds=ANY,
        ci=True,
    ),
    Page(name="combining-marks", does=with_text("a" + MARKS, 3000), ci=True),
    Page(name="combining-marks-in-the-title", does=with_title("a" + MARKS * 300), holds=""),
    Page(name="word-of-2-mb", does=with_text("a", 2_000_000)),
    Page(name="white-space-of-5-mb", does=with_text(" \n\t" * 1_700_000 + "a")),
    Page(name="text-of-10-mb", does=with_text("Bà con gặt lúa. ", 500_000)),
    Page(name="title-of-1-mb", does=with_title("Gặt lúa " * 120_000), holds=""),
    Page(name="control-characters", does=with_title("\x00\x01\x07\x08\x0b\x1b[31m\x7f\x85"), holds=ANY, ci=True),
    Page(name="direction-marks", does=with_title("\u202e\u2066\u200f"), holds=ANY),
    Page(name="noncharacters", does=with_title("\uffff\ufffe\U0010ffff\ufdd0"), holds=ANY, point="C.14"),
    Page(name="private-use", does=with_title("\ue000\U000f0000"), holds=ANY),
    Page(name="line-separators", does=with_title("a\u2028b\u2029c\x0cd"), holds=ANY),
    Page(name="data-nested-50000-deep", does=with_head(ld("[" * 50_000 + "]" * 50_000)), ci=True),
    Page(name="data-nested-in-objects", does=with_head(ld('{"a":' * 50_000 + "1" + "}" * 50_000))),
    Page(name="data-of-5-mb", does=with_head(ld('{"@type":"NewsArticle","keywords":"' + "a," * 2_500_000 + '"}'))),
    Page(name="data-without-end", does=with_head(ld('{"@type":"NewsArticle","headline":"'))),
    Page(
        name="data-of-odd-types",
        does=with_head(
            ld(
                '{"@type":["NewsArticle",7,null],"headline":{"a":[1]},"datePublished":[],"author":[[{"name":{"@value":1}}]],"image":true}'
            )
        ),
    ),
    Page(
        name="data-with-a-number-of-5000-digits",
        does=with_head(ld('{"@type":"NewsArticle","wordCount":' + "9" * 5000 + "}")),
    ),
    Page(name="data-with-nan", does=with_head(ld('{"@type":"NewsArticle","wordCount":NaN,"a":Infinity,"b":1e999}'))),
    Page(name="data-with-surrogates", does=with_head(ld('{"@type":"NewsArticle","headline":"\\ud800 a"}')), holds=""),
    Page(name="1000-data-scripts", does=with_head(ld('{"@type":"NewsArticle"}') * 1000)),
    Page(name="date-in-the-year-9999", does=dated("9999-12-31T23:59:59+14:00")),
    Page(name="date-in-the-year-0", does=dated("0000-00-00T00:00:00Z")),
    Page(name="date-in-the-year-1", does=dated("0001-01-01T00:00:00+14:00")),
    Page(name="date-of-1000-digits", does=dated("9" * 1000)),
    Page(name="date-with-an-offset-of-99-hours", does=dated("2024-10-05T08:00:00+99:99")),
    Page(name="canonical-elsewhere", does=with_head('<link rel="canonical" href="http://khac.invalid/a-1.html">')),
    Page(name="canonical-a-script", does=with_head('<link rel="canonical" href="javascript:alert(1)">')),
    Page(name="canonical-broken", does=with_head('<link rel="canonical" href="http://[::1">'), ci=True),
    Page(name="canonical-the-home-page", does=with_head('<link rel="canonical" href="/">')),
    Page(
        name="canonical-itself-a-thousand-times",
        does=lambda p: Answer(
            body=article_html(p.number, head=f'<link rel="canonical" href="{p.path}">' * 1000).encode()
        ),
    ),
    Page(name="base-elsewhere", does=with_head('<base href="http://khac.invalid/">')),
    Page(name="base-broken", does=with_head('<base href="http://[/">')),
    Page(name="base-a-script", does=with_head('<base href="javascript:">')),
    Page(
        name="pictures-of-odd-schemes",
        does=with_text(
            '<img src="file:///etc/passwd"><img src="http://[::1"><img src="data:image/png;base64,AAAA"><img src="//a b/c">'
        ),
    ),
    Page(name="picture-of-5-mb-in-its-url", does=with_text(f'<img src="data:image/png;base64,{"A" * 5_000_000}">')),
    Page(
        name="frames-of-itself",
        does=lambda p: Answer(body=article_html(p.number, more=f'<iframe src="{p.path}"></iframe>' * 100).encode()),
    ),
    Page(
        name="hidden-form-and-script",
        does=with_more(
            "<form action=/xoa method=post><input name=a></form><script>document.forms[0].submit()</script>"
        ),
    ),
    Page(
        name="noarchive",
        does=with_head('<meta name="robots" content="noarchive">'),
        flag="noarchive",
        ci=True,
    ),
    Page(name="empty", does=instead(""), state=NONE, ci=True),
    Page(name="white-space-alone", does=instead(" \n" * 1000), state=NONE),
    Page(
        name="script-shell",
        does=instead('<!DOCTYPE html><div id="app"></div><script src="/app.js"></script>'),
        state=NONE,
        ci=True,
    ),
    Page(name="json", does=instead('{"title": "a", "body": "b"}'), state=NONE),
    Page(name="pdf-as-html", does=instead(b"%PDF-1.7\n" + bytes(range(256)) * 100), state=NONE),
    Page(name="picture-as-html", does=instead(b"\xff\xd8\xff\xe0" + bytes(range(256)) * 100), state=NONE),
    Page(name="zip-as-html", does=instead(b"PK\x03\x04" + bytes(range(256)) * 100), state=NONE),
    Page(name="xml-as-html", does=instead("<?xml version='1.0'?><rss><channel><item/></channel></rss>"), state=NONE),
    Page(name="php-in-the-open", does=instead("<?php $db = mysql_connect('localhost', 'root', ''); ?>"), state=NONE),
    Page(name="nulls", does=instead(b"\x00" * 1_000_000), state=NONE),
    Page(name="soft-404", does=challenge("404 - Không tìm thấy trang"), state="gone", ci=True),
    Page(name="403", does=challenge("Forbidden", 403), state="blocked", reason="HTTP 403", ci=True),
    Page(name="401", does=challenge("Unauthorized", 401), state="blocked", reason="HTTP 401"),
    Page(name="402", does=challenge("Payment required", 402), state="blocked", reason="HTTP 402"),
    Page(name="404", does=challenge("Not found", 404), state="gone", reason="HTTP 404"),
    Page(name="410", does=challenge("Gone", 410), state="gone", reason="HTTP 410"),
    Page(name="418", does=challenge("Teapot", 418), state="failed", reason="HTTP 418"),
    Page(name="451", does=challenge("Legal", 451), state="blocked", reason="HTTP 451"),
    Page(name="500", does=challenge("Error", 500), state="failed", reason="HTTP 500", asked=3, ci=True),
    Page(name="501", does=challenge("Error", 501), state="failed", reason="HTTP 501"),
    Page(
        name="502-with-the-article",
        does=lambda p: Answer(status=502, body=p.html),
        state="failed",
        reason="HTTP 502",
        asked=3,
    ),
    Page(name="404-with-the-article", does=lambda p: Answer(status=404, body=p.html), state="gone", reason="HTTP 404"),
    Page(
        name="challenge-in-english",
        does=challenge("Just a moment... Checking your browser before accessing"),
        state="blocked",
        ci=True,
    ),
    Page(
        name="challenge-in-vietnamese",
        does=challenge("Vui lòng xác minh bạn không phải là robot"),
        state="blocked",
    ),
    Page(
        name="challenge-with-503",
        does=challenge("Just a moment... Checking your browser", 503),
        state="blocked",
        asked=3,
    ),
    Page(
        name="captcha",
        does=instead("<title>a</title><form><div class='g-recaptcha' data-sitekey='a'></div></form>"),
        state="blocked",
        point="A.5",
    ),
)
