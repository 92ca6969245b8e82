"""A scene: a server told what to do, and a crawl of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.crawl.command import Run, crawl
from tests.crawl.server import Script, Server

Scene = Callable[..., tuple[Run, Server]]


@pytest.fixture
def serve() -> Iterator[Callable[[Mapping[str, Script]], Server]]:
    """Start servers that end with the test."""
    with ExitStack() as stack:
        yield lambda routes: stack.enter_context(Server(routes))


@pytest.fixture
def scene(serve: Callable[[Mapping[str, Script]], Server], tmp_path: Path) -> Scene:
    """Serve these routes, crawl them from `start`, check that the archive is sound."""

    def play(routes: Mapping[str, Script], *options: str, start: str = "/", **changes: str) -> tuple[Run, Server]:
        server = serve(routes)
        run = crawl(server.base + start, tmp_path, *options, **changes)
        assert run.report, run.stderr
        run.assert_sound()
        return run, server

    return play
