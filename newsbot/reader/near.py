"""Where an element stands: by the headline or in the article, or in something beside them."""

from __future__ import annotations

from dataclasses import dataclass

from lxml.html import HtmlElement

from newsbot.reader.cues import ASIDE, BAD, CAPTION, COMMENTS, HIDDEN, PLAYER, RELATED, cues_of
from newsbot.reader.structured import StructuredData

_OUTSIDE = BAD | RELATED | COMMENTS | CAPTION | PLAYER | HIDDEN | ASIDE
_OUTSIDE_TAGS = frozenset(
    ("aside", "nav", "footer", "figure", "figcaption", "form", "table", "blockquote", "article", "picture", "video")
)
_NEAR = 120
_DEEPEST = 60


@dataclass(frozen=True, slots=True)
class Place:
    """The part of a page that belongs to its article."""

    trunk: frozenset[HtmlElement]
    """The headline, the content, and everything around them."""
    heading: HtmlElement | None
    content: HtmlElement | None
    order: dict[HtmlElement, int]

    @classmethod
    def of(cls, data: StructuredData, url: str, content: HtmlElement | None) -> Place:
        """The place of the article of a page."""
        heading = data.heading(url)
        trunk: set[HtmlElement] = set()
        for start in (heading, content):
            if start is not None:
                trunk.add(start)
                trunk.update(start.iterancestors())
        return cls(frozenset(trunk), heading, content, data.order)

    def distance(self, element: HtmlElement) -> int:
        """How many noted elements lie between the headline and this one; negative before it."""
        if self.heading is None:
            return 0
        return self.order.get(element, 0) - self.order.get(self.heading, 0)

    def holds(self, element: HtmlElement) -> bool:
        """Whether an element is part of the article: near the headline or in the content, and in no teaser, sidebar, list of
        comments, caption or player."""
        inside = False
        node: HtmlElement | None = element
        for _ in range(_DEEPEST):
            if node is None or node is self.content or node in self.trunk:
                inside = node is self.content
                break
            if node.tag in _OUTSIDE_TAGS and node is not element:
                return False
            names = f"{node.get('class', '')} {node.get('id', '')}"
            if len(names) > 1 and cues_of(names) & _OUTSIDE:
                return False
            node = node.getparent()
        return inside or self.heading is None or abs(self.distance(element)) <= _NEAR
