"""The example newspaper: a site of an invented province, to crawl without the internet.

`holdings` and `expected_states` tell what it holds and what a crawl must make of each URL; `serve` runs it. Pages have the
structures of both generations of a real provincial newspaper; every text in them was written for newsbot, every name is invented.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from newsbot.example.truth import Expected, Held, expected_states, holdings

__all__ = ["Expected", "Held", "expected_states", "holdings", "serve"]


@contextmanager
def serve(size: int | None = None, port: int = 0) -> Iterator[str]:
    """Serve the example site from a process of its own and yield its base URL ("http://127.0.0.1:41234").

    The process ends with the context, and also when this process is killed. Raises `RuntimeError` when it does not start.
    """
    command = [sys.executable, "-m", "newsbot.example", "--port", str(port)]
    command += [] if size is None else ["--articles", str(size)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 (our own module)
        assert process.stdout
        base = process.stdout.readline().strip()
        if not base:
            raise RuntimeError(f"the example site did not start (exit code {process.wait()})")
        try:
            yield base
        finally:
            process.terminate()
            process.wait()
