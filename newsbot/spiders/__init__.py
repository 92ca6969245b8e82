"""The sites: one file each, file name = spider name = site id."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from newsbot.normalize import address
from newsbot.site import Site


@cache
def all_sites() -> dict[str, Site]:
    """Every site by its id, in alphabetical order. Raises TypeError when a site file does not hold to the rules."""
    return {name: _load(name) for name in sorted(module.name for module in pkgutil.iter_modules(__path__))}


def _load(name: str) -> Site:
    module = importlib.import_module(f"{__name__}.{name}")
    classes = [
        value
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Site) and value.__module__ == module.__name__
    ]
    if len(classes) != 1 or getattr(classes[0], "name", None) != name:
        raise TypeError(f"{module.__name__} must define exactly one site, with name = {name!r}")
    return classes[0]()


def site_of(url: str) -> Site | None:
    """The site that an address belongs to, by its host; None when no site file knows the host."""
    name = address.host(url)
    for site in all_sites().values():
        if name in site.domains or name in site.aliases:
            return site
    return None
