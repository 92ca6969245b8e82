"""Elements: what a selector finds, what an element reads as, where it stands."""

from __future__ import annotations

import re

from lxml import etree
from lxml.html import HtmlElement

from newsbot.normalize.text import clean

_SKIPPED = frozenset(("script", "style", "svg", "button", "noscript", "template", "select"))
_SEPARATED = frozenset(("br", "div", "p", "li", "ul", "h1", "h2", "h3", "h4", "td", "tr", "section", "dd", "dt"))


def text_of(element: HtmlElement, separator: str = " ", glue: str = "") -> str:
    """Clean text of an element, without scripts and buttons.

    `separator` stands where a block or line break divides it, `glue` where an inline element ends or begins without white
    space.
    """
    parts: list[str] = []
    walker = etree.iterwalk(element, events=("start", "end"))
    for event, node in walker:
        if event == "start":
            if node.tag in _SKIPPED or not isinstance(node.tag, str):
                walker.skip_subtree()
                continue
            if node is not element:
                parts.append(separator if node.tag in _SEPARATED else _EDGE)
            parts.append(node.text or "")
        elif node is not element:
            parts.append(separator if node.tag in _SEPARATED else _EDGE)
            parts.append(node.tail or "")
    return clean(_EDGES.sub(lambda match: glue if match[1] is not None else "", "".join(parts))) or ""


_EDGE = "\x1f"
_EDGES = re.compile(r"(?<=[^\s\x1f])(\x1f+)(?=[^\s\x1f])|\x1f+")


def settable(text: str | None) -> str | None:
    """The text as lxml lets it be set: without control characters, which a page may have and XML may not."""
    return _NOT_XML.sub("", text) if text else text


_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def name_of(element: HtmlElement) -> str:
    """How to call an element when explaining where a value came from: "h1.title"."""
    classes = (element.get("class") or "").split()
    return f"{element.tag}.{classes[0]}" if classes else str(element.tag)
