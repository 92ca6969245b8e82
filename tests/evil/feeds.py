"""Feeds that are none, that never end, and that list what is not theirs."""

from __future__ import annotations

import gzip
from collections.abc import Callable

from tests.crawl.pages import listing, xml
from tests.crawl.server import Answer, moved
from tests.evil.behaviour import Listing, Place
from tests.evil.server import wire


def rss(place: Place, more: str = "") -> str:
    return f"<rss version='2.0'><channel><item><link>{place.base}{place.path}</link><title>a</title></item>{more}</channel></rss>"


def feed(more: str = "", times: int = 1) -> Callable[[Place, str], Answer]:
    return lambda place, path: xml(rss(place, more * times))


def body(make: Callable[[str], bytes], **headers: str) -> Callable[[Place, str], Answer]:
    return lambda place, path: Answer(body=make(rss(place)), kind="application/rss+xml", headers=headers)


def item(link: str) -> str:
    return f"<item><link>{link}</link></item>"


LEVELS = "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
LAUGHS = f'<!DOCTYPE r [<!ENTITY a "ha">{LEVELS}]>'
CASES = (
    Listing(name="healthy", does=feed(), brings=True, ci=True),
    Listing(name="empty", does=lambda p, path: Answer(kind="application/rss+xml"), note=" "),
    Listing(name="html-instead", does=lambda p, path: listing([p.path]), note=" ", ci=True),
    Listing(
        name="json-instead",
        does=lambda p, path: Answer(body=b'{"version": "https://jsonfeed.org/version/1"}', kind="application/json"),
        note=" ",
    ),
    Listing(name="noise", does=body(lambda text: bytes(range(256)) * 400), note=" "),
    Listing(name="404", does=lambda p, path: Answer(status=404), note="HTTP 404"),
    Listing(name="410", does=lambda p, path: Answer(status=410), note="HTTP 410"),
    Listing(name="403", does=lambda p, path: Answer(status=403), note="HTTP 403", code=3),
    Listing(name="500", does=lambda p, path: Answer(status=500), note="HTTP 500", code=3, asked=3, ci=True),
    Listing(name="304-that-nobody-asked-for", does=lambda p, path: Answer(status=304)),
    Listing(name="closes", does=lambda p, path: wire(), note=" ", code=3, asked=3),
    Listing(
        name="never-answers",
        does=lambda p, path: wire(end="hang"),
        note="timeout",
        code=3,
        asked=3,
        hangs=True,
        ci=True,
    ),
    Listing(name="cut-short", does=body(lambda text: text.encode()[:-12]), brings=True, note="its end cannot be read"),
    Listing(
        name="cut-short-on-the-way",
        does=lambda p, path: Answer(body=rss(p).encode(), length=9000),
        brings=True,
        note="cut short",
        code=3,
        asked=2,
    ),
    Listing(
        name="laughs",
        does=lambda p, path: xml(LAUGHS + rss(p, "<item><title>&i;</title></item>")),
        brings=True,
        ci=True,
    ),
    Listing(
        name="laughs-in-parameters",
        does=lambda p, path: xml(
            '<!DOCTYPE r [<!ENTITY % a "<!ENTITY b \'bbbb\'>"><!ENTITY % c "%a;%a;%a;"> %c;]>' + rss(p)
        ),
        brings=True,
    ),
    Listing(
        name="external-entity",
        does=lambda p, path: xml(
            '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + rss(p, item("http://127.0.0.1/&a;-1.html"))
        ),
        brings=True,
        ci=True,
    ),
    Listing(
        name="external-dtd",
        does=lambda p, path: xml(f'<!DOCTYPE r SYSTEM "{p.elsewhere}/a.dtd">' + rss(p)),
        brings=True,
    ),
    Listing(
        name="includes",
        does=feed('<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>'),
        brings=True,
    ),
    Listing(
        name="style-sheet",
        does=lambda p, path: xml(f'<?xml-stylesheet href="{p.elsewhere}/a.xsl"?>' + rss(p)),
        brings=True,
    ),
    Listing(name="nested-100000-deep", does=feed("<a>", 100_000), brings=True, note="its end cannot be read"),
    Listing(name="bare-ampersands", does=feed("&", 360_000), brings=True, alone=True),
    Listing(name="cdata-without-end", does=feed("<![CDATA[", 40_000), brings=True, point="C.10", alone=True),
    Listing(
        name="60000-items", does=feed(item("http://khac.invalid/a.html"), 60_000), brings=True, note="entries are taken"
    ),
    Listing(name="line-of-30-mb", does=feed("a", 30_000_000), brings=True, note="its end cannot be read", alone=True),
    Listing(
        name="gzip-bomb",
        does=body(lambda text: gzip.compress(text.encode() + b" " * 200_000_000)),
        brings=True,
        note="only its beginning",
        asked=2,
    ),
    Listing(
        name="gzip-bomb-on-the-way",
        does=body(lambda text: gzip.compress(text.encode() + b" " * 200_000_000), **{"Content-Encoding": "gzip"}),
        note="larger than",
        code=3,
        asked=2,
    ),
    Listing(
        name="gzip-of-100000-members",
        does=body(lambda text: gzip.compress(text.encode()) + gzip.compress(b" ") * 100_000),
        brings=True,
        alone=True,
    ),
    Listing(
        name="links-of-odd-schemes",
        does=feed(
            "".join(
                map(
                    item,
                    (
                        "file:///etc/passwd",
                        "javascript:a",
                        "data:a,b",
                        "http://[::1",
                        "http://127.0.0.1:99999/",
                        "//",
                        "a b",
                        "http://",
                    ),
                )
            )
        ),
        brings=True,
        ci=True,
    ),
    Listing(name="links-with-line-ends", does=feed(item("\n\n/a\nb\r\n-123.html\n")), brings=True),
    Listing(
        name="links-elsewhere", does=lambda p, path: xml(rss(p, item(f"{p.elsewhere}/a-1.html") * 100)), brings=True
    ),
    Listing(
        name="dates-nonsense",
        does=feed(
            "<item><pubDate>Hôm qua</pubDate></item><item><pubDate>Fri, 99 Foo 99999 99:99:99 +9999</pubDate></item>"
        ),
        brings=True,
    ),
    Listing(
        name="utf-16",
        does=body(lambda text: ('<?xml version="1.0" encoding="utf-16"?>' + text).encode("utf-16")),
        note="where a feed",
    ),
    Listing(
        name="encoding-unknown",
        does=body(lambda text: f'<?xml version="1.0" encoding="khe-lanh"?>{text}'.encode()),
        brings=True,
    ),
    Listing(
        name="encoding-false",
        does=body(lambda text: f'<?xml version="1.0" encoding="ascii"?>{text}Tòa soạn'.encode()),
        brings=True,
    ),
    Listing(name="control-characters", does=feed("<item><title>\x00\x01\x08</title></item>"), brings=True),
    Listing(
        name="words-before-it",
        does=body(lambda text: b"Warning: mysql_connect() failed\n" + text.encode()),
        note="where a feed",
    ),
    Listing(name="moves-in-a-circle", does=lambda p, path: moved(path), note="circle", code=3),
    Listing(name="moves-home", does=lambda p, path: moved("/"), note="home page", code=3),
    Listing(
        name="moves-to-a-file", does=lambda p, path: moved("file:///etc/passwd"), note="without a usable target", code=3
    ),
    Listing(
        name="html-that-names-itself",
        does=lambda p, path: listing([], head=f'<link rel="alternate" type="application/rss+xml" href="{path}">'),
    ),
)
