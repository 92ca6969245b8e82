"""What a second crawl asks for, and that nothing is lost for it: real crawls, one after the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newsbot.archive import read
from newsbot.site import Archive, Feed, Section, Sitemap
from tests.crawl.command import Run
from tests.crawl.pages import article, listing, xml
from tests.crawl.paper import crawl_paper, start_paper
from tests.crawl.server import Answer, Script, Server

Serve = Callable[[Mapping[str, Script]], Server]
HOME = ["/robots.txt", "/"]


def path(number: int) -> str:
    return f"/gat-lua-o-khe-lanh-{number}.html"


def articles(numbers: Iterable[int]) -> dict[str, Script]:
    return {path(number): article(number) for number in numbers}


def section(numbers: Iterable[int], size: int = 3, name: str = "/xa-hoi/") -> dict[str, Script]:
    """A section whose pages link to the next one, newest first."""
    left = sorted(numbers, reverse=True)
    pages = [left[start : start + size] for start in range(0, len(left), size)]
    return {
        f"{name}?p={n}" if n > 1 else name: listing(
            map(path, page), more=f'<a href="?p={n + 1}">{n + 1}</a>' if n < len(pages) else ""
        )
        for n, page in enumerate(pages, 1)
    }


def feed(numbers: Iterable[int]) -> Answer:
    items = "".join(f"<item><link>{path(number)}</link></item>" for number in numbers)
    return xml(f"<rss><channel>{items}</channel></rss>")


def sitemap(numbers: Iterable[int]) -> Answer:
    return xml("<urlset>" + "".join(f"<url><loc>{path(number)}</loc></url>" for number in numbers) + "</urlset>")


def index(entries: Mapping[str, str]) -> Answer:
    rows = "".join(
        f"<sitemap><loc>{name}</loc>{f'<lastmod>{date}</lastmod>' if date else ''}</sitemap>"
        for name, date in entries.items()
    )
    return xml(f"<sitemapindex>{rows}</sitemapindex>")


def numbers(run: Run) -> set[int]:
    """Numbers of the articles in the archive, each there once."""
    found = [int((record.url or "").rpartition("-")[2].removesuffix(".html")) for record in read(run.folder)]
    assert len(found) == len(set(found))
    return set(found)


XA_HOI = Section("/xa-hoi/")
OLD = range(400001, 400016)
NEW = range(400016, 400024)


def test_a_section_is_left_at_known_ground(serve: Serve, tmp_path: Path) -> None:
    server = serve({"/": listing([]), **articles((*OLD, *NEW)), **section(OLD)})
    first = crawl_paper(server.base, tmp_path, XA_HOI)
    assert numbers(first) == {*OLD}
    assert [target for target in server.asked if target.startswith("/xa-hoi/")] == [*section(OLD)]
    server.asked.clear()
    again = crawl_paper(server.base, tmp_path, XA_HOI)
    assert (again.code, server.asked) == (0, [*HOME, "/xa-hoi/"])
    server.asked.clear()
    server.routes |= section((*OLD, *NEW))
    last = crawl_paper(server.base, tmp_path, XA_HOI)
    assert numbers(last) == {*OLD, *NEW}
    assert Counter(server.asked) == Counter([*HOME, *[*section((*OLD, *NEW))][:4], *map(path, NEW)])


@pytest.mark.parametrize("cut", ["kill", "limit"])
def test_a_walk_that_was_cut_off_leaves_no_gap(serve: Serve, tmp_path: Path, cut: str) -> None:
    server = serve({"/": listing([]), **articles((*OLD, *NEW)), **section(OLD)})
    crawl_paper(server.base, tmp_path, XA_HOI)
    server.routes |= section((*OLD, *NEW))
    server.asked.clear()
    if cut == "limit":
        crawl_paper(server.base, tmp_path, XA_HOI, limit="2")
        assert server.asked == [*HOME, "/xa-hoi/", path(400023), path(400022)]
    else:
        server.routes["/xa-hoi/?p=2"] = replace(listing([]), wait=3.0)
        process = start_paper(server.base, tmp_path, XA_HOI)
        server.wait_for(4)
        process.kill()
        process.communicate()
        server.routes |= section((*OLD, *NEW))
    last = crawl_paper(server.base, tmp_path, XA_HOI)
    last.assert_sound()
    assert numbers(last) == {*OLD, *NEW}


def test_a_first_walk_that_was_killed_is_walked_again_to_its_end(serve: Serve, tmp_path: Path) -> None:
    server = serve({"/": listing([]), **articles(OLD), **section(OLD), "/xa-hoi/?p=4": replace(listing([]), wait=3.0)})
    process = start_paper(server.base, tmp_path, XA_HOI)
    server.wait_for(6)
    process.kill()
    process.communicate()
    server.routes |= section(OLD)
    assert numbers(crawl_paper(server.base, tmp_path, XA_HOI)) == {*OLD}


def test_a_walk_whose_page_failed_is_walked_again_to_its_end(serve: Serve, tmp_path: Path) -> None:
    server = serve({"/": listing([]), **articles(OLD), **section(OLD), "/xa-hoi/?p=3": Answer(status=403)})
    assert crawl_paper(server.base, tmp_path, XA_HOI).code == 3
    server.routes |= section(OLD)
    assert numbers(crawl_paper(server.base, tmp_path, XA_HOI)) == {*OLD}


def test_feeds_and_sitemaps_are_asked_for_only_if_they_have_changed(serve: Serve, tmp_path: Path) -> None:
    sources = (Feed("/rss"), Sitemap("/sitemap.xml"))
    first, second = OLD[:5], OLD[5:10]
    server = serve({"/": listing([]), **articles(OLD)})
    server.routes |= {"/rss": replace(feed(first), etag='"f1"'), "/sitemap.xml": replace(sitemap(second), etag='"s1"')}
    crawl_paper(server.base, tmp_path, *sources)
    server.asked.clear()
    again = crawl_paper(server.base, tmp_path, *sources)
    assert (again.code, server.asked) == (0, [*HOME, "/rss", "/sitemap.xml"])
    assert server.not_modified == ["/rss", "/sitemap.xml"]
    server.routes["/rss"] = replace(feed(OLD), etag='"f2"')
    last = crawl_paper(server.base, tmp_path, *sources)
    last.assert_sound()
    assert numbers(last) == {*OLD}


def test_a_feed_that_was_left_out_in_part_is_read_again(serve: Serve, tmp_path: Path) -> None:
    dated = xml(
        f"<rss><channel><item><link>{path(400001)}</link><pubDate>Mon, 01 Jan 2024 08:00:00 +0700</pubDate></item>"
        f"<item><link>{path(400002)}</link><pubDate>Tue, 05 Mar 2024 08:00:00 +0700</pubDate></item></channel></rss>"
    )
    server = serve({"/": listing([]), **articles(OLD), "/rss": replace(dated, etag='"f1"')})
    assert numbers(crawl_paper(server.base, tmp_path, Feed("/rss"), since="2024-03-01")) == {400002}
    crawl_paper(server.base, tmp_path, Feed("/rss"), since="2024-03-02")
    assert server.not_modified == ["/rss"], "it has all that is asked for now"
    assert numbers(crawl_paper(server.base, tmp_path, Feed("/rss"))) == {400001, 400002}
    assert server.not_modified == ["/rss"]


def test_a_mended_site_file_finds_more_in_the_same_lists(serve: Serve, tmp_path: Path) -> None:
    both = [path(400001), path(400002).replace("html", "htm")]
    routes = {**articles([400001]), both[1]: article(400002), "/xa-hoi/": listing(both)}
    routes["/rss"] = replace(
        xml("".join(["<rss>", *(f"<item><link>{one}</link></item>" for one in both), "</rss>"])), etag='"f"'
    )
    server = serve({"/": listing([]), **routes})
    assert len(crawl_paper(server.base, tmp_path, Feed("/rss"), XA_HOI).articles()) == 1
    assert len(crawl_paper(server.base, tmp_path, Feed("/rss"), XA_HOI, ending="html?").articles()) == 2
    assert server.not_modified == []


def test_without_a_memory_everything_is_walked(serve: Serve, tmp_path: Path) -> None:
    server = serve({"/": listing([]), **articles(OLD), **section(OLD)})
    run = crawl_paper(server.base, tmp_path, XA_HOI)
    for file in run.folder.glob("ledger.sqlite*"):
        file.unlink()
    server.asked.clear()
    again = crawl_paper(server.base, tmp_path, XA_HOI)
    again.assert_sound()
    assert server.asked == [*HOME, *section(OLD)]
    assert numbers(again) == {*OLD}


MONTH = datetime.now(UTC).replace(day=1)
CLOSED = MONTH - timedelta(days=40)
TODAY = datetime.now(UTC).date().isoformat()
NOW_MAP, CLOSED_MAP = f"/news-{MONTH.year}-{MONTH.month}.xml", f"/news-{CLOSED.year}-{CLOSED.month}.xml"
SITEMAPS: dict[str, tuple[dict[str, str], dict[str, str], set[str]]] = {
    "a month that is over": ({NOW_MAP: "", CLOSED_MAP: ""}, {}, {NOW_MAP}),
    "no month in the name": ({"/a.xml": "", "/b.xml": ""}, {}, {"/a.xml", "/b.xml"}),
    "times of change": ({"/c.xml": "2024-01-31", "/d.xml": "2024-03-05"}, {}, {"/d.xml"}),
    "a late change": ({"/e.xml": "2024-01-31", "/f.xml": "2024-03-05"}, {"/e.xml": "2024-03-04"}, {"/f.xml", "/e.xml"}),
    "a time of change of today": ({"/i.xml": TODAY, "/j.xml": TODAY + "T23:59:59Z"}, {}, {"/i.xml", "/j.xml"}),
    "a time of change that is the same for all": (
        {"/g.xml": "2024-01-31", "/h.xml": "2024-01-31"}, {}, {"/g.xml", "/h.xml"}),
}  # fmt: skip


def test_sitemaps_that_have_nothing_new(serve: Serve, tmp_path: Path) -> None:
    indexes = {f"/sitemap-{n}.xml": case for n, case in enumerate(SITEMAPS.values())}
    names = [name for before, _, _ in SITEMAPS.values() for name in before]
    maps = {name: sitemap([OLD[place]]) for place, name in enumerate(names)}
    server = serve({"/": listing([]), **articles(OLD), **maps})
    sources = [Sitemap(name) for name in indexes]
    server.routes |= {name: index(before) for name, (before, _, _) in indexes.items()}
    assert numbers(crawl_paper(server.base, tmp_path, *sources)) == {*OLD[: len(names)]}
    server.routes |= {name: index(before | after) for name, (before, after, _) in indexes.items()}
    server.asked.clear()
    crawl_paper(server.base, tmp_path, *sources)
    for what, (before, _, asked) in SITEMAPS.items():
        assert before.keys() & server.asked == asked, what


def month_path(month: str, number: int) -> str:
    return f"/{month}/gat-lua-o-khe-lanh-{number}.html"


def months(*listed: str) -> dict[str, Script]:
    """A section with a page for each month, newest first, and its articles: two a month."""
    routes: dict[str, Script] = {}
    for place, month in enumerate(listed, 1):
        two = [month_path(month, int(month) * 10 + n) for n in (1, 2)]
        more = f'<a href="?p={place + 1}">{place + 1}</a>' if place < len(listed) else ""
        routes["/xa-hoi/" if place == 1 else f"/xa-hoi/?p={place}"] = listing(two, more=more)
        routes |= {target: article(int(month) * 10 + n) for n, target in enumerate(two, 1)}
    return routes


@pytest.mark.parametrize(
    ("options", "archived", "pages"),
    [
        ({"backfill": "2024-02..2024-02"}, {2024021, 2024022}, 3),
        ({"since": "2024-02-15"}, {2024031, 2024032, 2024021, 2024022}, 3),
        ({"backfill": "2023-12-20..2024-01-31"}, {2024011, 2024012, 2023121, 2023122}, 5),
        ({}, {month * 10 + n for month in (202403, 202402, 202401, 202312, 202311, 202310) for n in (1, 2)}, 6),
    ],
    ids=["a month", "since", "two months", "all"],
)
def test_the_time_asked_for_bounds_a_section(
    serve: Serve, tmp_path: Path, options: dict[str, str], archived: set[int], pages: int
) -> None:
    server = serve({"/": listing([]), **months("202403", "202402", "202401", "202312", "202311", "202310")})
    run = crawl_paper(server.base, tmp_path, XA_HOI, **options)
    run.assert_sound()
    assert numbers(run) == archived
    assert len([target for target in server.asked if target.startswith("/xa-hoi/")]) == pages


def test_what_was_left_out_once_is_found_when_it_is_asked_for(serve: Serve, tmp_path: Path) -> None:
    server = serve({"/": listing([]), **months("202403", "202402", "202401", "202312")})
    crawl_paper(server.base, tmp_path, XA_HOI, since="2024-03-01")
    server.asked.clear()
    crawl_paper(server.base, tmp_path, XA_HOI, since="2024-03-02")
    assert server.asked == [*HOME, "/xa-hoi/"], "known ground, also on a second run"
    crawl_paper(server.base, tmp_path, XA_HOI, backfill="2024-01..2024-01")
    assert len(numbers(crawl_paper(server.base, tmp_path, XA_HOI))) == 8


def test_an_archive_by_date_goes_straight_to_the_days_asked_for(serve: Serve, tmp_path: Path) -> None:
    days = {f"/luu-tru/2024/3/{day}/": listing([path(400000 + day)]) for day in (1, 2, 4)}
    server = serve({"/": listing([]), **articles(OLD), **days})
    source = Archive("/luu-tru/{Y}/{m}/{d}/", begins="2024-01-01")
    run = crawl_paper(server.base, tmp_path, source, backfill="2024-03-01..2024-03-04")
    run.assert_sound()
    assert (run.code, numbers(run)) == (0, {400001, 400002, 400004})
    assert [target for target in server.asked if "luu-tru" in target] == [
        f"/luu-tru/2024/3/{day}/" for day in (4, 3, 2, 1)
    ]


def test_an_archive_of_nothing_is_reported(serve: Serve, tmp_path: Path) -> None:
    server = serve({"/": listing([path(400001)]), **articles(OLD)})
    run = crawl_paper(server.base, tmp_path, Archive("/{Y}/{m:02}/"))
    assert run.code == 3
    assert "6 listings in a row were empty" in run.note("archive /{Y}/{m:02}/")
    assert "listings without links to articles" in run.note("archive /{Y}/{m:02}/")
