"""Fault points: places where a test kills the process to prove that nothing is lost, doubled or torn.

`NEWSBOT_FAULT=<point>` kills the process (SIGKILL) when it first gets there, `NEWSBOT_FAULT=<point>:<n>` when it gets there
for the n-th time. Without the variable a fault point costs one comparison.
"""

from __future__ import annotations

import os
import signal
from typing import Literal

Point = Literal[
    "mid-warc", "after-warc", "mid-line", "after-jsonl", "before-ledger", "after-ledger",  # archiving
    "before-mended",  # mending
    "before-rewrite", "after-rewrite", "mid-rewrite",  # rereading
    "mid-seal", "before-manifest", "after-manifest", "both-names",  # sealing
    "mid-retraction", "before-retraction", "after-retraction",  # taking back
    "before-rebuilt", "mid-rebuilt",  # building the ledger again
]  # fmt: skip

_name, _, _count = os.environ.get("NEWSBOT_FAULT", "").partition(":")
_LEFT = {_name: int(_count or 1)}
"""How often the point is still passed before the process dies there."""


def fault(point: Point) -> None:
    """Die here when the environment says so."""
    if point == _name:
        _LEFT[_name] -= 1
        if not _LEFT[_name]:
            os.kill(os.getpid(), signal.SIGKILL)


def armed(point: Point) -> bool:
    """Whether the process is about to die at this point: the writer then stops half-way first."""
    return point == _name and _LEFT[_name] == 1
