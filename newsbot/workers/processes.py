"""A pool of processes: questions in, answers out in the order of the questions.

A process takes one question after the other over its stdin and answers over its stdout; it ends when its stdin does, so with the
command, however that ends. What goes between them is data (`newsbot.workers.messages`): a process that a hostile page has taken
over can answer wrongly, and no more.
"""

from __future__ import annotations

import asyncio
import os
import queue
import select
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from types import TracebackType
from typing import BinaryIO, Generic, Self, TypeVar, cast

import msgspec

from newsbot.workers.messages import HEAD, MAX_BYTES, answer_type, load, pack, start_of

Q = TypeVar("Q")
A = TypeVar("A")
R = TypeVar("R")

QUESTIONS_AHEAD = 3
"""Questions a process that are under way, or answered and not yet asked for."""
COMMAND = (sys.executable, "-m", "newsbot.workers")
"""What starts a process."""
START_SECONDS = 60.0
"""Time that a process has until it is ready for its first question."""
END_SECONDS = 2.0
"""Time that a process has to end by itself."""
_CHUNK_BYTES = 1 << 20
"""What is read from a process at a time."""


class ProcessEnded(Exception):
    """A process ended over a question."""

    def __init__(self, code: int) -> None:
        super().__init__(f"ended (exit code {code})")
        self.code = code
        """Its exit code; minus the number of the signal that ended it."""


class ProcessHung(ProcessEnded):
    """A process did not answer in time, and was killed."""


class Processes(Generic[Q, A]):
    """`jobs` processes, each started when it is first needed. Use it as a context, or end it by `close`.

    `make` returns what answers a question and is called once in every process. It is a function at the top of a module, or a
    partial of one, and its annotation tells the types of questions and answers. `seconds` bounds the time for one question,
    from when a process takes it: one that needs longer is killed. `memory` bounds the bytes that a process may take for it.
    """

    def __init__(
        self,
        make: Callable[[], Callable[[Q], A]],
        jobs: int = 1,
        *,
        seconds: float | None = None,
        memory: int | None = None,
    ) -> None:
        self._start = pack(start_of(make, memory))
        self._answer_type = answer_type(make)
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
        """The answer of an idle process.

        Raises ProcessEnded when it ends instead, ProcessHung when it takes too long; the next question goes to a new one.
        """
        if self._stopping:
            raise ProcessEnded(-signal.SIGTERM)
        process = self._take()
        try:
            process.wait_until_ready()
            answer: A = load(process.ask(pack(question), self._seconds), self._answer_type)
        except (EOFError, OSError, msgspec.MsgspecError, UnicodeError) as error:
            code = process.kill() if isinstance(error, TimeoutError) else process.end()
            self._started.remove(process)
            raise (ProcessHung if isinstance(error, TimeoutError) else ProcessEnded)(code) from error
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

    def abandon(self) -> None:
        """Leave what is under way: all that was asked and will be asked ends with ProcessEnded."""
        self._stopping = True
        for process in tuple(self._started):
            process.stop()

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
        process = _Process(self._start)
        self._started.append(process)
        return process

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None:  # an interrupt, say: nobody waits for what is under way
            self.abandon()
        self.close()


class _Process:
    def __init__(self, start: bytes) -> None:
        self._process = subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)  # noqa: S603 (our own module)
        self._stdin, self._stdout = cast(BinaryIO, self._process.stdin), cast(BinaryIO, self._process.stdout)
        for stream in (self._stdin, self._stdout):
            os.set_blocking(stream.fileno(), False)
        self._is_ready = False
        self._begun = time.monotonic()
        with suppress(OSError):  # it has ended: the question tells
            self._send(start, self._begun + START_SECONDS)

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def runs(self) -> bool:
        return self._process.poll() is None

    def wait_until_ready(self) -> None:
        """Wait until it has made its answerer. Raises EOFError when it has ended, TimeoutError."""
        if not self._is_ready:
            self._receive(self._begun + START_SECONDS)
            self._is_ready = True

    def ask(self, question: bytes, seconds: float | None) -> bytes:
        """Its answer. Raises EOFError when it ends instead, OSError when it has ended, TimeoutError."""
        deadline = None if seconds is None else time.monotonic() + seconds
        self._send(question, deadline)
        return self._receive(deadline)

    def _send(self, message: bytes, deadline: float | None) -> None:
        for part in (HEAD.pack(len(message)), message):
            rest = memoryview(part)
            while rest:
                _wait(self._stdin, select.POLLOUT, deadline)
                rest = rest[os.write(self._stdin.fileno(), rest) :]

    def _receive(self, deadline: float | None) -> bytes:
        (length,) = HEAD.unpack(self._exactly(HEAD.size, deadline))
        if length > MAX_BYTES:
            raise EOFError(f"an answer of {length} bytes")
        return self._exactly(length, deadline)

    def _exactly(self, length: int, deadline: float | None) -> bytes:
        parts: list[bytes] = []
        while length:
            _wait(self._stdout, select.POLLIN, deadline)
            parts.append(os.read(self._stdout.fileno(), min(length, _CHUNK_BYTES)))
            if not parts[-1]:
                raise EOFError
            length -= len(parts[-1])
        return b"".join(parts)

    def stop(self) -> None:
        """End it whatever it is doing."""
        self._process.kill()

    def kill(self) -> int:
        """End it whatever it is doing; its exit code."""
        self.stop()
        return self.end()

    def end(self) -> int:
        """Let it end, which it does without questions; its exit code."""
        self._stdout.close()
        self._stdin.close()
        try:
            return self._process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self.stop()
            return self._process.wait()


def _wait(stream: BinaryIO, event: int, deadline: float | None) -> None:
    """Wait until a stream takes or gives bytes, or has ended. Raises TimeoutError at the deadline."""
    ready = select.poll()
    ready.register(stream, event)
    left = None if deadline is None else max(0.0, deadline - time.monotonic()) * 1000
    if not ready.poll(left):
        raise TimeoutError
