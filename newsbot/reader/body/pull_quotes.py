"""Pull quotes: words of the article that the page shows a second time, large, beside the paragraph that has them."""

from __future__ import annotations

from itertools import pairwise

from newsbot.reader.page.text_measures import letters
from newsbot.reader.region.main_content import Region
from newsbot.reader.scan.class_cues import BLOCKQUOTE
from newsbot.reader.scan.walk import Scan

NEAR_RUNS = 12
"""Runs before and after a quote among which its paragraph is looked for: a screen or two."""
QUOTE_MAX_CHARS = 400
"""Characters of a pull quote at most."""
COMPARED_MAX_CHARS = 4000
"""Characters of a paragraph that are compared."""
QUOTE_MAX_LEVELS = 4
"""Elements between a `blockquote` and its text at most."""
QUOTE_MIN_PAIRS = 6
"""Pairs of words from which an agreement is no accident."""
BOX_MAX_RUNS = 4
"""Texts and pictures in the box of a quote at most."""
SPEAKER_MAX_CHARS = 120
"""Characters that say who spoke at most: name and office."""
SHARED_PAIRS_MIN_SHARE = 0.75
"""Share of its pairs of words that a paragraph has too; editors shorten what they pull."""


def pull_quotes(scan: Scan, region: Region) -> set[int]:
    """Runs in a box of a picture and a `blockquote` whose words a paragraph nearby has too, with the speaker's name.

    A quote without a picture is left alone: many an article opens with words that it quotes again.
    """
    found: set[int] = set()
    for index in range(region.text, region.last):
        run = scan.runs[index]
        if region.cues[run.node] & BLOCKQUOTE and len(run.text) <= QUOTE_MAX_CHARS and (box := _box(scan, index)):
            pairs = _pairs(run.text)
            near = range(max(region.text, box.start - NEAR_RUNS), min(box.stop + NEAR_RUNS, region.last))
            others = (scan.runs[i] for i in near if i not in box)
            if len(pairs) >= QUOTE_MIN_PAIRS and any(
                len(pairs & _pairs(other.text)) >= SHARED_PAIRS_MIN_SHARE * len(pairs) for other in others
            ):
                found.update(box)
    return found


def _box(scan: Scan, index: int) -> range:
    """The runs of the element around a quote, when it holds a picture, the name of the speaker and nothing else."""
    nodes = scan.nodes
    at = scan.runs[index].node
    for _ in range(QUOTE_MAX_LEVELS):
        if at <= 0 or nodes[at].tag == "blockquote":
            break
        at = nodes[at].parent
    if at <= 0 or nodes[at].tag != "blockquote":
        return range(0)
    around = nodes[nodes[at].parent]
    runs = scan.runs[around.first : min(around.last, around.first + BOX_MAX_RUNS + 1)]
    beside = sum(len(run.text) for run in runs) - len(scan.runs[index].text)
    small = len(runs) <= BOX_MAX_RUNS and beside <= SPEAKER_MAX_CHARS and any(run.kind == "image" for run in runs)
    return range(around.first, around.last) if small else range(0)


def _pairs(text: str) -> set[tuple[str, str]]:
    return set(pairwise(filter(None, map(letters, text[:COMPARED_MAX_CHARS].split()))))
