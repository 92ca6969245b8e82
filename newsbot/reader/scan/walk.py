"""One pass over the page: block elements become nodes, the text and media in them runs, both in document order.

Everything after works on these two flat lists, so that the tree is walked once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from lxml import etree
from lxml.html import HtmlElement

from newsbot.normalize.text import normal
from newsbot.reader.page.picture_attributes import BACKGROUND_KEYS
from newsbot.reader.scan.class_cues import BAD, CAPTION, FIGURE, PLAYER, cues_of
from newsbot.reader.scan.element_cues import own_cues
from newsbot.reader.scan.inline_pictures import is_icon

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
_KEPT_LINES = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)")
_BLANK_LINES = re.compile(r"\n(?:[^\S\n]*\n)+")
_LINE_END = re.compile(r"(?<=[.!?…:”\"»)])[^\S\n]*\n")


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
    return _Walk(marks or {}).walk(root)


def _keeps_lines(element: HtmlElement, tag: str) -> bool:
    """Whether line ends in the text of an element are shown."""
    style = element.get("style")
    return tag == "pre" or (style is not None and "white-space" in style and _KEPT_LINES.search(style) is not None)


class _Walk:
    """State of the walk."""

    def __init__(self, marks: Mapping[HtmlElement, int]) -> None:
        self.marks = marks
        self.nodes: list[Node] = []
        self.runs: list[Run] = []
        self.parts: list[str] = []
        self.linked = self.bold = self.italic = self.anchors = self.breaks = 0
        self.link: HtmlElement | None = None
        self.top = -1
        """Index of the innermost open node."""
        self.stack: list[int] = []
        """Indexes of the open nodes around it, from the outermost."""
        self.muted: list[int] = []
        """Open nodes whose text is not shown."""
        self.laid_out: list[int] = []
        """Open nodes whose line ends are shown."""
        self.figures = self.links = self.bolds = self.italics = 0
        self.open_link: HtmlElement | None = None

    def walk(self, root: HtmlElement) -> Scan:
        kinds, parts, muted = _KINDS, self.parts, self.muted
        walker = etree.iterwalk(root, events=("start", "end"))
        count = 0
        for event, element in walker:
            kind = kinds.get(element.tag, _BLOCK)
            if event == "start":
                count += 1
                if count > MAX_ELEMENTS:
                    break
                if kind <= _EMBED:
                    if self.add_media(element, kind):
                        walker.skip_subtree()
                    continue
                if not self.enter(element, kind):
                    walker.skip_subtree()
                    continue
                text = element.text
            else:
                if kind > _EMBED:
                    self.leave(element, kind)
                text = element.tail
            if text and not muted and (parts or not text.isspace()):
                self.add_text(text)
        self.flush(max(self.top, 0))
        while self.top >= 0:
            self.close_node()
        return Scan(self.nodes, self.runs)

    def add_media(self, element: HtmlElement, kind: int) -> bool:
        """Note a picture, player or line break; whether what stands inside the element is skipped."""
        if kind == _SKIP:
            return True
        if kind == _IMAGE and self.in_line(element) and is_icon(element):
            return False
        if self.parts:
            self.flush(self.top)
        if kind == _BREAK:
            self.breaks += 1
            return False
        self.breaks = 0
        run = Run("image" if kind == _IMAGE else _MEDIA_RUNS[kind], self.top, "", element, muted=bool(self.muted))
        self.runs.append(run)
        if kind == _IMAGE:
            run.link = self.open_link
            return False
        return True

    def in_line(self, picture: HtmlElement) -> bool:
        """Whether text stands directly before or after a picture. In a link it stands for what the link leads to."""
        return not self.links and (bool(self.parts) or bool(picture.tail and not picture.tail.isspace()))

    def enter(self, element: HtmlElement, kind: int) -> bool:
        """Begin an element that may hold text; False for one that is not walked."""
        if kind >= _MUTE:
            return self.open_block(element, kind)
        if kind == _LINK:
            self.links += 1
            self.anchors += 1
            self.open_link = element
        elif kind == _BOLD:
            self.bolds += 1
        elif kind == _ITALIC:
            self.italics += 1
        elif kind == _SPAN and self.is_set_apart(element):
            return self.open_block(element, kind)
        elif element.tag == "ins" and cues_of(element.get("class") or "") & BAD:
            return False  # an advertisement
        return not self.marks or element not in self.marks or self.open_block(element, kind)

    def leave(self, element: HtmlElement, kind: int) -> None:
        """End an element that may hold text."""
        if self.top >= 0 and self.nodes[self.top].element is element:
            self.close_block()
        if kind >= _MUTE:
            return
        if kind == _LINK:
            self.links -= 1
            self.open_link = None
        elif kind == _BOLD:
            self.bolds -= 1
        elif kind == _ITALIC:
            self.italics -= 1

    def is_set_apart(self, span: HtmlElement) -> bool:
        """Whether an inline element is set like a block: it stands in a figure, or is named for captions or players."""
        if self.figures:
            return True
        names = span.get("class")
        return bool(names and cues_of(names) & (CAPTION | PLAYER))

    def open_block(self, element: HtmlElement, kind: int) -> bool:
        """Begin a node; False for an element that is not walked."""
        if self.parts:
            self.flush(self.top)
        self.breaks = 0
        tag = element.tag
        names = (element.get("class") or "") if kind >= _MUTE or kind == _SPAN else ""
        if key := element.get("id"):
            names = f"{names} {key}"
        cues = own_cues(element, tag, names, len(self.stack))
        if cues < 0:
            return False
        if self.marks:
            cues |= self.marks.get(element, 0)
        if cues & (FIGURE | CAPTION):
            self.figures += 1
        self.nodes.append(Node(element, tag, self.top, cues, len(self.stack), len(self.runs), names))
        self.stack.append(self.top)
        self.top = len(self.nodes) - 1
        if _keeps_lines(element, tag):
            self.laid_out.append(self.top)
        if not len(element) and self.shows_background(element):
            self.runs.append(Run("image", self.top, "", element, muted=bool(self.muted)))
        if kind == _MUTE and (tag == "noscript" or element.find(".//figcaption") is None):
            self.muted.append(self.top)
        return True

    def shows_background(self, element: HtmlElement) -> bool:
        """Whether an empty element has a picture for its background, and is there to show it: in a figure or before a caption."""
        if element.text and not element.text.isspace():
            return False
        if not ("background" in (element.get("style") or "") or any(key in element.attrib for key in BACKGROUND_KEYS)):
            return False
        if self.figures:
            return True
        behind = element.getnext()
        return behind is not None and bool(cues_of(behind.get("class") or "") & CAPTION)

    def close_block(self) -> None:
        if self.parts:
            self.flush(self.top)
        self.breaks = 0
        if self.muted and self.muted[-1] == self.top:
            self.muted.pop()
        if self.laid_out and self.laid_out[-1] == self.top:
            self.laid_out.pop()
        if self.nodes[self.top].cues & (FIGURE | CAPTION):
            self.figures -= 1
        self.close_node()

    def close_node(self) -> None:
        node = self.nodes[self.top]
        node.end, node.last = len(self.nodes), len(self.runs)
        self.top = self.stack.pop()

    def add_text(self, text: str) -> None:
        """Add to the run of text, and count what of it is linked, bold, italic."""
        if self.laid_out and "\n" in text and not self.links:
            text = self.lay_out(text)
        self.parts.append(text)
        if self.links or self.bolds or self.italics:
            size = len(text.strip())
            if self.links and size:
                self.linked += size
                if self.link is None:
                    self.link = self.open_link
            if self.bolds:
                self.bold += size
            if self.italics:
                self.italic += size

    def lay_out(self, text: str) -> str:
        """End a run of text at each blank line, or at each line that ends a sentence where none is blank; the last goes on."""
        ends = _BLANK_LINES if _BLANK_LINES.search(text.strip()) else _LINE_END
        *before, last = ends.split(text)
        for part in before:
            self.parts.append(part)
            self.flush(self.top)
            self.breaks = 2
        return last

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

    def compose(self, text: str) -> str:
        """The text in NFC: labels and headings are compared with composed words. What was counted shrinks with it."""
        composed = normal(text)
        if (size := len(composed)) < len(text):
            self.linked, self.bold, self.italic = (
                count * size // len(text) for count in (self.linked, self.bold, self.italic)
            )
        return composed
