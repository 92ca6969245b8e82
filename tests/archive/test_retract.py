"""`newsbot retract`: what a bad answer wrote is taken back, and no line is removed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newsbot.archive import ArchiveSettings, Ledger, Outcome, SiteArchive, State, read, verify
from newsbot.archive.retractions import NAME
from newsbot.archive.seal import seal
from newsbot.console.exit_codes import Exit
from newsbot.extraction.recapture import CaptureReader
from newsbot.reprocess.rebuild import rebuild
from newsbot.reprocess.run import reread
from newsbot.site import WebSite
from tests.conftest import Run
from tests.reprocess.older import HOME, SITE, article_page, exchange

URL = f"{HOME}mua-gat-som-100001.html"
NEW = f"{HOME}mua-gat-som-100002.html"
ID, NEW_ID = (WebSite(HOME).article_id(url) for url in (URL, NEW))
BEGIN = datetime(2026, 9, 1, 8, tzinfo=UTC)
RUNS = [f"{BEGIN + timedelta(days=day):%Y%m%dT%H%M%SZ}-1" for day in range(5)]
WHY = "the server's bad day"


def visit(root: Path, day: int, pages: dict[str, str | None]) -> None:
    """A run: each URL shows a text, or is gone."""
    now = BEGIN + timedelta(days=day)
    with SiteArchive.open(root, SITE, ArchiveSettings(clock=lambda: now, run=RUNS[day])) as archive:
        for url, text in pages.items():
            archive.ledger.urls.discover(url, "test")
            archive.ledger.recrawls.take(url)
            answer = exchange(url, article_page(int(url[-8:-5]) % 100, text or "A"), now)
            if text is None:
                capture = archive.capture(replace(answer, status=404))
                gone = Outcome(url=url, state=State.GONE, reason="HTTP 404", status=404, capture=capture)
                archive.apply(gone)
                continue
            capture = archive.capture(answer)
            archive._captures.sync()
            article = CaptureReader(archive.folder).page(url, capture).article
            assert article
            archive.apply(Outcome.read(article))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An article, and a run that found another text there and a new article."""
    visit(tmp_path, 0, {URL: "A"})
    visit(tmp_path, 1, {URL: "B", NEW: "A"})
    assert [(one.id, one.revision) for one in read(tmp_path)][:2] == [(ID, 1), (ID, 2)]
    return tmp_path


def lines(root: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted((root / SITE / "articles").iterdir()))


def latest(root: Path) -> dict[str, int]:
    return {one.id: one.revision for one in read(root, latest=True)}


def damage(root: Path) -> list[str]:
    return [str(one) for report in verify(root) for one in report.damage]


def retract(newsbot: Run, root: Path, *words: str, code: Exit = Exit.OK) -> str:
    done = newsbot("retract", *words, "--reason", WHY, "--archive", root)
    assert done.returncode == code, done.stderr
    return done.stdout + done.stderr


@pytest.mark.parametrize("what", [RUNS[1], ID])
def test_the_newest_content_is_what_it_was(newsbot: Run, root: Path, what: str) -> None:
    before = lines(root)
    assert "would be taken back; revision 1 stands" in retract(newsbot, root, what, "--dry-run")
    assert not (root / SITE / NAME).exists()
    assert "revision 2 taken back; revision 1 stands" in retract(newsbot, root, what)
    assert lines(root) == before
    assert latest(root)[ID] == 1
    assert NEW_ID in latest(root), "a new article stays"
    with Ledger.open_readonly(root / SITE / "ledger.sqlite") as ledger:
        entry = ledger.urls.entry(URL)
        assert entry
        assert (entry.state, entry.revision, entry.etag) == (State.ARCHIVED, 1, None)
        assert ledger.recrawls.of(URL).due_at is not None
    assert WHY in newsbot("log", ID, "--archive", root).stdout
    rows = [json.loads(row) for row in newsbot("log", ID, "--json", "--archive", root).stdout.splitlines()]
    assert [row["retracted"] and row["retracted"]["reason"] for row in rows] == [None, WHY]
    assert damage(root) == []
    assert "was taken back on" in retract(newsbot, root, what)
    assert (root / SITE / NAME).read_bytes().count(b"\n") == 1


def test_the_next_crawl_compares_with_what_stands(newsbot: Run, root: Path) -> None:
    retract(newsbot, root, ID)
    visit(root, 2, {URL: "A"})
    assert latest(root)[ID] == 1
    visit(root, 3, {URL: "C"})
    assert latest(root)[ID] == 3, "its number is above the one that was taken back"
    assert damage(root) == []


def test_a_tombstone_is_taken_back(newsbot: Run, root: Path) -> None:
    visit(root, 2, {URL: None})
    visit(root, 3, {URL: None})
    assert ID not in latest(root)
    retract(newsbot, root, RUNS[3])
    assert latest(root)[ID] == 2
    with Ledger.open_readonly(root / SITE / "ledger.sqlite") as ledger:
        assert ledger.urls.state_of(URL) is State.ARCHIVED
        assert ledger.recrawls.of(URL).gone_at is None
    assert damage(root) == []


def test_new_articles_are_taken_back_when_asked_for(newsbot: Run, root: Path) -> None:
    assert "1 new articles of that run stay" in retract(newsbot, root, RUNS[1])
    retract(newsbot, root, RUNS[1], "--new")
    assert latest(root) == {ID: 1}
    with Ledger.open_readonly(root / SITE / "ledger.sqlite") as ledger:
        assert ledger.urls.state_of(NEW) is State.PENDING
    visit(root, 2, {NEW: "A"})
    assert latest(root)[NEW_ID] == 2
    assert damage(root) == []


@pytest.mark.parametrize("what", ["20200101T000000Z-1", f"{SITE}:999", "nosuch:1"])
def test_what_is_not_there_is_a_usage_error(newsbot: Run, root: Path, what: str) -> None:
    retract(newsbot, root, what, code=Exit.USAGE)


@pytest.mark.parametrize("then", ["A", "B"])
def test_a_rebuilt_ledger_knows_it(newsbot: Run, root: Path, then: str) -> None:
    visit(root, 2, {URL: "B"})
    retract(newsbot, root, ID)
    (root / SITE / "ledger.sqlite").unlink()
    rebuilt = rebuild(root / SITE)
    assert (rebuilt.made, rebuilt.damage) == (0, [])
    assert damage(root) == []
    with Ledger.open_readonly(root / SITE / "ledger.sqlite") as ledger:
        assert (entry := ledger.urls.entry(URL))
        assert (entry.state, entry.revision) == (State.ARCHIVED, 1)
    visit(root, 4, {URL: then})
    assert latest(root)[ID] == (1 if then == "A" else 3)


def test_reading_again_and_sealing_keep_it(newsbot: Run, root: Path) -> None:
    seal(root, SITE, datetime(2026, 11, 1, tzinfo=UTC), "gz")
    before = lines(root)
    retract(newsbot, root, ID)
    (changes,) = reread([root / SITE], jobs=1, apply=True)
    assert not changes.error
    assert lines(root) == before
    assert latest(root)[ID] == 1
    assert damage(root) == []


@pytest.mark.parametrize(
    "point", ["mid-retraction", "before-retraction", "after-retraction", "before-ledger", "after-ledger"]
)
def test_killed_it_is_done_or_not_done(root: Path, point: str) -> None:
    command = [sys.executable, "-m", "newsbot", "retract", RUNS[1], "--new", "--reason", WHY, "--archive", str(root)]
    killed = subprocess.run(
        command, env={**os.environ, "NEWSBOT_FAULT": point}, capture_output=True, timeout=60, check=False
    )
    assert killed.returncode == -signal.SIGKILL
    with SiteArchive.open(root, SITE):
        pass
    taken = {ID: 2, NEW_ID: 1}
    is_done = point not in ("mid-retraction", "before-retraction")
    assert latest(root) == ({ID: 1} if is_done else taken)
    assert damage(root) == []


def test_a_torn_tail_is_cut_and_what_the_ledger_knows_is_written_again(newsbot: Run, root: Path) -> None:
    retract(newsbot, root, ID)
    path = root / SITE / NAME
    path.write_bytes(path.read_bytes()[:-9])
    assert "does not know" in damage(root)[0]
    with SiteArchive.open(root, SITE):
        pass
    assert latest(root)[ID] == 1
    assert damage(root) == []


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (b"[]\n", "no retraction"),
        (b"{}\n", "no retraction"),
        (b"\xff\n", "no retraction"),
        (b"[" * 200_000 + b"\n", "no retraction"),
        (
            b'{"id":"x:1","revision":7,"reason":"r","retracted_at":"2026-01-01T00:00:00Z","run":"r"}\n',
            "no line holds it",
        ),
    ],
)
def test_verify_names_what_is_no_retraction(root: Path, line: bytes, told: str) -> None:
    (root / SITE / NAME).write_bytes(line)
    assert told in " ".join(damage(root))
