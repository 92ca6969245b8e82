"""The circuit breaker: a site that does not answer, or refuses newsbot, is asked no more in this run."""

from __future__ import annotations

from dataclasses import dataclass

from newsbot.archive import State

PAGES_IN_A_ROW = 10
"""Pages in a row that were not had, after which a health check of the site is due."""


@dataclass(slots=True)
class CircuitBreaker:
    """Counts pages in a row without an answer; open, it keeps what is pending for the next run."""

    open: str | None = None
    """Why the site is asked no more; null while it is asked."""
    quiet: str | None = None
    """Why a site that is well is asked no more: its quiet hours; null while it is asked."""
    _unanswered: int = 0

    @property
    def is_left(self) -> bool:
        """Whether the site is asked no more in this run."""
        return bool(self.open or self.quiet)

    def note(self, state: State | None) -> bool:
        """Count an answer, or its lack; whether a health check is due: whether the site answers at all.

        `state` is FAILED or BLOCKED for a page that was not had, anything else for one that was.
        """
        self._unanswered = self._unanswered + 1 if state in (State.FAILED, State.BLOCKED) else 0
        return self._unanswered > 0 and self._unanswered % PAGES_IN_A_ROW == 0

    def close(self) -> None:
        """The site is healthy."""
        self._unanswered = 0

    def trip(self, reason: str) -> None:
        """The health check failed: the site is down, or refuses newsbot."""
        self.open = f"{reason} (after {self._unanswered} pages in a row without an answer)"
