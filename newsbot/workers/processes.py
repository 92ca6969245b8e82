"""A pool of processes: questions in, answers out in the order of the questions.

A process takes one question after the other over its stdin and answers over its stdout; it ends when its stdin does, so with the
command, however that ends.
"""

from __future__ import annotations

import asyncio
import pickle
import queue
import select
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from types import TracebackType
from typing import Any, BinaryIO, Generic, Self, TypeVar, cast

Q = TypeVar("Q")
A = TypeVar("A")
R = TypeVar("R")

QUESTIONS_AHEAD = 3
"""Questions a process that are under way, or answered and not yet asked for."""
COMMAND = (sys.executable, "-m", "newsbot.workers")
"""What starts a process."""


class ProcessEnded(Exception):
    """A process ended over a question."""

    def __init__(self, code: int) -> None:
        super().__init__(f"ended (exit code {code})")
        self.code = code


class Processes(Generic[Q, A]):
    """`jobs` processes, each started when it is first needed. Use it as a context, or end it by `close`.

    `make` returns what answers a question and is called once in every process. It is a function at the top of a module, or a
    partial of one, so that pickle can name it. `seconds` bounds the time for one question: a process that needs longer is killed.
    """

    def __init__(self, make: Callable[[], Callable[[Q], A]], jobs: int = 1, *, seconds: float | None = None) -> None:
        self._make = make
        self._jobs = jobs
        self._seconds = seconds
        self._idle: queue.SimpleQueue[_Process] = queue.SimpleQueue()
        self._started: list[_Process] = []
        self._stopping = False
        self._threads = ThreadPoolExecutor(jobs)

    @property
    def pids(self) -> list[int]:
        """Ids of the processes that run."""
        return [process.pid for process in self._started if process.runs]

    def ask(self, question: Q) -> A:
        """The answer of an idle process. Raises ProcessEnded when it ends instead; the next question goes to a new one."""
        if self._stopping:
            raise ProcessEnded(-signal.SIGTERM)
        process = self._take()
        try:
            answer: A = process.ask(question, self._seconds)
        except (EOFError, OSError, pickle.UnpicklingError) as error:
            self._started.remove(process)
            raise ProcessEnded(process.end()) from error
        self._idle.put(process)
        return answer

    async def answer(self, question: Q) -> A:
        """The same for an event loop, which goes on meanwhile."""
        return await asyncio.wrap_future(self._threads.submit(self.ask, question))

    def each(self, ask: Callable[[Q], R], questions: Iterable[Q]) -> Iterator[R]:
        """What `ask`, which calls `self.ask`, makes of every question; a few are asked ahead of the result that is awaited."""
        under_way: deque[Future[R]] = deque()
        for question in questions:
            under_way.append(self._threads.submit(ask, question))
            if len(under_way) > QUESTIONS_AHEAD * self._jobs:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()

    def close(self) -> None:
        """Wait for what is under way, and end the processes."""
        self._threads.shutdown(cancel_futures=True)
        while not self._idle.empty():
            self._idle.get().end()

    def _take(self) -> _Process:
        """An idle process, or a new one; one that died meanwhile costs nothing."""
        with suppress(queue.Empty):
            while not (process := self._idle.get_nowait()).runs:
                self._started.remove(process)
                process.end()
            return process
        process = _Process(self._make)
        self._started.append(process)
        return process

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None:  # an interrupt, say: nobody waits for what is under way
            self._stopping = True
            for process in self._started:
                process.stop()
        self.close()


class _Process:
    def __init__(self, make: Callable[[], Callable[[Any], object]]) -> None:
        self._process = subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603 (our own module)
        self._stdin, self._stdout = cast(BinaryIO, self._process.stdin), cast(BinaryIO, self._process.stdout)
        self._ready = select.poll()
        self._ready.register(self._stdout, select.POLLIN)
        with suppress(OSError):  # it has ended: the question tells
            self._send(make)

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def runs(self) -> bool:
        return self._process.poll() is None

    def ask(self, question: object, seconds: float | None) -> Any:
        self._send(question)
        if not self._ready.poll(None if seconds is None else seconds * 1000):
            self._process.kill()
        return pickle.load(self._stdout)  # noqa: S301 - from our own process

    def _send(self, message: object) -> None:
        pickle.dump(message, self._stdin, pickle.HIGHEST_PROTOCOL)
        self._stdin.flush()

    def stop(self) -> None:
        """End it whatever it is doing."""
        self._process.terminate()

    def end(self) -> int:
        """End it; its exit code."""
        self._stdout.close()
        with suppress(BrokenPipeError):
            self._stdin.close()
        return self._process.wait()
