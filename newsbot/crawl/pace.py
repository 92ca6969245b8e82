"""The pace of a crawl: when the next request may leave."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Callable

SLOT = "site"
"""Scrapy's download slot of every request of a crawl: all hosts of a site share one pace."""
STOP_SECONDS = 0.25
"""How soon a crawl that waits notices that it is being stopped."""
SLOW_SECONDS = 0.5
"""Time for an answer from which a server is slow: it is then left alone for as long as it took."""
MAX_SLOW_SECONDS = 30.0
"""Longest pause that is made for a slow server."""


class Pace:
    """Lets one request pass at a time, none before the delay after the last answer has passed."""

    def __init__(self, delay: float = 0.0, clock: Callable[[], float] = time.monotonic) -> None:
        self.delay = delay
        """Seconds between two requests."""
        self._clock = clock
        self._last = -math.inf
        self._until = -math.inf
        self._slow = 0.0
        self._lock = asyncio.Lock()

    def slow_down(self, delay: float) -> None:
        """Raise the delay to `delay` seconds; never lower it."""
        self.delay = max(self.delay, delay)

    def pause(self, seconds: float) -> None:
        """Let nothing pass for so many seconds."""
        self._until = max(self._until, self._clock() + seconds)

    async def turn(self, check: Callable[[], None]) -> float:
        """Return when a request may leave: its moment in seconds. `check` is called all the while and raises to end the wait."""
        async with self._lock:
            check()
            while (left := self._next() - self._clock()) > 0:
                await asyncio.sleep(min(left, STOP_SECONDS))
                check()
            self._last = self._clock()
            return self._last

    def answered(self, seconds: float) -> None:
        """An answer came, or did not, after so many seconds; the delay counts from now."""
        self._last = self._clock()
        self._slow = min(seconds, MAX_SLOW_SECONDS) if seconds >= SLOW_SECONDS else 0.0

    def _next(self) -> float:
        return max(self._last + max(self.delay, self._slow), self._until)
