"""Which runs inside the article's part of the page do not belong to its text.

The rules are about form, not about sites: boxes of links, labels that repeat, text that is set differently from the paragraphs
around it, what stands before the first and after the last paragraph.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from newsbot.reader.content import OUTSIDE, Region, fold, has_sentence, is_elsewhere, weight
from newsbot.reader.cues import BLOCKQUOTE, FIGURE, HEADING, LEAD, LIST, META, PLAYER, QUOTE, TABLE
from newsbot.reader.figures import find_captions
from newsbot.reader.scan import Scan

_LABEL = 60
"""Characters that a label ("Read more", "Key event") has at most."""
_TOLD_ENOUGH = 0.8
"""Share of the told text that is visible, and of the visible that is told, from which the two are taken for the same."""
_NO_BOX = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "td", "tbody"))
_EXCERPT = 420
_TEASER = 700
"""Characters that a teaser of another article has at most."""


@dataclass(slots=True)
class Marks:
    """What was decided about the runs of the region, by run index."""

    kept: list[bool]
    captions: set[int]
    """Runs that are captions."""
    stream: int
    """Characters of running text kept."""


def mark(scan: Scan, region: Region) -> Marks:
    """Decide for every run of the page whether it belongs to the article."""
    kept = [False] * len(scan.runs)
    tags, names, streams = _voice(scan, region)
    boxes = _link_boxes(scan, region, names)
    repeated = _repeated(scan)
    captions = find_captions(scan, region, boxes)
    start = scan.nodes[region.root].first
    stream = 0
    for index in range(region.first, region.last):
        run = scan.runs[index]
        cues = region.cues[run.node]
        if run.kind != "text":
            kept[index] = not (cues & OUTSIDE & ~PLAYER or run.node in boxes)
            continue
        if index in captions:
            kept[index] = True
            continue
        if index < region.text or cues & OUTSIDE or run.node in boxes:
            continue
        text, size = run.text, len(run.text)
        node = scan.nodes[run.node]
        if index < start + 3 and region.told.describes(text):
            kept[index] = True
            continue
        if cues & (META | QUOTE) and size < 250:
            continue
        if run.linked > 0.75 * size and (size > 30 or not cues & LIST) and not cues & HEADING:
            continue
        if index < start and not (
            cues & LEAD or weight(text) > (50 if node.tag == "p" else 80) or region.told.describes(text)
        ):
            continue
        label = size < _LABEL and not cues & (HEADING | TABLE) and not has_sentence(text)
        if label and repeated[text] > 1 and not cues & LIST and node.parent not in streams:
            continue
        foreign = tags.get(node.tag, 0.0) < 0.1 and not cues & (HEADING | LIST | TABLE | BLOCKQUOTE | FIGURE | LEAD)
        if foreign and node.tag != "p" and (label or weight(text) < 400) and run.node != region.root:
            continue
        kept[index] = True
        stream += size
    _trim(scan, region, kept, captions)
    if region.told.body:
        _compare(scan, region, kept, captions)
    return Marks(kept, captions, stream)


def _link_boxes(scan: Scan, region: Region, names: dict[str, float]) -> set[int]:
    """Nodes inside boxes that mostly link elsewhere: lists of links, teasers."""
    nodes = scan.nodes
    root = nodes[region.root]
    boxes: set[int] = set()
    index = region.root + 1
    while index < root.end:
        node = nodes[index]
        holds_title = region.title is not None and node.first <= region.title < node.last
        if (
            node.tag in _NO_BOX
            or holds_title
            or region.cues[index] & FIGURE
            or names.get(node.names, 0.0) > 0.3
            or not _is_link_box(scan, region, index)
        ):
            index += 1
            continue
        boxes.update(range(index, node.end))
        index = node.end
    return boxes


def _is_link_box(scan: Scan, region: Region, index: int) -> bool:
    node = scan.nodes[index]
    size = linked = longest = links = plain = 0
    for run in scan.runs[node.first : node.last]:
        if run.kind != "text":
            continue
        size += len(run.text)
        if run.linked > 0.75 * len(run.text):
            if not is_elsewhere(run.link, region.site):
                linked += run.linked
                links += 1
        else:
            plain += 1
            longest = max(longest, weight(run.text) - run.linked)
            if longest > _EXCERPT:
                return False
    if not links:
        return False
    if size - linked <= _TEASER and (linked > 0.5 * size or (linked > 0.15 * size and longest < 200 and plain)):
        return True
    return links > 2 and plain <= 2.5 * links and linked > 20 * links


def _repeated(scan: Scan) -> Counter[str]:
    return Counter(run.text for run in scan.runs if run.kind == "text" and len(run.text) < _LABEL)


def _voice(scan: Scan, region: Region) -> tuple[dict[str, float], dict[str, float], set[int]]:
    """How the article sets its text: shares of the running text by tag and by names around it, and the nodes that hold a good
    part of it as children."""
    nodes = scan.nodes
    tags: Counter[str] = Counter()
    names: Counter[str] = Counter()
    parents: Counter[int] = Counter()
    for index in range(region.first, region.last):
        if region.values[index] <= 0:
            continue
        run = scan.runs[index]
        node, size = nodes[run.node], len(run.text)
        tags[node.tag] += size
        parents[node.parent] += size
        at = node
        for _ in range(4):
            if at.names:
                names[at.names] += size
            if at.parent < 0:
                break
            at = nodes[at.parent]
    total = sum(tags.values()) or 1
    streams = {index for index, size in parents.items() if size > 0.2 * total}
    return {k: v / total for k, v in tags.items()}, {k: v / total for k, v in names.items()}, streams


def _trim(scan: Scan, region: Region, kept: list[bool], captions: set[int]) -> None:
    """Take out headings that nothing follows, and labels before the first paragraph."""
    follows = False
    for index in range(region.last - 1, region.first - 1, -1):
        if not kept[index] or scan.runs[index].kind != "text" or index in captions:
            continue
        cues = region.cues[scan.runs[index].node]
        if cues & HEADING and not follows:
            kept[index] = False
        elif not cues & HEADING:
            follows = True
    for index in range(region.first, region.last):
        if not kept[index] or scan.runs[index].kind != "text" or index in captions:
            continue
        cues, text = region.cues[scan.runs[index].node], scan.runs[index].text
        if cues & LEAD:
            continue
        if weight(text) >= 80 or has_sentence(text) or cues & (HEADING | LIST | TABLE):
            break
        kept[index] = False


def _compare(scan: Scan, region: Region, kept: list[bool], captions: set[int]) -> None:
    """Leave out what the structured data do not have, when they have nearly all of the visible text."""
    body = region.told.body
    texts = [
        i for i in range(region.first, region.last) if kept[i] and i not in captions and scan.runs[i].kind == "text"
    ]
    keys = {index: fold(scan.runs[index].text) for index in texts}
    told = {index for index, key in keys.items() if key[:60] in body and key[-40:] in body}
    size = sum(len(keys[index]) for index in told)
    if not told or size < _TOLD_ENOUGH * len(body) or size < _TOLD_ENOUGH * sum(map(len, keys.values())):
        return
    first, last = min(told), max(told)
    for index in texts:
        cues = region.cues[scan.runs[index].node]
        inside = first < index < last
        free = (
            cues & (HEADING | LIST | TABLE | BLOCKQUOTE)
            if inside
            else index < first and (cues & LEAD or has_sentence(scan.runs[index].text))
        )
        if index not in told and not free and not (index < first and region.told.describes(scan.runs[index].text)):
            kept[index] = False
