"""Boundaries of the article: which element holds it, where it begins and ends in that element."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from itertools import chain

from lxml.html import HtmlElement

from newsbot.reader.page.text_measures import ends_sentence
from newsbot.reader.scan.class_cues import FIGURE, HEADING, LIST, META, OUTSIDE, PLAYER, TABLE
from newsbot.reader.scan.walk import Node, Run, Scan

LAYOUT_BODY_MIN_SHARE = 0.5
"""Share of the text, more than, that the element named by a layout must hold; else the layout is mistaken."""
OWN_ARTICLE_MIN_SHARE = 0.15
"""Share of the text, more than, that the `article` around the headline holds."""
NEXT_ARTICLE_MIN_SHARE = 0.2
"""Share of the text, more than, that a container holds that is an article by itself."""
NARROW_MIN_SHARE = 0.97
"""Share of the text with which a child stands for its parent. Halved, 26 of 225 pages change; doubled, 9."""
LINE_MAX_SCORE = 12
"""Score up to which a run is a line that does not carry the text on by itself. Doubled, 2 of 225 pages change."""
PARAGRAPH_MIN_SCORE = 24
"""Score of a paragraph at least."""
CONTAINER_MAX_LEVELS = 4
"""Levels above the container of the text at which it goes on in others like it. Halved, 1 of 225 pages change; doubled, 1."""
SENTENCE_MIN_CHARS = 50
"""Characters of a heading, more than, that may be a sentence of the text."""
_PARAGRAPH = frozenset(("p", "li", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"))
_LISTS = frozenset(("ul", "ol", "dl", "table"))
PICTURE_MAX_RUNS = 10
"""Runs before the headline among which its picture stands. Halved, 2 of 225 pages change; doubled, 1."""
OTHERS_MIN_SHARE = 0.5
"""Share of the text around an article, more than, that stands in other articles when it is theirs."""
LINK_MIN_SHARE = 0.5
"""Share of a heading inside links, more than, that makes it the headline of another article."""


def named_element(scan: Scan, body: HtmlElement | None, node_scores: list[float], best: int) -> int:
    """The node of the element that a layout names; -1 when it does not hold the text, so that the layout is mistaken."""
    if body is not None:
        for index, node in enumerate(scan.nodes):
            if node.element is body:
                return index if node_scores[index] > LAYOUT_BODY_MIN_SHARE * node_scores[best] else -1
    return -1


def own_article(scan: Scan, node_scores: list[float], root: int, title: int | None) -> int:
    """The `article` around the headline, when what it leaves out stands in other articles."""
    if title is None:
        return root
    nodes = scan.nodes
    index = scan.runs[title].node
    while index > root and not (
        nodes[index].tag == "article" and node_scores[index] > OWN_ARTICLE_MIN_SHARE * node_scores[root]
    ):
        index = nodes[index].parent
    if index <= root:
        return root
    rest = node_scores[root] - node_scores[index]
    others = at = 0
    total = 0.0
    at = root + 1
    while at < nodes[root].end:
        if nodes[at].tag == "article" and not nodes[at].first <= title < nodes[at].last:
            total += max(0.0, node_scores[at])
            others += 1
            at = nodes[at].end
        else:
            at += 1
    return index if rest < node_scores[index] or (others and total > OTHERS_MIN_SHARE * rest) else root


def narrowed(scan: Scan, node_scores: list[float], root: int) -> int:
    """Go down while one child holds nearly all."""
    nodes = scan.nodes
    while True:
        index, best = root + 1, -1
        while index < nodes[root].end:
            if node_scores[index] >= NARROW_MIN_SHARE * node_scores[root]:
                best = index
                break
            index = nodes[index].end
        if best < 0:
            return root
        root = best


def whole(scan: Scan, scores: list[float], root: int) -> int:
    """Go up to the element around all containers like the one of the text: long boxes of links may stand between them."""
    nodes = scan.nodes
    main = main_container(scan, scores, nodes[root].first, nodes[root].last)
    if main < 0:
        return root
    if main < root and any(
        scores[i] >= PARAGRAPH_MIN_SCORE and container_of(scan, i) == main for i in _others(nodes[main], nodes[root])
    ):
        root = main
    around = main
    for _ in range(CONTAINER_MAX_LEVELS):
        around = nodes[around].parent if nodes[around].parent > 0 else around
    runs = range(nodes[around].first, nodes[around].last)
    containers = {container_of(scan, index) for index in runs if scores[index] >= PARAGRAPH_MIN_SCORE}
    like_main = _Alike(scan, main)
    for at in sorted(containers - {main}):
        if at in like_main:
            while not nodes[root].first <= nodes[at].first < nodes[at].last <= nodes[root].last:
                root = nodes[root].parent
    return root


def with_figures(scan: Scan, cues: list[int], root: int, title: int | None) -> int:
    """Go up from a few lines of text to the element around that adds pictures or players to them, and no links.

    The text of a gallery or of a video is often its standfirst, in an element apart from what it stands above.
    """
    nodes = scan.nodes
    best, around = root, nodes[root].parent
    while around > 0:
        added = [scan.runs[i] for i in _others(nodes[around], nodes[best]) if i != title]
        if any(run.anchors or cues[run.node] & OUTSIDE & ~PLAYER for run in added):
            return best
        best = around if any(run.kind != "text" for run in added) else best
        around = nodes[around].parent
    return best


def _others(outer: Node, inner: Node) -> Iterator[int]:
    """Indexes of the runs of a node outside of another one."""
    return chain(range(outer.first, inner.first), range(inner.last, outer.last))


def is_sentence(run: Run, cues: int) -> bool:
    """Whether a heading is a sentence of the text: some lists say all they have to say in headings between pictures."""
    return bool(cues & HEADING) and not run.anchors and len(run.text) > SENTENCE_MIN_CHARS and ends_sentence(run.text)


def container_of(scan: Scan, index: int) -> int:
    """The node that holds the paragraph of a run as one of several."""
    node = scan.nodes[scan.runs[index].node]
    return max(node.parent, 0) if node.tag in _PARAGRAPH or not node.names else scan.runs[index].node


def main_container(scan: Scan, scores: list[float], first: int, last: int) -> int:
    """The node that holds most of the text between two runs as its paragraphs; -1 without any text."""
    sizes: dict[int, float] = {}
    for index in range(first, last):
        if scores[index] >= PARAGRAPH_MIN_SCORE:
            at = container_of(scan, index)
            sizes[at] = sizes.get(at, 0.0) + scores[index]
    return max(sizes, key=sizes.__getitem__, default=-1)


class _Alike:
    """The containers like the main one: of the same name, at the same depth, and of the same article."""

    def __init__(self, scan: Scan, main: int) -> None:
        self._scan = scan
        self._main = main

    @cached_property
    def _headlines(self) -> list[int]:
        nodes = self._scan.nodes
        headings = ((i, run) for i, run in enumerate(self._scan.runs) if run.text and nodes[run.node].cues & HEADING)
        return [i for i, run in headings if nodes[run.node].tag == "h1" or run.linked > LINK_MIN_SHARE * len(run.text)]

    def __contains__(self, at: int) -> bool:
        node, main = self._scan.nodes[at], self._scan.nodes[self._main]
        if at == self._main:
            return True
        alike = node.names != "" and (node.depth, node.tag, node.names) == (main.depth, main.tag, main.names)
        return alike and not self._is_of_another(at)

    def _is_of_another(self, at: int) -> bool:
        """Whether a container stands in another article: in an element for it, or under its headline."""
        nodes = self._scan.nodes
        branch, around = at, nodes[at].parent
        while around > 0 and not around < self._main < nodes[around].end:
            branch, around = around, nodes[around].parent
        first = bisect_left(self._headlines, nodes[branch].first)
        headed = first < len(self._headlines) and self._headlines[first] < nodes[at].last
        return headed or nodes[branch].tag == "article"


def first_figure(scan: Scan, cues: list[int], first: int) -> int:
    """A figure with a caption that stands just before the headline is the article's."""
    start = first
    for index in range(first - 1, max(first - PICTURE_MAX_RUNS, -1), -1):
        run = scan.runs[index]
        if run.kind == "image" and cues[run.node] & FIGURE and not cues[run.node] & OUTSIDE:
            start = index
    return start


def next_article(scan: Scan, node_scores: list[float], root: int, title: int | None) -> int:
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
        if alike and node_scores[first] > NEXT_ARTICLE_MIN_SHARE * node_scores[root] and node_scores[at] > 0:
            return nodes[at].first
    return last


def last_line(scores: list[float], end: int, last: int) -> int:
    """Where the last line of text before the run `last` ends, `end` when none follows that."""
    return max((index + 1 for index in range(end, last) if scores[index] > LINE_MAX_SCORE), default=end)


def end_of_text(scores: list[float], first: int, last: int) -> int:
    """Where the text ends: the prefix of highest value.

    What follows a stretch of links and does not outweigh it is not the text.
    """
    total = best = 0.0
    end = first
    for index in range(first, last):
        value = scores[index]
        total += 2 * value if value < 0 else value if value > LINE_MAX_SCORE else 0.0
        if total >= best:
            best, end = total, index + 1
    return end


def last_paragraph(scan: Scan, cues: list[int], scores: list[float], text: range, last: int) -> int:
    """Where the text ends when it goes on in its main container after a long interruption, or in a list; at least its end."""
    end = text.stop
    main = main_container(scan, scores, text.start, end)
    if main < 0:
        return end
    like_main = _Alike(scan, main)
    for index in range(last - 1, end - 1, -1):
        run = scan.runs[index]
        carries = scores[index] >= PARAGRAPH_MIN_SCORE or is_sentence(run, scan.nodes[run.node].cues)
        if carries and not run.anchors and container_of(scan, index) in like_main:
            end = index + 1
            break
    for index in range(end, last):
        run = scan.runs[index]
        if run.kind == "text" and not _is_item(scan, cues, run, like_main):
            if not cues[run.node] & HEADING or run.anchors or scan.nodes[run.node].parent not in like_main:
                break
        elif run.kind == "text":
            end = index + 1
    return end


def _is_item(scan: Scan, cues: list[int], run: Run, like_main: _Alike) -> bool:
    """Whether a run is a line of a list or table in a container of the text."""
    if run.anchors or not cues[run.node] & (LIST | TABLE) or cues[run.node] & (OUTSIDE | META):
        return False
    at = run.node
    while at > 0 and scan.nodes[at].tag not in _LISTS:
        at = scan.nodes[at].parent
    return scan.nodes[at].parent in like_main
