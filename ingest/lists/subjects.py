"""What does a row speak of? Its party and the things offered or needed, with the key of each.

Used by both passes, so that the keys that are counted are the keys that are written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from graph.identifiers import record_id
from ingest.lists.column import Column, Role
from ingest.lists.context import SheetContext
from ingest.lists.flow import Step
from ingest.lists.headings import Heading
from ingest.lists.items import ItemPart, pair_items, split_items
from ingest.lists.lexicon import Lexicon
from ingest.lists.ordinals import rest_digest
from ingest.lists.passages import MASK
from ingest.lists.survey import SheetSurvey
from ingest.lists.wide import cell_says, name_of_thing
from ingest.readers.document import NONE, Row
from ingest.readers.limits import Limits
from ontology.terms import Properties

_ITEM_FACTOR = 5
_OF_PACKS = frozenset({"mass", "volume", "length"})
"""What an amount in a thing's name is of where it says how large one is: 大米（10kg）."""


@dataclass(frozen=True, slots=True)
class RowView:
    """A row with its cells masked and the column of each. ``main`` are the positions of its own non-empty cells, ``elements``
    those of each nested element; damaged cells and cells that a merge filled are among them. ``carried`` are the positions
    whose text the cell above says, ``heading`` is what the row stands under."""

    row: Row
    columns: Sequence[Column]
    texts: Sequence[str]
    hidden: frozenset[int]
    main: Sequence[int]
    elements: dict[int, list[int]]
    carried: frozenset[int] = NONE
    heading: Heading | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing that a row offers or needs. ``position`` is its item cell, -1 if the context names the item;
    without ``part`` the context or, in a wide table, the column's header names it by ``wording``. ``key`` is the record
    id with ordinal 0, ``rest`` the digest of the remaining cells."""

    role: Role
    element: int
    position: int
    part: ItemPart | None
    wording: str
    key: str
    rest: int


@dataclass(frozen=True, slots=True)
class Sight:
    """What a row shows before its cells are read. All but the view is said of entries only: the party's name and the position
    of its cell (-1 if none says it), the positions of the cells that say where it is, and the place as the key has it."""

    view: RowView
    name: str = ""
    party_position: int = -1
    places: Sequence[int] = ()
    place_text: str = ""
    subjects: Sequence[Subject] = ()


class RowReader:
    """Finds party, place and things in the rows of one sheet."""

    def __init__(
        self, survey: SheetSurvey, context: SheetContext, source: str, lexicon: Lexicon, limits: Limits
    ) -> None:
        self.context = context
        self.profile = survey.profile
        self.columns = survey.profile.columns
        self.source = source
        self.lexicon = lexicon
        self.limits = limits
        self._hidden = frozenset(c.index for c in self.columns if c.handler == "restricted")
        self._suspect = frozenset(c.index for c in self.columns if c.suspect)
        self._split = lru_cache(maxsize=1 << 14)(lambda text, leaning: split_items(text, lexicon, leaning))
        is_a = lexicon.ontology.property_is_a
        self._amounts = frozenset(
            c.index
            for c in self.columns
            if c.handler == "quantity" and is_a(c.property, Properties.QUANTITY) and not c.flag
        )
        self._no_key = frozenset(c.index for c in self.columns if c.handler == "number")
        by_name = sorted(range(len(self.columns)), key=lambda i: (self.columns[i].wording, i))
        self._told = [(i, f"{self.columns[i].wording}=") for i in by_name if i not in self._no_key]
        self._party = survey.profile.party
        self._places = frozenset(
            c.index for c in self.columns if c.handler == "place" and self._is_own_place(c)
        )

    def _is_own_place(self, column: Column) -> bool:
        return not column.group and column.target == "both" and self.lexicon.is_location(column.property)

    def sight(self, step: Step) -> Sight:
        """What the row shows: its view and, of an entry, whom and what it speaks of."""
        view = self.view(step)
        if step.kind != "entry":
            return Sight(view)
        name, position = self.party(view)
        places = self.places(view)
        place = self._place_said(view, places)
        return Sight(view, name, position, places, place, self.subjects(view, name, place))

    def view(self, step: Step) -> RowView:
        """The row with its cells masked and sorted by element."""
        row = step.row
        if row.columns:
            main = [i for i, e in enumerate(row.elements) if not e and row.cells[i]]
            elements: dict[int, list[int]] = {}
            for position, element in enumerate(row.elements):
                if element and row.cells[position]:
                    elements.setdefault(element, []).append(position)
            hidden = frozenset(i for i, c in enumerate(row.columns) if c in self._hidden)
            columns: Sequence[Column] = [self.columns[c] for c in row.columns]
        else:
            main, elements = [i for i, c in enumerate(row.cells) if c], {}
            columns = self.columns
            hidden = self._hidden
        if self._suspect:
            hidden |= self._persons(row)
        mask = self.lexicon.mask
        texts = [mask(c).text if c else "" for c in row.cells]
        for i in hidden:
            if i < len(texts):
                texts[i] = MASK * len(texts[i])
        return RowView(row, columns, texts, hidden, main, elements, step.carried, step.heading)

    def _persons(self, row: Row) -> frozenset[int]:
        columns = row.columns or range(len(row.cells))
        return frozenset(
            i for i, c in enumerate(columns) if c in self._suspect and self.lexicon.is_person(row.cells[i])
        )

    def party(self, view: RowView) -> tuple[str, int]:
        """The party's name as written and its position; that of a heading or the title has position -1; ('', -1) if none."""
        for position in view.main if self._party >= 0 else ():
            if view.columns[position].index == self._party:
                name = view.texts[position]
                usable = position not in view.hidden and position not in view.row.damaged
                if usable and len(name) <= self.limits.name and not self.lexicon.names_nobody(name):
                    return name, position
                return "", -1
        if view.heading and view.heading.party:
            return view.heading.party, -1
        if self._party < 0 and self.context.party:
            return self.context.party[0].value, -1
        return "", -1

    def places(self, view: RowView) -> list[int]:
        """The positions of the cells that say where the row's party is, by column name."""
        if not self._places:
            return []
        found = [i for i in view.main if view.columns[i].index in self._places and i not in view.row.damaged]
        found = [i for i in found if not self.lexicon.says_nothing(view.texts[i])]
        return sorted(found, key=lambda i: view.columns[i].wording) if len(found) > 1 else found

    def _place_said(self, view: RowView, found: Sequence[int]) -> str:
        """The place as written, as the key has it."""
        if found:
            return " ".join(view.texts[i] for i in found)
        if view.heading and view.heading.place:
            return view.heading.place_text
        return self.context.place.text if self.context.place else ""

    def role(self, view: RowView, column: Column) -> Role:
        """The side of what a cell names: the column's, else that of the heading the row stands under, else the list's."""
        return column.role or (view.heading.role if view.heading else "") or self.context.role

    def subjects(self, view: RowView, party: str, place: str) -> list[Subject]:
        """The things that the row offers or needs."""
        found: list[Subject] = []
        for element, positions in ((0, view.main), *view.elements.items()) if self.profile.items else ():
            for position in positions:
                if view.columns[position].handler == "wide":
                    found += self._of_wide(view, position, party, place)
                elif view.columns[position].handler == "item":
                    found += self._of_cell(view, element, position, party, place)
        if not found and self.context.item and self.context.role and party:
            item = self.context.item[0][0].value
            key = record_id(self.source, self.context.role, party, item, place, 0)
            found.append(Subject(self.context.role, 0, -1, None, item, key, self._rest(view, 0)))
        return found

    def _of_cell(
        self, view: RowView, element: int, position: int, party: str, place: str
    ) -> Iterator[Subject]:
        column = view.columns[position]
        if position in view.row.damaged:
            return
        text = view.texts[position]
        role = self.role(view, column)
        if not role or len(text) > _ITEM_FACTOR * self.limits.name or self.lexicon.says_nothing(text):
            return
        rest = self._rest(view, element)
        for part in (
            (ItemPart(text, 0, len(text)),) if self.context.listed else self._parts(view, element, position)
        ):
            key = record_id(self.source, role, party, part.text, place, 0)
            yield Subject(role, element, position, part, part.text, key, rest)

    def _parts(self, view: RowView, element: int, position: int) -> tuple[ItemPart, ...]:
        """The things of an item cell, with their amounts if the cell of amounts is a list of as many."""
        text = view.texts[position]
        parts = self._split(text, view.columns[position].leaning)
        own = any(p.amounts for p in parts)
        if not self._amounts or (own and len(parts) > 1):
            return parts
        for at in view.elements.get(element, ()) if element else view.main:
            column = view.columns[at]
            if column.index in self._amounts and self.profile.item_of(column) in (
                -1,
                view.columns[position].index,
            ):
                if own:
                    return parts if self._agree(parts[0], view.texts[at]) else (ItemPart(text, 0, len(text)),)
                return pair_items(text, view.texts[at], at, self.lexicon) or parts
        return parts if not own or _in_digits(parts[0], text) else (ItemPart(text, 0, len(text)),)

    def _agree(self, part: ItemPart, amount: str) -> bool:
        """Whether the amount in a cell for a thing is the one that the cell of amounts beside it states; if not, it is of the
        thing itself: 大米（10kg） | 30袋."""
        said, own = self.lexicon.quantities(amount), part.amounts[0]
        if not said:
            return True
        dimension = self.lexicon.dimension
        alike = (
            dimension(said[0].unit) == dimension(own.unit)
            if said[0].unit
            else dimension(own.unit) not in _OF_PACKS
        )
        return said[0].value == own.value and alike

    def _of_wide(self, view: RowView, position: int, party: str, place: str) -> Iterator[Subject]:
        """The thing that the header names, if the cell says that there is some of it."""
        column = view.columns[position]
        role = self.role(view, column)
        if not role or position in view.row.damaged or cell_says(view.texts[position], self.lexicon) == "no":
            return
        thing = name_of_thing(column.full, self.lexicon)
        key = record_id(self.source, role, party, thing, place, 0)
        yield Subject(role, 0, position, None, thing, key, self._rest(view, 0))

    def _rest(self, view: RowView, element: int) -> int:
        """The digest of all cells but running numbers, by column name, so that neither row nor column order matters."""
        row, texts = view.row, view.texts
        if not row.columns:
            width = len(texts)
            return rest_digest([name + texts[i] for i, name in self._told if i < width and texts[i]])
        positions = [*view.main, *view.elements.get(element, ())]
        pairs = sorted(
            (view.columns[i].wording, texts[i]) for i in positions if row.columns[i] not in self._no_key
        )
        return rest_digest(f"{name}={text}" for name, text in pairs)


def _in_digits(part: ItemPart, text: str) -> bool:
    """Whether the amount of a part is written in digits: in words it may be part of a name (床上四件套)."""
    return any(map(str.isdecimal, text[part.amount_start : part.amount_end]))
