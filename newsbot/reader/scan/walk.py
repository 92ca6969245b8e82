"""One pass over the page: block elements become nodes, the text and media in them runs, both in document order.

Everything after works on these two flat lists, so that the tree is walked once.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Literal

from lxml import etree
from lxml.html import HtmlElement

from newsbot.reader.scan.class_cues import (
    ASIDE,
    BAD,
    BLOCKQUOTE,
    CAPTION,
    FIGURE,
    GOOD,
    HEADING,
    HIDDEN,
    LIST,
    NEVER,
    PLAYER,
    RELATED,
    TABLE,
    cues_of,
)

MAX_ELEMENTS = 60_000
"""Elements that are walked; a page that has more is read up to here."""

RunKind = Literal["text", "image", "video", "embed"]

# What the walk does with an element, by tag; a tag that is not listed is a block.
_SKIP, _BREAK, _IMAGE, _VIDEO, _EMBED, _LINK, _BOLD, _ITALIC, _SPAN, _INLINE, _MUTE, _BLOCK = range(12)
_SPANS = ("span", "small", "cite")
_KINDS: dict[str, int] = {
    kind_tag: kind
    for kind, tags in (
        (
            _SKIP,
            "script style template svg math select datalist textarea input canvas map dialog head meta link title progress "
            "frameset param option",
        ),
        (_BREAK, "br"),
        (_IMAGE, "img amp-img"),
        (_VIDEO, "video audio amp-video amp-youtube amp-brightcove amp-jwplayer lite-youtube amp-audio"),
        (_EMBED, "iframe embed object amp-iframe"),
        (_LINK, "a"),
        (_BOLD, "b strong"),
        (_ITALIC, "i em"),
        (_SPAN, " ".join(_SPANS)),
        (
            _INLINE,
            "abbr acronym bdi bdo big code del dfn font ins kbd label mark q rp rt ruby s samp strike sub sup time tt u var wbr "
            "nobr data o:p",
        ),
        (_MUTE, "button noscript"),
    )
    for kind_tag in tags.split()
}
_MEDIA_RUNS: dict[int, RunKind] = {_VIDEO: "video", _EMBED: "embed"}
_TAG_CUES = {
    "aside": ASIDE,
    "nav": ASIDE | NEVER,
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
_CORE = ("h1", "article", "main")
_HIDDEN_NAMES = frozenset(("hidden", "hide", "is-hidden", "visually-hidden", "visuallyhidden", "u-hidden"))
"""Classes that hide an element at every width of the screen; with a colon they do so at some widths only."""
_KEPT_LINES = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)")
_BLANK_LINES = re.compile(r"\n(?:[^\S\n]*\n)+")
_LINE_END = re.compile(r"(?<=[.!?…:”\"»)])[^\S\n]*\n")
TEXT_MIN_PARAGRAPHS = 6
"""Paragraphs from which an element named like a menu or footer holds text."""


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
    """How many block elements are around it."""
    first: int
    """Index of its first run."""
    names: str
    """Class and id."""
    end: int = field(init=False)
    """Index after its last descendant."""
    last: int = field(init=False)
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

    @property
    def words(self) -> frozenset[str]:
        """The classes and ids of its block elements."""
        return frozenset(" ".join({node.names for node in self.nodes}).split())

    def mark(self, marks: Mapping[HtmlElement, int]) -> bool:
        """Add cues to elements; False, and nothing is added, when the walk would have met other elements with them."""
        nodes = {node.element: node for node in self.nodes}
        for element, cues in marks.items():
            node = nodes.get(element)
            if node is None or (cues & ~node.cues & CAPTION and next(element.iter(*_SPANS), None) is not None):
                return False
        for element, cues in marks.items():
            nodes[element].cues |= cues
        return True


def scan(root: HtmlElement, marks: Mapping[HtmlElement, int] | None = None) -> Scan:
    """Walk the page once. `marks` are cues for elements that a known layout names."""
    return _Walk().walk(root, marks or {})


def _is_beside(element: HtmlElement) -> bool:
    """Whether an element that is named like a menu, footer or consent dialogue is nothing else."""
    if next(element.iter(*_CORE), None) is not None:
        return False
    return sum(1 for _ in islice(element.iter("p"), TEXT_MIN_PARAGRAPHS)) < TEXT_MIN_PARAGRAPHS


def _in_article(element: HtmlElement) -> bool:
    return any(around.tag in _CORE for around in islice(element.iterancestors(), 8))


def _own_cues(element: HtmlElement, tag: str, names: str, depth: int) -> int:
    """Cues of a block element from its tag, names and style; -1 for a menu or footer, which is not walked."""
    cues = _TAG_CUES.get(tag, 0)
    ends_article = tag == "footer" and _in_article(element)
    if ends_article:
        cues = RELATED  # the end of an article leads to others
    elif tag == "footer":
        cues |= NEVER
    if names and tag != "body":
        cues |= cues_of(names) & ~NEVER if ends_article else cues_of(names)
        if cues & (LIST | TABLE):
            cues &= ~PLAYER
        if "hid" in names and not _HIDDEN_NAMES.isdisjoint(names.split()) and ":" not in names:
            cues |= HIDDEN
    if cues & NEVER and depth > 1 and _is_menu(element, cues, names):
        return -1
    style = element.get("style")
    if element.get("hidden") is not None or (style and "display" in style and "none" in style):
        cues |= HIDDEN
    return cues


def _is_menu(element: HtmlElement, cues: int, names: str) -> bool:
    return not cues & (FIGURE | CAPTION) and not ("foot" in names and cues & GOOD) and _is_beside(element)


def _keeps_lines(element: HtmlElement, tag: str) -> bool:
    """Whether line ends in the text of an element are shown."""
    style = element.get("style")
    return tag == "pre" or (style is not None and "white-space" in style and _KEPT_LINES.search(style) is not None)


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
        if not text.isascii():
            text = self.compose(text)
        self.parts.clear()
        if text:
            self.runs.append(
                Run("text", node, text, None, self.linked, self.anchors, self.bold, self.italic, self.breaks, self.link)
            )
            self.linked = self.bold = self.italic = self.anchors = self.breaks = 0
            self.link = None

    def lay_out(self, text: str, node: int) -> str:
        """End a run of text at each blank line, or at each line that ends a sentence where none is blank; the last goes on."""
        ends = _BLANK_LINES if _BLANK_LINES.search(text.strip()) else _LINE_END
        *before, last = ends.split(text)
        for part in before:
            self.parts.append(part)
            self.flush(node)
            self.breaks = 2
        return last

    def compose(self, text: str) -> str:
        """The text in NFC: labels and headings are compared with composed words. What was counted shrinks with it."""
        composed = unicodedata.normalize("NFC", text)
        if (size := len(composed)) < len(text):
            self.linked, self.bold, self.italic = (
                count * size // len(text) for count in (self.linked, self.bold, self.italic)
            )
        return composed

    def add_media(self, kind: int, element: HtmlElement, link: HtmlElement | None, node: int, *, muted: bool) -> bool:
        """Note a picture, player or line break; whether what stands inside the element is skipped."""
        if kind == _SKIP:
            return True
        if self.parts:
            self.flush(node)
        if kind == _BREAK:
            self.breaks += 1
            return False
        run = "image" if kind == _IMAGE else _MEDIA_RUNS[kind]
        self.runs.append(Run(run, node, "", element, link=link, muted=muted))
        self.breaks = 0
        return kind != _IMAGE

    def walk(self, root: HtmlElement, marks: Mapping[HtmlElement, int]) -> Scan:  # noqa: C901, PLR0912, PLR0915
        nodes, runs, parts, flush, kinds = self.nodes, self.runs, self.parts, self.flush, _KINDS
        stack: list[int] = []
        muted: list[int] = []
        laid_out: list[int] = []
        top = -1
        links = bolds = italics = mutes = figures = count = 0
        link: HtmlElement | None = None
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            tag = element.tag
            kind = kinds.get(tag, _BLOCK)
            if event == "start":
                count += 1
                if count > MAX_ELEMENTS:
                    break
                block = kind >= _MUTE
                names = ""
                if kind <= _EMBED:
                    if self.add_media(kind, element, link if kind == _IMAGE else None, top, muted=mutes > 0):
                        walker.skip_subtree()
                    continue
                if block or kind == _SPAN:
                    names = element.get("class") or ""
                    if not block:
                        block = figures > 0 or bool(names and cues_of(names) & (CAPTION | PLAYER))
                elif kind == _LINK:
                    links += 1
                    self.anchors += 1
                    link = element
                elif kind == _BOLD:
                    bolds += 1
                elif kind == _ITALIC:
                    italics += 1
                elif tag == "ins" and cues_of(element.get("class") or "") & BAD:
                    walker.skip_subtree()
                    continue
                if block or (marks and element in marks):
                    if parts:
                        flush(top)
                    self.breaks = 0
                    if key := element.get("id"):
                        names = f"{names} {key}"
                    cues = _own_cues(element, tag, names, len(stack))
                    if cues < 0:
                        walker.skip_subtree()
                        continue
                    if marks:
                        cues |= marks.get(element, 0)
                    if cues & (FIGURE | CAPTION):
                        figures += 1
                    nodes.append(Node(element, tag, top, cues, len(stack), len(runs), names))
                    stack.append(top)
                    top = len(nodes) - 1
                    if _keeps_lines(element, tag):
                        laid_out.append(top)
                    if kind == _MUTE and (tag == "noscript" or element.find(".//figcaption") is None):
                        mutes += 1
                        muted.append(top)
                text = element.text
            else:
                if kind > _EMBED:
                    if top >= 0 and nodes[top].element is element:
                        if parts:
                            flush(top)
                        self.breaks = 0
                        node = nodes[top]
                        node.end, node.last = len(nodes), len(runs)
                        if kind == _MUTE and muted and muted[-1] == top:
                            muted.pop()
                            mutes -= 1
                        if laid_out and laid_out[-1] == top:
                            laid_out.pop()
                        top = stack.pop()
                        if node.cues & (FIGURE | CAPTION):
                            figures -= 1
                    if kind == _LINK:
                        links -= 1
                        link = None
                    elif kind == _BOLD:
                        bolds -= 1
                    elif kind == _ITALIC:
                        italics -= 1
                text = element.tail
            if text and not mutes and (parts or not text.isspace()):
                if laid_out and "\n" in text and not links:
                    text = self.lay_out(text, top)
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
        return Scan(nodes, runs)
