"""`newsbot log`: the revisions of an article, and a diff that a person can read."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newsbot.archive import ArchiveSettings, Outcome, SiteArchive, State
from newsbot.archive.history import Change, changes, words_changed
from newsbot.article import Article, Block, Capture, Image, Reader, Video
from newsbot.console.exit_codes import Exit
from newsbot.normalize import normalize_article
from tests.conftest import Run

URL = "https://baovidu.example/mua-gat-som-100123.html"
FIRST = ("Nước lũ đang lên nhanh.", "Bà con gặt lúa sớm nửa tháng.", "Xã cho mượn ba máy gặt.")


def article(*texts: str, **fields: object) -> Article:
    one = Article(
        id="baovidu:100123", site="baovidu", url=URL, title="Mùa gặt sớm", reader=Reader("0.1.0", "general"),
        blocks=tuple(Block("paragraph", text) for text in texts or FIRST), fetched_at="2026-11-22T08:09:10Z",
    )  # fmt: skip
    return normalize_article(replace(one, **fields))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        pytest.param(article(), [], id="the same"),
        pytest.param(
            article(title="Mùa gặt muộn"), [Change("title", "Mùa gặt sớm", "Mùa gặt muộn")], id="another title"
        ),
        pytest.param(article(*FIRST, "Xong việc."), [Change("paragraph", None, "Xong việc.")], id="a paragraph more"),
        pytest.param(article(*FIRST[1:]), [Change("paragraph", FIRST[0], None)], id="a paragraph less"),
        pytest.param(
            article(FIRST[0], "Bà con gặt lúa sớm một tháng.", FIRST[2]),
            [Change("paragraph", FIRST[1], "Bà con gặt lúa sớm một tháng.")],
            id="a word in a paragraph",
        ),
        pytest.param(
            article("Mưa to.", FIRST[0], "Bà con gặt lúa sớm một tháng.", "Hết."),
            [
                Change("paragraph", None, "Mưa to."),
                Change("paragraph", FIRST[1], "Bà con gặt lúa sớm một tháng."),
                Change("paragraph", FIRST[2], None),
                Change("paragraph", None, "Hết."),
            ],
            id="much at once",
        ),
        pytest.param(article(authors=("A", "B")), [Change("authors", None, "A, B")], id="names"),
        pytest.param(article(published_at="2026-11-22"), [Change("published_at", None, "2026-11-22")], id="a date"),
        pytest.param(
            article(images=(Image("http://a.example/1.jpg", "Ảnh."),)),
            [Change("image", None, "http://a.example/1.jpg")],
            id="a picture more",
        ),
        pytest.param(
            article(videos=(Video(embed_url="http://a.example/v"),)),
            [Change("video", None, "http://a.example/v")],
            id="a video more",
        ),
    ],
)
def test_what_differs(new: Article, expected: list[Change]) -> None:
    assert list(changes(article(), new)) == expected
    assert len(list(changes(new, article()))) == len(expected)


def test_a_caption_that_changed_is_one_change() -> None:
    old, new = (article(images=(Image("http://a.example/1.jpg", caption),)) for caption in ("Ảnh cũ.", "Ảnh mới."))
    assert list(changes(old, new)) == [Change("caption", "Ảnh cũ.", "Ảnh mới.")]


def test_words() -> None:
    runs = list(words_changed("gặt lúa sớm nửa tháng", "gặt lúa sớm một tháng nay"))
    assert runs == [("=", "gặt lúa sớm"), ("-", "nửa"), ("+", "một"), ("=", "tháng"), ("+", "nay")]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Two revisions, the second in another month."""
    with SiteArchive.open(tmp_path, "baovidu") as site:
        site.ledger.urls.discover(URL, "test")
        site.apply(Outcome.read(article()))
        site.apply(Outcome.read(article(FIRST[0], "Bà con gặt lúa sớm một tháng.", fetched_at="2026-12-01T00:00:00Z")))
    return tmp_path


@pytest.mark.parametrize("name", ["baovidu:100123", URL, f"{URL}#binh-luan"])
def test_the_log_of_an_article(newsbot: Run, archive: Path, name: str) -> None:
    done = newsbot("log", name, "--archive", archive)
    assert (done.returncode, done.stderr) == (0, "")
    assert "revision 1" in done.stdout
    assert "paragraph: Bà con gặt lúa sớm [-nửa-] {+một+} tháng." in done.stdout
    assert f"paragraph: - {FIRST[2]}" in done.stdout


def test_as_json(newsbot: Run, archive: Path) -> None:
    rows = [json.loads(line) for line in newsbot("log", URL, "--archive", archive, "--json").stdout.splitlines()]
    assert [row["revision"] for row in rows] == [1, 2]
    assert rows[0]["changes"] == []
    assert rows[1]["changes"][1] == {"what": "paragraph", "before": FIRST[2], "after": None}


EDITED = (FIRST[0], "Bà con gặt lúa sớm một tháng.", FIRST[2])
FIRST_SHOWN = [URL, "Mùa gặt sớm", "published at an unknown time; 18 words, 0 images, 0 videos"]
GONE = ["gone from the site: HTTP 404"]
TO_EDITED = ["paragraph: Bà con gặt lúa sớm [-nửa-] {+một+} tháng."]
TO_FIRST = ["paragraph: Bà con gặt lúa sớm [-một-] {+nửa+} tháng."]
LIVES = {
    "rewritten": ([FIRST, None, EDITED], [FIRST_SHOWN, GONE, ["returned; against revision 1:", *TO_EDITED]]),
    "as it was": ([FIRST, None, FIRST], [FIRST_SHOWN, GONE, ["returned; against revision 1:", "it is as it was"]]),
    "changed before": (
        [FIRST, EDITED, None, FIRST],
        [FIRST_SHOWN, TO_EDITED, GONE, ["returned; against revision 2:", *TO_FIRST]],
    ),
    "gone twice": (
        [FIRST, None, EDITED, None, EDITED, FIRST],
        [
            FIRST_SHOWN, GONE, ["returned; against revision 1:", *TO_EDITED],
            GONE, ["returned; against revision 3:", "it is as it was"], TO_FIRST,
        ],
    ),
}  # fmt: skip


def live(root: Path, contents: Sequence[tuple[str, ...] | None]) -> None:
    """Archive one content after the other, ten days between them; None is a tombstone."""
    for number, texts in enumerate(contents):
        for days in (0, 1):
            now = datetime(2026, 11, 22, tzinfo=UTC) + timedelta(days=10 * number + days)
            with SiteArchive.open(root, "baovidu", ArchiveSettings(clock=lambda now=now: now)) as site:
                site.ledger.urls.discover(URL, "test")
                if texts:
                    site.apply(Outcome.read(article(*texts)))
                else:
                    missing = Capture("captures/1.warc.gz", 0, "<urn:1>", "sha1:A")
                    site.apply(Outcome(url=URL, state=State.GONE, status=404, capture=missing))


@pytest.mark.parametrize("life", LIVES)
def test_an_article_that_returns_is_compared_with_what_it_was(newsbot: Run, tmp_path: Path, life: str) -> None:
    contents, expected = LIVES[life]
    live(tmp_path, contents)
    shown: list[list[str]] = []
    for line in newsbot("log", URL, "--archive", tmp_path).stdout.splitlines():
        if line.startswith("baovidu:100123 revision "):
            shown.append([])
        else:
            shown[-1].append(line.strip())
    assert shown == expected
    rows = [json.loads(line) for line in newsbot("log", URL, "--archive", tmp_path, "--json").stdout.splitlines()]
    against = [
        next((earlier for earlier in range(at, 0, -1) if contents[earlier - 1]), None) for at in range(len(contents))
    ]
    assert [row["against"] for row in rows] == against
    assert [bool(row["changes"]) for row in rows] == [
        one is not None and contents[one - 1] != contents[at] for at, one in enumerate(against)
    ]


def packed(folder: Path) -> None:
    file = folder / "articles" / "2026-11.jsonl"
    file.with_suffix(".jsonl.gz").write_bytes(gzip.compress(file.read_bytes()))
    file.unlink()


def without_ledger(folder: Path) -> None:
    (folder / "ledger.sqlite").unlink()


@pytest.mark.parametrize("change", [packed, without_ledger])
def test_it_is_found_in_a_packed_month_and_without_a_ledger(newsbot: Run, archive: Path, change: object) -> None:
    change(archive / "baovidu")  # type: ignore[operator]
    assert newsbot("log", "baovidu:100123", "--archive", archive).stdout.count("revision") == 2


@pytest.mark.parametrize(
    "name", ["baovidu:1", "nosuchsite:1", "baovidu", "..:1", "", "https://baovidu.example/", "http://[", "x://y"]
)
def test_an_unknown_article_is_a_usage_error(newsbot: Run, archive: Path, name: str) -> None:
    done = newsbot("log", name, "--archive", archive)
    assert (done.returncode, done.stdout) == (Exit.USAGE, "")
    assert done.stderr.startswith("newsbot: ")
    assert done.stderr.count("\n") == 1


def test_a_line_that_is_not_there_any_more_is_damage(newsbot: Run, archive: Path) -> None:
    (archive / "baovidu" / "articles" / "2026-12.jsonl").write_bytes(b"")
    done = newsbot("log", "baovidu:100123", "--archive", archive)
    assert done.returncode == Exit.DAMAGED
    assert "newsbot verify says more" in done.stderr
