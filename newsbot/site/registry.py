"""Sites by name and by host: files are imported when they are needed; one that cannot be is told and left out."""

from __future__ import annotations

import hashlib
import importlib
import os
import sys
import traceback
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from urllib.parse import urlsplit

from newsbot.normalize import urls
from newsbot.site import Site
from newsbot.site.files import Fault, SiteFile

_TOLD = "NEWSBOT_TOLD"
"""Environment variable with the faults that were told, so that processes started from here do not tell them again."""


class SiteFileError(Exception):
    """A site file does not hold to the rules. The message is one line: the file, and what is wrong with which attribute."""


class Registry:
    """The sites of some site files. Where two files make one site, the first counts and the other is a fault."""

    def __init__(self, found: Iterable[SiteFile | Fault]) -> None:
        self.files: dict[str, SiteFile] = {}
        self._faults: list[str] = []
        self._sites: dict[str, Site] = {}
        self._errors: dict[str, SiteFileError] = {}
        self._loading: list[str] = []
        self._by_host: dict[tuple[str, int | None], Site | None] = {}
        for one in found:
            if isinstance(one, Fault):
                self._faults.append(f"{one.where}: {one.what}")
            elif one.name in self.files:
                taken = self.files[one.name].path
                if one.path != taken:
                    self._faults.append(f"{one.path}: name: {one.name!r} is the name of {taken} already")
            else:
                self.files[one.name] = one

    def all(self) -> dict[str, Site]:
        """Every sound site by its id, in alphabetical order; tells what is wrong with the others."""
        for fault in self._faults:
            _tell(fault)
        sites = ((name, self.sound(name)) for name in sorted(self.files))
        return {name: site for name, site in sites if site is not None}

    def broken(self) -> dict[str, str]:
        """What is wrong, by the id of the site; by its place where it has none."""
        self.all()
        found = {name: str(error) for name, error in self._errors.items()}
        return found | {fault.partition(": ")[0]: fault for fault in self._faults}

    def sound(self, name: str) -> Site | None:
        """A site; None for one whose file cannot be used, which is told."""
        try:
            return self.load(name)
        except SiteFileError as error:
            _tell(str(error))
            return None

    def load(self, name: str) -> Site:
        """A site with the one that has taken it over. Raises KeyError for an unknown name, SiteFileError."""
        if name in self._errors:
            raise self._errors[name]
        if name not in self._sites:
            self._loading.append(name)
            try:
                self._sites[name] = self._made(self.files[name])
            except SiteFileError as error:
                self._errors[name] = error
                raise
            finally:
                self._loading.remove(name)
        return self._sites[name]

    def _made(self, file: SiteFile) -> Site:
        site = imported(file)
        for host in () if file.bundled else site.hosts:
            if other := self._other_at(host, site.port, file):
                raise SiteFileError(
                    f"{file.path}: domains: {host} belongs to {other.name} ({self.files[other.name].path})"
                )
        site.heir = self._heir(site, file)
        site.predecessors = tuple(self._predecessors.get(site.name, ()))
        return site

    def _heir(self, site: Site, file: SiteFile) -> Site | None:
        if site.successor is None:
            return None
        if site.successor in self._loading:
            raise SiteFileError(f"{file.path}: successor: {site.successor!r} leads back here")
        try:
            return self.load(site.successor)
        except (KeyError, SiteFileError) as error:
            raise SiteFileError(f"{file.path}: successor: {site.successor!r} is no site") from error

    @cached_property
    def _predecessors(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for name in sorted(self.files):
            if successor := self.files[name].successor:
                found[successor].append(name)
        return found

    def _other_at(self, host: str, port: int | None, file: SiteFile) -> Site | None:
        """The site of a file before this one that has the host."""
        for other in self.files.values():
            if other is file:
                return None
            if _bare(host) in other.text and other.name not in self._loading:
                site = self._quietly(other.name)
                if site and host in site.hosts and site.port == port:
                    return site
        return None

    def _quietly(self, name: str) -> Site | None:
        try:
            return self.load(name)
        except SiteFileError:
            return None

    def at(self, url: str) -> Site | None:
        """The site that a URL belongs to, by its host, also an old one; None when no site file knows the host."""
        host = urls.host(url)
        key = (host, _port(url))
        if key not in self._by_host:
            self._by_host[key] = self._search(*key) if host else None
        return self._by_host[key]

    def _search(self, host: str, port: int | None) -> Site | None:
        """Import the site files that name the host, and not all of them for one page."""
        naming = (self.sound(name) for name, file in self.files.items() if _bare(host) in file.text)
        having = [site for site in naming if site and host in site.hosts]
        return next((site for site in having if site.port == port), having[0] if having else None)


def imported(file: SiteFile) -> Site:
    """The site of a file. Raises SiteFileError."""
    try:
        module = importlib.import_module(file.module)
        classes = [*_site_classes(vars(module).values(), file.module)]
        if len(classes) != 1:
            raise SiteFileError(f"{file.path}: it must define exactly one site, and defines {len(classes)}")
        if classes[0].name != file.name:
            raise SiteFileError(
                f"{file.path}: name: it must be {file.name!r}, as the file is called, not {classes[0].name!r}"
            )
        if fault := _layout_fault(file, classes[0]):
            raise SiteFileError(f"{file.path}: {fault}")
        return classes[0]()
    except SiteFileError:
        raise
    except (Exception, SystemExit) as error:  # whatever a site file does, the others go on working
        raise SiteFileError(_one_line(file, error)) from error


def _layout_fault(file: SiteFile, site: type[Site]) -> str | None:
    """What is wrong with a selector; the families that come with newsbot are tested, and 0.1 s is long for every start."""
    if file.bundled and "Layout(" not in file.text:
        return None
    return next((fault for layout in site.layouts for fault in layout.faults()), None)


def _site_classes(values: Iterable[object], module: str) -> Iterator[type[Site]]:
    """The sites that a module defines; a family that stands beside one has no name."""
    for value in values:
        if (
            isinstance(value, type)
            and issubclass(value, Site)
            and value.__module__ == module
            and hasattr(value, "name")
        ):
            yield value


def _one_line(file: SiteFile, error: BaseException) -> str:
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename == str(file.path)]
    line = error.lineno if isinstance(error, SyntaxError) else frames[-1].lineno if frames else None
    kind = "" if isinstance(error, TypeError | ValueError) and str(error) else f"{type(error).__name__}: "
    text = error.msg if isinstance(error, SyntaxError) else str(error)
    return " ".join(f"{file.path}{f':{line}' if line else ''}: {kind}{text}".split())


def _bare(host: str) -> str:
    return host.removeprefix("www.")


def _port(url: str) -> int | None:
    try:
        return urlsplit(url).port
    except ValueError:
        return None


def _tell(fault: str) -> None:
    """One line on stderr, once for this process and those that it starts."""
    mark = hashlib.sha256(fault.encode("utf-8", "replace")).hexdigest()[:12]
    told = os.environ.get(_TOLD, "").split()
    if mark not in told:
        os.environ[_TOLD] = " ".join([*told, mark])
        sys.stderr.write(f"newsbot: {fault}\n")
