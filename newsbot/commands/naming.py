"""What a user names: sites, URLs, folders of the archive."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from newsbot.commands.ending import fail
from newsbot.console.exit_codes import Exit

if TYPE_CHECKING:
    from newsbot.site import Site


def site_named(name: str) -> Site:
    """The site of a name or a URL; ends with a usage error for an unknown one."""
    from difflib import get_close_matches

    from newsbot.spiders import all_sites, broken_sites

    if "://" in name:
        return site_at(name)
    site = all_sites().get(name)
    if site is None and name in broken_sites():
        fail(Exit.USAGE, f"site {name!r} cannot be used: {broken_sites()[name]}")
    if site is None:
        near = get_close_matches(name, all_sites(), n=1, cutoff=0.6)
        hint = f"did you mean {near[0]}?" if near else "`newsbot sites` lists them; a URL crawls any site"
        fail(Exit.USAGE, f"unknown site {name!r}: {hint}")
    return site


def site_at(url: str) -> Site:
    """A site made from a URL; ends with a usage error for what is no URL."""
    from newsbot.site import WebSite

    try:
        return WebSite(url)
    except ValueError as error:
        fail(Exit.USAGE, str(error))


def site_or_host(url: str) -> Site:
    """The site of a URL, with a site file or without; ends with a usage error for what is no URL."""
    from newsbot.extraction.page import site_for

    try:
        return site_for(url)
    except ValueError as error:
        fail(Exit.USAGE, str(error))


def folders_of(archive: Path, names: tuple[str, ...]) -> list[Path]:
    """The folders of the named sites, of all without a name; ends with a usage error when there are none."""
    from newsbot.archive import ArchiveDamaged, ArchiveError
    from newsbot.archive.site_folders import site_folders

    try:
        folders = site_folders(archive, names or None)
    except ArchiveDamaged as error:
        fail(Exit.DAMAGED, str(error))
    except ArchiveError as error:
        fail(Exit.USAGE, str(error))
    if not folders:
        fail(Exit.USAGE, f"{archive} holds no archive: name one with --archive or NEWSBOT_ARCHIVE")
    return folders
