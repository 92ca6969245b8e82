"""The console of rich, for text that may come from the web or from an archive."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

from newsbot.console.escapes import shown


class Terminal(Console):
    """Shows text as it is: nothing in it is markup, and what would steer the terminal is written as an escape.

    Rich ends the process with code 1 when the reader of a pipe has gone; the command knows better.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(markup=False, emoji=False, highlight=False, **options)

    def on_broken_pipe(self) -> None:
        """Leave the end to the command."""
        raise BrokenPipeError

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """The segments of what is shown, each safe."""
        for segment in super().render(renderable, options):
            yield (
                segment if segment.control else Segment("\n".join(map(shown, segment.text.split("\n"))), segment.style)
            )
