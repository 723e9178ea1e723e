"""What is one thing that a cell names? Its wording, its amounts, and where both stand."""

from __future__ import annotations

from dataclasses import dataclass

from ontology.language.quantities import Quantity


@dataclass(frozen=True, slots=True)
class ItemPart:
    """One thing that a cell names: ``cell[start:end]`` is its wording; ``amounts`` what is stated of it, ``amount_start`` to
    ``amount_end`` where: in the same cell, or (``amount_at`` is not -1) in the one at that position of the row."""

    text: str
    start: int
    end: int
    amounts: tuple[Quantity, ...] = ()
    amount_start: int = 0
    amount_end: int = 0
    amount_at: int = -1
