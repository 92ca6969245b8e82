"""`newsbot verify --rebuild`: the ledger made again from captures and articles, whatever became of the old one."""

from __future__ import annotations

import shutil
import signal
import sqlite3
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newsbot.archive import Entry, Ledger, SiteArchive, State, read, verify
from newsbot.archive.revisits import parse_plan
from newsbot.exit_codes import Exit
from newsbot.rebuild import rebuild
from tests.chaos.campaign import undisturbed
from tests.chaos.living import DAYS, FATES, Living
from tests.conftest import Run
from tests.crawl.command import environment
from tests.crawl.command import newsbot as newsbot_command
from tests.crawl.server import Server
from tests.reread.older import LISTING, MONTHS, SITE, Page, article_page, exchange, lines, make, same


def entries(folder: Path) -> dict[str, Entry]:
    with Ledger.open_readonly(folder / "ledger.sqlite") as ledger:
        return {entry.url: entry for state in State for entry in ledger.entries(state)}


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


@pytest.mark.parametrize("damage", [sound, missing, no_database, cut, newer])
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
    assert again.stdout.startswith(f"example: {len(lost)} pages"), "only what was never fetched is looked at again"


@pytest.mark.parametrize("damage", [sound, missing, no_database])
@pytest.mark.parametrize("point", ["before-rebuilt", "mid-rebuilt"])
def test_a_kill_leaves_a_ledger_that_goes_on(
    newsbot: Run, tmp_path: Path, point: str, damage: Callable[[Path], None]
) -> None:
    folder = make(tmp_path)
    damage(folder / "ledger.sqlite")
    killed = newsbot("verify", "--rebuild", "--archive", tmp_path, NEWSBOT_FAULT=point)
    assert killed.returncode == -signal.SIGKILL
    assert newsbot("verify", "--rebuild", "--archive", tmp_path).returncode == 0
    assert_sound(folder)
    assert not list(folder.glob("*.new*"))


def test_what_a_killed_writer_left_in_the_log_of_a_sound_ledger_is_kept(tmp_path: Path) -> None:
    folder = make(tmp_path)
    url = f"https://{SITE}/bai-chi-co-trong-so-991234.html"
    with Ledger.open(folder / "ledger.sqlite") as ledger:
        ledger.discover(url, "test")
        ledger.commit()
        killed = {name: (folder / name).read_bytes() for name in ("ledger.sqlite", "ledger.sqlite-wal")}
    for name, content in killed.items():
        (folder / name).write_bytes(content)
    rebuilt = rebuild(folder)
    with Ledger.open_readonly(folder / (rebuilt.kept or "")) as old:
        assert old.state_of(url) is State.PENDING
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
        3: State.PENDING,
    }
    assert (found[2].reason or "").startswith("listing")
    assert found[3].reason is None, "an article without a line is fetched again"
    assert (rebuilt.lines, rebuilt.read, rebuilt.apart) == (1, 2, 1)


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
        assert ledger.revisit(page.url).due_at == (ages and MONTHS[0] + ages)


def test_what_is_no_plan_is_a_usage_error(newsbot: Run, tmp_path: Path) -> None:
    make(tmp_path, [same(1, MONTHS[0])])
    done = newsbot("verify", "--rebuild", "--archive", tmp_path, NEWSBOT_REVISITS="soon")
    assert (done.returncode, done.stdout) == (Exit.USAGE, "")
    assert "NEWSBOT_REVISITS='soon': 'soon' is no age" in done.stderr


def test_a_change_without_a_line_is_sent_whole(tmp_path: Path) -> None:
    """The server would say that the page has not changed since."""
    page = same(1, MONTHS[0])
    folder = make(tmp_path, [page])
    changed = exchange(page.url, article_page(1, "Bản tin đã sửa."), MONTHS[1])
    with SiteArchive.open(tmp_path, SITE) as archive:
        archive.capture(replace(changed, headers=(*changed.headers, (b"ETag", b'"2"'))))
    rebuild(folder)
    entry = entries(folder)[page.url]
    assert (entry.state, entry.etag, entry.revision) == (State.PENDING, None, 1)


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
        assert ledger.revisit(new).due_at == MONTHS[0] + timedelta(days=9000)
        assert ledger.revisit(page.url).due_at is None


def test_a_paper_that_changes_is_followed_as_before(tmp_path: Path) -> None:
    """Edited, gone, buried, returned, moved: the lines after two more days are those of an archive that kept its ledger."""
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
                command = [*newsbot_command(day), "verify", "--rebuild", "--archive", rebuilt]
                subprocess.run(command, env=environment(), stdout=subprocess.DEVNULL, check=True)
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
    assert month.read_bytes() == b"".join([held[0], b'{"schema": 1}\n', *held[2:]])


def test_a_damaged_capture_hides_only_itself(tmp_path: Path) -> None:
    folder = make(tmp_path)
    article = list(read(folder))[4]
    assert article.capture is not None
    path = folder / article.capture.file
    content = bytearray(path.read_bytes())
    content[article.capture.offset + 120] ^= 1
    path.write_bytes(content)
    rebuilt = rebuild(folder)
    assert len(rebuilt.damage) == 1
    assert {entry.state for entry in entries(folder).values()} == {State.ARCHIVED}
    (report,) = verify(tmp_path)
    assert report.damaged > 0


def test_a_site_that_is_being_written_is_left_alone(newsbot: Run, tmp_path: Path) -> None:
    folder = make(tmp_path)
    with SiteArchive.open(tmp_path, SITE):
        assert newsbot("verify", "--rebuild", "--archive", tmp_path).returncode == Exit.LOCKED
    assert not list(folder.glob("ledger.sqlite.*"))
