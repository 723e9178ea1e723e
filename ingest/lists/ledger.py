"""What became of each cell? Every non-empty cell is booked exactly once, under one of four fates."""

from __future__ import annotations

from collections import Counter
from typing import Literal

from ingest.report import Balance

Fate = Literal["interpreted", "kept", "structure", "repair"]
"""``interpreted``: a statement rests on it. ``kept``: an unknown column, kept as written and searchable.
``structure``: titles, headers, running numbers, totals, marks that say "nothing". ``repair``: waits for a person."""


class Ledger:
    """The bookings of one file."""

    def __init__(self) -> None:
        self.fates: Counter[Fate] = Counter()
        self.rows: Counter[tuple[str, int]] = Counter()

    def book(self, sheet: str, row: int, fates: list[Fate]) -> None:
        """Book the cells of one row."""
        self.fates.update(fates)
        self.rows[sheet, row] += len(fates)

    def balance(self, counted: int) -> Balance:
        """The bookings against an independent count."""
        return Balance(counted, *(self.fates[f] for f in ("interpreted", "kept", "structure", "repair")))
