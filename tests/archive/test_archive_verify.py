"""Verify names each damaged place, and finds nothing wrong in what is sound."""

from __future__ import annotations

import gzip
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from newsbot.archive import ArchiveError, Outcome, SiteArchive, State, read, to_line, verify
from tests.archive.archive_sample import SITE, archive_one, crawl, sample_article, url_of

COUNT = 5
LINES = "articles/2026-11.jsonl"


def lines_changed(change: Callable[[list[bytes]], list[bytes]]) -> Callable[[Path], None]:
    def apply(site: Path) -> None:
        lines = (site / LINES).read_bytes().splitlines(keepends=True)
        (site / LINES).write_bytes(b"".join(change(lines)))

    return apply


def third(change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    return lines_changed(lambda lines: [*lines[:2], change(lines[2]), *lines[3:]])


def ledger(sql: str) -> Callable[[Path], None]:
    def apply(site: Path) -> None:
        with sqlite3.connect(site / "ledger.sqlite") as db:
            db.execute(sql)
        db.close()

    return apply


def captures(change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    def apply(site: Path) -> None:
        (file,) = (site / "captures").iterdir()
        file.write_bytes(change(file.read_bytes()))

    return apply


def captures_gone(site: Path) -> None:
    (file,) = (site / "captures").iterdir()
    file.unlink()


def flipped(site: Path) -> None:
    """One bit in the response that article 2 was read from."""
    capture = next(article.capture for article in read(site) if article.id == "baomau:2")
    assert capture is not None
    content = bytearray((site / capture.file).read_bytes())
    content[capture.offset + 100] ^= 1
    (site / capture.file).write_bytes(content)


def nothing(site: Path) -> None:
    pass


@pytest.mark.parametrize(
    ("damage", "places"),
    [
        pytest.param(nothing, [], id="sound"),
        pytest.param(
            third(lambda line: line.replace("số 2".encode(), "số 7".encode())),
            [f"{LINES}:3: baomau:2 revision 1 was edited"],
            id="an edited line",
        ),
        pytest.param(
            third(lambda line: line.replace("số 2".encode(), "số hai".encode())),
            [f"{LINES}:3: baomau:2 revision 1 was edited"],
            id="an edited line of another length",
        ),
        pytest.param(third(lambda line: b"{}\n"), [f"{LINES}:3: schema is None"], id="a line replaced"),
        pytest.param(third(lambda line: line[:99] + b"\n"), [f"{LINES}:3: "], id="a line cut short"),
        pytest.param(third(lambda line: b""), ["is missing"], id="a line removed"),
        pytest.param(
            lines_changed(lambda lines: lines[:-1]), ["baomau:4 revision 1 is missing"], id="the last line removed"
        ),
        pytest.param(third(lambda line: line * 2), [f"{LINES}:4: an extra line"], id="a line doubled"),
        pytest.param(
            lines_changed(lambda lines: [*lines, to_line(sample_article(9))]),
            [f"{LINES}:6: capture: null", f"{LINES}:6: the ledger does not know this line"],
            id="a line added",
        ),
        pytest.param(
            lines_changed(lambda lines: [*lines, b'{"schema"']),
            [f"{LINES}:6: torn", f"{LINES}:6: the ledger"],
            id="a torn line",
        ),
        pytest.param(lambda site: (site / LINES).unlink(), ["is missing"] * COUNT, id="the file removed"),
        pytest.param(flipped, [".warc.gz@", f"{LINES}:3: its capture in"], id="a damaged capture"),
        pytest.param(
            captures(lambda data: data[:-50]),
            ["ends here, 50 bytes", "the file ends inside it"],
            id="captures cut short",
        ),
        pytest.param(
            captures(lambda data: data + b"\x1f\x8b"),
            ["2 bytes that were never acknowledged", "the file ends inside it"],
            id="torn",
        ),
        pytest.param(captures_gone, ["is missing; 5 records lead to it"], id="captures removed"),
        pytest.param(
            ledger("UPDATE urls SET capture_digest = 'sha1:0' WHERE seq = 1"),
            [f"{url_of(0)}: its capture in"],
            id="a digest",
        ),
        pytest.param(
            ledger("DELETE FROM lines WHERE revision = 1"),
            ["is archived, but no line holds it"] * 5,
            id="lines forgotten",
        ),
        pytest.param(
            ledger("UPDATE urls SET state = 'in_flight' WHERE seq = 2"),
            ["1 URLs are in flight, but nobody"],
            id="in flight",
        ),
        pytest.param(
            ledger("UPDATE lines SET revision = 3 WHERE article_id = 'baomau:4'"),
            ["revisions of baomau:4 are not 1, 2"],
            id="revisions",
        ),
        pytest.param(
            ledger("DELETE FROM urls WHERE seq = 2"),
            [f"{url_of(1)} is not known, though baomau:1"],
            id="a URL forgotten",
        ),
        pytest.param(
            ledger("UPDATE urls SET state = 'not_article', article_id = NULL WHERE seq = 2"),
            [f"{url_of(1)} is said to hold no article, though baomau:1"],
            id="a URL without its article",
        ),
        pytest.param(
            ledger("UPDATE urls SET state = 'banana' WHERE seq = 2"),
            [f"the state of {url_of(1)} is 'banana', which is none"],
            id="a state that is none",
        ),
        pytest.param(
            ledger("UPDATE urls SET content_hash = '00' WHERE seq = 2"),
            [f"{url_of(1)} is said to hold another content than its line, baomau:1 revision 1"],
            id="the hash of a URL",
        ),
        pytest.param(
            ledger("UPDATE lines SET url = 'https://baomau.example/khac' WHERE article_id = 'baomau:1'"),
            ["baomau.example/khac is not known", f"{LINES}:2: the ledger takes it for baomau:1 revision 1 of https"],
            id="the URL of a line",
        ),
        pytest.param(
            ledger("DELETE FROM files WHERE name LIKE '%.jsonl'"),
            [f"{LINES} has lines behind the bytes that were acknowledged"],
            id="a file forgotten",
        ),
        pytest.param(lambda site: (site / "ledger.sqlite").unlink(), ["ledger.sqlite is missing"], id="no ledger"),
        pytest.param(
            lambda site: (site / "ledger.sqlite").write_bytes(b"no database" * 99),
            ["not a sound ledger"],
            id="another file as ledger",
        ),
    ],
)
def test_each_damaged_place_is_named(tmp_path: Path, damage: Callable[[Path], None], places: list[str]) -> None:
    crawl(tmp_path, COUNT)
    damage(tmp_path / SITE)
    (report,) = verify(tmp_path)
    found = [str(one) for one in report.damage]
    assert report.damaged == len(found)
    for place in places:
        named = next((one for one in found if place in one), None)
        assert named is not None, (place, found)
        found.remove(named)
    assert report.sound == (not places)


def test_an_invalid_record_is_found(tmp_path: Path) -> None:
    with SiteArchive.open(tmp_path, SITE) as archive:
        archive_one(archive, 0, title=None)
    (report,) = verify(tmp_path)
    assert [str(one) for one in report.damage] == [f"{SITE}/{LINES}:1: title: empty"]


@pytest.mark.parametrize("state", [State.PENDING, State.FAILED, State.BLOCKED, State.NOT_ARTICLE, State.GONE])
def test_an_article_that_was_not_had_again_is_no_damage(tmp_path: Path, state: State) -> None:
    crawl(tmp_path, COUNT)
    with SiteArchive.open(tmp_path, SITE) as archive:
        archive.apply(Outcome(url=url_of(1), state=state))
    (report,) = verify(tmp_path)
    assert report.sound


def unreadable(path: str) -> Callable[[Path], None]:
    """A folder stands where a file is read."""

    def apply(site: Path) -> None:
        (site / path).unlink(missing_ok=True)
        (site / path).mkdir()

    return apply


@pytest.mark.parametrize(
    "path",
    [LINES, "articles/2026-10.jsonl.gz", "captures/20260101T000000Z.warc.gz", "manifest.json", "ledger.sqlite"],
)
def test_what_cannot_be_read_is_named_and_the_rest_is_checked(tmp_path: Path, path: str) -> None:
    crawl(tmp_path, COUNT)
    (tmp_path / SITE).rename(tmp_path / "a")
    crawl(tmp_path, COUNT)
    unreadable(path)(tmp_path / "a")
    first, second = verify(tmp_path)
    named = [str(one) for one in first.damage if path in str(one)]
    assert len(named) == 1, first.damage
    assert "cannot be read: Is a directory" in named[0]
    assert second.sound


def test_an_edit_is_found_though_the_ledger_was_made_of_it(tmp_path: Path) -> None:
    crawl(tmp_path, COUNT)
    third(lambda line: line.replace("Bài viết số 2".encode(), "Bài viết số 7".encode()))(tmp_path / SITE)
    (tmp_path / SITE / "ledger.sqlite").unlink()
    with SiteArchive.open(tmp_path, SITE):
        pass
    (report,) = verify(tmp_path)
    (found,) = map(str, report.damage)
    assert found.startswith(f"{SITE}/{LINES}:3: content_hash: not that of title and blocks")


@pytest.mark.parametrize(
    "damage", [nothing, flipped, captures_gone, third(lambda line: line.replace(b"15:00", b"16:00"))]
)
def test_the_quick_check_finds_the_same_in_records_that_were_sound(
    tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    crawl(tmp_path, COUNT)
    damage(tmp_path / SITE)
    assert list(verify(tmp_path, deep=False)) == list(verify(tmp_path))


def test_what_was_looked_at_is_counted(tmp_path: Path) -> None:
    crawl(tmp_path, COUNT)
    with SiteArchive.open(tmp_path, SITE) as archive:
        archive_one(archive, 0, text="Một nội dung khác.")
        archive.ledger.urls.discover("https://baomau.example/", "test")
    (report,) = verify(tmp_path)
    size = sum(file.stat().st_size for file in (tmp_path / SITE).glob("*/*"))
    assert (report.lines, report.articles, report.captures, report.urls, report.bytes) == (
        COUNT + 1,
        COUNT,
        COUNT + 1,
        COUNT + 1,
        size,
    )


def test_a_packed_month_is_read_like_an_open_one(tmp_path: Path) -> None:
    crawl(tmp_path, COUNT)
    file = tmp_path / SITE / LINES
    file.with_suffix(".jsonl.gz").write_bytes(gzip.compress(file.read_bytes()))
    file.unlink()
    (report,) = verify(tmp_path)
    assert (report.lines, report.damage) == (COUNT, [])


def test_sites_are_checked_one_by_one(tmp_path: Path) -> None:
    for site in ("a", "b"):
        with SiteArchive.open(tmp_path, site) as archive:
            archive.ledger.urls.discover("http://a.example/", "test")
            archive.apply(Outcome(url="http://a.example/", state=State.GONE))
    assert [report.site for report in verify(tmp_path)] == ["a", "b"]
    assert [report.site for report in verify(tmp_path, ["b"])] == ["b"]
    with pytest.raises(ArchiveError, match="no such site"):
        list(verify(tmp_path, ["c"]))


def test_verifying_changes_nothing(tmp_path: Path) -> None:
    crawl(tmp_path, COUNT)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    assert all(report.sound for report in verify(tmp_path))
    after = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    assert {path for path in after if path.is_file() and after[path] != before.get(path)} == set()
