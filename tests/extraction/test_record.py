"""`newsbot record`: a page and what it must give become a fixture, a person reviews it, refreshing never fetches."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from newsbot.console.exit_codes import Exit
from newsbot.extraction.fixtures import Fixture, changes, fixtures, record_of, refresh
from tests.conftest import Run
from tests.crawl.server import Answer, Server

SAVED = Path(__file__).parents[1] / "fixtures"
ARTICLE = SAVED / "baolaocai" / "epi-plain.html"
LISTING = SAVED / "baolaocai" / "epi-listing.html"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder of fixtures."""
    folder = tmp_path / "fixtures"
    folder.mkdir()
    return folder


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_a_page_of_a_site_becomes_a_fixture_for_review(newsbot: Run, folder: Path) -> None:
    done = newsbot("record", "baolaocai", ARTICLE, "--fixtures", folder)
    assert done.returncode == Exit.OK
    assert files(folder) == ["baolaocai/article.html", "baolaocai/article.json"]
    assert (folder / "baolaocai" / "article.html").read_bytes() == ARTICLE.read_bytes()
    record = (folder / "baolaocai" / "article.json").read_text(encoding="utf-8")
    assert record == ARTICLE.with_suffix(".json").read_text(encoding="utf-8")
    assert done.stdout == record
    assert "line by line" in done.stderr
    assert "your own text" in done.stderr


def test_what_stays_empty_is_named(newsbot: Run, folder: Path) -> None:
    told = newsbot("record", "baolaocai", ARTICLE, "--fixtures", folder).stderr
    (line,) = [line for line in told.splitlines() if line.startswith("Empty")]
    assert "video_source" in line
    assert "title" not in line
    assert "capture" not in line


def test_a_page_that_is_no_article_is_saved_with_what_it_is(newsbot: Run, folder: Path) -> None:
    done = newsbot("record", "baolaocai", LISTING, "--fixtures", folder)
    assert done.returncode == Exit.OK
    assert files(folder) == ["baolaocai/listing.html", "baolaocai/listing.json"]
    record = json.loads((folder / "baolaocai" / "listing.json").read_bytes())
    assert record == {"url": "https://baolaocai.vn/kinh-te/", "not_article": "listing"}
    assert "no article: listing: " in done.stderr
    assert "your own text" in done.stderr
    assert "byline" not in done.stderr


def test_a_page_from_the_web_is_kept_as_served(newsbot: Run, folder: Path, example: str) -> None:
    path = "/khe-truc-vao-vu-mang-101950.html"
    done = newsbot("record", example, example + path, "--case", "plain", "--fixtures", folder)
    assert done.returncode == Exit.OK, done.stderr
    (fixture,) = fixtures(folder)
    assert fixture.name == f"{example.removeprefix('http://').replace(':', '-')}/plain"
    record = json.loads(done.stdout)
    assert record["url"] == example + path
    assert record_of(fixture.page()) == fixture.expected() == record


def test_the_content_type_is_kept_where_the_page_needs_it(newsbot: Run, folder: Path) -> None:
    text = ARTICLE.read_text(encoding="utf-8").replace("utf-8", "")
    plain = "Một đoạn văn bản viết riêng cho bộ kiểm thử, dài vừa đủ để máy đọc tin rằng đây là bài báo. "
    text = text.replace("</p>", f"{plain}</p>", 3)
    for charset, kept in (("gb18030", True), ("utf-8", False)):
        page = Answer(body=text.encode(charset), kind=f"text/html; charset={charset}")
        with Server({"/a-1.html": page}) as server:
            options = ("--case", charset, "--fixtures", folder)
            done = newsbot("record", server.base, f"{server.base}/a-1.html", *options)
        assert done.returncode == Exit.OK, done.stderr
        fixture = Fixture(next(folder.glob(f"*/{charset}.html")))
        assert ("content_type" in (fixture.expected() or {})) is kept
        assert record_of(fixture.page()) == fixture.expected()
        assert json.loads(done.stdout)["title"]


def test_a_file_that_claims_no_url_gets_one_of_its_site(newsbot: Run, folder: Path, tmp_path: Path) -> None:
    page = tmp_path / "bai-viet-post123456.html"
    page.write_text("<html><body><p>Không có địa chỉ nào trong trang.</p></body></html>", encoding="utf-8")
    record = json.loads(newsbot("record", "baolaocai", page, "--fixtures", folder).stdout)
    assert record["url"] == "https://baolaocai.vn/bai-viet-post123456.html"
    url = "https://baolaocai.vn/mot-bai-khac-post123457.html"
    again = newsbot("record", "baolaocai", page, "--url", url, "--case", "other", "--fixtures", folder)
    assert json.loads(again.stdout)["url"] == url


def test_a_pair_that_exists_is_never_overwritten_unasked(newsbot: Run, folder: Path) -> None:
    place = folder / "baolaocai"
    place.mkdir()
    (place / "article.json").write_text("{}")
    done = newsbot("record", "baolaocai", ARTICLE, "--fixtures", folder)
    assert done.returncode == Exit.USAGE
    assert "--force" in one_line(done.stderr)
    assert files(folder) == ["baolaocai/article.json"]
    assert newsbot("record", "baolaocai", ARTICLE, "--fixtures", folder, "--force").returncode == Exit.OK
    assert json.loads((place / "article.json").read_bytes())["title"]


def one_line(text: str) -> str:
    lines = text.strip().splitlines()
    assert len(lines) == 1, text
    assert lines[0].startswith("newsbot: "), text
    return lines[0]


BAD = {
    "an unknown site": (["baolaocay", ARTICLE], Exit.USAGE, "did you mean baolaocai?"),
    "no URL of a site": (["ftp://bao.example/", ARTICLE], Exit.USAGE, "http"),
    "a missing file": (["baolaocai", "no-such-page.html"], Exit.USAGE, "no-such-page.html"),
    "a page of another site": (["baohatinh", ARTICLE], Exit.USAGE, "is a page of baolaocai, not of baohatinh"),
    "a page of no site": (["baohatinh", ARTICLE, "--url", "https://bao.example/a"], Exit.USAGE, "a page of bao.example"),
    "no URL": (["baolaocai", ARTICLE, "--url", "bai-viet.html"], Exit.USAGE, "bai-viet.html"),
    "a name that leads elsewhere": (["baolaocai", ARTICLE, "--case", "../x"], Exit.USAGE, "'../x' cannot name a case"),
    "no page": (["baolaocai"], Exit.USAGE, "a SITE and a URL or FILE"),
    "a URL for a URL": (
        ["baolaocai", "http://127.0.0.1:9/a", "--url", "https://baolaocai.vn/"], Exit.USAGE, "for a file"),
    "apply without refresh": (["baolaocai", ARTICLE, "--apply"], Exit.USAGE, "--refresh"),
    "a page for refresh": (["--refresh", "baolaocai", "--force"], Exit.USAGE, "--refresh takes sites"),
    "no contact": (["baolaocai", "https://baolaocai.vn/a-post1.html"], Exit.USAGE, "NEWSBOT_CONTACT"),
    "no saved page of the site": (["--refresh", "baohatinh"], Exit.USAGE, "no saved page of 'baohatinh'"),
}  # fmt: skip


@pytest.mark.parametrize("what", BAD)
def test_what_cannot_be_recorded_is_told_in_one_line(newsbot: Run, folder: Path, what: str) -> None:
    arguments, code, word = BAD[what]
    done = newsbot("record", *arguments, "--fixtures", folder)
    assert (done.returncode, done.stdout) == (code, "")
    assert word in one_line(done.stderr)
    assert files(folder) == []


ANSWERS = {
    "a page that is not there": (Answer(status=404), Exit.SOME_FAILED, "HTTP 404"),
    "an empty page": (Answer(body=b" \n"), Exit.SOME_FAILED, "empty"),
    "no answer": (Answer(silent=True, reset=True), Exit.UNREACHABLE, "cannot be reached"),
}


@pytest.mark.parametrize("what", ANSWERS)
def test_what_a_server_does_wrong_is_told_in_one_line(newsbot: Run, folder: Path, what: str) -> None:
    answer, code, word = ANSWERS[what]
    with Server({"/a": answer}) as server:
        done = newsbot("record", server.base, f"{server.base}/a", "--fixtures", folder)
    assert (done.returncode, done.stdout) == (code, "")
    assert word in one_line(done.stderr)
    assert files(folder) == []


def test_robots_txt_is_obeyed(newsbot: Run, folder: Path) -> None:
    rule = Answer(body=b"User-agent: *\nDisallow: /\n", kind="text/plain")
    with Server({"/robots.txt": rule, "/a": Answer(body=ARTICLE.read_bytes())}) as server:
        done = newsbot("record", server.base, f"{server.base}/a", "--fixtures", folder)
        assert server.asked == ["/robots.txt"]
    assert done.returncode == Exit.UNREACHABLE
    assert "robots.txt" in one_line(done.stderr)


def test_folders_that_cannot_be_used_are_told(newsbot: Run, folder: Path) -> None:
    missing = newsbot("record", "baolaocai", ARTICLE, "--fixtures", folder / "none")
    assert missing.returncode == Exit.USAGE
    assert "none" in one_line(missing.stderr)
    (folder / "baolaocai").write_text("a file where the site's folder should be")
    blocked = newsbot("record", "baolaocai", ARTICLE, "--fixtures", folder)
    assert blocked.returncode == Exit.NOT_WRITABLE
    assert "baolaocai" in one_line(blocked.stderr)


# Refreshing


@pytest.fixture
def saved(folder: Path) -> Path:
    """The fixtures of one site, one of them with a record that is no longer true."""
    shutil.copytree(SAVED / "baolaocai", folder / "baolaocai")
    path = folder / "baolaocai" / "epi-plain.json"
    record = json.loads(path.read_bytes())
    record |= {"title": "Tiêu đề cũ", "tags": [*record["tags"], "nhãn cũ"], "old_key": 1}
    del record["section"]
    path.write_text(json.dumps(record), encoding="utf-8")
    return folder


def test_refreshing_shows_what_has_changed_and_writes_nothing(newsbot: Run, saved: Path) -> None:
    before = (saved / "baolaocai" / "epi-plain.json").read_bytes()
    done = newsbot("record", "--refresh", "--fixtures", saved)
    assert done.returncode == Exit.OK
    title = json.loads(ARTICLE.with_suffix(".json").read_bytes())["title"]
    assert done.stdout.startswith("baolaocai/epi-plain\n")
    assert f'  title\n    - "Tiêu đề cũ"\n    + "{title}"\n' in done.stdout
    assert '  tags\n    - "nhãn cũ"\n' in done.stdout
    assert "  old_key\n    - 1\n" in done.stdout
    assert "  section\n    + " in done.stdout
    assert "1 record changed; --apply writes them" in done.stderr
    assert (saved / "baolaocai" / "epi-plain.json").read_bytes() == before


def test_refreshing_writes_with_apply_and_then_nothing_is_left_to_do(newsbot: Run, saved: Path) -> None:
    assert newsbot("record", "--refresh", "baolaocai", "--apply", "--fixtures", saved).returncode == Exit.OK
    for path in (saved / "baolaocai").iterdir():
        assert path.read_bytes() == (SAVED / "baolaocai" / path.name).read_bytes()
    again = newsbot("record", "--refresh", "baolaocai", "--fixtures", saved)
    assert (again.returncode, again.stdout) == (Exit.OK, "")


def test_refreshing_gives_a_page_without_a_record_its_record(saved: Path) -> None:
    (saved / "baolaocai" / "epi-listing.json").unlink()
    refreshed = {one.fixture.name: one.record for one in refresh(fixtures(saved))}
    assert refreshed["baolaocai/epi-listing"]["not_article"] == "listing"


@pytest.mark.parametrize("content", ["{", "[]", "\xff"])
def test_a_record_that_cannot_be_read_is_named(newsbot: Run, saved: Path, content: str) -> None:
    (saved / "baolaocai" / "epi-plain.json").write_bytes(content.encode("latin-1"))
    done = newsbot("record", "--refresh", "--fixtures", saved)
    assert done.returncode == Exit.USAGE
    assert "epi-plain.json" in one_line(done.stderr)


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ({"a": 1}, {"a": 1}, []),
        ({"a": None}, {"a": []}, [("a", ("- null", "+ []"))]),
        ({}, {"a": None}, [("a", ("+ null",))]),
        ({"a": "x"}, {}, [("a", ('- "x"',))]),
        ({"a": "một\n\nhai\n\nba"}, {"a": "một\n\nba"}, [("a", ("- hai",))]),
        ({"a": ["x", "y"]}, {"a": ["y"]}, [("a", ('- "x"',))]),
        ({"a": "một\n\n- hai"}, {"a": "một\n\n-- hai"}, [("a", ("- - hai", "+ -- hai"))]),
        ({"a": "@@ một\n\nhai"}, {"a": "hai\n\nba"}, [("a", ("- @@ một", "+ ba"))]),
    ],
)
def test_changes(before: dict[str, object], after: dict[str, object], shown: list[tuple[str, tuple[str, ...]]]) -> None:
    assert list(changes(before, after)) == shown
