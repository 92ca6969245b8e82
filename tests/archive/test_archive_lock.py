"""One writer a site: the second is told who the first is, and a dead one does not count."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from newsbot.archive import ArchiveLocked, SiteArchive, holder
from tests.archive.archive_sample import SITE, crawl

HOLD = """
import sys
from pathlib import Path
from newsbot.archive import SiteArchive
archive = SiteArchive.open(Path(sys.argv[1]), sys.argv[2])
print("open", flush=True)
sys.stdin.read()
"""


@contextmanager
def other_process(root: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that holds the site until it is killed."""
    command = [sys.executable, "-c", HOLD, str(root), SITE]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        yield process
        process.kill()


def test_the_second_writer_is_told_who_the_first_is(tmp_path: Path) -> None:
    with other_process(tmp_path) as process:
        with pytest.raises(
            ArchiveLocked, match=rf"being written by process {process.pid} on .+ since 20.+ \(-c .+; wait"
        ):
            SiteArchive.open(tmp_path, SITE)
        with SiteArchive.open(tmp_path, "another-site") as archive:
            assert archive.site == "another-site"


def test_a_dead_writer_does_not_hold_the_site(tmp_path: Path) -> None:
    with other_process(tmp_path) as process:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        assert str(process.pid) in (tmp_path / SITE / "lock").read_text()
        assert holder(tmp_path / SITE) is None
        crawl(tmp_path, 1)


def test_readers_can_ask_who_writes(tmp_path: Path) -> None:
    assert holder(tmp_path / SITE) is None
    with SiteArchive.open(tmp_path, SITE):
        found = holder(tmp_path / SITE)
        assert found is not None
        assert found.pid == os.getpid()
    assert holder(tmp_path / SITE) is None


def test_the_same_process_cannot_open_a_site_twice(tmp_path: Path) -> None:
    with SiteArchive.open(tmp_path, SITE), pytest.raises(ArchiveLocked):
        SiteArchive.open(tmp_path, SITE)


def test_a_failed_open_frees_the_site(tmp_path: Path) -> None:
    (tmp_path / SITE).mkdir()
    (tmp_path / SITE / "ledger.sqlite").write_text("no database " * 100)
    for _ in range(2):
        with pytest.raises(Exception, match="not a sound ledger"):
            SiteArchive.open(tmp_path, SITE)
    assert holder(tmp_path / SITE) is None
