"""How far the article reaches: which element holds it, where it begins and ends in that element."""

from __future__ import annotations

from lxml.html import HtmlElement

from newsbot.reader.cues import FIGURE, OUTSIDE
from newsbot.reader.scan import Scan

_NAMED = 0.5
"""Share of the text that the element named by a layout must hold; else the layout is mistaken."""
_OWN = 0.15
"""Share of the text that the article around the headline holds at least."""
_WHOLE = 0.2
"""Share of the text that a container holds at least that is an article by itself."""
_NEARLY = 0.97
"""Share of the text with which a child stands for its parent."""
_LINE = 12
"""Value under which a run is a line that does not carry the text on by itself."""
_BEFORE_TITLE = 10
"""Runs before the headline among which its picture stands."""


def named_element(scan: Scan, body: HtmlElement | None, sums: list[float], best: int) -> int:
    """The node of the element that a layout names; -1 when it does not hold the text, so that the layout is mistaken."""
    if body is not None:
        for index, node in enumerate(scan.nodes):
            if node.element is body:
                return index if sums[index] > _NAMED * sums[best] else -1
    return -1


def own_article(scan: Scan, sums: list[float], root: int, title: int | None) -> int:
    """The `article` around the headline, when what it leaves out stands in other articles."""
    if title is None:
        return root
    nodes = scan.nodes
    index = scan.runs[title].node
    while index > root and not (nodes[index].tag == "article" and sums[index] > _OWN * sums[root]):
        index = nodes[index].parent
    if index <= root:
        return root
    rest = sums[root] - sums[index]
    others = at = 0
    total = 0.0
    at = root + 1
    while at < nodes[root].end:
        if nodes[at].tag == "article" and not nodes[at].first <= title < nodes[at].last:
            total += max(0.0, sums[at])
            others += 1
            at = nodes[at].end
        else:
            at += 1
    return index if rest < sums[index] or (others and total > 0.5 * rest) else root


def narrowed(scan: Scan, sums: list[float], root: int) -> int:
    """Go down while one child holds nearly all."""
    nodes = scan.nodes
    while True:
        index, best = root + 1, -1
        while index < nodes[root].end:
            if sums[index] >= _NEARLY * sums[root]:
                best = index
                break
            index = nodes[index].end
        if best < 0:
            return root
        root = best


def with_twins(scan: Scan, sums: list[float], root: int) -> int:
    """The element around the root and others of its tag and name, when they hold text too: parts of one article."""
    nodes = scan.nodes
    here = nodes[root]
    if not here.names or here.parent < 0:
        return root
    at = nodes[here.parent]
    index, twins = here.parent + 1, 0.0
    while index < at.end:
        other = nodes[index]
        if index != root and (other.tag, other.names) == (here.tag, here.names):
            twins += max(0.0, sums[index])
        index = other.end
    return here.parent if twins > _WHOLE * sums[root] else root


def first_figure(scan: Scan, cues: list[int], first: int) -> int:
    """A figure with a caption that stands just before the headline is the article's."""
    start = first
    for index in range(first - 1, max(first - _BEFORE_TITLE, -1), -1):
        run = scan.runs[index]
        if run.kind == "image" and cues[run.node] & FIGURE and not cues[run.node] & OUTSIDE:
            start = index
    return start


def next_article(scan: Scan, sums: list[float], root: int, title: int | None) -> int:
    """Where the root's text ends: at its last run, or where a container like the one of this article has its own headline."""
    nodes = scan.nodes
    last = nodes[root].last
    if title is None:
        return last
    own: dict[int, int] = {}
    at = scan.runs[title].node
    while at > root:
        own[nodes[at].parent] = at
        at = nodes[at].parent
    for run in scan.runs[title + 1 : last]:
        at = run.node
        if run.kind != "text" or nodes[at].tag != "h1":
            continue
        while at > root and nodes[at].parent not in own:
            at = nodes[at].parent
        first = own.get(nodes[at].parent, at)
        alike = first != at and (nodes[first].tag, nodes[first].names) == (nodes[at].tag, nodes[at].names)
        if alike and sums[first] > _WHOLE * sums[root] and sums[at] > 0:
            return nodes[at].first
    return last


def end_of_text(values: list[float], first: int, last: int) -> int:
    """Where the text ends: the prefix of highest value.

    What follows a stretch of links and does not outweigh it is not the text.
    """
    total = best = 0.0
    end = first
    for index in range(first, last):
        value = values[index]
        total += 2 * value if value < 0 else value if value > _LINE else 0.0
        if total >= best:
            best, end = total, index + 1
    return end
