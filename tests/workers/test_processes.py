"""A pool of processes: answers in the order of the questions, and whatever happens to a process costs one question."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from newsbot.workers.processes import ProcessEnded, Processes

DYING, HANGING = -1, -2


def answerer(factor: int) -> Callable[[int], int]:
    """Multiplies in a process of the pool, and prints what nobody asked for."""
    return partial(answer, factor=factor)


def answer(question: int, factor: int) -> int:
    sys.stdout.write("a library talks\n")
    if question == DYING:
        sys.exit(9)
    if question == HANGING:
        time.sleep(60)
    time.sleep(0.02 * (question % 3))
    return factor * question


@pytest.fixture(autouse=True)
def findable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))


@pytest.fixture
def processes() -> Iterator[Processes[int, int]]:
    with Processes(partial(answerer, 3), 2) as processes:
        yield processes


def test_answers_come_in_the_order_of_the_questions(processes: Processes[int, int]) -> None:
    assert list(processes.each(processes.ask, range(20))) == [3 * number for number in range(20)]
    assert len(processes.pids) == 2


def test_a_process_that_dies_costs_its_question(processes: Processes[int, int]) -> None:
    def ask(question: int) -> int | str:
        try:
            return processes.ask(question)
        except ProcessEnded as ended:
            return str(ended)

    assert list(processes.each(ask, [1, DYING, 2, 3])) == [3, "ended (exit code 9)", 6, 9]


def test_a_process_that_dies_idle_costs_nothing(processes: Processes[int, int]) -> None:
    assert processes.ask(1) == 3
    os.kill(processes.pids[0], signal.SIGKILL)
    while processes.pids:
        time.sleep(0.01)
    assert processes.ask(2) == 6


def test_an_event_loop_goes_on_meanwhile_and_a_process_that_hangs_is_killed() -> None:
    async def scene(processes: Processes[int, int]) -> list[object]:
        asked = (processes.answer(question) for question in (HANGING, 1, 2))
        return await asyncio.gather(*asked, return_exceptions=True)

    with Processes(partial(answerer, 3), seconds=1.0) as processes:
        processes.ask(0)
        hung, *others = asyncio.run(scene(processes))
    assert isinstance(hung, ProcessEnded)
    assert hung.code == -signal.SIGKILL
    assert others == [3, 6]


def interrupted() -> None:
    with Processes(partial(answerer, 3), 2) as processes:
        next(processes.each(processes.ask, [1, *[HANGING] * 9]))
        raise KeyboardInterrupt


def test_an_interrupt_waits_for_nobody() -> None:
    begun = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert time.monotonic() - begun < 30


def test_the_processes_end_with_the_pool() -> None:
    with Processes(partial(answerer, 3), 2) as processes:
        processes.ask(1)
        (pid,) = processes.pids
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
