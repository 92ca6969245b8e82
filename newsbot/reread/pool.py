"""Pages read in several processes, results in the order of the questions.

A process takes one chunk of pages after the other over its stdin and answers over its stdout; it ends when its stdin does, so
with the command, however that ends. A page over which a process dies costs itself alone.
"""

from __future__ import annotations

import pickle
import queue
import subprocess
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from types import TracebackType
from typing import BinaryIO, Self, cast

from newsbot.archive.tables import State
from newsbot.reread.messages import Answer, Chunk, Reread, Verdict

COMMAND: tuple[str, ...] = (sys.executable, "-m", "newsbot.reread.worker")
"""What starts a process that reads."""
AHEAD = 3
"""Chunks a process that are under way, or read and not yet asked for."""


class Pool:
    """`jobs` processes; with one, the pages are read in this process. Use it as a context."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self._idle: queue.SimpleQueue[_Process] = queue.SimpleQueue()
        self._threads = ThreadPoolExecutor(jobs) if jobs > 1 else None

    def answers(self, chunks: Iterable[Chunk]) -> Iterator[Answer]:
        """Read chunks, a few ahead of the one that is asked for."""
        if self._threads is None:
            from newsbot.reread.pages import Here  # what reads a page is heavy, and elsewhere with several processes

            yield from map(Here().answer, chunks)
            return
        under_way: deque[Future[Answer]] = deque()
        for chunk in chunks:
            under_way.append(self._threads.submit(self._ask, chunk))
            if len(under_way) > AHEAD * self._jobs:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()

    def _ask(self, chunk: Chunk) -> Answer:
        """Have a chunk read by an idle process; the pages of one that kills the process one by one."""
        try:
            process = self._idle.get_nowait()
        except queue.Empty:
            process = _Process()
        try:
            answer = process.answer(chunk)
        except (EOFError, OSError, pickle.UnpicklingError):
            code = process.end()
            if len(chunk.pages) == 1:
                reason = f"the reading process ended over this page (exit code {code})"
                return Answer(chunk, (Reread(Verdict.KEPT, state=State.FAILED, reason=reason),))
            alone = [self._ask(Chunk(chunk.folder, (page,))) for page in chunk.pages]
            return Answer(chunk, tuple(page for one in alone for page in one.pages))
        self._idle.put(process)
        return answer

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._threads:
            self._threads.shutdown(cancel_futures=True)
        while not self._idle.empty():
            self._idle.get().end()


class _Process:
    """A process that reads pages."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603 (our own module)

    def answer(self, chunk: Chunk) -> Answer:
        stdin, stdout = cast(BinaryIO, self._process.stdin), cast(BinaryIO, self._process.stdout)
        pickle.dump(chunk, stdin, pickle.HIGHEST_PROTOCOL)
        stdin.flush()
        pages, error = pickle.load(stdout)  # noqa: S301 - from our own process
        return Answer(chunk, pages, error)

    def end(self) -> int:
        """End it; its exit code."""
        cast(BinaryIO, self._process.stdout).close()
        with suppress(BrokenPipeError):
            cast(BinaryIO, self._process.stdin).close()
        return self._process.wait()
