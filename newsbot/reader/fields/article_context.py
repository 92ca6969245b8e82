"""The elements of an article that may hold byline, date and tags: by its headline, in its text, named for a field."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import Literal

from lxml.html import HtmlElement

from newsbot.reader.page.structured_data import StructuredData
from newsbot.reader.scan.class_cues import BYLINE, DATE, TAG, cues_of

Role = Literal["byline", "date", "tag"]

_TAGS = (
    *("h1", "time", "address", "a", "p", "div", "span", "ul", "li", "strong", "b", "em", "header", "section", "small"),
    *("h2", "h3", "h4", "h5", "td", "dd", "cite", "abbr"),
)
_ROLES: dict[Role, int] = {"byline": BYLINE, "date": DATE, "tag": TAG}
_ANY_ROLE = BYLINE | DATE | TAG
# Tags are a word of their own: "articleTags" may be anything.
_TAG_NAMES = re.compile(r"(?<![a-z])tags?(?![a-z])|tag-?(?:list|item|box|cloud|wrap)|keyword|topic|tu-?_?khoa")
# A URL under which sites list what one author wrote.
_AUTHOR_PAGE = re.compile(
    r"/(?:author|autor|auteur|autore|autoren|tac-gia|writer|staff|reporter|journalist|contributor|byline)s?/"
)


_OUTSIDE_TAGS = frozenset(
    ("aside", "nav", "footer", "figure", "figcaption", "form", "table", "blockquote", "article", "picture", "video")
)
_OUTSIDE = re.compile(
    r"related|teaser|recommend|sidebar|comment(?!ary)|most-?(?:read|viewed|popular)|popular|trending|promo|newsletter|caption|gallery"
    r"|swiper|carousel|slider|slick|lien-?quan|tin-?khac|xem-?nhieu|doc-?nhieu|read-?more|more-(?:news|stories|from)|preview|appetizer"
    r"|image|photo|picture|figure|video|podcast|breaking|ticker|author-?bio|comment-author"
)

_TEASER = re.compile(r"teaser|preview|appetizer")


@lru_cache(maxsize=20_000)
def _is_outside(names: str) -> bool:
    return _OUTSIDE.search(names.lower()) is not None


NEAR_MAX_ELEMENTS = 120
"""Elements between the headline and one that holds a field at most: share buttons and a gallery fit in between. Halved, 3 of
225 pages change; doubled, 2."""
MAX_LEVELS = 60
"""Levels of the tree that are climbed at most; deeper pages are damaged."""


@dataclass(frozen=True, slots=True)
class _Candidates:
    """The elements of a part of the page that may hold a field."""

    times: list[HtmlElement] = field(default_factory=list)
    properties: dict[str, list[HtmlElement]] = field(default_factory=dict)
    hints: dict[Role, list[HtmlElement]] = field(default_factory=lambda: {"byline": [], "date": [], "tag": []})
    order: dict[HtmlElement, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ArticleContext:
    """The part of a page that belongs to its article, and the elements in it that may hold byline, date and tags."""

    trunk: frozenset[HtmlElement]
    """The headline, the content, and everything around them."""
    heading: HtmlElement | None
    """The headline, when the page has one as `h1`."""
    content: HtmlElement | None
    """The element that holds the text."""
    shared: frozenset[HtmlElement]
    """What is around both headline and text."""
    times: list[HtmlElement]
    """The `time` elements."""
    properties: dict[str, list[HtmlElement]]
    """Microdata: elements by `itemprop`."""
    hints: dict[Role, list[HtmlElement]]
    """Elements whose class, id, rel or URL hints at a field, in page order."""
    order: dict[HtmlElement, int]
    """Position in the page of the elements above."""

    @classmethod
    def of(
        cls,
        root: HtmlElement,
        data: StructuredData,
        content: HtmlElement | None,
        headline: HtmlElement | None = None,
    ) -> ArticleContext:
        """The context of the article of a page.

        `headline` is the element that shows the title; without one, the heading closest to the content counts.
        """
        around = [] if content is None else [content, *content.iterancestors()]
        close = frozenset(around)
        if headline is None:
            heading = min(data.main_headings, key=lambda element: _steps(element, close), default=None)
        else:
            heading = next((node for node in headline.iterancestors("h1", "h2", "h3")), headline)
        above = [] if heading is None else [heading, *heading.iterancestors()]
        found = _collect(_scope(root, above, around), heading)
        return cls(
            trunk=close.union(above),
            heading=heading,
            content=content,
            shared=close.intersection(above),
            times=found.times,
            properties=found.properties,
            hints=found.hints,
            order=found.order,
        )

    def distance(self, element: HtmlElement) -> int:
        """How many elements that can hint at a field lie between the headline and this one; negative before it."""
        if self.heading is None:
            return 0
        return self.order.get(element, 0) - self.order.get(self.heading, 0)

    def holds(self, element: HtmlElement) -> bool:
        """Whether an element is part of the article.

        It is near the headline or in the content, and in no teaser, sidebar, comment, caption or player.
        """
        around = self.joins(element)
        if around is None:
            return False
        return around is self.content or self.heading is None or abs(self.distance(element)) <= NEAR_MAX_ELEMENTS

    def joins(self, element: HtmlElement) -> HtmlElement | None:
        """The headline, the content, or the element around them from which an element hangs.

        None when a teaser, sidebar or the like lies between.
        """
        node: HtmlElement | None = element
        for _ in range(MAX_LEVELS):
            if node is None or node in self.trunk:
                return node
            if node.tag in _OUTSIDE_TAGS and node is not element:
                return None
            names = node.get("class") or node.get("id")
            if names and _is_outside(names) and not self._is_standfirst(node, names):
                return None
            node = node.getparent()
        return None

    def _is_standfirst(self, element: HtmlElement, names: str) -> bool:
        """Whether what is called a teaser is that of this article: it follows its headline at once."""
        return element.getprevious() in self.trunk and not _is_outside(_TEASER.sub("", names.lower()))


def _collect(scope: HtmlElement, heading: HtmlElement | None) -> _Candidates:
    candidates = _Candidates()
    order, properties, hints, times = candidates.order, candidates.properties, candidates.hints, candidates.times
    roles: dict[str, tuple[Role, ...]] = {}
    for position, element in enumerate(scope.iter(*_TAGS)):
        tag, get = element.tag, element.get
        if tag == "a":
            if (role := _link_role(get("rel"), get("href", ""))) is not None:
                hints[role].append(element)
                order[element] = position
                continue
        elif tag == "time":
            times.append(element)
            order[element] = position
        elif tag == "h1" or element is heading:
            order[element] = position
        if names := get("class") or get("id"):
            if (found := roles.get(names)) is None:
                found = roles[names] = _roles_of(names)
            for role in found:
                order[element] = position
                hints[role].append(element)
        if prop := get("itemprop"):
            properties.setdefault(prop, []).append(element)
            order[element] = position
    return candidates


def _link_role(rel: str | None, href: str) -> Role | None:
    """The field that a link hints at by its `rel` or its URL."""
    if rel is not None and ("author" in rel or rel == "tag"):
        return "byline" if rel != "tag" else "tag"
    return "byline" if _AUTHOR_PAGE.search(href.lower()) else None


def _roles_of(names: str) -> tuple[Role, ...]:
    """The fields that a class or id hints at."""
    cues = cues_of(names) & _ANY_ROLE
    if cues & TAG and not _TAG_NAMES.search(names.lower()):
        cues &= ~TAG
    return tuple(role for role, cue in _ROLES.items() if cues & cue)


def _steps(element: HtmlElement, around: frozenset[HtmlElement]) -> int:
    ancestors = islice(element.iterancestors(), MAX_LEVELS)
    return next((steps for steps, node in enumerate(ancestors) if node in around), MAX_LEVELS)


def _scope(root: HtmlElement, above: list[HtmlElement], around: list[HtmlElement]) -> HtmlElement:
    """The element that holds headline and content, and the one around it where tags and author boxes stand."""
    if above and around:
        close = frozenset(around)
        holder = next((node for node in above if node in close), root)
    else:
        holder = next(iter((above or around)[1:]), root)
    parent = holder.getparent()
    return holder if parent is None or parent.tag in ("body", "html") else parent
