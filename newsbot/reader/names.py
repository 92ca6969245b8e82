"""The elements of a page by class and id, so that the selectors of a layout, which mostly name these, need no walk each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property, lru_cache
from itertools import islice

from lxml.html import HtmlElement

from newsbot.reader.elements import select

_NAME = re.compile(r"[.#][\w-]+")
_COMPOUND = re.compile(rf"(?P<child>> )?(?P<tag>[a-z]\w*)?(?P<names>(?:{_NAME.pattern})+)(?: |$)")
"""A tag and names ("span.fig"), perhaps of a child of what stands before."""
_ASIDE = re.compile(r":not\([^)]*\)|\[[^\]]*\]")
"""What a selector says about other elements and about values: no names that must be there."""


class Names:
    """The classes (".sapo") and ids ("#content") of a page; read when first asked for."""

    def __init__(self, root: HtmlElement) -> None:
        self._root = root

    @cached_property
    def _places(self) -> dict[str, dict[HtmlElement, int]]:
        """By name: the elements that have it, with their places in the page."""
        found: dict[str, dict[HtmlElement, int]] = {}
        for place, element in enumerate(self._root.iter()):
            if classes := element.get("class"):
                for name in classes.split():
                    found.setdefault(f".{name}", {})[element] = place
            if key := element.get("id"):
                found.setdefault(f"#{key}", {})[element] = place
        return found

    def select(self, selectors: Sequence[str], within: HtmlElement | None = None) -> list[HtmlElement]:
        """The elements that the first matching selector finds, in the page or `within` an element, in page order.

        Raises `cssselect.SelectorError` for a selector that is no CSS.
        """
        for selector in selectors:
            if (possible := self._possible(selector)) and (found := self._find(selector, possible, within)):
                return found
        return []

    def _possible(self, selector: str) -> list[str]:
        """The alternatives of a selector that can find something."""
        return [one for one, needed in _alternatives(selector).items() if needed <= self._places.keys()]

    def _find(self, selector: str, possible: list[str], within: HtmlElement | None) -> list[HtmlElement]:
        found: dict[HtmlElement, int] = {}
        for one in possible:
            compounds = list(_COMPOUND.finditer(one))
            if sum(len(compound[0]) for compound in compounds) < len(one):
                return select(self._root if within is None else within, (selector,))
            places = self._places[_NAME.findall(compounds[-1]["names"])[0]]
            found |= {element: place for element, place in places.items() if self._matches(element, compounds)}
        return [
            element
            for element in (sorted(found, key=found.__getitem__) if len(possible) > 1 else found)
            if within is None or element is within or within in element.iterancestors()
        ]

    def _matches(self, element: HtmlElement, compounds: Sequence[re.Match[str]]) -> bool:
        *around, last = compounds
        if last["tag"] not in (None, element.tag):
            return False
        if not all(element in self._places[name] for name in _NAME.findall(last["names"])):
            return False
        if not around:
            return True
        ancestors = islice(element.iterancestors(), 1 if last["child"] else None)
        return any(self._matches(ancestor, around) for ancestor in ancestors)


def may_find(selector: str, words: frozenset[str]) -> bool:
    """Whether a selector can find something in a page with these classes and ids."""
    return any(needed <= words for needed in _words(selector))


@lru_cache(maxsize=1024)
def _words(selector: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(name[1:] for name in needed) for needed in _alternatives(selector).values())


@lru_cache(maxsize=1024)
def _alternatives(selector: str) -> dict[str, frozenset[str]]:
    """The alternatives of a selector, each with the names that must be there for it to find something."""
    parts = {one.strip(): frozenset(_NAME.findall(one)) for one in _ASIDE.sub("", selector).split(",")}
    return {selector: frozenset.intersection(*parts.values())} if "(" in selector or "[" in selector else parts
