"""What is true of a made-up list? Its file as cells and merges, and what each column, row and cell means.

Meanings are the keys under which the vocabularies hold their headers; ``PROPERTIES`` says which properties of the
ontology are right for each. Where two are, both stand here, so that the judge is fair.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final, Literal

Cell = str | int | date | None

PROPERTIES: Final[dict[str, frozenset[str]]] = {
    "number": frozenset({"rowNumber"}),
    "party": frozenset({"party", "name", "member"}),
    "provider": frozenset({"party", "name"}),
    "needer": frozenset({"party", "name"}),
    "item": frozenset({"item", "name"}),
    "ware": frozenset({"item", "name"}),
    "offered": frozenset({"item", "name"}),
    "asked": frozenset({"item", "name"}),
    "project": frozenset({"item", "name"}),
    "space": frozenset({"item", "name"}),
    "people": frozenset({"item", "name"}),
    "wide": frozenset({"item", "name", "quantity"}),
    "kind": frozenset({"about"}),
    "quantity": frozenset({"quantity"}),
    "unit": frozenset({"unit"}),
    "capacity": frozenset({"capacity"}),
    "area": frozenset({"floorArea"}),
    "slot": frozenset({"slot"}),
    "address": frozenset({"address"}),
    "place": frozenset({"inPlace"}),
    "community": frozenset({"inPlace", "party", "name"}),
    "audience": frozenset({"eligibility"}),
    "from": frozenset({"validFrom"}),
    "until": frozenset({"validUntil"}),
    "validity": frozenset({"validFrom", "validUntil", "slot", "period"}),
    "person": frozenset({"contact"}),
    "phone": frozenset({"contact"}),
    "remark": frozenset({"remark", "description"}),
    "cost": frozenset({"cost"}),
    "stated": frozenset({"statedOn"}),
    "standard": frozenset({"standard"}),
    "budget": frozenset({"budget"}),
    "theme": frozenset({"theme", "about"}),
}
"""Meaning → properties that are right; one below them is right too. A roster's column of units names the party itself; a
column of communities beside one of units names the place, or the body."""

Precision = Literal["exact", "about", "over", "at-least", "at-most", "some", "range"]
Kind = Literal["title", "header", "data", "heading", "total", "note", "repeated"]

STRUCTURE: Final = frozenset({"structure"})
INTERPRETED: Final = frozenset({"interpreted"})
KEPT: Final = frozenset({"kept"})
REPAIR: Final = frozenset({"repair"})
NO_LOSS: Final = frozenset({"interpreted", "kept", "structure"})
"""Of a note or heading: stored and quotable or plain structure, whatever the reader calls it; never a repair."""


@dataclass(frozen=True, slots=True)
class Amount:
    """How much. ``high`` only of a range; ``value`` is ``None`` of 若干."""

    value: Decimal | None
    unit: str
    precision: Precision = "exact"
    high: Decimal | None = None
    lenient: frozenset[str] = frozenset()
    """Other precisions that are as right (近 is just below, or about)."""


@dataclass(slots=True)
class Thing:
    """What is offered, needed or planned: its item as written, role of its record, amounts, times (ISO dates)."""

    item: str
    role: str
    amount: Amount | None = None
    capacity: Amount | None = None
    area: Amount | None = None
    budget: Amount | None = None
    slot: str = ""
    valid_from: str = ""
    valid_until: str = ""


@dataclass(slots=True)
class RowTruth:
    """``number`` from 1. ``place`` is a code: this place or one inside is right ('' if nothing says where).
    ``fates``: what may become of each cell that is not empty, in order."""

    number: int
    kind: Kind
    party: str = ""
    place: str = ""
    things: tuple[Thing, ...] = ()
    fates: tuple[frozenset[str], ...] = ()
    several: bool = False


@dataclass(frozen=True, slots=True)
class ColumnTruth:
    """``index`` from 0; ``meaning`` '' if the column means nothing here; ``unit`` that the header states."""

    index: int
    header: str
    meaning: str
    unit: str = ""


@dataclass(slots=True)
class SheetCase:
    """A sheet: its cells and merges (first row, first column, last row, last column; from 1) and the truth of it.
    ``headers`` are the rows of the header; none: a list without header, or a form (``form``)."""

    name: str
    rows: list[list[Cell]] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    headers: tuple[int, ...] = ()
    columns: tuple[ColumnTruth, ...] = ()
    truths: list[RowTruth] = field(default_factory=list)
    form: bool = False


@dataclass(slots=True)
class Case:
    """One list. ``format`` is the file's ending; ``oddities`` names what makes it hard."""

    seed: int
    half: str
    file: str
    format: str
    kind: str
    sheets: list[SheetCase]
    oddities: tuple[str, ...]

    @property
    def meaningful(self) -> bool:
        """Whether every column has a meaning."""
        return all(c.meaning for s in self.sheets for c in s.columns)

    @property
    def headless(self) -> bool:
        """Whether no sheet says what its columns are."""
        return not any(s.headers or s.form for s in self.sheets)
