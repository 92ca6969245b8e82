"""What the constants of the reader decide: how many pages read otherwise when one of them is halved or doubled.

python benchmarks/constants.py                                 the pages of the bundled example site
python benchmarks/constants.py --pages DIR                     saved pages: every *.html and *.html.gz below DIR
python benchmarks/constants.py --pages DIR --module scoring    the constants of modules with this in their name

A constant that no page depends on in either direction guards against pages that are not among these, or costs.
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from reader import HTML, Page, bundled, saved

import newsbot
import newsbot.normalize
import newsbot.reader

NAME = re.compile(r"^([A-Z][A-Z0-9_]+) = -?[\d.]", re.M)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=Path, default=None, help="folder with *.html or *.html.gz")
    parser.add_argument("--module", default="", help="part of the name of the modules whose constants are tried")
    options = parser.parse_args()
    pages = list(saved(options.pages) if options.pages else bundled())
    every = list(modules())
    before = readings(pages, every)
    print(f"{len(pages)} pages\nconstant\tvalue\thalved\tdoubled")
    for module in every:
        for name in constants(module) if options.module in module.__name__ else ():
            value = getattr(module, name)
            changed = []
            for tried in (value // 2 if isinstance(value, int) else value / 2, value * 2):
                setattr(module, name, tried)
                changed.append(sum(one != other for one, other in zip(before, readings(pages, every), strict=True)))
            setattr(module, name, value)
            print(f"{module.__name__}.{name}\t{value}\t{changed[0]}\t{changed[1]}", flush=True)


def modules() -> Iterator[ModuleType]:
    """The modules that read a page."""
    for package in (newsbot.reader, newsbot.normalize):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            yield importlib.import_module(found.name)


def constants(module: ModuleType) -> list[str]:
    """The numbers that a module names, without the bits of cues."""
    if module.__file__ is None or module.__name__.endswith("urls"):
        return []
    names = NAME.findall(Path(module.__file__).read_text("utf-8"))
    return [name for name in names if "_" in name and isinstance(getattr(module, name), int | float)]


def readings(pages: list[Page], every: list[ModuleType]) -> list[object]:
    """The article of each page, nothing remembered from before."""
    for module in every:
        for value in vars(module).values():
            if hasattr(value, "cache_clear") and getattr(value, "__module__", "") == module.__name__:
                value.cache_clear()
    return [newsbot.extract(page.html, url=page.url, content_type=HTML) for page in pages]


if __name__ == "__main__":
    main()
