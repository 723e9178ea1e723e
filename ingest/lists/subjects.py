"""What does a row speak of? Its party and the things offered or needed, with the key of each.

Used by both passes, so that the keys that are counted are the keys that are written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from graph.identifiers import record_id
from ingest.lists.asides import NARROWEST, is_heading, is_total
from ingest.lists.column import Column, Role
from ingest.lists.context import SheetContext
from ingest.lists.items import ItemPart, split_items
from ingest.lists.lexicon import Lexicon
from ingest.lists.ordinals import rest_digest
from ingest.lists.passages import MASK
from ingest.lists.survey import SheetSurvey
from ingest.lists.wide import cell_says, thing_of
from ingest.readers.document import Row
from ingest.readers.limits import Limits

_ITEM_FACTOR = 5


@dataclass(frozen=True, slots=True)
class RowView:
    """A row with its cells masked and the column of each. ``main`` are the positions of its own non-empty cells, ``elements`` those of each
    nested element; damaged cells and cells that a merge filled are among them."""

    row: Row
    columns: Sequence[Column]
    texts: Sequence[str]
    hidden: frozenset[int]
    main: Sequence[int]
    elements: dict[int, list[int]]


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
        self._split = lru_cache(maxsize=1 << 14)(lambda text: split_items(text, lexicon))
        self._no_key = frozenset(c.index for c in self.columns if c.handler == "number")
        self._by_name = sorted(range(len(self.columns)), key=lambda i: (self.columns[i].wording, i))
        self._header = survey.header.cells if survey.header else ()
        self._party = survey.profile.party
        self._places = frozenset(
            c.index for c in self.columns if c.handler == "place" and self._is_own_place(c)
        )

    def _is_own_place(self, column: Column) -> bool:
        return not column.group and column.target == "both" and self.lexicon.is_location(column.property)

    def view(self, row: Row) -> RowView:
        """The row with its cells masked and sorted by element."""
        if row.columns:
            main = [i for i, e in enumerate(row.elements) if not e]
            elements: dict[int, list[int]] = {}
            for position, element in enumerate(row.elements):
                if element:
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
        return RowView(row, columns, texts, hidden, main, elements)

    def _persons(self, row: Row) -> frozenset[int]:
        columns = row.columns or range(len(row.cells))
        return frozenset(
            i for i, c in enumerate(columns) if c in self._suspect and self.lexicon.is_person(row.cells[i])
        )

    def is_structure(self, view: RowView) -> bool:
        """A header that is repeated (on a new page), or a row of totals."""
        row = view.row
        if not self._header:
            return False
        if row.cells[: len(self._header)] == self._header[: len(row.cells)]:
            return True
        own = [i for i in view.main if i not in row.repeated]
        return bool(own) and is_total(view.texts[own[0]])

    def is_note(self, view: RowView) -> bool:
        """A row of one cell in a list of several columns: a note below the list, or a heading inside it."""
        row = view.row
        if row.columns or len(self.columns) < NARROWEST:
            return False
        own = [i for i in view.main if i not in row.repeated]
        if len(own) != 1 or own[0] in self.profile.items:
            return False
        return own[0] != self._party or is_heading(view.texts[own[0]])

    def party(self, view: RowView) -> tuple[str, int]:
        """The party's name as written and its position; the title's organisation has position -1; ('', -1) if none."""
        if self._party < 0:
            return (self.context.party[0].value if self.context.party else "", -1)
        for position in view.main:
            if view.columns[position].index == self._party:
                name = view.texts[position]
                usable = position not in view.hidden and position not in view.row.damaged
                if usable and len(name) <= self.limits.name and not self.lexicon.says_nothing(name):
                    return name, position
        return "", -1

    def places(self, view: RowView) -> list[int]:
        """The positions of the cells that say where the row's party is, by column name."""
        if not self._places:
            return []
        found = [i for i in view.main if view.columns[i].index in self._places and i not in view.row.damaged]
        found = [i for i in found if not self.lexicon.says_nothing(view.texts[i])]
        return sorted(found, key=lambda i: view.columns[i].wording) if len(found) > 1 else found

    def place_text(self, view: RowView) -> str:
        """The place as written, as the key has it."""
        found = self.places(view)
        if found:
            return " ".join(view.texts[i] for i in found)
        return self.context.place.text if self.context.place else ""

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
        role = column.role or self.context.role
        if not role or len(text) > _ITEM_FACTOR * self.limits.name or self.lexicon.says_nothing(text):
            return
        rest = self._rest(view, element)
        for part in (ItemPart(text, 0, len(text)),) if self.context.listed else self._split(text):
            key = record_id(self.source, role, party, part.text, place, 0)
            yield Subject(role, element, position, part, part.text, key, rest)

    def _of_wide(self, view: RowView, position: int, party: str, place: str) -> Iterator[Subject]:
        """The thing that the header names, if the cell says that there is some of it."""
        column = view.columns[position]
        role = column.role or self.context.role
        if not role or position in view.row.damaged or cell_says(view.texts[position], self.lexicon) == "no":
            return
        thing = thing_of(column.label, self.lexicon)
        key = record_id(self.source, role, party, thing, place, 0)
        yield Subject(role, 0, position, None, thing, key, self._rest(view, 0))

    def _rest(self, view: RowView, element: int) -> int:
        """The digest of all cells but running numbers, by column name, so that neither row nor column order matters."""
        row, texts = view.row, view.texts
        if not row.columns:
            keep = (i for i in self._by_name if i < len(texts) and texts[i] and i not in self._no_key)
            return rest_digest(f"{self.columns[i].wording}={texts[i]}" for i in keep)
        positions = [*view.main, *view.elements.get(element, ())]
        pairs = sorted(
            (view.columns[i].wording, texts[i]) for i in positions if row.columns[i] not in self._no_key
        )
        return rest_digest(f"{name}={text}" for name, text in pairs)
