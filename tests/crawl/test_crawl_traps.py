"""What would trap a crawler, and what sites serve in the place of what was asked for: named, reported, and left."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from newsbot.site import Archive, Section
from tests.crawl.command import Run, crawl
from tests.crawl.conftest import Scene
from tests.crawl.pages import article, article_html, article_path, listing, xml
from tests.crawl.paper import crawl_paper
from tests.crawl.server import Answer, Script, Server, moved, page

Serve = Callable[[Mapping[str, Script]], Server]
PATHS = [article_path(number) for number in range(500001, 500021)]
ARTICLES: Mapping[str, Script] = {path: article(500001 + number) for number, path in enumerate(PATHS)}
ONE, TWO, THREE = PATHS[:3]
FEED_LINK = '<link rel="alternate" type="application/rss+xml" href="/rss.xml">'


# Ways without an end


def link(rel: str, target: str) -> str:
    return f'<a rel="{rel}" href="{target}">Tiếp</a>'


def calendar(target: str) -> Answer:
    """A listing for every day of all time, with the same newest articles at its side."""
    day = int(target.partition("=")[2] or 0)
    return listing([ONE], more=link("next", f"/lich/?ngay={day + 1}") + link("prev", f"/lich/?ngay={day - 1}"))


def always(target: str) -> Answer:
    """Every page of the section is its first one, and there is always a next one."""
    number = int(target.partition("=")[2] or 1)
    return listing([ONE, TWO], more=f'<a href="/lap/?page={number + 1}">{number + 1}</a>')


FACETS = "".join(f'<a href="/loc/?noi={a}&sap-xep={b}">Lọc</a>' for a in "abc" for b in "xyz")
CIRCLE = "its next page is one that came before"
QUIET = "3 pages brought nothing new"
TRAPS: list[tuple[str, str, Mapping[str, Script], int, str]] = [
    ("a calendar", "/lich/", {f"/lich/?ngay={n}": calendar for n in range(1, 60)} | {"/lich/": calendar}, 4, QUIET),
    ("a page N+1 that repeats page N", "/lap/",
     {f"/lap/?page={n}": always for n in range(2, 60)} | {"/lap/": always}, 4, QUIET),
    ("a next page that is the page itself", "/day/", {"/day/": listing([ONE], more=link("next", "/day/"))}, 1, CIRCLE),
    ("a next page that is the first one", "/dau/",
     {"/dau/": listing([ONE], more=link("next", "?p=2")), "/dau/?p=2": listing([TWO], more=link("next", "/dau/"))}, 2, CIRCLE),
    ("facets", "/loc/", {"/loc/": listing([ONE, TWO], more=FACETS)}, 1, ""),
    ("a next page with a session of its own each time", "/phien/",
     {"/phien/": listing([ONE], more=link("next", "/phien/?PHPSESSID=8f1c"))}, 1, CIRCLE),
    ("a next page on another site", "/ngoai/",
     {"/ngoai/": listing([ONE], more=link("next", "https://khac.invalid/xa-hoi/?p=2"))}, 1, ""),
]  # fmt: skip


@pytest.fixture(scope="module")
def trapped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Run, Server]]:
    """One crawl of a site whose sections are traps."""
    routes: dict[str, Script] = {"/": listing(section for _, section, *_ in TRAPS), **ARTICLES}
    for _, _, more, *_ in TRAPS:
        routes |= more
    with Server(routes) as server:
        run = crawl(server.base + "/", tmp_path_factory.mktemp("archive"))
        run.assert_sound()
        yield run, server


@pytest.mark.parametrize(("section", "_", "asked", "note"), [one[1:] for one in TRAPS], ids=[one[0] for one in TRAPS])
def test_a_branch_that_brings_nothing_new_is_left_and_reported(
    trapped: tuple[Run, Server], section: str, _: object, asked: int, note: str
) -> None:
    run, server = trapped
    assert run.code == 0
    assert set(run.articles()) == {ONE, TWO}
    assert len([target for target in server.asked if target.startswith(section)]) == asked
    told = run.note(f"section {server.base}{section}")
    assert note in told
    assert bool(told) is bool(note)


def maze(target: str) -> Answer:
    """Every visit gets a key of its own, in every link."""
    number = int(target.partition("khach=")[2] or 0)
    links = [f"{path}?khach={number}" for path in PATHS[:10]]
    return listing(links, more=link("next", f"/xa-hoi/?khach={number + 1}"))


def test_a_key_for_every_visit_makes_no_new_articles(scene: Scene) -> None:
    head = {path: f'<link rel="canonical" href="{path}">' for path in PATHS}
    pages: dict[str, Script] = {"/": listing(["/xa-hoi/"]), "/xa-hoi/": maze}
    pages |= {f"/xa-hoi/?khach={n}": maze for n in range(60)}
    pages |= {
        f"{path}?khach={n}": article(500001 + place, head=head[path])
        for n in range(60)
        for place, path in enumerate(PATHS)
    }
    run, server = scene(pages)
    assert run.report["states"]["archived"] == 10
    assert len([target for target in server.asked if target.startswith("/xa-hoi/")]) <= 12
    assert "its URLs are new names of known articles" in run.note("section")


def test_variants_of_a_url_are_one(scene: Scene) -> None:
    tails = [
        "?utm_source=zalo&utm_medium=x",
        "?fbclid=1",
        "?gclid=1",
        "?zarsrc=31",
        "?gidzl=a",
        "#c",
        ";jsessionid=AB12",
    ]
    run, server = scene({"/": listing([ONE + tail for tail in tails]), **ARTICLES})
    assert [target for target in server.asked if target != "/robots.txt"] == ["/", ONE]
    assert set(run.states()) == {ONE}


# Feeds beyond all measure


def test_a_feed_that_is_cut_says_so(scene: Scene) -> None:
    items = "<item><link>https://khac.invalid/bai.html</link></item>" * 60_000
    text = f"<rss><channel><item><link>{ONE}</link></item>{items}</channel></rss>"
    run, _ = scene({"/": listing([], head=FEED_LINK), **ARTICLES, "/rss.xml": xml(text)})
    assert (run.code, set(run.articles())) == (0, {ONE})
    assert "only its first 50000 entries are taken" in run.note("feed")


LEVELS = "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
LAUGHS = f'<!DOCTYPE r [<!ENTITY a "ha">{LEVELS}]><rss><channel><item><link>{ONE}</link><title>&i;</title></item></channel></rss>'
BOMBS = [
    ("a billion laughs", Answer(body=LAUGHS.encode(), kind="application/rss+xml"), {ONE}, ""),
    ("200 MB in a gzip file",
     Answer(body=gzip.compress(f"<rss><channel><item><link>{ONE}</link></item>".encode() + b" " * 200_000_000)), {ONE},
     "only its beginning is read"),
    ("200 MB in a packed answer",
     Answer(body=gzip.compress(b"<rss>" + b" " * 200_000_000), headers={"Content-Encoding": "gzip"}), {TWO},
     "larger than"),
]  # fmt: skip


@pytest.mark.parametrize(("feed", "archived", "note"), [one[1:] for one in BOMBS], ids=[one[0] for one in BOMBS])
def test_a_feed_that_would_fill_the_memory(scene: Scene, feed: Answer, archived: set[str], note: str) -> None:
    home = listing([TWO] if archived == {TWO} else [], head=FEED_LINK)
    run, _ = scene({"/": home, **ARTICLES, "/rss.xml": feed})
    assert set(run.articles()) == archived
    assert note in run.note("feed")


# Something else in the place of what was asked for


def test_the_home_page_for_every_url(scene: Scene) -> None:
    home = listing([*PATHS[:6], "/xa-hoi/"])
    run, _ = scene({"/": home, "/xa-hoi/": home, **dict.fromkeys(PATHS[:6], home)})
    assert run.code == 3
    assert set(run.states().values()) == {("failed", "the home page is served in its place")}
    assert run.report["archived"] == 0
    assert "the home page was served in the place of 6 pages" in run.report["notes"]


def test_the_home_page_for_one_url_that_is_gone(scene: Scene) -> None:
    home = listing(PATHS[:6])
    run, _ = scene({"/": home, **ARTICLES, PATHS[5]: home})
    assert run.code == 0
    assert run.states()[PATHS[5]] == ("gone", "the home page is served in its place")
    assert "the home page was served in the place of 1 pages" in run.report["notes"]


def test_pages_that_redirect_to_another_paper(scene: Scene) -> None:
    away = {path: moved(f"https://khac.invalid{path}") for path in (TWO, THREE)}
    run, _ = scene({"/": listing([ONE, TWO, THREE]), **ARTICLES, **away})
    assert run.code == 0
    assert run.states()[TWO] == ("moved", f"left the site: https://khac.invalid{TWO}")
    assert "2 pages have moved to another site: khac.invalid" in run.report["notes"]


def test_a_listing_without_links(serve: Serve, tmp_path: Path) -> None:
    server = serve({"/": listing([ONE]), **ARTICLES, "/xa-hoi/": page("<div id=app></div><script>load()</script>")})
    run = crawl_paper(server.base, tmp_path, Section("/xa-hoi/"), Archive("/{Y}/", begins="2024-01-01"))
    run.assert_sound()
    assert run.code == 3
    assert run.note("section /xa-hoi/") == "section /xa-hoi/: a listing without links to articles"


def test_a_layout_that_nobody_knows(serve: Serve, tmp_path: Path) -> None:
    known = page(article_html(500001).replace("<article>", '<article class="khe-lanh-body">'))
    server = serve({"/": listing(PATHS[:3]), **ARTICLES, ONE: known})
    run = crawl_paper(server.base, tmp_path, Section("/"))
    assert run.code == 0
    assert len(run.articles()) == 3, "read by the general rules, and told"
    assert "2 of 3 articles have none of the site's known layouts: the general rules read them" in run.report["notes"]


def test_pages_that_nobody_can_read(scene: Scene) -> None:
    bare = page("<table><tr><td><font>Đường mới về bản</font></td></tr></table>")
    run, _ = scene({"/": listing(PATHS[:4]), **dict.fromkeys(PATHS[:4], bare)})
    assert run.code == 3
    assert {state for state, _ in run.states().values()} == {"not_article"}
    assert "none of 4 pages reads as an article: an unknown layout, or no news site" in run.report["notes"]


@pytest.mark.parametrize("claimed", ["/", "/xa-hoi/", ONE])
def test_a_template_that_claims_one_url_for_all(serve: Serve, tmp_path: Path, claimed: str) -> None:
    slugs = ["gat-lua", "cho-que", "mua-xuan"]
    head = f'<link rel="canonical" href="{claimed}">'
    pages: dict[str, Script] = {
        f"/{slug}-{500101 + n}.html": article(500101 + n, head=head) for n, slug in enumerate(slugs)
    }
    server = serve({"/": listing([*pages]), **pages})
    run = crawl_paper(server.base, tmp_path, Section("/"))
    assert run.articles().keys() == pages.keys()
    assert {record.revision for record in run.articles().values()} == {1}
    assert len({record.id for record in run.articles().values()}) == 3
