"""What the documents show is true: every command, every exit code, every state, every example."""

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

from newsbot import extract
from newsbot.archive import State, as_dict
from newsbot.archive.exit_codes import Exit
from newsbot.commands.cli import cli
from newsbot.example.demo import ExamplePaper

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
SHELL = re.findall(r"```sh\n(.*?)```", README, re.S)
COMMANDS = [
    line.split("  #")[0].strip() for block in SHELL for line in block.splitlines() if line.startswith("newsbot ")
]


def test_the_readme_has_two_set_up_commands_and_ci_runs_them() -> None:
    lines = [line for block in SHELL for line in block.splitlines() if line.startswith("python3 -m venv")]
    assert [line.rsplit("/", 1)[-1] for line in lines] == ["newsbot demo".replace("newsbot", "newsbot"), "pytest"]
    assert "README.md" in (ROOT / ".ci" / "run").read_text()


@pytest.mark.parametrize("command", COMMANDS)
def test_every_newsbot_command_of_the_readme_is_understood(command: str) -> None:
    name, *arguments = shlex.split(command.partition(" > ")[0])[1:]
    found = cli.commands[name]
    with click.Context(found) as context:
        found.parse_args(context, arguments)


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_every_command_is_in_the_readme(name: str) -> None:
    assert f"newsbot {name}" in README


def test_every_exit_code_is_in_the_readme() -> None:
    table = {int(code) for code in re.findall(r"^\| (\d) \| ", README, re.M)}
    assert table == set(Exit)


def test_every_state_is_in_the_readme() -> None:
    table = set(re.findall(r"^\| `([a-z_]+)` \| ", README, re.M))
    assert table == {state.value for state in State} - {"in_flight"}


def test_the_record_is_what_the_example_newspaper_gives(example: str) -> None:
    record = json.loads(re.findall(r"```json\n(.*?)```", README, re.S)[0])
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


def test_the_python_example_runs(tmp_path: Path, example: str) -> None:
    from newsbot.example import holdings

    page = tmp_path / "page.html"
    page.write_bytes(urlopen(example + holdings()[0].path).read())
    (tmp_path / "data" / "baotuyenquang" / "articles").mkdir(parents=True)
    code = re.findall(r"```python\n(.*?)```", README, re.S)[0] + "\nassert article.title"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("command", [["scrapy", "list"], ["newsbot", "--version"]])
def test_tools_start(command: list[str]) -> None:
    tool = Path(sys.executable).parent / command[0]
    done = subprocess.run([tool, *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


def test_every_benchmark_of_the_readme_exists() -> None:
    for name in re.findall(r"python (benchmarks/\w+\.py)", README):
        assert (ROOT / name).exists()
