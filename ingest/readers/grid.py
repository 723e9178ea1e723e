"""How does a table of a document become rows of equal columns, and is it a list at all? Spans filled, judged by shape.

A table of one column, of one row, or of cells that hold whole texts lays out a page: it is text, not a list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from ingest.errors import TooBig
from ingest.readers.cells import is_damaged, tidy
from ingest.readers.document import Row
from ingest.readers.limits import Limits

MOST_PLACES: Final = 4_000_000
"""Cells of one table, those that a merge fills included."""
_LEAST: Final = 2
_LONG: Final = 200
_MANY_LONG: Final = 0.3


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as it stands in the file.

    Attributes:
        text: what it shows, with line breaks.
        across: how many columns it takes.
        column: its first column, from 0.
        above: it is filled with what stands above it, unless it has a text of its own.
    """

    text: str
    column: int
    across: int = 1
    above: bool = False


@dataclass(slots=True)
class Grid:
    """The rows of a table while they are read; a row is a list of cells, from left to right, and may be empty.

    ``width`` is the number of columns in which a cell begins, ``places`` how many places all cells take.
    """

    rows: list[list[Cell]] = field(default_factory=list)
    width: int = 0
    places: int = 0

    def add(self, row: list[Cell], name: str, limits: Limits) -> None:
        """Take a row of the file ``name``.

        Raises:
            TooBig: over ``limits.rows`` or ``limits.columns``, or over four million places.
        """
        self.rows.append(row)
        self.width = max(self.width, max((cell.column + 1 for cell in row), default=0))
        self.places += max(sum(cell.across for cell in row), self.width)
        if len(self.rows) > limits.rows:
            raise TooBig(name, "表格行数", "rows of a table", len(self.rows), limits.rows)
        if self.width > limits.columns:
            raise TooBig(name, "表格列数", "columns of a table", self.width, limits.columns)
        if self.places > MOST_PLACES:
            raise TooBig(name, "表格格数", "cells of a table", self.places, MOST_PLACES)

    @property
    def is_list(self) -> bool:
        """Whether it holds entries: at least two rows with two or more filled cells each, hardly any of them long."""
        filled = [[cell.text for cell in row if cell.text] for row in self.rows]
        wide = [row for row in filled if len(row) >= _LEAST]
        texts = [text for row in filled for text in row]
        spread = sum(_columns(row) >= _LEAST for row in self.rows)
        if len(wide) < 1 or spread < _LEAST:
            return False
        return sum(len(text) > _LONG for text in texts) <= _MANY_LONG * len(texts)


def _columns(row: Iterable[Cell]) -> int:
    """How many cells of a row say something, be it for what stands above."""
    return sum(bool(cell.text) or cell.above for cell in row)


def spanned(cells: Iterable[tuple[str, int, int]], below: dict[int, int]) -> list[Cell]:
    """A row of HTML: each cell (text, columns, rows) in the first free columns.

    Args:
        below: column → how many more rows it is taken from above; brought up to date for the next row.
    """
    row: list[Cell] = []
    taken = {column: rows for column, rows in below.items() if rows > 0}
    below.clear()
    below.update({column: rows - 1 for column, rows in taken.items()})
    column = 0
    for text, across, down in cells:
        while column in taken:
            column += 1
        row.append(Cell(text, column, across))
        for place in range(column, column + across):
            below[place] = max(down - 1, below.get(place, 0))
        column += across
    covered = {place for cell in row for place in range(cell.column, cell.column + cell.across)}
    row += [Cell("", place, above=True) for place in taken if place not in covered]
    return sorted(row, key=lambda cell: cell.column)


def rows_of(grid: Grid, longest: int, first: int = 1) -> Iterator[Row]:
    """The rows of a table that say anything, numbered from ``first``, merged cells filled; ``longest`` in code points."""
    width = grid.width
    before = [""] * width
    for number, row in enumerate(grid.rows, first):
        cells = [""] * width
        repeated: set[int] = set()
        damaged: set[int] = set()
        for cell in row:
            own = tidy(cell.text, longest)
            text = own or (before[cell.column] if cell.above else "")
            last = min(cell.column + cell.across, width)
            places = [i for i in range(cell.column, last) if not cells[i]]
            for place in places if text else ():
                cells[place] = text
                if place > places[0] or not own:
                    repeated.add(place)
            if own and is_damaged(cell.text, longest):
                damaged.add(cell.column)
        before = cells
        if any(cells):
            yield Row(number, tuple(cells), repeated=frozenset(repeated), damaged=frozenset(damaged))
