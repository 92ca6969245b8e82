"""Pages read in several processes, results in the order of the questions. A page over which a process dies costs itself alone."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Self

from newsbot.archive.tables import State
from newsbot.reprocess.messages import Answer, Chunk, Reread, Verdict
from newsbot.workers.processes import ProcessEnded, Processes

COMMAND: tuple[str, ...] = (sys.executable, "-m", "newsbot.reprocess.worker")
"""What starts a process that reads."""


class Pool:
    """`jobs` processes; with one, the pages are read in this process. Use it as a context."""

    def __init__(self, jobs: int) -> None:
        self._processes = Processes(COMMAND, jobs) if jobs > 1 else None

    def answers(self, chunks: Iterable[Chunk]) -> Iterator[Answer]:
        """Read chunks, a few ahead of the one that is asked for."""
        if self._processes is None:
            from newsbot.reprocess.pages import Here  # what reads a page is heavy, and elsewhere with several processes

            yield from map(Here().answer, chunks)
            return
        yield from self._processes.each(self._ask, chunks)

    def _ask(self, chunk: Chunk) -> Answer:
        """Have a chunk read by an idle process; the pages of one that kills the process one by one."""
        assert self._processes
        try:
            pages, error = self._processes.ask(chunk)
        except ProcessEnded as ended:
            if len(chunk.pages) == 1:
                reason = f"the reading process ended over this page (exit code {ended.code})"
                return Answer(chunk, (Reread(Verdict.KEPT, state=State.FAILED, reason=reason),))
            alone = [self._ask(Chunk(chunk.folder, (page,))) for page in chunk.pages]
            return Answer(chunk, tuple(page for one in alone for page in one.pages))
        return Answer(chunk, pages, error)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._processes:
            self._processes.__exit__(kind, error, trace)
