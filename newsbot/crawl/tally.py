"""What one source brought in a run."""

from __future__ import annotations

from dataclasses import dataclass, field

from newsbot.archive import State

OLD_IN_A_ROW = 10
"""Articles of one section older than asked for, in a row, after which the section is left."""
SAME_IN_A_ROW = 30
"""New URLs of one section that turn out to be articles known by another URL, in a row, after which it is left."""
BARREN_IN_A_ROW = 100
"""New URLs of one section that bring no article, in a row, after which it is left: ten pages of it, deleted or never written."""
_BARREN = (
    State.DUPLICATE,
    State.GONE,
    State.NOT_ARTICLE,
    State.DISALLOWED,
    State.TOO_LARGE,
    State.QUARANTINED,
)
"""States of such a URL. One that has moved may have brought an article at its target; one without an answer says nothing."""


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
    same_in_a_row: int = 0
    barren_in_a_row: int = 0
    content: str | None = None
    """Content of the last article that it brought."""

    @property
    def is_old(self) -> bool:
        """It has come to articles older than asked for."""
        return self.old_in_a_row >= OLD_IN_A_ROW

    @property
    def is_same(self) -> bool:
        """It makes new URLs of articles that are known by others: session ids, facets."""
        return self.same_in_a_row >= SAME_IN_A_ROW

    @property
    def barren(self) -> str | None:
        """Why it brings nothing of its own; None while it does."""
        if self.is_same:
            return "its URLs are new names of known articles"
        return (
            f"its last {BARREN_IN_A_ROW} URLs brought no article" if self.barren_in_a_row >= BARREN_IN_A_ROW else None
        )

    def note_outcome(self, state: State, *, is_old: bool | None, content: str | None = None) -> None:
        """Count what became of a URL that it brought.

        `is_old` is None when nothing tells when the article came out; `content` is the digest of the article, if it is one.
        """
        is_same = state is State.DUPLICATE or (content is not None and content == self.content)
        self.content = content or self.content
        self.same_in_a_row = self.same_in_a_row + 1 if is_same else 0
        self.barren_in_a_row = self.barren_in_a_row + 1 if is_same or state in _BARREN else 0
        if is_old is not None:
            self.old_in_a_row = self.old_in_a_row + 1 if is_old else 0
