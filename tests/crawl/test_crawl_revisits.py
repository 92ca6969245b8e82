"""Archived articles fetched again: real crawls of a paper whose articles came out half an hour before the first one."""

from __future__ import annotations

import gzip
import signal
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newsbot.archive import read
from newsbot.archive.tombstone import EMPTY_HASH
from newsbot.site import Feed, Section
from tests.crawl.command import Run, finish, start
from tests.crawl.pages import article, article_html, listing
from tests.crawl.paper import crawl_paper, start_paper
from tests.crawl.server import NOT_FOUND, Answer, Script, Server, moved, page

Serve = Callable[[Mapping[str, Script]], Server]
START = datetime(2024, 10, 5, 1, 30, tzinfo=UTC)
HOME = ["/robots.txt", "/"]


def path(number: int) -> str:
    return f"/gat-lua-o-khe-lanh-{number}.html"


ONE, TWO = path(500001), path(500002)


def at(hours: float) -> str:
    return (START + timedelta(hours=hours)).isoformat()


def crawl_at(server: Server, archive: Path, hours: float, *sources: Section | Feed, **options: str) -> Run:
    """Crawl so many hours after the first crawl; `server.asked` then holds what this crawl asked for."""
    server.asked.clear()
    server.not_modified.clear()
    run = crawl_paper(server.base, archive, *sources, now=at(hours), **options)
    run.assert_sound()
    return run


def test_an_article_is_asked_for_at_its_ages_and_only_if_it_has_changed(serve: Serve, tmp_path: Path) -> None:
    server = serve({"/": listing([ONE]), ONE: replace(article(500001), etag='"1"')})
    crawl_at(server, tmp_path, 0)
    assert crawl_at(server, tmp_path, 1).report["requests"] == 2, "an hour and a half old: not yet"
    before = (tmp_path / "paper").rglob("*.jsonl")
    lines = [file.read_bytes() for file in before]
    run = crawl_at(server, tmp_path, 2)
    assert (run.code, server.asked, server.not_modified) == (0, [*HOME, ONE], [ONE])
    assert run.states()[ONE] == ("unchanged", None)
    assert run.report["again"] == {"looked": 1, "unchanged": 1}
    assert run.report["changes"] == {"unchanged": 1}
    assert [file.read_bytes() for file in (tmp_path / "paper").rglob("*.jsonl")] == lines
    (record,) = read(run.folder)
    assert run.entries()[ONE].capture == record.capture
    (newest,) = (
        file for file in run.folder.glob("captures/*.warc.gz") if b"revisit" in gzip.decompress(file.read_bytes())
    )
    assert f"WARC-Refers-To: {record.capture and record.capture.record_id}".encode() in gzip.decompress(
        newest.read_bytes()
    )
    assert crawl_at(server, tmp_path, 3).report["requests"] == 2
    assert crawl_at(server, tmp_path, 24 * 20).report["again"] == {"looked": 1, "unchanged": 1}
    assert crawl_at(server, tmp_path, 24 * 40).report["requests"] == 2, "too old to change"


def test_a_server_without_validators_sends_the_page_again(serve: Serve, tmp_path: Path) -> None:
    server = serve({"/": listing([ONE]), ONE: article(500001)})
    crawl_at(server, tmp_path, 0)
    run = crawl_at(server, tmp_path, 2)
    assert run.report["again"] == {"looked": 1, "unchanged": 1}
    assert len(list(read(run.folder))) == 1


def test_an_old_article_is_never_asked_for_again(serve: Serve, tmp_path: Path) -> None:
    server = serve({"/": listing([ONE]), ONE: article(500001)})
    crawl_at(server, tmp_path, 24 * 15)
    assert crawl_at(server, tmp_path, 24 * 16).report["requests"] == 2


@pytest.mark.parametrize(
    ("text", "asked"),
    [("", []), ("100h", []), ("1h", [ONE]), ("30d 1h", [ONE])],
)
def test_the_plan_is_the_operators(serve: Serve, tmp_path: Path, text: str, asked: list[str]) -> None:
    server = serve({"/": listing([ONE]), ONE: article(500001)})
    crawl_at(server, tmp_path, 0, revisits=text)
    crawl_at(server, tmp_path, 1, revisits=text)
    assert server.asked == [*HOME, *asked]


FIGURE = '<figure><img src="/anh/a.jpg"><figcaption>Gặt lúa ở Khe Lạnh.</figcaption></figure>'


def test_what_is_no_plan_is_a_usage_error(tmp_path: Path) -> None:
    url = "http://127.0.0.1:9/"
    run = finish(start(url, tmp_path, NEWSBOT_REVISITS="2h soon"), url, tmp_path)
    assert (run.code, run.report) == (2, {})
    assert "NEWSBOT_REVISITS='2h soon': 'soon' is no age: write 2h for two hours" in run.stderr


PAGE = article_html(500001).replace("</article>", f"{FIGURE}</article>")
BOX = '<div class="related"><h3>Tin liên quan</h3><ul><li><a href="{0}">{1}</a></li></ul></div>'
SAME = {
    "white space": PAGE.replace("</p><p>", " \n\t</p>\n\n<p>  "),
    "a counter": PAGE.replace("</h1>", '</h1><span class="views">Lượt xem: 4.711</span>'),
    "a clock": PAGE.replace("<body>", '<body><div class="clock">Thứ bảy, 05/10/2024 10:31:07</div>'),
    "a related box": PAGE.replace("</article>", f"</article>{BOX.format(TWO, 'Khe Lạnh vào vụ đông, bà con xuống đồng')}"),
    "an advertisement": PAGE.replace("</p><p>", '</p><div class="ads"><img src="//qc.invalid/b.gif"></div><p>', 1),
    "the query of a picture": PAGE.replace("/anh/a.jpg", "/anh/a.jpg?v=20241005"),
    "another menu": PAGE.replace("<body>", '<body><nav><a href="/the-thao/">Thể thao</a></nav>'),
    "comments": PAGE.replace("</body>", '<div class="comments"><p>Ban doc: Tin vui quá, chúc mừng bà con nhé!</p></div></body>'),
    "decomposed letters": PAGE.replace("ở", "o\u031b\u0309"),
    "entities": PAGE.replace("ạ", "&#7841;"),
}  # fmt: skip
OTHER = {
    "a word": PAGE.replace("nửa tháng", "một tháng"),
    "a paragraph more": PAGE.replace("</article>", "<p>Vụ sau, thôn cấy thêm hai sào ruộng phía bên kia suối.</p></article>"),
    "a caption": PAGE.replace("Gặt lúa ở Khe Lạnh.", "Gặt lúa ở Khe Nóng."),
    "the headline": PAGE.replace("gặt xong vụ mùa, lần 500001</h1>", "gặt xong vụ mùa sớm</h1>"),
}  # fmt: skip


@pytest.mark.parametrize("what", [*SAME, *OTHER])
def test_only_a_changed_article_is_a_revision(serve: Serve, tmp_path: Path, what: str) -> None:
    other = OTHER.get(what) or SAME[what]
    assert other != PAGE
    server = serve({"/": listing([ONE]), ONE: [page(PAGE), page(other)]})
    crawl_at(server, tmp_path, 0)
    run = crawl_at(server, tmp_path, 2)
    revisions = [record.revision for record in read(run.folder)]
    if what in SAME:
        assert (revisions, run.states()[ONE][0]) == ([1], "unchanged")
    else:
        assert (revisions, run.states()[ONE][0]) == ([1, 2], "archived")
        assert run.report["again"] == {"looked": 1, "changed": 1}


def test_half_a_page_is_no_revision(serve: Serve, tmp_path: Path) -> None:
    half = Answer(body=PAGE.encode()[:900], length=5000)
    server = serve({"/": listing([ONE]), ONE: page(PAGE)})
    crawl_at(server, tmp_path, 0)
    server.routes[ONE] = half
    run = crawl_at(server, tmp_path, 2)
    assert (run.code, run.states()[ONE]) == (3, ("failed", "the body was cut short"))
    server.routes[ONE] = page(PAGE)
    assert crawl_at(server, tmp_path, 3).states()[ONE][0] == "unchanged"
    assert len(list(read(run.folder))) == 1


# Another reader

NEWER = "article p:nth-of-type(2)"
"""What a newer version of newsbot leaves out of an article."""


@pytest.mark.parametrize(
    ("what", "told"), [*((what, "unchanged") for what in ("", *SAME)), *((o, "changed") for o in OTHER)]
)
def test_only_what_both_pages_read_by_the_same_code_differ_in_is_a_change(
    serve: Serve, tmp_path: Path, what: str, told: str
) -> None:
    other = {"": PAGE, **SAME, **OTHER}[what]
    server = serve({"/": listing([ONE]), ONE: [replace(page(PAGE), etag='"1"'), replace(page(other), etag='"2"')]})
    first = crawl_at(server, tmp_path, 0).articles()[ONE]
    run = crawl_at(server, tmp_path, 2, drop=NEWER)
    assert run.report["again"] == {"looked": 1, told: 1}
    assert len(list(read(run.folder))) == (2 if told == "changed" else 1)
    entry = run.entries()[ONE]
    assert (entry.etag, entry.state.value) == ('"2"', "archived" if told == "changed" else told)
    if told == "unchanged":
        assert (entry.revision, entry.content_hash) == (1, first.content_hash), (
            "as its line is, until that is read again"
        )
        assert crawl_at(server, tmp_path, 6, drop=NEWER).report["again"] == {"looked": 1, "unchanged": 1}


def test_another_url_of_an_article_read_by_a_newer_reader_is_one_url_more(serve: Serve, tmp_path: Path) -> None:
    other = ONE.replace("gat-lua", "gat-lua-som")
    head = f'<link rel="canonical" href="{ONE}">'
    server = serve({"/": listing([ONE]), ONE: article(500001), other: article(500001, head=head)})
    crawl_at(server, tmp_path, 0)
    server.routes |= {ONE: moved(other), "/": listing([other])}
    run = crawl_at(server, tmp_path, 2, drop=NEWER)
    assert {target: state for target, (state, _) in run.states().items()} == {ONE: "moved", other: "unchanged"}
    assert len(list(read(run.folder))) == 1


def test_an_article_that_returns_under_a_newer_reader_is_a_revision(serve: Serve, tmp_path: Path) -> None:
    server = serve({"/": FRONT, ONE: article(500001), **OTHERS})
    crawl_at(server, tmp_path, 0)
    server.routes[ONE] = NOT_FOUND
    for hours in (2, 26):
        crawl_at(server, tmp_path, hours)
    server.routes[ONE] = article(500001)
    run = crawl_at(server, tmp_path, 24 * 9, drop=NEWER)
    assert run.report["again"] == {"looked": 5, "unchanged": 4, "returned": 1}


# Gone

OTHERS = {path(number): article(number) for number in range(500002, 500006)}
SOFT_404 = page("<title>404</title><h1>Không tìm thấy trang</h1><p>Trang bạn tìm không tồn tại hoặc đã bị xóa.</p>")
FRONT = listing([ONE, *OTHERS])
GONE = {
    "404": (NOT_FOUND, 404),
    "410": (Answer(status=410), 410),
    "a soft 404": (SOFT_404, 200),
    "a redirect to the home page": (moved("/"), 301),
    "the home page in its place": (FRONT, 200),
}


@pytest.mark.parametrize("what", GONE)
def test_an_article_that_is_gone_gets_a_tombstone_on_another_day_and_may_return(
    serve: Serve, tmp_path: Path, what: str
) -> None:
    answer, status = GONE[what]
    server = serve({"/": FRONT, ONE: article(500001), **OTHERS})
    crawl_at(server, tmp_path, 0)
    server.routes[ONE] = answer
    first = crawl_at(server, tmp_path, 2)
    assert (first.code, first.states()[ONE][0]) == (0, "gone")
    assert first.report["again"] == {"looked": 5, "unchanged": 4, "gone": 1}
    crawl_at(server, tmp_path, 12)
    assert ONE not in server.asked, "not on the same day"
    second = crawl_at(server, tmp_path, 26)
    assert second.report["again"] == {"looked": 5, "unchanged": 4, "tombstones": 1}
    assert second.report["archived"] == 0
    before, stone = (record for record in read(second.folder) if record.url.endswith(ONE))
    assert (stone.id, stone.revision, stone.flags, stone.http_status) == (before.id, 2, ("gone",), status)
    assert (stone.title, stone.body, stone.blocks, stone.content_hash) == (None, "", (), EMPTY_HASH)
    assert stone.capture
    assert stone.capture != before.capture
    server.routes[ONE] = article(500001)
    last = crawl_at(server, tmp_path, 24 * 9)
    assert last.report["again"]["returned"] == 1
    assert [record.revision for record in read(last.folder) if record.url.endswith(ONE)] == [1, 2, 3]


NOT_GONE = {
    "a server error": Answer(status=503),
    "a refusal": Answer(status=403),
    "no answer": Answer(silent=True, reset=True),
    "something else": listing([]),
}


@pytest.mark.parametrize("what", NOT_GONE)
def test_what_is_not_to_be_had_is_not_gone(serve: Serve, tmp_path: Path, what: str) -> None:
    server = serve({"/": FRONT, ONE: article(500001), **OTHERS})
    crawl_at(server, tmp_path, 0)
    server.routes[ONE] = NOT_GONE[what]
    for hours in (2, 26, 50):
        assert crawl_at(server, tmp_path, hours).states()[ONE][0] in ("failed", "blocked", "not_article")
    server.routes[ONE] = article(500001)
    last = crawl_at(server, tmp_path, 24 * 6)
    assert last.states()[ONE][0] == "unchanged"
    assert len(list(read(last.folder))) == 5


@pytest.mark.parametrize("answer", [FRONT, moved("/")], ids=["served", "redirected to"])
def test_nothing_is_gone_when_every_url_shows_the_home_page(serve: Serve, tmp_path: Path, answer: Answer) -> None:
    pages = {path(number): article(number) for number in range(500001, 500016)}
    server = serve({"/": FRONT if answer is FRONT else listing(pages), **pages})
    server.routes["/"] = listing(pages)
    crawl_at(server, tmp_path, 0)
    for hours in (2, 26):
        server.routes |= dict.fromkeys(pages, listing(pages) if answer is FRONT else answer)
        run = crawl_at(server, tmp_path, hours)
        assert run.code == 3
        assert {state for state, _ in run.states().values()} == {"failed"}
    server.routes |= pages
    last = crawl_at(server, tmp_path, 50)
    assert {state for state, _ in last.states().values()} == {"unchanged"}
    assert len(list(read(last.folder))) == 15


MANY = {path(number): article(number) for number in range(500001, 500016)}


@pytest.mark.parametrize(
    "gone", [MANY, list(MANY)[:12], list(MANY)[3:], list(MANY)[:1]], ids=["all", "first", "last", "one"]
)
@pytest.mark.parametrize("answer", ["served", "redirected to"])
def test_many_articles_that_lead_to_the_home_page_are_gone_when_one_that_is_listed_does_not(
    serve: Serve, tmp_path: Path, gone: Collection[str], answer: str
) -> None:
    """Nothing but them may be due: they were there when the last crawl died, or are looked for once more on another day."""
    stays = path(500016)
    server = serve({"/": listing([*MANY, stays]), **MANY, stays: article(500016)})
    crawl_at(server, tmp_path, 0)
    server.routes["/"] = listing([stays])
    server.routes |= dict.fromkeys(gone, server.routes["/"] if answer == "served" else moved("/"))  # type: ignore[arg-type]
    for hours, told in ((2, "gone"), (26, "tombstones")):
        run = crawl_at(server, tmp_path, hours)
        assert (run.code, run.report["again"][told]) == (0, len(gone))
        assert {run.states()[one][0] for one in gone} == {"gone"}
        assert run.states()[stays][0] == "unchanged"


PASSING = {
    "a server error": Answer(status=503),
    "a refusal": Answer(status=403),
    "no answer": Answer(silent=True, reset=True),
}


@pytest.mark.parametrize("gone", [list(MANY), list(MANY)[:4]], ids=["many", "few"])
@pytest.mark.parametrize("what", PASSING)
def test_a_listed_article_that_is_not_to_be_had_tells_nothing_and_the_next_one_is_asked_for(
    serve: Serve, tmp_path: Path, what: str, gone: list[str]
) -> None:
    unwell, stays = path(500016), path(500017)
    pages = {one: article(int(one[-11:-5])) for one in (*gone, unwell, stays)}
    server = serve({"/": listing([*pages]), **pages})
    crawl_at(server, tmp_path, 0)
    server.routes |= {"/": listing([unwell, stays]), **dict.fromkeys(gone, moved("/")), unwell: PASSING[what]}
    run = crawl_at(server, tmp_path, 2)
    assert {run.states()[one][0] for one in gone} == {"gone"}
    assert (run.states()[unwell][0] in ("failed", "blocked"), run.states()[stays][0]) == (True, "unchanged")
    assert run.report["again"]["gone"] == len(gone)


def test_when_no_listed_article_is_to_be_had_nothing_is_gone(serve: Serve, tmp_path: Path) -> None:
    unwell = [path(500016), path(500017)]
    pages = {one: article(int(one[-11:-5])) for one in (*MANY, *unwell)}
    server = serve({"/": listing([*pages]), **pages})
    crawl_at(server, tmp_path, 0)
    server.routes |= {
        "/": listing(unwell),
        **dict.fromkeys(MANY, moved("/")),
        **dict.fromkeys(unwell, Answer(status=503)),
    }
    run = crawl_at(server, tmp_path, 2)
    assert (run.code, {state for state, _ in run.states().values()}) == (3, {"failed"})


def test_a_site_that_is_down_loses_nothing(serve: Serve, tmp_path: Path) -> None:
    server = serve({"/": FRONT, ONE: article(500001), **OTHERS})
    crawl_at(server, tmp_path, 0)
    routes, server.routes = server.routes, {"/robots.txt": Answer(status=404)}
    server.otherwise = Answer(status=502)
    for hours in (2, 26):
        assert {state for state, _ in crawl_at(server, tmp_path, hours).states().values()} <= {"archived", "failed"}
    server.routes, server.otherwise = routes, NOT_FOUND
    last = crawl_at(server, tmp_path, 50)
    assert {state for state, _ in last.states().values()} == {"unchanged"}
    assert len(list(read(last.folder))) == 5


def test_an_article_that_is_listed_again_is_looked_for(serve: Serve, tmp_path: Path) -> None:
    server = serve({"/": FRONT, ONE: article(500001), **OTHERS})
    crawl_at(server, tmp_path, 0)
    server.routes |= {ONE: NOT_FOUND, "/": listing(OTHERS)}
    for days in (1, 2, 9, 40):
        crawl_at(server, tmp_path, 24 * days)
    crawl_at(server, tmp_path, 24 * 70)
    assert server.asked == HOME
    server.routes |= {ONE: article(500001), "/": FRONT}
    assert crawl_at(server, tmp_path, 24 * 80).report["again"] == {"looked": 1, "returned": 1}


def test_an_article_whose_url_changes_stays_one_article(serve: Serve, tmp_path: Path) -> None:
    new = ONE.replace("gat-lua", "gat-lua-som")
    server = serve({"/": listing([ONE]), ONE: article(500001)})
    crawl_at(server, tmp_path, 0)
    changed = page(article_html(500001).replace("nửa tháng", "một tháng"))
    server.routes |= {ONE: moved(new), "/": listing([new]), new: [article(500001), changed]}
    crawl_at(server, tmp_path, 1)
    assert server.asked == HOME, "its number tells that it is known"
    run = crawl_at(server, tmp_path, 2)
    assert {target: state for target, (state, _) in run.states().items()} == {ONE: "moved", new: "unchanged"}
    run = crawl_at(server, tmp_path, 6)
    assert server.asked == [*HOME, new]
    assert [(record.revision, record.url) for record in read(run.folder)] == [
        (1, server.base + ONE),
        (2, server.base + new),
    ]


# What comes first


def test_what_is_new_comes_first(serve: Serve, tmp_path: Path) -> None:
    server = serve({"/": listing([ONE]), "/xa-hoi/": listing([ONE]), ONE: article(500001), TWO: article(500002)})
    section = Section("/xa-hoi/")
    crawl_at(server, tmp_path, 0, section)
    server.routes["/xa-hoi/"] = listing([TWO, ONE])
    crawl_at(server, tmp_path, 2, section)
    assert server.asked == [*HOME, "/xa-hoi/", TWO, ONE]


def test_the_limit_is_one_of_all_pages(serve: Serve, tmp_path: Path) -> None:
    server = serve({"/": listing(list(OTHERS)[:3]), **OTHERS, ONE: article(500001)})
    crawl_at(server, tmp_path, 0)
    server.routes["/"] = listing([ONE, *list(OTHERS)[:3]])
    run = crawl_at(server, tmp_path, 2, limit="2")
    assert server.asked[:3] == [*HOME, ONE]
    assert (len(server.asked), run.report["pages"]) == (4, 2)
    assert run.report["again"] == {"looked": 1, "unchanged": 1}


@pytest.mark.parametrize(
    ("options", "looked"),
    [({"backfill": "2024-01-01..2024-12-31"}, 0), ({"since": "2024-10-05"}, 1), ({"since": "2024-10-06"}, 0), ({}, 1)],
)
def test_the_time_asked_for_bounds_what_is_looked_at_again(
    serve: Serve, tmp_path: Path, options: dict[str, str], looked: int
) -> None:
    server = serve({"/": listing([ONE]), ONE: article(500001)})
    crawl_at(server, tmp_path, 0)
    assert crawl_at(server, tmp_path, 48, **options).report["again"].get("looked", 0) == looked


def test_a_clock_that_is_set_back_makes_nothing_worse(serve: Serve, tmp_path: Path) -> None:
    undated = page(article_html(500001).replace('datetime="2024-10-05T08:00:00+07:00">05/10/2024 08:00', ">"))
    changed = page(article_html(500001).replace("nửa tháng", "một tháng"))
    server = serve({"/": listing([ONE]), ONE: [undated, changed, article(500001)]})
    crawl_at(server, tmp_path, 24 * 400)
    back = crawl_at(server, tmp_path, 0)
    assert back.report["again"] == {"looked": 1, "changed": 1}, "what is planned for the far future is due now"
    assert crawl_at(server, tmp_path, 1).report["again"] == {}
    last = crawl_at(server, tmp_path, 24 * 60)
    assert last.report["again"] == {"looked": 1, "changed": 1}
    records = sorted(read(last.folder), key=lambda record: record.revision)
    months = [str(record.fetched_at)[:7] for record in records]
    assert months == ["2025-11", "2024-10", "2024-12"]
    assert {file.stem for file in last.folder.glob("articles/*.jsonl")} == set(months)


def test_a_run_by_a_clock_that_ran_ahead_ends_no_plan(serve: Serve, tmp_path: Path) -> None:
    changed = page(article_html(500001).replace("nửa tháng", "một tháng"))
    server = serve({"/": listing([ONE]), ONE: article(500001)})
    crawl_at(server, tmp_path, 0)
    crawl_at(server, tmp_path, 24 * 400)
    server.routes[ONE] = changed
    back = crawl_at(server, tmp_path, 7)
    assert back.report["again"] == {"looked": 1, "changed": 1}
    assert back.note("clock") == (
        "the clock of an earlier run was ahead by 399 days or more: 1 articles are fetched again"
    )
    again = crawl_at(server, tmp_path, 8)
    assert (again.report["again"], again.note("clock")) == ({}, "")
    assert crawl_at(server, tmp_path, 12).report["again"] == {"looked": 1, "unchanged": 1}


@pytest.mark.parametrize("fault", ["before-mended", "mid-warc:4", "after-warc", "before-ledger", "after-ledger"])
def test_a_kill_while_a_newer_reader_looks_again_after_a_clock_that_ran_ahead(
    serve: Serve, tmp_path: Path, fault: str
) -> None:
    changed = page(article_html(500001).replace("nửa tháng", "một tháng"))
    server = serve({"/": FRONT, ONE: article(500001), **OTHERS})
    crawl_at(server, tmp_path, 0)
    crawl_at(server, tmp_path, 24 * 400)
    server.routes[ONE] = changed
    process = start_paper(server.base, tmp_path, now=at(7), drop=NEWER, fault=fault)
    process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL
    last = crawl_at(server, tmp_path, 7.1, drop=NEWER)
    assert {target: state for target, (state, _) in last.states().items()} == {
        ONE: "archived",
        **dict.fromkeys(OTHERS, "unchanged"),
    }
    assert Counter(record.url.removeprefix(server.base) for record in read(last.folder)) == {
        ONE: 2,
        **dict.fromkeys(OTHERS, 1),
    }
    assert crawl_at(server, tmp_path, 8, drop=NEWER).report["again"] == {}
    assert crawl_at(server, tmp_path, 12, drop=NEWER).report["again"] == {"looked": 5, "unchanged": 5}
