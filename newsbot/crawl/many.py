"""Many sites: one process each, a few at a time. A site is the unit of everything, also of what can go wrong."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from newsbot.exit_codes import Exit

WORST_FIRST = (
    Exit.INTERRUPTED,
    Exit.DAMAGED,
    Exit.NOT_WRITABLE,
    Exit.ERROR,
    Exit.USAGE,
    Exit.LOCKED,
    Exit.UNREACHABLE,
    Exit.SOME_FAILED,
)
"""Which exit code stands for several."""


def crawl_many(names: Sequence[str], arguments: Sequence[str], *, jobs: int) -> int:
    """Run `newsbot crawl NAME ARGUMENTS…` for every name, at most `jobs` at a time; returns the worst exit code.

    Each report is printed whole when its site is done.
    """
    with ThreadPoolExecutor(jobs) as pool:
        try:
            codes = list(pool.map(lambda name: _crawl(name, arguments), names))
        except KeyboardInterrupt:  # the crawls under way have it too, and end by themselves; no other begins
            pool.shutdown(cancel_futures=True)
            raise
    return next((code for code in WORST_FIRST if code in codes), max(codes, default=Exit.OK))


def _crawl(name: str, arguments: Sequence[str]) -> int:
    command = [sys.executable, "-m", "newsbot", "crawl", name, *arguments]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)  # noqa: S603 - our own command
    sys.stdout.write(done.stdout)
    sys.stdout.flush()
    return done.returncode
