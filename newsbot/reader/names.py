"""The elements of a page by class and id, so that the selectors of a layout, which mostly name these, need no walk each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property, lru_cache

from lxml.html import HtmlElement

from newsbot.reader.elements import select

_NAME = re.compile(r"[.#][\w-]+")
_SIMPLE = re.compile(rf"(?P<tag>[a-z]\w*)?(?P<names>(?:{_NAME.pattern})+)")
# What a selector says about other elements or values: no names that must be there.
_ASIDE = re.compile(r":not\([^)]*\)|\[[^\]]*\]|'[^']*'")


class Names:
    """The classes (".sapo") and ids ("#content") of a page; read when first asked for."""

    def __init__(self, root: HtmlElement) -> None:
        self._root = root

    @cached_property
    def _elements(self) -> dict[str, dict[HtmlElement, None]]:
        found: dict[str, dict[HtmlElement, None]] = {}
        for element in self._root.iter():
            if classes := element.get("class"):
                for name in classes.split():
                    found.setdefault(f".{name}", {})[element] = None
            if key := element.get("id"):
                found.setdefault(f"#{key}", {})[element] = None
        return found

    def has(self, selector: str) -> bool:
        """Whether the page has the names that a selector needs to find something."""
        return any(needed <= self._elements.keys() for needed in _needed(selector))

    def select(self, selectors: Sequence[str], within: HtmlElement | None = None) -> list[HtmlElement]:
        """The elements that the first matching selector finds, in the page or `within` an element, in page order.

        Raises `cssselect.SelectorError` for a selector that is no CSS.
        """
        for selector in selectors:
            if self.has(selector) and (found := self._find(selector, within)):
                return found
        return []

    def _find(self, selector: str, within: HtmlElement | None) -> list[HtmlElement]:
        simple = _SIMPLE.fullmatch(selector)
        if simple is None:
            return select(self._root if within is None else within, (selector,))
        first, *others = (self._elements[name] for name in _NAME.findall(simple["names"]))
        return [
            element
            for element in first
            if (not simple["tag"] or element.tag == simple["tag"])
            and all(element in other for other in others)
            and (within is None or element is within or within in element.iterancestors())
        ]


@lru_cache(maxsize=1024)
def _needed(selector: str) -> tuple[frozenset[str], ...]:
    """Names that must be there for a selector to find something: those of one of its alternatives."""
    return tuple(frozenset(_NAME.findall(one)) for one in _ASIDE.sub("", selector).split(","))
