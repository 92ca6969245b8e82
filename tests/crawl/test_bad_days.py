"""A server's bad days: real crawls of a paper over simulated days. Nothing false is believed, and everything true in the end."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newsbot.archive import Ledger, read
from newsbot.archive.tombstone import is_tombstone
from newsbot.reprocess.rebuild import rebuild
from newsbot.site import Section
from tests.crawl.command import Run, crawl, crawling, run
from tests.crawl.paper import crawl_paper, start_paper
from tests.crawl.server import NOT_FOUND, Answer, Script, Server, moved, page

Serve = Callable[[Mapping[str, Script]], Server]
START = datetime(2024, 10, 5, 1, 30, tzinfo=UTC)
NUMBERS = range(500001, 500031)
TEXT = (
    "mùa lúa gạo suối đường trường chợ cầu rừng vườn sông núi thôn xã huyện tỉnh người trẻ già thầy cô máy nước điện "
    "đất nhà cửa hàng xe thuyền cá tôm trâu bò gà vịt chè cam bưởi quế hồi sắn ngô khoai đỗ lạc mía"
)
WORDS = TEXT.split()
MAINTENANCE = page(
    "<html><head><title>Thông báo</title></head><body><h1>Thông báo của tòa soạn</h1><div><p>Hệ thống của chúng tôi được nâng "
    "cấp trong vài ngày tới, mong bạn đọc thông cảm và quay lại vào dịp khác nhé.</p></div></body></html>"
)
PARKED = page(
    "<html><head><title>khe-lanh.example</title></head><body><div class='park'><h1>This domain is for sale</h1>"
    "<p>Buy this domain today.</p></div></body></html>"
)
SHELL = page(
    '<html><head><title>App</title></head><body><div id="root"></div><script src="/assets/index-4f3a.js"></script></body></html>'
)


def path(number: int) -> str:
    return f"/tin-xa-hoi-khe-lanh-{number}.html"


PATHS = [path(number) for number in NUMBERS]


def text_of(number: int) -> list[str]:
    """Paragraphs that no other article has."""
    many = len(WORDS)
    return [
        " ".join(WORDS[(number * (7 + line) + word * (3 + number % 11)) % many] for word in range(24)).capitalize()
        + "."
        for line in range(5)
    ]


TIME = '<time datetime="2024-10-05T08:00:00+07:00">05/10/2024 08:00</time>'


def story(number: int, *, css: str = "bai-viet", more: str = "", time: str = TIME) -> Answer:
    text = "".join(f"<p>{line}</p>" for line in text_of(number))
    title = f"Chuyện ở {' '.join(text_of(number)[0].split()[:6])} {number}"
    return page(
        f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{title}</title></head><body><article class="{css}">'
        f"<h1>{title}</h1>{time}{text}{more}</article></body></html>"
    )


def front(paths: Sequence[str], *, css: str = "trang-chu", title: str = "Báo Khe Lạnh") -> Answer:
    links = "".join(
        f'<li class="{css}-tin"><a class="{css}-noi" href="{one}">Đọc bài viết này</a></li>' for one in paths
    )
    return page(
        f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{title}</title></head>'
        f'<body class="{css}"><div class="{css}-dau"><h1>{title}</h1></div><ul class="{css}-danh-sach">{links}</ul></body></html>'
    )


STORIES = {path(number): story(number) for number in NUMBERS}
SITE: Mapping[str, Script] = {"/": front(PATHS), **STORIES}


def crawl_on(server: Server, archive: Path, day: float, *sources: Section, **options: str) -> Run:
    server.asked.clear()
    now = (START + timedelta(days=day)).isoformat()
    found = crawl_paper(
        server.base, archive, *sources, now=now, revisits="1d 2d 3d 4d 5d 6d 7d 8d 9d 10d 11d 12d 14d", **options
    )
    found.assert_sound()
    return found


def lines(run: Run) -> list[tuple[str, int, bool]]:
    return sorted((record.id, record.revision, is_tombstone(record)) for record in read(run.folder))


def first(server: Server, archive: Path) -> Run:
    found = crawl_on(server, archive, 0)
    assert (found.code, len(lines(found))) == (0, 30)
    return found


BAD: dict[str, Mapping[str, Script]] = {
    "maintenance page at every URL": dict.fromkeys(["/", *PATHS], MAINTENANCE),
    "maintenance page, the home page as ever": dict.fromkeys(PATHS, MAINTENANCE),
    "parked domain": dict.fromkeys(["/", *PATHS], PARKED),
    "an empty script shell": dict.fromkeys(["/", *PATHS], SHELL),
    "every article is 404, the home page lists them": dict.fromkeys(PATHS, NOT_FOUND),
    "every URL leads to one notice": {**dict.fromkeys(PATHS, moved("/thong-bao-nang-cap-he-thong-1.html")),
                                      "/thong-bao-nang-cap-he-thong-1.html": MAINTENANCE},
}  # fmt: skip


@pytest.mark.parametrize("what", BAD)
def test_nothing_of_a_bad_day_is_believed(serve: Serve, tmp_path: Path, what: str) -> None:
    server = serve(SITE)
    before = lines(first(server, tmp_path))
    server.routes |= BAD[what]
    for day in (1.1, 2.1, 3.1):
        bad = crawl_on(server, tmp_path, day)
        assert bad.code == 3, bad.report
        assert lines(bad) == before
        assert "not believed" in " ".join(bad.report["notes"])
        assert bad.report["changes"]["quarantined"] <= 20, "no more are asked for before the verdict"
        assert len(server.asked) <= 26
    told = json.loads(run("status", "--archive", str(tmp_path), "--json").stdout)
    assert "not believed yet, seen on 3 days since 2024-10-06" in " ".join(told["doubts"])
    (bad.folder / "ledger.sqlite").rename(tmp_path / "old")
    assert rebuild(bad.folder).made == 0
    (tmp_path / "old").replace(bad.folder / "ledger.sqlite")
    server.routes |= SITE
    for day in (3.3, 4.2):
        good = crawl_on(server, tmp_path, day)
    assert good.code == 0, good.report
    assert lines(good) == before
    assert {good.states()[one][0] for one in PATHS} == {"unchanged"}
    with Ledger.open_readonly(good.folder / "ledger.sqlite") as ledger:
        assert ledger.doubts.each() == []


def test_a_mass_edit_gets_through_in_the_same_run(serve: Serve, tmp_path: Path) -> None:
    server = serve(SITE)
    first(server, tmp_path)
    server.routes |= {path(number): story(number, more="<p>Bài có sửa tên tác giả.</p>") for number in NUMBERS}
    edited = crawl_on(server, tmp_path, 1.1)
    assert (edited.code, edited.report["again"]) == (0, {"looked": 30, "changed": 30})


def test_true_removals_get_their_tombstones(serve: Serve, tmp_path: Path) -> None:
    server = serve(SITE)
    first(server, tmp_path)
    server.routes |= {"/": front(PATHS[25:]), **dict.fromkeys(PATHS[:25], NOT_FOUND)}
    assert crawl_on(server, tmp_path, 1.1).report["again"]["gone"] == 25
    last = crawl_on(server, tmp_path, 2.1)
    assert (last.code, last.report["again"]["tombstones"]) == (0, 25)


def test_a_relaunch_is_believed_when_it_has_lasted(serve: Serve, tmp_path: Path) -> None:
    server = serve(SITE)
    before = lines(first(server, tmp_path))
    new = "<p>Trang mới của báo in thêm một dòng dưới mỗi bài.</p>"
    server.routes |= {"/": front(PATHS, css="moi", title="KL News")}
    server.routes |= {path(number): story(number, css="moi-noi-dung", more=new) for number in NUMBERS}
    for day in (1.1, 2.1, 3.1):
        bad = crawl_on(server, tmp_path, day)
        assert (bad.code, lines(bad)) == (3, before)
    for day in (4.2, 5.2):
        last = crawl_on(server, tmp_path, day)
        assert last.code == 0, last.report["notes"]
    assert len(lines(last)) == 60
    assert {revision for _, revision, _ in lines(last)} == {1, 2}


def test_one_text_that_lasts_with_the_home_page_means_gone(serve: Serve, tmp_path: Path) -> None:
    server = serve(SITE)
    before = lines(first(server, tmp_path))
    server.routes |= dict.fromkeys(["/", *PATHS], MAINTENANCE)
    for day in (1.1, 3.1, 5.1, 7.1):
        bad = crawl_on(server, tmp_path, day)
        assert (bad.code, lines(bad)) == (3, before)
    for day in (8.2, 9.2, 10.2):
        last = crawl_on(server, tmp_path, day)
        assert not [one for one in lines(last) if one[1] > 1 and not one[2]], "never content"
    assert sum(stone for _, _, stone in lines(last)) == 30
    states, found = last.states(), lines(last)
    (last.folder / "ledger.sqlite").unlink()
    assert rebuild(last.folder).made == 0
    assert (lines(last), {one: last.states()[one][0] for one in PATHS}) == (
        found,
        {one: states[one][0] for one in PATHS},
    )


def test_a_new_article_with_the_text_of_another_new_url_waits(serve: Serve, tmp_path: Path) -> None:
    server = serve({"/": front(PATHS), **dict.fromkeys(PATHS, MAINTENANCE)})
    bad = crawl_on(server, tmp_path, 0)
    assert (bad.code, lines(bad)) == (3, [])
    assert bad.report["states"] == {"quarantined": 30}
    server.routes |= STORIES
    good = crawl_on(server, tmp_path, 1)
    assert (good.code, len(lines(good))) == (0, 30)


LONG_NOTICE = page(
    "<html><head><title>Thông báo</title></head><body><h1>Thông báo của tòa soạn</h1><div>"
    + "".join(f"<p>{line}</p>" for line in (*text_of(3), *text_of(8), *text_of(9)))
    + "</div></body></html>"
)


def test_not_even_the_first_new_article_with_the_long_text_of_others_is_archived(serve: Serve, tmp_path: Path) -> None:
    server = serve({"/": front(PATHS), **dict.fromkeys(PATHS, LONG_NOTICE)})
    bad = crawl_on(server, tmp_path, 0)
    assert (bad.code, lines(bad)) == (3, [])
    assert bad.report["states"] == {"quarantined": 30}
    server.routes |= STORIES
    good = crawl_on(server, tmp_path, 1)
    assert (good.code, len(lines(good))) == (0, 30)


@pytest.mark.parametrize("many", [1, 2, 3, 4])
def test_the_first_new_articles_of_a_good_day_are_archived(serve: Serve, tmp_path: Path, many: int) -> None:
    server = serve({"/": front(PATHS[:many]), **STORIES})
    good = crawl_on(server, tmp_path, 0)
    assert (good.code, len(lines(good))) == (0, many)


def test_a_signal_while_pages_wait_changes_nothing(serve: Serve, tmp_path: Path) -> None:
    server = serve(SITE)
    before = lines(first(server, tmp_path))
    server.routes |= dict.fromkeys(["/", *PATHS], MAINTENANCE)
    stopped = crawl_on(server, tmp_path, 1.1, limit="7")
    assert lines(stopped) == before
    server.routes |= SITE
    assert crawl_on(server, tmp_path, 2.2).code == 0
    assert lines(stopped) == before


def test_a_kill_while_pages_wait_changes_nothing(serve: Serve, tmp_path: Path) -> None:
    server = serve(SITE)
    before = lines(first(server, tmp_path))
    server.routes |= dict.fromkeys(["/", *PATHS], MAINTENANCE)
    server.asked.clear()
    now = (START + timedelta(days=1.1)).isoformat()
    killed = start_paper(server.base, tmp_path, now=now, revisits="1d 2d 3d")
    end = time.monotonic() + 30
    while len(server.asked) < 10 and time.monotonic() < end:
        time.sleep(0.005)
    killed.kill()
    killed.communicate()
    assert 10 <= len(server.asked) < 30
    bad = crawl_on(server, tmp_path, 1.1)
    assert (bad.code, lines(bad)) == (3, before)
    assert "not believed" in " ".join(bad.report["notes"])
    server.routes |= SITE
    good = crawl_on(server, tmp_path, 2.2)
    assert (good.code, lines(good)) == (0, before)


def test_a_site_that_moves_to_another_host_is_not_followed_there(serve: Serve, tmp_path: Path) -> None:
    undated = {path(number): story(number, time="") for number in NUMBERS}
    other = serve({"/": front([path(600001), *PATHS]), path(600001): story(600001), **undated})
    server = serve({"/": front(PATHS), **undated})
    url = server.base + "/"
    assert run(*crawling(url, tmp_path)).code == 0
    server.routes |= {"/": moved(other.base + "/"), **{one: moved(other.base + one) for one in PATHS}}
    for day in (1, 2, 3):
        bad = run(*crawling(url, tmp_path), day=day, NEWSBOT_REVISITS="1d 2d 3d 2000d")
        report = json.loads(bad.stdout)
        assert bad.code == 3
        assert f"home: moved to another site: {other.base}/" in report["notes"]
    (folder,) = (one for one in tmp_path.iterdir() if one.is_dir())
    assert report["states"] == {"quarantined": 30}
    merged = run(*crawling(url, tmp_path), day=5, NEWSBOT_REVISITS="1d 2d 3d 5d 2000d")
    assert json.loads(merged.stdout)["states"] == {"moved": 30}, "it has lasted"
    assert "30 pages have moved to another site: 127.0.0.1" in json.loads(merged.stdout)["notes"]
    assert {record.revision for record in read(folder)} == {1}
    assert not [record for record in read(folder) if "600001" in record.url or is_tombstone(record)]


ROBOTS = Answer(body=b"User-agent: *\nDisallow: /\n", kind="text/plain")
CLOSED_ARTICLES = Answer(body=b"User-agent: *\nDisallow: /*.html\nDisallow: /muc-\n", kind="text/plain")


def test_robots_txt_that_closes_the_whole_paper_is_one_note(serve: Serve, tmp_path: Path) -> None:
    server = serve(SITE)
    before = lines(first(server, tmp_path))
    server.routes["/robots.txt"] = ROBOTS
    closed = crawl_on(server, tmp_path, 1.1)
    assert (closed.code, lines(closed)) == (4, before)
    assert closed.report["states"] == {"disallowed": 30}
    told = ["robots.txt no longer allows 30 archived articles", "home: robots.txt disallows it"]
    assert closed.report["notes"] == told


def test_robots_txt_that_closes_the_articles_shows_in_state_and_exit_code(serve: Serve, tmp_path: Path) -> None:
    server = serve(SITE)
    before = lines(first(server, tmp_path))
    new = path(600001)
    server.routes |= {"/robots.txt": CLOSED_ARTICLES, "/": front([new, *PATHS]), new: story(600001)}
    closed = crawl_on(server, tmp_path, 1.1, *(Section(f"/muc-{number}/") for number in range(30)))
    assert (closed.code, lines(closed)) == (3, before)
    assert closed.states()[new][0] == "disallowed"
    assert closed.report["notes"] == [
        "robots.txt no longer allows 30 archived articles",
        "robots.txt allows none of 30 sources",
    ]


CHALLENGES = {
    "English": ("Just a moment...", "Checking your browser before you go on."),
    "Vietnamese": ("Xác minh", "Vui lòng xác minh bạn là con người để tiếp tục."),
    "Portuguese": ("Verificação", "Confirme que não é um robô para continuar."),
    "Russian": ("Проверка", "Подтвердите, что запросы отправляли вы, а не робот."),
    "Japanese": ("確認", "続行するには、私はロボットではありませんにチェックを入れてください。"),
    "Korean": ("확인", "계속하려면 로봇이 아닙니다를 선택하세요."),
    "Chinese": ("请稍候", "请完成下面的操作，验证您是真人。"),
    "Polish": ("Sprawdzanie", "Zaznacz: nie jestem robotem, aby przejść dalej."),
    "Turkish": ("Kontrol", "Devam etmek için robot olmadığınızı gösterin."),
    "Indonesian": ("Verifikasi", "Centang saya bukan robot untuk melanjutkan."),
}


@pytest.mark.parametrize("status", [200, 503])
def test_a_challenge_in_any_language_is_a_refusal(serve: Serve, tmp_path: Path, status: int) -> None:
    asked = {
        path(700000 + number): replace(
            page(f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{text}</p></body></html>"),
            status=status,
        )
        for number, (title, text) in enumerate(CHALLENGES.values())
    }
    server = serve({"/": front([*asked, PATHS[0]]), **asked, PATHS[0]: STORIES[PATHS[0]]})
    refused = crawl_on(server, tmp_path, 0)
    assert refused.code == 3
    assert {one: refused.states()[one] for one in asked if refused.states()[one][0] != "blocked"} == {}


SERIES = {
    "403": Answer(status=403),
    "429": Answer(status=429),
    "a challenge": page("<title>Just a moment...</title><p>Checking your browser.</p>"),
    "a reset": Answer(silent=True, reset=True),
}


@pytest.mark.parametrize("what", SERIES)
def test_a_series_of_refusals_stops_the_site_early(serve: Serve, tmp_path: Path, what: str) -> None:
    more = [path(number) for number in range(500031, 500061)]
    server = serve({"/": front([*PATHS, *more]), **dict.fromkeys([*PATHS, *more], SERIES[what])})
    stopped = crawl(server.base + "/", tmp_path, NEWSBOT_RETRIES="0")
    stopped.assert_sound()
    assert stopped.code == 4
    assert 20 <= stopped.report["states"]["failed" if what == "a reset" else "blocked"] <= 22
    assert stopped.report["states"]["pending"] >= 38
    assert "pages in a row were refused" in " ".join(stopped.report["notes"])


def test_a_page_that_is_too_large_shows_in_the_exit_code(serve: Serve, tmp_path: Path) -> None:
    server = serve({"/": front(PATHS[:2]), PATHS[0]: STORIES[PATHS[0]], PATHS[1]: page("<p>" + "a" * 70_000)})
    large = crawl(server.base + "/", tmp_path, NEWSBOT_MAX_BYTES="60000")
    assert (large.code, large.states()[PATHS[1]][0]) == (3, "too_large")


def test_a_canonical_claim_alone_puts_nothing_under_an_existing_identity(serve: Serve, tmp_path: Path) -> None:
    server = serve({"/": front([PATHS[0]]), **STORIES})
    before = crawl_on(server, tmp_path, 0)
    other = "/tin-xa-hoi-cho-moi-ben-song-600001.html"
    claims = Answer(
        body=story(600001).body.replace(b"</head>", f'<link rel="canonical" href="{PATHS[0]}"></head>'.encode())
    )
    same = PATHS[0].replace("tin-xa-hoi", "tin-xa-hoi-in")
    printed = Answer(
        body=story(500001).body.replace(b"</head>", f'<link rel="canonical" href="{PATHS[0]}"></head>'.encode())
    )
    server.routes |= {"/": front([*PATHS[:1], other, same]), other: claims, same: printed}
    after = crawl_on(server, tmp_path, 0.1)
    assert (before.code, after.code) == (0, 0)
    found = {record.url.removeprefix(server.base): record for record in read(after.folder)}
    assert sorted(found) == sorted([PATHS[0], other])
    assert found[other].id.endswith("600001")
    assert found[other].canonical_url is None
    assert after.states()[same][0] == "duplicate"
