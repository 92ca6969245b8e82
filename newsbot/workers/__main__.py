"""One process of a pool, as `newsbot.workers.processes` starts it. It imports nothing more than it needs: it starts quickly."""

from __future__ import annotations

import os
import pickle
import signal
import sys
from contextlib import suppress


def serve() -> None:
    """Answer questions until stdin ends: what a process of a pool does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the command, which ends its processes
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not come between the answers
    with suppress(EOFError):
        answer = pickle.load(sys.stdin.buffer)()  # noqa: S301 - from our own command
        while True:
            question = pickle.load(sys.stdin.buffer)  # noqa: S301
            pickle.dump(answer(question), answers, pickle.HIGHEST_PROTOCOL)
            answers.flush()


if __name__ == "__main__":
    serve()
