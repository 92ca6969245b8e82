"""What goes between the command and the processes that read pages for it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from newsbot.archive.errors import ArchiveError
from newsbot.archive.jsonl import to_line
from newsbot.archive.tables import State
from newsbot.article import Article, Capture


class Verdict(Enum):
    """What came of a page."""

    SAME = "same"
    """The same line, byte for byte."""
    RECORD = "record"
    """A record, another one than before."""
    NO_ARTICLE = "no article"
    KEPT = "kept"
    """The reader failed, or what it made is no sound record: the old line stays."""
    UNREADABLE = "unreadable"
    """The capture, or the old line, cannot be read: the old line stays."""


@dataclass(frozen=True, slots=True)
class Reread:
    """A page read again."""

    verdict: Verdict
    article: Article | None = None
    """The record as it is now."""
    state: State | None = None
    """What the ledger says of a page that is no article."""
    reason: str = ""
    """Why there is no record."""

    @property
    def line(self) -> bytes:
        """The record as a line."""
        assert self.article is not None
        return to_line(self.article)


@dataclass(frozen=True, slots=True)
class Chunk:
    """Pages of one site."""

    folder: Path
    pages: tuple[bytes | tuple[str, Capture], ...]
    """Each a line of the archive, or a URL without a line and its capture."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A chunk with what came of its pages, in their order."""

    chunk: Chunk
    pages: tuple[Reread, ...]
    error: ArchiveError | None = None
    """Why none of them could be read: nothing tells which site they are of, or that cannot be read."""
