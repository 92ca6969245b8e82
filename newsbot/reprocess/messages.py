"""What goes between a command and the processes that read captures again for it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from newsbot.archive.errors import ArchiveDamaged, ArchiveError
from newsbot.article import Capture
from newsbot.extraction.recapture import Reread


@dataclass(frozen=True, slots=True)
class Chunk:
    """Pages of one site."""

    folder: Path
    pages: tuple[bytes | tuple[str, Capture], ...]
    """Each a line of the archive, or a URL without a line and its capture."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of the pages of a chunk, in their order."""

    pages: tuple[Reread, ...]
    trouble: str | None = None
    """Why none of them could be read: nothing tells which site they are of, or that cannot be read."""
    is_damage: bool = False
    """The archive is damaged, or cannot be read."""

    @property
    def error(self) -> ArchiveError | None:
        """The trouble as an error to raise."""
        if self.trouble is None:
            return None
        return ArchiveDamaged(self.trouble) if self.is_damage else ArchiveError(self.trouble)
