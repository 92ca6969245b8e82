"""What the documents say is true: every command, option, exit code, state, variable and link."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import click
import pytest

import newsbot
from newsbot import extract
from newsbot.archive import State, as_dict
from newsbot.archive.exit_codes import Exit
from newsbot.commands.cli import cli
from newsbot.commands.ending import PIPE_CLOSED
from newsbot.example.demo import ExamplePaper
from tests.documents import COMMAND_PAGE, DOCUMENTS, README, ROOT, TABLES, TRANSLATED, Document

READERS = ("For archivists", "For data teams", "For developers")
SCREEN = 35
"""Lines of the README that a reader sees at once."""
INTERNAL = {"NEWSBOT_FAULT", "NEWSBOT_PROGRESS", "NEWSBOT_TOLD"}
"""What tests and newsbot's own parts tell each other."""

every_document = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
COMMANDS = dict.fromkeys(
    line for document in DOCUMENTS for line in document.commands() if line.startswith("newsbot ")
)  # each once


def table_of(heading: str) -> set[str]:
    """The first cells of the table under a heading of the reference."""
    section = TABLES.read_text("utf-8").partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    return set(re.findall(r"^\| `?([A-Za-z0-9_]+)`? \| ", section, re.M)) - {"code", "state", "variable"}


def test_the_readme_has_two_set_up_commands_and_ci_runs_them() -> None:
    lines = [line for line in Document.of(README).commands() if line.startswith("python3 -m venv")]
    assert [line.rsplit("/", 1)[-1] for line in lines] == ["newsbot demo", "pytest"]
    assert "README.md" in (ROOT / ".ci" / "run").read_text()


@pytest.mark.parametrize("reader", READERS)
def test_the_readme_has_one_screen_for_each_reader(reader: str) -> None:
    section = README.read_text("utf-8").partition(f"\n## {reader}\n")[2].partition("\n## ")[0]
    assert 0 < len(section.splitlines()) <= SCREEN


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_shown_is_understood(command: str) -> None:
    name, *arguments = shlex.split(re.split(r" [>|] ", command)[0])[1:]
    found = cli.commands[name]
    with click.Context(found) as context:
        found.parse_args(context, arguments)


@every_document
def test_every_command_that_the_text_names_has_the_options_that_it_names(document: Document) -> None:
    for words in re.findall(r"`newsbot\s([a-z][^`]*)`", document.prose):
        name, *arguments = words.split()
        known = {option for parameter in cli.commands[name].params for option in parameter.opts}
        assert {word for word in arguments if word.startswith("--")} <= known, words


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_every_command_is_in_the_readme_and_has_its_part_of_the_page(name: str) -> None:
    assert f"newsbot {name}" in README.read_text("utf-8")
    assert f"    :command: {name}\n" in COMMAND_PAGE.read_text("utf-8")


def test_every_exit_code_is_in_the_table() -> None:
    assert {int(code) for code in table_of("Exit codes")} == {*Exit, PIPE_CLOSED}


def test_every_state_is_in_the_table() -> None:
    assert table_of("States") == {state.value for state in State}


def test_every_variable_is_in_the_table() -> None:
    code = "".join(path.read_text("utf-8") for path in Path(newsbot.__file__).parent.rglob("*.py"))
    assert set(re.findall(r"\bNEWSBOT_[A-Z_]+\b", code)) - INTERNAL <= table_of("Environment")


def test_every_room_is_in_the_developers_guide() -> None:
    guide = (ROOT / "docs" / "developers.md").read_text("utf-8")
    rooms = [path.parent.name for path in Path(newsbot.__file__).parent.glob("*/__init__.py")]
    assert [room for room in rooms if f"| `newsbot/{room}/` |" not in guide] == []


def test_the_record_is_what_the_example_newspaper_gives(example: str) -> None:
    record = json.loads(Document.of(README).programs("json")[0])
    path = urlsplit(record["url"]).path
    with urlopen(example + path) as page:
        article = ExamplePaper(example).identify(extract(page.read(), url=example + path))
    read = json.loads(json.dumps(as_dict(article)))
    whole = {
        "schema",
        "id",
        "revision",
        "site",
        "title",
        "captions",
        "byline",
        "authors",
        "published_at",
        "content_hash",
    }
    assert {key: record[key] for key in whole} == {key: read[key] for key in whole}
    for key in ("lead", "body"):
        assert read[key].startswith(record[key].partition("…")[0]), key


@every_document
def test_every_json_example_is_json(document: Document) -> None:
    for example in document.programs("json"):
        json.loads(example)


@every_document
def test_every_file_and_link_of_the_repository_exists(document: Document) -> None:
    links = [link.partition("#")[0] for link in re.findall(r"\]\(([^)]+)\)", document.text) if "://" not in link]
    named = re.findall(r"(?:python|pytest|^\| `)\s?((?:benchmarks|tests)/[\w/]+(?:\.py|/))", document.text, re.M)
    assert [link for link in links if link and not (document.path.parent / link).exists()] == []
    assert [name for name in named if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("page", TRANSLATED, ids=lambda page: page.name)
def test_both_languages_show_the_same_commands_and_programs(page: Path) -> None:
    ours, theirs = Document.of(ROOT / "docs" / page.name), Document.of(page)
    assert theirs.commands() == ours.commands()
    assert theirs.programs("python") == ours.programs("python")
    assert [line.count("#") for line in re.findall(r"^#+ ", theirs.prose, re.M)] == [
        line.count("#") for line in re.findall(r"^#+ ", ours.prose, re.M)
    ]


def test_the_citation_is_that_of_this_version() -> None:
    citation = (ROOT / "CITATION.cff").read_text("utf-8")
    assert f"\nversion: {newsbot.__version__}\n" in citation
    assert citation.startswith("cff-version: 1.2.0\n")


@pytest.mark.parametrize("command", [["scrapy", "list"], ["newsbot", "--version"]])
def test_tools_start(command: list[str]) -> None:
    tool = Path(sys.executable).parent / command[0]
    done = subprocess.run([tool, *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()
