"""A tombstone is a line like any other to who reads again, rebuilds and shows revisions: nothing is read into it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from newsbot.archive import ArchiveSettings, Ledger, Outcome, SiteArchive, State, read, verify
from newsbot.extraction.folder_site import site_of_folder
from newsbot.extraction.owed import make_owed_again
from newsbot.reprocess.rebuild import rebuild
from newsbot.reprocess.run import reread
from tests.conftest import Run
from tests.reprocess.older import MONTHS, SITE, exchange, lines, make, same

PAGE = same(0, MONTHS[1])
SOFT_404 = "<title>404</title><h1>Không tìm thấy trang</h1><p>Trang bạn tìm không tồn tại hoặc đã bị xóa.</p>"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An archive of one article that is gone."""
    folder = make(tmp_path, [PAGE])
    for days in (60, 61):
        now = MONTHS[1] + timedelta(days=days)
        with SiteArchive.open(tmp_path, SITE, ArchiveSettings(clock=lambda now=now: now)) as archive:
            missing = archive.capture(replace(exchange(PAGE.url, "Không có.", now), status=404))
            archive.apply(Outcome(url=PAGE.url, state=State.GONE, reason="HTTP 404", status=404, capture=missing))
    assert [line.flags for line in read(folder)][1] == ("gone",)
    return folder


def test_it_stays_as_it_is_when_captures_are_read_again(folder: Path) -> None:
    before = lines(folder)
    (changes,) = reread([folder], jobs=1, apply=True)
    assert not changes.applied
    assert lines(folder) == before


def test_it_is_made_again_from_its_capture_when_the_disk_lost_it(folder: Path) -> None:
    before = lines(folder)
    (folder / "articles" / "2026-12.jsonl").write_bytes(b"")
    with SiteArchive.open(folder.parent, SITE) as archive:
        make_owed_again(archive, site_of_folder(folder))
        assert "1 articles made again from their captures" in str(archive.recovered)
        assert archive.ledger.urls.state_of(PAGE.url) is State.GONE
    assert lines(folder) == before
    (report,) = verify(folder.parent)
    assert report.damage == []


def test_a_line_whose_capture_is_read_as_no_article_is_fetched_again(folder: Path) -> None:
    (folder / "articles" / "2026-12.jsonl").write_bytes(b"")
    with SiteArchive.open(folder.parent, SITE) as archive:
        (owed,) = archive.ledger.lines.owed()
        archive.ledger.lines.owe(replace(owed, content_hash="0" * 64))
        make_owed_again(archive, site_of_folder(folder))
        assert (archive.recovered.made_again, archive.recovered.lost) == (0, 1)
        assert archive.ledger.urls.state_of(PAGE.url) is State.PENDING
        assert archive.ledger.lines.owed() == []


def test_it_is_known_to_a_ledger_that_is_made_again(folder: Path) -> None:
    (folder / "ledger.sqlite").unlink()
    rebuilt = rebuild(folder)
    assert (rebuilt.lines, rebuilt.damage) == (2, [])
    with Ledger.open_readonly(folder / "ledger.sqlite") as ledger:
        entry = ledger.urls.entry(PAGE.url)
        assert entry
        assert (entry.state, entry.revision) == (State.GONE, 2)
        assert ledger.recrawls.of(PAGE.url).gone_at == MONTHS[1] + timedelta(days=60), (
            "since the first look that missed it"
        )
    (report,) = verify(folder.parent)
    assert report.damage == []


def test_that_of_a_page_that_only_says_that_it_is_gone_is_known_again(tmp_path: Path) -> None:
    """A soft 404: the server says 200."""
    folder = make(tmp_path, [PAGE])
    for days in (60, 61, 62):
        now = MONTHS[1] + timedelta(days=days)
        with SiteArchive.open(tmp_path, SITE, ArchiveSettings(clock=lambda now=now: now)) as archive:
            missing = archive.capture(exchange(PAGE.url, SOFT_404, now))
            archive.apply(Outcome(url=PAGE.url, state=State.GONE, reason="soft 404", status=200, capture=missing))
    before = lines(folder)
    for lost in ("ledger.sqlite", "articles/2026-12.jsonl"):
        (folder / lost).unlink()
        rebuild(folder)
        with Ledger.open_readonly(folder / "ledger.sqlite") as ledger:
            assert (entry := ledger.urls.entry(PAGE.url))
            assert (entry.state, entry.revision) == (State.GONE, 2)
            assert ledger.recrawls.of(PAGE.url).gone_at == MONTHS[1] + timedelta(days=60)
        assert lines(folder) == before


def test_it_is_told_by_the_log(folder: Path, newsbot: Run) -> None:
    done = newsbot("log", PAGE.url, "--archive", folder.parent)
    assert "revision 2" in done.stdout
    assert "gone from the site: HTTP 404" in done.stdout
    assert "Mùa gặt sớm" in done.stdout.partition("revision 2")[0]
    assert "Mùa gặt sớm" not in done.stdout.partition("revision 2")[2]
