"""Captions: the texts that belong to a picture or video, by structure, name and typography."""

from __future__ import annotations


from newsbot.reader.content import OUTSIDE, Region
from newsbot.reader.cues import CAPTION, FIGURE, HEADING, LIST, PLAYER, RELATED
from newsbot.reader.scan import Scan

_IN_FIGURE = 900
"""Characters of text in a `figure` at most."""
_BESIDE = 260
"""Characters that an element around a picture holds at most when its text is the caption."""
_TEXTS = 3
_STYLED = 300
"""Characters that a caption in the paragraph after the picture has at most."""


def find_captions(scan: Scan, region: Region, boxes: set[int]) -> set[int]:
    """Indexes of the runs that are captions."""
    found: set[int] = set()
    nodes, runs = scan.nodes, scan.runs
    for index in range(region.first, region.last):
        run = runs[index]
        cues = region.cues[run.node]
        if run.kind == "text":
            if cues & CAPTION and not cues & (RELATED | OUTSIDE & ~PLAYER):
                found.add(index)
            continue
        if cues & OUTSIDE & ~PLAYER or run.node in boxes:
            continue
        holder = _holder(scan, region, run.node)
        if holder >= 0:
            found.update(
                i
                for i in range(nodes[holder].first, nodes[holder].last)
                if runs[i].kind == "text" and not region.cues[runs[i].node] & OUTSIDE & ~PLAYER
            )
    return found


def _holder(scan: Scan, region: Region, node: int) -> int:
    """The largest element around a picture that holds nothing but it and a few words; -1 when there is none."""
    nodes, runs = scan.nodes, scan.runs
    best = -1
    while node > 0 and not nodes[node].first <= nodes[region.root].first < nodes[region.root].last <= nodes[node].last:
        here = nodes[node]
        size = texts = 0
        for i in range(here.first, here.last):
            run = runs[i]
            if run.kind != "text" or region.cues[run.node] & OUTSIDE & ~PLAYER:
                continue
            if region.cues[run.node] & (HEADING | LIST) and not region.cues[run.node] & (CAPTION | FIGURE):
                return best
            size += len(run.text)
            texts += 1
            if size > (_IN_FIGURE if here.cues & FIGURE else _BESIDE) or texts > _TEXTS:
                return best
        if here.tag == "blockquote" or (region.title is not None and here.first <= region.title < here.last):
            return best
        best = node
        node = here.parent
    return best
