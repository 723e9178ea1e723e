"""What does the second, independent count of a table's cells say?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Count:
    """``cells``: non-empty cells. ``valueless``: cells (sheet, cell name) that show an error or hold a formula
    without a stored value, counted in ``cells``. ``rows``: cells by (sheet, row), to find a difference."""

    cells: int
    rows: dict[tuple[str, int], int]
    valueless: tuple[tuple[str, str], ...] = ()


def count_to_json(rows: dict[tuple[str, int], int], valueless: list[tuple[str, str]]) -> dict[str, Any]:
    """A count as a JSON object: what a reader's process sends."""
    sheets: dict[str, list[tuple[int, int]]] = {}
    for (sheet, row), cells in rows.items():
        sheets.setdefault(sheet, []).append((row, cells))
    return {"sheets": sheets, "valueless": valueless}


def count_from_json(said: dict[str, Any]) -> Count:
    """The count that a reader's process sent.

    >>> count_from_json({"sheets": {"表": [[1, 2]]}, "valueless": []}).rows
    {('表', 1): 2}
    """
    rows = {(sheet, row): cells for sheet, found in said["sheets"].items() for row, cells in found}
    return Count(sum(rows.values()), rows, tuple((sheet, name) for sheet, name in said["valueless"]))
