"""The revisions of an article: where they lie, and what changed from one to the next."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any
from zlib import crc32

from newsbot.archive import ArchiveDamaged, ArchiveError, Ledger, from_line, read
from newsbot.archive.months import line_at, months
from newsbot.archive.retractions import Retraction, read_retractions
from newsbot.archive.site_folders import site_folders
from newsbot.archive.tables import Line
from newsbot.archive.tombstone import is_tombstone
from newsbot.article import TEXT_BLOCKS, Article

_PLAIN = (
    "title", "lead", "byline", "authors", "published_at", "modified_at", "section", "tags", "agency", "video_source", "url",
    "canonical_url", "flags",
)  # fmt: skip
"""Fields that are compared as a whole. `published_raw`, related links and the origin say nothing new of the article."""
_ALIKE = 0.5
"""Share of words in common from which on two paragraphs are one that was edited."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs between two revisions."""

    what: str
    """A key of the record, or "paragraph", "image", "video", "caption"."""
    before: Any
    """None when it was added."""
    after: Any
    """None when it was removed."""


def revisions_of(root: Path, article_id: str) -> list[Article]:
    """The revisions of an article, oldest first; empty when the archive has none.

    Raises ArchiveError when the archive cannot be read.
    """
    folder = next((one for one in site_folders(root) if one.name == article_id.partition(":")[0]), None)
    if folder is None:
        return []
    try:
        with Ledger.open_readonly(folder / "ledger.sqlite") as ledger:
            lines = ledger.lines.revisions(article_id)
    except ArchiveError:
        return _search(folder, article_id)
    try:
        held = months(folder)
    except OSError as error:
        raise ArchiveDamaged.unreadable(error, folder) from error
    return [_article(folder, held, line) for line in lines]


def revisions_at(root: Path, urls: Sequence[str]) -> list[Article]:
    """The revisions of the article at the first of these URLs that holds one, oldest first; empty when none does.

    Raises ArchiveError when the archive cannot be read.
    """
    unreadable: ArchiveError | None = None
    for folder in site_folders(root):
        try:
            with Ledger.open_readonly(folder / "ledger.sqlite") as ledger:
                entries = [entry for url in urls if (entry := ledger.urls.entry(url))]
        except ArchiveError as error:
            unreadable = unreadable or error
            continue
        for entry in entries:
            if entry.article_id:
                return revisions_of(root, entry.article_id)
    if unreadable:
        raise unreadable
    return []


def _article(folder: Path, held: dict[str, Path], line: Line) -> Article:
    try:
        text = line_at(held[line.file], line.offset, line.length)
        if crc32(text) != line.crc:
            raise ValueError("it was changed by another hand")
        return from_line(text)
    except (KeyError, OSError, ValueError) as error:
        place = f"{folder / line.file} at byte {line.offset}"
        raise ArchiveDamaged(
            f"{place} does not hold {line.article_id} as it was archived; newsbot verify says more"
        ) from error


def _search(folder: Path, article_id: str) -> list[Article]:
    """Without a ledger all lines are read."""
    try:
        return sorted((one for one in read(folder) if one.id == article_id), key=lambda article: article.revision)
    except FileNotFoundError:
        return []
    except ValueError as error:
        raise ArchiveDamaged(str(error)) from error
    except OSError as error:
        raise ArchiveDamaged.unreadable(error, folder) from error


def retractions_of(root: Path, article_id: str) -> dict[int, Retraction]:
    """What was taken back of an article, by revision. Raises ArchiveDamaged."""
    folder = next((one for one in site_folders(root) if one.name == article_id.partition(":")[0]), None)
    found = read_retractions(folder) if folder else []
    return {one.revision: one for one in found if one.id == article_id}


def with_content_before(
    revisions: Iterable[Article], retracted: Container[int] = ()
) -> Iterator[tuple[Article | None, Article]]:
    """Each revision behind the last one before it that is no tombstone; that is what a reader has seen of the article.

    What was taken back is compared with what was there before it, and nothing is compared with it.
    """
    last: Article | None = None
    for one in revisions:
        yield last, one
        if not is_tombstone(one) and one.revision not in retracted:
            last = one


def changes(old: Article, new: Article) -> Iterator[Change]:
    """What differs between two revisions, in the order of the record."""
    for key in _PLAIN:
        before, after = getattr(old, key), getattr(new, key)
        if before != after:
            yield Change(key, _shown(before), _shown(after))
    yield from _paragraphs(_texts(old), _texts(new))
    yield from _media(
        "image", {image.url: image.caption for image in old.images}, {i.url: i.caption for i in new.images}
    )
    yield from _media("video", _videos(old), _videos(new))


def words_changed(before: str, after: str) -> Iterator[tuple[str, str]]:
    """The words of two texts in order, each run with "=" for both, "-" for the first alone, "+" for the second alone."""
    old, new = before.split(" "), after.split(" ")
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield "=", " ".join(old[a:b])
            continue
        if a < b:
            yield "-", " ".join(old[a:b])
        if c < d:
            yield "+", " ".join(new[c:d])


def _shown(value: Any) -> Any:
    return ", ".join(value) or None if isinstance(value, tuple) else value


def _texts(article: Article) -> list[str]:
    return [block.text for block in article.blocks if block.type in TEXT_BLOCKS - {"lead"} and block.text]


def _videos(article: Article) -> dict[str, str | None]:
    return {video.url or video.embed_url or "": video.caption for video in article.videos}


def _media(what: str, old: dict[str, str | None], new: dict[str, str | None]) -> Iterator[Change]:
    for url in dict.fromkeys((*old, *new)):
        if url not in new:
            yield Change(what, url, None)
        elif url not in old:
            yield Change(what, None, url)
        elif old[url] != new[url]:
            yield Change("caption", old[url], new[url])


def _paragraphs(old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield from _replaced(old[a:b], new[c:d])


def _replaced(old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    """The two most alike are one paragraph that was edited; what stands before and behind them is compared in turn."""
    best, at, to = _ALIKE, -1, -1
    for i, before in enumerate(old):
        matcher = SequenceMatcher(None, b=before.split(), autojunk=False)
        for j, after in enumerate(new):
            matcher.set_seq1(after.split())
            if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best and (alike := matcher.ratio()) > best:
                best, at, to = alike, i, j
    if at < 0:
        yield from (Change("paragraph", text, None) for text in old)
        yield from (Change("paragraph", None, text) for text in new)
        return
    yield from _replaced(old[:at], new[:to])
    yield Change("paragraph", old[at], new[to])
    yield from _replaced(old[at + 1 :], new[to + 1 :])
