"""Sites from elsewhere are as good as bundled ones: folders of NEWSBOT_SITES, entry points, SPIDER_MODULES."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from newsbot.archive import read
from newsbot.console.exit_codes import Exit
from tests.site.elsewhere import LEAD, PATH, ROOT, TITLE, newsbot, page, run, served, site_file

pytestmark = pytest.mark.slow  # each test starts processes
SCRAPY = Path(sys.executable).parent / "scrapy"
URL = f"https://khelanh.example{PATH}"


@pytest.fixture
def sites(tmp_path: Path) -> Path:
    """A folder with one site file."""
    folder = tmp_path / "sites"
    folder.mkdir()
    (folder / "khelanh.py").write_text(site_file(), "utf-8")
    return folder


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """A page of the site."""
    file = tmp_path / "page.html"
    file.write_bytes(page())
    return file


def test_extract_reads_by_the_sites_own_layout(sites: Path, saved: Path) -> None:
    done = newsbot("extract", saved, "--url", URL, NEWSBOT_SITES=str(sites))
    record = json.loads(done.stdout)
    assert (record["reader"]["layout"], record["site"], record["title"]) == ("khelanh-own", "khelanh", TITLE)
    assert (record["lead"], record["published_at"]) == (LEAD, "2025-09-14T07:30:00+07:00")


def test_record_and_refresh_read_by_the_sites_own_layout(sites: Path, saved: Path, tmp_path: Path) -> None:
    options = {"cwd": tmp_path, "NEWSBOT_SITES": str(sites)}
    done = newsbot("record", "khelanh", saved, "--url", URL, **options)  # type: ignore[arg-type]
    assert done.returncode == Exit.OK, done.stderr
    pair = sites / "fixtures" / "khelanh" / "article.json"
    record = json.loads(pair.read_bytes())
    assert (record["reader"]["layout"], record["title"]) == ("khelanh-own", TITLE)

    file = sites / "khelanh.py"
    file.write_text(file.read_text("utf-8").replace('title=("p.dau-de",)', 'title=("h1",)'), "utf-8")
    done = newsbot("record", "--refresh", "khelanh", **options)  # type: ignore[arg-type]
    assert "1 page read again, 1 record changed" in done.stderr
    assert "tờ báo của bản làng" in done.stdout
    assert newsbot("record", "--refresh", **options).stdout == done.stdout  # type: ignore[arg-type]


def test_pytest_tests_the_fixtures_beside_the_file(sites: Path, saved: Path, tmp_path: Path) -> None:
    assert newsbot("record", "khelanh", saved, "--url", URL, cwd=tmp_path, NEWSBOT_SITES=str(sites)).returncode == 0
    command = (sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--pyargs", "newsbot.extraction.testing")
    done = run(*command, cwd=tmp_path, NEWSBOT_SITES=str(sites))
    assert "2 passed" in done.stdout, done.stdout
    pair = sites / "fixtures" / "khelanh" / "article.json"
    pair.write_text(pair.read_text("utf-8").replace(TITLE, "Tin khác"), "utf-8")
    done = run(*command, cwd=tmp_path, NEWSBOT_SITES=str(sites))
    assert "1 failed, 1 passed" in done.stdout, done.stdout


@pytest.mark.parametrize("delay", ["0", "1"], ids=["read in a process beside", "read in the crawl"])
def test_a_crawl_and_a_reread_read_by_the_sites_own_layout(tmp_path: Path, delay: str) -> None:
    with served() as port:
        folder = tmp_path / "sites"
        folder.mkdir()
        where = {"scheme": '"http"', "port": str(port)}
        (folder / "khelanh.py").write_text(site_file(host="127.0.0.1", **where), "utf-8")
        archive = tmp_path / "archive"
        command = ("crawl", "khelanh", "--archive", archive, "--delay", delay)
        done = newsbot(*command, cwd=tmp_path, NEWSBOT_SITES=str(folder))
    assert done.returncode == Exit.OK, done.stderr
    articles = list(read(archive / "khelanh"))
    assert len(articles) == 2
    assert {(one.reader.layout, one.title, one.lead) for one in articles} == {("khelanh-own", TITLE, LEAD)}
    done = newsbot("reread", "--archive", archive, cwd=tmp_path, NEWSBOT_SITES=str(folder))
    assert done.returncode == Exit.OK, done.stderr
    assert "2" in done.stdout + done.stderr
    assert "title" not in done.stdout


def test_a_folder_is_listed_by_newsbot_and_by_scrapy(sites: Path) -> None:
    assert "khelanh" in newsbot("sites", "khelanh", NEWSBOT_SITES=str(sites)).stdout
    names = run(SCRAPY, "list", NEWSBOT_SITES=str(sites)).stdout.split()
    assert {"khelanh", "baolaocai"} <= set(names)
    assert names == sorted(names)


def test_site_files_of_a_folder_share_modules(sites: Path) -> None:
    (sites / "_family.py").write_text("PUBLISHER = 'Báo Chung'\n", "utf-8")
    text = site_file(publisher="PUBLISHER").replace(
        "from newsbot.site", "from ._family import PUBLISHER\nfrom newsbot.site"
    )
    (sites / "khelanh.py").write_text(text, "utf-8")
    done = newsbot("sites", "khelanh", "--json", NEWSBOT_SITES=str(sites))
    assert json.loads(done.stdout)["publisher"] == "Báo Chung"


def install(target: Path, entry_points: str, files: dict[str, str]) -> None:
    """What installing a package leaves in a folder of packages."""
    info = target / "newsbot_khelanh-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: newsbot-khelanh\nVersion: 1.0\n", "utf-8")
    (info / "entry_points.txt").write_text(f"[newsbot.sites]\n{entry_points}\n", "utf-8")
    for name, text in files.items():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).write_text(text, "utf-8")


@pytest.mark.parametrize(
    ("entry", "file"),
    [
        ("papers = newsbot_khelanh.sites", "newsbot_khelanh/sites/khelanh.py"),
        ("khelanh = newsbot_khelanh.khelanh", "newsbot_khelanh/khelanh.py"),
        ("anything = newsbot_khelanh_file", "newsbot_khelanh_file.py"),
    ],
    ids=["a package of sites", "a module", "a module of another name"],
)
def test_an_installed_package_brings_its_sites(tmp_path: Path, entry: str, file: str) -> None:
    packages = tmp_path / "packages"
    with served() as port:
        text = site_file(host="127.0.0.1", scheme='"http"', port=str(port))
        above = Path(file).parents
        files = {file: text, **{f"{folder}/__init__.py": "" for folder in above if str(folder) != "."}}
        install(packages, entry, files)
        path = {"PYTHONPATH": f"{packages}:{ROOT}"}
        assert "khelanh" in newsbot("sites", cwd=tmp_path, **path).stdout
        assert "khelanh" in run(SCRAPY, "list", **path).stdout.split()
        done = newsbot("extract", f"http://127.0.0.1:{port}{PATH}", cwd=tmp_path, **path)
        assert json.loads(done.stdout)["reader"]["layout"] == "khelanh-own", done.stderr
        done = newsbot("crawl", "khelanh", "--archive", tmp_path / "archive", "--delay", "0", cwd=tmp_path, **path)
    assert done.returncode == Exit.OK, done.stderr
    assert {one.reader.layout for one in read(tmp_path / "archive" / "khelanh")} == {"khelanh-own"}


def test_scrapy_crawls_a_site_from_elsewhere(tmp_path: Path) -> None:
    with served() as port:
        folder = tmp_path / "sites"
        folder.mkdir()
        (folder / "khelanh.py").write_text(
            site_file(host="127.0.0.1", scheme='"http"', port=str(port), delay="0"), "utf-8"
        )
        environment = {"NEWSBOT_SITES": str(folder), "NEWSBOT_ARCHIVE": str(tmp_path / "archive")}
        done = run(SCRAPY, "crawl", "khelanh", "-s", "DOWNLOAD_DELAY=0", **environment)
    assert done.returncode == 0, done.stderr
    assert {one.reader.layout for one in read(tmp_path / "archive" / "khelanh")} == {"khelanh-own"}


def test_spider_modules_may_hold_spiders_and_sites(tmp_path: Path) -> None:
    package = tmp_path / "mine"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "khelanh.py").write_text(site_file(), "utf-8")
    (package / "plain.py").write_text("import scrapy\n\n\nclass Plain(scrapy.Spider):\n    name = 'plain'\n", "utf-8")

    def listed(modules: str) -> list[str]:
        done = run(SCRAPY, "list", "-s", f"SPIDER_MODULES={modules}", PYTHONPATH=f"{tmp_path}:{ROOT}")
        return done.stdout.split()

    assert {"baolaocai", "khelanh", "plain"} <= set(listed("newsbot.spiders,mine"))
    assert listed("mine") == ["khelanh", "plain"]


def test_nothing_is_imported_that_is_not_needed(sites: Path) -> None:
    (sites / "other.py").write_text(site_file("other", "other.example"), "utf-8")
    code = (
        "import sys; from newsbot.spiders import site_of; print(site_of('https://khelanh.example/').name);"
        "files = [m.split('.') for m in sys.modules if m.startswith(('newsbot_sites_', 'newsbot.spiders.'))];"
        "print(*(parts[-1] for parts in files if len(parts) > 1))"
    )
    done = run(sys.executable, "-c", code, NEWSBOT_SITES=str(sites))
    assert done.stdout.split() == ["khelanh", "khelanh"], done.stderr


BAD = {
    "unknown attribute": (
        site_file("bad", "bad.example", article_path="('x',)"),
        "article_path",
        "did you mean article_paths",
    ),
    "wrong type": (site_file("bad", "bad.example", domains="('bad.example')"), "domains", "a tuple of host names"),
    "missing": (site_file("bad", "bad.example", publisher=""), "publisher", "lacks"),
    "pattern": (site_file("bad", "bad.example", article_paths="('(',)"), "article_paths", "regular expression"),
    "name": (site_file("worse", "bad.example"), "name", "'bad'"),
    "domain taken": (site_file("bad", "baolaocai.vn"), "domains", "baolaocai"),
    "successor": (site_file("bad", "bad.example", successor='"nobody"'), "successor", "nobody"),
    "selector": (site_file("bad", "bad.example").replace('"p.dau-de"', '"p..dau"'), "title", "p..dau"),
    "xpath": (site_file("bad", "bad.example").replace('"p.dau-de"', '"//p["'), "title", "//p["),
    "text of a region": (
        site_file("bad", "bad.example").replace('"div.khung-bai"', '"div.khung-bai::text"'),
        "body",
        "::text",
    ),
    "text for a tuple": (site_file("bad", "bad.example").replace('("p.dau-de",)', '("p.dau-de")'), "title", "tuple"),
    "field": (site_file("bad", "bad.example").replace("title=", "titel="), "titel", "bad.py"),
    "raises": ("raise RuntimeError('nothing here')  # newsbot.site\n", "RuntimeError", "nothing here"),
    "syntax": ("class Bad(:\n", "bad.py:1", "invalid syntax"),
    "no site": ("X = 1\n", "exactly one site", "bad.py"),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_site_file_costs_one_line_and_itself(sites: Path, saved: Path, kind: str) -> None:
    text, attribute, word = BAD[kind]
    (sites / "bad.py").write_text(text, "utf-8")
    environment = {"NEWSBOT_SITES": str(sites)}
    listed = newsbot("sites", **environment)
    assert listed.returncode == Exit.OK
    assert "khelanh" in listed.stdout
    (line,) = listed.stderr.splitlines()
    assert f"{sites / 'bad.py'}" in line
    assert attribute in line
    assert word in line
    named = newsbot("sites", "bad", **environment)
    assert named.returncode == Exit.USAGE
    assert "cannot be used" in named.stderr
    assert newsbot("extract", saved, "--url", URL, **environment).returncode == Exit.OK
    assert "khelanh" in run(SCRAPY, "list", **environment).stdout.split()


def test_a_name_that_is_taken_is_told_and_the_first_site_works(sites: Path) -> None:
    (sites / "baolaocai.py").write_text(site_file("baolaocai", "khac.example"), "utf-8")
    done = newsbot("sites", "baolaocai", "--json", NEWSBOT_SITES=str(sites))
    assert json.loads(done.stdout)["domains"] == ["baolaocai.vn"]
    (line,) = done.stderr.splitlines()
    assert str(sites / "baolaocai.py") in line
    assert "name: 'baolaocai' is the name of" in line


def test_a_folder_or_module_that_is_not_there_is_told(tmp_path: Path) -> None:
    done = newsbot("sites", NEWSBOT_SITES=str(tmp_path / "nowhere"))
    assert (done.returncode, len(done.stderr.splitlines())) == (Exit.OK, 1)
    assert "NEWSBOT_SITES" in done.stderr
    install(tmp_path / "packages", "gone = no_such_module", {})
    done = newsbot("sites", cwd=tmp_path, PYTHONPATH=f"{tmp_path / 'packages'}:{ROOT}")
    assert (done.returncode, len(done.stderr.splitlines())) == (Exit.OK, 1)
    assert "entry point gone = no_such_module of newsbot-khelanh" in done.stderr


def test_a_crawl_beside_a_bad_file_works_and_tells_it_once(tmp_path: Path) -> None:
    with served() as port:
        folder = tmp_path / "sites"
        folder.mkdir()
        (folder / "khelanh.py").write_text(site_file(host="127.0.0.1", scheme='"http"', port=str(port)), "utf-8")
        (folder / "bad.py").write_text(site_file("bad", "bad.example", domains="5"), "utf-8")
        command = ("crawl", "khelanh", "--archive", tmp_path / "archive", "--delay", "0")
        done: subprocess.CompletedProcess[str] = newsbot(*command, cwd=tmp_path, NEWSBOT_SITES=str(folder))
    assert done.returncode == Exit.OK, done.stderr
    assert done.stderr.count("bad.py") == 1


@pytest.mark.parametrize(("key", "value"), [("quiet_hours", '("22", "5")'), ("verify_tls", '"no"')])
def test_a_value_that_is_none_is_told_in_one_line_with_file_and_attribute(sites: Path, key: str, value: str) -> None:
    file = sites / "khelanh.py"
    file.write_text(site_file(**{key: value}), "utf-8")
    done = newsbot("crawl", "khelanh", cwd=sites, NEWSBOT_SITES=str(sites))
    assert done.returncode == Exit.USAGE
    told = [line for line in done.stderr.splitlines() if key in line]
    assert told
    assert all(str(file) in line for line in told)
    assert "Traceback" not in done.stderr
