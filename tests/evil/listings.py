"""Sections that lead nowhere, or everywhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tests.crawl.pages import article, listing
from tests.crawl.server import Answer, moved, page
from tests.evil.behaviour import Listing, Place
from tests.evil.framing import HEAD
from tests.evil.server import Script, wire


def next_page(target: str) -> str:
    return f'<a rel="next" href="{target}">Tiếp</a>'


def of(place: Place, more: str = "", head: str = "") -> Answer:
    return listing([place.path], more=more, head=head)


def pages(make: Callable[[Place, str, int], Script], count: int = 200) -> Callable[[Place, str], Mapping[str, Script]]:
    """The pages after the first one, `?page=2` and so on."""
    return lambda place, path: {f"{path}?page={n}": make(place, path, n) for n in range(2, count)}


def onward(place: Place, path: str, number: int) -> Answer:
    """A page with the same article and always a next one."""
    return of(place, next_page(f"{path}?page={number + 1}"))


def fresh_404s(place: Place, path: str, number: int) -> Answer:
    """A page whose URLs are ever new and all gone."""
    paths = [f"/tin-tuc/khong-con-tim-thay-bai-nay-nua-{place.number}{number:03}{n}.html" for n in range(10)]
    return listing(paths, more=next_page(f"{path}?page={number + 1}"))


def twins(place: Place, path: str) -> Mapping[str, Script]:
    """One article under ever new URLs."""
    routes: dict[str, Script] = {}
    for number in range(2, 60):
        paths = [f"{place.path}?ma={number}{n}" for n in range(10)]
        routes[f"{path}?page={number}"] = listing(paths, more=next_page(f"{path}?page={number + 1}"))
        routes |= {twin: article(place.number, head=f'<link rel="canonical" href="{place.path}">') for twin in paths}
    return routes


QUIET = "brought nothing new"
CASES = (
    Listing(name="healthy", does=lambda p, path: of(p), brings=True, ci=True),
    Listing(name="empty", does=lambda p, path: page(""), code=3, note="without links", ci=True),
    Listing(name="404", does=lambda p, path: Answer(status=404), note="HTTP 404"),
    Listing(name="500", does=lambda p, path: Answer(status=500), note="HTTP 500", code=3, asked=3, ci=True),
    Listing(name="403", does=lambda p, path: Answer(status=403), note="HTTP 403", code=3),
    Listing(name="closes", does=lambda p, path: wire(), code=3, note=" ", asked=3),
    Listing(
        name="never-answers",
        does=lambda p, path: wire(end="hang"),
        code=3,
        note="timeout",
        asked=3,
        hangs=True,
        ci=True,
    ),
    Listing(
        name="cut-short",
        does=lambda p, path: Answer(body=of(p).body + b" " * 2000, length=9000),
        brings=True,
        code=3,
        note="cut short",
        asked=2,
    ),
    Listing(
        name="without-end",
        does=lambda p, path: wire(HEAD + b"\r\n", b"<a href=#>a</a>" * 4096, 0.0, is_endless=True),
        code=3,
        note="larger than",
    ),
    Listing(name="next-is-itself", does=lambda p, path: of(p, next_page(path)), brings=True, note="came before"),
    Listing(
        name="next-is-always-one-more",
        does=lambda p, path: of(p, next_page(f"{path}?page=2")),
        beside=pages(onward),
        brings=True,
        note=QUIET,
        asked=5,
        ci=True,
    ),
    Listing(name="next-is-elsewhere", does=lambda p, path: of(p, next_page(f"{p.elsewhere}/")), brings=True),
    Listing(name="next-is-a-script", does=lambda p, path: of(p, next_page("javascript:next()")), brings=True),
    Listing(name="next-is-broken", does=lambda p, path: of(p, next_page("http://[::1")), brings=True),
    Listing(name="moves-to-itself", does=lambda p, path: moved(path), code=3, note="circle", asked=2),
    Listing(
        name="moves-in-a-circle",
        does=lambda p, path: moved(path + "a/"),
        code=3,
        note="circle",
        beside=lambda p, path: {path + "a/": moved(path)},
        asked=2,
    ),
    Listing(
        name="moves-for-ever",
        does=lambda p, path: moved(path + "?lan=1"),
        code=3,
        note="redirects more than",
        asked=12,
        beside=lambda p, path: {f"{path}?lan={n}": moved(f"{path}?lan={n + 1}") for n in range(1, 50)},
    ),
    Listing(name="moves-to-another-host", does=lambda p, path: moved(f"{p.elsewhere}/"), code=3, note="another site"),
    Listing(
        name="moves-to-a-file", does=lambda p, path: moved("file:///etc/passwd"), code=3, note="without a usable target"
    ),
    Listing(
        name="links-of-odd-schemes",
        does=lambda p, path: listing(
            [
                "file:///etc/passwd",
                "javascript:a",
                "data:a,b",
                "http://[::1",
                "mailto:a@b",
                "http://127.0.0.1:99999/",
                "//",
                "\\\\a\\b",
                p.path,
            ]
        ),
        brings=True,
        ci=True,
    ),
    Listing(
        name="links-of-2-mb",
        does=lambda p, path: listing(["/" + "a" * 2_000_000 + "-123456.html", p.path]),
        brings=True,
        code=3,
    ),
    Listing(
        name="links-with-control-characters",
        does=lambda p, path: listing([f"{p.path[:12]}\x01\x1b[31m{p.path[12:]}", p.path]),
        brings=True,
    ),
    Listing(
        name="many-links-of-others",
        does=lambda p, path: listing([p.path, *(f"http://khac.invalid/a-{n}.html" for n in range(20_000))]),
        brings=True,
    ),
    Listing(
        name="links-that-are-all-gone",
        does=lambda p, path: fresh_404s(p, path, 1),
        beside=pages(fresh_404s),
        asked=40,
        note="its last 100 URLs brought no article",
        alone=True,
    ),
    Listing(
        name="one-article-under-ever-new-urls",
        does=lambda p, path: of(p, next_page(f"{path}?page=2")),
        beside=twins,
        brings=True,
        asked=120,
        note="new names of known articles",
    ),
    Listing(
        name="repeated-segments",
        does=lambda p, path: of(p, next_page(f"{path}a/a/")),
        brings=True,
        asked=2,
        note="the path of its next page repeats itself",
        beside=lambda p, path: {f"{path}{'a/' * n}": of(p, next_page(f"{path}{'a/' * (n + 2)}")) for n in range(1, 60)},
    ),
)
