"""Retractions: which revisions and tombstones were taken back, why and when. The lines themselves stay.

`<site>/retractions.jsonl`, one JSON object a line, UTF-8, in the order in which they were made::

    {"id":"baomau:1","revision":2,"reason":"maintenance page","retracted_at":"2026-11-22T08:09:10+00:00","run":"…"}

`run` is the run that took it back. The file is made anew beside itself and renamed, so that of what is taken back at once either
all is there or nothing; a reader never meets half of it. The ledger knows the same retractions: what one of the two lacks after
a kill or a power cut is taken from the other when the site is next opened.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from newsbot.archive.errors import ArchiveDamaged, ArchiveNotWritable, cannot_be_read
from newsbot.archive.fault import armed, fault
from newsbot.archive.files import remove, sync_folder
from newsbot.archive.plain_json import parsed_as
from newsbot.archive.regular_files import read_whole, writing

NAME = "retractions.jsonl"
_NEW = f"{NAME}.new"
MAX_BYTES = 64 * 1024 * 1024
"""Bytes of the file that are read: 200,000 retractions."""


@dataclass(frozen=True, slots=True)
class Retraction:
    """One revision that was taken back."""

    id: str
    """The article."""
    revision: int
    reason: str
    """Why, in the words of whoever took it back."""
    retracted_at: str
    """UTC, ISO 8601."""
    run: str
    """Id of the run that took it back."""

    @property
    def key(self) -> tuple[str, int]:
        """Article and revision."""
        return self.id, self.revision


def read_retractions(folder: Path) -> list[Retraction]:
    """The retractions of a site's folder; none when there is no file. A torn last line is left out.

    Raises ArchiveDamaged for a line that is no retraction, and for a file that cannot be read.
    """
    found = []
    for one in _retractions(folder):
        if isinstance(one, str):
            raise ArchiveDamaged(f"{folder}{os.sep}{one}; restore the file")
        found.append(one)
    return found


def broken_retractions(folder: Path) -> Iterator[tuple[str, str]]:
    """Places of the file that are no retractions, and what is wrong there; nothing when it is sound."""
    for one in _retractions(folder):
        if isinstance(one, str):
            place, _, what = one.partition(": ")
            yield place, what


def retracted_keys(folder: Path) -> frozenset[tuple[str, int]]:
    """Article and revision of what was taken back. Raises ArchiveDamaged."""
    return frozenset(one.key for one in read_retractions(folder))


def append_retractions(folder: Path, retractions: Iterable[Retraction]) -> None:
    """Append retractions, all or none of them; on disk when this returns. Raises ArchiveNotWritable, ArchiveDamaged."""
    known = read_retractions(folder)
    added = [one for one in retractions if one.key not in {before.key for before in known}]
    data = b"".join(_line(one) for one in (*known, *added))
    path, new = folder / NAME, folder / _NEW
    try:
        with writing(new) as file:
            if armed("mid-retraction"):
                file.write(data[: len(data) // 2])
                file.flush()
            fault("mid-retraction")
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        fault("before-retraction")
        new.replace(path)
        sync_folder(folder)
    except OSError as error:
        raise ArchiveNotWritable.of(error, path) from error
    fault("after-retraction")


def mend_retractions(folder: Path, known: Iterable[Retraction]) -> list[Retraction]:
    """Cut a torn tail, write again what the ledger knows and the file lacks; what is taken back.

    Raises ArchiveNotWritable and ArchiveDamaged.
    """
    remove(folder.glob(_NEW))
    found = read_retractions(folder)
    lacking = {one.key: one for one in known}.keys() - {one.key for one in found}
    if lacking or _is_torn(folder):
        append_retractions(folder, [one for one in known if one.key in lacking])
        found = read_retractions(folder)
    return found


def _line(retraction: Retraction) -> bytes:
    text = json.dumps(asdict(retraction), ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "backslashreplace") + b"\n"


def _is_torn(folder: Path) -> bool:
    try:
        content = (folder / NAME).read_bytes()
    except FileNotFoundError:
        return False
    return b"\0" in content or not (content.endswith(b"\n") or not content)


def _retractions(folder: Path) -> Iterator[Retraction | str]:
    try:
        lines = read_whole(folder / NAME, MAX_BYTES).splitlines(keepends=True)
    except FileNotFoundError:
        return
    except OSError as error:
        yield f"{NAME}: {cannot_be_read(error)}"
        return
    seen: set[tuple[str, int]] = set()
    for number, line in enumerate(lines, 1):
        if not line.endswith(b"\n") or b"\0" in line:
            return  # torn: the disk lost the rest
        try:
            one = _retraction(line)
        except ValueError as error:
            yield f"{NAME}:{number}: no retraction ({error})"
            continue
        if one.key in seen:
            yield f"{NAME}:{number}: {one.id} revision {one.revision} is taken back twice"
        seen.add(one.key)
        yield one


def _retraction(line: bytes) -> Retraction:
    retraction = parsed_as(line, Retraction)
    if datetime.fromisoformat(retraction.retracted_at).tzinfo is None:
        raise ValueError("retracted_at has no offset")
    return retraction
