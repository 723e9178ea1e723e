"""What stands in a table of Markdown? Its rows with the lines of the file they stand in; lists and layouts told apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from markdown_it.token import Token

from ingest.readers.document import Row, Sheet
from ingest.readers.grid import Cell, Grid, rows_of
from ingest.readers.limits import Limits

NAME: Final = "表"


@dataclass(frozen=True, slots=True)
class Table:
    """A table that is a list; ``number`` counts all tables of the file; ``lines``: of each row, 0-based."""

    number: int
    grid: Grid
    lines: tuple[int, ...]

    def sheet(self, captions: tuple[str, ...], limits: Limits) -> Sheet:
        """The table as a sheet; the numbers of its rows are those of their lines."""
        rows = tuple(
            Row(self.lines[row.number - 1] + 1, row.cells, repeated=row.repeated, damaged=row.damaged)
            for row in rows_of(self.grid, limits.cell)
        )
        return Sheet(f"{NAME}{self.number}", rows, captions=captions)


def read_table(
    name: str, tokens: Sequence[Token], number: int, shown: Callable[[Token], list[str]], limits: Limits
) -> Table | None:
    """The table that the tokens are, if it is a list.

    Raises:
        TooBig: it has too many rows, columns or places.
    """
    grid = Grid()
    lines: list[int] = []
    row: list[Cell] = []
    for token in tokens:
        if token.type == "tr_open":
            row = []
            lines.append(token.map[0] if token.map else 0)
        elif token.type == "inline":
            row.append(Cell(" ".join(shown(token)), len(row)))
        elif token.type == "tr_close":
            grid.add(row, name, limits)
    return Table(number, grid, tuple(lines)) if grid.is_list else None
