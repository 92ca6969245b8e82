"""Articles that go to disk together: one sync for many."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from newsbot.archive.errors import ArchiveError

FULL = 64
"""Articles that go to disk together at the most."""
SECONDS = 0.25
"""How long an article waits for others at the most."""


class Batch:
    """Calls `commit` for what has gathered, and `failed` when the archive does not take it."""

    def __init__(self, commit: Callable[[], None], failed: Callable[[ArchiveError], None]) -> None:
        self._commit = commit
        self._failed = failed
        self._waiting = 0
        self._durable: asyncio.Future[None] | None = None

    def soon(self) -> asyncio.Future[None]:
        """The next moment when everything so far is on disk."""
        if self._durable is None:
            loop = asyncio.get_running_loop()
            self._durable = loop.create_future()
            loop.call_later(SECONDS, self._flush, self._durable)
        return self._durable

    async def on_disk(self) -> None:
        """Wait until everything so far is on disk; a full batch goes there at once. Raises ArchiveError."""
        self._waiting += 1
        future = self.soon()
        if self._waiting >= FULL:
            self._flush(future)
        await future

    def _flush(self, future: asyncio.Future[None]) -> None:
        if future is not self._durable:
            return
        self._durable = None
        self._waiting = 0
        try:
            self._commit()
        except ArchiveError as error:
            self._failed(error)
            future.set_exception(error)
            future.exception()  # pages without an article do not wait for it; those with one raise it
        else:
            future.set_result(None)
