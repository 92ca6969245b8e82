"""Whether a page has changed, or only the code that reads it: what differs when the same code reads both captures is a change."""

from __future__ import annotations

from pathlib import Path

from newsbot.archive import WarcError
from newsbot.archive.captures import response_at
from newsbot.archive.tables import Line
from newsbot.article import Article
from newsbot.crawl.reading import Readers, ReadingFailed, ReadingStopped


async def reads_as(article: Article, line: Line, folder: Path, readers: Readers) -> bool:
    """Whether the page from which a line was read says today what this article says.

    False also when that cannot be told: its capture is not to be had, or the reader fails over it. `folder` is the site's.
    Raises ReadingStopped.
    """
    if line.capture_file is None or line.capture_offset is None:
        return False
    try:
        before = response_at(folder, line.capture_file, line.capture_offset)
        reading = await readers.read(before.body, url=before.url, content_type=before.header("Content-Type"))
    except ReadingStopped:
        raise
    except (WarcError, ReadingFailed):
        return False
    return reading.article is not None and reading.article.content_hash == article.content_hash
