"""Sitemaps that are none, that name themselves, and that never end."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterable

from tests.crawl.pages import listing, urlset, xml
from tests.crawl.server import Answer, moved
from tests.evil.behaviour import Listing, Place
from tests.evil.server import wire

SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def index(locs: Iterable[str]) -> Answer:
    rows = "".join(f"<sitemap><loc>{loc}</loc></sitemap>" for loc in locs)
    return xml(f"<sitemapindex {SPACE}>{rows}</sitemapindex>")


def rows(place: Place, more: str) -> Answer:
    return xml(f"<urlset {SPACE}><url><loc>{place.base}{place.path}</loc></url>{more}</urlset>")


def more(text: str, times: int = 1) -> Callable[[Place, str], Answer]:
    return lambda place, path: rows(place, text * times)


def row(loc: str, date: str = "") -> str:
    return f"<url><loc>{loc}</loc><lastmod>{date}</lastmod></url>"


def child(path: str, number: int) -> str:
    return path.replace(".xml", f"-{number}.xml")


CASES = (
    Listing(name="healthy", does=lambda p, path: urlset(p.base, [p.path]), brings=True, ci=True),
    Listing(
        name="plain-text",
        does=lambda p, path: Answer(body=f"{p.base}{p.path}\n".encode(), kind="text/plain"),
        brings=True,
    ),
    Listing(name="html-instead", does=lambda p, path: listing([p.path]), note=" "),
    Listing(name="empty", does=lambda p, path: Answer(kind="application/xml"), note=" "),
    Listing(name="404", does=lambda p, path: Answer(status=404), note="HTTP 404", ci=True),
    Listing(name="500", does=lambda p, path: Answer(status=500), note="HTTP 500", code=3, asked=3),
    Listing(name="closes", does=lambda p, path: wire(), note=" ", code=3, asked=3),
    Listing(name="never-answers", does=lambda p, path: wire(end="hang"), note="timeout", code=3, asked=3, hangs=True),
    Listing(
        name="packed-file",
        does=lambda p, path: Answer(body=gzip.compress(urlset(p.base, [p.path]).body), kind="application/x-gzip"),
        brings=True,
    ),
    Listing(
        name="packed-file-cut-short",
        does=lambda p, path: Answer(
            body=gzip.compress(rows(p, row("http://khac.invalid/a") * 999).body)[:-40], kind="application/gzip"
        ),
        brings=True,
        note="cut short",
        ci=True,
    ),
    Listing(
        name="packed-bomb",
        does=lambda p, path: Answer(body=gzip.compress(rows(p, " " * 200_000_000).body)),
        brings=True,
        note="only its beginning",
        asked=2,
    ),
    Listing(
        name="packed-in-100000-members",
        does=lambda p, path: Answer(body=gzip.compress(urlset(p.base, [p.path]).body) + gzip.compress(b" ") * 100_000),
        brings=True,
        alone=True,
    ),
    Listing(name="index-of-itself", does=lambda p, path: index([p.base + path]), ci=True),
    Listing(
        name="index-of-two-that-name-each-other",
        does=lambda p, path: index([p.base + child(path, 1)]),
        asked=3,
        beside=lambda p, path: {child(path, 1): index([p.base + path])},
    ),
    Listing(
        name="index-below-index-for-ever",
        does=lambda p, path: index([p.base + child(path, 1)]),
        note="more sitemaps",
        asked=5,
        beside=lambda p, path: {child(path, n): index([p.base + child(path, n + 1)]) for n in range(1, 30)},
    ),
    Listing(
        name="index-of-5000",
        does=lambda p, path: index(f"{p.base}{child(path, n)}" for n in range(5000)),
        note="100 in a row brought nothing",
        asked=102,
        beside=lambda p, path: {child(path, n): Answer(status=404) for n in range(5000)},
        alone=True,
    ),
    Listing(name="index-of-elsewhere", does=lambda p, path: index([f"{p.elsewhere}/a.xml"]), alone=True),
    Listing(
        name="index-of-odd-schemes",
        does=lambda p, path: index(["file:///etc/passwd", "javascript:a", "http://[::1", "", "data:,a"]),
        ci=True,
    ),
    Listing(name="60000-rows", does=more(row("http://khac.invalid/a"), 60_000), brings=True, note="entries are taken"),
    Listing(name="bare-ampersands", does=more("&", 360_000), brings=True, alone=True),
    Listing(name="nested-100000-deep", does=more("<url>", 100_000), brings=True, note="its end cannot be read"),
    Listing(
        name="dates-nonsense",
        does=more(
            "".join(
                row("http://khac.invalid/a", d)
                for d in ("yesterday", "9999-99-99", "0000-00-00", "-1", "9" * 500, "2024-02-30T25:61:61+99:99")
            )
        ),
        brings=True,
    ),
    Listing(name="dates-in-the-future", does=lambda p, path: rows(p, row(p.base + p.path, "9999-12-31")), brings=True),
    Listing(
        name="priority-nonsense",
        does=more("<url><priority>NaN</priority><changefreq>banana</changefreq></url>"),
        brings=True,
    ),
    Listing(
        name="no-namespace",
        does=lambda p, path: xml(f"<urlset><url><loc>{p.base}{p.path}</loc></url></urlset>"),
        brings=True,
    ),
    Listing(
        name="loc-with-markup",
        does=lambda p, path: rows(p, row("<b>http://khac.invalid/</b>") + row("<![CDATA[ ]]>")),
        brings=True,
    ),
    Listing(name="loc-of-2-mb", does=more(row("http://khac.invalid/" + "a" * 2_000_000)), brings=True),
    Listing(
        name="external-entity",
        does=lambda p, path: xml(
            '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'
            + rows(p, "<url><loc>&b;</loc></url>").body.decode().partition("?>")[2]
        ),
        brings=True,
    ),
    Listing(name="moves-in-a-circle", does=lambda p, path: moved(path), note="circle", code=3),
    Listing(name="moves-home", does=lambda p, path: moved("/"), note="home page", code=3),
)
