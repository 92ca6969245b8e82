"""The headline among the texts of the page."""

from __future__ import annotations

from collections.abc import Sequence

from newsbot.reader.page.text_measures import fold
from newsbot.reader.scan.class_cues import HEADING
from newsbot.reader.scan.walk import Scan

HEADLINE_MAX_CHARS = 400
"""Characters of a headline at most."""
TITLE_MIN_LETTERS = 4
"""Letters of a title in metadata that is looked for at least."""
PART_MIN_LETTERS = 16
"""Letters of a text at least that is the headline for being a part of a title."""
MIN_SCORE = 0.9
"""Score, more than, of a headline: an `h1` alone has 1, a linked one 0.4."""


def find_headline(scan: Scan, titles: Sequence[str]) -> int | None:
    """Index of the run that is the headline: a heading, or a text that is one of the `titles` which the metadata name."""
    wanted = [folded for folded in map(fold, titles) if len(folded) >= TITLE_MIN_LETTERS]
    best: tuple[float, int] | None = None
    longest = max(map(len, titles), default=0) * 1.2
    shortest = min(map(len, titles), default=0) * 0.5
    for index, run in enumerate(scan.runs):
        if run.kind != "text" or len(run.text) > HEADLINE_MAX_CHARS:
            continue
        node = scan.nodes[run.node]
        heading = node.cues & HEADING
        if not heading and (run.linked or not shortest <= len(run.text) <= longest):
            continue
        score = 0.0
        key = fold(run.text)
        if key in wanted:
            score = 3.0
        elif heading and len(key) >= PART_MIN_LETTERS and any(key in title or title in key for title in wanted):
            score = 2.0
        elif not heading and len(key) >= PART_MIN_LETTERS and any(title.startswith(key) for title in wanted):
            score = 1.5
        if node.tag == "h1":
            score += 1.0
        elif score and heading:
            score += 0.5
        if run.linked:
            score -= 0.6
        if score > MIN_SCORE and (best is None or score > best[0]):
            best = (score, index)
    return best[1] if best else None
