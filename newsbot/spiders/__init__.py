"""The sites: one file each, file name = spider name = site id.

Files of other packages (entry-point group `newsbot.sites`) and of folders (NEWSBOT_SITES) are as good as those beside this one.
"""

from __future__ import annotations

import os
from functools import lru_cache
from itertools import chain

from newsbot.site import Site
from newsbot.site.files import SiteFile, in_entry_points, in_folders, in_module, in_package
from newsbot.site.registry import Registry

__all__ = ["all_sites", "broken_sites", "site_files", "site_of", "sites_in", "sound_site"]


def all_sites() -> dict[str, Site]:
    """Every site by its id, in alphabetical order. A file that cannot be used is told on stderr, in one line, and left out."""
    return _registry(_folders()).all()


def site_of(url: str) -> Site | None:
    """The site that a URL belongs to, by its host, also an old one; None when no site file knows the host."""
    return _registry(_folders()).at(url)


def sound_site(name: str) -> Site | None:
    """The site of a name, and no other is imported; None when there is none, or when its file cannot be used, which is told."""
    registry = _registry(_folders())
    return registry.sound(name) if name in registry.files else None


def sites_in(module: str) -> dict[str, Site]:
    """The sites of a module, or of the modules of a package; those that are known already are not looked at twice.

    Raises ImportError when there is no such module.
    """
    known = _registry(_folders()).files
    return Registry(file for file in in_module(module) if file.defines_site and file.name not in known).all()


def broken_sites() -> dict[str, str]:
    """What is wrong with the site files that cannot be used, by site id."""
    return _registry(_folders()).broken()


def site_files() -> dict[str, SiteFile]:
    """The site files by site id, sound or not; none is imported."""
    return dict(_registry(_folders()).files)


def _folders() -> str:
    return os.environ.get("NEWSBOT_SITES", "")


@lru_cache(maxsize=8)
def _registry(folders: str) -> Registry:
    """The sites there are, with those of some folders: bundled files come first, so that no other takes their place."""
    return Registry(chain(in_package(__name__, __path__, bundled=True), in_folders(folders), in_entry_points()))
