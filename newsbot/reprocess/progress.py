"""What a long reading says on stderr meanwhile: a line that changes on a terminal, plain lines now and then elsewhere."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Self

from newsbot.console.escapes import shown
from newsbot.console.terminal import Terminal
from newsbot.reprocess.changes import Changes

LINE_SECONDS = 10.0


class RereadProgress:
    """Use it as a context around the reading."""

    def __init__(self) -> None:
        console = Terminal(stderr=True)
        self._status = console.status("") if console.is_terminal else None
        self._next = time.monotonic() + LINE_SECONDS

    def note(self, changes: Changes) -> None:
        """Some pages of a site were read."""
        text = f"{shown(changes.site)}: {changes.lines} records read again, {changes.changed} are different"
        if self._status:
            self._status.update(text)
        elif time.monotonic() >= self._next:
            sys.stderr.write(f"{text}\n")
            self._next = time.monotonic() + LINE_SECONDS

    def __enter__(self) -> Self:
        if self._status:
            self._status.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._status:
            self._status.stop()
