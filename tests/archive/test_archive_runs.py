"""The run log: one whole line a run, whoever writes at the same time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from newsbot.archive import ArchiveDamaged, ArchiveNotWritable, RunReport, append_run, read_runs

REPORT = RunReport(
    run="20261122T080910Z-1",
    site="baomau",
    started_at="2026-11-22T08:09:10+00:00",
    finished_at="2026-11-22T08:10:00+00:00",
    version="0.1.0",
    exit_code=0,
    states={"archived": 3},
    fill_rate={"title": 1.0},
    sources={"https://baomau.example/rss": 3},
    notes=("Báo Mẫu trả lời chậm",),
)


def test_runs_come_back_in_order(tmp_path: Path) -> None:
    assert list(read_runs(tmp_path)) == []
    for _ in range(2):
        append_run(tmp_path, REPORT)
    assert list(read_runs(tmp_path)) == [REPORT, REPORT]
    assert "Báo Mẫu" in (tmp_path / "runs.jsonl").read_text()


@pytest.mark.parametrize("torn", [b'{"run": "half', b"x" * 200_000])
@pytest.mark.parametrize("before", [0, 1])
def test_a_torn_line_goes_with_the_next_run(tmp_path: Path, torn: bytes, before: int) -> None:
    for _ in range(before):
        append_run(tmp_path, REPORT)
    with (tmp_path / "runs.jsonl").open("ab") as file:
        file.write(torn)
    assert len(list(read_runs(tmp_path))) == before
    append_run(tmp_path, REPORT)
    assert list(read_runs(tmp_path)) == [REPORT] * (before + 1)


def test_many_processes_may_write_it(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from newsbot.archive import RunReport, append_run\n"
        "now = '2026-11-22T08:09:10+00:00'\n"
        "report = RunReport(run='r', site='s' * 9000, started_at=now, finished_at=now, version='', exit_code=0)\n"
        "for _ in range(20): append_run(Path(sys.argv[1]), report)"
    )
    processes = [subprocess.Popen([sys.executable, "-c", code, str(tmp_path)]) for _ in range(3)]
    assert [process.wait() for process in processes] == [0, 0, 0]
    assert len(list(read_runs(tmp_path))) == 60


@pytest.mark.parametrize("line", [b"{}\n", b"no json\n", b'{"notes": []}\n', b"[]\n"])
def test_a_line_that_is_no_run_is_named(tmp_path: Path, line: bytes) -> None:
    append_run(tmp_path, REPORT)
    with (tmp_path / "runs.jsonl").open("ab") as file:
        file.write(line)
    with pytest.raises(ArchiveDamaged, match=r"runs\.jsonl:2: not "):
        list(read_runs(tmp_path))


def test_a_log_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "runs.jsonl").mkdir()
    with pytest.raises(ArchiveNotWritable, match=r"runs\.jsonl"):
        append_run(tmp_path, REPORT)
