"""The process that reads pages for `newsbot.reread.pool`: chunks come over stdin, answers go over stdout, in their order."""

from __future__ import annotations

import os
import pickle
import signal
import sys

from newsbot.reread.pages import Here


def main() -> None:
    """Answer chunks until stdin ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the command, which closes stdin when it ends
    here = Here()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not come between the answers
    while True:
        try:
            chunk = pickle.load(sys.stdin.buffer)  # noqa: S301 - from our own command
        except EOFError:
            return
        answer = here.answer(chunk)
        pickle.dump((answer.pages, answer.error), answers, pickle.HIGHEST_PROTOCOL)
        answers.flush()


if __name__ == "__main__":
    main()
