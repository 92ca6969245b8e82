"""The captures read again: the same code gives the same bytes, other code is shown before it writes, a kill leaves old or new."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from newsbot.archive import ArchiveDamaged, Outcome, SiteArchive, State, read, to_line, verify
from newsbot.archive.months import Packing
from newsbot.archive.rewrite import Rewriting
from newsbot.archive.seal import seal
from newsbot.commands.cli import cli
from newsbot.console.exit_codes import Exit
from newsbot.extraction import recapture
from newsbot.extraction.folder_site import site_of_folder
from newsbot.extraction.reading import read_bytes
from newsbot.reprocess import pool, progress
from newsbot.reprocess.changes import Changes
from newsbot.reprocess.messages import Answer, Chunk
from newsbot.reprocess.run import reread
from newsbot.reprocess.show import differing
from tests.conftest import Run
from tests.reprocess.older import HOME, LISTING, MONTHS, SITE, Page, article_page, exchange, lines, make, same, usual


def once(folder: Path, *, jobs: int = 1, apply: bool = False) -> Changes:
    (changes,) = reread([folder], jobs=jobs, apply=apply)
    return changes


def assert_sound(folder: Path) -> None:
    (report,) = verify(folder.parent, [folder.name])
    assert [str(damage) for damage in report.damage] == []


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_same_code_gives_the_same_bytes(newsbot: Run, tmp_path: Path, jobs: int) -> None:
    assert newsbot("demo", "--archive", tmp_path, "--json").returncode == 0
    before = lines(tmp_path / "example")
    for apply in ([], ["--apply"]):
        done = newsbot("reread", "--archive", tmp_path, "--jobs", jobs, "--json", *apply)
        changes = json.loads(done.stdout)
        assert (done.returncode, done.stderr) == (0, "")
        assert changes["lines"] == len(list(read(tmp_path)))
        assert [file["before"] for file in changes["files"]] == [file["after"] for file in changes["files"]]
        assert not changes["applied"]
        assert lines(tmp_path / "example") == before


def test_changes_are_shown_field_by_field_and_nothing_is_written(newsbot: Run, tmp_path: Path) -> None:
    folder = make(tmp_path)
    before = lines(folder)
    done = newsbot("reread", "--archive", tmp_path)
    assert done.returncode == 0
    for word in ("title", "content_hash", "reader", "Tựa cũ 0", "Mùa gặt sớm, bài 0", "--apply", "2026-09.jsonl"):
        assert word in done.stdout
    assert "body" not in done.stdout
    assert lines(folder) == before


@pytest.mark.parametrize("jobs", [1, 2])
def test_applied_the_records_are_those_of_today_and_the_history_stays(tmp_path: Path, jobs: int) -> None:
    folder = make(tmp_path)
    before = {article.url: article for article in read(folder)}
    changes = once(folder, jobs=jobs, apply=True)
    assert (changes.changed, changes.applied, changes.error) == (12, True, None)
    assert {key: change.records for key, change in changes.fields.items()} == dict.fromkeys(
        ("title", "content_hash", "reader"), 12
    )
    for article in read(folder):
        old = before[article.url]
        assert article.title == old.title.replace("Tựa cũ", "Mùa gặt sớm, bài")  # type: ignore[union-attr]
        kept = {"title": old.title, "content_hash": old.content_hash, "reader": old.reader}
        assert replace(article, **kept) == old  # type: ignore[arg-type]
    assert_sound(folder)
    assert once(folder).is_same


def test_the_ledger_learns_the_new_content(tmp_path: Path) -> None:
    folder = make(tmp_path)
    once(folder, apply=True)
    with SiteArchive.open(tmp_path, SITE) as archive:
        for article in read(folder):
            entry = archive.ledger.urls.entry(article.url)
            assert entry is not None
            assert entry.content_hash == article.content_hash
            assert archive.apply(Outcome.read(article)).article is None, "the same page fetched again is unchanged"


@pytest.mark.parametrize("month", [1, 2])
@pytest.mark.parametrize("point", ["before-rewrite", "after-rewrite", "mid-rewrite"])
def test_a_kill_leaves_the_old_month_or_the_new_one(newsbot: Run, tmp_path: Path, point: str, month: int) -> None:
    folder = make(tmp_path / "killed")
    once(make(tmp_path / "whole"), apply=True)
    old = lines(folder)
    arguments = ("reread", "--apply", "--jobs", "1", "--archive", tmp_path / "killed")
    killed = newsbot(*arguments, NEWSBOT_FAULT=f"{point}:{month}")
    assert killed.returncode == -signal.SIGKILL
    for name, held in lines(folder).items():
        if name.endswith(".jsonl"):
            assert held == old[name] or titles(held) == titles(
                (tmp_path / "whole" / SITE / "articles" / name).read_bytes()
            )
    with SiteArchive.open(tmp_path / "killed", SITE) as archive:
        assert not archive.recovered
    assert_sound(folder)
    assert {path.suffix for path in (folder / "articles").iterdir()} == {".jsonl"}
    new = {name for name, held in lines(folder).items() if held != old[name]}
    assert len(new) == (month - 1 if point == "before-rewrite" else month)
    assert newsbot(*arguments).returncode == 0
    assert once(folder).is_same
    assert_sound(folder)


def test_verify_says_that_a_month_is_half_way(newsbot: Run, tmp_path: Path) -> None:
    folder = make(tmp_path)
    newsbot("reread", "--apply", "--jobs", "1", "--archive", tmp_path, NEWSBOT_FAULT="after-rewrite")
    (report,) = verify(tmp_path)
    assert [damage.what for damage in report.damage] == [
        "was being written anew when the process died: crawl or reread again to finish it"
    ]
    with SiteArchive.open(tmp_path, SITE):
        pass
    assert_sound(folder)


def test_ctrl_c_ends_with_its_exit_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*arguments: object) -> object:
        raise KeyboardInterrupt

    folder = make(tmp_path)
    before = lines(folder)
    monkeypatch.setattr(Changes, "compare", interrupted)
    done = CliRunner().invoke(cli, ["reread", "--apply", "--jobs", "1", "--archive", str(tmp_path)])
    assert done.exit_code == Exit.INTERRUPTED
    assert lines(folder) == before
    assert_sound(folder)


def titles(held: bytes) -> list[str]:
    return [json.loads(line)["title"] for line in held.splitlines()]


SIDES = [
    usual(1, MONTHS[0]),
    Page(2, article_page(2), MONTHS[0], None),
    Page(3, LISTING, MONTHS[1], same(3, MONTHS[1]).older),
    same(4, MONTHS[1]),
]


def test_pages_that_change_sides_are_told(tmp_path: Path) -> None:
    changes = once(make(tmp_path, SIDES))
    assert [name for name, _ in changes.became.named] == [SIDES[1].url]
    assert [(name, reason.partition(":")[0]) for name, reason in changes.ceased.named] == [(f"{SITE}:3", "listing")]


def test_applied_they_change_sides(tmp_path: Path) -> None:
    folder = make(tmp_path, SIDES)
    once(folder, apply=True)
    assert sorted(article.url for article in read(folder)) == sorted(page.url for page in SIDES if page.number != 3)
    with SiteArchive.open(tmp_path, SITE) as archive:
        states = {page.number: archive.ledger.urls.state_of(page.url) for page in SIDES}
    assert states == {1: State.ARCHIVED, 2: State.ARCHIVED, 3: State.NOT_ARTICLE, 4: State.ARCHIVED}
    assert_sound(folder)
    assert once(folder).is_same


def test_of_several_revisions_none_is_left_out(tmp_path: Path) -> None:
    folder = make(tmp_path, [same(1, MONTHS[0])])
    (article,) = read(folder)
    with SiteArchive.open(tmp_path, SITE) as archive:
        listing = make(tmp_path / "other", [Page(1, LISTING, MONTHS[1], same(1, MONTHS[1]).older)])
        (other,) = read(listing)
        capture = archive.capture(exchange(article.url, LISTING, MONTHS[1]))
        archive.apply(Outcome.read(replace(other, id=article.id, url=article.url, capture=capture)))
    changes = once(folder, apply=True)
    assert (changes.ceased.count, changes.kept.count) == (0, 1)
    assert [one.revision for one in read(folder)] == [1, 2]
    assert_sound(folder)


def damaged(folder: Path) -> str:
    """One capture of which a bit is flipped; the URL of its page."""
    article = next(read(folder))
    assert article.capture is not None
    path = folder / article.capture.file
    content = bytearray(path.read_bytes())
    content[article.capture.offset + 120] ^= 1
    path.write_bytes(content)
    return article.url


def test_a_record_whose_capture_is_unreadable_is_kept_and_told(newsbot: Run, tmp_path: Path) -> None:
    folder = make(tmp_path)
    url = damaged(folder)
    done = newsbot("reread", "--apply", "--archive", tmp_path)
    assert done.returncode == Exit.DAMAGED
    assert "1 captures cannot be read" in done.stderr
    assert {article.url for article in read(folder) if (article.title or "").startswith("Tựa cũ")} == {url}


def test_a_site_that_is_being_written_is_left_alone(newsbot: Run, tmp_path: Path) -> None:
    folder = make(tmp_path)
    before = lines(folder)
    with SiteArchive.open(tmp_path, SITE):
        assert newsbot("reread", "--apply", "--archive", tmp_path).returncode == Exit.LOCKED
        assert newsbot("reread", "--archive", tmp_path).returncode == 0
    assert lines(folder) == before


def test_a_line_edited_by_hand_is_not_written_over(newsbot: Run, tmp_path: Path) -> None:
    folder = make(tmp_path)
    month = folder / "articles" / "2026-10.jsonl"
    month.write_bytes(month.read_bytes().replace("Tựa cũ 3".encode(), "Tựa mới 3".encode()[:10], 1))
    edited = month.read_bytes()
    done = newsbot("reread", "--apply", "--archive", tmp_path)
    assert done.returncode == Exit.DAMAGED
    assert "changed by another hand" in done.stderr
    assert month.read_bytes() == edited
    assert sorted(path.name for path in month.parent.iterdir()) == ["2026-09.jsonl", "2026-10.jsonl"]


def test_without_a_ledger_the_lines_are_still_compared(tmp_path: Path) -> None:
    folder = make(tmp_path)
    (folder / "ledger.sqlite").unlink()
    changes = once(folder)
    assert changes.changed == 12
    assert "missing" in changes.notes[0]


def test_a_site_that_nothing_tells_of_is_named(newsbot: Run, tmp_path: Path) -> None:
    folder = make(tmp_path)
    folder.rename(tmp_path / "khong-ro")
    done = newsbot("reread", "--archive", tmp_path)
    assert done.returncode == Exit.SOME_FAILED
    assert "no capture is of a home page" in done.stderr


def test_an_unknown_site_is_a_usage_error(newsbot: Run, tmp_path: Path) -> None:
    make(tmp_path)
    assert newsbot("reread", "nosuchsite", "--archive", tmp_path).returncode == Exit.USAGE


def dying_reader() -> Callable[[Chunk], Answer]:
    """Reads chunks in a process of the pool, and ends it over one page."""
    recapture.read_bytes = lambda page, layouts: (
        sys.exit(9) if "bài 5" in page.html.decode() else read_bytes(page, layouts)
    )
    return pool.chunk_reader()


def test_a_page_over_which_a_process_dies_costs_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = make(tmp_path)
    monkeypatch.setattr(pool, "chunk_reader", dying_reader)
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    changes = once(folder, jobs=2)
    assert changes.changed == 11
    assert [reason for _, reason in changes.kept.named] == ["the reading process ended over this page (exit code 9)"]


def test_the_new_lines_must_follow_the_old_ones(tmp_path: Path) -> None:
    folder = make(tmp_path)
    with SiteArchive.open(tmp_path, SITE) as archive:
        rewriting = Rewriting(folder, archive.ledger, "articles/2026-09.jsonl")
        first, second, *_ = map(to_line, read(folder / "articles" / "2026-09.jsonl"))
        rewriting.put(first, first)
        with pytest.raises(ArchiveDamaged, match="changed by another hand"):
            rewriting.put(first, second)
        with pytest.raises(ArchiveDamaged, match="changed by another hand"):
            rewriting.finish()
        rewriting.close()
    assert_sound(folder)


@pytest.mark.parametrize(
    ("before", "now", "shown"),
    [
        ("một hai ba", "một hai bốn", ("một hai ba", "một hai bốn")),
        (None, "Thanh Phúc", ("null", "Thanh Phúc")),
        (["a"], [], ('["a"]', "[]")),
        (
            "x" * 50 + "cũ" + "y" * 50,
            "x" * 50 + "mới" + "y" * 50,
            (f"…{'x' * 30}cũ{'y' * 30}…", f"…{'x' * 30}mới{'y' * 30}…"),
        ),
    ],
)
def test_values_are_shown_where_they_differ(before: Any, now: Any, shown: tuple[str, str]) -> None:
    assert differing(before, now) == shown


def test_the_home_page_tells_whose_the_captures_are(tmp_path: Path) -> None:
    assert site_of_folder(make(tmp_path)).home == HOME
    assert site_of_folder(tmp_path / "baotuyenquang").name == "baotuyenquang"


@pytest.mark.parametrize("packing", ["gz", "zst"])
@pytest.mark.parametrize("point", [None, "before-rewrite", "after-rewrite", "mid-rewrite"])
def test_a_packed_month_stays_packed_and_its_digest_is_renewed(
    newsbot: Run, tmp_path: Path, packing: Packing, point: str | None
) -> None:
    folder = make(tmp_path)
    seal(tmp_path, SITE, datetime(2026, 11, 1, tzinfo=UTC), packing)
    arguments = ("reread", "--apply", "--jobs", "1", "--archive", tmp_path)
    if point:
        assert newsbot(*arguments, NEWSBOT_FAULT=point).returncode == -signal.SIGKILL
    assert newsbot(*arguments).returncode == 0
    assert {path.name for path in (folder / "articles").iterdir()} == {
        f"2026-09.jsonl.{packing}",
        f"2026-10.jsonl.{packing}",
    }
    assert {(article.title or "")[:11] for article in read(folder)} == {"Mùa gặt sớm"}
    assert_sound(folder)


def test_a_long_reading_tells_of_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(progress, "LINE_SECONDS", 0.0)
    folder = make(tmp_path)
    with progress.RereadProgress() as told:
        list(reread([folder], note=told.note))
    assert f"{SITE}: 12 records read again, 12 are different" in capsys.readouterr().err


SMALL = """
import resource, sys
from newsbot.__main__ import main
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv.pop(1)), resource.RLIM_INFINITY))
main()
"""


@pytest.mark.parametrize("room", [100, 9_000, 40_000])
def test_without_room_the_old_file_is_kept(tmp_path: Path, room: int) -> None:
    folder = make(tmp_path, [usual(number, MONTHS[0], f"Số {number}. " * 100) for number in range(48)])
    before = lines(folder)
    arguments = ["reread", "--apply", "--jobs", "1", "--json", "--archive", str(tmp_path)]
    done = subprocess.run(
        [sys.executable, "-c", SMALL, str(room), *arguments], capture_output=True, text=True, check=False
    )
    assert done.returncode == Exit.NOT_WRITABLE
    (line,) = done.stderr.splitlines()
    assert f"cannot write {folder}" in line
    assert lines(folder) == before
    assert_sound(folder)
