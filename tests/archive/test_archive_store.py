"""What becomes of a record that is taken into the archive, and of a disk that takes no more."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from newsbot.archive import (
    ArchiveError,
    ArchiveNotWritable,
    ArchiveSettings,
    Outcome,
    SiteArchive,
    State,
    new_run_id,
    read,
    verify,
)
from newsbot.archive.files import Appender
from tests.archive.archive_sample import (
    SITE,
    archive_one,
    assert_promise,
    crawl,
    crawl_process,
    sample_article,
    sample_exchange,
    url_of,
)

MOBILE = "https://m.baomau.example/bai-viet-0.html"


@pytest.mark.parametrize(
    ("visits", "revisions", "last_state"),
    [
        pytest.param(["A"], ["A"], State.ARCHIVED, id="new"),
        pytest.param(["A", "A"], ["A"], State.UNCHANGED, id="the same again"),
        pytest.param(["A", "B"], ["A", "B"], State.ARCHIVED, id="changed"),
        pytest.param(["A", "B", "B"], ["A", "B"], State.UNCHANGED, id="changed once"),
        pytest.param(["A", "B", "A"], ["A", "B", "A"], State.ARCHIVED, id="changed back"),
        pytest.param(["A", "mobile A"], ["A"], State.DUPLICATE, id="the same at another URL"),
        pytest.param(["A", "B", "mobile A"], ["A", "B"], State.DUPLICATE, id="an old version at another URL"),
        pytest.param(["A", "mobile B"], ["A", "B"], State.ARCHIVED, id="changed at another URL"),
        pytest.param(["A", "mobile B", "A", "mobile B"], ["A", "B"], State.UNCHANGED, id="two URLs that differ"),
    ],
)
@pytest.mark.parametrize("commit_between", [True, False])
def test_revisions(
    tmp_path: Path, visits: list[str], revisions: list[str], last_state: State, commit_between: bool
) -> None:
    with SiteArchive.open(tmp_path, SITE) as archive:
        for visit in visits:
            *mobile, text = visit.split()
            url = MOBILE if mobile else url_of(0)
            stored = archive_one(archive, 0, text=text, url=url)
            if commit_between:
                archive.commit()
            last = archive.ledger.urls.entry(url)
        assert last is not None
        assert last.state is last_state
        assert (stored is None) == (last_state is not State.ARCHIVED)
        assert last.article_id == f"{SITE}:0"
    lines = list(read(tmp_path))
    assert [line.body for line in lines] == revisions
    assert [line.revision for line in lines] == list(range(1, len(revisions) + 1))
    (report,) = verify(tmp_path)
    assert report.damage == []


def test_a_duplicate_says_of_what(tmp_path: Path) -> None:
    with SiteArchive.open(tmp_path, SITE) as archive:
        archive_one(archive, 0)
        archive_one(archive, 0, url=MOBILE)
        entry = archive.ledger.urls.entry(MOBILE)
        assert entry is not None
        assert entry.reason == f"same article as {url_of(0)}"


def test_the_month_is_that_of_the_capture_in_utc(tmp_path: Path) -> None:
    moments = [
        "2026-11-30T23:59:59+00:00",
        "2026-12-01T06:59:59+07:00",
        "2026-12-01T00:00:00+00:00",
        "2026-10-31T23:00:00+00:00",
    ]
    with SiteArchive.open(tmp_path, SITE) as archive:
        for number, moment in enumerate(moments):
            archive_one(archive, number, fetched_at=moment)
    months = {file.name: file.read_bytes().count(b"\n") for file in (tmp_path / SITE / "articles").iterdir()}
    assert months == {"2026-10.jsonl": 1, "2026-11.jsonl": 2, "2026-12.jsonl": 1}


def test_a_run_with_nothing_new_leaves_no_file(tmp_path: Path) -> None:
    with SiteArchive.open(tmp_path, SITE) as archive:
        archive.ledger.urls.discover("http://baomau.example/", "test")
        archive.commit()
        archive.commit()
    assert list((tmp_path / SITE / "captures").iterdir()) == []
    assert list((tmp_path / SITE / "articles").iterdir()) == []


def test_a_reader_sees_whole_lines_only_after_the_commit(tmp_path: Path) -> None:
    with SiteArchive.open(tmp_path, SITE) as archive:
        archive_one(archive, 0)
        archive.commit()
        archive_one(archive, 1)
        assert [article.id for article in read(tmp_path)] == [f"{SITE}:0"]
        (report,) = verify(tmp_path)
        assert report.writing
        assert report.damage == []


def test_every_run_has_its_own_capture_file_with_its_own_warcinfo(tmp_path: Path) -> None:
    for number in range(2):
        with SiteArchive.open(tmp_path, SITE, ArchiveSettings(info={"operator": "Thư viện tỉnh"})) as archive:
            archive_one(archive, number)
    assert len(list((tmp_path / SITE / "captures").iterdir())) == 2


def test_what_was_archived_is_counted_by_key(tmp_path: Path) -> None:
    with SiteArchive.open(tmp_path, SITE) as archive:
        archive_one(archive, 0, lead=None, byline="Thanh Phúc")
        archive_one(archive, 1)
        archive_one(archive, 1)
        assert archive.archived == 2
        assert (archive.filled["title"], archive.filled["byline"], archive.filled["lead"]) == (2, 1, 0)


def test_a_run_id_says_when_and_which_process() -> None:
    assert new_run_id().endswith(f"Z-{os.getpid()}")


@pytest.mark.parametrize("site", ["", ".", "..", "a/b", "a\\b", "Báo", "A", "-a", "a" * 101, "a\n", ".a"])
def test_a_site_id_must_be_a_safe_file_name(tmp_path: Path, site: str) -> None:
    with pytest.raises(ArchiveError, match="no site id"):
        SiteArchive.open(tmp_path, site)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("place", ["", SITE, f"{SITE}/articles", f"{SITE}/captures"])
def test_a_file_in_place_of_a_folder_is_told(tmp_path: Path, place: str) -> None:
    root = tmp_path / "root"
    (root / place).parent.mkdir(parents=True, exist_ok=True)
    (root / place).touch()
    with pytest.raises(ArchiveNotWritable, match=r"cannot write .+; a file stands where a folder is needed"):
        SiteArchive.open(root, SITE)


def test_half_a_letter_leaves_nothing_behind(tmp_path: Path) -> None:
    with SiteArchive.open(tmp_path, SITE) as archive:
        archive_one(archive, 0)
        with pytest.raises(ValueError, match="surrogates"):
            archive_one(archive, 1, title="\ud83d", content_hash="0" * 64)
        archive.apply(Outcome(url=url_of(1), state=State.FAILED, reason="invalid record"))
    (report,) = verify(tmp_path)
    assert report.damage == []
    assert report.lines == 1


FULL = """
import resource, runpy, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
sys.argv = sys.argv[2:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


@pytest.mark.parametrize("limit", [100, 5_000, 20_000, 45_000, 70_000, 110_000, 140_000])
def test_a_full_disk_is_told_and_nothing_is_lost(tmp_path: Path, limit: int) -> None:
    """No file may grow over the limit, so that one after the other refuses: lock, ledger, captures, lines."""
    script = str(Path(__file__).with_name("archive_sample.py"))
    command = [sys.executable, "-c", FULL, str(limit), script, str(tmp_path), "60", "3"]
    stopped = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert stopped.returncode == 1
    assert stopped.stderr.startswith("ArchiveNotWritable: cannot write ")
    assert stopped.stderr.count("\n") == 1
    crawl(tmp_path, 60)
    assert_promise(tmp_path, 60)


def test_an_appender_cuts_back_what_it_could_not_write(tmp_path: Path) -> None:
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    file = Appender(tmp_path / "a")
    file.write(b"whole\n")
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, limit[1]))
    try:
        with pytest.raises(ArchiveNotWritable, match="File too large") as caught:
            file.write(bytes(1000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    assert caught.value.full
    file.write(b"again\n")
    file.close()
    assert (tmp_path / "a").read_bytes() == b"whole\nagain\n"


def test_after_a_failed_write_nothing_more_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Appender, data: bytes, dying: object = None) -> int:
        raise ArchiveNotWritable("cannot write: No space left on device", full=True)

    with SiteArchive.open(tmp_path, SITE) as archive:
        archive_one(archive, 0)
        archive.commit()
        archive_one(archive, 1)
        monkeypatch.setattr(Appender, "write", refuse)
        with pytest.raises(ArchiveNotWritable):
            archive.capture(sample_exchange(2))
        monkeypatch.undo()
    assert [article.id for article in read(tmp_path)] == [f"{SITE}:0"]


def discover_many(archive: SiteArchive) -> None:
    for number in range(10_000):
        archive.ledger.urls.discover(f"http://baomau.example/{number}", "test")


def test_after_a_full_ledger_nothing_more_is_written(tmp_path: Path) -> None:
    with SiteArchive.open(tmp_path, SITE) as archive:
        archive_one(archive, 0)
        archive.commit()
        archive_one(archive, 1)
        archive.ledger._db.execute("PRAGMA max_page_count = 1")
        with pytest.raises(ArchiveNotWritable, match="full"):
            discover_many(archive)
        with pytest.raises(ArchiveNotWritable, match="full"):
            archive.commit()
    assert [article.id for article in read(tmp_path)] == [f"{SITE}:0"]
    crawl(tmp_path, 3)
    assert_promise(tmp_path, 3)


def test_an_interrupt_in_a_commit_leaves_it_to_the_next_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(self: Appender) -> None:
        raise KeyboardInterrupt

    with SiteArchive.open(tmp_path, SITE) as archive:
        archive_one(archive, 0)
        monkeypatch.setattr(Appender, "sync", interrupted)
        with pytest.raises(KeyboardInterrupt):
            archive.commit()
        monkeypatch.undo()
        assert archive.failed
    assert list(read(tmp_path)) == []
    crawl(tmp_path, 3)
    assert_promise(tmp_path, 3)


def test_without_syncing_a_kill_still_loses_nothing(tmp_path: Path) -> None:
    with SiteArchive.open(tmp_path, SITE, ArchiveSettings(sync=False)) as archive:
        archive_one(archive, 0)
    assert crawl_process(tmp_path, 5).returncode == 0
    assert_promise(tmp_path, 5)


def test_an_unknown_url_cannot_be_archived(tmp_path: Path) -> None:
    with SiteArchive.open(tmp_path, SITE) as archive, pytest.raises(KeyError, match="never discovered"):
        archive.apply(Outcome.read(sample_article()))
