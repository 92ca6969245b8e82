"""Writing a month anew: after a kill at any moment there is either the old file or the new one, and the ledger knows which.

The new lines go to `articles/<YYYY-MM>.new`. When it is complete and on disk, one transaction gives the ledger the new places and
a row for the ".new" file. From then on the month is the new one: the file is renamed over the old one, a manifest that names it
learns its digest, and the row goes. `finish_rewrites`, the first thing that mending a site does, ends what a kill interrupted;
a ".new" file without a row was not complete and goes.
"""

from __future__ import annotations

import hashlib
import os
import zlib
from collections.abc import Generator, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from newsbot.archive.errors import ArchiveDamaged, ArchiveNotWritable
from newsbot.archive.fault import fault
from newsbot.archive.files import sync_folder
from newsbot.archive.ledger import Ledger
from newsbot.archive.manifest import seal_of, sealed_files, write_manifest
from newsbot.archive.months import months, packed_into, packing_of
from newsbot.archive.regular_files import entries, inside, writing
from newsbot.archive.tables import Line, State

_NEW = ".new"


class Rewriting:
    """One month being written anew, under the lock of its site. `close` it at the end: what is not finished is forgotten.

    Give every line of the old file in order to `put` or `leave_out`, then `finish`.
    Raises ArchiveDamaged for a line that is not the one that the
    ledger knows there, ArchiveNotWritable when the disk refuses; nothing is changed then.
    """

    def __init__(self, folder: Path, ledger: Ledger, name: str) -> None:
        self._folder = folder
        self._ledger = ledger
        self._name = name
        self._path = months(folder)[name]
        self._new = _new_file(folder, name)
        self._known = ledger.lines.in_file(name)
        self._lines: list[Line] = []
        self._rehashed: list[Line] = []
        self._retracted: dict[str, tuple[State, str]] = {}
        self._size = 0
        self._old, self._digest = hashlib.sha256(), hashlib.sha256()
        self._writing = self._write()
        self._stream = next(self._writing)

    def put(self, old: bytes, new: bytes, content_hash: str | None = None) -> None:
        """Replace the next line; `content_hash` is that of the new one when it has another."""
        known = self._take(old)
        line = replace(known, offset=self._size, length=len(new), crc=zlib.crc32(new))
        if content_hash not in (None, known.content_hash):
            line = replace(line, content_hash=content_hash or "")
            self._rehashed.append(line)
        self._lines.append(line)
        self._size += len(new)
        self._digest.update(new)
        try:
            self._stream.write(new)
        except OSError as error:
            raise ArchiveNotWritable.of(error, self._new) from error

    def leave_out(self, old: bytes, state: State, reason: str) -> None:
        """Leave the next line out, the only one of its article: its URL has this state from now on."""
        known = self._take(old)
        self._retracted[known.article_id] = (state, reason)

    def finish(self) -> bool:
        """Put the new file in the place of the old one; False when they are equal and nothing was done."""
        if next(self._known, None) is not None:
            raise self._changed()
        if self._digest.digest() == self._old.digest():
            return False
        for _ in self._writing:
            raise AssertionError("it yields once")
        fault("before-rewrite")
        self._commit()
        fault("after-rewrite")
        finish_rewrites(self._folder, self._ledger)
        return True

    def close(self) -> None:
        """Take the new file away unless it is complete."""
        self._known.close()
        with suppress(ArchiveNotWritable):  # what a full disk did not take is not wanted any more
            self._writing.close()
        self._ledger.rollback()
        if self._new.name not in _waiting(self._ledger):
            self._new.unlink(missing_ok=True)

    def _take(self, old: bytes) -> Line:
        known = next(self._known, None)
        if known is None or (known.length, known.crc) != (len(old), zlib.crc32(old)):
            raise self._changed()
        self._old.update(old)
        return known

    def _changed(self) -> ArchiveDamaged:
        return ArchiveDamaged(f"{self._path} was changed by another hand; newsbot verify says where; restore it")

    def _write(self) -> Generator[BinaryIO]:
        """The stream to write lines into; on disk when this ends."""
        try:
            with writing(self._new) as file:
                with packed_into(file, packing_of(self._path)) as stream:
                    yield stream
                file.flush()
                os.fsync(file.fileno())
            sync_folder(self._new.parent)
        except OSError as error:
            raise ArchiveNotWritable.of(error, self._new) from error

    def _commit(self) -> None:
        self._ledger.lines.replace(self._name, self._lines)
        for line in self._rehashed:
            self._ledger.urls.rehash(line.article_id, line.revision, line.content_hash)
        for article_id, (state, reason) in self._retracted.items():
            self._ledger.urls.retract(article_id, state, reason)
        if self._retracted:
            self._ledger.urls.hold_again()
        self._ledger.files.acknowledge(self._name, self._size)
        self._ledger.files.acknowledge(_row(self._name), max(self._size, 1))
        self._ledger.commit()


def finish_rewrites(folder: Path, ledger: Ledger) -> None:
    """End the rewrites that a kill interrupted, and forget those that were not complete."""
    waiting = _waiting(ledger)
    for path in entries(folder / "articles"):
        if path.suffix == _NEW and path.name not in waiting:
            path.unlink()
    for new, name in waiting.items():
        _put_in_place(folder, inside(folder, f"articles/{new}"), name, ledger.files.acknowledged().get(name, 0))
        ledger.files.acknowledge(_row(name), 0)
        ledger.commit()


def _put_in_place(folder: Path, new: Path, name: str, text_bytes: int) -> None:
    old = months(folder).get(name) or inside(folder, name)
    try:
        if new.exists():
            new.replace(old)
            sync_folder(old.parent)
        fault("mid-rewrite")
        sealed = sealed_files(folder)
        if name in sealed:
            write_manifest(folder, {**sealed, name: seal_of(folder, old, text_bytes)})
    except OSError as error:
        raise ArchiveNotWritable.of(error, old) from error


def unfinished(acknowledged: Iterable[str]) -> set[str]:
    """The months whose new file is complete and not in place yet, by the rows of the ledger."""
    return {f"{row.removesuffix(_NEW)}.jsonl" for row in acknowledged if row.endswith(_NEW)}


def _waiting(ledger: Ledger) -> Mapping[str, str]:
    """The complete new files that are not in place yet: their names, and the months that they are."""
    return {Path(_row(name)).name: name for name in unfinished(ledger.files.acknowledged())}


def _row(name: str) -> str:
    return f"{name.removesuffix('.jsonl')}{_NEW}"


def _new_file(folder: Path, name: str) -> Path:
    return inside(folder, _row(name))
