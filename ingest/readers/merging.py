"""How are merged cells filled? Each cell of a merged range shows the range's value; the first alone is a cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ingest.readers.cells import is_damaged, tidy
from ingest.readers.document import NONE, Row

Area = tuple[int, int, int, int]
"""Top (row from 1), left (column from 0), bottom and right, both included."""


class Merges:
    """The merged ranges of a sheet, whose rows are asked for from top to bottom."""

    def __init__(self, areas: Iterable[Area], columns: int) -> None:
        self._coming: list[Area] = []
        self._last = columns - 1
        self._open: list[tuple[Area, str]] = []
        self.add(areas)

    def add(self, areas: Iterable[Area]) -> None:
        """More ranges; none begins above the next row that is asked for, nor below one that is known."""
        found = ((top, left, bottom, min(right, self._last)) for top, left, bottom, right in areas)
        self._coming += sorted(found, reverse=True)

    def reach(self, number: int) -> bool:
        """Whether a range that shows something goes on in a row."""
        return any(area[2] >= number for area, _ in self._open)

    def fill(self, number: int, raw: list[str]) -> frozenset[int]:
        """Fill the cells of a row; the positions that were filled. A cell with text of its own keeps it."""
        if self._open:
            self._open = [(area, value) for area, value in self._open if area[2] >= number]
        while self._coming and self._coming[-1][0] <= number:
            area = self._coming.pop()
            value = raw[area[1]] if area[0] == number and area[1] < len(raw) else ""
            if value and area[2] >= number:
                self._open.append((area, value))
        repeated = set()
        for (_, left, _, right), value in self._open:
            raw.extend([""] * (right + 1 - len(raw)))
            for column in range(left, right + 1):
                if not raw[column]:
                    raw[column] = value
                    repeated.add(column)
        return frozenset(repeated)


def row_of_cells(number: int, raw: list[str], merges: Merges, longest: int) -> Row | None:
    """A row of displayed cells, merged ones filled; ``None`` if it shows nothing."""
    repeated = merges.fill(number, raw) or NONE
    damaged = frozenset(i for i, text in enumerate(raw) if text and is_damaged(text, longest)) or NONE
    cells = tuple([tidy(text, longest) if text else "" for text in raw])
    return Row(number, cells, repeated=repeated, damaged=damaged) if any(cells) else None


def up_to_the_last(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows up to the last that has a cell of its own: formats differ in how far the rest of a merged range goes."""
    held: list[Row] = []
    for row in rows:
        held.append(row)
        if not row.repeated or any(c and i not in row.repeated for i, c in enumerate(row.cells)):
            yield from held
            held.clear()
