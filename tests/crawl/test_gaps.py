"""Silent gaps: a list that holds nothing that was known at the last run may have turned over in between."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from newsbot.site import Feed, Section, Sitemap
from tests.crawl.command import Run, run
from tests.crawl.paper import crawl_paper
from tests.crawl.server import NOT_FOUND, Answer, Script, Server
from tests.crawl.test_bad_days import front, path, story

Serve = Callable[[Mapping[str, Script]], Server]
START = datetime(2024, 10, 18, 1, 30, tzinfo=UTC)
FEED, MAP, SECTION = Feed("/rss"), Sitemap("/map.xml"), Section("/muc/")
TOLD = "a gap since 18 October 2024 is possible: it lists nothing that was known then"
NUMBERS = range(500001, 500041)


def feed(numbers: Sequence[int], etag: str | None = None) -> Answer:
    items = "".join(f"<item><title>Tin</title><link>{path(number)}</link></item>" for number in numbers)
    body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Tin</title>{items}</channel></rss>'
    return Answer(body=body.encode(), kind="application/rss+xml", etag=etag)


def sitemap(base: str, numbers: Sequence[int]) -> Answer:
    urls = "".join(f"<url><loc>{base}{path(number)}</loc></url>" for number in numbers)
    body = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'
    return Answer(body=body.encode(), kind="application/xml")


def index(base: str, names: Sequence[str]) -> Answer:
    maps = "".join(f"<sitemap><loc>{base}{name}</loc></sitemap>" for name in names)
    body = f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{maps}</sitemapindex>'
    return Answer(body=body.encode(), kind="application/xml")


def listing(numbers: Sequence[int], css: str = "muc") -> Answer:
    return front([path(number) for number in numbers], css=css)


def newest(last: int, many: int = 6) -> range:
    """So many articles, newest first."""
    return range(last, last - many, -1)


@pytest.fixture
def server(serve: Serve) -> Server:
    return serve({"/": front([]), **{path(number): story(number) for number in NUMBERS}})


def crawl_on(server: Server, archive: Path, day: float, *sources: Any, **options: str) -> Run:
    now = (START + timedelta(days=day)).isoformat()
    found = crawl_paper(server.base, archive, *sources, now=now, revisits="", **options)
    assert found.code != 1, found.stderr
    found.assert_sound()
    return found


def gaps(run: Run) -> list[tuple[str, str]]:
    """Source and day of each possible gap."""
    return [(gap["source"], gap["since"][:10]) for gap in run.report["gaps"]]


def status(archive: Path) -> list[str]:
    """The possible gaps that `newsbot status` tells."""
    found: list[str] = json.loads(run("status", "--archive", str(archive), "--json").stdout)["gaps"]
    return found


def test_a_feed_that_turned_over_may_have_a_gap(server: Server, tmp_path: Path) -> None:
    name = f"feed {server.base}/rss"
    server.routes["/rss"] = feed(newest(500006))
    first = crawl_on(server, tmp_path, 0, FEED)
    assert (first.code, gaps(first)) == (0, []), "nothing is missing from what was never read before"
    server.routes["/rss"] = feed(newest(500020))
    turned = crawl_on(server, tmp_path, 3, FEED)
    assert (turned.code, gaps(turned)) == (3, [(name, "2024-10-18")])
    assert turned.report["gaps"][0]["until"].startswith("2024-10-21")
    assert turned.report["notes"][1:] == [f"{name}: {TOLD}"]
    assert status(tmp_path) == [f"{name}: {TOLD}"]
    assert TOLD in run("status", "--archive", str(tmp_path)).stdout
    server.routes["/rss"] = feed(newest(500022))
    after = crawl_on(server, tmp_path, 4, FEED)
    assert (after.code, gaps(after)) == (0, []), "told once"
    assert status(tmp_path) == [f"{name}: {TOLD}"], "and not forgotten"


def test_a_backfill_of_that_time_closes_it(server: Server, tmp_path: Path) -> None:
    server.routes["/rss"] = feed(newest(500006))
    crawl_on(server, tmp_path, 0, FEED)
    server.routes["/rss"] = feed(newest(500020))
    crawl_on(server, tmp_path, 3, FEED)
    for span, left in (("2024-10-19..2024-10-25", 1), ("2024-10-18..2024-10-20", 1), ("2024-10-18..2024-10-25", 0)):
        closing = crawl_on(server, tmp_path, 9, FEED, backfill=span)
        assert (closing.code, gaps(closing)) == (0, [])
        assert closing.report["backfill"].startswith(f"{span[:10]}T00:00:00+00:00..2024-10-2")
        assert len(status(tmp_path)) == left


LISTS: dict[str, tuple[Sequence[int], Sequence[int], bool]] = {
    "one article that was known is left": (newest(500006), newest(500011), False),
    "none is left": (newest(500006), newest(500012), True),
    "as before": (newest(500006), newest(500006), False),
    "empty now": (newest(500006), [], False),
    "empty before": ([], newest(500006), False),
    "so few that it turns over with every article": (newest(500002, 2), newest(500004, 2), False),
}
KINDS: dict[str, tuple[str, Callable[[str, Sequence[int]], Answer], tuple[Any, ...]]] = {
    "home": ("/", lambda _, numbers: listing(numbers, css="trang-chu"), ()),
    "feed": ("/rss", lambda _, numbers: feed(numbers), (FEED,)),
    "sitemap": ("/map.xml", sitemap, (MAP,)),
    "section": ("/muc/", lambda _, numbers: listing(numbers), (SECTION,)),
}


@pytest.mark.parametrize("what", LISTS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_list_that_holds_nothing_that_was_known(server: Server, tmp_path: Path, kind: str, what: str) -> None:
    before, now, is_gap = LISTS[what]
    target, make, sources = KINDS[kind]
    server.routes[target] = make(server.base, before)
    assert gaps(crawl_on(server, tmp_path, 0, *sources)) == []
    server.routes[target] = make(server.base, now)
    found = crawl_on(server, tmp_path, 2, *sources)
    assert [since for _, since in gaps(found)] == ["2024-10-18"] * is_gap
    assert TOLD in " ".join(found.report["notes"]) or not is_gap
    assert found.code == 3 or not is_gap


def test_a_list_that_was_never_read_before_has_no_gap(server: Server, tmp_path: Path) -> None:
    server.routes |= {"/": listing(newest(500006)), "/rss": feed(newest(500020))}
    crawl_on(server, tmp_path, 0)
    found = crawl_on(server, tmp_path, 2, FEED)
    assert (found.code, gaps(found)) == (0, [])


def test_an_empty_list_in_between_does_not_hide_a_gap(server: Server, tmp_path: Path) -> None:
    for day, answer in enumerate((feed(newest(500006)), feed([]), NOT_FOUND)):
        server.routes["/rss"] = answer
        crawl_on(server, tmp_path, day, FEED)
    server.routes["/rss"] = feed(newest(500020))
    assert gaps(crawl_on(server, tmp_path, 3, FEED)) == [(f"feed {server.base}/rss", "2024-10-18")]


def test_what_another_list_has_without_a_gap_is_no_gap(server: Server, tmp_path: Path) -> None:
    server.routes |= {"/rss": feed(newest(500006)), "/map.xml": sitemap(server.base, newest(500006))}
    crawl_on(server, tmp_path, 0, FEED, MAP)
    server.routes |= {"/rss": feed(newest(500020)), "/map.xml": sitemap(server.base, newest(500020, 20))}
    whole = crawl_on(server, tmp_path, 2, FEED, MAP)
    assert (whole.code, gaps(whole), len(whole.entries())) == (0, [], 20)


def test_what_the_home_page_shows_beside_an_old_article_proves_nothing(server: Server, tmp_path: Path) -> None:
    server.routes |= {"/": listing([500001]), "/rss": feed(newest(500006))}
    crawl_on(server, tmp_path, 0, FEED)
    server.routes |= {"/": listing([*newest(500020), 500001]), "/rss": feed(newest(500020))}
    assert gaps(crawl_on(server, tmp_path, 2, FEED)) == [(f"feed {server.base}/rss", "2024-10-18")]


def test_a_run_that_could_not_read_the_list_does_not_hide_a_gap(server: Server, tmp_path: Path) -> None:
    server.routes["/rss"] = feed(newest(500006))
    crawl_on(server, tmp_path, 0, FEED)
    server.routes |= {"/": listing([500018]), "/rss": Answer(status=403)}
    crawl_on(server, tmp_path, 1, FEED)
    server.routes["/rss"] = feed(newest(500020))
    assert gaps(crawl_on(server, tmp_path, 2, FEED)) == [(f"feed {server.base}/rss", "2024-10-18")]


def test_the_sitemaps_of_an_index_are_one_source(server: Server, tmp_path: Path) -> None:
    name = f"sitemap {server.base}/map.xml"
    server.routes |= {"/map.xml": index(server.base, ["/a.xml"]), "/a.xml": sitemap(server.base, newest(500006))}
    crawl_on(server, tmp_path, -1, MAP)
    server.routes |= {
        "/map.xml": index(server.base, ["/a.xml", "/b.xml"]),
        "/a.xml": sitemap(server.base, newest(500010, 10)),
        "/b.xml": sitemap(server.base, newest(500015, 5)),
    }
    assert gaps(crawl_on(server, tmp_path, 0, MAP)) == []
    server.routes |= {"/map.xml": index(server.base, ["/c.xml"]), "/c.xml": sitemap(server.base, newest(500030))}
    assert gaps(crawl_on(server, tmp_path, 2, MAP)) == [(name, "2024-10-18")]


def test_a_feed_that_has_not_changed_was_seen_all_the_same(server: Server, tmp_path: Path) -> None:
    server.routes["/rss"] = feed(newest(500006), etag='"1"')
    crawl_on(server, tmp_path, -2, FEED)
    same = crawl_on(server, tmp_path, 0, FEED)
    assert (gaps(same), server.not_modified) == ([], ["/rss"])
    server.routes["/rss"] = feed(newest(500020))
    assert gaps(crawl_on(server, tmp_path, 2, FEED)) == [(f"feed {server.base}/rss", "2024-10-18")]
