"""Sealing: files that are not written any more get a digest in the manifest, and months may be packed.

Sealed are the months that are over (UTC) and the capture files that were begun in them. A month is packed in four steps, each on
disk before the next: the packed file as `<YYYY-MM>.packing`, unpacked again and compared; the manifest; its final name; and at
once the unpacked file goes. So a kill at any moment loses nothing: before the manifest names it the packed file is forgotten,
after that the next `SiteArchive.open` ends the packing (`newsbot.archive.manifest.finish_packing`). Only between the last two
steps do both files stand where readers look for months. A new line never goes into a sealed month, however wrong the clock is.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from zlib import crc32

from newsbot.archive.captures import capture_files
from newsbot.archive.errors import ArchiveDamaged, ArchiveNotWritable
from newsbot.archive.fault import fault
from newsbot.archive.files import sync_folder
from newsbot.archive.manifest import Sealed, finish_packing, seal_of, sealed_files, write_manifest
from newsbot.archive.months import (
    MAX_LINE_BYTES,
    UNFINISHED,
    Packing,
    months,
    open_text,
    packed_into,
    packing_of,
    unpacked,
)
from newsbot.archive.regular_files import writing
from newsbot.archive.store import ArchiveSettings, SiteArchive

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Sealing:
    """What was sealed of one site, in this run."""

    site: str
    files: tuple[Sealed, ...]

    @property
    def saved(self) -> int:
        """Bytes that packing saves."""
        return sum(one.text_bytes - one.bytes for one in self.files)


def seal(root: Path, site: str, now: datetime, packing: Packing | None = None) -> Sealing:
    """Seal what is over of a site; with `packing` pack its months so, those sealed before included.

    Raises ArchiveLocked, ArchiveNotWritable, and ArchiveDamaged for a file that is not as the ledger knows it.
    """
    with SiteArchive.open(root, site, ArchiveSettings(give_up=False)) as archive:
        try:
            return Sealing(site, tuple(_seal(archive, f"{now:%Y-%m}", packing)))
        except OSError as error:
            raise ArchiveNotWritable.of(error, archive.folder) from error


def _seal(archive: SiteArchive, month: str, packing: Packing | None) -> list[Sealed]:
    folder, sizes = archive.folder, archive.ledger.files.acknowledged()
    known, new = sealed_files(folder), []
    for name, path in months(folder).items():
        if Path(name).stem >= month or (name in known and packing in (None, packing_of(path))):
            continue
        _check(path, archive, name)
        text_bytes = sizes.get(name, 0)
        if packing in (None, packing_of(path)):
            known[name] = seal_of(folder, path, text_bytes)
        else:
            packed = _pack(path, packing)
            known[name] = replace(seal_of(folder, packed, text_bytes), file=f"{name}.{packing}")
            fault("before-manifest")
            write_manifest(folder, known)
            fault("after-manifest")
            finish_packing(folder)
        new.append(known[name])
    for path in capture_files(folder):
        name = f"captures/{path.name}"
        if f"{path.name[:4]}-{path.name[4:6]}" < month and name not in known:
            if path.stat().st_size != sizes.get(name):
                raise ArchiveDamaged(f"{path} is not of the acknowledged size; newsbot verify says more")
            known[name] = seal_of(folder, path)
            new.append(known[name])
    if new:
        write_manifest(folder, known)
    return new


def _check(path: Path, archive: SiteArchive, name: str) -> None:
    """What is sealed is what was acknowledged."""
    try:
        with open_text(path) as stream:
            for line in archive.ledger.lines.in_file(name):
                if crc32(stream.read(max(0, min(line.length, MAX_LINE_BYTES + 1)))) != line.crc:
                    raise ArchiveDamaged(f"{path} was changed by another hand; newsbot verify says where; restore it")
            if stream.read(1):
                raise ArchiveDamaged(f"{path} has lines that the ledger does not know; newsbot verify says where")
    except OSError as error:
        raise ArchiveDamaged.unreadable(error, path) from error


def _pack(path: Path, packing: Packing) -> Path:
    """Pack a month beside the old file; on disk when this returns."""
    unfinished = path.with_name(path.name.partition(".")[0] + UNFINISHED)
    with open_text(path) as source, writing(unfinished) as file:
        with packed_into(file, packing) as stream:
            shutil.copyfileobj(source, stream, _CHUNK)
            fault("mid-seal")
        file.flush()
        os.fsync(file.fileno())
    if _digest(unfinished, packing) != _digest(path, packing_of(path)):
        unfinished.unlink()
        raise ArchiveDamaged(f"{path} does not come out of its packing as it went in; check the memory of this machine")
    sync_folder(unfinished.parent)
    return unfinished


def _digest(path: Path, packing: Packing | None) -> bytes:
    """SHA-256 of the text of a file that is packed so, whatever its name says."""
    with unpacked(path, packing) as stream:
        return hashlib.file_digest(stream, "sha256").digest()
