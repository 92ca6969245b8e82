"""Checking an archive: every line, capture and count, in a stream, with constant memory. Nothing is changed.

What is checked, place by place:

- `ledger.sqlite`: SQLite's own integrity check; no URL in flight while nobody writes; the bytes it acknowledges are there; its
  tables do not contradict each other (see `newsbot.archive.ledger.contradictions`).
- every JSONL line: it is the line that was acknowledged (place and CRC-32), it reads strictly, it has no problems (see
  `newsbot.archive.validate`), its identity and revision are there once and its revisions are complete, its capture is there.
- every WARC record: gzip, length, block and payload digest (after a bad one it goes on at the next that a line leads to).
- `retractions.jsonl`: every line is a retraction, the ledger knows it, and a line holds what it takes back.
- sealed files: size and SHA-256 are those of the manifest.
- counts: the lines in the ledger and those in the files are the same; every archived URL has its line, every line its URL.

What cannot be read is damage like any other: it is named with the reason, and the check goes on behind it.

While a crawl writes the site, what lies behind the acknowledged bytes is not looked at.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO
from zlib import crc32

from newsbot.archive.captures import capture_files
from newsbot.archive.errors import ArchiveDamaged, ArchiveError, ArchiveNotWritable, cannot_be_read
from newsbot.archive.jsonl import glance
from newsbot.archive.ledger import Ledger
from newsbot.archive.lock import holder
from newsbot.archive.manifest import NAME as MANIFEST
from newsbot.archive.manifest import half_packed, seal_of, sealed_files
from newsbot.archive.months import MAX_BAD_LINES, TextDamaged, months, text_lines
from newsbot.archive.plain_json import parsed_as
from newsbot.archive.pointers import Pointers
from newsbot.archive.regular_files import inside, reading, refuse_no_folder
from newsbot.archive.retractions import NAME as RETRACTIONS
from newsbot.archive.retractions import broken_retractions, retracted_keys
from newsbot.archive.rewrite import unfinished
from newsbot.archive.site_folders import site_folders
from newsbot.archive.tables import Line, State
from newsbot.archive.validate import problems, refuse_unstorable
from newsbot.archive.warc import WarcError, records
from newsbot.article import Article, Capture


@dataclass(frozen=True, slots=True)
class Damage:
    """One thing that is not as it should be."""

    site: str
    place: str
    """File and line ("articles/2026-11.jsonl:12"), file and byte ("captures/….warc.gz@4711"), or the ledger."""
    what: str
    """What is wrong there, in one line."""

    def __str__(self) -> str:
        return f"{self.site}/{self.place}: {self.what}"


@dataclass(slots=True)
class SiteReport:
    """What `verify` looked at in one site's folder, and what it found wrong."""

    site: str
    lines: int = 0
    """JSONL lines read."""
    articles: int = 0
    """Different articles among them."""
    captures: int = 0
    """WARC response records read."""
    bytes: int = 0
    """Bytes of JSONL and WARC files read."""
    urls: int = 0
    """URLs in the ledger."""
    damage: list[Damage] = field(default_factory=list)
    """What is wrong; at most `MAX_DAMAGE` places, the rest is only counted."""
    damaged: int = 0
    """How many places are damaged."""
    writing: bool = False
    """A crawl was writing the site."""
    obstacle: str | None = None
    """Why it could not be checked to its end, though nothing is wrong with it: no space for temporary files, say."""

    def add(self, place: str, what: str) -> None:
        """Note a damaged place."""
        self.damaged += 1
        if self.damaged <= MAX_DAMAGE:
            self.damage.append(Damage(self.site, place, what))

    @property
    def sound(self) -> bool:
        """Everything was checked, and nothing is wrong."""
        return not self.damaged and self.obstacle is None


MAX_DAMAGE = 1000
"""Damaged places of a site that are named in a report."""


def verify(root: Path, sites: Iterable[str] | None = None, *, deep: bool = True) -> Iterator[SiteReport]:
    """Check an archive, site by site. Raises ArchiveError for a named site that is not there."""
    return (verify_site(folder, deep=deep) for folder in site_folders(root, sites))


def verify_site(folder: Path, *, deep: bool = True) -> SiteReport:
    """Check the archive of one site.

    Without `deep` a line whose bytes are those that were acknowledged is not read and judged once more, which is several times
    faster and still finds whatever happened to the files since.
    """
    report = SiteReport(folder.name)
    try:
        report.writing = holder(folder) is not None
        with Ledger.open_readonly(folder / "ledger.sqlite") as ledger, closing(Pointers()) as pointers:
            ledger.hold_snapshot()
            _Check(folder, ledger, pointers, report, deep=deep).all()
    except ArchiveNotWritable as error:
        report.obstacle = str(error)
    except (ArchiveError, sqlite3.DatabaseError) as error:
        report.add("ledger.sqlite", str(error))
    except OSError as error:
        report.add(_place(error, folder), cannot_be_read(error))
    return report


def _place(error: OSError, folder: Path) -> str:
    """What of a site's folder cannot be read."""
    path = Path(os.fsdecode(error.filename or folder))
    return str(path.relative_to(folder)) if path.is_relative_to(folder) else str(path)


class _Check:
    """The checks of one site against one snapshot of its ledger."""

    def __init__(self, folder: Path, ledger: Ledger, pointers: Pointers, report: SiteReport, *, deep: bool) -> None:
        self._folder = folder
        self._ledger = ledger
        self._pointers = pointers
        self._report = report
        self._deep = deep
        self._sizes = ledger.files.acknowledged()
        self._unfinished = unfinished(self._sizes)
        self._months: dict[str, Path] = {}

    def all(self) -> None:
        """Check the ledger, then the lines, then the captures that both lead to."""
        self._check_ledger()
        self._check_sealed()
        self._check_retractions()
        if self._can_list("articles"):
            self._months = months(self._folder)
            for name in sorted({*self._months, *(one for one in self._sizes if one.endswith(".jsonl"))}):
                self._check_month(name)
        for url, capture in self._ledger.captures.latest():
            self._point(capture, f"ledger.sqlite: {url}")
        if self._can_list("captures"):
            found = {f"captures/{path.name}" for path in capture_files(self._folder)}
            found |= {name for name in self._sizes if name.startswith("captures/")}
            for name in sorted({*found, *self._pointers.files()}):
                self._check_captures(name)

    def _can_list(self, name: str) -> bool:
        """Whether the files of a folder can be seen; one that is not there has none."""
        try:
            refuse_no_folder(self._folder / name)
            os.scandir(self._folder / name).close()
        except FileNotFoundError:
            return True
        except OSError as error:
            self._report.add(name, cannot_be_read(error))
            return False
        return True

    def _check_ledger(self) -> None:
        for trouble in self._ledger.problems():
            self._report.add("ledger.sqlite", trouble)
        self._report.urls = self._ledger.urls.count()
        self._report.articles = self._ledger.lines.article_count()
        if (flying := self._ledger.urls.count_in(State.IN_FLIGHT)) and not self._report.writing:
            self._report.add(
                "ledger.sqlite", f"{flying} URLs are in flight, but nobody crawls: the last run died; crawl again"
            )
        for contradiction in self._ledger.contradictions():
            self._report.add("ledger.sqlite", contradiction)

    def _check_sealed(self) -> None:
        """Every sealed file is, bit for bit, what the manifest says, and is the only one of its month."""
        try:
            sealed = sealed_files(self._folder)
        except ArchiveDamaged as error:
            self._report.add(MANIFEST, str(error))
            return
        except OSError as error:
            self._report.add(MANIFEST, cannot_be_read(error))
            return
        interrupted = dict(half_packed(self._folder))
        if not self._report.writing:
            for file, what in interrupted.items():
                self._report.add(file, f"{what}; its packing was interrupted: crawl or seal again to finish it")
        for name, one in sealed.items():
            try:
                found = seal_of(self._folder, self._folder / one.file, one.text_bytes)
            except OSError as error:
                if one.file not in interrupted:
                    self._report.add(one.file, f"is sealed, and {cannot_be_read(error)}")
                continue
            if found != one:
                self._report.add(one.file, "is not what was sealed: its SHA-256 is not that of the manifest")
            if one.text_bytes != self._sizes.get(name, 0):
                self._report.add(one.file, "the manifest and the ledger tell of different sizes")

    def _check_retractions(self) -> None:
        """What was taken back is told by file and ledger alike, and is there."""
        for place, what in broken_retractions(self._folder):
            self._report.add(place, what)
        told = {one.key for one in self._ledger.retractions.all()}
        found: frozenset[tuple[str, int]] = frozenset()
        with suppress(ArchiveDamaged):  # it is told above
            found = retracted_keys(self._folder)
            for article_id, revision in sorted(found ^ told) if not self._report.writing else ():
                lacks = "the ledger" if (article_id, revision) in found else RETRACTIONS
                self._report.add(
                    RETRACTIONS, f"{lacks} does not know that {article_id} revision {revision} was taken back"
                )
        for article_id, revision in sorted(found | told):
            if not self._ledger.lines.get(article_id, revision):
                self._report.add(RETRACTIONS, f"{article_id} revision {revision} was taken back, and no line holds it")

    def _check_month(self, name: str) -> None:
        if name in self._unfinished:
            self._report.add(name, "was being written anew when the process died: crawl or reread again to finish it")
            return
        with closing(self._ledger.lines.in_file(name)) as rows:
            try:
                self._check_lines(name, rows)
            except OSError as error:
                self._report.add(f"articles/{self._months[name].name}", cannot_be_read(error))

    def _check_lines(self, name: str, rows: Iterator[Line]) -> None:
        """Every line is the one that was acknowledged there, and sound."""
        row, damaged = next(rows, None), self._report.damaged
        for number, line in enumerate(self._lines_of(name), 1):
            place = f"{name}:{number}"
            if self._report.damaged - damaged > MAX_BAD_LINES:
                self._report.add(place, f"more than {MAX_BAD_LINES} damages before it: the rest is not looked at")
                return
            same = row is not None and len(line) == row.length and crc32(line) == row.crc
            if same and not self._deep and self._point_of(line, place):
                row = next(rows, None)
                continue
            article = self._read(line, place)
            if (
                row
                and same
                and article
                and _facts(article) != (row.article_id, row.revision, row.url, row.content_hash)
            ):
                self._report.add(place, f"the ledger takes it for {_name(row)} of {row.url}, or for another content")
            elif row and not same:
                known = self._ledger.lines.get(article.id, article.revision) if article else row
                if known and known.file == name and known.offset > row.offset:
                    row = self._missing_until(known, row, rows)
                elif known != row:
                    self._report.add(place, "an extra line: the ledger does not know it, or knows it elsewhere")
                    continue
                if row and article and crc32(line) != row.crc:
                    self._report.add(place, f"{_name(row)} was edited after it was archived")
            elif row is None:
                self._report.add(
                    place, "the ledger does not know this line: the last run died; crawl again to take it over"
                )
            row = next(rows, None)
        self._missing_until(None, row, rows)

    def _missing_until(self, found: Line | None, row: Line | None, rows: Iterator[Line]) -> Line | None:
        """Tell of the acknowledged lines that are not there, up to the one that was found."""
        while row and row != found:
            self._report.add(f"{row.file}@{row.offset}", f"{_name(row)} is missing")
            row = next(rows, None)
        return row

    def _lines_of(self, name: str) -> Iterator[bytes]:
        path = self._months.get(name)
        if path is None:
            return
        left = self._sizes.get(name, 0) if self._report.writing else 1 << 62
        try:
            for line in text_lines(path):
                left -= len(line)
                if left < 0:
                    return
                self._report.lines += 1
                self._report.bytes += len(line)
                yield line
        except TextDamaged as error:
            self._report.add(name, str(error))

    def _read(self, line: bytes, place: str) -> Article | None:
        if not line.endswith(b"\n"):
            self._report.add(place, "torn: its line feed is missing; crawl again to mend it")
            return None
        try:
            article = glance(line)
        except ValueError as error:
            self._report.add(place, str(error))
            return None
        for problem in problems(article):
            self._report.add(place, problem)
        try:
            refuse_unstorable(article)
        except ValueError as error:
            self._report.add(place, str(error))
            return None
        self._point(article.capture, place)
        return article

    def _point_of(self, line: bytes, place: str) -> bool:
        """Note the capture in a line that is known to be sound, without reading the rest; False when it is not sound."""
        value = line[line.rfind(b'"capture":') + 10 : -2]
        try:
            self._point(None if value == b"null" else parsed_as(value, Capture), place)
        except ValueError:
            return False
        return True

    def _point(self, capture: Capture | None, place: str) -> None:
        if capture is None:
            self._report.add(place, "capture: null, so nobody can tell what it was read from")
            return
        try:
            self._pointers.add(capture, place)
        except ValueError as error:
            self._report.add(place, str(error))

    def _check_captures(self, name: str) -> None:
        """Every record is sound, and every pointer leads to the response that it names."""
        try:
            with reading(inside(self._folder, name)) as stream:
                self._check_records(stream, name, os.fstat(stream.fileno()).st_size)
        except FileNotFoundError:
            self._report.add(name, f"is missing; {self._pointers.count(name)} records lead to it")
            return
        except OSError as error:
            self._report.add(name, f"{cannot_be_read(error)}; {self._pointers.count(name)} records lead to it")
            return
        for place in self._pointers.left(name):
            self._report.add(place, f"its capture in {name} is missing or damaged")

    def _check_records(self, stream: BinaryIO, name: str, size: int) -> None:
        known = self._sizes.get(name, 0)
        end = min(size, known) if self._report.writing else size
        if size < known:
            self._report.add(f"{name}@{size}", f"ends here, {known - size} bytes are missing")
        elif end > known:
            self._report.add(
                f"{name}@{known}", f"{end - known} bytes that were never acknowledged: crawl again to mend it"
            )
        self._report.bytes += end
        offset: int | None = 0
        while offset is not None and offset < end:
            offset = self._scan(stream, name, offset, end)

    def _scan(self, stream: BinaryIO, name: str, begin: int, end: int) -> int | None:
        """Read records from `begin` on; where to go on after a damaged one, None when there is nothing more."""
        try:
            for record in records(stream, begin):
                if record.type == "response":
                    self._report.captures += 1
                    self._pointers.meet(name, record)
                if record.offset + record.length >= end:
                    return None
        except WarcError as error:
            self._report.add(f"{name}@{error.offset}", str(error))
            return self._pointers.next(name, error.offset)
        return None


def _facts(article: Article) -> tuple[str, int, str, str]:
    """What the ledger keeps of a record besides its place."""
    return article.id, article.revision, article.url, article.content_hash


def _name(row: Line) -> str:
    return f"{row.article_id} revision {row.revision}"
