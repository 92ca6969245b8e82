"""A kill at any moment: nothing lost, nothing twice, nothing torn."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from archive_sample import SITE, assert_promise, crawl, crawl_process, sample_article, url_of
from hypothesis import given, settings
from hypothesis import strategies as st

from newsbot.archive import ArchiveDamaged, SiteArchive, State, read, to_line, verify

COUNT = 12
LINES = f"{SITE}/articles/2026-11.jsonl"


def captures(root: Path) -> list[Path]:
    return sorted((root / SITE / "captures").iterdir())


@pytest.mark.parametrize(
    "point", ["mid-warc", "after-warc", "mid-line", "after-jsonl", "before-ledger", "after-ledger"]
)
@pytest.mark.parametrize("time", [1, 2])
def test_killed_at_a_fault_point(tmp_path: Path, point: str, time: int) -> None:
    killed = crawl_process(tmp_path, COUNT, env={"NEWSBOT_FAULT": f"{point}:{time}"})
    assert killed.returncode == -signal.SIGKILL
    assert crawl_process(tmp_path, COUNT).returncode == 0
    assert_promise(tmp_path, COUNT)


def test_killed_again_and_again(tmp_path: Path) -> None:
    points = ["mid-warc:3", "mid-line", "after-jsonl", "mid-warc:6", "before-ledger", "after-warc", "mid-line:2"]
    for point in points:
        assert crawl_process(tmp_path, 30, 3, env={"NEWSBOT_FAULT": point}).returncode == -signal.SIGKILL
    crawl(tmp_path, 30)
    assert_promise(tmp_path, 30)


def test_what_was_on_disk_is_taken_over_not_fetched_again(tmp_path: Path) -> None:
    crawl_process(tmp_path, COUNT, env={"NEWSBOT_FAULT": "before-ledger:2"})
    with SiteArchive.open(tmp_path, SITE) as archive:
        assert archive.recovered.adopted == 5
        assert archive.recovered.cut == ()
        assert archive.ledger.counts()[State.ARCHIVED] == 10
        assert "5 articles taken over" in str(archive.recovered)


def test_urls_in_flight_are_pending_again(tmp_path: Path) -> None:
    crawl_process(tmp_path, COUNT, env={"NEWSBOT_FAULT": "after-ledger"})
    with SiteArchive.open(tmp_path, SITE) as archive:
        archive.ledger.take(2)
        archive.commit()
        archive.ledger.commit()
    with SiteArchive.open(tmp_path, SITE) as archive:
        assert archive.recovered.released == 2
        assert archive.ledger.counts()[State.IN_FLIGHT] == 0


def test_a_clean_archive_needs_no_mending(tmp_path: Path) -> None:
    crawl(tmp_path, COUNT)
    with SiteArchive.open(tmp_path, SITE) as archive:
        assert not archive.recovered


@pytest.mark.parametrize(
    "tail",
    [
        pytest.param(to_line(sample_article(99))[:200], id="half a line"),
        pytest.param(to_line(sample_article(99))[:-1], id="a line without its line feed"),
        pytest.param(bytes(4096), id="zeros, as a power cut leaves them"),
        pytest.param(
            to_line(sample_article(99))[:50] + bytes(50) + b"\n" + to_line(sample_article(98)), id="a hole of zeros"
        ),
    ],
)
def test_a_torn_line_is_cut(tmp_path: Path, tail: bytes) -> None:
    crawl(tmp_path, COUNT)
    whole = (tmp_path / LINES).read_bytes()
    (tmp_path / LINES).write_bytes(whole + tail)
    with SiteArchive.open(tmp_path, SITE) as archive:
        assert archive.recovered.cut == (("articles/2026-11.jsonl", len(tail)),)
    assert (tmp_path / LINES).read_bytes() == whole
    assert_promise(tmp_path, COUNT)


@pytest.mark.parametrize("tail", [b"\x1f\x8b\x08\x00", bytes(512), b"\x1f\x8b\x08" + bytes(99)])
def test_a_torn_capture_is_cut(tmp_path: Path, tail: bytes) -> None:
    crawl(tmp_path, COUNT)
    (file,) = captures(tmp_path)
    whole = file.read_bytes()
    file.write_bytes(whole + tail)
    with SiteArchive.open(tmp_path, SITE) as archive:
        assert archive.recovered.cut == ((f"captures/{file.name}", len(tail)),)
    assert file.read_bytes() == whole
    assert_promise(tmp_path, COUNT)


def test_a_capture_file_that_never_got_a_whole_record_goes(tmp_path: Path) -> None:
    crawl(tmp_path, COUNT)
    torn = tmp_path / SITE / "captures" / "20990101T000000Z.warc.gz"
    torn.write_bytes(captures(tmp_path)[0].read_bytes()[:100])
    crawl(tmp_path, COUNT)
    assert torn.read_bytes() == b""
    crawl(tmp_path, COUNT)
    assert not torn.exists()
    assert_promise(tmp_path, COUNT)


@settings(max_examples=25, deadline=None)
@given(lines=st.integers(0, 4000), warc=st.integers(0, 4000))
def test_a_tail_that_the_disk_lost_is_fetched_again(
    tmp_path_factory: pytest.TempPathFactory, lines: int, warc: int
) -> None:
    root = tmp_path_factory.mktemp("archive")
    crawl(root, COUNT)
    for file, lost in ((root / LINES, lines), (captures(root)[0], warc)):
        with file.open("r+b") as stream:
            stream.truncate(max(0, file.stat().st_size - lost))
    crawl(root, COUNT)
    assert_promise(root, COUNT)


@settings(max_examples=25, deadline=None)
@given(lines=st.integers(0, 4000), warc=st.integers(0, 4000), zeros=st.integers(9, 6000))
def test_a_tail_in_whose_place_the_disk_has_zeros_is_fetched_again(
    tmp_path_factory: pytest.TempPathFactory, lines: int, warc: int, zeros: int
) -> None:
    root = tmp_path_factory.mktemp("archive")
    crawl(root, COUNT)
    for file, lost in ((root / LINES, lines), (captures(root)[0], warc)):
        held = file.read_bytes()
        file.write_bytes(held[: max(0, len(held) - lost)] + bytes(zeros))
    crawl(root, COUNT)
    assert_promise(root, COUNT)


def test_zeros_in_the_middle_are_damage_that_is_told_and_left_alone(tmp_path: Path) -> None:
    crawl(tmp_path, COUNT)
    file = tmp_path / LINES
    whole = file.read_bytes()
    holed = whole[:300] + bytes(200) + whole[500:]
    file.write_bytes(holed)
    crawl(tmp_path, COUNT)
    assert file.read_bytes() == holed
    (report,) = verify(tmp_path)
    assert report.damage


@pytest.mark.parametrize(("lines", "warc"), [(9, 0), (0, 9), (10**6, 0), (0, 10**6), (500, 10**6), (10**6, 10**6)])
def test_killed_while_mending(tmp_path: Path, lines: int, warc: int) -> None:
    crawl(tmp_path, COUNT)
    for file, lost in ((tmp_path / LINES, lines), (captures(tmp_path)[0], warc)):
        with file.open("r+b") as stream:
            stream.truncate(max(1, file.stat().st_size - lost))
    assert crawl_process(tmp_path, COUNT, env={"NEWSBOT_FAULT": "before-mended"}).returncode == -signal.SIGKILL
    crawl(tmp_path, COUNT)
    assert_promise(tmp_path, COUNT)


def test_a_lost_tail_is_told_and_asked_for_whole(tmp_path: Path) -> None:
    with SiteArchive.open(tmp_path, SITE) as archive:
        archive.ledger.discover(url_of(0), "test")
        archive.archive(sample_article(0))
        archive.settle(url_of(0), State.ARCHIVED, etag='"1"', last_modified="Sun, 22 Nov 2026 08:09:10 GMT")
    with (tmp_path / LINES).open("r+b") as stream:
        stream.truncate(100)
    with SiteArchive.open(tmp_path, SITE) as archive:
        assert archive.recovered.lost == 1
        entry = archive.ledger.entry(url_of(0))
        assert entry is not None
        assert (entry.state, entry.etag, entry.last_modified) == (State.PENDING, None, None)


def edited_longer(file: Path) -> None:
    file.write_bytes(file.read_bytes().replace("số 3".encode(), "số ba".encode()))


def edited_shorter(file: Path) -> None:
    file.write_bytes(file.read_bytes().replace("Bài viết số 3".encode(), "Bài".encode()))


def line_appended_by_hand(file: Path) -> None:
    file.write_bytes(file.read_bytes() + b'{"title": "mine"}\n')


def line_doubled(file: Path) -> None:
    file.write_bytes(file.read_bytes() + file.read_bytes().splitlines(keepends=True)[0])


@pytest.mark.parametrize("change", [edited_longer, edited_shorter, line_appended_by_hand, line_doubled, Path.unlink])
def test_what_another_hand_changed_is_told_and_left_alone(tmp_path: Path, change: Callable[[Path], None]) -> None:
    crawl(tmp_path, COUNT)
    change(tmp_path / LINES)
    before = (tmp_path / LINES).read_bytes() if (tmp_path / LINES).exists() else None
    with pytest.raises(ArchiveDamaged, match="restore"):
        SiteArchive.open(tmp_path, SITE)
    assert ((tmp_path / LINES).read_bytes() if (tmp_path / LINES).exists() else None) == before
    (report,) = verify(tmp_path)
    assert not report.sound


def test_a_deleted_capture_file_does_not_stop_the_crawl_and_is_told_by_verify(tmp_path: Path) -> None:
    crawl(tmp_path, COUNT)
    captures(tmp_path)[0].unlink()
    crawl(tmp_path, COUNT + 1)
    assert len(list(read(tmp_path))) == COUNT + 1
    (report,) = verify(tmp_path)
    assert "12 records lead to it" in str(report.damage[0])


def test_a_removed_ledger_is_built_again_from_the_files(tmp_path: Path) -> None:
    crawl(tmp_path, COUNT)
    (tmp_path / SITE / "ledger.sqlite").unlink()
    with SiteArchive.open(tmp_path, SITE) as archive:
        assert archive.recovered.adopted == COUNT
    assert_promise(tmp_path, COUNT)


def test_without_a_ledger_a_damaged_capture_is_not_taken_for_a_torn_one(tmp_path: Path) -> None:
    crawl(tmp_path, COUNT)
    (tmp_path / SITE / "ledger.sqlite").unlink()
    (file,) = captures(tmp_path)
    damaged = bytearray(file.read_bytes())
    damaged[len(damaged) // 2] ^= 0xFF
    file.write_bytes(damaged)
    with pytest.raises(ArchiveDamaged, match="restore"):
        SiteArchive.open(tmp_path, SITE)
    assert file.read_bytes() == damaged
