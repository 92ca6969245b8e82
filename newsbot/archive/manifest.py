"""The manifest: `<site>/manifest.json` names the sealed files of a site, with what anyone needs to check them.

    {"manifest": 1, "site": "baotuyenquang", "sealed": {
      "articles/2026-10.jsonl": {"file": "articles/2026-10.jsonl.zst", "sha256": "…", "bytes": 812345, "text_bytes": 4567890},
      "captures/20261004T010203Z.warc.gz": {"file": "captures/20261004T010203Z.warc.gz", "sha256": "…", …}}}

A sealed file is not written any more. `sha256` and `bytes` are those of the file as it lies there, so that `sha256sum` checks it;
`text_bytes` are those that the ledger knows. The file is replaced as a whole, never changed in place.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from newsbot.archive.errors import ArchiveDamaged, ArchiveNotWritable
from newsbot.archive.fault import fault
from newsbot.archive.files import sync_folder
from newsbot.archive.months import PACKINGS, UNFINISHED, is_month, months, packing_of
from newsbot.archive.plain_json import as_kind, parsed
from newsbot.archive.regular_files import NotRegular, entries, inside, read_whole, reading, writing

VERSION = 1
NAME = "manifest.json"
MAX_BYTES = 64 * 1024 * 1024
"""Bytes of a manifest that is read: 300,000 files."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sealed file."""

    file: str
    """Where it lies, relative to the site's folder."""
    sha256: str
    """Of its bytes, in hexadecimal."""
    bytes: int
    """Its size."""
    text_bytes: int
    """Its size unpacked, for a month; the same as `bytes` where nothing is packed by newsbot."""


def sealed_files(folder: Path) -> dict[str, Sealed]:
    """The sealed files of a site by the name that the ledger knows; none without a manifest. Raises ArchiveDamaged."""
    path = folder / NAME
    try:
        content = parsed(read_whole(path, MAX_BYTES))
        if type(content) is not dict or not {"manifest", "sealed"} <= content.keys():
            raise ValueError("its keys are not those of one")
        if content["manifest"] != VERSION:
            raise ArchiveDamaged(
                f"{path} is of version {content['manifest']!r}, this newsbot knows {VERSION}; update newsbot"
            )
        if type(content["sealed"]) is not dict:
            raise ValueError("sealed is not an object")
        return {name: _sealed(folder, name, one) for name, one in content["sealed"].items()}
    except FileNotFoundError:
        return {}
    except NotRegular as error:
        raise ArchiveDamaged(f"{path}: {error.strerror}; restore it, or remove it and seal again") from error
    except ValueError as error:
        raise ArchiveDamaged(f"{path} is no manifest ({error}); restore it, or remove it and seal again") from error


def _sealed(folder: Path, name: str, value: Any) -> Sealed:
    """One file as the manifest tells it. Raises ValueError, and NotRegular for a name that leads out of the archive."""
    sealed = as_kind(value, Sealed)
    inside(folder, name)
    if sealed.file not in (name, *(f"{name}.{packing}" for packing in PACKINGS)):
        raise ValueError(f"{name!r} is said to lie in {sealed.file!r}")
    return sealed


def sealed_names(folder: Path) -> frozenset[str]:
    """The files of a site that nothing may be added to, by the name that the ledger knows: the sealed and the packed ones."""
    packed = (name for name, path in months(folder).items() if packing_of(path))
    return frozenset((*sealed_files(folder), *packed))


def write_manifest(folder: Path, sealed: Mapping[str, Sealed]) -> None:
    """Replace the manifest; on disk when this returns. Raises ArchiveNotWritable; the old one then stands."""
    path, new = folder / NAME, folder / f"{NAME}.new"
    content = {
        "manifest": VERSION,
        "site": folder.name,
        "sealed": {name: asdict(sealed[name]) for name in sorted(sealed)},
    }
    try:
        with writing(new) as stream:
            stream.write(json.dumps(content, indent=1).encode() + b"\n")
            stream.flush()
            os.fsync(stream.fileno())
        new.replace(path)
        sync_folder(folder)
    except OSError as error:
        raise ArchiveNotWritable.of(error, path) from error


def seal_of(folder: Path, path: Path, text_bytes: int | None = None) -> Sealed:
    """What the manifest says of a file as it is now; `text_bytes` when it is packed."""
    with reading(path) as stream:
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    size = path.stat().st_size
    return Sealed(str(path.relative_to(folder)), sha256, size, size if text_bytes is None else text_bytes)


def finish_packing(folder: Path) -> None:
    """End the packing of the months that the manifest says are packed, and forget what else was being packed."""
    sealed = sealed_files(folder)
    for name in [name for name, one in sealed.items() if packing_of(folder / one.file)]:
        if not _finish(folder, name, sealed[name]):
            del sealed[name]
            write_manifest(folder, sealed)
    held = months(folder).values()
    for path in entries(folder / "articles"):
        if path.suffix == UNFINISHED or (is_month(path) and path not in held):
            path.unlink()


def _finish(folder: Path, name: str, sealed: Sealed) -> bool:
    """Make the packed file of a month its only one; False when it is not what was sealed, while another file is there."""
    final, unfinished = folder / sealed.file, (folder / name).with_suffix(UNFINISHED)
    others = [path for path in _files_of(folder, name) if path != final]
    there = [path for path in (unfinished, final) if path.exists()]
    if not others or not there:
        return True
    packed = next(
        (path for path in there if replace(seal_of(folder, path, sealed.text_bytes), file=sealed.file) == sealed), None
    )
    if packed is None:
        final.unlink(missing_ok=True)
        return False
    packed.replace(final)
    fault("both-names")
    for path in others:
        path.unlink()
    sync_folder(final.parent)
    return True


def half_packed(folder: Path) -> Iterator[tuple[str, str]]:
    """The months whose packing a kill interrupted: the file, and what that means to who reads the archive."""
    sealed = sealed_files(folder)
    for name in months(folder):
        first, *others = _files_of(folder, name)
        for other in others:
            yield f"articles/{other.name}", f"stands beside {first.name}: who reads both has every article twice"
        one = sealed.get(name)
        if one and not (folder / one.file).exists() and (folder / name).with_suffix(UNFINISHED).exists():
            yield one.file, f"is sealed, and still stands in {first.name} alone"


def _files_of(folder: Path, name: str) -> list[Path]:
    """The files that hold a month, the one that counts first."""
    paths = (folder / f"{name}{suffix}" for suffix in ("", *(f".{packing}" for packing in PACKINGS)))
    return [path for path in paths if path.exists()]
