"""Where an element stands: by the headline or in the article, or in something beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml.html import HtmlElement

from newsbot.reader.structured import StructuredData

_OUTSIDE_TAGS = frozenset(
    ("aside", "nav", "footer", "figure", "figcaption", "form", "table", "blockquote", "article", "picture", "video")
)
_OUTSIDE = re.compile(
    r"related|teaser|recommend|sidebar|comment(?!ary)|most-?(?:read|viewed|popular)|popular|trending|promo|newsletter|caption|gallery"
    r"|swiper|carousel|slider|slick|lien-?quan|tin-?khac|xem-?nhieu|doc-?nhieu|read-?more|more-(?:news|stories|from)|preview|appetizer"
    r"|image|photo|picture|figure|video|podcast|breaking|ticker|author-?bio|comment-author"
)
_NEAR = 120
_DEEPEST = 60


@dataclass(frozen=True, slots=True)
class Place:
    """The part of a page that belongs to its article."""

    trunk: frozenset[HtmlElement]
    """The headline, the content, and everything around them."""
    heading: HtmlElement | None
    """The headline, when the page has one as `h1`."""
    content: HtmlElement | None
    """The element that holds the text."""
    order: dict[HtmlElement, int]
    """Places of the elements that structured data noted."""

    @classmethod
    def of(cls, data: StructuredData, url: str, content: HtmlElement | None) -> Place:
        """The place of the article of a page; of several headings that fit, the one closest to the content counts."""
        around = {content, *content.iterancestors()} if content is not None else set()
        headings = data.main_headings(url)
        heading = min(headings, key=lambda element: _steps(element, around), default=None)
        trunk = set(around)
        if heading is not None:
            trunk.update((heading, *heading.iterancestors()))
        return cls(frozenset(trunk), heading, content, data.order)

    def distance(self, element: HtmlElement) -> int:
        """How many elements that can hint at a field lie between the headline and this one; negative before it."""
        if self.heading is None:
            return 0
        return self.order.get(element, 0) - self.order.get(self.heading, 0)

    def holds(self, element: HtmlElement) -> bool:
        """Whether an element is part of the article: near the headline or in the content, and in no teaser, sidebar, comment,
        caption or player."""
        node: HtmlElement | None = element
        for _ in range(_DEEPEST):
            if node is None or node in self.trunk:
                break
            if node.tag in _OUTSIDE_TAGS and node is not element:
                return False
            names = node.get("class") or node.get("id")
            if names and _OUTSIDE.search(names.lower()):
                return False
            node = node.getparent()
        if node is not None and node is self.content:
            return True
        return self.heading is None or abs(self.distance(element)) <= _NEAR


def _steps(element: HtmlElement, around: set[HtmlElement]) -> int:
    for steps, node in enumerate(element.iterancestors()):
        if node in around:
            return steps
    return _DEEPEST
