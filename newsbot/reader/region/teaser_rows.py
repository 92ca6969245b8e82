"""Rows of teasers: elements of one kind side by side, each with the headline of another article in it."""

from __future__ import annotations

from collections.abc import Iterable

from newsbot.reader.scan.walk import Scan

ROW_MIN_TEASERS = 4
"""Teasers in a row at least; articles have up to three sections of one form. Halved, 2 of 225 pages change."""
TEASER_MAX_LEVELS = 6
"""Levels between a headline and its teaser at most."""


def teaser_rows(scan: Scan, headlines: Iterable[int]) -> list[list[int]]:
    """Indexes of the nodes of the teasers, row by row; `headlines` are indexes of runs that are links to articles."""
    nodes = scan.nodes
    rows: dict[tuple[int, str, str], dict[int, None]] = {}
    for index in headlines:
        at = scan.runs[index].node
        for _ in range(TEASER_MAX_LEVELS):
            node = nodes[at]
            if node.parent < 0:
                break
            rows.setdefault((node.parent, node.tag, node.names), {})[at] = None
            at = node.parent
    return [list(row) for row in rows.values() if len(row) >= ROW_MIN_TEASERS]
