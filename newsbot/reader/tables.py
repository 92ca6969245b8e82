"""Tables of facts: one line a row, " | " between the cells."""

from __future__ import annotations

from dataclasses import dataclass

from newsbot.reader.scan import Scan

BETWEEN = " | "
_CELLS = ("td", "th")
_COLUMN = 300
"""Characters of several texts in one cell from which it is a column of the page."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a run stands in a table. All indexes of nodes, but `column`."""

    table: int
    row: int
    node: int
    column: int
    """Cells before it in its row."""


def cell_of(scan: Scan, node: int) -> Cell | None:
    """The cell that a node stands in; None outside of tables and in one that only puts a frame around one column."""
    nodes = scan.nodes
    cell = row = -1
    while node >= 0 and nodes[node].tag != "table":
        if cell < 0 and nodes[node].tag in _CELLS:
            cell = node
        elif row < 0 and nodes[node].tag == "tr":
            row = node
        node = nodes[node].parent
    if node < 0 or cell < 0 or row < 0 or not _is_grid(scan, node) or _is_column(scan, cell):
        return None
    column = sum(1 for other in nodes[cell].element.itersiblings(*_CELLS, preceding=True))
    return Cell(node, row, cell, column)


def joint(before: Cell | None, cell: Cell) -> str:
    """What stands between the text of a cell and the text before it in the same table; empty cells keep their place."""
    if before is None or before.table != cell.table or before.row != cell.row:
        return "\n" * (before is not None and before.table == cell.table) + BETWEEN * cell.column
    return BETWEEN * (cell.column - before.column) or " "


def _is_column(scan: Scan, cell: int) -> bool:
    """Whether a cell holds running text of its own: a column of the page, not a fact."""
    texts = [len(run.text) for run in scan.runs[scan.nodes[cell].first : scan.nodes[cell].last] if run.kind == "text"]
    return len(texts) > 1 and sum(texts) > _COLUMN


def _is_grid(scan: Scan, table: int) -> bool:
    return any(sum(1 for _ in row.iterchildren(*_CELLS)) > 1 for row in scan.nodes[table].element.iter("tr"))
