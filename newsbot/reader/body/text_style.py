"""The style of an article's text: shares of its tags, class names, containers and italics.

An article is set in one style: what is set otherwise inside it is something else.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from newsbot.reader.region.main_content import Region
from newsbot.reader.scan.walk import Scan

NAMED_MAX_LEVELS = 4
"""Elements from a paragraph up whose names count."""
PARAGRAPH_MIN_SCORE = 24
"""Score of a paragraph at least; what has less is a line such as a caption or byline. Halved, 1 of 225 pages change."""
STREAM_MIN_SHARE = 0.2
"""Share of the text, more than, that makes a container one of the main ones. Halved, 2 of 225 pages change; doubled, 1."""


@dataclass(frozen=True, slots=True)
class TextStyle:
    """Shares of the running text of an article."""

    tags: dict[str, float]
    """By tag of the element around the text."""
    names: dict[str, float]
    """By class and id of the elements around it."""
    streams: frozenset[int]
    """Nodes that hold a good part of the paragraphs as children."""
    italic: float
    """Share in italics."""


def measure_style(scan: Scan, region: Region) -> TextStyle:
    """Measure the text of a region."""
    nodes = scan.nodes
    tags: Counter[str] = Counter()
    names: Counter[str] = Counter()
    parents: Counter[int] = Counter()
    italic = 0
    for index in range(region.first, region.last):
        if region.scores[index] < PARAGRAPH_MIN_SCORE:
            continue
        run = scan.runs[index]
        at, size = run.node, len(run.text)
        tags[nodes[at].tag] += size
        italic += run.italic
        parents[nodes[at].parent] += size
        for _ in range(NAMED_MAX_LEVELS):
            if nodes[at].names:
                names[nodes[at].names] += size
            at = nodes[at].parent
            if at < 0:
                break
    total = sum(tags.values()) or 1
    return TextStyle(
        {tag: size / total for tag, size in tags.items()},
        {name: size / total for name, size in names.items()},
        frozenset(node for node, size in parents.items() if size > STREAM_MIN_SHARE * total),
        italic / total,
    )
