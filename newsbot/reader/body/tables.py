"""Tables of facts: one line a row, " | " between the cells."""

from __future__ import annotations

from dataclasses import dataclass

from lxml.html import HtmlElement

from newsbot.reader.scan.walk import Scan

BETWEEN = " | "
_CELLS = ("td", "th")
COLUMN_MIN_CHARS = 300
"""Characters of several texts in one cell, more than, that make it a column of the page and no fact."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a run stands in a table. All indexes of nodes, but `column`."""

    table: int
    row: int
    node: int
    column: int
    """Cells before it in its row."""


class Tables:
    """The tables of a page; what is asked of each run is worked out once a table, row and cell."""

    def __init__(self, scan: Scan) -> None:
        self._scan = scan
        self._grids: dict[int, bool] = {}
        self._columns: dict[int, bool] = {}
        self._places: dict[int, dict[HtmlElement, int]] = {}

    def cell_of(self, node: int) -> Cell | None:
        """The cell that a node stands in; None outside of tables and in one that only puts a frame around one column."""
        nodes = self._scan.nodes
        cell = row = -1
        while node >= 0 and nodes[node].tag != "table":
            if cell < 0 and nodes[node].tag in _CELLS:
                cell = node
            elif row < 0 and nodes[node].tag == "tr":
                row = node
            node = nodes[node].parent
        if node < 0 or cell < 0 or row < 0 or not self._is_grid(node) or self._is_column(cell):
            return None
        return Cell(node, row, cell, self._column(cell))

    def _column(self, cell: int) -> int:
        """Cells before a cell in its row."""
        element = self._scan.nodes[cell].element
        around = self._scan.nodes[cell].parent
        if element not in (places := self._places.setdefault(around, {})):
            siblings = element.getparent().iterchildren(*_CELLS)
            places.update((sibling, place) for place, sibling in enumerate(siblings))
        return places[element]

    def _is_column(self, cell: int) -> bool:
        """Whether a cell holds running text of its own: a column of the page, not a fact."""
        if cell not in self._columns:
            node = self._scan.nodes[cell]
            texts = [len(run.text) for run in self._scan.runs[node.first : node.last] if run.kind == "text"]
            self._columns[cell] = len(texts) > 1 and sum(texts) > COLUMN_MIN_CHARS
        return self._columns[cell]

    def _is_grid(self, table: int) -> bool:
        """Whether a row has several cells."""
        if table not in self._grids:
            rows = self._scan.nodes[table].element.iter("tr")
            self._grids[table] = any(sum(1 for _ in row.iterchildren(*_CELLS)) > 1 for row in rows)
        return self._grids[table]


def joint(before: Cell | None, cell: Cell) -> str:
    """What stands between the text of a cell and the text before it in the same table; empty cells keep their place."""
    if before is None or before.table != cell.table or before.row != cell.row:
        return "\n" * (before is not None and before.table == cell.table) + BETWEEN * cell.column
    return BETWEEN * (cell.column - before.column) or " "
