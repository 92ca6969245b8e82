"""What the documents show is run: the commands in a shell, the programs in Python and DuckDB, on the example newspaper.

The example stands in for the web: its URL for those of the documents, its site for baotuyenquang and baolaocai.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import pytest

from newsbot.archive import article_files, read
from newsbot.archive.runs import read_runs
from newsbot.commands.cli import cli
from newsbot.example import holdings
from tests.documents import DOCUMENTS, ROOT, Document

ELSEWHERE = {
    "python3 -m venv": ".ci/run",
    "ruff check": ".ci/run",
    "pytest": ".ci/run",
    "python -m tests.evil": "tests/evil/test_evil.py",
    "python benchmarks/": "tests/test_benchmarks.py",
    "scrapy": "tests/crawl/test_scrapy_commands.py",
}
"""What is run by others: how such a command begins, and by whom."""
PARSED = ("newsbot crawl --all", "newsbot sites --check")
"""What asks the sites of the open web themselves: understood by click (test_docs.py), and not run."""
ONLY_SET_UP = ("demo",)
"""Commands that stand in a set-up command alone."""
ENGLISH = [document for document in DOCUMENTS if "/vi/" not in document.name]
"""The others show the same commands, which test_docs.py sees to."""
PROGRAMS = [document for document in ENGLISH if document.programs("python")]
QUERIES = [query for document in ENGLISH for query in document.programs("sql")]


@dataclass(frozen=True, slots=True)
class Place:
    """A folder in which the documents hold: an archive in `data`, a saved page, room for site files and fixtures."""

    folder: Path
    base: str

    @property
    def site(self) -> str:
        """Site id of the example newspaper, crawled by its URL."""
        return self.base.partition("://")[2].replace(":", "-")

    def fitted(self, text: str) -> str:
        """A command or program with the example in the place of what it names; nobody is to be spared there."""
        if text.startswith("newsbot sites "):
            return text  # of a site file
        article = next(read(self.folder / "data" / self.site))
        crawls = text.startswith(("newsbot crawl", "newsbot record"))
        text = text.replace("newsbot crawl ", "newsbot crawl --delay 0 ")
        text = re.sub(r"https://baolaocai\.vn/[\w-]+\.html|https://news\.example/a-1\.html", article.url, text)
        text = re.sub(r"\b\d{8}T\d{6}Z-\d+", list(read_runs(self.folder / "data"))[-1].run, text)
        text = text.replace("https://news.example/", f"{self.base}/").replace("baotuyenquang:135702", article.id)
        return re.sub(r"\bbao(?:tuyenquang|laocai)\b", f"{self.base}/" if crawls else self.site, text)

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        clean = {key: value for key, value in os.environ.items() if not key.startswith("NEWSBOT_")}
        path = {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
        return subprocess.run(
            command, cwd=self.folder, env=clean | path, capture_output=True, text=True, timeout=120, check=False
        )


@pytest.fixture(scope="module")
def place(example: str, tmp_path_factory: pytest.TempPathFactory) -> Place:
    place = Place(tmp_path_factory.mktemp("documents"), example)
    for folder in ("newsbot/spiders", "tests/fixtures"):
        (place.folder / folder).mkdir(parents=True)
    (place.folder / "page.html").write_bytes(urlopen(example + holdings()[0].path).read())
    for command in (["newsbot", "demo"], ["newsbot", "crawl", "--delay", "0", f"{example}/"]):
        done = place.run(*command)
        assert done.returncode == 0, done.stdout + done.stderr
    one = next(read(place.folder / "data" / place.site))  # a file of retractions stands where something was taken back
    done = place.run("newsbot", "retract", one.id, place.site, "--revision", "1", "--reason", "shown")
    assert done.returncode == 0, done.stdout + done.stderr
    return place


def test_what_is_run_elsewhere_has_its_place() -> None:
    assert [place for place in ELSEWHERE.values() if not (ROOT / place).exists()] == []


@pytest.mark.slow
def test_every_command_is_run(place: Place) -> None:
    shown = [line for document in ENGLISH for line in document.commands()]
    script = dict.fromkeys(place.fitted(line) for line in shown if not line.startswith((*ELSEWHERE, *PARSED)))
    settings = "".join(f"{line}; " for line in script if line.startswith("export "))
    ended = {line: place.run("bash", "-c", settings + line) for line in script}
    assert sum(line.startswith("newsbot ") for line in script) >= len(cli.commands) - len(ONLY_SET_UP)
    assert {line: done.stderr for line, done in ended.items() if done.returncode} == {}


@pytest.mark.parametrize("document", PROGRAMS, ids=lambda document: document.name)
def test_every_program_runs(place: Place, document: Document) -> None:
    """The programs of a page after each other, as who reads it would type them."""
    path = article_files(place.folder / "data")[0]
    program = f"path = {str(path)!r}\n" + place.fitted("\n".join(document.programs("python")))
    if "pyarrow" in program:
        pytest.importorskip("pyarrow")
    done = place.run(sys.executable, "-W", "error", "-c", program)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("query", QUERIES)
def test_every_query_finds_the_articles(place: Place, query: str) -> None:
    pytest.importorskip("duckdb")
    program = "import duckdb, sys; print(duckdb.sql(f'SELECT count(*) FROM ({sys.argv[1]})').fetchall()[0][0])"
    done = place.run(sys.executable, "-c", program, query.rstrip().rstrip(";"))
    assert done.returncode == 0, done.stderr
    standing = read(place.folder / "data", latest="retractions" in query)
    assert int(done.stdout) == len({article.id for article in standing})
