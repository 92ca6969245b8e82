"""Captures read again in several processes. A page over which a process dies costs itself alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from newsbot.archive import ArchiveDamaged
from newsbot.archive.tables import State
from newsbot.extraction.folder_site import UnknownSiteError
from newsbot.extraction.reading import ended
from newsbot.extraction.recapture import CaptureReader, Finding, Reread
from newsbot.reprocess.messages import Answer, Chunk
from newsbot.workers.processes import ProcessEnded, Processes


class Pool:
    """`jobs` processes; with one, the pages are read in this process. Use it as a context."""

    def __init__(self, jobs: int) -> None:
        self._processes = Processes(chunk_reader, jobs) if jobs > 1 else None

    def answers(self, chunks: Iterable[Chunk]) -> Iterator[tuple[Chunk, Answer]]:
        """Read chunks, a few ahead of the one that is asked for."""
        if self._processes is None:
            read = chunk_reader()
            yield from ((chunk, read(chunk)) for chunk in chunks)
        else:
            yield from self._processes.each(self._ask, chunks)

    def _ask(self, chunk: Chunk) -> tuple[Chunk, Answer]:
        """Have a chunk read by an idle process; the pages of one that kills the process one by one."""
        assert self._processes
        try:
            return chunk, self._processes.ask(chunk)
        except ProcessEnded as error:
            if len(chunk.pages) == 1:
                return chunk, Answer((Reread(Finding.KEPT, state=State.FAILED, reason=ended(error.code)),))
            alone = [self._ask(Chunk(chunk.folder, (page,)))[1] for page in chunk.pages]
            return chunk, Answer(tuple(page for one in alone for page in one.pages))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._processes:
            self._processes.__exit__(kind, error, trace)


def chunk_reader() -> Callable[[Chunk], Answer]:
    """What reads chunks of any site: what a process of the pool is made with."""
    readers: dict[Path, CaptureReader] = {}

    def read(chunk: Chunk) -> Answer:
        if chunk.folder not in readers:
            try:
                readers[chunk.folder] = CaptureReader(chunk.folder)
            except UnknownSiteError as error:
                return Answer((), str(error))
            except OSError as error:
                return Answer((), str(ArchiveDamaged.unreadable(error, chunk.folder)), is_damage=True)
        reader = readers[chunk.folder]
        return Answer(
            tuple(reader.line(page) if isinstance(page, bytes) else reader.page(*page) for page in chunk.pages)
        )

    return read
