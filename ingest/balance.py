"""Is every cell accounted for? The bookings of the reading against the count of the independent pass."""

from __future__ import annotations

from collections.abc import Mapping

from ingest.errors import Unbalanced
from ingest.readers.counted import Count
from ingest.readers.document import Document

_Place = tuple[str, int]


def check(file: str, counted: Count, accounted: Mapping[_Place, int]) -> None:
    """Compare the two passes row by row.

    Raises:
        Unbalanced: they differ; the first place of difference is named.
    """
    if counted.cells == sum(accounted.values()) and _same(counted.rows, accounted):
        return
    places = sorted({*counted.rows, *accounted})
    sheet, row = next(p for p in places if counted.rows.get(p, 0) != accounted.get(p, 0))
    where = f"{sheet + ' ' if sheet else ''}第{row}行 row {row}"
    raise Unbalanced(file, counted.cells, sum(accounted.values()), where)


def _same(counted: Mapping[_Place, int], accounted: Mapping[_Place, int]) -> bool:
    return all(accounted.get(place, 0) == number for place, number in counted.items())


def seen_by_reader(document: Document) -> dict[_Place, int]:
    """The non-empty cells that the reader hands on, by (sheet, row); what a merge filled is none of them."""
    seen: dict[_Place, int] = {}
    for sheet in document.sheets:
        for row in sheet.rows:
            cells = sum(map(bool, row.cells))
            if row.repeated:
                cells -= sum(1 for i in row.repeated if row.cells[i])
            seen[sheet.name, row.number] = cells
    for row in document.structure:
        seen["", row.number] = sum(map(bool, row.cells))
    for problem in document.problems:
        place = (problem.sheet, problem.row)
        seen[place] = seen.get(place, 0) + problem.cells
    return seen
