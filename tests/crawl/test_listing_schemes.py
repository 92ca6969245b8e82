"""Each family's way of listing: every article found once, with hardly more requests than pages that exist."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.crawl.command import environment

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
def test_every_article_of_every_family_is_found_once() -> None:
    command = [sys.executable, "benchmarks/listings.py", "--articles", "200"]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=environment(PYTHONPATH=str(ROOT)),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    rows = {row["scheme"]: row for row in map(json.loads, done.stdout.splitlines())}
    assert len(rows) == 7, done.stderr
    for row in rows.values():
        assert (row["found"], row["twice"], row["other"], row["exit_codes"]) == (200, 0, 0, [0, 0]), row
        assert row["requests"] <= 1.05 * row["exist"], row
        assert row["again"] <= 25, row
    assert done.returncode == 0
