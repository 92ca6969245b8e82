"""Teasers: elements of one kind side by side, each with the headline of another article and perhaps a few words of it."""

from __future__ import annotations

from collections.abc import Sequence

from newsbot.article import TEXT_BLOCKS
from newsbot.reader.measure import is_elsewhere, weight
from newsbot.reader.piece import Piece
from newsbot.reader.scan import Run, Scan

_ROW = 4
"""Teasers in a row at least."""
_WITH_TEXT = 3
"""Teasers with an excerpt at least."""
_EXCERPT = 700
"""Weight of the text of a teaser at most."""
_HEADLINE = 14
"""Weight of a headline at least."""
_MOST = 6
"""Levels between a headline and its teaser at most."""


def teased(scan: Scan, pieces: Sequence[Piece], host: str) -> int:
    """Weight of the text among these pieces that stands in teasers, several of which have some or one of which has all."""
    rows = _rows(scan, host)
    texts = [piece for piece in pieces if piece.type in TEXT_BLOCKS] if rows else []
    sizes: dict[int, dict[int, int]] = {row: {} for row in set(rows.values())}
    places = {scan.nodes[index].element: (row, index) for index, row in rows.items()}
    lists = {scan.nodes[scan.nodes[index].parent].element: row for index, row in rows.items()}
    for piece in texts:
        if piece.type == "list" and piece.element in lists:
            sizes[lists[piece.element]].update((-n, weight(line)) for n, line in enumerate(piece.text.split("\n"), 1))
            continue
        for around in (piece.element, *piece.element.iterancestors()):
            if around in places:
                row, index = places[around]
                sizes[row][index] = sizes[row].get(index, 0) + weight(piece.text)
                break
    own = sum(weight(piece.text) for piece in texts)
    sums = ((sum(row.values()), row) for row in sizes.values() if row and max(row.values()) < _EXCERPT)
    return sum(size for size, row in sums if len(row) >= _WITH_TEXT or size >= own)


def is_headline(run: Run, host: str, shortest: int = _HEADLINE) -> bool:
    """Whether a run is a link with the length of a headline to another page of the site."""
    return (
        run.kind == "text"
        and run.linked > 0.75 * len(run.text)
        and weight(run.text) > shortest
        and not is_elsewhere(run.link, host)
    )


def _rows(scan: Scan, host: str) -> dict[int, int]:
    """By index of the node of a teaser: the row that it stands in, by any number."""
    nodes = scan.nodes
    rows: dict[tuple[int, str, str], set[int]] = {}
    for run in scan.runs:
        if not is_headline(run, host):
            continue
        at = run.node
        for _ in range(_MOST):
            if nodes[at].parent < 0:
                break
            rows.setdefault((nodes[at].parent, nodes[at].tag, nodes[at].names), set()).add(at)
            at = nodes[at].parent
    full = (row for row in rows.values() if len(row) >= _ROW)
    return {index: number for number, row in enumerate(full) for index in row}
