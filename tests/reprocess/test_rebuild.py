"""`newsbot verify --rebuild`: the ledger made again from captures and articles, whatever became of the old one."""

from __future__ import annotations

import shutil
import signal
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newsbot.archive import Entry, Ledger, Outcome, SiteArchive, State, from_line, read, verify
from newsbot.archive.exit_codes import Exit
from newsbot.archive.recrawl import parse_plan
from newsbot.archive.seal import seal
from newsbot.extraction.recapture import CaptureReader
from newsbot.reprocess.rebuild import rebuild
from tests.chaos.campaign import undisturbed
from tests.chaos.living import DAYS, FATES, Living
from tests.chaos.promise import holding
from tests.conftest import Run
from tests.crawl.command import crawl, run
from tests.crawl.pages import article, listing
from tests.crawl.server import NOT_FOUND, Answer, Server
from tests.reprocess.older import HOME, LISTING, MONTHS, SITE, Page, article_page, exchange, lines, make, same, usual


def entries(folder: Path) -> dict[str, Entry]:
    with Ledger.open_readonly(folder / "ledger.sqlite") as ledger:
        return {entry.url: entry for state in State for entry in ledger.urls.entries(state)}


def comparable(entry: Entry) -> Entry:
    """Without what captures do not tell, or tell better."""
    return replace(
        entry, discovered_at="", discovered_from="", updated_at="", attempts=1, etag=None, last_modified=None, run=None
    )


def assert_sound(folder: Path) -> None:
    (report,) = verify(folder.parent, [folder.name])
    assert [str(damage) for damage in report.damage] == []


def missing(ledger: Path) -> None:
    ledger.unlink()


def no_database(ledger: Path) -> None:
    ledger.write_bytes(b"no database" * 999)


def cut(ledger: Path) -> None:
    ledger.write_bytes(ledger.read_bytes()[:5000])


def newer(ledger: Path) -> None:
    with sqlite3.connect(ledger) as db:
        db.execute("PRAGMA user_version = 99")
    db.close()


def sound(ledger: Path) -> None:
    pass


@pytest.fixture(scope="module")
def crawled(newsbot: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    archive = tmp_path_factory.mktemp("crawled")
    assert newsbot("demo", "--archive", archive, "--json").returncode == 0
    return archive


@pytest.mark.parametrize("damage", [sound, missing, no_database, cut])
def test_the_ledger_of_a_crawl_is_made_again(
    newsbot: Run, crawled: Path, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    folder = tmp_path / "example"
    shutil.copytree(crawled / "example", folder)
    before, held = entries(folder), lines(folder)
    damage(folder / "ledger.sqlite")
    old = (folder / "ledger.sqlite").read_bytes() if (folder / "ledger.sqlite").exists() else None
    done = newsbot("verify", "--rebuild", "--archive", tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "not known any more" in done.stdout
    after = entries(folder)
    lost = before.keys() - after.keys()
    assert {before[url].capture for url in lost} == {None}, "only what was never fetched is unknown"
    assert {url: comparable(entry) for url, entry in after.items()} == {
        url: comparable(entry) for url, entry in before.items() if url not in lost
    }
    kept = list(folder.glob("ledger.sqlite.*"))
    assert [path.read_bytes() for path in kept] == ([] if old is None else [old])
    assert lines(folder) == held
    again = newsbot("demo", "--archive", tmp_path)
    assert "Nothing new" in again.stdout
    assert again.stdout.startswith(f"example: {len(lost)} pages"), "only what was never fetched is read again"


def test_the_ledger_of_a_newer_newsbot_is_left_alone(newsbot: Run, tmp_path: Path) -> None:
    folder = make(tmp_path)
    newer(folder / "ledger.sqlite")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != "lock"}
    done = newsbot("verify", "--rebuild", "--archive", tmp_path)
    assert done.returncode == Exit.DAMAGED
    assert "is a ledger of version 99" in done.stderr
    assert "update newsbot" in done.stderr
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != "lock"} == before


def test_a_crawl_takes_away_what_a_killed_rebuild_left(newsbot: Run, tmp_path: Path) -> None:
    folder = make(tmp_path)
    killed = newsbot("verify", "--rebuild", "--archive", tmp_path, NEWSBOT_FAULT="before-rebuilt")
    assert killed.returncode == -signal.SIGKILL
    assert list(folder.glob("ledger.sqlite.new*"))
    with SiteArchive.open(tmp_path, SITE):
        assert not list(folder.glob("ledger.sqlite.new*"))


def articles_lost(ledger: Path) -> None:
    shutil.rmtree(ledger.parent / "articles")


@pytest.mark.parametrize("damage", [sound, missing, no_database, articles_lost])
@pytest.mark.parametrize("point", ["before-rebuilt", "mid-rebuilt"])
def test_a_kill_leaves_a_ledger_that_goes_on(
    newsbot: Run, tmp_path: Path, point: str, damage: Callable[[Path], None]
) -> None:
    folder = make(tmp_path)
    ids = sorted(article.id for article in read(folder))
    damage(folder / "ledger.sqlite")
    killed = newsbot("verify", "--rebuild", "--archive", tmp_path, NEWSBOT_FAULT=point)
    assert killed.returncode == -signal.SIGKILL
    assert newsbot("verify", "--rebuild", "--archive", tmp_path).returncode == 0
    assert_sound(folder)
    assert sorted(article.id for article in read(folder)) == ids
    assert not list(folder.glob("*.new*"))


def test_what_a_killed_writer_left_in_the_log_of_a_sound_ledger_is_kept(tmp_path: Path) -> None:
    folder = make(tmp_path)
    url = f"https://{SITE}/bai-chi-co-trong-so-991234.html"
    with Ledger.open(folder / "ledger.sqlite") as ledger:
        ledger.urls.discover(url, "test")
        ledger.commit()
        killed = {name: (folder / name).read_bytes() for name in ("ledger.sqlite", "ledger.sqlite-wal")}
    for name, content in killed.items():
        (folder / name).write_bytes(content)
    rebuilt = rebuild(folder)
    with Ledger.open_readonly(folder / (rebuilt.kept or "")) as old:
        assert old.urls.state_of(url) is State.PENDING
    assert_sound(folder)


def test_what_the_log_of_a_killed_writer_holds_is_kept_with_the_old_ledger(tmp_path: Path) -> None:
    folder = make(tmp_path)
    log = folder / "ledger.sqlite-wal"
    (folder / "ledger.sqlite").write_bytes(b"no database" * 999)
    log.write_bytes(b"what the writer left")
    rebuilt = rebuild(folder)
    assert (folder / f"{rebuilt.kept}-wal").read_bytes() == b"what the writer left"
    assert not log.exists()
    assert_sound(folder)


PAGES = [
    same(1, MONTHS[0]),
    Page(2, LISTING, MONTHS[0], None),
    Page(3, article_page(3), MONTHS[1], None),
]


def test_pages_without_a_line_are_read_again(tmp_path: Path) -> None:
    folder = make(tmp_path, PAGES)
    rebuilt = rebuild(folder)
    found = {page.number: entries(folder)[page.url] for page in PAGES}
    assert {number: entry.state for number, entry in found.items()} == {
        1: State.ARCHIVED,
        2: State.NOT_ARTICLE,
        3: State.ARCHIVED,
    }
    assert (found[2].reason or "").startswith("listing")
    assert (rebuilt.lines, rebuilt.read, rebuilt.apart, rebuilt.made) == (1, 2, 1, 1)
    assert {article.url for article in read(folder)} == {PAGES[0].url, PAGES[2].url}
    assert_sound(folder)


def moved(location: str) -> dict[str, object]:
    return {"status": 301, "headers": ((b"Location", location.encode()),)}


RESPONSES: list[tuple[str, dict[str, object], State, str | None]] = [
    ("gone", {"status": 410}, State.GONE, "HTTP 410"),
    ("refused", {"status": 403}, State.BLOCKED, "HTTP 403"),
    ("broken", {"status": 500}, State.FAILED, "HTTP 500"),
    ("picture", {"headers": ((b"Content-Type", b"image/png"),)}, State.NOT_ARTICLE, "no page: image/png"),
    ("home", moved("/"), State.GONE, "redirects to the home page"),
    ("away", moved("https://other.example/a"), State.MOVED, "left the site: https://other.example/a"),
    ("changed", moved("/bai-moi-77123.html"), State.MOVED, f"to https://{SITE}/bai-moi-77123.html"),
]


@pytest.mark.parametrize(("case", "response", "state", "reason"), RESPONSES)
def test_a_response_tells_the_state_of_its_page(
    tmp_path: Path, case: str, response: dict[str, object], state: State, reason: str | None
) -> None:
    folder = make(tmp_path, [same(1, MONTHS[0])])
    url = f"https://{SITE}/bai-viet-ve-mua-mang-991234.html"
    with SiteArchive.open(tmp_path, SITE) as archive:
        archive.capture(replace(exchange(url, "<p>Không có.</p>", MONTHS[1]), **response))  # type: ignore[arg-type]
    rebuild(folder)
    entry = entries(folder)[url]
    assert (entry.state, entry.reason) == (state, reason)
    if case == "changed":
        assert entries(folder)[f"https://{SITE}/bai-moi-77123.html"].state is State.PENDING
    assert_sound(folder)


def test_the_last_response_counts(tmp_path: Path) -> None:
    page = same(1, MONTHS[0])
    folder = make(tmp_path, [page])
    with SiteArchive.open(tmp_path, SITE) as archive:
        archive.capture(exchange(page.url, page.html, MONTHS[1]))
    rebuild(folder)
    assert entries(folder)[page.url].state is State.UNCHANGED
    with SiteArchive.open(tmp_path, SITE) as archive:
        archive.capture(replace(exchange(page.url, "", MONTHS[1]), status=404))
    rebuild(folder)
    assert entries(folder)[page.url].state is State.GONE
    assert entries(folder)[page.url].attempts == 3
    assert len(list(read(folder))) == 1
    assert_sound(folder)


@pytest.mark.parametrize(("plan", "ages"), [("9000d 1h", timedelta(days=9000)), ("", None)])
def test_articles_are_looked_at_again_by_the_plan_of_the_operator(
    newsbot: Run, tmp_path: Path, plan: str, ages: timedelta | None
) -> None:
    page = same(1, MONTHS[0])
    folder = make(tmp_path, [page])
    assert newsbot("verify", "--rebuild", "--archive", tmp_path, NEWSBOT_REVISITS=plan).returncode == 0
    with Ledger.open_readonly(folder / "ledger.sqlite") as ledger:
        assert ledger.recrawls.of(page.url).due_at == (ages and MONTHS[0] + ages)


def test_what_is_no_plan_is_a_usage_error(newsbot: Run, tmp_path: Path) -> None:
    make(tmp_path, [same(1, MONTHS[0])])
    done = newsbot("verify", "--rebuild", "--archive", tmp_path, NEWSBOT_REVISITS="soon")
    assert (done.returncode, done.stdout) == (Exit.USAGE, "")
    assert "NEWSBOT_REVISITS='soon': 'soon' is no age" in done.stderr


def test_a_change_without_a_line_is_a_revision(tmp_path: Path) -> None:
    page = same(1, MONTHS[0])
    folder = make(tmp_path, [page])
    changed = exchange(page.url, article_page(1, "Bản tin đã sửa."), MONTHS[1])
    with SiteArchive.open(tmp_path, SITE) as archive:
        archive.capture(replace(changed, headers=(*changed.headers, (b"ETag", b'"2"'))))
    rebuild(folder)
    entry = entries(folder)[page.url]
    assert (entry.state, entry.etag, entry.revision) == (State.ARCHIVED, '"2"', 2)
    assert [(article.revision, "đã sửa" in article.body) for article in read(folder)] == [(1, False), (2, True)]
    assert_sound(folder)


def test_what_other_code_reads_otherwise_is_no_revision(tmp_path: Path) -> None:
    """The line is of an older newsbot; the same page was fetched once more."""
    page = usual(1, MONTHS[0])
    folder = make(tmp_path, [page])
    with SiteArchive.open(tmp_path, SITE) as archive:
        archive.capture(exchange(page.url, page.html, MONTHS[1]))
    assert rebuild(folder).made == 0
    assert entries(folder)[page.url].state is State.UNCHANGED
    assert_sound(folder)


@pytest.mark.parametrize("lost", [slice(0, 1), slice(1, 2), slice(2, 3), slice(1, 3), slice(0, 3)])
@pytest.mark.parametrize("ledger", [sound, missing])
def test_revisions_without_a_line_get_their_numbers_again(
    tmp_path: Path, lost: slice, ledger: Callable[[Path], None]
) -> None:
    page = same(1, MONTHS[0])
    folder = make(tmp_path, [page])
    for hours, text in enumerate(("Sửa lần đầu.", "Sửa lần đầu.", "Sửa lần nữa."), 1):
        with SiteArchive.open(tmp_path, SITE) as archive:
            capture = archive.capture(exchange(page.url, article_page(1, text), MONTHS[1] + timedelta(hours=hours)))
            archive._captures.sync()
            article = CaptureReader(folder).page(page.url, capture).article
            assert article
            archive.apply(Outcome.read(article))
    whole = b"".join(lines(folder).values())
    held = whole.splitlines(keepends=True)
    gone = set(held[lost])
    for name, content in lines(folder).items():
        left = [line for line in content.splitlines(keepends=True) if line not in gone]
        (folder / "articles" / name).write_bytes(b"".join(left))
    ledger(folder / "ledger.sqlite")
    assert rebuild(folder).made == len(gone)
    assert sorted(b"".join(lines(folder).values()).splitlines(keepends=True)) == sorted(held)
    assert (entries(folder)[page.url].state, entries(folder)[page.url].revision) == (State.ARCHIVED, 3)
    assert_sound(folder)


def test_lines_do_not_go_into_a_sealed_month(tmp_path: Path) -> None:
    folder = make(tmp_path)
    seal(tmp_path, SITE, datetime(2026, 10, 1, tzinfo=UTC))
    sealed = lines(folder)["2026-09.jsonl"]
    with SiteArchive.open(tmp_path, SITE) as archive:
        archive.capture(exchange(f"{HOME}bai-moi-ve-mua-gat-100099.html", article_page(99), MONTHS[0]))
    assert rebuild(folder).made == 1
    assert lines(folder)["2026-09.jsonl"] == sealed
    assert any(article.title == "Mùa gặt sớm, bài 99" for article in read(folder / "articles" / "2026-10.jsonl"))
    assert_sound(folder)


def test_articles_that_are_lost_are_all_made_again(newsbot: Run, crawled: Path, tmp_path: Path) -> None:
    folder = tmp_path / "example"
    shutil.copytree(crawled / "example", folder)
    before, held = entries(folder), b"".join(lines(folder).values()).splitlines()
    shutil.rmtree(folder / "articles")
    done = newsbot("verify", "--rebuild", "--archive", tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"{len(held)} lines were missing and were made again" in done.stdout.replace("\n", " ")
    assert sorted(b"".join(lines(folder).values()).splitlines()) == sorted(held)
    assert {url: comparable(entry) for url, entry in entries(folder).items()} == {
        url: comparable(before[url]) for url in entries(folder)
    }


@pytest.mark.parametrize("ledger", [sound, missing, cut])
@pytest.mark.parametrize("articles", [True, False])
def test_urls_that_tell_nothing_are_known_by_their_pages(
    tmp_path: Path, articles: bool, ledger: Callable[[Path], None]
) -> None:
    paths = [f"/bai-viet-{number}.html" for number in range(1, 6)]
    with Server({}) as server:
        pages = {path: article(500001 + number) for number, path in enumerate(paths)}
        links = "".join(f"<url><loc>{server.base}{path}</loc></url>" for path in paths)
        sitemap = Answer(body=f"<urlset>{links}</urlset>".encode(), kind="application/xml")
        robots = Answer(body=f"Sitemap: {server.base}/sitemap.xml".encode(), kind="text/plain")
        front = {"/": listing(paths), "/robots.txt": robots, "/sitemap.xml": sitemap}
        server.routes = {**front, **pages, paths[4]: NOT_FOUND}
        first = crawl(f"{server.base}/", tmp_path)
        assert first.report["states"] == {"archived": 4, "gone": 1}
        before = first.states()
        held = b"".join(lines(first.folder).values()).splitlines()
        if not articles:
            shutil.rmtree(first.folder / "articles")
        ledger(first.folder / "ledger.sqlite")
        rebuilt = rebuild(first.folder)
        assert rebuilt.made == (0 if articles else 4)
        assert sorted(b"".join(lines(first.folder).values()).splitlines()) == sorted(held)
        known = before if ledger is sound else {path: before[path] for path in paths[:4]}
        assert first.states() == known
        server.asked.clear()
        again = crawl(f"{server.base}/", tmp_path)
        assert {*server.asked}.isdisjoint(paths[:4])
        assert again.code == 0
        again.assert_sound()


@pytest.mark.slow
def test_tombstones_without_a_line_are_made_again(tmp_path: Path) -> None:
    """Edited, gone, with a tombstone, returned, moved: the lines are those of the crawls, but for what led to the home page."""
    living = Living(len(FATES), datetime.now(UTC))
    with Server({}) as server:
        for day in DAYS:
            living.turn(server, day)
            held = undisturbed(f"{server.base}/", tmp_path, day)
    (folder,) = (path for path in tmp_path.iterdir() if path.is_dir())
    homeward = {f"{server.base}{path}" for path in living.paths("home")}
    shutil.rmtree(folder / "articles")
    (folder / "ledger.sqlite").unlink()
    rebuild(folder)
    wanted = {key for key in held.lines if key[0] not in homeward}
    assert {key for key in holding(tmp_path).lines if key[0] not in homeward} == wanted
    assert {url: known.state for url, known in holding(tmp_path).urls.items() if url not in homeward} == {
        url: known.state for url, known in held.urls.items() if url not in homeward
    }
    assert_sound(folder)


def test_an_article_that_has_moved_is_looked_at_where_it_is(tmp_path: Path) -> None:
    page = same(1, MONTHS[0])
    folder = make(tmp_path, [page])
    new = page.url.replace("gat-som", "gat-rat-som")
    there = page.html.replace("<head>", f'<head><link rel="canonical" href="{page.url}">')
    with SiteArchive.open(tmp_path, SITE) as archive:
        archive.capture(replace(exchange(page.url, "", MONTHS[1]), **moved(new)))  # type: ignore[arg-type]
        archive.capture(exchange(new, there, MONTHS[1]))
    rebuild(folder, plan=parse_plan("9000d"))
    assert {url: entry.state for url, entry in entries(folder).items()} == {page.url: State.MOVED, new: State.UNCHANGED}
    with Ledger.open_readonly(folder / "ledger.sqlite") as ledger:
        assert ledger.recrawls.of(new).due_at == MONTHS[0] + timedelta(days=9000)
        assert ledger.recrawls.of(page.url).due_at is None


@pytest.mark.slow
def test_a_paper_that_changes_is_followed_as_before(tmp_path: Path) -> None:
    """Edited, gone, removed, returned, moved: the lines after two more days are those of an archive that kept its ledger."""
    kept, rebuilt = tmp_path / "kept", tmp_path / "rebuilt"
    living = Living(len(FATES) * 2, datetime.now(UTC))
    with Server({}) as server:
        for day in DAYS[:4]:
            living.turn(server, day)
            held = undisturbed(f"{server.base}/", kept, day)
            if day == 2:
                shutil.copytree(kept, rebuilt)
                (folder,) = (path for path in rebuilt.iterdir() if path.is_dir())
                (folder / "ledger.sqlite").unlink()
                assert run("verify", "--rebuild", "--archive", str(rebuilt), day=day).code == Exit.OK
        again = undisturbed(f"{server.base}/", rebuilt, DAYS[3])
    assert again.lines == held.lines
    assert {url: known.state for url, known in again.urls.items()} == {
        url: known.state for url, known in held.urls.items()
    }


def test_a_torn_tail_is_cut_and_damage_is_left_out_and_named(newsbot: Run, tmp_path: Path) -> None:
    folder = make(tmp_path)
    month = folder / "articles" / "2026-09.jsonl"
    held = month.read_bytes().splitlines(keepends=True)
    month.write_bytes(b"".join([held[0], b'{"schema": 1}\n', *held[2:], held[1][:99]]))
    done = newsbot("verify", "--rebuild", "--archive", tmp_path)
    assert done.returncode == Exit.DAMAGED
    assert "left out: articles/2026-09.jsonl:2: missing" in done.stderr
    made = month.read_bytes().splitlines(keepends=True)
    assert made[:-1] == [held[0], b'{"schema": 1}\n', *held[2:]]
    assert from_line(made[-1]).id == from_line(held[1]).id, "it is made again from its capture"


@pytest.mark.parametrize("lost", [False, True])
def test_a_damaged_capture_hides_only_itself(tmp_path: Path, lost: bool) -> None:
    folder = make(tmp_path)
    article = list(read(folder))[4]
    assert article.capture is not None
    path = folder / article.capture.file
    content = bytearray(path.read_bytes())
    content[article.capture.offset + 120] ^= 1
    path.write_bytes(content)
    if lost:
        shutil.rmtree(folder / "articles")
    rebuilt = rebuild(folder)
    assert len(rebuilt.damage) == 1
    assert {entry.state for entry in entries(folder).values()} == {State.ARCHIVED}
    assert len(entries(folder)) == (11 if lost else 12)
    (report,) = verify(tmp_path)
    assert report.damaged > 0


def test_a_site_that_is_being_written_is_left_alone(newsbot: Run, tmp_path: Path) -> None:
    folder = make(tmp_path)
    with SiteArchive.open(tmp_path, SITE):
        assert newsbot("verify", "--rebuild", "--archive", tmp_path).returncode == Exit.LOCKED
    assert not list(folder.glob("ledger.sqlite.*"))
