"""Appending lines to the JSONL files of the months: noted first, written with the next commit."""

from __future__ import annotations

import zlib
from pathlib import Path

from newsbot.archive.files import Appender
from newsbot.archive.tables import Line
from newsbot.article import Article


class MonthWriter:
    """A JSONL file and the lines that wait for the next commit."""

    def __init__(self, folder: Path, name: str) -> None:
        self.name = name
        self.file = Appender(folder / name)
        self._waiting: list[bytes] = []
        self._end = self.file.size

    def add(self, article: Article, line: bytes) -> Line:
        """Note a line; where it will lie."""
        place = self._end
        self._waiting.append(line)
        self._end += len(line)
        return line_of(article, self.name, place, line)

    def write(self) -> None:
        """Append the noted lines to the file. Raises ArchiveNotWritable."""
        if self._waiting:
            self.file.write(b"".join(self._waiting), "mid-line")
            self._waiting.clear()


def line_of(article: Article, file: str, offset: int, line: bytes) -> Line:
    """What the ledger keeps of a line."""
    place = (file, offset, len(line), zlib.crc32(line))
    capture = (article.capture.file, article.capture.offset) if article.capture else (None, None)
    return Line(article.id, article.revision, article.url, article.content_hash, *place, *capture)
