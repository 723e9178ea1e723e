"""How was a column understood? One frozen account of it, and of the sheet's columns together."""

from __future__ import annotations

import builtins
from dataclasses import dataclass
from typing import Literal

Handler = Literal[
    "party",
    "item",
    "wide",
    "place",
    "quantity",
    "unit",
    "date",
    "concept",
    "boolean",
    "restricted",
    "number",
    "text",
    "kept",
]
"""How the cells of a column are read; from the range and the ancestors of its property. ``wide``: the header names a thing, the
cells say how much of it."""

Target = Literal["party", "thing", "both"]
"""What the column speaks of: the party, what is offered or needed, or both."""

Leaning = Literal["", "behind", "before"]
"""On which side of the things most cells of a column of things state their amounts, '' if they do not."""

Role = str
"""The record role of what a list is about: ``offer``, ``need``, that of another class of listed things, '' if it cannot be told."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column as it is read.

    Attributes:
        index: its number in the sheet, from 0.
        wording: the header as written, restricted patterns masked; ``列3`` if it has none.
        label: the last part of a JSON path, else the wording.
        group: the nested list that a JSON path goes through (``needs[]``), '' for the line itself.
        property: the ontology's property (``keptColumn`` if none fits).
        party_class: the class that the header names for a party ('' if none).
        role: the side that an item column's header states, '' if it leaves that to the list.
        unit: the unit that the header states.
        scale: what a bare number is multiplied by (10,000 under 金额（万元）).
        flag: a value that only marks "not stated" in this column, '' if there is none.
        above: what stands over the label in a header of several rows, '' if nothing does.
        titled: a title states that unit and scale, not the header.
        leaning: on which side of the things that its cells name they state amounts.
        suspect: the header says contact but the values are organisations: persons in it are masked.
        confidence: 0 to 1; ``zh`` and ``en`` say why.
    """

    index: int
    wording: str
    label: str
    group: str
    property: str
    handler: Handler
    target: Target = "thing"
    party_class: str = ""
    role: Role = ""
    unit: str = ""
    flag: str = ""
    scale: int = 1
    titled: bool = False
    leaning: Leaning = ""
    suspect: bool = False
    above: str = ""
    confidence: float = 0.0
    zh: str = ""
    en: str = ""

    @builtins.property
    def full(self) -> str:
        """The name with what stands over it."""
        return self.wording if self.above else self.label


@dataclass(frozen=True, slots=True)
class Profile:
    """The columns of a sheet. ``party`` is the column of the row's party (-1: none); ``items`` the item columns,
    ``unit`` the column of units by group."""

    columns: tuple[Column, ...]
    party: int = -1
    items: tuple[int, ...] = ()

    def unit_column(self, amount: Column) -> int:
        """The column of units of an amount: in its group, else the one nearest behind it; -1 if there is none."""
        units = [c for c in self.columns if c.handler == "unit" and c.group == amount.group]
        inside = [c for c in units if c.above == amount.above] or units
        behind = [c.index for c in inside if c.index > amount.index]
        return min(behind, default=max((c.index for c in inside), default=-1))

    def item_of(self, column: Column) -> int:
        """The item column that an amount or a unit belongs to: in its group, else the one before it; -1 if there is but one
        item column or none."""
        if len(self.items) < 2:
            return -1
        beside = [i for i in self.items if column.above and self.columns[i].above == column.above]
        before = [i for i in self.items if i < column.index]
        return beside[0] if len(beside) == 1 else before[-1] if before else self.items[0]
