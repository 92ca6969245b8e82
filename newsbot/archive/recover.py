"""Mending a site after a kill, a power cut or a full disk: nothing lost, nothing twice, nothing torn.

The ledger knows how many bytes of each file it acknowledged. Behind them may lie what a dying process wrote after its last
commit. Whole records there are kept: captures as they are, JSONL lines by acknowledging them now (their captures were on disk
before them). From the first record that is torn, the file is cut. Every URL still in flight is pending again.

A line is torn when its line feed is missing or when it holds NUL bytes, which a power cut leaves and JSON never has. Anything
else that does not read was changed by someone else: that is damage, and damage is told, not mended.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from pathlib import Path

from newsbot.archive.errors import ArchiveDamaged
from newsbot.archive.files import cut
from newsbot.archive.jsonl import from_line
from newsbot.archive.ledger import Ledger, Line, State
from newsbot.archive.warc import WarcError, read_record, records
from newsbot.article import Article


@dataclass(frozen=True, slots=True)
class Recovery:
    """What was mended when the archive was opened."""

    released: int = 0
    """URLs that were in flight and are pending again."""
    adopted: int = 0
    """Whole JSONL lines that were on disk but not in the ledger, and are now."""
    cut: tuple[tuple[str, int], ...] = ()
    """Files that ended in a torn record, with the bytes cut off."""

    def __bool__(self) -> bool:
        return bool(self.released or self.adopted or self.cut)

    def __str__(self) -> str:
        parts = [f"{name}: {size} torn bytes cut" for name, size in self.cut]
        if self.adopted:
            parts.append(f"{self.adopted} articles taken over from the files")
        if self.released:
            parts.append(f"{self.released} URLs to fetch again")
        return "; ".join(parts) or "nothing to mend"


@dataclass(slots=True)
class _Plan:
    """Cuts are made last, so that nothing is changed when damage is found on the way."""

    cuts: list[tuple[Path, int, int]] = field(default_factory=list)
    adopted: int = 0


def recover(folder: Path, ledger: Ledger) -> Recovery:
    """Mend a site folder whose lock is held. Raises ArchiveDamaged (nothing was changed then) and ArchiveNotWritable."""
    acknowledged = ledger.acknowledged()
    plan = _Plan()
    for path in sorted(folder.glob("captures/*.warc.gz")):
        _mend_captures(path, ledger, acknowledged.get(f"captures/{path.name}", 0), plan)
    for path in sorted(folder.glob("articles/*.jsonl")):
        _mend_lines(path, ledger, acknowledged.get(f"articles/{path.name}", 0), plan)
    released = ledger.release_all()
    for path, end, _ in plan.cuts:
        cut(path, end)
    ledger.commit()
    return Recovery(released, plan.adopted, tuple((str(path.relative_to(folder)), size) for path, _, size in plan.cuts))


def _mend_captures(path: Path, ledger: Ledger, acknowledged: int, plan: _Plan) -> None:
    size = path.stat().st_size
    if size <= acknowledged:
        return  # a shorter one is damage that `verify` tells; nothing is ever appended to it
    end = acknowledged
    try:
        with path.open("rb") as stream:
            for record in records(stream, acknowledged):
                end = record.offset + record.length
    except WarcError as error:
        if ledger.fresh and not error.torn:
            raise ArchiveDamaged(f"{path}: {error}; restore the file, or move it away") from error
        plan.cuts.append((path, end, size - end))
    ledger.acknowledge(f"captures/{path.name}", end)


def _mend_lines(path: Path, ledger: Ledger, acknowledged: int, plan: _Plan) -> None:
    size = path.stat().st_size
    if size == acknowledged:
        return
    end = acknowledged
    with path.open("rb") as stream:
        stream.seek(max(acknowledged - 1, 0))
        if size < acknowledged or (acknowledged and stream.read(1) != b"\n"):
            raise ArchiveDamaged(f"{path} was changed by another hand: restore it, or run newsbot verify")
        for line in stream:
            if not line.endswith(b"\n") or b"\0" in line:
                plan.cuts.append((path, end, size - end))
                break
            _adopt(path, ledger, end, line)
            plan.adopted += 1
            end += len(line)
    ledger.acknowledge(f"articles/{path.name}", end)


def _adopt(path: Path, ledger: Ledger, offset: int, line: bytes) -> None:
    """Acknowledge a whole line that the ledger does not know. Raises ArchiveDamaged when it is no sound record."""
    try:
        article = from_line(line)
        if article.capture:
            read_record(path.parent.parent, article.capture)
    except ValueError as error:
        raise ArchiveDamaged(f"{path}, line at byte {offset}: {error}; restore the file, or mend the line") from error
    if any(known.revision == article.revision for known in ledger.revisions(article.id)):
        raise ArchiveDamaged(f"{path}, line at byte {offset}: {article.id} revision {article.revision} is there twice")
    ledger.discover(article.url, "recovered")
    ledger.settle(article.url, State.ARCHIVED, status=article.http_status, capture=article.capture)
    ledger.identify(article.url, article.id, article.revision, article.content_hash)
    ledger.add_line(line_of(article, f"articles/{path.name}", offset, line))


def line_of(article: Article, file: str, offset: int, line: bytes) -> Line:
    """What the ledger keeps of a line."""
    return Line(
        article.id, article.revision, article.url, article.content_hash, file, offset, len(line), zlib.crc32(line)
    )
