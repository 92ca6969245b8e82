"""However a command is ended from outside, it ends with one line and the exit code of the table."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from newsbot.archive import verify
from newsbot.console.exit_codes import Exit
from tests.reprocess.older import SITE, make

MONTH = f"{SITE}/articles/2026-09.jsonl"
NEWSBOT = [sys.executable, "-m", "newsbot"]


WAITING = """
import os, sys
def wait(event, arguments):
    if event == "open" and str(arguments[0]) == os.environ["WAITS_FOR"]:
        with open(os.environ["FIFO"]) as stream:
            stream.read()
sys.addaudithook(wait)
"""
"""What a process runs before it begins: where it would open a file it opens the FIFO first, and reads it to its end."""


def started_and_waiting(
    folder: Path, waits_for: Path, fifo: Path, arguments: list[str]
) -> tuple[subprocess.Popen[str], int]:
    """A command that is about to open a file and waits for what is written into the FIFO, and the end to write into."""
    (folder / "sitecustomize.py").write_text(WAITING)
    process = subprocess.Popen(
        [*NEWSBOT, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(folder), "WAITS_FOR": str(waits_for), "FIFO": str(fifo)},
    )
    while True:
        try:
            return process, os.open(fifo, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:
            assert process.poll() is None, process.communicate()
            time.sleep(0.01)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize(
    ("command", "waits_for"),
    [
        ("verify --jobs 1", MONTH),
        ("verify --jobs 2", MONTH),
        ("verify --rebuild", MONTH),
        ("reread --jobs 1", MONTH),
        ("status", "runs.jsonl"),
        ("runs", "runs.jsonl"),
    ],
)
def test_a_signal_ends_a_command_with_its_code(
    tmp_path: Path, command: str, waits_for: str, number: signal.Signals
) -> None:
    make(tmp_path / "archive")
    make(tmp_path / "other").rename(tmp_path / "archive" / "other")
    file, fifo = tmp_path / "archive" / waits_for, tmp_path / "fifo"
    file.touch()
    os.mkfifo(fifo)
    process, end = started_and_waiting(tmp_path, file, fifo, [*command.split(), "--archive", str(tmp_path / "archive")])
    process.send_signal(number)
    _, errors = process.communicate(timeout=60)
    os.close(end)
    assert process.returncode == Exit.INTERRUPTED
    (line,) = errors.splitlines()
    assert line.startswith("newsbot: stopped")
    assert all(report.sound for report in verify(tmp_path / "archive"))


def test_a_signal_before_the_command_began(tmp_path: Path) -> None:
    code = """
import os, signal, sys
class Slow:
    def find_spec(self, name, *_):
        if name == "newsbot.commands.cli":
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Slow())
from newsbot.__main__ import main
main()
"""
    done = subprocess.run([sys.executable, "-c", code, "verify"], capture_output=True, text=True, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (Exit.INTERRUPTED, "newsbot: stopped before it began\n")


COMMANDS = ["verify", "verify --json", "urls " + SITE, "status", "sites", "--help", "verify --help"]


@pytest.mark.parametrize("command", COMMANDS)
def test_an_output_without_room_is_told(tmp_path: Path, command: str) -> None:
    make(tmp_path)
    with Path("/dev/full").open("w") as full:
        done = _run(tmp_path, command, full.fileno())
    assert (done.returncode, done.stderr) == (
        Exit.NOT_WRITABLE,
        "newsbot: cannot write the output: No space left on device\n",
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_a_pipe_that_nobody_reads_ends_a_command_quietly(tmp_path: Path, command: str) -> None:
    make(tmp_path)
    done = _run(tmp_path, command, _closed_pipe())
    assert (done.returncode, done.stderr) == (128 + signal.SIGPIPE, "")


@pytest.mark.parametrize("options", ["", "--json"])
def test_a_crawl_whose_report_nobody_reads_has_its_own_code(tmp_path: Path, options: str, example: str) -> None:
    done = _run(tmp_path, f"crawl {example}/ --delay 0 --limit 3 {options}", _closed_pipe())
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    (report,) = verify(tmp_path)
    assert (report.lines, report.damage) == (3, [])


def _run(archive: Path, command: str, output: int) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "NEWSBOT_ARCHIVE": str(archive)}
    return subprocess.run(
        [*NEWSBOT, *command.split()], stdout=output, stderr=subprocess.PIPE, text=True, env=environment, timeout=60
    )


def _closed_pipe() -> int:
    read, write = os.pipe()
    os.close(read)
    return write
