"""The command as a user meets it: exit codes, one clear line on stderr, nothing half-written."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from newsbot.console.exit_codes import Exit
from tests.conftest import Run

ARTICLE = """<!DOCTYPE html><html lang="vi"><head><meta charset="{charset}"><title>Mùa gặt sớm ở Bản Chang - Báo Ví Dụ</title>
<link rel="canonical" href="https://baovidu.example/mua-gat-som-o-ban-chang-100123.html"></head><body>
<nav><a href="/">Trang chủ</a> <a href="/kinh-te/">Kinh tế</a></nav><article><h1>Mùa gặt sớm ở Bản Chang</h1>
<p>Từ sáng mồng ba, người dân Bản Chang đã ra đồng gặt lúa sớm hơn mọi năm gần nửa tháng vì nước lũ đang lên.</p>
<p>Ông Lương Văn Khởi kể rằng nhà ông huy động mười hai người, làm liền hai ngày đêm thì xong bốn sào ruộng ven suối.</p>
<p>Hợp tác xã cho mượn thêm ba máy gặt, còn đoàn thanh niên thì gùi lúa giúp những nhà neo người ở cuối bản.</p>
</article></body></html>"""

TEASER = '<div><h3><a href="/bai-so-{n}-ve-mua-mang-{n}123.html">Bài viết số {n} về mùa măng</a></h3></div>'
LISTING = f"""<!DOCTYPE html><html><head><title>Kinh tế</title></head><body><h1>Kinh tế</h1>
{"".join(TEASER.format(n=n) for n in range(30))}</body></html>"""


def one_line(text: str) -> str:
    lines = text.strip().splitlines()
    assert len(lines) == 1, text
    assert lines[0].startswith("newsbot: "), text
    return lines[0]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("picture.html", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, Exit.SOME_FAILED),
        ("notes.html", b"just a note, no page at all", Exit.SOME_FAILED),
        ("data.html", b'{"json": true}', Exit.SOME_FAILED),
        ("empty.html", b"", Exit.SOME_FAILED),
        ("blank.html", b" \n\t\n", Exit.SOME_FAILED),
        ("hollow.html", b"<html><head><title>x</title></head><body></body></html>", Exit.SOME_FAILED),
        ("listing.html", LISTING.encode(), Exit.SOME_FAILED),
    ],
)
def test_extract_refuses_what_is_no_article(
    newsbot: Run, tmp_path: Path, name: str, content: bytes, code: Exit
) -> None:
    page = tmp_path / name
    page.write_bytes(content)
    done = newsbot("extract", page)
    assert (done.returncode, done.stdout) == (code, "")
    assert "no article: " in one_line(done.stderr)


def test_extract_prints_one_record(newsbot: Run, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(ARTICLE.format(charset="utf-8"), encoding="utf-8")
    done = newsbot("extract", page)
    record = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (0, "")
    assert record["title"] == "Mùa gặt sớm ở Bản Chang"
    assert record["body"].startswith("Từ sáng mồng ba")
    assert record["url"] == "https://baovidu.example/mua-gat-som-o-ban-chang-100123.html"
    compact = newsbot("extract", "--compact", page)
    assert json.loads(compact.stdout) == record
    assert compact.stdout.count("\n") == 1


def test_extract_reads_stdin_and_takes_the_url_given(newsbot: Run) -> None:
    done = newsbot("extract", "-", "--url", "https://other.example/x-1.html", stdin=ARTICLE.format(charset="utf-8"))
    assert json.loads(done.stdout)["url"] == "https://other.example/x-1.html"


@pytest.mark.parametrize("declared", ["iso-8859-1", "windows-1252", "us-ascii", "no-such-charset", "utf-16"])
def test_extract_reads_a_page_in_a_wrongly_declared_encoding(newsbot: Run, tmp_path: Path, declared: str) -> None:
    page = tmp_path / "page.html"
    page.write_bytes(ARTICLE.format(charset=declared).encode("utf-8"))
    record = json.loads(newsbot("extract", page).stdout)
    assert record["title"] == "Mùa gặt sớm ở Bản Chang"
    assert "Lương Văn Khởi" in record["body"]


def test_extract_explains_where_each_value_was_found(newsbot: Run) -> None:
    page = Path(__file__).parents[1] / "fixtures" / "baotuyenquang" / "old-conference.html"
    done = newsbot("extract", "--explain", page)
    assert done.returncode == 0
    rows = {cells[1].strip(): cells[1:] for line in done.stdout.splitlines() if len(cells := line.split("│")) == 6}
    for field in (
        "title",
        "lead",
        "body",
        "captions",
        "byline",
        "video_source",
        "related_links",
        "images",
        "published_at",
    ):
        assert rows[field][2].strip(), f"{field}: no element named"
        assert rows[field][3].strip(), f"{field}: no rule named"


def test_extract_says_what_it_cannot_open(newsbot: Run, tmp_path: Path) -> None:
    for page in (tmp_path / "nothing.html", tmp_path):
        done = newsbot("extract", page)
        assert done.returncode == Exit.USAGE
        assert str(page) in one_line(done.stderr)


def test_extract_fetches_a_page_of_this_machine(newsbot: Run, example: str) -> None:
    missing = newsbot("extract", f"{example}/no-such-page-123456.html")
    assert missing.returncode == Exit.SOME_FAILED
    assert "HTTP 404" in one_line(missing.stderr)
    home = newsbot("extract", f"{example}/kinh-te/")
    assert home.returncode == Exit.SOME_FAILED
    assert "listing" in one_line(home.stderr)


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["crawl", "baotuyenquan"], "did you mean baotuyenquang?"),
        (["crawl", "nosuchsite"], "unknown site 'nosuchsite'"),
        (["crawl"], "nothing to crawl"),
        (["crawl", "ftp://example.org/"], "http"),
        (["crawl", "baotuyenquang"], "NEWSBOT_CONTACT"),
        (["crawl", "baotuyenquang", "--contact", "nobody"], "NEWSBOT_CONTACT"),
        (["crawl", "baotuyenquang", "--since", "soon"], "soon"),
        (["crawl", "baotuyenquang", "--backfill", "2024-01-01"], "FROM..TO"),
        (["extract", "https://example.org/"], "NEWSBOT_CONTACT"),
        (["verify", "--archive", "no-such-folder"], "no-such-folder"),
    ],
)
def test_usage_errors_are_one_line(newsbot: Run, tmp_path: Path, arguments: list[str], word: str) -> None:
    archive = [] if "--archive" in arguments or arguments[0] == "extract" else ["--archive", tmp_path / "new"]
    done = newsbot(*arguments, *archive)
    assert (done.returncode, done.stdout) == (Exit.USAGE, "")
    assert word in one_line(done.stderr)
    assert not (tmp_path / "new").exists()


def test_a_setting_that_is_no_number_is_told(newsbot: Run, tmp_path: Path) -> None:
    done = newsbot("crawl", "http://127.0.0.1:9/", "--archive", tmp_path, NEWSBOT_TIMEOUT="soon")
    assert done.returncode == Exit.USAGE
    assert "NEWSBOT_TIMEOUT" in one_line(done.stderr)


def test_an_unreachable_host_is_told(newsbot: Run, tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{probe.getsockname()[1]}/"
    done = newsbot("crawl", url, "--archive", tmp_path, "--delay", 0, NEWSBOT_RETRY_DELAY="0.01")
    assert done.returncode == Exit.UNREACHABLE
    assert f"newsbot: {url} cannot be reached" in done.stderr
    assert newsbot("extract", url).returncode == Exit.UNREACHABLE


def test_an_archive_that_cannot_be_written_is_told(newsbot: Run, tmp_path: Path, example: str) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    done = newsbot("crawl", f"{example}/", "--archive", blocked / "archive")
    assert done.returncode == Exit.NOT_WRITABLE
    assert str(blocked) in one_line(done.stderr)
    assert blocked.read_text() == "not a folder"


def test_sites_as_table_and_as_json(newsbot: Run) -> None:
    table = newsbot("sites").stdout
    assert "baotuyenquang" in table
    rows = [json.loads(line) for line in newsbot("sites", "--json").stdout.splitlines()]
    assert {"name", "province", "publisher", "domains", "cms", "sources"} <= rows[0].keys()
    assert {source["sure"] for row in rows for source in row["sources"]} == {"seen", "named", "unverified"}
    assert "42 sections ~, 6 feeds ?" in table


def test_sites_that_are_named_show_how_sure_each_fact_is(newsbot: Run) -> None:
    rows = [line.split("│")[1:-1] for line in newsbot("sites", "sggp", "baobacninh").stdout.splitlines() if "│" in line]
    told = {tuple(cell.strip() for cell in row) for row in rows if len(row) == 3}
    assert {
        ("sitemap", "/sitemap.xml", "seen"),
        ("section", "/chinhtri/", "named"),
        ("feed", "/rss/home.rss", "unverified"),
        ("feed", "/rss/news.rss", "guessed; never crawled"),
        ("publisher", "Sài Gòn Giải Phóng", "on record"),
        ("domains", "baobacninh.com.vn, baobacninh.vn", "unverified"),
    } <= told


def test_verify_names_what_is_damaged(newsbot: Run, tmp_path: Path) -> None:
    assert newsbot("demo", "--archive", tmp_path).returncode == 0
    assert newsbot("verify", "--archive", tmp_path).returncode == 0
    month = next((tmp_path / "example" / "articles").glob("*.jsonl"))
    month.write_bytes(month.read_bytes().replace(b'"revision":1', b'"revision":7', 1))
    done = newsbot("verify", "--archive", tmp_path)
    assert done.returncode == Exit.DAMAGED
    assert f"{month.name}:1" in done.stderr


def test_help_does_not_import_what_is_heavy() -> None:
    heavy = "{'scrapy', 'twisted', 'lxml', 'aiohttp', 'rich', 'warcio'}"
    code = f"import sys, newsbot.commands.cli; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_help_does_not_import_the_archive() -> None:
    command = [sys.executable, "-X", "importtime", "-m", "newsbot", "--help"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "newsbot.commands.cli" in done.stderr
    assert "newsbot.archive" not in done.stderr
