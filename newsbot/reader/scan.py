"""One pass over the page: block elements become nodes, the text and media in them runs, both in document order.

Everything after works on these two flat lists, so that the tree is walked once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from lxml import etree
from lxml.html import HtmlElement

from newsbot.reader.cues import (
    ASIDE,
    BAD,
    BLOCKQUOTE,
    CAPTION,
    FIGURE,
    HEADING,
    HIDDEN,
    LIST,
    PLAYER,
    TABLE,
    cues_of,
)

MAX_ELEMENTS = 60_000
"""Elements that are walked; a page that has more is read up to here."""

RunKind = Literal["text", "image", "video", "embed", "rule"]

_SKIPPED = frozenset(
    "script style template svg math select datalist textarea input canvas map dialog head meta link title object progress "
    "frameset param option".split()
)
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code del dfn em font i ins kbd label mark q rp rt ruby s samp small span strike strong "
    "sub sup time tt u var wbr nobr data o:p".split()
)
_BOLD = frozenset(("b", "strong"))
_ITALIC = frozenset(("i", "em", "cite"))
_MUTE = frozenset(("button", "noscript"))
_VIDEO = frozenset(
    ("video", "audio", "amp-video", "amp-youtube", "amp-brightcove", "amp-jwplayer", "lite-youtube", "amp-audio")
)
_EMBED = frozenset(("iframe", "embed", "amp-iframe"))
_IMAGE = frozenset(("img", "amp-img"))
_APART = frozenset(("span", "small", "cite"))
"""Inline elements that part a credit from the caption before it."""
_TAG_CUES = {
    "aside": ASIDE,
    "nav": ASIDE | BAD,
    "footer": ASIDE,
    "form": ASIDE,
    "figure": FIGURE,
    "figcaption": CAPTION,
    "li": LIST,
    "dd": LIST,
    "dt": LIST,
    "table": TABLE,
    "tr": TABLE,
    "td": TABLE,
    "blockquote": BLOCKQUOTE,
    "h1": HEADING,
    "h2": HEADING,
    "h3": HEADING,
    "h4": HEADING,
    "h5": HEADING,
    "h6": HEADING,
}


@dataclass(slots=True)
class Node:
    """A block element."""

    element: HtmlElement
    tag: str
    parent: int
    """Index of the block element around it; -1 for the body."""
    cues: int
    """Own cues (see `cues`)."""
    depth: int
    first: int
    """Index of its first run."""
    names: str = ""
    """Class and id."""
    end: int = 0
    """Index after its last descendant."""
    last: int = 0
    """Index after its last run."""


@dataclass(slots=True)
class Run:
    """A stretch of text without a block boundary in it, or one picture, video or embed."""

    kind: RunKind
    node: int
    """Index of the block element around it."""
    text: str = ""
    element: HtmlElement | None = None
    """The media element; None for text."""
    linked: int = 0
    """Characters of it inside links."""
    anchors: int = 0
    """Links in it."""
    bold: int = 0
    """Characters in bold."""
    italic: int = 0
    breaks: int = 0
    """`<br>` between the text before it, in the same element, and it."""
    link: HtmlElement | None = None
    """The first link that encloses text of it."""
    muted: bool = False
    """It stands in a `noscript` or a `button`."""


@dataclass(slots=True)
class Scan:
    """The page as nodes and runs."""

    nodes: list[Node]
    runs: list[Run]
    truncated: bool = False


def scan(root: HtmlElement, marks: Mapping[HtmlElement, int] | None = None) -> Scan:
    """Walk the page once. `marks` are cues for elements that a known layout names."""
    return _Walk().walk(root, marks or {})


class _Walk:
    """State of the walk. One method, because a call for each element would cost more than the work on it."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self.runs: list[Run] = []
        self.parts: list[str] = []
        self.linked = self.bold = self.italic = self.anchors = self.breaks = 0
        self.link: HtmlElement | None = None

    def flush(self, node: int) -> None:
        """End the run of text."""
        text = " ".join("".join(self.parts).split())
        self.parts.clear()
        if text:
            self.runs.append(
                Run("text", node, text, None, self.linked, self.anchors, self.bold, self.italic, self.breaks, self.link)
            )
            self.breaks = 0
            self.linked = self.bold = self.italic = self.anchors = 0
            self.link = None

    def walk(self, root: HtmlElement, marks: Mapping[HtmlElement, int]) -> Scan:  # noqa: C901
        nodes, runs, parts, flush = self.nodes, self.runs, self.parts, self.flush
        stack: list[int] = []
        top = -1
        links = bolds = italics = mutes = figures = count = 0
        link: HtmlElement | None = None
        truncated = False
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            tag = element.tag
            if event == "start":
                count += 1
                if count > MAX_ELEMENTS:
                    truncated = True
                    break
                if tag in _SKIPPED:
                    walker.skip_subtree()
                    continue
                if tag == "br":
                    flush(top)
                    self.breaks += 1
                    continue
                if tag in _IMAGE:
                    if parts:
                        flush(top)
                    runs.append(Run("image", top, "", element, muted=mutes > 0, link=link))
                    self.breaks = 0
                    continue
                if tag in _VIDEO or tag in _EMBED:
                    flush(top)
                    runs.append(Run("video" if tag in _VIDEO else "embed", top, "", element, muted=mutes > 0))
                    self.breaks = 0
                    walker.skip_subtree()
                    continue
                block = tag not in _INLINE
                names = element.get("class") or ""
                if not block:
                    if tag == "a":
                        links += 1
                        self.anchors += 1
                        link = element
                    elif tag in _BOLD:
                        bolds += 1
                    elif tag in _ITALIC:
                        italics += 1
                    elif figures and tag in _APART:
                        block = True
                    elif names and cues_of(names) & (CAPTION | PLAYER):
                        block = True
                    if element in marks:
                        block = True
                if block:
                    if parts:
                        flush(top)
                    self.breaks = 0
                    key = element.get("id")
                    if key:
                        names = f"{names} {key}"
                    cues = cues_of(names) if names and tag != "body" else 0
                    cues |= _TAG_CUES.get(tag, 0)
                    if cues & PLAYER and cues & (LIST | TABLE):
                        cues &= ~PLAYER
                    style = element.get("style")
                    if element.get("hidden") is not None or (style and "display" in style and "none" in style):
                        cues |= HIDDEN
                    cues |= marks.get(element, 0)
                    if cues & (FIGURE | CAPTION):
                        figures += 1
                    nodes.append(Node(element, tag, top, cues, len(stack), len(runs), names))
                    stack.append(top)
                    top = len(nodes) - 1
                    if tag in _MUTE:
                        mutes += 1
                text = element.text
            else:
                if tag in _SKIPPED or tag == "br" or tag in _IMAGE or tag in _VIDEO or tag in _EMBED:
                    pass
                elif top >= 0 and nodes[top].element is element:
                    if parts:
                        flush(top)
                    self.breaks = 0
                    node = nodes[top]
                    node.end, node.last = len(nodes), len(runs)
                    top = stack.pop()
                    if tag in _MUTE:
                        mutes -= 1
                    if node.cues & (FIGURE | CAPTION):
                        figures -= 1
                if tag == "a":
                    links -= 1
                    link = None
                elif tag in _BOLD:
                    bolds -= 1
                elif tag in _ITALIC:
                    italics -= 1
                text = element.tail
            if text and not mutes:
                parts.append(text)
                if links or bolds or italics:
                    size = len(text.strip())
                    if links and size:
                        self.linked += size
                        if self.link is None:
                            self.link = link
                    if bolds:
                        self.bold += size
                    if italics:
                        self.italic += size
        flush(max(top, 0))
        while top >= 0:
            nodes[top].end, nodes[top].last = len(nodes), len(runs)
            top = stack.pop()
        return Scan(nodes, runs, truncated)
