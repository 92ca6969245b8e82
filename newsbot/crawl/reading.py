"""Where pages are read: in this process for a polite crawl, in one beside it for a fast one.

A page that makes the reader crash or hang then costs itself and not the crawl.
"""

from __future__ import annotations

import asyncio
import logging
import pickle
import sys
from asyncio.subprocess import PIPE, Process
from collections import deque
from collections.abc import Sequence

from newsbot.crawl.reading_process import LENGTH, Crash, Job, pack, read_job
from newsbot.reader import Reading
from newsbot.reader.layouts.layout import Layout

logger = logging.getLogger(__name__)

SECONDS = 60.0
"""Time for one page, those before it in the queue included. The reader bounds its own work far below."""
FAST = 1.0
"""Delay in seconds below which a process beside the crawl is worth its memory."""


class ReadingFailed(Exception):
    """The reader crashed or did not come to an end; the page's bytes are in the archive."""


class Readers:
    """Reads pages."""

    def __init__(self, layouts: Sequence[Layout], *, beside: bool) -> None:
        self._layouts = tuple(layouts)
        self._beside = _Beside(self._layouts) if beside else None
        self._told: set[str] = set()

    async def read(self, html: bytes, *, url: str, content_type: str | None) -> Reading:
        """Read a page. Raises ReadingFailed when the reader raised, or its process died or hung over the page."""
        job = Job(html, url, content_type)
        answer = read_job(job, self._layouts) if self._beside is None else await self._beside.read(job)
        if isinstance(answer, Reading):
            return answer
        if answer.reason not in self._told:
            self._told.add(answer.reason)
            logger.error("the reader failed over %s; more of the same is only counted\n%s", url, answer.trace)
        raise ReadingFailed(answer.reason)

    async def close(self) -> None:
        """End the reading process."""
        if self._beside:
            await self._beside.close()


class _Beside:
    """A reading process, started when the first page comes and again when it died."""

    def __init__(self, layouts: tuple[Layout, ...]) -> None:
        self._layouts = layouts
        self._process: Process | None = None
        self._waiting: deque[tuple[Job, asyncio.Future[Reading | Crash]]] = deque()
        self._starting = asyncio.Lock()
        self._receiver: asyncio.Task[None] | None = None

    async def read(self, job: Job) -> Reading | Crash:
        """Read one page in the process."""
        answer: asyncio.Future[Reading | Crash] = asyncio.get_running_loop().create_future()
        async with self._starting:
            if self._process is None:
                await self._start()
            self._send(job, answer)
        try:
            async with asyncio.timeout(SECONDS):
                return await asyncio.shield(answer)
        except TimeoutError:
            if self._process is not None:
                self._process.kill()  # what it is at fails, what waits is read by the next one
            return await answer

    async def close(self) -> None:
        """End the process and wait for its end."""
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()
        if self._receiver is not None:
            await self._receiver

    async def _start(self) -> None:
        command = (sys.executable, "-m", "newsbot.crawl.reading_process")
        self._process = await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE, limit=2**20)
        assert self._process.stdin is not None
        self._process.stdin.write(pack(self._layouts))
        self._receiver = asyncio.create_task(self._receive(self._process))

    def _send(self, job: Job, answer: asyncio.Future[Reading | Crash]) -> None:
        assert self._process is not None
        assert self._process.stdin is not None
        self._waiting.append((job, answer))
        self._process.stdin.write(pack(job))

    async def _receive(self, process: Process) -> None:
        """Hand out the answers in the order of the jobs, until the process ends."""
        assert process.stdout is not None
        try:
            while True:
                (size,) = LENGTH.unpack(await process.stdout.readexactly(LENGTH.size))
                message = pickle.loads(await process.stdout.readexactly(size))  # noqa: S301 - from our own process
                _, answer = self._waiting.popleft()
                if not answer.done():
                    answer.set_result(message)
        except (asyncio.IncompleteReadError, ConnectionError):
            await self._mourn(process)

    async def _mourn(self, process: Process) -> None:
        """The process ended: the page that it was at failed; the next process reads the others."""
        code = await process.wait()
        async with self._starting:
            self._process = None
            if self._waiting:
                _, answer = self._waiting.popleft()
                answer.set_result(Crash(f"the reading process ended over this page (exit code {code})", ""))
            if self._waiting:
                again, self._waiting = self._waiting, deque()
                await self._start()
                for job, answer in again:
                    self._send(job, answer)
