"""The circuit breaker: a site that does not answer, or refuses newsbot, is asked no more in this run."""

from __future__ import annotations

from dataclasses import dataclass

from newsbot.archive import State

PAGES_IN_A_ROW = 10
"""Pages in a row that were not had, after which a health check of the site is due."""
REFUSED_IN_A_ROW = 20
"""Pages in a row that were refused or not answered at all, after which the site is left, also when its home page answers."""


@dataclass(slots=True)
class CircuitBreaker:
    """Counts pages in a row without an answer; open, it keeps what is pending for the next run."""

    open: str | None = None
    """Why the site is asked no more; null while it is asked."""
    quiet: str | None = None
    """Why a site that is well is asked no more: its quiet hours; null while it is asked."""
    _unanswered: int = 0
    _refused: int = 0

    @property
    def is_left(self) -> bool:
        """Whether the site is asked no more in this run."""
        return bool(self.open or self.quiet)

    def note(self, state: State | None, reason: str | None = None, *, is_answered: bool = True) -> bool:
        """Count an answer, or its lack; whether a health check is due: whether the site answers at all.

        `state` is FAILED or BLOCKED for a page that was not had, anything else for one that was. `is_answered` is False for one
        whose connection was refused, reset or silent.
        """
        self._unanswered = self._unanswered + 1 if state in (State.FAILED, State.BLOCKED) else 0
        is_refused = state is State.BLOCKED or (state is State.FAILED and not is_answered)
        self._refused = self._refused + 1 if is_refused else 0
        if self._refused >= REFUSED_IN_A_ROW and self.open is None:
            self.open = f"{reason or state} ({self._refused} pages in a row were refused, though the home page answers)"
            return False
        return self._unanswered > 0 and self._unanswered % PAGES_IN_A_ROW == 0

    def close(self) -> None:
        """The site is healthy, as far as its home page tells."""
        self._unanswered = 0

    def trip(self, reason: str) -> None:
        """The health check failed: the site is down, or refuses newsbot."""
        self.open = f"{reason} (after {self._unanswered} pages in a row without an answer)"
