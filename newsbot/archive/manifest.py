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
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from newsbot.archive.errors import ArchiveDamaged, ArchiveNotWritable
from newsbot.archive.files import sync_folder
from newsbot.archive.months import UNFINISHED, is_month, months, packing_of

VERSION = 1
NAME = "manifest.json"


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
        content = json.loads(path.read_bytes())
        if content["manifest"] != VERSION:
            raise ArchiveDamaged(
                f"{path} is of version {content['manifest']}, this newsbot knows {VERSION}; update newsbot"
            )
        return {name: Sealed(**one) for name, one in content["sealed"].items()}
    except FileNotFoundError:
        return {}
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ArchiveDamaged(f"{path} is no manifest ({error}); restore it, or remove it and seal again") from error


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
        with new.open("w", encoding="utf-8") as stream:
            json.dump(content, stream, indent=1)
            stream.write("\n")
            stream.flush()
            os.fsync(stream.fileno())
        new.replace(path)
        sync_folder(folder)
    except OSError as error:
        raise ArchiveNotWritable.of(error, path) from error


def seal_of(folder: Path, path: Path, text_bytes: int | None = None) -> Sealed:
    """What the manifest says of a file as it is now; `text_bytes` when it is packed."""
    with path.open("rb") as stream:
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    size = path.stat().st_size
    return Sealed(str(path.relative_to(folder)), sha256, size, size if text_bytes is None else text_bytes)


def forget_half_packed(folder: Path) -> None:
    """Of a month that was being packed when the process died one file stays: the unpacked one, else the one of the manifest."""
    for path in folder.glob(f"articles/*{UNFINISHED}"):
        path.unlink()
    held = months(folder)
    others = [path for path in folder.glob("articles/*.jsonl.*") if is_month(path) and path not in held.values()]
    if not others:
        return
    sealed = sealed_files(folder)
    for path in others:
        name = f"articles/{path.name.rpartition('.')[0]}"
        stays = held[name]
        if name in sealed and sealed[name].file == str(path.relative_to(folder)):
            if packing_of(stays):
                stays.unlink()
                continue
            del sealed[name]
            write_manifest(folder, sealed)
        path.unlink()
