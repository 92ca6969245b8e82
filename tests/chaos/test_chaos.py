"""Kill it anywhere: after any blow the next crawl finishes the work, and nothing is lost, twice or torn.

The long form, with stock Scrapy's losses beside: `python benchmarks/chaos.py --kills 1000`.
"""

from __future__ import annotations

import random
from collections import deque
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest

from newsbot.example import serve
from tests.chaos.blows import Blow, Target, fault, full, kill, torn, two
from tests.chaos.campaign import Outcome, Revisited, campaign, undisturbed
from tests.chaos.living import DAYS, FATES, Living
from tests.chaos.promise import READERS
from tests.conftest import needs
from tests.crawl.server import Server
from tests.reprocess.older import make

ARTICLES = 250
"""The example site grown to what a crawl needs a few seconds for."""


@pytest.mark.parametrize("reader", READERS)
def test_the_lines_are_read_with_what_data_teams_use(reader: str, tmp_path: Path) -> None:
    """The promise below is checked with these as well, where they are installed."""
    pytest.importorskip(reader, reason=needs("data"))
    path = make(tmp_path) / "articles" / "2026-09.jsonl"
    assert READERS[reader](path) == len(path.read_bytes().splitlines())


@pytest.mark.slow
def test_blow_after_blow(tmp_path: Path) -> None:
    planned: deque[Blow] = deque((kill, full, torn, fault, two, fault))
    with serve(ARTICLES) as base:
        wanted = undisturbed(base + "/", tmp_path / "undisturbed")
        outcome = Outcome()
        for number in count():
            if not planned:
                break
            target = Target(base + "/", tmp_path / f"struck-{number}", seconds=1.5)
            outcome += campaign(target, wanted, random.Random(number), planned)
    assert outcome.problems == []
    assert outcome.blows.total() == 6
    assert wanted.lines.total() >= ARTICLES * 0.99


@pytest.mark.slow
def test_blow_after_blow_while_articles_are_looked_at_again(tmp_path: Path) -> None:
    planned: deque[Blow] = deque((torn, kill, fault))
    outcome = Outcome()
    with Server({}) as server:
        paper = Revisited.undisturbed(server, Living(len(FATES) * 5, datetime.now(UTC)), tmp_path, DAYS[:4])
        for number in count():
            if not planned:
                break
            target = Target(f"{server.base}/", tmp_path / f"struck-{number}", seconds=1.5)
            outcome += paper.campaign(target, random.Random(number), planned)
    assert outcome.problems == []
    assert outcome.blows.total() == 3
    assert {revision for _, revision, _ in paper.days[DAYS[3]].lines} == {1, 2, 3}
