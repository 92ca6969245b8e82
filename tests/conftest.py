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
    """Run the command in a process of its own, without this machine's settings."""

    def run(
        *arguments: object, stdin: str | bytes | None = None, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        clean = {key: value for key, value in os.environ.items() if not key.startswith("NEWSBOT_")}
        return subprocess.run(
            [sys.executable, "-m", "newsbot", *map(str, arguments)],
            input=stdin.decode("latin-1") if isinstance(stdin, bytes) else stdin,
            capture_output=True,
            text=True,
            env=clean | environment,
            timeout=120,
            check=False,
        )

    return run
