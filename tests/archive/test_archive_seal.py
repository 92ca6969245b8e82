"""Sealed months: digests that anyone can check, packed months that every reader reads, a kill that loses nothing."""

from __future__ import annotations

import gzip
import hashlib
import json
import signal
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsbot.archive import ArchiveDamaged, ArchiveLocked, SiteArchive, State, read, verify
from newsbot.archive.manifest import sealed_files
from newsbot.archive.months import Packing, following_month, line_at, months
from newsbot.archive.seal import seal
from newsbot.console.exit_codes import Exit
from tests.archive.archive_sample import SITE, archive_one, url_of
from tests.conftest import Run, needs

MONTHS = ("2025-12", "2026-01", "2026-02")
NOW = datetime(2026, 2, 10, tzinfo=UTC)


def make(root: Path) -> Path:
    """Four articles a month; the second of each comes again, changed, in the month after. The site's folder."""
    with SiteArchive.open(root, SITE) as archive:
        for number in range(12):
            month = MONTHS[number // 4]
            archive_one(archive, number, fetched_at=f"{month}-05T08:09:10+00:00")
            if number > 4 and number % 4 == 1:
                archive_one(archive, number - 4, text="Đã sửa.", fetched_at=f"{month}-06T08:09:10+00:00")
    for number, path in enumerate((root / SITE / "captures").iterdir()):
        assert number == 0, "one run, one file"
        old = path.with_name("20251205T080910Z.warc.gz")
        rename(root / SITE, path.name, old.name)
    return root / SITE


def rename(folder: Path, name: str, to: str) -> None:
    """As if the captures were of an earlier month."""
    import sqlite3

    (folder / "captures" / name).rename(folder / "captures" / to)
    for month in (folder / "articles").iterdir():
        month.write_bytes(month.read_bytes().replace(name.encode(), to.encode()))
    with sqlite3.connect(folder / "ledger.sqlite") as db:
        db.execute("UPDATE lines SET capture_file = ?", (f"captures/{to}",))
        db.execute("UPDATE urls SET capture_file = ?", (f"captures/{to}",))
        db.execute("UPDATE files SET name = ? WHERE name = ?", (f"captures/{to}", f"captures/{name}"))
    db.close()
    from newsbot.reprocess.rebuild import rebuild

    rebuild(folder)
    for kept in folder.glob("ledger.sqlite.*"):
        kept.unlink()


def names(folder: Path) -> set[str]:
    return {path.name for path in (folder / "articles").iterdir()}


def assert_sound(root: Path) -> None:
    (report,) = verify(root)
    assert [str(damage) for damage in report.damage] == []


@pytest.mark.parametrize("packing", [None, "gz", "zst"])
def test_months_that_are_over_are_sealed(tmp_path: Path, packing: Packing | None) -> None:
    folder = make(tmp_path)
    before, texts = list(read(tmp_path)), {path.name: path.read_bytes() for path in months(folder).values()}
    done = seal(tmp_path, SITE, NOW, packing)
    suffix = f".{packing}" if packing else ""
    assert names(folder) == {f"2025-12.jsonl{suffix}", f"2026-01.jsonl{suffix}", "2026-02.jsonl"}
    sealed = sealed_files(folder)
    assert [*sealed] == ["articles/2025-12.jsonl", "articles/2026-01.jsonl", "captures/20251205T080910Z.warc.gz"]
    assert sorted(one.file for one in done.files) == sorted(one.file for one in sealed.values())
    for name, one in sealed.items():
        held = (folder / one.file).read_bytes()
        assert (hashlib.sha256(held).hexdigest(), len(held)) == (one.sha256, one.bytes)
        if name.startswith("articles"):
            assert one.text_bytes == len(texts[Path(name).name])
    assert (done.saved > 0) == (packing is not None)
    assert list(read(tmp_path)) == before
    assert_sound(tmp_path)
    assert seal(tmp_path, SITE, NOW, packing).files == ()


def test_a_digest_is_that_of_sha256sum(tmp_path: Path) -> None:
    folder = make(tmp_path)
    seal(tmp_path, SITE, NOW, "gz")
    listed = "".join(f"{one.sha256}  {one.file}\n" for one in sealed_files(folder).values())
    done = subprocess.run(
        ["sha256sum", "--check", "--strict"], cwd=folder, input=listed, text=True, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(("first", "then"), [(None, "gz"), ("gz", "zst"), ("zst", "gz")])
def test_a_sealed_month_can_be_packed_later_and_otherwise(tmp_path: Path, first: Packing | None, then: Packing) -> None:
    folder = make(tmp_path)
    seal(tmp_path, SITE, NOW, first)
    seal(tmp_path, SITE, NOW, then)
    assert names(folder) == {f"2025-12.jsonl.{then}", f"2026-01.jsonl.{then}", "2026-02.jsonl"}
    assert_sound(tmp_path)


@pytest.mark.parametrize("packing", ["gz", "zst"])
@pytest.mark.parametrize("month", [1, 2])
@pytest.mark.parametrize("point", ["mid-seal", "before-manifest", "after-manifest", "both-names"])
def test_a_kill_loses_nothing(newsbot: Run, tmp_path: Path, point: str, month: int, packing: str) -> None:
    folder = make(tmp_path)
    before = list(read(tmp_path))
    killed = newsbot("seal", "--compress", packing, "--archive", tmp_path, NEWSBOT_FAULT=f"{point}:{month}")
    assert killed.returncode == -signal.SIGKILL
    assert list(read(tmp_path)) == before
    found = [str(damage) for report in verify(tmp_path) for damage in report.damage]
    if point in ("mid-seal", "before-manifest"):
        assert found == []
    else:
        (told,) = found
        assert f"{MONTHS[month - 1]}.jsonl.{packing}" in told
        assert "crawl or seal again to finish it" in told
    assert (len(list(folder.glob("articles/*.jsonl*"))) > len(MONTHS)) == (point == "both-names")
    with SiteArchive.open(tmp_path, SITE) as archive:
        assert not archive.recovered
    assert len(names(folder)) == 3
    assert list(read(tmp_path)) == before
    assert_sound(tmp_path)
    assert newsbot("seal", "--compress", packing, "--archive", tmp_path).returncode == 0
    assert_sound(tmp_path)
    assert list(read(tmp_path)) == before


@pytest.mark.parametrize("point", ["after-manifest", "both-names"])
def test_a_packed_file_that_is_broken_is_not_put_in_the_place_of_the_month(
    newsbot: Run, tmp_path: Path, point: str
) -> None:
    folder = make(tmp_path)
    before = list(read(tmp_path))
    newsbot("seal", "--compress", "gz", "--archive", tmp_path, NEWSBOT_FAULT=point)
    (packed,) = (*folder.glob("articles/*.packing"), *folder.glob("articles/*.gz"))
    packed.write_bytes(packed.read_bytes()[:-9])
    with SiteArchive.open(tmp_path, SITE):
        assert names(folder) == {f"{month}.jsonl" for month in MONTHS}
    assert list(read(tmp_path)) == before
    assert_sound(tmp_path)


@pytest.mark.parametrize("packing", ["gz", "zst"])
def test_a_kill_while_a_month_is_packed_otherwise_loses_nothing(newsbot: Run, tmp_path: Path, packing: str) -> None:
    folder = make(tmp_path)
    other = "zst" if packing == "gz" else "gz"
    before = list(read(tmp_path))
    for point in ("mid-seal", "before-manifest", "after-manifest", "both-names"):
        assert newsbot("seal", "--compress", packing, "--archive", tmp_path).returncode == 0
        killed = newsbot("seal", "--compress", other, "--archive", tmp_path, NEWSBOT_FAULT=point)
        assert killed.returncode == -signal.SIGKILL
        with SiteArchive.open(tmp_path, SITE):
            assert len(names(folder)) == 3
        assert list(read(tmp_path)) == before
        assert_sound(tmp_path)


@pytest.mark.parametrize("packing", [None, "gz", "zst"])
def test_a_crawl_finds_revisions_in_a_sealed_month_and_adds_none_there(tmp_path: Path, packing: Packing | None) -> None:
    folder = make(tmp_path)
    seal(tmp_path, SITE, NOW, packing)
    held = {path.name: path.read_bytes() for path in (folder / "articles").iterdir() if "2026-02" not in path.name}
    with SiteArchive.open(tmp_path, SITE) as archive:
        assert archive_one(archive, 0) is None, "known, though packed"
        changed = archive_one(archive, 0, text="Đã sửa.", fetched_at="2025-12-31T00:00:00+00:00")
        assert changed is not None
        assert changed.revision == 2
    line = f"{SITE}:0"
    assert [article.body for article in read(folder / "articles" / "2026-02.jsonl") if article.id == line] == [
        "Đã sửa."
    ]
    assert {path.name: path.read_bytes() for path in (folder / "articles").iterdir() if path.name in held} == held
    assert_sound(tmp_path)


@pytest.mark.parametrize("packing", ["gz", "zst"])
def test_a_line_is_found_by_its_place_in_the_text(tmp_path: Path, packing: Packing) -> None:
    folder = make(tmp_path)
    seal(tmp_path, SITE, NOW, packing)
    with SiteArchive.open(tmp_path, SITE) as archive:
        line = archive.ledger.lines.newest(f"{SITE}:3")
    assert line is not None
    found = json.loads(line_at(months(folder)[line.file], line.offset, line.length))
    assert found["id"] == f"{SITE}:3"


@pytest.mark.parametrize("packing", ["gz", "zst"])
def test_a_lost_ledger_is_built_again_from_packed_months(tmp_path: Path, packing: Packing) -> None:
    folder = make(tmp_path)
    seal(tmp_path, SITE, NOW, packing)
    (folder / "ledger.sqlite").unlink()
    with SiteArchive.open(tmp_path, SITE) as archive:
        assert archive.recovered.adopted == 14
        assert archive.ledger.urls.state_of(url_of(0)) is State.ARCHIVED
    assert_sound(tmp_path)


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-20])


@pytest.mark.parametrize("packing", [None, "gz", "zst"])
@pytest.mark.parametrize("damage", [flip, cut, Path.unlink])
@pytest.mark.parametrize("name", ["articles/2025-12.jsonl", "captures/20251205T080910Z.warc.gz"])
def test_a_sealed_file_that_is_not_as_sealed_is_named(
    tmp_path: Path, name: str, damage: object, packing: Packing | None
) -> None:
    folder = make(tmp_path)
    seal(tmp_path, SITE, NOW, packing)
    file = sealed_files(folder)[name].file
    damage(folder / file)  # type: ignore[operator]
    (report,) = verify(tmp_path)
    assert any(one.place == file and "sealed" in one.what for one in report.damage)
    if damage is not flip and name.startswith("articles"):
        with pytest.raises(ArchiveDamaged):
            SiteArchive.open(tmp_path, SITE)


@pytest.mark.parametrize(
    "content", ["", "{}", '{"manifest": 2, "sealed": {}}', '{"manifest": 1, "sealed": {"a": {}}}', "[]"]
)
def test_a_manifest_that_cannot_be_read_is_told(newsbot: Run, tmp_path: Path, content: str) -> None:
    folder = make(tmp_path)
    (folder / "manifest.json").write_text(content)
    (report,) = verify(tmp_path)
    assert [damage.place for damage in report.damage] == ["manifest.json"]
    assert newsbot("seal", "--archive", tmp_path).returncode == Exit.DAMAGED
    assert (folder / "manifest.json").read_text() == content


def test_what_another_hand_changed_is_not_sealed(tmp_path: Path) -> None:
    folder = make(tmp_path)
    month = folder / "articles" / "2025-12.jsonl"
    month.write_bytes(month.read_bytes().replace("số 0".encode(), "số 7".encode()))
    with pytest.raises(ArchiveDamaged, match="another hand"):
        seal(tmp_path, SITE, NOW, "gz")
    assert names(folder) == {f"{name}.jsonl" for name in MONTHS}
    assert not (folder / "manifest.json").exists()


def test_a_site_that_is_being_written_is_left_alone(tmp_path: Path) -> None:
    make(tmp_path)
    with SiteArchive.open(tmp_path, SITE), pytest.raises(ArchiveLocked):
        seal(tmp_path, SITE, NOW)


def test_the_command_seals_every_site(newsbot: Run, tmp_path: Path) -> None:
    folder = make(tmp_path)
    done = newsbot("seal", "--compress", "gz", "--archive", tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"{SITE}: 4 files sealed")
    assert gzip.decompress((folder / "articles" / "2025-12.jsonl.gz").read_bytes()).count(b"\n") == 4
    assert newsbot("seal", "nosuchsite", "--archive", tmp_path).returncode == Exit.USAGE


@pytest.mark.parametrize(("month", "after"), [("2025-12", "2026-01"), ("2026-01", "2026-02"), ("2026-11", "2026-12")])
def test_the_month_after(month: str, after: str) -> None:
    assert following_month(f"articles/{month}.jsonl") == f"articles/{after}.jsonl"


@pytest.mark.parametrize("packing", ["gz", "zst"])
def test_duckdb_reads_packed_months(tmp_path: Path, packing: Packing) -> None:
    duckdb = pytest.importorskip("duckdb", reason=needs("data"))
    make(tmp_path)
    seal(tmp_path, SITE, NOW, packing)
    found = duckdb.sql(
        f"SELECT count(*) FROM read_json('{tmp_path}/*/articles/*.jsonl*', format = 'newline_delimited')"
    )
    assert found.fetchall() == [(14,)]
