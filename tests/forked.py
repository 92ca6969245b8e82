"""Runs newsbot in a process forked from one that has imported Scrapy: nine tenths of a short command are imports."""

from __future__ import annotations

import importlib
import multiprocessing
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

import newsbot.crawl.settings

IMPORTED = (
    *(
        "newsbot.commands.cli",
        "newsbot.commands.views.tables",
        "newsbot.extraction",
        "newsbot.example",
        "newsbot.probe",
    ),
    *("newsbot.crawl.run", "newsbot.crawl.scheduler", "newsbot.crawl.progress", "newsbot.crawl.capture"),
    *("newsbot.crawl.unpack", "newsbot.crawl.acknowledge", "newsbot.crawl.pipelines", "aiohttp.web"),
    *("scrapy.core.downloader", "scrapy.extensions.feedexport", "scrapy.extensions.remote_control"),
    "scrapy.downloadermiddlewares.cookies",
)
"""What a command imports."""
SECONDS = 120.0
"""After which a command hangs."""
Command = Callable[..., int]
"""A function of a module, of strings; returns the exit code."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a process ended, and what it wrote."""

    code: int
    stdout: str
    stderr: str


class Inside:
    """Answers in this process what `newsbot.workers.processes.Processes` would have another answer."""

    def __init__(self, make: Callable[[], Callable[[Any], Any]], **_: object) -> None:
        self._make = make

    async def answer(self, question: Any) -> Any:
        """Answer."""
        return self._make()(question)

    def close(self) -> None:
        """There is nothing to end."""


def run_forked(
    command: Command,
    arguments: tuple[str, ...],
    environment: dict[str, str],
    *,
    stdin: str = "",
    seconds: float = SECONDS,
) -> Ended:
    """Call `command` in a process of its own, with nothing but this environment.

    Pages are read in that process: one beside it would cost more than a few pages do.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__, *IMPORTED])
    with TemporaryDirectory() as folder:
        streams = tuple(Path(folder) / name for name in ("stdin", "stdout", "stderr"))
        streams[0].write_text(stdin, "utf-8")
        process = context.Process(target=_run, args=(command, arguments, environment, streams))
        process.start()
        process.join(seconds)
        process.kill()
        process.join()
        assert process.exitcode is not None
        return Ended(process.exitcode, *(path.read_text("utf-8") for path in streams[1:]))


def call(*arguments: str) -> int:
    """The newsbot command, called in this process; its exit code."""
    from newsbot.__main__ import main

    with patch.object(sys, "argv", ["newsbot", *arguments]):
        try:
            main()
        except SystemExit as end:
            return int(end.code or 0)
    return 0


def _run(command: Command, arguments: tuple[str, ...], environment: dict[str, str], streams: tuple[Path, ...]) -> None:
    for stream, path in enumerate(streams):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT if stream else os.O_RDONLY), stream)
    sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)
    os.environ.clear()
    os.environ.update(environment)
    importlib.reload(newsbot.crawl.settings)  # it was imported for another test
    with patch("newsbot.crawl.reading.Processes", Inside):
        code = command(*arguments)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
