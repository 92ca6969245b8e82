"""Where articles are found, and what a source that fails does to the run: real crawls of small sites."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.crawl.command import crawl
from tests.crawl.conftest import Scene
from tests.crawl.pages import article, article_path, listing, xml
from tests.crawl.server import Answer, Script, Server, moved, page

ONE, TWO, THREE, FOUR = PATHS = [article_path(number) for number in (100001, 100002, 100003, 100004)]
ARTICLES: Mapping[str, Script] = {path: article(100001 + number) for number, path in enumerate(PATHS)}
FEED_LINK = '<link rel="alternate" type="application/rss+xml" href="/rss/home.rss">'


def text(body: str) -> Answer:
    return Answer(body=body.encode(), kind="text/plain")


def feed(*entries: tuple[str, str]) -> Answer:
    items = "".join(f"<item><link>{path}</link><pubDate>{date}</pubDate></item>" for path, date in entries)
    return xml(f"<rss><channel>{items}</channel></rss>")


def urlset(*paths: str, lastmod: str = "2024-03-05") -> Answer:
    return xml(
        "<urlset>"
        + "".join(f"<url><loc>{path}</loc><lastmod>{lastmod}</lastmod></url>" for path in paths)
        + "</urlset>"
    )


def index(*paths: str) -> Answer:
    return xml(
        "<sitemapindex>" + "".join(f"<sitemap><loc>{path}</loc></sitemap>" for path in paths) + "</sitemapindex>"
    )


def test_sections_are_found_from_the_home_page(scene: Scene) -> None:
    run, server = scene(
        {
            **ARTICLES,
            "/": listing([ONE, "/xa-hoi/", "https://khac.example/x/", "/lien-he.html"]),
            "/xa-hoi/": listing([TWO], more='<a href="/xa-hoi/trang-2.html">2</a>'),
            "/xa-hoi/trang-2.html": listing([TWO, THREE], more='<a href="/xa-hoi/trang-3.html">3</a>'),
            "/xa-hoi/trang-3.html": listing([FOUR]),
        }
    )
    assert run.code == 0
    assert run.articles().keys() == set(PATHS)
    assert server.times_asked("/") == 1
    assert server.at_once == 1
    assert "/lien-he.html: HTTP 404" in run.note("lien-he")


def test_the_pages_of_the_home_page_itself(scene: Scene) -> None:
    run, _ = scene({**ARTICLES, "/": listing([ONE], more='<a href="/page/2/">2</a>'), "/page/2/": listing([TWO])})
    assert run.code == 0
    assert run.articles().keys() == {ONE, TWO}


def test_a_feed_that_the_page_names(scene: Scene) -> None:
    run, server = scene(
        {
            **ARTICLES,
            "/": listing([ONE, "/xa-hoi/"], head=FEED_LINK),
            "/rss/home.rss": feed((TWO, ""), ("https://khac.example/x.html", ""), ("/anh.jpg", ""), ("/", "")),
        }
    )
    assert run.code == 0
    assert run.articles().keys() == {ONE, TWO}
    assert server.times_asked("/xa-hoi/") == 0
    assert "1 URLs of other sites" in run.note("other sites")


def test_the_page_that_lists_the_feeds(scene: Scene) -> None:
    run, _ = scene(
        {
            **ARTICLES,
            "/": listing(["/rss"]),
            "/rss": listing(["/rss/xa-hoi.rss", "/rss/kinh-te.rss"]),
            "/rss/xa-hoi.rss": feed((ONE, "")),
            "/rss/kinh-te.rss": feed((TWO, "")),
        }
    )
    assert run.code == 0
    assert run.articles().keys() == {ONE, TWO}
    assert not run.report["notes"]


def test_a_start_that_is_itself_an_article(scene: Scene) -> None:
    run, _ = scene({**ARTICLES, ONE: article(100001, more=f'<a href="{TWO}">Tin liên quan</a>')}, start=ONE)
    assert run.code == 0
    assert run.articles().keys() == {ONE, TWO}


def test_a_start_below_the_home_page_keeps_to_its_folder(scene: Scene) -> None:
    run, server = scene(
        {**ARTICLES, "/tin-tuc/": listing([ONE, "/kinh-te/nguoi-dan-gat-lua-mua-som-200001.html"])}, start="/tin-tuc/"
    )
    assert run.code == 0
    assert run.articles().keys() == {ONE}
    assert run.folder.name.endswith("-tin-tuc")
    assert not [target for target in server.asked if target.startswith("/kinh-te/")]


def test_a_home_page_that_has_moved(scene: Scene) -> None:
    run, _ = scene({**ARTICLES, "/vn/": moved("/trang-chu", 302), "/trang-chu": listing([ONE])}, start="/vn/")
    assert run.code == 0
    assert run.articles().keys() == {ONE}


def test_the_same_article_under_two_urls(scene: Scene) -> None:
    canonical = f'<link rel="canonical" href="{ONE}">'
    run, _ = scene(
        {"/": listing([ONE, TWO]), ONE: article(100001, head=canonical), TWO: article(100001, head=canonical)}
    )
    assert run.code == 0
    assert run.states()[TWO][0] == "duplicate"
    assert len(run.articles()) == 1


SOURCES: dict[str, tuple[Mapping[str, Script], int, set[str], str]] = {
    "a sitemap in robots.txt, by a relative URL": (
        {"/robots.txt": text("Sitemap: /s m.xml"), "/s%20m.xml": urlset(ONE, TWO)}, 0, {ONE, TWO}, ""),
    "a packed sitemap below an index that names itself, too": (
        {"/robots.txt": text("Sitemap: /index.xml"), "/index.xml": index("/index.xml", "/a.xml.gz"),
         "/a.xml.gz": Answer(body=gzip.compress(urlset(ONE).body), kind="application/x-gzip")}, 0, {ONE}, ""),
    "a 404 page with status 200 for a sitemap": (
        {"/robots.txt": text("Sitemap: /a.xml"), "/a.xml": page("<!DOCTYPE html><p>404"), "/": listing([ONE])}, 0, {ONE},
        "an HTML page or plain text where a feed or sitemap should be"),
    "a feed that is HTML": (
        {"/": listing([ONE], head=FEED_LINK), "/rss/home.rss": page("<!DOCTYPE html><p>Không có tin")}, 0, {ONE}, "an HTML page"),
    "a feed that is refused": (
        {"/": listing([ONE], head=FEED_LINK), "/rss/home.rss": Answer(status=403)}, 3, {ONE}, "HTTP 403"),
    "a feed that is too large": (
        {"/": listing([ONE], head=FEED_LINK), "/rss/home.rss": Answer(body=bytes(50_001))}, 3, {ONE}, "larger than"),
    "a feed that redirects in a circle": (
        {"/": listing([ONE], head=FEED_LINK), "/rss/home.rss": moved("/rss"), "/rss": moved("/rss/home.rss")}, 3, {ONE},
        "redirects in a circle"),
    "a feed that redirects to the home page": (
        {"/": listing([ONE], head=FEED_LINK), "/rss/home.rss": moved("/")}, 3, {ONE}, "redirects to the home page"),
    "a feed that has moved": (
        {"/": listing([], head=FEED_LINK), "/rss/home.rss": moved("/rss"), "/rss": feed((ONE, ""))}, 0, {ONE}, ""),
    "a feed that was cut": (
        {"/": listing([], head=FEED_LINK), "/rss/home.rss": Answer(body=feed((ONE, ""), (TWO, "")).body[:200], length=999)},
        3, {ONE}, "was cut short"),
    "a section whose next page fails": (
        {"/": listing(["/xa-hoi/"]), "/xa-hoi/": listing([ONE], more='<a href="?p=2">2</a>'),
         "/xa-hoi/?p=2": Answer(status=500)}, 3, {ONE}, "HTTP 500"),
    "a section that moved to another site": (
        {"/": listing([ONE, "/xa-hoi/"]), "/xa-hoi/": moved("http://khac.invalid/")}, 3, {ONE}, "moved to another site"),
    "a home page without anything": ({"/": page("<p>Đang bảo trì</p>")}, 3, set(), "found nothing"),
    "a home page that is refused": ({"/": Answer(status=403)}, 4, set(), "home: HTTP 403"),
    "a home page that fails": ({"/": Answer(status=503)}, 4, set(), "home: HTTP 503"),
    "a home page that redirects in a circle": (
        {"/": moved("/a"), "/a": moved("/")}, 4, set(), "home: redirects in a circle"),
    "a home page that fails, with a sitemap": (
        {"/": Answer(status=500), "/robots.txt": text("Sitemap: /a.xml"), "/a.xml": urlset(ONE)}, 3, {ONE}, "home: HTTP 500"),
}  # fmt: skip


@pytest.mark.parametrize("what", SOURCES)
def test_a_source_and_the_run(scene: Scene, what: str) -> None:
    routes, code, archived, note = SOURCES[what]
    run, _ = scene({"/": listing([]), **ARTICLES, **routes}, NEWSBOT_MAX_BYTES="50000")
    assert run.code == code, run.report
    assert (set(run.articles()) if archived else set()) == archived
    if note:
        assert note in "\n".join(run.report["notes"])
    else:
        assert not run.report["notes"]


def endless(target: str) -> Answer:
    """Sitemaps below sitemaps and a calendar without end."""
    before, _, number = target.rpartition("=")
    following = f"{before}={int(number or 0) + 1}"
    if before.startswith("/map"):
        return index(following)
    return listing([ONE], more=f'<a rel="next" href="{following}">Ngày sau</a>')


@pytest.mark.parametrize(
    ("first", "most"), [("/map?n=1", 6), ("/lich/?ngay=1", 6)], ids=["sitemaps", "a calendar of listings"]
)
def test_what_has_no_end_is_left(scene: Scene, first: str, most: int) -> None:
    routes: dict[str, Script] = {f"{first[:-1]}{n}": endless for n in range(1, 50)}
    more = f'<link rel="next" href="{first}">' if "lich" in first else f'<link rel="sitemap" href="{first}">'
    run, server = scene({**ARTICLES, **routes, "/": listing([ONE, "/lich/"], head=more)})
    assert run.articles().keys() == {ONE}
    assert 1 < len([target for target in server.asked if target in routes]) <= most
    assert "brought nothing new" in "".join(run.report["notes"]) or "more sitemaps" in "".join(run.report["notes"])


ROBOTS: dict[str, tuple[Script, int, set[str]]] = {
    "disallows one article": (text(f"User-agent: newsbot\nDisallow: {TWO}"), 0, {ONE}),
    "has moved": (moved("/robots"), 0, {ONE}),
    "has moved to no web page": (moved("javascript:0"), 0, {ONE, TWO}),
    "disallows everything": (text("User-agent: *\nDisallow: /"), 4, set()),
    "fails": (Answer(status=500), 4, set()),
    "hangs up": (Answer(silent=True, reset=True), 4, set()),
}


@pytest.mark.parametrize("what", ROBOTS)
def test_robots_txt(scene: Scene, what: str) -> None:
    script, code, archived = ROBOTS[what]
    robots = text(f"User-agent: *\nDisallow: {TWO}")
    run, server = scene(
        {**ARTICLES, "/robots.txt": script, "/robots": robots, "/": listing([ONE, TWO])}, NEWSBOT_TIMEOUT="0.5"
    )
    assert run.code == code
    assert {path for path, (state, _) in run.states().items() if state == "archived"} == archived
    if not archived:
        assert set(server.asked) == {"/robots.txt"}
    elif TWO not in archived:
        assert run.states()[TWO] == ("disallowed", "robots.txt disallows it")
        assert server.times_asked(TWO) == 0


def test_a_crawl_delay_is_the_least_that_lies_between_two_requests(scene: Scene) -> None:
    run, server = scene(
        {**ARTICLES, "/robots.txt": text("User-agent: *\nCrawl-delay: 0.3"), "/": listing([ONE, TWO, THREE])}
    )
    assert run.code == 0
    assert all(after - before > 0.25 for before, after in zip(server.times, server.times[1:], strict=False))


def test_a_host_that_does_not_answer(tmp_path: Path) -> None:
    with Server({}) as server:
        pass
    run = crawl(server.base + "/", tmp_path)
    run.assert_sound()
    assert run.code == 4
    assert run.stderr == f"newsbot: {server.base}/ cannot be reached: robots.txt unreachable: connection refused\n"


def test_a_limit_ends_the_run_and_the_next_goes_on(scene: Scene) -> None:
    days = [article_path(number) for number in range(200001, 200013)]
    routes: dict[str, Script] = {path: article(200001 + n) for n, path in enumerate(days)}
    for number in range(1, 5):
        following = f'<a href="/xa-hoi/?p={number + 1}">{number + 1}</a>'
        target = f"/xa-hoi/?p={number}" if number > 1 else "/xa-hoi/"
        routes[target] = listing(days[3 * number - 3 : 3 * number], more=following if number < 4 else "")
    routes["/"] = listing(["/xa-hoi/"])
    run, server = scene(routes, "--limit", "2")
    assert run.code == 0
    assert run.report["pages"] == 2
    assert "stopped at the limit of 2 pages" in run.report["notes"]
    assert server.asked == ["/robots.txt", "/", "/xa-hoi/", *days[:2]]
    assert run.report["states"]["pending"] == 1


@pytest.mark.parametrize(
    ("options", "archived"),
    [
        (("--since", "2024-03-01"), {ONE, TWO}),
        (("--backfill", "2024-02..2024-02"), {THREE}),
    ],
)
def test_the_time_asked_for(scene: Scene, options: tuple[str, ...], archived: set[str]) -> None:
    entries = [
        (ONE, "Tue, 05 Mar 2024 08:00:00 +0700"),
        (TWO, "Mon, 04 Mar 2024 08:00:00 +0700"),
        (THREE, "Thu, 29 Feb 2024 23:59:59 GMT"),
        (FOUR, "Mon, 01 Jan 2024 08:00:00 +0700"),
    ]
    run, _ = scene({**ARTICLES, "/": listing([], head=FEED_LINK), "/rss/home.rss": feed(*entries)}, *options)
    assert run.code == 0
    assert run.articles().keys() == archived


def test_a_late_change_says_nothing_of_the_publication(scene: Scene) -> None:
    routes = {
        **ARTICLES,
        "/": listing([]),
        "/robots.txt": text("Sitemap: /a.xml"),
        "/a.xml": urlset(ONE, lastmod="2026-01-01"),
    }
    run, _ = scene(routes, "--backfill", "2024-01..2024-06")
    assert run.articles().keys() == {ONE}


def test_the_next_run_asks_for_sources_only_and_tries_failures_again(scene: Scene) -> None:
    run, server = scene({**ARTICLES, TWO: [Answer(status=404)] , THREE: [*[Answer(status=500)] * 3, article(100003)],
                         "/": listing([ONE, TWO, THREE])})  # fmt: skip
    assert run.code == 3
    first = len(server.asked)
    again = crawl(server.base + "/", run.folder.parent)
    again.assert_sound()
    assert again.code == 0
    assert server.asked[first:] == ["/robots.txt", "/", THREE]
    assert again.states()[THREE] == ("archived", None)
    assert again.report["archived"] == 1
    assert again.report["discovered"] == 0


def test_a_site_that_is_gone_keeps_what_is_pending(scene: Scene) -> None:
    run, server = scene({**ARTICLES, "/": listing(PATHS)}, "--limit", "1")
    server.routes["/robots.txt"] = Answer(status=503)
    again = crawl(server.base + "/", run.folder.parent)
    again.assert_sound()
    assert again.code == 4
    assert again.report["states"] == {"archived": 1, "pending": 3}
    assert all(entry.attempts <= 1 for entry in again.entries().values())
