"""What the selectors of a layout find in a page, and which pages they need not be tried on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from lxml.html import HtmlElement

from newsbot.reader.page.selectors import is_xpath, select

_NAME = re.compile(r"[.#]([\w-]+)")
_ASIDE = re.compile(r"""\\.|:not\([^)]*\)|\[[^\]]*\]|"[^"]*"|'[^']*'""")
"""What a selector says about other elements and about values: no names that must be there."""


class Names:
    """A page as the selectors of a layout see it.

    They are parsel's, compiled once. An index of the page by class and id was measured against them and taken out: both take
    2.4 ms a page with a layout, parsing and reading included.
    """

    def __init__(self, root: HtmlElement) -> None:
        self._root = root

    def select(self, selectors: Sequence[str], within: HtmlElement | None = None) -> list[HtmlElement]:
        """What the first matching selector finds, in the page or `within` an element, in page order."""
        return select(self._root, selectors, within)


@lru_cache(maxsize=1024)
def _needed(selector: str) -> tuple[frozenset[str], ...]:
    """The classes and ids that a selector needs, for each of its alternatives."""
    if is_xpath(selector) or "\\" in selector:
        return (frozenset(),)
    parts = [frozenset(_NAME.findall(one)) for one in _ASIDE.sub("", selector).split(",")]
    return (frozenset.intersection(*parts),) if "(" in selector or "[" in selector else tuple(parts)


def may_find(selector: str, words: frozenset[str]) -> bool:
    """Whether a selector can find something in a page with these classes and ids."""
    return any(needed <= words for needed in _needed(selector))
