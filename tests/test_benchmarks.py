"""Every benchmark starts, and those that take no time run."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"
PROGRAMS = [path.name for path in BENCHMARKS.glob("*.py") if "argparse" in path.read_text("utf-8")]


def run(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, BENCHMARKS / program, *arguments]
    return subprocess.run(command, cwd=BENCHMARKS.parent, capture_output=True, text=True, timeout=120, check=False)


@pytest.mark.parametrize("program", sorted(PROGRAMS))
def test_it_says_what_it_measures(program: str) -> None:
    done = run(program, "--help")
    assert done.returncode == 0, done.stderr
    assert f"python benchmarks/{program}" in done.stdout


def test_what_the_layouts_add() -> None:
    done = run("families.py")
    assert done.returncode == 0, done.stderr
    shares = {line.split("\t")[0].strip(): line.split("\t")[1:] for line in done.stdout.splitlines() if "\t" in line}
    assert {float(share) for share in shares["with layouts"]} == {1.0}
    assert max(float(share) for share in shares["loss"]) <= 0.03
