"""Where site files come from: `newsbot.spiders`, the folders of NEWSBOT_SITES, the entry points of other packages.

Nothing is imported here: a file is known by its name and its text.
"""

from __future__ import annotations

import hashlib
import os
import pkgutil
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.abc import InspectLoader, PathEntryFinder
from importlib.machinery import ModuleSpec
from importlib.metadata import EntryPoint, entry_points
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

GROUP = "newsbot.sites"
"""Entry-point group: each entry point names a site module, or a package of site modules."""

_NO_SITE = re.compile(r"_|test_|conftest$|setup$")
"""Beginnings of the names of modules that are no site files: what several share, and tests."""
_NAME = re.compile(r"""^\s+name\s*(?::[^=\n]*)?=\s*["']([^"'\n]+)["']""", re.M)
_OF_NEWSBOT = re.compile(r"\bnewsbot\.(?:site|cms)\b|\bfrom newsbot import\b")
_SUCCESSOR = re.compile(r"""^\s+successor\s*(?::[^=\n]*)?=\s*["']([^"'\n]+)["']""", re.M)
_UNREADABLE = "\ufffd"
"""Text of a file that cannot be decoded: not empty, so that loading it tells why."""


@dataclass(frozen=True, slots=True)
class SiteFile:
    """A file that says what a site is."""

    name: str
    """Id that the site must have."""
    module: str
    """Full name under which it is imported."""
    path: Path
    text: str
    bundled: bool = False
    """Whether it is a file of newsbot itself."""

    @property
    def fixtures(self) -> Path:
        """Folder of its saved pages: beside the file."""
        return self.path.parent / "fixtures"

    @property
    def defines_site(self) -> bool:
        """Whether its text names a site: a module of Scrapy spiders names none, or has it in another form."""
        return bool(_NAME.search(self.text)) and bool(_OF_NEWSBOT.search(self.text))

    @property
    def successor(self) -> str | None:
        """Id of the site that took it over, as its text says."""
        found = _SUCCESSOR.search(self.text)
        return found[1] if found else None


@dataclass(frozen=True, slots=True)
class Fault:
    """A place where a site file should be and is not."""

    where: str
    what: str


def in_package(package: str, folders: Iterable[str], *, bundled: bool = False) -> Iterator[SiteFile]:
    """The site files of a package.

    An empty file is none: `newsbot probe URL > FILE` leaves one when it finds no site.
    """
    for info in sorted(pkgutil.iter_modules(folders), key=lambda info: info.name):
        if info.ispkg or _NO_SITE.match(info.name) or not isinstance(info.module_finder, PathEntryFinder):
            continue
        module = f"{package}.{info.name}"
        if (spec := info.module_finder.find_spec(module)) and (text := _text(spec)).strip():
            yield SiteFile(info.name, module, Path(spec.origin or info.name), text, bundled)


def in_folders(value: str) -> Iterator[SiteFile | Fault]:
    """The site files of folders, as NEWSBOT_SITES names them, separated by ":"."""
    for folder in dict.fromkeys(filter(None, value.split(os.pathsep))):
        path = Path(folder).expanduser().absolute()
        if not path.is_dir():
            yield Fault("NEWSBOT_SITES", f"{folder} is no folder")
            continue
        yield from in_package(_package(path), [str(path)])


def in_entry_points() -> Iterator[SiteFile | Fault]:
    """The site files that installed packages announce."""
    for point in sorted(entry_points(group=GROUP), key=lambda point: (point.name, point.value)):
        try:
            found: list[SiteFile | Fault] = [*in_module(point.module, point.name)]
        except (ImportError, ValueError, AttributeError) as error:
            yield Fault(_told(point), f"{type(error).__name__}: {error}")
            continue
        yield from found or [Fault(_told(point), "it holds no site file")]


def in_module(module: str, name: str | None = None) -> Iterator[SiteFile]:
    """The site file that a module is, or those that a package holds.

    A module may be called otherwise than the site whose file it is. Raises ImportError when there is no such module.
    """
    spec = find_spec(module)
    if spec is None:
        raise ModuleNotFoundError(f"No module named {module!r}")
    inside = [*in_package(module, spec.submodule_search_locations or ())]
    yield from inside
    if not inside and (text := _text(spec)).strip():
        declared = _NAME.search(text)
        yield SiteFile(
            declared[1] if declared else name or module.rpartition(".")[2], module, Path(spec.origin or ""), text
        )


def _told(point: EntryPoint) -> str:
    return f"entry point {point.name} = {point.value}" + (f" of {point.dist.name}" if point.dist else "")


def _text(spec: ModuleSpec) -> str:
    if not isinstance(spec.loader, InspectLoader):
        return ""
    try:
        return spec.loader.get_source(spec.name) or ""
    except (ImportError, SyntaxError, UnicodeError):
        return _UNREADABLE


def _package(folder: Path) -> str:
    """The name of a package that a folder of site files is imported as, so that they can share modules (`from . import …`)."""
    name = f"newsbot_sites_{hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]}"
    if name not in sys.modules:
        package = ModuleType(name, f"Site files of {folder}.")
        package.__path__ = [str(folder)]
        sys.modules[name] = package
    return name
