"""The folders of an archive that hold a site."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from newsbot.archive.errors import ArchiveDamaged, ArchiveError
from newsbot.archive.regular_files import refuse_no_folder
from newsbot.archive.tables import is_site_id


def site_folders(root: Path, sites: Iterable[str] | None = None) -> list[Path]:
    """The folders of an archive that hold a site, by name, those that cannot be looked into included.

    Raises ArchiveError for a named site that has none, ArchiveDamaged when the archive itself cannot be read.
    """
    if sites is None:
        return sorted(path for path in _folders(root) if _holds_site(path))
    folders = [root / site for site in sites]
    for folder in folders:
        try:
            refuse_no_folder(folder)
            is_there = folder.is_dir()
        except OSError as error:
            raise ArchiveDamaged.unreadable(error, folder) from error
        if not is_there:
            raise ArchiveError(f"{folder} is not there: no such site in this archive")
    return folders


def _folders(root: Path) -> list[Path]:
    try:
        return [Path(entry) for entry in os.scandir(root) if entry.is_dir()]
    except FileNotFoundError:
        return []
    except OSError as error:
        raise ArchiveDamaged.unreadable(error, root) from error


def _holds_site(folder: Path) -> bool:
    """Whether a folder holds a site; what cannot be looked into is one when it is called like one."""
    try:
        return not {"ledger.sqlite", "articles", "captures"}.isdisjoint(path.name for path in folder.iterdir())
    except OSError:
        return is_site_id(folder.name)
