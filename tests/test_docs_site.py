"""The documentation is built as a site, strictly, and a reader's browser asks nobody else for anything."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest

from newsbot.commands.cli import cli
from tests.documents import ROOT, TRANSLATED

pytest.importorskip("mkdocs", reason="needs the extra docs")
yaml = pytest.importorskip("yaml", reason="needs the extra docs")

ASKED_FOR = re.compile(r"<(?:script|img|link|iframe|source)\b[^>]*?\b(?:src|href)=\"?((?:https?:)?//[^\s\">]+)")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    return folder


def text_of(page: Path) -> str:
    """What a page shows."""
    return unescape(re.sub(r"<[^>]+>", "", page.read_text("utf-8")))


def test_no_page_asks_another_host_for_anything(site: Path) -> None:
    pages = {page: ASKED_FOR.findall(page.read_text("utf-8")) for page in site.rglob("*.html")}
    assert len(pages) > len(TRANSLATED)
    assert {page.name: hosts for page, hosts in pages.items() if hosts} == {}
    assert not [
        sheet for sheet in site.rglob("*.css") if re.search(r"url\([\"']?(?:https?:)?//", sheet.read_text("utf-8"))
    ]


def test_every_option_of_every_command_is_shown(site: Path) -> None:
    shown = text_of(site / "reference" / "commands.html")
    options = {option for command in cli.commands.values() for one in command.params for option in one.opts}
    assert [option for option in options if option.startswith("--") and option not in shown] == []


def test_the_python_api_is_shown_with_its_docstrings(site: Path) -> None:
    shown = text_of(site / "reference" / "api.html")
    for words in ("Read one page into a clean record", "Headline as printed", "Where articles are listed"):
        assert words in shown


def test_the_data_guide_is_the_one_of_the_archive(site: Path) -> None:
    first = next(line for line in (ROOT / "data" / "README.md").read_text("utf-8").splitlines()[1:] if line)
    assert first.replace("`", "") in text_of(site / "data.html").replace("\xa0", " ")


@pytest.mark.parametrize("name", ["new-site", "wrong-field", "bug"])
def test_the_issue_forms_are_such(name: str) -> None:
    form = yaml.safe_load((ROOT / ".github" / "ISSUE_TEMPLATE" / f"{name}.yml").read_bytes())
    assert {"name", "description", "body"} <= form.keys()
    asked = [one for one in form["body"] if one["type"] != "markdown"]
    assert all(one["attributes"]["label"] for one in asked)
    assert len({one["id"] for one in asked}) == len(asked)
