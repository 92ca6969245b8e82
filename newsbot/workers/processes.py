"""Work done in several processes, with the results in the order of the questions.

A process takes one question after the other over its stdin and answers over its stdout; it ends when its stdin does, so with the
command, however that ends.
"""

from __future__ import annotations

import os
import pickle
import queue
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from types import TracebackType
from typing import Any, BinaryIO, Self, TypeVar, cast

Q = TypeVar("Q")
A = TypeVar("A")

AHEAD = 3
"""Questions a process that are under way, or answered and not yet asked for."""


class ProcessEnded(Exception):
    """A process ended over a question."""

    def __init__(self, code: int) -> None:
        super().__init__(f"ended (exit code {code})")
        self.code = code


class Processes:
    """`jobs` processes that `command` starts, each of which calls `serve`. Use it as a context."""

    def __init__(self, command: Sequence[str], jobs: int) -> None:
        self._command = command
        self._jobs = jobs
        self._idle: queue.SimpleQueue[_Process] = queue.SimpleQueue()
        self._started: list[_Process] = []
        self._stopping = False
        self._threads = ThreadPoolExecutor(jobs)

    def each(self, ask: Callable[[Q], A], questions: Iterable[Q]) -> Iterator[A]:
        """What `ask`, which calls `self.ask`, makes of every question; a few are asked ahead of the result that is awaited."""
        under_way: deque[Future[A]] = deque()
        for question in questions:
            under_way.append(self._threads.submit(ask, question))
            if len(under_way) > AHEAD * self._jobs:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()

    def ask(self, question: object) -> Any:
        """The answer of an idle process. Raises ProcessEnded when it ends instead; the next question goes to a new one."""
        if self._stopping:
            raise ProcessEnded(-signal.SIGTERM)
        try:
            process = self._idle.get_nowait()
        except queue.Empty:
            process = _Process(self._command)
            self._started.append(process)
        try:
            answer = process.ask(question)
        except (EOFError, OSError, pickle.UnpicklingError) as error:
            raise ProcessEnded(process.end()) from error
        self._idle.put(process)
        return answer

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None:  # an interrupt, say: nobody waits for what is under way
            self._stopping = True
            for process in self._started:
                process.stop()
        self._threads.shutdown(cancel_futures=True)
        while not self._idle.empty():
            self._idle.get().end()


class _Process:
    def __init__(self, command: Sequence[str]) -> None:
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603 (our own module)

    def ask(self, question: object) -> Any:
        stdin, stdout = cast(BinaryIO, self._process.stdin), cast(BinaryIO, self._process.stdout)
        pickle.dump(question, stdin, pickle.HIGHEST_PROTOCOL)
        stdin.flush()
        return pickle.load(stdout)  # noqa: S301 - from our own process

    def stop(self) -> None:
        """End it whatever it is doing."""
        self._process.terminate()

    def end(self) -> int:
        """End it; its exit code."""
        cast(BinaryIO, self._process.stdout).close()
        with suppress(BrokenPipeError):
            cast(BinaryIO, self._process.stdin).close()
        return self._process.wait()


def serve(answer: Callable[[Any], object]) -> None:
    """Answer questions until stdin ends: what a process of `Processes` does."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not come between the answers
    while True:
        try:
            question = pickle.load(sys.stdin.buffer)  # noqa: S301 - from our own command
        except EOFError:
            return
        pickle.dump(answer(question), answers, pickle.HIGHEST_PROTOCOL)
        answers.flush()
