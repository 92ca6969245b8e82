"""Lines that the disk lost and whose captures it holds, made again before anything is fetched: their pages may be gone by now."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from newsbot.archive import Line, SiteArchive, WarcError
from newsbot.archive.captures import capture_at, read_capture
from newsbot.archive.tombstone import EMPTY_HASH, tombstone
from newsbot.article import Article, Capture
from newsbot.extraction.folder_site import UnknownSiteError
from newsbot.extraction.recapture import CaptureReader
from newsbot.site import Site


def make_owed_again(archive: SiteArchive, site: Site) -> None:
    """Make the lines again that `newsbot.archive.recover` gave up; on disk when this returns.

    `archive.recovered` says how many. The URL of one that cannot be made is pending. Raises ArchiveError.
    """
    owed = archive.ledger.lines.owed()
    if not owed:
        return
    try:
        reader = CaptureReader(archive.folder)  # it knows where the home page has moved to
    except UnknownSiteError:
        reader = CaptureReader(archive.folder, site)
    made = 0
    for line in owed:
        article = _article(archive.folder, reader, line, site)
        if article:
            archive.restore(article, line)
            made += 1
        else:
            archive.lose(line)
    archive.commit()
    before = archive.recovered
    archive.recovered = replace(before, owed=0, made_again=made, lost=before.lost + len(owed) - made)


def _article(folder: Path, reader: CaptureReader, line: Line, site: Site) -> Article | None:
    """What the capture of a line says now; None when it cannot be read, or is read as no article."""
    try:
        capture = capture_at(folder, line.capture_file or "", line.capture_offset or 0)
        if line.content_hash == EMPTY_HASH:
            return tombstone_of(folder, line.article_id, line.url, capture, site)
    except WarcError:
        return None
    return reader.page(line.url, capture).article


def tombstone_of(folder: Path, article_id: str, url: str, capture: Capture, site: Site) -> Article:
    """The tombstone of an article, made from the answer that said that it is gone; its revision is 1. Raises WarcError."""
    answer = read_capture(folder, capture)
    fetched = datetime.fromisoformat(answer.fetched_at).astimezone(UTC)
    return tombstone(
        article_id,
        1,
        site=site.name,
        url=url,
        fetched_at=fetched.strftime("%Y-%m-%dT%H:%M:%SZ"),
        http_status=answer.status,
        capture=capture,
    )
