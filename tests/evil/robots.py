"""A robots.txt, or a home page, that is not what it should be. Each on a site of its own, with twelve healthy articles."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Mapping

from tests.crawl.pages import listing, urlset
from tests.crawl.server import Answer, moved
from tests.evil.behaviour import Place, Whole
from tests.evil.framing import HEAD
from tests.evil.server import Evil, Script, wire

HEALTHY = 12
"""Articles that stand beside every behaviour of a site."""


def robots(text: str | bytes, times: int = 1, **fields: str) -> Callable[[Place], Mapping[str, Script]]:
    body = text.encode() if isinstance(text, str) else text
    return lambda place: {"/robots.txt": Answer(body=body * times, kind="text/plain", headers=fields)}


def answers(answer: Evil, target: str = "/robots.txt") -> Callable[[Place], Mapping[str, Script]]:
    return lambda place: {target: answer}


def home(answer: Evil) -> Callable[[Place], Mapping[str, Script]]:
    return answers(answer, "/")


def paths(place: Place) -> list[str]:
    return [place.other(step) for step in range(HEALTHY)]


def with_home(place: Place, more: str) -> Mapping[str, Script]:
    return {"/": listing(paths(place), more=more)}


UNREACHABLE = 4
CASES = (
    Whole(name="healthy", routes=lambda p: {}, ci=True, asked=14),
    Whole(name="robots-404", routes=answers(Answer(status=404))),
    Whole(name="robots-403", routes=answers(Answer(status=403)), code=None, archived=None),
    Whole(
        name="robots-500",
        routes=answers(Answer(status=500)),
        code=UNREACHABLE,
        archived=0,
        asked=4,
        note="robots.txt unreachable",
        ci=True,
    ),
    Whole(
        name="robots-429",
        routes=answers(Answer(status=429)),
        code=UNREACHABLE,
        archived=0,
        asked=4,
        note="robots.txt unreachable",
    ),
    Whole(
        name="robots-999",
        routes=answers(wire(b"HTTP/1.1 999 No\r\nContent-Length: 0\r\n\r\n")),
        code=UNREACHABLE,
        archived=0,
        asked=4,
        note="robots.txt unreachable",
    ),
    Whole(
        name="robots-closes",
        routes=answers(wire()),
        code=UNREACHABLE,
        archived=0,
        asked=3,
        note="robots.txt unreachable",
    ),
    Whole(
        name="robots-hangs",
        routes=answers(wire(end="hang")),
        code=UNREACHABLE,
        archived=0,
        asked=4,
        note="robots.txt unreachable",
        hangs=True,
    ),
    Whole(
        name="robots-hangs-in-the-body",
        routes=answers(wire(HEAD + b"Content-Length: 99\r\n\r\nUser", end="hang")),
        code=UNREACHABLE,
        archived=0,
        asked=4,
        note="robots.txt unreachable",
        hangs=True,
    ),
    Whole(
        name="robots-trickles",
        routes=answers(wire(HEAD + b"\r\n", b"#", 0.1, is_endless=True)),
        code=UNREACHABLE,
        archived=0,
        asked=4,
        note="robots.txt unreachable",
        hangs=True,
    ),
    Whole(
        name="robots-without-end",
        routes=answers(wire(HEAD + b"\r\n", b"# a\n" * 10_000, 0.0, is_endless=True)),
        code=UNREACHABLE,
        archived=0,
        asked=4,
        note="robots.txt unreachable",
    ),
    Whole(name="robots-of-10-mb", routes=robots("# a\n", 2_500_000)),
    Whole(name="robots-of-500000-rules", routes=robots("User-agent: *\nDisallow: /a*b*c$\n", 300_000)),
    Whole(
        name="robots-packed-bomb",
        routes=robots(gzip.compress(b"#" * 200_000_000), **{"Content-Encoding": "gzip"}),
        code=UNREACHABLE,
        archived=0,
        asked=4,
        note="robots.txt unreachable",
    ),
    Whole(name="robots-that-is-html", routes=robots("<!DOCTYPE html><html><body>404</body></html>")),
    Whole(name="robots-that-is-noise", routes=robots(bytes(range(256)) * 100)),
    Whole(name="robots-of-nulls", routes=robots(b"\0" * 100_000)),
    Whole(name="robots-in-utf-16", routes=robots("User-agent: *\nDisallow: /quan-tri/\n".encode("utf-16"))),
    Whole(
        name="robots-with-a-mark",
        routes=robots("\ufeffUser-agent: *\nDisallow: /\n"),
        code=UNREACHABLE,
        archived=0,
        asked=2,
    ),
    Whole(
        name="robots-with-cr-alone",
        routes=robots("User-agent: *\rDisallow: /\r"),
        code=UNREACHABLE,
        archived=0,
        asked=2,
    ),
    Whole(
        name="robots-disallows-all",
        routes=robots("User-agent: *\nDisallow: /\n"),
        code=UNREACHABLE,
        archived=0,
        asked=2,
        ci=True,
    ),
    Whole(
        name="robots-disallows-newsbot",
        routes=robots("User-agent: newsbot\nDisallow: /\n\nUser-agent: *\nAllow: /\n"),
        code=UNREACHABLE,
        archived=0,
        asked=2,
    ),
    Whole(name="robots-disallows-others", routes=robots("User-agent: googlebot\nDisallow: /\n")),
    Whole(name="robots-rules-before-an-agent", routes=robots("Disallow: /\n")),
    Whole(
        name="robots-with-a-slow-pattern",
        routes=robots(f"User-agent: *\nDisallow: /{'*a' * 60}$\nDisallow: /{'a*' * 60}b\n"),
    ),
    Whole(name="robots-with-a-pattern-of-100-kb", routes=robots(f"User-agent: *\nDisallow: /{'*t' * 50_000}$\n")),
    Whole(name="robots-with-a-delay-of-nan", routes=robots("User-agent: *\nCrawl-delay: nan\n")),
    Whole(name="robots-with-a-negative-delay", routes=robots("User-agent: *\nCrawl-delay: -5\n")),
    Whole(name="robots-with-a-delay-of-words", routes=robots("User-agent: *\nCrawl-delay: soon\n")),
    Whole(name="robots-with-a-small-delay", routes=robots("User-agent: *\nCrawl-delay: 0.1\n")),
    Whole(
        name="robots-with-10000-sitemaps",
        routes=lambda p: {
            "/robots.txt": Answer(
                body="".join(f"Sitemap: {p.base}/s{n}.xml\n" for n in range(10_000)).encode(), kind="text/plain"
            )
        },
        asked=600,
        seconds=120,
        code=None,
    ),
    Whole(
        name="robots-with-odd-sitemaps",
        routes=robots(
            "Sitemap: file:///etc/passwd\nSitemap: javascript:a\nSitemap:\nSitemap: http://[::1\n"
            "Sitemap: /relative.xml\n"
        ),
        code=None,
    ),
    Whole(
        name="robots-with-a-sitemap-at-another-host",
        routes=lambda p: {"/robots.txt": Answer(body=f"Sitemap: {p.elsewhere}/s.xml\n".encode(), kind="text/plain")},
        code=None,
    ),
    Whole(name="robots-moves-in-a-circle", routes=answers(moved("/robots.txt")), code=None, archived=None, asked=30),
    Whole(name="robots-moves-home", routes=answers(moved("/"))),
    Whole(
        name="robots-moves-to-another-host",
        routes=lambda p: {"/robots.txt": moved(f"{p.elsewhere}/robots.txt")},
        code=UNREACHABLE,
        archived=0,
        note="is no public address",
    ),
    Whole(name="robots-moves-to-a-file", routes=answers(moved("file:///etc/passwd")), code=None, archived=None),
    Whole(
        name="home-empty", routes=home(Answer()), code=3, archived=0, note="nothing that looks like an article", ci=True
    ),
    Whole(name="home-404", routes=home(Answer(status=404)), code=UNREACHABLE, archived=0),
    Whole(name="home-403", routes=home(Answer(status=403)), code=UNREACHABLE, archived=0, note="HTTP 403", ci=True),
    Whole(name="home-500", routes=home(Answer(status=500)), code=None, archived=0, note="HTTP 500", asked=5),
    Whole(name="home-closes", routes=home(wire()), code=UNREACHABLE, archived=0, asked=4),
    Whole(
        name="home-hangs",
        routes=home(wire(end="hang")),
        code=UNREACHABLE,
        archived=0,
        note="timeout",
        asked=5,
        hangs=True,
        ci=True,
    ),
    Whole(
        name="home-without-end",
        routes=home(wire(HEAD + b"\r\n", b"<a href=/>a</a>" * 4096, 0.0, is_endless=True)),
        code=None,
        archived=0,
        note="larger than",
    ),
    Whole(name="home-is-noise", routes=home(Answer(body=bytes(range(256)) * 400)), code=3, archived=0),
    Whole(name="home-is-a-picture", routes=home(Answer(body=b"\xff\xd8\xff", kind="image/jpeg")), code=3, archived=0),
    Whole(name="home-moves-to-itself", routes=home(moved("/")), code=None, archived=0, note="circle"),
    Whole(
        name="home-moves-in-a-circle",
        routes=lambda p: {"/": moved("/a/"), "/a/": moved("/")},
        code=None,
        archived=0,
        note="circle",
    ),
    Whole(
        name="home-moves-without-end",
        routes=lambda p: {"/": moved("/?1"), **{f"/?{n}": moved(f"/?{n + 1}") for n in range(1, 50)}},
        code=None,
        archived=0,
        note="redirects more than 10 times",
        asked=12,
    ),
    Whole(
        name="home-moves-to-a-file",
        routes=home(moved("file:///etc/passwd")),
        code=None,
        archived=0,
        note="without a usable target",
    ),
    Whole(
        name="home-links-200000",
        routes=lambda p: with_home(p, "".join(f'<a href="http://khac.invalid/{n}">a</a>' for n in range(200_000))),
    ),
    Whole(name="home-nested-deep", routes=lambda p: with_home(p, "<div>" * 100_000), ci=True),
    Whole(
        name="home-with-a-base-elsewhere",
        routes=lambda p: {"/": listing(paths(p), head='<base href="http://khac.invalid/">')},
        code=3,
        archived=0,
    ),
    Whole(
        name="home-names-1000-feeds",
        routes=lambda p: {
            "/": listing(
                paths(p),
                head="".join(
                    f'<link rel="alternate" type="application/rss+xml" href="/r{n}.xml">' for n in range(1000)
                ),
            )
        },
        code=None,
        asked=300,
    ),
    Whole(
        name="home-names-a-feed-at-another-host",
        routes=lambda p: {
            "/": listing(
                paths(p), head=f'<link rel="alternate" type="application/rss+xml" href="{p.elsewhere}/rss.xml">'
            )
        },
        code=0,
    ),
    Whole(
        name="403-for-every-article",
        routes=lambda p: dict.fromkeys(paths(p), Answer(status=403)),
        code=UNREACHABLE,
        archived=0,
    ),
    Whole(
        name="an-article-without-end",
        routes=lambda p: {paths(p)[3]: wire(HEAD + b"\r\n", b"<p>a</p>" * 8192, 0.0, is_endless=True)},
        code=3,
        archived=HEALTHY - 1,
    ),
    Whole(
        name="500-for-every-article",
        routes=lambda p: dict.fromkeys(paths(p), Answer(status=500)),
        code=3,
        archived=0,
        asked=60,
    ),
    Whole(
        name="retry-after-an-hour",
        routes=lambda p: {paths(p)[3]: Answer(status=503, headers={"Retry-After": "3600"})},
        code=None,
        archived=3,
        asked=6,
    ),
    Whole(
        name="retry-after-nonsense",
        routes=lambda p: {paths(p)[3]: Answer(status=503, headers={"Retry-After": "-1, nan, soon"})},
        code=3,
        archived=HEALTHY - 1,
    ),
    Whole(
        name="retry-after-beyond-all-numbers",
        routes=lambda p: {paths(p)[3]: Answer(status=503, headers={"Retry-After": "9" * 400})},
        code=None,
        archived=3,
        asked=6,
    ),
    Whole(
        name="sitemap-without-a-home",
        routes=lambda p: {
            "/": Answer(status=404),
            "/robots.txt": Answer(body=f"Sitemap: {p.base}/s.xml".encode()),
            "/s.xml": urlset(p.base, paths(p)),
        },
        code=0,
        note="HTTP 404",
    ),
)
