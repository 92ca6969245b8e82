"""CONTRIBUTING.md, "A new site", followed to the letter: in a copy of the repository, on a site that stands in for the web."""

from __future__ import annotations

import asyncio
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from textwrap import dedent, indent
from urllib.parse import urlsplit

import pytest

from newsbot.archive import read
from newsbot.cms.page_info import PageInfo
from newsbot.example.markup import PAPER
from newsbot.example.paper import Paper
from newsbot.example.server import Connection, answers
from newsbot.site import SITE_ID, Feed, Section, Sitemap

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
NEEDED = ("newsbot", "tests", "scrapy.cfg", "pyproject.toml", "README.md", "CONTRIBUTING.md")
"""What of the repository the copy has."""
BLOCK = re.compile(r"^ *```(sh|python)\n(.*?)^ *```$", re.S | re.M)
CHAPTER = re.findall(r"^## A new site\n(.*?)^## ", (ROOT / "CONTRIBUTING.md").read_text("utf-8"), re.S | re.M)[0]
BLOCKS = [(language, dedent(text)) for language, text in BLOCK.findall(CHAPTER)]
SHELL = "".join(text for language, text in BLOCKS if language == "sh")
HOME = re.findall(r"Write .* for `(http://[a-z.]+/)`", CHAPTER)[0]
NAME = re.findall(r"Write the site's id for `([a-z]+)`", CHAPTER)[0]
SITE_FILE = Path("newsbot", "spiders", f"{NAME}.py")
PROBED = Path("probed.py")
"""What `newsbot probe` wrote, kept for a look."""


@pytest.fixture(scope="module")
def web() -> Iterator[str]:
    """An HTTP proxy that knows one site: the example newspaper, at the URL that the document uses."""
    loop = asyncio.new_event_loop()
    pages = answers(Paper(None), HOME.rstrip("/"), datetime.now(UTC))
    table = {HOME.rstrip("/").encode() + path: answer for path, answer in pages.items()}
    server = loop.run_until_complete(loop.create_server(lambda: Connection(table), "127.0.0.1", 0))
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    loop.call_soon_threadsafe(server.close)
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


@dataclass(frozen=True, slots=True)
class Followed:
    """What came of following the document."""

    copy: Path
    done: subprocess.CompletedProcess[str]


@pytest.fixture(scope="module")
def followed(web: str, tmp_path_factory: pytest.TempPathFactory) -> Followed:
    copy = tmp_path_factory.mktemp("repository")
    for name in NEEDED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, copy / name)
    no_pause(copy / "newsbot" / "site" / "site.py", "delay: ClassVar[float] = 5.0\n")
    no_pause(copy / "newsbot" / "fetch" / "visit.py", "DELAY_SECONDS = 5.0\n")
    script = "".join(text if language == "sh" else writing(text) for language, text in BLOCKS)
    environment = {key: value for key, value in os.environ.items() if not key.startswith("NEWSBOT_")} | {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "PYTHONPATH": str(copy),
        "http_proxy": web,
        "no_proxy": "",
    }
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=copy, env=environment, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    return Followed(copy, done)


def writing(lines: str) -> str:
    """The step of the person: what the document shows stands in the file, each where the document says."""
    if lines.startswith("province"):
        return f"cp {SITE_FILE} {PROBED}\n" + replacing('    province = ""\n', indent(lines, "    "))
    if lines.startswith("layouts"):
        return replacing("    facts =", indent(lines, "    ") + "    facts =")
    return replacing("\n\nclass ", f"{lines}\n\nclass ")


def replacing(old: str, new: str) -> str:
    code = (
        "import sys; from pathlib import Path; file = Path(sys.argv[1]); text = file.read_text('utf-8'); "
        "assert text.count(sys.argv[2]) == 1; file.write_text(text.replace(sys.argv[2], sys.argv[3]), 'utf-8')"
    )
    return shlex.join([sys.executable, "-c", code, str(SITE_FILE), old, new]) + "\n"


def no_pause(module: Path, pause: str) -> None:
    """Nobody is to be spared here: the copy waits for no server."""
    text = module.read_text(encoding="utf-8")
    assert text.count(pause) == 1
    module.write_text(text.replace(pause, pause.replace("5.0", "0.0")), encoding="utf-8")


def test_the_chapter_fits_a_screen() -> None:
    assert len(CHAPTER.splitlines()) <= 60
    assert SITE_ID.fullmatch(NAME)
    assert [language for language, _ in BLOCKS] == ["sh", "python", "sh", "python", "python", "sh"]


def test_every_step_succeeds(followed: Followed) -> None:
    assert followed.done.returncode == 0, followed.done.stdout + followed.done.stderr


def test_the_probed_file_is_ready_but_for_the_province(followed: Followed) -> None:
    room: dict[str, object] = {}
    exec((followed.copy / PROBED).read_text(encoding="utf-8"), room)
    (site,) = [value for value in room.values() if isinstance(value, type) and value.__dict__.get("name") == NAME]
    assert issubclass(site, PageInfo)
    assert site.domains == (urlsplit(HOME).hostname,)
    assert {type(source) for source in site.sources} == {Feed, Sitemap, Section}


def test_the_site_is_listed(followed: Followed) -> None:
    assert any(NAME in line and PAPER in line and "Tuyên Quang" in line for line in followed.done.stdout.splitlines())


def test_its_articles_are_archived(followed: Followed) -> None:
    articles = list(read(followed.copy / "data" / NAME))
    assert len(articles) >= 5
    for article in articles:
        assert article.site == NAME
        assert article.url.startswith(HOME)
        assert article.title
        assert article.body


def test_its_fixture_is_saved_and_green(followed: Followed) -> None:
    record = json.loads((followed.copy / "tests" / "fixtures" / NAME / "article.json").read_bytes())
    assert record["id"].startswith(f"{NAME}:")
    assert record["url"] in SHELL
    assert record["reader"]["layout"] == f"{NAME}-2025"
    assert record["title"]
    assert record["byline"]
    assert (followed.copy / "tests" / "fixtures" / NAME / "article.html").read_bytes()
    assert re.search(r"^\d+ passed", followed.done.stdout, re.M)
