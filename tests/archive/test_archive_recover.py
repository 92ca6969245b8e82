"""A kill at any moment: nothing lost, nothing twice, nothing torn."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsbot.archive import (
    ArchiveDamaged,
    ArchiveNotWritable,
    ArchiveSettings,
    Ledger,
    Outcome,
    SiteArchive,
    State,
    read,
    to_line,
    verify,
)
from newsbot.archive.captures import capture_files
from newsbot.archive.recover import FEW_LINES
from newsbot.archive.seal import seal
from tests.archive.archive_sample import (
    SITE,
    archive_one,
    as_if_it_had_died,
    assert_promise,
    crawl,
    crawl_process,
    sample_article,
    url_of,
)

COUNT = 12
LINES = f"{SITE}/articles/2026-11.jsonl"


def captures(root: Path) -> list[Path]:
    return capture_files(root / SITE)


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
        assert archive.ledger.urls.counts()[State.ARCHIVED] == 10
        assert "5 articles taken over" in str(archive.recovered)


def test_urls_in_flight_are_pending_again(tmp_path: Path) -> None:
    crawl_process(tmp_path, COUNT, env={"NEWSBOT_FAULT": "after-ledger"})
    with SiteArchive.open(tmp_path, SITE) as archive:
        archive.ledger.frontier.take(2)
        archive.commit()
        archive.ledger.commit()
    with SiteArchive.open(tmp_path, SITE) as archive:
        assert archive.recovered.released == 2
        assert archive.ledger.urls.counts()[State.IN_FLIGHT] == 0


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


@settings(max_examples=25)
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


@settings(max_examples=25)
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
    as_if_it_had_died(tmp_path)
    for file, lost in ((tmp_path / LINES, lines), (captures(tmp_path)[0], warc)):
        with file.open("r+b") as stream:
            stream.truncate(max(1, file.stat().st_size - lost))
    assert crawl_process(tmp_path, COUNT, env={"NEWSBOT_FAULT": "before-mended"}).returncode == -signal.SIGKILL
    crawl(tmp_path, COUNT)
    assert_promise(tmp_path, COUNT)


def test_a_lost_tail_is_told_and_asked_for_whole(tmp_path: Path) -> None:
    with SiteArchive.open(tmp_path, SITE) as archive:
        archive.ledger.urls.discover(url_of(0), "test")
        archive.apply(Outcome.read(sample_article(0)))
        known = archive.ledger.urls.entry(url_of(0))
        assert known
        archive.ledger.urls.put(replace(known, etag='"1"', last_modified="Sun, 22 Nov 2026 08:09:10 GMT"))
    with (tmp_path / LINES).open("r+b") as stream:
        stream.truncate(100)
    with SiteArchive.open(tmp_path, SITE) as archive:
        assert "1 articles lost by the disk, to fetch again" in str(archive.recovered)
        entry = archive.ledger.urls.entry(url_of(0))
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


def deleted(file: Path) -> None:
    file.unlink()


def cut_in_the_middle(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def cut_by_a_byte(file: Path) -> None:
    os.truncate(file, file.stat().st_size - 1)


def zeroed_from_the_middle(file: Path) -> None:
    held = file.read_bytes()
    file.write_bytes(held[: len(held) // 2].ljust(len(held), b"\0"))


def ended(root: Path) -> None:
    pass


def everything(root: Path) -> dict[str, bytes]:
    """What the files of the site hold, but for the lock and for what SQLite keeps beside the ledger."""
    kept = (path for path in (root / SITE).rglob("*") if path.is_file() and path.name != "lock")
    return {path.name: path.read_bytes() for path in kept if not path.name.endswith(("-wal", "-shm"))}


@pytest.mark.parametrize(
    ("damage", "which", "last_run"),
    [
        (deleted, 0, ended),
        (deleted, -1, ended),
        (deleted, -1, as_if_it_had_died),
        (cut_in_the_middle, 0, ended),
        (cut_in_the_middle, 0, as_if_it_had_died),
        (cut_by_a_byte, 0, as_if_it_had_died),
        (zeroed_from_the_middle, 0, as_if_it_had_died),
        (cut_in_the_middle, -1, ended),
        (zeroed_from_the_middle, -1, ended),
    ],
)
def test_captures_that_no_crash_can_have_lost_are_damage(
    tmp_path: Path, damage: Callable[[Path], None], which: int, last_run: Callable[[Path], None]
) -> None:
    for count in (20, 40):
        crawl(tmp_path, count)
    last_run(tmp_path)
    file = captures(tmp_path)[which]
    damage(file)
    before = everything(tmp_path)
    with pytest.raises(ArchiveDamaged, match=f"{file.name}.*newsbot verify"):
        SiteArchive.open(tmp_path, SITE)
    assert everything(tmp_path) == before


def test_sealed_captures_are_never_cut(tmp_path: Path) -> None:
    crawl(tmp_path, COUNT)
    seal(tmp_path, SITE, datetime(2099, 1, 1, tzinfo=UTC))
    as_if_it_had_died(tmp_path)
    cut_in_the_middle(captures(tmp_path)[-1])
    before = everything(tmp_path)
    with pytest.raises(ArchiveDamaged, match="newsbot verify"):
        SiteArchive.open(tmp_path, SITE)
    assert everything(tmp_path) == before


@pytest.mark.parametrize("few", [FEW_LINES, FEW_LINES + 1])
def test_a_run_that_has_ended_may_have_lost_a_few_lines(tmp_path: Path, few: int) -> None:
    crawl(tmp_path, COUNT)
    whole = (tmp_path / LINES).read_bytes()
    kept = whole.splitlines(keepends=True)[:-few]
    (tmp_path / LINES).write_bytes(b"".join(kept))
    if few > FEW_LINES:
        with pytest.raises(ArchiveDamaged, match=r"lacks 9 lines.*verify --rebuild baomau"):
            SiteArchive.open(tmp_path, SITE)
        as_if_it_had_died(tmp_path)
    crawl(tmp_path, COUNT)
    assert (tmp_path / LINES).read_bytes() == whole
    assert_promise(tmp_path, COUNT)


def test_a_run_has_ended_only_when_everything_is_on_disk(tmp_path: Path) -> None:
    path = tmp_path / SITE / "ledger.sqlite"

    def has_ended() -> bool:
        with Ledger.open_readonly(path) as ledger:
            return ledger.has_ended

    crawl(tmp_path, COUNT)
    assert has_ended()
    before = everything(tmp_path)
    with SiteArchive.open(tmp_path, SITE) as archive:
        assert has_ended(), "nothing is promised yet that the disk may lose"
    assert everything(tmp_path) == before
    with SiteArchive.open(tmp_path, SITE) as archive:
        archive_one(archive, COUNT)
        archive.commit()
        assert not has_ended()
    assert has_ended()
    with SiteArchive.open(tmp_path, SITE, ArchiveSettings(sync=False)) as archive:
        archive_one(archive, COUNT + 1)
    assert not has_ended(), "only the system knows what is on disk"


def test_a_line_is_only_lost_with_everything_behind_it(tmp_path: Path) -> None:
    """The newest captures are cut, and lines of older ones stand behind the lines that would have to go."""
    crawl(tmp_path, COUNT)
    with SiteArchive.open(tmp_path, SITE) as archive:
        archive.ledger.urls.discover(url_of(COUNT), "test")
        archive_one(archive, COUNT)
        first = sample_article(99, capture=next(read(tmp_path)).capture)
        archive.ledger.urls.discover(first.url, "test")
        archive.apply(Outcome.read(first))
    as_if_it_had_died(tmp_path)
    cut_in_the_middle(captures(tmp_path)[-1])
    before = everything(tmp_path)
    with pytest.raises(ArchiveDamaged, match="no crash explains that"):
        SiteArchive.open(tmp_path, SITE)
    assert everything(tmp_path) == before


@pytest.mark.parametrize("point", [None, "before-mended"])
def test_whole_lines_are_set_aside_before_they_are_cut(tmp_path: Path, point: str | None) -> None:
    crawl(tmp_path, COUNT)
    as_if_it_had_died(tmp_path)
    whole = (tmp_path / LINES).read_bytes().splitlines(keepends=True)
    (tmp_path / LINES).write_bytes(b"".join([*whole[:-1], whole[-1][:50]]))
    cut_in_the_middle(captures(tmp_path)[0])
    if point:
        assert crawl_process(tmp_path, COUNT, env={"NEWSBOT_FAULT": point}).returncode == -signal.SIGKILL
        (file,) = (tmp_path / SITE / "lost").iterdir()
    else:
        with SiteArchive.open(tmp_path, SITE) as archive:
            name, count = archive.recovered.set_aside or ("", 0)
            assert f"{count} whole lines set aside in {name}" in str(archive.recovered)
            file = archive.folder / name
    kept = (tmp_path / LINES).read_bytes()
    assert kept + file.read_bytes() == b"".join(whole[:-1])
    assert file.read_bytes()
    crawl(tmp_path, COUNT)
    assert_promise(tmp_path, COUNT)


def test_a_line_whose_capture_is_whole_is_owed_and_its_url_stays(tmp_path: Path) -> None:
    with SiteArchive.open(tmp_path, SITE) as archive:
        archive_one(archive, 0)
        known = archive.ledger.urls.entry(url_of(0))
        assert known
        archive.ledger.urls.put(replace(known, etag='"1"'))
    before = (tmp_path / LINES).read_bytes()
    os.truncate(tmp_path / LINES, 100)
    with SiteArchive.open(tmp_path, SITE) as archive:
        assert (archive.recovered.owed, archive.recovered.lost) == (1, 0)
        assert "1 articles to make again from their captures" in str(archive.recovered)
        assert (entry := archive.ledger.urls.entry(url_of(0)))
        assert (entry.state, entry.etag) == (State.ARCHIVED, '"1"')
        assert archive.ledger.lines.newest(f"{SITE}:0") is None
    crawl(tmp_path, 1)
    assert (tmp_path / LINES).read_bytes() == before
    assert_promise(tmp_path, 1)


def test_killed_while_an_owed_line_is_made_again(tmp_path: Path) -> None:
    crawl(tmp_path, COUNT)
    whole = (tmp_path / LINES).read_bytes()
    (tmp_path / LINES).write_bytes(b"".join(whole.splitlines(keepends=True)[:-3]))
    assert crawl_process(tmp_path, COUNT, env={"NEWSBOT_FAULT": "before-ledger"}).returncode == -signal.SIGKILL
    with SiteArchive.open(tmp_path, SITE) as archive:
        assert (archive.recovered.adopted, archive.recovered.owed) == (3, 0)
    assert (tmp_path / LINES).read_bytes() == whole
    assert_promise(tmp_path, COUNT)


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


def test_a_leftover_that_cannot_be_removed_is_no_damage(tmp_path: Path) -> None:
    crawl(tmp_path, COUNT)
    leftover = tmp_path / SITE / "ledger.sqlite.new"
    leftover.mkdir()
    with pytest.raises(ArchiveNotWritable, match=r"ledger\.sqlite\.new"):
        SiteArchive.open(tmp_path, SITE)
    leftover.rmdir()
    crawl(tmp_path, COUNT)
    assert_promise(tmp_path, COUNT)
