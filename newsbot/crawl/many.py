"""Many sites: one process each, a few at a time. A site is the unit of everything, also of what can go wrong."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Lock

from newsbot.console.exit_codes import Exit

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

    Each report is printed whole when its site is done. A signal ends the crawls under way as it would end one, and no other
    begins. Raises KeyboardInterrupt then, when all have ended.
    """
    if signal.getsignal(signal.SIGHUP) is signal.SIG_DFL:  # the crawls do not hear of the end of a terminal
        signal.signal(signal.SIGHUP, signal.getsignal(signal.SIGTERM))
    crawls = _Crawls(arguments)
    with ThreadPoolExecutor(jobs) as pool:
        try:
            codes = list(pool.map(crawls.run, names))
        except KeyboardInterrupt:
            crawls.stop()
            raise
    return next((code for code in WORST_FIRST if code in codes), max(codes, default=Exit.OK))


class _Crawls:
    """The crawls under way, each the leader of a process group.

    Ctrl-C would else reach each twice, and a second signal is one to leave everything and go.
    """

    def __init__(self, arguments: Sequence[str]) -> None:
        self._arguments = arguments
        self._lock = Lock()
        self._running: list[subprocess.Popen[str]] = []
        self._stopped = False

    def run(self, name: str) -> int:
        """Crawl a site in a process of its own; returns its exit code."""
        command = [sys.executable, "-m", "newsbot", "crawl", name, *self._arguments]
        with self._lock:
            if self._stopped:
                return Exit.INTERRUPTED
            process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, process_group=0)  # noqa: S603 - our own
            self._running.append(process)
        report, _ = process.communicate()
        with self._lock:
            self._running.remove(process)
        sys.stdout.write(report)
        sys.stdout.flush()
        return process.returncode

    def stop(self) -> None:
        """Ask all of them to end."""
        with self._lock:
            self._stopped = True
            for process in self._running:
                process.terminate()
