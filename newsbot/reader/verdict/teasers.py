"""Text in teasers: elements of one kind side by side, each with the headline of another article and perhaps an excerpt."""

from __future__ import annotations

from collections.abc import Sequence

from newsbot.reader.body.draft_block import DraftBlock
from newsbot.reader.page.text_measures import is_elsewhere, weight
from newsbot.reader.region.teaser_rows import teaser_rows
from newsbot.reader.scan.walk import Run, Scan

TEASERS_WITH_TEXT_MIN = 3
"""Teasers with an excerpt that make a row of teasers at least; two are the parts of an article."""
EXCERPT_MAX_WEIGHT = 700
"""Weight of the text of one teaser, less than: a longer one is an article among others."""
HEADLINE_MIN_WEIGHT = 14
"""Weight of a headline, more than; shorter links are sections and buttons."""
LINK_MIN_SHARE = 0.75
"""Share of a run inside links, more than, that makes it a link; dates and counters stand beside it."""


def weight_in_teasers(scan: Scan, texts: Sequence[DraftBlock], host: str) -> int:
    """Weight of the text that stands in teasers, several of which have some or one of which has all."""
    headlines = (index for index, run in enumerate(scan.runs) if is_headline(run, host))
    rows = dict(enumerate(teaser_rows(scan, headlines)))
    if not rows:
        return 0
    nodes = scan.nodes
    sizes: dict[int, dict[int, int]] = {row: {} for row in rows}
    places = {nodes[index].element: (row, index) for row, teasers in rows.items() for index in teasers}
    lists = {nodes[nodes[index].parent].element: row for row, teasers in rows.items() for index in teasers}
    for block in texts:
        if block.type == "list" and block.element in lists:
            sizes[lists[block.element]].update((-n, weight(line)) for n, line in enumerate(block.text.split("\n"), 1))
            continue
        for around in (block.element, *block.element.iterancestors()):
            if around in places:
                row, index = places[around]
                sizes[row][index] = sizes[row].get(index, 0) + weight(block.text)
                break
    own = sum(weight(block.text) for block in texts)
    sums = ((sum(row.values()), row) for row in sizes.values() if row and max(row.values()) < EXCERPT_MAX_WEIGHT)
    return sum(size for size, row in sums if len(row) >= TEASERS_WITH_TEXT_MIN or size >= own)


def is_headline(run: Run, host: str, shortest: int = HEADLINE_MIN_WEIGHT) -> bool:
    """Whether a run is a link with the length of a headline to another page of the site."""
    return (
        run.kind == "text"
        and run.linked > LINK_MIN_SHARE * len(run.text)
        and weight(run.text) > shortest
        and not is_elsewhere(run.link, host)
    )
