"""Mending a site after a kill, a power cut or a full disk: nothing lost, nothing twice, nothing torn.

The ledger knows how many bytes of each file it acknowledged. Behind them may lie what a dying process wrote after its last
commit. Whole records there are kept: captures as they are, JSONL lines by acknowledging them now (their captures were on disk
before them). From the first record that is torn, the file is cut. Every URL still in flight is pending again.

A disk that lost what it had promised to hold leaves files that end before the acknowledged bytes, or hold NUL bytes from there
on. That is the residue of a crash only when it is the tail of what was written last:

- captures: the tail of the newest capture file, and every line from the first one that lost its capture on is read from that
  file. A cut in an older file, or one behind which anything is whole, is damage.
- lines: the tail of a month. Of the newest month a run that died may lose up to `TAIL_LINES` lines, of another one `FEW_LINES`.
- A run that ended (`Ledger.has_ended`) had everything on disk: of that no more than `FEW_LINES` are lost in all.

Such a tail is given up: the files are cut to the last whole records that belong together. A line whose capture is whole is
owed: whoever crawls makes it again from there (extraction.owed) before anything is fetched, and its URL stays as it was. The
URLs of the others are fetched again.

A line is torn when its line feed is missing or when it holds NUL bytes, which a power cut leaves and JSON never has. Anything
else that is not as acknowledged was changed by another hand: that is damage, and damage is told, not mended.

Mending destroys no content: whole lines that are cut off are first set aside, as they were, in `lost/<UTC time>.jsonl`.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field, fields
from datetime import UTC
from pathlib import Path

from newsbot.archive.captures import capture_files, read_record
from newsbot.archive.errors import ArchiveDamaged, ArchiveNotWritable
from newsbot.archive.events import Recovered
from newsbot.archive.fault import fault
from newsbot.archive.files import Appender, cut, remove, sync_folder
from newsbot.archive.jsonl import from_line
from newsbot.archive.ledger import Ledger
from newsbot.archive.manifest import finish_packing, sealed_files, sealed_names
from newsbot.archive.month_writer import line_of
from newsbot.archive.months import (
    MAX_LINE_BYTES,
    TextDamaged,
    lines_of,
    months,
    open_text,
    packing_of,
    read_line,
    text_lines,
)
from newsbot.archive.recrawl import Plan
from newsbot.archive.regular_files import inside, reading
from newsbot.archive.retractions import mend_retractions
from newsbot.archive.rewrite import finish_rewrites
from newsbot.archive.states import States
from newsbot.archive.tables import Line
from newsbot.archive.torn import is_last_member, last_record, lines_from, zeros_from
from newsbot.archive.validate import refuse_unstorable
from newsbot.article import Article, Capture

TAIL_LINES = 1000
"""More lines than a few commits hold: a longer loss is no torn tail."""
FEW_LINES = 8
"""Lines that may be lost of a run that has ended. None should be; but a disk that reports as written what is still in its own
memory loses the last few kilobytes in a power cut just after the end, and that is no reason to call for a person."""
GZIP_TRAILER_BYTES = 8
"""Bytes of the CRC-32 and the length that end a gzip member (RFC 1952 section 2.3.1); the last of them are often NUL."""


@dataclass(frozen=True, slots=True)
class Recovery:
    """What was mended when the archive was opened."""

    released: int = 0
    """URLs that were in flight and are pending again."""
    adopted: int = 0
    """Whole JSONL lines that were on disk but not in the ledger, and are now."""
    lost: int = 0
    """Lines that had been acknowledged and that the disk lost with their captures; their URLs are pending again."""
    owed: int = 0
    """Lines that had been acknowledged and that the disk lost, to be made again from their captures."""
    made_again: int = 0
    """Lines that were made again from their captures."""
    cut: tuple[tuple[str, int], ...] = ()
    """Files that ended in a torn record, with the bytes cut off."""
    set_aside: tuple[str, int] | None = None
    """File that whole lines were put into before they were cut off, and how many; None when none was."""

    def __bool__(self) -> bool:
        return any(getattr(self, one.name) for one in fields(self))

    def __str__(self) -> str:
        parts = [f"{name}: {size} torn bytes cut" for name, size in self.cut]
        if self.set_aside:
            parts.append(f"{self.set_aside[1]} whole lines set aside in {self.set_aside[0]}")
        if self.made_again:
            parts.append(f"{self.made_again} articles made again from their captures")
        if self.owed:
            parts.append(f"{self.owed} articles to make again from their captures")
        if self.lost:
            parts.append(f"{self.lost} articles lost by the disk, to fetch again")
        if self.adopted:
            parts.append(f"{self.adopted} articles taken over from the files")
        if self.released:
            parts.append(f"{self.released} URLs to fetch again")
        return "; ".join(parts) or "nothing to mend"


def recover(
    folder: Path,
    ledger: Ledger,
    *,
    give_up: bool = True,
    plan: Plan = Plan(),  # noqa: B008 - frozen
    retract: bool = True,
) -> Recovery:
    """Mend a site folder whose lock is held. Raises ArchiveDamaged (nothing was changed then) and ArchiveNotWritable.

    Without `give_up` a lost tail is damage too: who does not fetch its articles again must not take them from the archive.
    Articles that are taken over are fetched again by `plan`. Without `retract` the file of retractions is left to the caller.
    """
    finish_rewrites(folder, ledger)
    finish_packing(folder)
    mending = _Mending(
        folder, ledger, ledger.files.acknowledged(), months(folder), give_up, States(ledger, folder.name, plan)
    )
    for name in mending.names("captures/", *(f"captures/{path.name}" for path in capture_files(folder))):
        mending.captures(name)
    for name in mending.names("articles/", *mending.months):
        mending.lines(name)
    released = ledger.frontier.release_all()
    if retract:
        mending.states.retract(mend_retractions(folder, ledger.retractions.all()))
    set_aside = _set_aside(folder, mending, f"lost/{ledger.clock().astimezone(UTC):%Y%m%dT%H%M%SZ}.jsonl")
    remove(mending.empty)
    for name, end, _ in mending.cuts:
        cut(folder / name, end)
    fault("before-mended")
    ledger.commit()
    cuts = tuple((name, size) for name, _, size in mending.cuts)
    owed = len(ledger.lines.owed())
    return Recovery(released, mending.adopted, mending.lost, owed=owed, cut=cuts, set_aside=set_aside)


def _set_aside(folder: Path, mending: _Mending, name: str) -> tuple[str, int] | None:
    """Put the whole lines that are about to be cut off where they stay; on disk when this returns."""
    whole = [
        line
        for month, begin, _ in mending.cuts
        if month.endswith(".jsonl")
        for line in lines_from(folder / month, begin)
        if line.endswith(b"\n") and b"\0" not in line
    ]
    if not whole:
        return None
    path = folder / name
    try:
        path.parent.mkdir(exist_ok=True)
        sync_folder(folder)
    except OSError as error:
        raise ArchiveNotWritable.of(error, path.parent) from error
    file = Appender(path)
    try:
        file.write(b"".join(whole))
        file.sync()
    finally:
        file.close()
    return name, len(whole)


@dataclass(slots=True)
class _Mending:
    """The files are cut last, so that nothing is changed when damage is found on the way."""

    folder: Path
    ledger: Ledger
    acknowledged: dict[str, int]
    months: dict[str, Path]
    give_up: bool
    states: States
    keep: dict[str, int] = field(default_factory=dict)
    """JSONL files that lose a tail because their captures are lost: where it begins."""
    cuts: list[tuple[str, int, int]] = field(default_factory=list)
    """File, new size, bytes cut off."""
    torn_at: dict[str, int] = field(default_factory=dict)
    """WARC files that lose a tail: where it begins."""
    empty: list[Path] = field(default_factory=list)
    """WARC files whose writer died before the first record."""
    adopted: int = 0
    lost: int = 0
    given_up: int = 0
    """Lines that were acknowledged and are lost, also those that are owed."""

    def names(self, folder: str, *there: str) -> list[str]:
        """The files of a folder, those that are there and those that the ledger knows."""
        return sorted({*there, *(name for name in self.acknowledged if name.startswith(folder))})

    @property
    def _site(self) -> str:
        return self.folder.name

    @property
    def _newest_captures(self) -> str | None:
        known = (f"captures/{path.name}" for path in reversed(capture_files(self.folder)))
        return next((name for name in known if name in self.acknowledged), None)

    def _may_lose(self, count: int, *, newest: bool) -> bool:
        """Whether the last run may have lost so many lines of a file, beside those that are given up already."""
        if self.ledger.has_ended:
            return self.given_up + count <= FEW_LINES
        return count <= (TAIL_LINES if newest else FEW_LINES)

    def captures(self, name: str) -> None:
        """Find the last whole record of a WARC file."""
        path, known = inside(self.folder, name), self.acknowledged.get(name, 0)
        if not path.exists():
            raise ArchiveDamaged(
                f"{path} is missing: newsbot verify names what it held; restore it, "
                f"or go on without it by newsbot verify --rebuild {self._site}"
            )
        size = path.stat().st_size
        if size == known == 0:
            self.empty.append(path)
            return
        held = zeros_from(path)
        zeroed = size - held > GZIP_TRAILER_BYTES
        if size == known and not zeroed:
            return
        end, error = last_record(path, known if size > known and not zeroed else 0)
        if end < known and (zeroed or size < known):
            if not self.give_up:
                raise ArchiveDamaged(f"{path} lacks {known - end} bytes: restore it, or crawl again to mend the site")
            self._captures_lost(name, end, size, is_tail=not error or error.torn or is_last_member(path, end, held))
            return
        if error and self.ledger.fresh and not error.torn:
            raise ArchiveDamaged(f"{path}: {error}; restore the file, or move it away") from error
        if error:
            self._cut_captures(name, end, size)
        self.ledger.files.acknowledge(name, end)

    def _cut_captures(self, name: str, end: int, size: int) -> None:
        self.torn_at[name] = end
        if size > end:
            self.cuts.append((name, end, size - end))

    def _captures_lost(self, name: str, end: int, size: int, *, is_tail: bool) -> None:
        """Give up the lines whose captures are lost, when that may be the residue of a crash."""
        first: dict[str, int] = {}
        for line in self.ledger.lines.read_from(name, end):
            first[line.file] = min(line.offset, first.get(line.file, line.offset))
        lines = [line for file, offset in first.items() for line in self.ledger.lines.in_file(file, offset)]
        is_last = name == self._newest_captures and all(line.capture_file == name for line in lines)
        is_last = is_last and name not in sealed_names(self.folder)
        count = max(len(lines), self.ledger.captures.count_from(name, end))
        if not (is_tail and is_last and self._may_lose(count, newest=True)):
            raise ArchiveDamaged(
                f"{self.folder / name} lacks what it held from byte {end} on, and no crash explains that: newsbot verify names "
                f"what leads there; restore it, or go on without it by newsbot verify --rebuild {self._site}"
            )
        for file, offset in first.items():
            self.keep[file] = min(offset, self.keep.get(file, offset))
        self.ledger.captures.forget_from(name, end)
        self.ledger.files.acknowledge(name, end)
        self._cut_captures(name, end, size)

    def lines(self, name: str) -> None:
        """Find the last whole line of a JSONL file, and acknowledge the lines that are not."""
        path, known = self.months.get(name), self.acknowledged.get(name, 0)
        if path is None:
            where = self.folder / name
            raise ArchiveDamaged(f"{where} is missing: {self._advice}")
        size = self._text_size(path, name)
        held = size if packing_of(path) else zeros_from(path)
        keep = min(self.keep.get(name, known), known)
        if held == size == known == keep:
            return
        if known and name in sealed_names(self.folder):
            raise ArchiveDamaged(f"{path} is sealed, and not what was sealed; newsbot verify says more; restore it")
        if held < keep:
            keep = self._last_whole(path, name, held)
        elif known:
            self._last_whole(path, name, keep)
        if keep < known:
            self._lines_lost(path, name, keep)
            end = keep
        else:
            end = self._adopt_tail(path, name, known)
        if end < size:
            self.cuts.append((name, end, size - end))
        self.ledger.files.acknowledge(name, end)

    @property
    def _advice(self) -> str:
        return f"restore it, or make its lines again from the captures by newsbot verify --rebuild {self._site}"

    def _text_size(self, path: Path, name: str) -> int:
        """Bytes of a month's text; for a packed one, what the manifest says of the file that is there."""
        size = path.stat().st_size
        if not packing_of(path):
            return size
        sealed = sealed_files(self.folder).get(name)
        if sealed and sealed.bytes == size:
            return sealed.text_bytes
        try:
            return sum(map(len, text_lines(path)))
        except TextDamaged as error:
            raise ArchiveDamaged(f"{error}; restore it") from error

    def _last_whole(self, path: Path, name: str, size: int) -> int:
        """End of the last acknowledged line in the first `size` bytes; the file must really hold it there."""
        line = self.ledger.lines.last_in_file(name, size)
        end = line.offset + line.length if line else 0
        with reading(path) as stream:
            content = read_line(stream, path, line.offset, line.length) if line else b""
            tail = stream.read(min(size - end, MAX_LINE_BYTES + 1))
        if (line and zlib.crc32(content) != line.crc) or b"\n" in tail or len(tail) > MAX_LINE_BYTES:
            raise ArchiveDamaged(f"{path} was changed by another hand; newsbot verify says where; restore it")
        return end

    def _lines_lost(self, path: Path, name: str, keep: int) -> None:
        lines = [*self.ledger.lines.in_file(name, keep)]
        if not self._may_lose(len(lines), newest=name == max(self.months)):
            raise ArchiveDamaged(f"{path} lacks {len(lines)} lines: {self._advice}")
        if not self.give_up:
            raise ArchiveDamaged(f"{path} lacks {len(lines)} lines: restore it, or crawl again to mend the site")
        for line in lines:
            if self._has_capture(line):
                self.ledger.lines.owe(line)
            else:
                self.states.lose(line)
                self.lost += 1
        self.given_up += len(lines)

    def _has_capture(self, line: Line) -> bool:
        return line.capture_file is not None and (line.capture_offset or 0) < self.torn_at.get(
            line.capture_file, 1 << 62
        )

    def _adopt_tail(self, path: Path, name: str, end: int) -> int:
        """Acknowledge whole lines from `end` on; where they end. Raises ArchiveDamaged for a line that is no sound record."""
        with open_text(path) as stream:
            stream.seek(end)
            for line in lines_of(stream, path):
                if not line.endswith(b"\n") or b"\0" in line:
                    break
                place = f"{path}, line at byte {end}"
                try:
                    article = from_line(line)
                    refuse_unstorable(article)
                    if self._torn_off(article.capture):
                        break
                    if article.capture:
                        read_record(self.folder, article.capture)
                except ValueError as error:
                    raise ArchiveDamaged(f"{place}: {error}; restore the file, or mend the line") from error
                self._adopt(article, line_of(article, name, end, line), place)
                end += len(line)
        return end

    def _torn_off(self, capture: Capture | None) -> bool:
        return capture is not None and capture.offset >= self.torn_at.get(capture.file, capture.offset + 1)

    def _adopt(self, article: Article, line: Line, place: str) -> None:
        owed = self.ledger.lines.owed_line(article.id, article.revision)
        if owed and (line.capture_file, line.capture_offset) == (owed.capture_file, owed.capture_offset):
            self.ledger.lines.repay(owed, line)  # who made it again died before the ledger knew
            self.adopted += 1
            return
        known = [one.revision for one in self.ledger.lines.revisions(article.id)]
        if article.revision in known:
            what = f"{article.id} revision {article.revision}"
            raise ArchiveDamaged(f"{place}: {what} is there twice; restore the file, or remove the line")
        self.ledger.urls.discover(article.url, "recovered")
        self.states.write(self.states.transition(article.url, Recovered(article)))
        self.ledger.lines.add(line)
        self.adopted += 1
