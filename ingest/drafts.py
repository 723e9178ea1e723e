"""What is stated before it is known where? One draft a statement; ``ingest.accounts`` places it in its passage."""

from __future__ import annotations

from dataclasses import dataclass

from graph.records import Kind, Status


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement before its place is known; ``start`` and ``end`` are within the cell, or the sentence, that states it."""

    property: str
    value: str
    kind: Kind = "literal"
    original: str = ""
    unit: str = ""
    precision: str = "exact"
    status: Status = "asserted"
    restricted: bool = False
    period: str = ""
    start: int = 0
    end: int = 0
