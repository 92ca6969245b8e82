"""A page at which the reading process hangs: it costs itself alone, and a signal ends the crawl all the same."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.crawl.command import Run, crawl, crawling, environment, finish
from tests.crawl.hanging import MARK
from tests.crawl.pages import article, article_path, listing
from tests.crawl.server import Script, Server

Serve = Callable[[Mapping[str, Script]], Server]
NUMBERS = range(300001, 300013)
PATHS = [article_path(number) for number in NUMBERS]
HUNG = PATHS[3]
SITE: Mapping[str, Script] = {
    "/": listing(PATHS),
    **{article_path(number): article(number, more=MARK * (article_path(number) == HUNG)) for number in NUMBERS},
}
END_SECONDS = 5.0
"""In which a signal ends any crawl."""


def start(server: Server, archive: Path, seconds: str) -> subprocess.Popen[str]:
    """Begin a crawl that gives the reading of a page so many seconds."""
    command = [sys.executable, "-m", "tests.crawl.hanging", seconds, *crawling(server.base + "/", archive)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, env=environment())


def reads_all(run: Run) -> None:
    run.assert_sound()
    assert (run.code, run.report["states"]) == (0, {"archived": len(PATHS)})


@pytest.mark.slow
def test_a_signal_while_the_reading_of_a_page_hangs(serve: Serve, tmp_path: Path) -> None:
    server = serve(SITE)
    process = start(server, tmp_path, "300")
    server.wait_for(len(PATHS) + 2)  # with robots.txt and the home page
    time.sleep(1)
    begun = time.monotonic()
    process.send_signal(signal.SIGTERM)
    stopped = finish(process, server.base + "/", tmp_path)
    assert time.monotonic() - begun < END_SECONDS
    assert stopped.code == 8, stopped.stderr
    stopped.assert_sound()
    assert {state for one, (state, _) in stopped.states().items() if one != HUNG} <= {"archived", "pending"}
    assert stopped.states()[HUNG][0] == "pending"
    reads_all(crawl(server.base + "/", tmp_path))


@pytest.mark.slow
def test_a_page_that_hangs_costs_itself_alone(serve: Serve, tmp_path: Path) -> None:
    server = serve(SITE)
    hung = finish(start(server, tmp_path, "2"), server.base + "/", tmp_path)
    hung.assert_sound()
    assert {one for one, (state, _) in hung.states().items() if state != "archived"} == {HUNG}
    assert hung.code == 3
    state, reason = hung.states()[HUNG]
    assert state == "failed"
    assert "not read within 2 s" in (reason or "")
