"""Short lines under the last paragraph, where papers sign: no running text, so that content finding leaves them out."""

from __future__ import annotations

from collections.abc import Sequence

from newsbot.article import TEXT_BLOCKS
from newsbot.reader.body.alignment import align_of
from newsbot.reader.body.draft_block import DraftBlock
from newsbot.reader.region.main_content import Region
from newsbot.reader.scan.class_cues import OUTSIDE
from newsbot.reader.scan.walk import Scan

_LONGEST = 160
_MOST = 8
_PARAGRAPH = 40
_NEAR_END = 30
_RUNS = 300
_DISTANT = 2
"""Levels above the element of the article at which a line still counts as its own."""


def signature_lines(page: Scan, region: Region, blocks: Sequence[DraftBlock]) -> list[DraftBlock]:
    """The short lines that follow the last paragraph in or right under the article and are not among its blocks."""
    kept = [block.text for block in blocks if block.type in TEXT_BLOCKS]
    text = "\n".join(kept[-_NEAR_END:])
    runs, nodes = page.runs, page.nodes
    nearby = range(region.last - 1, max(region.first, region.last - _RUNS), -1)
    last = next((i for i in nearby if len(runs[i].text) > _PARAGRAPH and runs[i].text in text), None)
    if last is None:
        return []
    around = region.root
    for _ in range(_DISTANT):
        around = nodes[around].parent if nodes[around].parent > 0 else around
    lines: list[DraftBlock] = []
    for index in range(last + 1, min(len(runs), nodes[around].last, last + 1 + 2 * _MOST)):
        run = runs[index]
        if run.kind != "text" or region.cues[run.node] & OUTSIDE or run.text in kept[-_NEAR_END:]:
            continue
        size = len(run.text)
        if size > _LONGEST or len(lines) == _MOST:
            break
        element = nodes[run.node].element
        lines.append(
            DraftBlock(
                "paragraph",
                run.text,
                element,
                align=align_of(element),
                bold=run.bold > 0.9 * size,
                italic=run.italic > 0.9 * size,
            )
        )
    return lines
