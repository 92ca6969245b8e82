"""What one source brought in a run."""

from __future__ import annotations

from dataclasses import dataclass, field

from newsbot.archive import State

OLD_IN_A_ROW = 10
"""Articles of one section older than asked for, in a row, after which the section is left."""
BARREN_IN_A_ROW = 30
"""New URLs of one section that turn out to be articles known by another URL, in a row, after which it is left."""


@dataclass(slots=True)
class SourceTally:
    """What one source brought in this run."""

    label: str
    pages: int = 0
    """Pages of it that were read."""
    found: int = 0
    """URLs it listed."""
    new: int = 0
    """Those that the ledger did not know."""
    problem: str | None = None
    """Why it could not be read."""
    failed: bool = False
    """Articles may be missing for it: it makes the run a failed one."""
    notes: dict[str, None] = field(default_factory=dict)
    """What else an archivist should know."""
    old_in_a_row: int = 0
    barren_in_a_row: int = 0

    @property
    def is_old(self) -> bool:
        """It has come to articles older than asked for."""
        return self.old_in_a_row >= OLD_IN_A_ROW

    @property
    def is_barren(self) -> bool:
        """It makes new URLs of articles that are known by others: session ids, facets."""
        return self.barren_in_a_row >= BARREN_IN_A_ROW

    def note_outcome(self, state: State, *, is_old: bool | None) -> None:
        """Count what became of a URL that it brought; `is_old` is None when nothing tells when the article came out."""
        self.barren_in_a_row = self.barren_in_a_row + 1 if state is State.DUPLICATE else 0
        if is_old is not None:
            self.old_in_a_row = self.old_in_a_row + 1 if is_old else 0
