"""Kill it anywhere: after any blow the next crawl finishes the work, and nothing is lost, twice or torn.

The long form, with stock Scrapy's losses beside: `python benchmarks/chaos.py --kills 1000`.
"""

from __future__ import annotations

import random
from collections import deque
from itertools import count
from pathlib import Path

from newsbot.example import serve
from tests.chaos.blows import Target, fault, full, kill, torn, two
from tests.chaos.campaign import Outcome, campaign, undisturbed

ARTICLES = 250
"""The example site grown to what a crawl needs a few seconds for."""


def test_blow_after_blow(tmp_path: Path) -> None:
    planned = deque((kill, full, torn, fault, two, fault))
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
    assert sum(wanted.values()) >= ARTICLES * 0.99
