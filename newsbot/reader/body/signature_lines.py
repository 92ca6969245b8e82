"""Signature lines: short lines under the last paragraph, which main content detection leaves out."""

from __future__ import annotations

from collections.abc import Sequence

from newsbot.article import TEXT_BLOCKS
from newsbot.reader.body.alignment import align_of
from newsbot.reader.body.draft_block import EMPHASIS_MIN_SHARE, DraftBlock
from newsbot.reader.region.main_content import Region
from newsbot.reader.scan.class_cues import OUTSIDE
from newsbot.reader.scan.walk import Scan

LINE_MAX_CHARS = 160
"""Characters of a signature line at most, as of any credit line."""
MAX_LINES = 8
"""Signature lines at most. Doubled, 1 of 225 pages change."""
PARAGRAPH_MIN_CHARS = 40
"""Characters of the last paragraph, more than."""
LAST_BLOCKS = 30
"""Text blocks at the end among which the last paragraph is looked for."""
NEAR_END_RUNS = 300
"""Runs back from the end of the region among which the last paragraph is looked for."""
MAX_LEVELS = 2
"""Levels above the element of the article at which a line still counts as its own. Doubled, 1 of 225 pages change."""


def signature_lines(page: Scan, region: Region, blocks: Sequence[DraftBlock]) -> list[DraftBlock]:
    """The short lines that follow the last paragraph in or right under the article and are not among its blocks."""
    kept = [block.text for block in blocks if block.type in TEXT_BLOCKS]
    text = "\n".join(kept[-LAST_BLOCKS:])
    runs, nodes = page.runs, page.nodes
    nearby = range(region.last - 1, max(region.first, region.last - NEAR_END_RUNS), -1)
    last = next((i for i in nearby if len(runs[i].text) > PARAGRAPH_MIN_CHARS and runs[i].text in text), None)
    if last is None:
        return []
    around = region.root
    for _ in range(MAX_LEVELS):
        around = nodes[around].parent if nodes[around].parent > 0 else around
    lines: list[DraftBlock] = []
    for index in range(last + 1, min(len(runs), nodes[around].last, last + 1 + 2 * MAX_LINES)):
        run = runs[index]
        if run.kind != "text" or region.cues[run.node] & OUTSIDE or run.text in kept[-LAST_BLOCKS:]:
            continue
        size = len(run.text)
        if size > LINE_MAX_CHARS or len(lines) == MAX_LINES:
            break
        element = nodes[run.node].element
        lines.append(
            DraftBlock(
                "paragraph",
                run.text,
                element,
                align=align_of(element),
                bold=run.bold > EMPHASIS_MIN_SHARE * size,
                italic=run.italic > EMPHASIS_MIN_SHARE * size,
            )
        )
    return lines
