"""Archives that another hand, version or clock has been at: a clear line, the right exit code, nothing made worse."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from newsbot.archive import Outcome, SiteArchive, read, verify
from newsbot.archive.seal import seal
from newsbot.article import Article, Block, Reader
from newsbot.console.exit_codes import Exit
from newsbot.normalize import normalize_article
from tests.conftest import Run
from tests.reprocess.older import SITE, exchange, make

MONTH = "articles/2026-09.jsonl"


def newer_ledger(folder: Path) -> None:
    with sqlite3.connect(folder / "ledger.sqlite") as db:
        db.execute("PRAGMA user_version = 99")
    db.close()


def no_database(folder: Path) -> None:
    (folder / "ledger.sqlite").write_bytes(b"no database at all " * 500)


def other_database(folder: Path) -> None:
    (folder / "ledger.sqlite").unlink()
    with sqlite3.connect(folder / "ledger.sqlite") as db:
        db.execute("CREATE TABLE mine (x)")
    db.close()


def ledger_is_a_folder(folder: Path) -> None:
    (folder / "ledger.sqlite").unlink()
    (folder / "ledger.sqlite").mkdir()


def state_that_is_none(folder: Path) -> None:
    with sqlite3.connect(folder / "ledger.sqlite") as db:
        db.execute("UPDATE urls SET state = 'banana' WHERE seq = 2")
    db.close()


def captures_are_a_folder(folder: Path) -> None:
    (folder / "captures" / "20260101T000000Z.warc.gz").mkdir()


def month_is_a_folder(folder: Path) -> None:
    (folder / MONTH).unlink()
    (folder / MONTH).mkdir()


def packed_month_cut(folder: Path) -> None:
    seal(folder.parent, SITE, datetime(2026, 11, 1, tzinfo=UTC), "gz")
    packed = folder / f"{MONTH}.gz"
    packed.write_bytes(packed.read_bytes()[:-200])


def captures_deleted(folder: Path) -> None:
    next(folder.glob("captures/*")).unlink()


def captures_cut(folder: Path) -> None:
    path = next(folder.glob("captures/*"))
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def month_deleted(folder: Path) -> None:
    (folder / MONTH).unlink()


def months_and_ledger_deleted(folder: Path) -> None:
    shutil.rmtree(folder / "articles")
    (folder / "ledger.sqlite").unlink()


def line_edited(folder: Path) -> None:
    path = folder / MONTH
    path.write_bytes(path.read_bytes().replace("Tựa cũ 2".encode(), "Tựa mới".encode()))


def line_broken(folder: Path) -> None:
    path = folder / MONTH
    path.write_bytes(path.read_bytes().replace(b'"title":"', b'"title:"', 1))


@pytest.mark.parametrize("damage", [month_deleted, months_and_ledger_deleted])
def test_a_month_that_is_gone_is_told_and_can_be_made_again(
    newsbot: Run, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    folder = make(tmp_path)
    held = sorted(article.id for article in read(folder))
    damage(folder)
    done = newsbot("reread", "--archive", tmp_path)
    assert done.returncode == Exit.DAMAGED
    assert (
        f"is missing: restore it, or make its lines again from the captures by newsbot verify --rebuild {SITE}"
        in done.stderr
    )
    assert newsbot("verify", "--rebuild", SITE, "--archive", tmp_path).returncode == 0
    assert sorted(article.id for article in read(folder)) == held
    assert newsbot("reread", "--archive", tmp_path).returncode == 0


@dataclass(frozen=True)
class Case:
    damage: Callable[[Path], None]
    codes: dict[str, int]
    """Exit code of each command that is not 7 (damaged)."""


CASES = [
    Case(newer_ledger, {"reread": 0, "log": 0}),
    Case(no_database, {"reread": 0, "log": 0}),
    Case(other_database, {"reread": 0, "log": 0}),
    Case(ledger_is_a_folder, {"reread": 0, "log": 0}),
    Case(captures_are_a_folder, {"reread": 0, "log": 0, "status": 0, "urls": 0}),
    Case(month_is_a_folder, {"status": 0, "urls": 0}),
    Case(packed_month_cut, {"status": 0, "urls": 0}),
    Case(captures_deleted, {"reread": 3, "log": 0, "status": 0, "urls": 0}),
    Case(captures_cut, {"log": 0, "status": 0, "urls": 0}),
    Case(line_edited, {"reread": 0, "status": 0, "urls": 0}),
    Case(line_broken, {"status": 0, "urls": 0}),
]
COMMANDS: dict[str, tuple[str, ...]] = {
    "verify": ("verify",),
    "reread": ("reread",),
    "reread --apply": ("reread", "--apply"),
    "log": ("log", ""),
    "status": ("status",),
    "urls": ("urls", SITE),
}


def state_of(folder: Path) -> dict[str, str]:
    """Digest of every file that holds something."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != "lock")
    return {str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.damage.__name__)
def test_damage_is_told_and_nothing_made_worse(newsbot: Run, tmp_path: Path, case: Case, command: str) -> None:
    folder = make(tmp_path)
    second = sorted(article.id for article in read(folder / MONTH))[1]
    wanted = next(article.id for article in read(folder / MONTH) if article.title == "Tựa cũ 2") or second
    case.damage(folder)
    before = state_of(folder)
    arguments = [argument or wanted for argument in COMMANDS[command]]
    done = newsbot(*arguments, "--archive", tmp_path)
    assert done.returncode == case.codes.get(command, Exit.DAMAGED), done.stderr
    assert "Traceback" not in done.stderr
    if done.returncode:
        assert str(SITE) in done.stderr
    assert state_of(folder) == before


@pytest.mark.parametrize("command", [("seal",), ("crawl", f"https://{SITE}/", "--contact", "kho@baovidu.example")])
@pytest.mark.parametrize("damage", [ledger_is_a_folder, captures_are_a_folder, month_is_a_folder, packed_month_cut])
def test_who_writes_the_site_says_what_is_damaged(
    newsbot: Run, tmp_path: Path, damage: Callable[[Path], None], command: tuple[str, ...]
) -> None:
    folder = make(tmp_path)
    damage(folder)
    before = state_of(folder)
    done = newsbot(*command, "--archive", tmp_path)
    assert done.returncode == Exit.DAMAGED, done.stderr
    assert str(folder) in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert state_of(folder) == before


@pytest.mark.parametrize("damage", [ledger_is_a_folder, captures_are_a_folder, month_is_a_folder, packed_month_cut])
def test_a_ledger_that_cannot_be_made_again_is_told_and_the_next_site_is_checked(
    newsbot: Run, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    make(tmp_path).rename(tmp_path / "www.another.example")
    folder = make(tmp_path)
    damage(folder)
    before = state_of(folder)
    done = newsbot("verify", "--rebuild", "--archive", tmp_path, "--json")
    assert done.returncode == Exit.DAMAGED
    assert f"newsbot: {SITE}: the ledger was not made again: {folder}" in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stdout.splitlines()) == 2
    assert state_of(folder) == before


def test_an_archive_whose_path_is_not_utf_8(tmp_path: Path) -> None:
    root = tmp_path / os.fsdecode(b"l\xe2\xe9u")
    make(root)
    for command in (["verify"], ["status"], ["urls", SITE], ["verify", "--rebuild"], ["seal"]):
        done = subprocess.run(
            [sys.executable, "-m", "newsbot", *command, "--archive", os.fsencode(root)],
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")
    (root / "runs.jsonl").write_bytes(b"garbage\n")
    done = subprocess.run(
        [sys.executable, "-m", "newsbot", "runs", "--archive", os.fsencode(root)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, len(done.stderr.splitlines())) == (Exit.DAMAGED, 1)


@pytest.mark.parametrize(
    "command",
    [
        ("crawl", f"https://{SITE}/", "--contact", "kho@baovidu.example"),
        ("verify",),
        ("urls", SITE),
        ("status",),
    ],
)
def test_a_state_that_is_none_is_told(newsbot: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    state_that_is_none(make(tmp_path))
    done = newsbot(*command, "--archive", tmp_path)
    assert done.returncode == Exit.DAMAGED, done.stderr
    (line,) = done.stderr.splitlines()
    assert "'banana'" in line


@pytest.mark.parametrize("command", ["verify", "verify --quick", "status", "runs"])
def test_a_broken_run_log_is_told(newsbot: Run, tmp_path: Path, command: str) -> None:
    make(tmp_path)
    (tmp_path / "runs.jsonl").write_bytes(b"garbage\n")
    done = newsbot(*command.split(), "--archive", tmp_path)
    assert done.returncode == Exit.DAMAGED, done.stderr
    (line,) = done.stderr.splitlines()
    assert line.endswith("runs.jsonl:1: not JSON")


WITHOUT_PRIVILEGE = ["setpriv", "--bounding-set=-dac_override,-dac_read_search,-fowner", "--inh-caps=-all"]
"""What takes from root the right to write where nobody may."""


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["verify"], 0),
        (["reread", "--jobs", "1"], 0),
        (["status"], 0),
        (["urls", SITE], 0),
        (["reread", "--apply", "--jobs", "1"], Exit.NOT_WRITABLE),
        (["seal"], Exit.NOT_WRITABLE),
        (["verify", "--rebuild"], Exit.NOT_WRITABLE),
        (["crawl", "http://127.0.0.1:9/"], Exit.NOT_WRITABLE),
    ],
)
@pytest.mark.skipif(os.getuid() == 0 and not shutil.which("setpriv"), reason="root writes everywhere")
def test_an_archive_that_may_only_be_read(tmp_path: Path, arguments: list[str], code: int) -> None:
    root = tmp_path / "archive"
    before = state_of(make(root))
    paths = [root, *root.rglob("*")]
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)
    done = without_privilege(*arguments, "--archive", str(root))
    for path in paths:
        path.chmod(0o755)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    if code:
        assert "no permission" in done.stderr
    assert state_of(root / SITE) == before


def without_privilege(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "newsbot", *arguments]
    if os.getuid() == 0:
        command = WITHOUT_PRIVILEGE + command
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


@pytest.mark.parametrize("command", ["verify --jobs 1", "verify --jobs 2", "reread --jobs 1", "seal", "status"])
@pytest.mark.parametrize("hidden", ["", "articles", MONTH, "captures", "captures/*.warc.gz", "ledger.sqlite"])
@pytest.mark.skipif(os.getuid() == 0 and not shutil.which("setpriv"), reason="root reads everything")
def test_what_may_not_be_read_is_told(tmp_path: Path, hidden: str, command: str) -> None:
    make(tmp_path).rename(tmp_path / "another")
    folder = make(tmp_path)
    (path,) = folder.glob(hidden) if hidden else [folder]
    path.chmod(0)
    done = without_privilege(*command.split(), *([SITE] if "reread" in command else []), "--archive", str(tmp_path))
    path.chmod(0o700)
    assert "Traceback" not in done.stderr
    if command.startswith("verify"):
        assert done.returncode == Exit.DAMAGED, done.stderr
        assert f"{path.relative_to(tmp_path)}" in done.stderr
        assert "cannot be read: Permission denied" in done.stderr
        assert "another" in done.stdout
        assert "another" not in done.stderr
    elif done.returncode:
        assert done.returncode in (Exit.DAMAGED, Exit.NOT_WRITABLE)
        assert "ermission denied" in done.stderr or "cannot be read" in done.stderr


def archive_text(archive: SiteArchive, text: str, fetched_at: str) -> Article | None:
    url = "https://baomau.example/bai-viet-0.html"
    archive.ledger.urls.discover(url, "test")
    capture = archive.capture(exchange(url, text, datetime.fromisoformat(fetched_at)))
    article = Article(
        id="baomau:0", site="baomau", url=url, title="Bài viết", blocks=(Block("paragraph", text),), capture=capture,
        reader=Reader("0", "general"), fetched_at=fetched_at, http_status=200,
    )  # fmt: skip
    return archive.apply(Outcome.read(normalize_article(article))).article


def test_a_clock_that_jumped_backwards_loses_nothing(newsbot: Run, tmp_path: Path) -> None:
    root = tmp_path / "archive"
    for number, moment in enumerate(("2026-11-22T08:00:00Z", "2026-09-01T08:00:00Z", "1970-01-01T00:00:00Z")):
        with SiteArchive.open(root, "baomau") as archive:
            assert archive_text(archive, f"Bản số {number}.", moment) is not None
    assert [article.revision for article in sorted(read(root), key=lambda one: one.revision)] == [1, 2, 3]
    assert {path.name for path in (root / "baomau" / "articles").iterdir()} == {
        "1970-01.jsonl",
        "2026-09.jsonl",
        "2026-11.jsonl",
    }
    seal(root, "baomau", datetime(2026, 10, 1, tzinfo=UTC), "gz")
    with SiteArchive.open(root, "baomau") as archive:
        archive_text(archive, "Bản cuối.", "2026-09-02T08:00:00Z")
        assert (newest := archive.ledger.lines.newest("baomau:0"))
        assert (newest.revision, newest.file) == (4, "articles/2026-10.jsonl")
    (report,) = verify(root)
    assert [str(damage) for damage in report.damage] == []
    assert newsbot("log", "baomau:0", "--archive", root).stdout.count("revision ") == 4
