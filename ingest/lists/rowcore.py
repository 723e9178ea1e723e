"""What is stated of one row, and what became of its cells? The account that the row's readers share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from graph.records import Quote
from graph.repairs import Repair, cell_name
from graph.sources import Passage
from ingest.accounts import Account
from ingest.drafts import Draft
from ingest.lists.column import Column
from ingest.lists.kinds import ThingKind
from ingest.lists.ledger import Fate
from ingest.lists.passages import Laid
from ingest.lists.readings import Reading, Trouble
from ingest.lists.subjects import Sight
from ontology.terms import Properties

if TYPE_CHECKING:
    from ingest.lists.rows import RowWriter

_SHOWN = 60


class RowCore:
    """A row with its party's account, its things' accounts, and the fates of its cells."""

    def __init__(self, writer: RowWriter, sight: Sight, laid: Laid) -> None:
        self.writer = writer
        self.reader = writer.reader
        self.cells = writer.cells
        self.view = view = sight.view
        self.laid = laid
        self.passage = laid.passage
        self.fates: dict[int, Fate] = {}
        self.repairs: list[Repair] = []
        self.name, self.party_position = sight.name, sight.party_position
        self.place_positions = sight.places
        self.place_text = sight.place_text
        self.subjects = sight.subjects
        self.party_id = ""
        self.own_audience = bool(writer.audiences) and any(
            view.columns[p].index in writer.audiences for p in view.main
        )
        self.party: Account | None = None
        self.beside: list[Account] = []
        self.kinds: list[ThingKind] = [writer.kind(s.role) for s in self.subjects]
        self.things = [Account(kind.cls) for kind in self.kinds]

    def _positions(self) -> list[int]:
        return [*self.view.main, *(p for some in self.view.elements.values() for p in some)]

    def _accounts(self) -> Iterable[Account]:
        return [*self.things, *([self.party] if self.party else []), *self.beside]

    def _at(self, position: int) -> tuple[Passage, int]:
        """The passage that says the cell, and where: the row's own, or that of the row that it was carried down from, or what a
        person put in its place."""
        if self.laid.said and position in self.laid.said:
            return self.laid.said[position], 0
        laid = self.writer.above[position] if position in self.view.carried else self.laid
        return laid.passage, laid.starts[position]

    def _quote(self, position: int) -> Quote:
        passage, start = self._at(position)
        return Quote(passage.id, start, start + len(self.laid.texts[position]))

    def _heading_quote(self, start: int, end: int) -> Quote:
        """The quote of a span of the heading that the row stands under."""
        heading = self.view.heading
        assert heading is not None
        laid = self.writer.headings[heading.row]
        offset = laid.starts[heading.position]
        return Quote(laid.passage.id, offset + start, offset + end)

    def _header_quote(self, column: Column) -> Quote:
        header = self.writer.context.header
        start = header.starts[column.index]
        return Quote(header.passage.id, start, start + len(header.texts[column.index]))

    def _repair(self, position: int, trouble: Trouble) -> None:
        column = self.view.columns[position].wording if position >= 0 else ""
        text = self.laid.texts[position] if position >= 0 else ""
        row = self.view.row
        found = Repair(
            self.writer.source,
            trouble.reason,
            self.passage.sheet,
            row.number,
            column,
            text[:_SHOWN],
            trouble.zh,
            trouble.en,
            trouble.suggestion,
            cell_name(position, row.number) if position >= 0 and not row.columns else "",
        )
        self.repairs.append(found.bound(self.passage.text, text, position))

    def _apply(
        self, reading: Reading, column: Column, position: int, accounts: Sequence[Account | None]
    ) -> None:
        """State what a cell says of those that it speaks of; what cannot be said of them is kept as written."""
        self.fates[position] = reading.fate
        if reading.trouble:
            self._repair(position, reading.trouble)
        passage, offset = self._at(position)
        for account in accounts:
            if account is None:
                continue
            said = [d for d in reading.drafts if self.writer.applies(d.property, account.cls)]
            if reading.drafts and not said:
                said = [*self.cells.kept(column, self.laid.texts[position]).drafts]
                if reading.fate == "interpreted":
                    self.fates[position] = "kept"
            for draft in said:
                if self._is_second(account, draft):
                    continue
                account.add(draft, passage, offset, self._said_elsewhere(draft, column, position))

    def _said_elsewhere(self, draft: Draft, column: Column, position: int) -> tuple[Quote, ...]:
        """What else a statement of a cell rests on: its column's name if it is only kept, the title that gives its unit."""
        if draft.property == Properties.KEPT:
            return (self._header_quote(column),)
        if column.titled and draft.unit == column.unit and self.writer.context.money:
            return (self.writer.context.money,)
        titled = self.writer.context.unit
        if not titled or draft.property != Properties.QUANTITY or draft.unit != titled[0] or column.unit:
            return ()
        own = any(q.unit for q in self.cells.lexicon.quantities(self.laid.texts[position]))
        return () if own or self.writer.survey.profile.unit_column(column) >= 0 else (titled[1],)

    def _is_second(self, account: Account, draft: Draft) -> bool:
        """Whether a single-valued property has another value already (a date in a remark beside a date column)."""
        single = self.writer.ontology.properties[draft.property].single
        return (
            single
            and draft.status == "asserted"
            and account.values(draft.property) not in ([], [draft.value])
        )

    def _row_unit(self, column: Column, element: int) -> str:
        """What the row's unit column says, for an amount."""
        if column.handler != "quantity":
            return ""
        index = self.writer.survey.profile.unit_column(column)
        if index < 0:
            titled = self.writer.context.unit if column.property == Properties.QUANTITY else None
            return titled[0] if titled and not column.unit else ""
        for position in self.view.elements.get(element, ()) if element else self.view.main:
            if self.view.columns[position].index == index:
                return self.cells.lexicon.unit(self.laid.texts[position]) or self.laid.texts[position]
        return ""
