"""Budgets: what a server could let go on forever ends, with a reason, and what honest sites do is not cut."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from newsbot.site import Sitemap
from tests.crawl.command import Run, crawl
from tests.crawl.conftest import Scene
from tests.crawl.pages import article, article_path, listing, urlset, xml
from tests.crawl.paper import crawl_paper
from tests.crawl.server import Answer, Script, Server, moved

Serve = Callable[[Mapping[str, Script]], Server]
PATHS = [article_path(number) for number in range(600001, 600061)]
TOO_MANY = ("failed", "redirects more than 10 times")


# Redirects


def chain(length: int) -> dict[str, Script]:
    """So many redirects in a row from the first page, and an article at their end."""
    steps: dict[str, Script] = {PATHS[n]: moved(PATHS[n + 1]) for n in range(length)}
    return {"/": listing(PATHS[:1]), **steps, PATHS[length]: article(600001 + length)}


def test_ten_redirects_lead_to_the_article(scene: Scene) -> None:
    run, _ = scene(chain(10))
    assert run.code == 0
    assert set(run.articles()) == {PATHS[10]}


def test_a_chain_of_eleven_fails_with_a_reason_and_does_not_go_on_in_the_next_run(serve: Serve, tmp_path: Path) -> None:
    server = serve(chain(40))
    for _ in range(2):
        run = crawl(server.base + "/", tmp_path)
        run.assert_sound()
        assert run.code == 3
        assert run.states()[PATHS[10]] == TOO_MANY
        assert len(run.states()) == 11
    assert server.times_asked(PATHS[10]) == 2


# Lists


def index(base: str, paths: Iterable[str]) -> Answer:
    rows = "".join(f"<sitemap><loc>{base}{path}</loc></sitemap>" for path in paths)
    return xml(f"<sitemapindex>{rows}</sitemapindex>")


def with_sitemap(server: Server, path: str = "/sitemap.xml") -> None:
    server.routes["/robots.txt"] = Answer(body=f"Sitemap: {server.base}{path}\n".encode(), kind="text/plain")


def crawled(server: Server, archive: Path) -> Run:
    run = crawl(server.base + "/", archive)
    run.assert_sound()
    return run


def test_an_index_of_20000_sitemaps_that_all_list_one_article(serve: Serve, tmp_path: Path) -> None:
    server = serve({"/": listing([]), PATHS[0]: article(600001)})
    paths = [f"/s{n}.xml" for n in range(20_000)]
    server.routes |= {"/sitemap.xml": index(server.base, paths), **dict.fromkeys(paths, urlset(server.base, PATHS[:1]))}
    with_sitemap(server)
    run = crawled(server, tmp_path)
    assert set(run.articles()) == {PATHS[0]}
    assert run.code == 0
    assert len(server.asked) <= 110
    assert "of the sitemaps of" in run.note("100 in a row brought nothing")


def test_sitemaps_that_name_each_other_are_asked_for_once(serve: Serve, tmp_path: Path) -> None:
    server = serve({"/": listing([]), PATHS[0]: article(600001)})
    paths = [f"/s{n}.xml" for n in range(20)]
    server.routes |= {path: index(server.base, [*paths, "/bai.xml"]) for path in paths}
    server.routes["/bai.xml"] = urlset(server.base, PATHS[:1])
    with_sitemap(server, paths[0])
    assert set(crawled(server, tmp_path).articles()) == {PATHS[0]}
    assert all(server.times_asked(path) == 1 for path in paths)


def test_a_big_index_of_days_without_a_date_is_read_whole(serve: Serve, tmp_path: Path) -> None:
    server = serve({"/": listing([])})
    days = {f"/s{n}.xml": urlset(server.base, [path]) for n, path in enumerate(PATHS)}
    server.routes |= {path: article(600001 + n) for n, path in enumerate(PATHS)}
    empty = {f"/e{n}.xml": Answer(status=404) for n in range(90)}
    server.routes |= {**days, **empty, "/sitemap.xml": index(server.base, [*list(days)[:30], *empty, *list(days)[30:]])}
    with_sitemap(server)
    assert set(crawled(server, tmp_path).articles()) == set(PATHS)


def test_a_home_page_that_names_a_thousand_feeds_that_are_none(scene: Scene) -> None:
    links = "".join(f'<link rel="alternate" type="application/rss+xml" href="/r{n}.xml">' for n in range(1000))
    run, server = scene({"/": listing(PATHS[:1], head=links), PATHS[0]: article(600001)})
    assert set(run.articles()) == {PATHS[0]}
    assert len(server.asked) <= 105
    assert "of the feeds of the site were not asked for: 100 in a row brought nothing" in "\n".join(run.report["notes"])


# Listings


def endless(serve: Serve, tmp_path: Path, page_of: Callable[[str, int], Answer]) -> tuple[Run, Server]:
    """Crawl a section of which every page links to a next one."""
    server = serve({"/": listing([*PATHS[:1], "/xa-hoi/"]), PATHS[0]: article(600001)})
    server.routes["/xa-hoi/"] = page_of(server.base, 1)
    server.routes |= {f"/xa-hoi/?page={n}": page_of(server.base, n) for n in range(2, 200)}
    return crawled(server, tmp_path), server


def onward(number: int) -> str:
    return f'<a rel="next" href="/xa-hoi/?page={number + 1}">Tiếp</a>'


def test_a_listing_of_nothing_but_404s_is_left(serve: Serve, tmp_path: Path) -> None:
    def page_of(_: str, number: int) -> Answer:
        return listing([article_path(710000 + 10 * number + n) for n in range(10)], more=onward(number))

    run, server = endless(serve, tmp_path, page_of)
    assert run.code == 0
    assert "left at" in run.note("its last 100 URLs brought no article")
    assert len([one for one in server.asked if one.startswith("/xa-hoi/")]) <= 20


def test_one_text_under_ever_new_urls_is_left(serve: Serve, tmp_path: Path) -> None:
    def page_of(_: str, number: int) -> Answer:
        return listing([f"{PATHS[1]}?o={number}-{n}" for n in range(10)], more=onward(number))

    server = serve({"/": listing(["/xa-hoi/"]), "/xa-hoi/": page_of("", 1)})
    server.routes |= {f"/xa-hoi/?page={n}": page_of("", n) for n in range(2, 60)}
    server.routes |= {f"{PATHS[1]}?o={n}-{m}": article(600002) for n in range(1, 60) for m in range(10)}
    run = crawled(server, tmp_path)
    assert "its last 100 URLs brought no article" in run.note("section"), "one text at ever new URLs is not believed"
    assert len([one for one in server.asked if one.startswith("/xa-hoi/")]) <= 20


def test_a_relative_link_that_makes_paths_without_end(serve: Serve, tmp_path: Path) -> None:
    server = serve({"/": listing(["tin/xa/"])})
    for n in range(1, 60):
        path = "/" + "tin/xa/" * n
        links = [f"tin/xa/ba-con-thon-khe-lanh-gat-xong-vu-mua-{600001 + m}.html" for m in range(3)]
        server.routes[path] = listing(links, more='<a rel="next" href="tin/xa/">Tiếp</a>')
        server.routes |= {path + link: article(600001 + m) for m, link in enumerate(links)}
    run = crawled(server, tmp_path)
    assert len(server.asked) < 20
    assert "the path of its next page repeats itself" in run.note("section")
    assert run.note("links whose path repeats itself were left alone")


# Scope


def test_lists_on_other_hosts_are_left_alone_and_told(serve: Serve, tmp_path: Path) -> None:
    with Server({"/s.xml": xml("<urlset/>"), "/rss": xml("<rss/>")}, host="127.0.0.2") as cdn:
        feed = f'<link rel="alternate" type="application/rss+xml" href="{cdn.base}/rss">'
        server = serve(
            {"/": listing(PATHS[:1], head=feed), PATHS[0]: article(600001), "/away.xml": moved(cdn.base + "/s.xml")}
        )
        lines = "".join(
            f"Sitemap: {base}\n" for base in (cdn.base + "/s.xml", server.base + "/in.xml", server.base + "/away.xml")
        )
        server.routes["/robots.txt"] = Answer(body=lines.encode(), kind="text/plain")
        server.routes["/in.xml"] = index(cdn.base, ["/s.xml"])
        run = crawled(server, tmp_path)
    assert cdn.asked == []
    host = cdn.base.removeprefix("http://")
    assert f"3 feeds or sitemaps on another host were not asked for: {host}" in "\n".join(run.report["notes"])
    assert "moved to another site" in run.note("away.xml")


def test_a_list_on_another_host_that_the_site_file_names_is_asked(serve: Serve, tmp_path: Path) -> None:
    server = serve({"/": listing([]), **{path: article(600001 + n) for n, path in enumerate(PATHS[:3])}})
    with Server({}, host="127.0.0.2") as cdn:
        cdn.routes["/s.xml"] = index(cdn.base, ["/1.xml"])
        cdn.routes["/1.xml"] = urlset(server.base, PATHS[:2])
        server.routes["/old.xml"] = moved(cdn.base + "/2.xml")
        cdn.routes["/2.xml"] = urlset(server.base, PATHS[2:3])
        run = crawl_paper(server.base, tmp_path, Sitemap(cdn.base + "/s.xml"), Sitemap("/old.xml"))
        run.assert_sound()
    assert run.code == 0, run.report["notes"]
    assert set(run.articles()) == set(PATHS[:3])
