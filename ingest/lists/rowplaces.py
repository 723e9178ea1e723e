"""Where is what a row speaks of? Its place cells together, else its address, the context, or the party's name."""

from __future__ import annotations

from collections.abc import Sequence

from graph.records import Quote
from ingest.accounts import Account
from ingest.drafts import Draft
from ingest.lists import troubles
from ingest.lists.column import Column
from ingest.lists.context import ContextPlace
from ingest.lists.places import PlaceFound, PlaceReading
from ingest.lists.readings import Reading
from ingest.lists.rowcore import RowCore
from ontology.terms import Properties


class LocatedRow(RowCore):
    """A row whose places are read."""

    def _place(self) -> None:
        """Resolve the place cells together; without any, the address, what the context says, or the party's name."""
        context = self._context_place()
        within = context.found.code if context else ""
        texts = tuple(self.laid.texts[p] for p in self.place_positions)
        position, address = self._address_text()
        in_address = self.writer.places.address(address, within) if address else None
        if texts:
            reading = self.writer.places.cells(texts, in_address.code if in_address else within)
            self._state_cells(reading, texts)
            if reading.code:
                return
        if in_address:
            self._state_span(in_address, position)
        elif context:
            self._state_place(context.found.code, context.text, [context.quote])
        elif (
            self.party_position >= 0 and not self.beside and (named := self.writer.places.of_name(self.name))
        ):
            self._state_span(named, self.party_position)

    def _context_place(self) -> ContextPlace | None:
        """The place that the heading above says, else the title."""
        heading = self.view.heading
        if heading and heading.place:
            return ContextPlace(heading.place, heading.place_text, self._heading_quote(*heading.place.span))
        return self.writer.context.place

    def _state_cells(self, reading: PlaceReading, texts: tuple[str, ...]) -> None:
        if reading.code:
            order = [
                reading.deepest,
                *(i for i, ok in enumerate(reading.understood) if ok and i != reading.deepest),
            ]
            quotes = [self._quote(self.place_positions[i]) for i in order]
            self._state_place(reading.code, texts[reading.deepest], quotes)
        for i, position in enumerate(self.place_positions):
            self._book_place(position, reading.understood[i], reading)

    def _state_span(self, found: PlaceFound, position: int) -> None:
        start, end = found.span
        passage, offset = self._at(position)
        quote = Quote(passage.id, offset + start, offset + end)
        self._state_place(found.code, self.laid.texts[position][start:end], [quote])

    def _address_text(self) -> tuple[int, str]:
        addresses = self.writer.addresses
        for position in self.view.main if addresses else ():
            if self.view.columns[position].index in addresses:
                return position, self.laid.texts[position]
        return -1, ""

    def _state_place(self, code: str, wording: str, quotes: Sequence[Quote]) -> None:
        for account in self._accounts():
            account.quote(Draft(Properties.PLACE, code, "place", wording), quotes)

    def _book_place(self, position: int, understood: bool, reading: PlaceReading) -> None:
        if understood:
            self.fates[position] = "interpreted"
            return
        column = self.view.columns[position]
        likely = reading.candidates[:3] or ([reading.code] if reading.code else [])
        trouble = troubles.place_unclear(len(reading.candidates) > 1, list(map(self._place_name, likely)))
        kept = self.cells.kept(column, self.laid.texts[position], "repair", trouble)
        self._apply(kept, column, position, self.things or [self.party])

    def _place_name(self, code: str) -> str:
        return self.writer.places.gazetteer.path_name(code)

    def _other_place(self, column: Column, position: int, accounts: list[Account | None]) -> None:
        """A place that is not where the party is: the area served, where a transport departs."""
        text = self.laid.texts[position]
        if self.cells.lexicon.says_nothing(text):
            self.writer.placeholders[column.wording] += 1
            self.fates[position] = "structure"
            return
        context = self._context_place()
        reading = self.writer.places.cells((text,), context.found.code if context else "")
        if all(reading.understood):
            drafts: tuple[Draft, ...] = (Draft(column.property, reading.code, "place", text, end=len(text)),)
        else:
            found = self.writer.places.all(text, "")
            drafts = tuple(
                Draft(column.property, p.code, "place", text[slice(*p.span)], start=p.span[0], end=p.span[1])
                for p in found
            )
        kept = () if all(reading.understood) else self.cells.kept(column, text).drafts
        self._apply(
            Reading("interpreted" if drafts else "kept", (*drafts, *kept)), column, position, accounts
        )
