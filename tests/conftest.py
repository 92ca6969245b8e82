"""What several tests need: the example site, and the command as a user runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
from hypothesis import settings

from newsbot.example import serve

# No test is timed: machines are busy. CI has the same examples in every run: a new find belongs to who made the run.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")

Run = Callable[..., "subprocess.CompletedProcess[str]"]


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

        ended = run_forked(call, words, clean, given)
        return subprocess.CompletedProcess(command, ended.code, ended.stdout, ended.stderr)

    return run
