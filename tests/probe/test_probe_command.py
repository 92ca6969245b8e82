"""`newsbot probe` and `newsbot sites --check` as a user meets them, over real HTTP."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from subprocess import PIPE
from urllib.parse import urlsplit

import pytest

from newsbot.archive import read
from newsbot.console.exit_codes import Exit
from newsbot.example import holdings, serve
from newsbot.spiders import all_sites
from tests.conftest import Run
from tests.crawl.pages import article, article_path, listing, urlset
from tests.crawl.server import Answer, Script, Server, moved, page

WITH_SITES = (
    "import sys, newsbot.spiders as s; s.__path__.append(sys.argv.pop(1)); from newsbot.commands.cli import cli; cli()"
)
"""newsbot with the site files of one more folder."""


def with_sites(folder: Path, *arguments: object, stdout: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", WITH_SITES, str(folder), *map(str, arguments)]
    clean = {key: value for key, value in os.environ.items() if not key.startswith("NEWSBOT_")}
    done = subprocess.run(command, capture_output=True, text=True, env=clean, timeout=120, check=False)
    if stdout:
        stdout.write_text(done.stdout, encoding="utf-8")
    return done


@dataclass(frozen=True)
class Probed:
    """The example site, and the site file that probing it gave."""

    base: str
    folder: Path
    report: str


@pytest.fixture(scope="module")
def probed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Probed]:
    folder = tmp_path_factory.mktemp("spiders")
    file = folder / "baothuongkhe.py"
    file.touch()  # as the shell does before the command of `newsbot probe URL > FILE` runs
    with serve() as base:
        done = with_sites(folder, "probe", base, stdout=file)
        assert done.returncode == 0, done.stderr
        yield Probed(base, folder, done.stderr)


def test_the_site_file_names_what_the_example_site_has(probed: Probed) -> None:
    text = (probed.folder / "baothuongkhe.py").read_text(encoding="utf-8")
    assert "class BaoThuongKhe(page_info.PageInfo):" in text
    assert 'Feed("/rss/home.rss"),' in text
    assert 'Sitemap("/sitemap.xml"),' in text
    assert "article_paths = (page_info.ARTICLE_PATH, tuyenquang.ARTICLE_PATH)" in text
    sections = set(re.findall(r'"(/[a-z/-]+/)"', text))
    assert sections == {f"/{held.path.split('/')[1]}/" for held in holdings() if held.path.endswith("/")} | {
        "/chinh-tri/trong-tinh/",
        "/kinh-te/nong-nghiep/",
        "/kinh-te/cong-thuong/",
        "/xa-hoi/doi-song/",
        "/xa-hoi/giao-duc/",
        "/van-hoa/le-hoi/",
    }


def test_the_report_tells_a_person(probed: Probed) -> None:
    for word in (
        "Báo Thượng Khê",
        "page-info",
        "tuyenquang-2019",
        "/rss/home.rss",
        "trang-2.html",
        "published_at",
        "100%",
    ):
        assert word in probed.report
    assert "newsbot/spiders/baothuongkhe.py" in probed.report


def test_a_crawl_with_the_site_file_finds_every_article(probed: Probed, tmp_path: Path) -> None:
    done = with_sites(probed.folder, "crawl", "baothuongkhe", "--archive", tmp_path, "--delay", 0, "--json")
    assert done.returncode == 0, done.stderr
    titles = sorted(article.title or "" for article in read(tmp_path))
    assert titles == sorted(held.title for held in holdings())
    assert json.loads(done.stdout)["notes"] == []


def test_the_site_file_holds_when_it_is_checked(probed: Probed) -> None:
    done = with_sites(probed.folder, "sites", "--check", "baothuongkhe")
    assert (done.returncode, done.stdout) == (Exit.OK, "")
    assert "1 sites, 1 reached" in done.stderr


def test_the_site_file_is_told_to_fail_when_the_site_is_another(probed: Probed, tmp_path: Path) -> None:
    text = (probed.folder / "baothuongkhe.py").read_text(encoding="utf-8")
    changed = text.replace('"/kinh-te/",', '"/kinh-doanh/",').replace("/rss/home.rss", "/rss/trang-chu.rss")
    (tmp_path / "baothuongkhe.py").write_text(changed, encoding="utf-8")
    done = with_sites(tmp_path, "sites", "--check", "baothuongkhe")
    assert done.returncode == Exit.SOME_FAILED
    lines = done.stdout.splitlines()
    assert lines == [
        f"baothuongkhe: fails: feed {probed.base}/rss/trang-chu.rss: recorded: lists articles; found: HTTP 404",
        "baothuongkhe: fails: section /kinh-doanh/: recorded: lists articles; found: HTTP 404",
    ]
    (told,) = with_sites(tmp_path, "sites", "--check", "baothuongkhe", "--json").stdout.splitlines()
    check = json.loads(told)
    assert (check["site"], check["holds"], check["reached"]) == ("baothuongkhe", False, True)
    assert {fact["verdict"] for fact in check["facts"]} == {"holds", "fails"}


def test_findings_as_json(newsbot: Run, example: str) -> None:
    done = newsbot("probe", example, "--json", "--articles", 4, "--name", "bao_khe")
    assert done.returncode == 0
    found = json.loads(done.stdout)
    assert found["name"] == "bao_khe"
    assert 'name = "bao_khe"' in found["site_file"]
    assert len([sample for sample in found["samples"] if sample["reason"] is None]) == 4
    assert {fill["field"] for fill in found["fill"]} >= {"title", "lead", "body", "byline", "published_at"}
    assert [urlsplit(source["url"]).path for source in found["sources"]][:2] == ["/rss/home.rss", "/sitemap.xml"]


def test_it_asks_robots_txt_first_and_one_at_a_time_with_the_delay(newsbot: Run) -> None:
    pages: dict[str, Script] = {article_path(number): article(number) for number in range(10001, 10006)}
    pages |= {
        "/": listing([*pages]),
        "/robots.txt": Answer(body=b"User-agent: *\nDisallow: /feed\n", kind="text/plain"),
    }
    with Server(pages) as server:
        done = newsbot("probe", server.base, "--delay", "0.05", "--articles", 2)
        assert done.returncode == 0, done.stderr
        assert server.asked[:2] == ["/robots.txt", "/"]
        assert "/feed" not in server.asked
        assert server.at_once == 1
        pauses = [later - sooner for sooner, later in zip(server.times, server.times[1:], strict=False)]
        assert min(pauses) >= 0.05


@pytest.mark.parametrize(
    ("home", "code", "word"),
    [
        (Answer(status=503), Exit.UNREACHABLE, "HTTP 503"),
        (Answer(reset=True, length=10), Exit.UNREACHABLE, "no "),
        (moved("/"), Exit.UNREACHABLE, "redirects in a circle"),
        (Answer(body=b"x" * 5000), Exit.UNREACHABLE, "too large"),
        (Answer(body=b"%PDF-1.4", kind="application/pdf"), Exit.SOME_FAILED, "no page"),
        (page("<title>Báo</title><p>Đang bảo trì"), Exit.SOME_FAILED, "nothing that looks like an article"),
    ],
)
def test_sites_that_are_none(newsbot: Run, home: Answer, code: Exit, word: str) -> None:
    with Server({"/": home}) as server:
        done = newsbot("probe", server.base, NEWSBOT_MAX_BYTES="4000", NEWSBOT_TIMEOUT="2")
    assert (done.returncode, done.stdout) == (code, "")
    last = done.stderr.strip().splitlines()[-1]
    assert last.startswith("newsbot: http://127.0.0.1")
    assert word in last


def test_a_site_that_robots_txt_closes(newsbot: Run) -> None:
    with Server({"/robots.txt": Answer(body=b"User-agent: *\nDisallow: /", kind="text/plain")}) as server:
        done = newsbot("probe", server.base)
        assert server.asked == ["/robots.txt"]
    assert (done.returncode, done.stdout) == (Exit.UNREACHABLE, "")
    assert "robots.txt disallows it" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["probe", "https://bao.example/"], "NEWSBOT_CONTACT"),
        (["probe", "https://bao.example/", "--contact", "nobody"], "NEWSBOT_CONTACT"),
        (["probe", "baolaocai.vn"], "not an absolute http(s) URL"),
        (["probe", "ftp://bao.example/"], "not an absolute http(s) URL"),
        (["probe", "http://127.0.0.1:9/", "--name", "../bao"], "--name"),
        (["sites", "--check"], "NEWSBOT_CONTACT"),
        (["sites", "--check", "baolaocai"], "NEWSBOT_CONTACT"),
        (["sites", "baolaoca"], "did you mean baolaocai?"),
        (["sites", "https://baolaocai.vn/"], "newsbot probe"),
    ],
)
def test_usage_errors_are_one_line(newsbot: Run, arguments: list[str], word: str) -> None:
    done = newsbot(*arguments)
    assert (done.returncode, done.stdout) == (Exit.USAGE, "")
    (line,) = done.stderr.strip().splitlines()
    assert line.startswith("newsbot: ")
    assert word in line


def site_text(name: str, port: int | None) -> str:
    """The file of a site on this machine."""
    values = {"name": name, "publisher": "x", "province": "x", "domains": ("127.0.0.1",), "cms": "x", "sources": ()}
    values |= {"scheme": "http", "port": port, "no_sources": "its home page"}
    lines = (f"    {key} = {value!r}\n" for key, value in values.items())
    return f"from newsbot.site import Site\n\n\nclass Bao(Site):\n{''.join(lines)}"


def test_nothing_could_be_reached(tmp_path: Path) -> None:
    with Server({}) as server:
        port = urlsplit(server.base).port
    (tmp_path / "baovang.py").write_text(site_text("baovang", port), encoding="utf-8")
    done = with_sites(tmp_path, "sites", "--check", "baovang")
    assert done.returncode == Exit.UNREACHABLE
    assert "baovang: fails: home: recorded: http://127.0.0.1" in done.stdout


def test_sites_by_name(newsbot: Run) -> None:
    rows = [json.loads(line) for line in newsbot("sites", "--json", "baolaocai", "baocantho").stdout.splitlines()]
    assert [row["name"] for row in rows] == ["baolaocai", "baocantho"]
    assert rows[0] == json.loads(json.dumps(all_sites()["baolaocai"].describe()))


def test_a_sitemap_is_enough_for_articles(newsbot: Run) -> None:
    pages: dict[str, Script] = {article_path(number): article(number) for number in range(10001, 10006)}
    with Server({**pages, "/": page("<title>Báo Khe Lạnh</title><div id=app></div>")}) as server:
        server.routes["/sitemap.xml"] = urlset(server.base, pages)
        done = newsbot("probe", server.base)
    assert done.returncode == 0
    assert 'sources = (Sitemap("/sitemap.xml"),)' in done.stdout


@pytest.mark.parametrize("command", ["probe", "check"])
def test_control_c_is_no_bug(tmp_path: Path, command: str) -> None:
    with Server({"/robots.txt": Answer(silent=True)}) as server:
        port = urlsplit(server.base).port
        (tmp_path / "baocham.py").write_text(site_text("baocham", port), encoding="utf-8")
        arguments = ["probe", server.base] if command == "probe" else ["sites", "--check", "baocham"]
        process = subprocess.Popen(
            [sys.executable, "-c", WITH_SITES, str(tmp_path), *arguments], stdout=PIPE, stderr=PIPE, text=True
        )
        server.wait_for(1)
        process.send_signal(signal.SIGINT)
        stdout, stderr = process.communicate(timeout=30)
    assert (process.returncode, stdout) == (Exit.INTERRUPTED, "")
    assert stderr.startswith("newsbot: stopped")


def test_a_setting_that_is_no_number_is_told(newsbot: Run) -> None:
    done = newsbot("probe", "http://127.0.0.1:9/", NEWSBOT_TIMEOUT="soon")
    assert (done.returncode, done.stdout) == (Exit.USAGE, "")
    assert "NEWSBOT_TIMEOUT" in done.stderr
