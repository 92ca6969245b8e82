"""One process of a pool, as `newsbot.workers.processes` starts it. It imports nothing more than it needs: it starts quickly."""

from __future__ import annotations

import os
import resource
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from newsbot.workers.messages import HEAD, Start, dump, made, unpack


def serve() -> None:
    """Answer questions until stdin ends: what a process of a pool does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the command, which ends its processes
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not come between the answers
    questions = sys.stdin.buffer
    with suppress(EOFError):
        start: Start = unpack(_read(questions), Start)
        answer, kind = made(start)
        if start.memory is not None:
            limit_memory(start.memory)
        _write(answers, b"")
        while True:
            _write(answers, dump(answer(unpack(_read(questions), kind))))


def limit_memory(more: int) -> None:
    """Let this process take so many bytes of address space more than it has, where the system can tell and hold it to that."""
    with suppress(OSError, ValueError):
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        limit = pages * resource.getpagesize() + more
        resource.setrlimit(resource.RLIMIT_AS, (limit, resource.getrlimit(resource.RLIMIT_AS)[1]))


def _read(stream: BinaryIO) -> bytes:
    (length,) = HEAD.unpack(_exactly(stream, HEAD.size))
    return _exactly(stream, length)


def _exactly(stream: BinaryIO, length: int) -> bytes:
    data = stream.read(length)
    if len(data) < length:
        raise EOFError
    return data


def _write(stream: BinaryIO, message: bytes) -> None:
    stream.write(HEAD.pack(len(message)))
    stream.write(message)
    stream.flush()


if __name__ == "__main__":
    serve()
