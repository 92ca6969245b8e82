"""Which content system a site is on, and which of its known URL patterns fit. Pure functions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from types import ModuleType
from urllib.parse import urlsplit

from newsbot import cms
from newsbot.probe.findings import FamilyFound
from newsbot.site import Site

UNKNOWN = FamilyFound("unknown", None, None)
_GENERAL = "general"
"""Layout of an article that no known layout fits."""


def modules() -> dict[str, ModuleType]:
    """The modules of `newsbot.cms` by name."""
    return {
        name: value for name, value in vars(cms).items() if isinstance(value, ModuleType) and hasattr(value, "LAYOUTS")
    }


def family_class(module: str) -> type[Site] | None:
    """The family class of a module; None when it has layouts alone."""
    values = vars(modules()[module]).values()
    own = (value for value in values if isinstance(value, type) and issubclass(value, Site))
    return next((value for value in own if value.__module__ == f"newsbot.cms.{module}"), None)


def find_family(layouts: Iterable[str]) -> FamilyFound:
    """The family of a site from the layouts of its articles (`reader.layout`), one for each.

    The class is that of the family met most often; a site that changed its system has articles of several. A system that is no
    family gives its layout's name as `cms`.
    """
    met = Counter(layouts)
    known = Counter({name: count for name, count in met.items() if name != _GENERAL})
    if known.total() * 2 < met.total() or not known:
        return FamilyFound(UNKNOWN.cms, None, None, tuple(met.most_common()))
    for name, _ in known.most_common():
        module = _module_of(name)
        base = family_class(module) if module else None
        if module and base:
            return FamilyFound(base.cms, module, base.__name__, tuple(met.most_common()))
    return FamilyFound(re.sub(r"-\d{4}$", "", known.most_common(1)[0][0]), None, None, tuple(met.most_common()))


def _module_of(layout: str) -> str | None:
    owners = (name for name, module in modules().items() if any(one.name == layout for one in module.LAYOUTS))
    return next(owners, None)


def known_patterns(family: FamilyFound) -> Iterator[tuple[str, str]]:
    """URL patterns of the modules whose layouts were met: their names in a site file ("epi.ARTICLE_PATH"), and they."""
    names = [family.module, *(_module_of(layout) for layout, _ in family.layouts)]
    for name in dict.fromkeys(filter(None, names)):
        for key, value in vars(modules()[name]).items():
            if key.endswith("ARTICLE_PATH") and isinstance(value, str):
                yield f"{name}.{key}", value


def prefer_known(patterns: Iterable[tuple[str, Sequence[str]]], family: FamilyFound) -> tuple[str, ...]:
    """Patterns for a site file, those that the family already has first.

    `patterns` are those learnt, each with the URLs it was learnt from. A known pattern that fits all of these takes the
    learnt one's place: it was made from more sites than this.
    """
    known = [pattern for _, pattern in known_patterns(family)]
    chosen: dict[str, None] = {}
    for learnt, urls in patterns:
        paths = [urlsplit(url).path for url in urls]
        chosen[next((pattern for pattern in known if _fits(pattern, paths)), learnt)] = None
    return tuple(sorted(chosen, key=lambda pattern: known.index(pattern) if pattern in known else len(known)))


def _fits(pattern: str, paths: Sequence[str]) -> bool:
    return bool(paths) and all(re.search(pattern, path) for path in paths)
