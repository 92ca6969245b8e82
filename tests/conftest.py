"""How the tests are run, and what several of them need: the example site, and the command as a user runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from newsbot.example import serve

# No test is timed: machines are busy. CI has the same examples in every run: a new find belongs to who made the run.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")

Run = Callable[..., "subprocess.CompletedProcess[str]"]
HERE = Path(__file__).parent
FAST = tuple(HERE / room for room in ("normalize", "reader", "cms", "site", "spiders", "extraction/test_fixtures.py"))
"""The rooms that a page goes through on its way to a record: what is tested after every edit, with `pytest -m fast`."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--no-skip", action="store_true", help="A test that is skipped fails: for a machine that has every extra."
    )


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """One process for a file or a test that was named, and for the fast ones: to start more takes longer than they save.

    Else two for each core, because much of the suite waits for servers and for processes that start: 297 s with two for each of
    two cores, 374 s with one.
    """
    named = [Path(argument.partition("::")[0]) for argument in config.args]
    is_small = config.getoption("markexpr") == "fast" or (named and not any(path.is_dir() for path in named))
    return 0 if is_small else 2 * (os.cpu_count() or 1)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """With `-m fast`, the other rooms are not even looked into."""
    if config.getoption("markexpr") != "fast" or collection_path.name == "__init__.py":
        return None
    on_the_way = any(collection_path.is_relative_to(room) or room.is_relative_to(collection_path) for room in FAST)
    return None if on_the_way or not collection_path.is_relative_to(HERE) else True


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is fast, and begin with what is slow: it would else keep one process busy at the end."""
    for item in items:
        if any(item.path.is_relative_to(room) for room in FAST) and not item.get_closest_marker("slow"):
            item.add_marker("fast")
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """With `--no-skip`, a skipped test has failed."""
    report = yield
    if report.skipped and item.config.getoption("no_skip") and not hasattr(report, "wasxfail"):
        report.outcome, report.longrepr = "failed", f"skipped: {report.longrepr}"
    return report


def needs(extra: str) -> str:
    """Why a test is skipped, and what to do about it."""
    return f"needs an extra: pip install -c constraints.txt -e '.[{extra}]'"


@pytest.fixture(scope="session")
def example() -> Iterator[str]:
    """Base URL of the example site, served for the whole test run."""
    with serve() as base:
        yield base


@pytest.fixture(scope="session")
def newsbot() -> Run:
    """Run the command in a process of its own, without this machine's settings.

    With settings of the environment it is a new process, as settings are read when they are imported; else a forked one.
    """
    clean = {key: value for key, value in os.environ.items() if not key.startswith("NEWSBOT_")}

    def run(*arguments: object, stdin: str | bytes = "", **environment: str) -> subprocess.CompletedProcess[str]:
        words = tuple(map(str, arguments))
        given = stdin.decode("latin-1") if isinstance(stdin, bytes) else stdin
        command = [sys.executable, "-m", "newsbot", *words]
        if environment:
            return subprocess.run(
                command, input=given, capture_output=True, text=True, env=clean | environment, timeout=120, check=False
            )
        from tests.forked import call, run_forked

        ended = run_forked(call, words, clean, stdin=given)
        return subprocess.CompletedProcess(command, ended.code, ended.stdout, ended.stderr)

    return run
