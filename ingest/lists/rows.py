"""What does one row state? Its passage, the records of what it offers or needs, what it adds to its party."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from graph.identifiers import record_id
from graph.records import Quote, Record
from graph.repairs import Repair
from graph.sources import Passage
from ingest.lists import troubles
from ingest.lists.accounts import Account
from ingest.lists.column import Column
from ingest.lists.context import SheetContext
from ingest.lists.ledger import Fate
from ingest.lists.ordinals import Ordinals
from ingest.lists.parties import PartyBook
from ingest.lists.passages import Laid, PassageMaker
from ingest.lists.places import PlaceFound, PlaceReader, PlaceReading
from ingest.lists.readings import NOTHING, CellReader, Draft, Reading, Trouble, amount
from ingest.lists.subjects import RowReader, RowView, Subject
from ingest.lists.survey import SheetSurvey
from ingest.lists.wording import wording_key
from ingest.readers.document import Row
from ontology.terms import Classes, Properties

_SHOWN = 60
_CORE = {"offer": Classes.RESOURCE, "need": Classes.DEMAND}
Written = tuple[Passage, list[Record], list[Fate], list[Repair]]


class RowWriter:
    """Turns the rows of one sheet into records."""

    def __init__(
        self,
        survey: SheetSurvey,
        context: SheetContext,
        reader: RowReader,
        ordinals: Ordinals,
        parties: PartyBook,
        cells: CellReader,
        places: PlaceReader,
        maker: PassageMaker,
        source: str,
    ) -> None:
        self.survey = survey
        self.context = context
        self.reader = reader
        self.ordinals = ordinals
        self.parties = parties
        self.cells = cells
        self.places = places
        self.maker = maker
        self.source = source
        self.ontology = cells.lexicon.ontology
        self.placeholders: Counter[str] = Counter()
        self._applies: dict[tuple[str, str], bool] = {}

    def write(self, row: Row) -> Written:
        """The row's passage, its records, the fate of each of its own cells, and its repairs."""
        view = self.reader.view(row)
        laid = self.maker.lay(row.cells, "row", self.survey.sheet.name, row.number, view.hidden)
        if self.reader.is_structure(view):
            return laid.passage, [], self._all(view, "structure"), []
        if self.reader.is_note(view):
            return laid.passage, [], self._all(view, "kept"), []
        return _RowAccount(self, view, laid).written()

    def applies(self, name: str, cls: str) -> bool:
        """Whether a property may be stated of an instance of a class."""
        key = (name, cls)
        if key not in self._applies:
            domain = self.ontology.properties[name].domain
            known = [d for d in domain if d in self.ontology.classes]
            self._applies[key] = not domain or any(self.ontology.is_a(cls, d) for d in known)
        return self._applies[key]

    def _all(self, view: RowView, fate: Fate) -> list[Fate]:
        positions = [*view.main, *(p for some in view.elements.values() for p in some)]
        return [fate for p in positions if p not in view.row.repeated]


class _RowAccount:
    """The reading of one row."""

    def __init__(self, writer: RowWriter, view: RowView, laid: Laid) -> None:
        self.writer = writer
        self.reader = writer.reader
        self.cells = writer.cells
        self.view = view
        self.laid = laid
        self.passage = laid.passage
        self.fates: dict[int, Fate] = {}
        self.repairs: list[Repair] = []
        self.name, self.party_position = self.reader.party(view)
        self.place_positions = self.reader.places(view)
        self.place_text = self.reader.place_text(view)
        self.subjects = self.reader.subjects(view, self.name, self.place_text)
        self.party_id = ""
        self.own_audience = any(view.columns[p].property == Properties.ELIGIBILITY for p in view.main)
        self.party: Account | None = None
        self.things = [Account(_CORE[s.role]) for s in self.subjects]

    def written(self) -> Written:
        """Read every cell once and make the records."""
        if not self.name and (not self.subjects or any(s.role == "offer" for s in self.subjects)):
            return self._refused()
        if self.name:
            self._open_party()
        self._place()
        self._items()
        for position in self.view.main:
            self._cell(position, 0)
        for element, positions in self.view.elements.items():
            for position in positions:
                self._cell(position, element)
        records = [self._record(s, a) for s, a in zip(self.subjects, self.things, strict=True)]
        own = [p for p in self._positions() if p not in self.view.row.repeated]
        return self.passage, records, [self.fates[p] for p in own], self.repairs

    def _positions(self) -> list[int]:
        return [*self.view.main, *(p for some in self.view.elements.values() for p in some)]

    def _refused(self) -> Written:
        """A row without what a record needs: all its cells wait, with one repair that says why."""
        own = [p for p in self._positions() if p not in self.view.row.repeated]
        position, trouble = self._why_refused(own)
        self._repair(position, trouble)
        fates: list[Fate] = ["repair"] * len(own)
        return self.passage, [], fates, self.repairs

    def _why_refused(self, own: list[int]) -> tuple[int, Trouble]:
        party = self.writer.survey.profile.party
        for position in own:
            if self.view.columns[position].index == party:
                if position in self.view.row.damaged:
                    return position, troubles.DAMAGED
                if position in self.view.hidden:
                    return position, troubles.PERSON
                if len(self.laid.texts[position]) > self.reader.limits.name:
                    return position, troubles.TOO_LONG
        return -1, troubles.NO_PROVIDER if self.subjects else troubles.NOT_UNDERSTOOD

    def _open_party(self) -> None:
        """Name the party; link the things to it."""
        column = self.writer.survey.profile.columns[self.writer.survey.profile.party] if self.party_position >= 0 else None
        self.party_id, self.party = self.writer.parties.mention(
            self.name, self.place_text, column.party_class if column else ""
        )
        if column is None and self.writer.context.party:
            quote = self.writer.context.party[1]
        else:
            start = self.laid.starts[self.party_position]
            quote = Quote(self.passage.id, start, start + len(self.name))
            self.fates[self.party_position] = "interpreted"
        self.party.quote(Draft(Properties.NAME, self.name), (quote,))
        for subject, thing in zip(self.subjects, self.things, strict=True):
            link = Properties.PROVIDER if subject.role == "offer" else Properties.NEEDER
            thing.quote(Draft(link, self.party_id, "record", self.name), (quote,))

    def _accounts(self) -> Iterable[Account]:
        return [*self.things, *([self.party] if self.party else [])]

    def _place(self) -> None:
        """Resolve the place cells together; without any, the address, what the context says, or the party's name."""
        context = self.writer.context.place
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
        elif self.party_position >= 0 and (named := self.writer.places.of_name(self.name)):
            self._state_span(named, self.party_position)

    def _state_cells(self, reading: PlaceReading, texts: tuple[str, ...]) -> None:
        if reading.code:
            order = [reading.deepest, *(i for i, ok in enumerate(reading.understood) if ok and i != reading.deepest)]
            quotes = [self._quote(self.place_positions[i]) for i in order]
            self._state_place(reading.code, texts[reading.deepest], quotes)
        for i, position in enumerate(self.place_positions):
            self._book_place(position, reading.understood[i], reading)

    def _state_span(self, found: PlaceFound, position: int) -> None:
        start, end = found.span
        offset = self.laid.starts[position]
        quote = Quote(self.passage.id, offset + start, offset + end)
        self._state_place(found.code, self.laid.texts[position][start:end], [quote])

    def _address_text(self) -> tuple[int, str]:
        for position in self.view.main:
            column = self.view.columns[position]
            if self.writer.ontology.property_is_a(column.property, Properties.ADDRESS):
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

    def _items(self) -> None:
        """State what each thing is: wording, kinds, amounts in the item cell, audience and cost in it."""
        for subject, thing in zip(self.subjects, self.things, strict=True):
            if subject.part is None:
                for draft, quote in self.writer.context.item:
                    thing.quote(draft, (quote,))
                continue
            part, offset = subject.part, self.laid.starts[subject.position]
            thing.add(Draft(Properties.ITEM, part.text, start=part.start, end=part.end), self.passage, offset)
            for draft in self._of_item(part.text):
                thing.add(draft, self.passage, offset + part.start)
            wording = self.laid.texts[subject.position][part.amount_start : part.amount_end]
            for quantity in part.amounts if not self._has_amount(subject) else ():
                made = amount(Properties.QUANTITY, quantity, wording)
                thing.quote(made, (Quote(self.passage.id, offset + part.amount_start, offset + part.amount_end),))
            self.fates[subject.position] = "interpreted"

    def _of_item(self, text: str) -> Iterable[Draft]:
        lexicon = self.cells.lexicon
        for hit in lexicon.kinds(text):
            yield Draft(Properties.ABOUT, hit.concept, "concept", text[hit.start : hit.end], start=hit.start, end=hit.end)
        yield from (d for d in self.cells.standards(text) if d.property != Properties.ABOUT)
        yield from self.cells.asides(text)

    def _has_amount(self, subject: Subject) -> bool:
        """Whether a column states how much."""
        positions = [*self.view.main, *self.view.elements.get(subject.element, ())]
        columns = (self.view.columns[p] for p in positions)
        return any(self.writer.ontology.property_is_a(c.property, Properties.QUANTITY) for c in columns)

    def _cell(self, position: int, element: int) -> None:
        """Read one cell that no step before has read."""
        if position in self.fates:
            return
        column, text = self.view.columns[position], self.laid.texts[position]
        if position in self.view.row.damaged:
            self._apply(Reading("repair", (), troubles.DAMAGED), column, position, [])
            return
        accounts = self._targets(column, element)
        if column.handler == "item" or (column.handler == "party" and not column.group):
            self._named(column, position, accounts)
        elif column.handler == "place":
            self._other_place(column, position, accounts)
        elif column.handler == "unit":
            self.fates[position] = "interpreted" if self._states_amount(element) else "structure"
        else:
            reading = self.cells.read(column, text, self._unit(column, element))
            if reading is NOTHING and column.handler != "number":
                self.writer.placeholders[column.wording] += 1
            self._apply(reading, column, position, accounts)

    def _named(self, column: Column, position: int, accounts: list[Account | None]) -> None:
        """An item that could not be one, or a further party."""
        text = self.laid.texts[position]
        if self.cells.lexicon.says_nothing(text):
            self.writer.placeholders[column.wording] += 1
            self.fates[position] = "structure"
        elif column.handler == "item":
            long = len(text) > self.reader.limits.name
            trouble = troubles.TOO_LONG if long else troubles.ROLE_UNKNOWN
            self._apply(self.cells.kept(column, text, "repair", None if not long else trouble), column, position, accounts)
        elif position in self.view.hidden:
            person = Draft(Properties.CONTACT, text, restricted=True, end=len(text))
            self._apply(Reading("interpreted", (person,)), column, position, accounts)
        elif column.index == self.writer.survey.profile.party or len(text) > self.reader.limits.name:
            self._apply(self.cells.kept(column, text, "repair", troubles.TOO_LONG), column, position, accounts)
        else:
            self._further_party(column, position, accounts)

    def _further_party(self, column: Column, position: int, accounts: list[Account | None]) -> None:
        """A second unit of the row (认领单位): a party record of its own, and a reference to it."""
        text = self.laid.texts[position]
        identifier, party = self.writer.parties.mention(text, "", column.party_class)
        party.quote(Draft(Properties.NAME, text), (self._quote(position),))
        reading = Reading("interpreted", (Draft(column.property, identifier, "record", text, end=len(text)),))
        self._apply(reading, column, position, accounts)

    def _other_place(self, column: Column, position: int, accounts: list[Account | None]) -> None:
        """A place that is not where the party is: the area served, where a transport departs."""
        text = self.laid.texts[position]
        if self.cells.lexicon.says_nothing(text):
            self.writer.placeholders[column.wording] += 1
            self.fates[position] = "structure"
            return
        context = self.writer.context.place
        reading = self.writer.places.cells((text,), context.found.code if context else "")
        if all(reading.understood):
            drafts: tuple[Draft, ...] = (Draft(column.property, reading.code, "place", text, end=len(text)),)
        else:
            found = self.writer.places.all(text, "")
            drafts = tuple(
                Draft(column.property, p.code, "place", text[slice(*p.span)], start=p.span[0], end=p.span[1]) for p in found
            )
        kept = () if all(reading.understood) else self.cells.kept(column, text).drafts
        self._apply(Reading("interpreted" if drafts else "kept", (*drafts, *kept)), column, position, accounts)

    def _targets(self, column: Column, element: int) -> list[Account | None]:
        """Whom a cell speaks of: the things of its element, of the row, the party, or several of them."""
        if element:
            mine = [a for s, a in zip(self.subjects, self.things, strict=True) if s.element == element]
            return [*mine] or [self.party]
        if self.view.elements and column.handler == "kept":
            return [self.party] if self.party else [*self.things]
        things = self._things_of(column)
        if column.target == "both":
            return [*things, self.party]
        if column.target == "party":
            return [self.party] if self.party else [*things]
        return [*things] or [self.party]

    def _things_of(self, column: Column) -> list[Account]:
        """Amounts belong to the item column before them, where a row has several; all else to every thing."""
        items = self.writer.survey.profile.items
        if column.handler not in {"quantity", "unit"} or len(items) < 2:
            return self.things
        before = [i for i in items if i < column.index]
        own = before[-1] if before else items[0]
        return [
            a
            for s, a in zip(self.subjects, self.things, strict=True)
            if s.position < 0 or self.view.columns[s.position].index == own
        ]

    def _unit(self, column: Column, element: int) -> str:
        """What the row's unit column says, for an amount."""
        if column.handler != "quantity":
            return ""
        index = self.writer.survey.profile.unit_column(column.group)
        if index < 0:
            return ""
        for position in self.view.elements.get(element, ()) if element else self.view.main:
            if self.view.columns[position].index == index:
                return self.cells.lexicon.unit(self.laid.texts[position]) or self.laid.texts[position]
        return ""

    def _states_amount(self, element: int) -> bool:
        positions = self.view.elements.get(element, ()) if element else self.view.main
        return any(self.view.columns[p].handler == "quantity" for p in positions)

    def _apply(self, reading: Reading, column: Column, position: int, accounts: Sequence[Account | None]) -> None:
        """State what a cell says of those that it speaks of; what cannot be said of them is kept as written."""
        self.fates[position] = reading.fate
        if reading.trouble:
            self._repair(position, reading.trouble)
        offset = self.laid.starts[position]
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
                more = (self._header_quote(column),) if draft.property == Properties.KEPT else ()
                account.add(draft, self.passage, offset, more)

    def _is_second(self, account: Account, draft: Draft) -> bool:
        """Whether a single-valued property has another value already (a date in a remark beside a date column)."""
        single = self.writer.ontology.properties[draft.property].single
        return single and draft.status == "asserted" and account.values(draft.property) not in ([], [draft.value])

    def _record(self, subject: Subject, account: Account) -> Record:
        for draft, quote in self.writer.context.asides:
            if (draft.property == Properties.ELIGIBILITY and not self.own_audience) or not account.has(draft.property):
                account.quote(draft, (quote,))
        ordinal = self.writer.ordinals.ordinal(subject.key, subject.rest)
        identifier = self._identifier(subject, ordinal) if ordinal else subject.key
        return account.record(identifier, self.writer.source, subject.role, self._type(subject, account))

    def _identifier(self, subject: Subject, ordinal: int) -> str:
        item = subject.part.text if subject.part else self.writer.context.item[0][0].value
        return record_id(self.writer.source, subject.role, self.name, item, self.place_text, ordinal)

    def _type(self, subject: Subject, account: Account) -> str:
        """An offer's class by the first kind that implies one, else by the item's header; a need is a demand."""
        ontology = self.writer.ontology
        core, ancestor = account.cls, Classes.OFFER if subject.role == "offer" else Classes.NEED
        for concept in account.about(ontology):
            implied = ontology.concepts[concept].implies_class
            if implied and ontology.is_a(implied, ancestor) and not ontology.classes[implied].abstract:
                return implied
        if subject.position >= 0:
            label = wording_key(self.view.columns[subject.position].label)
            named = self.cells.lexicon.wordings.class_at_end(label, core)
            if named and not ontology.classes[named].abstract:
                return named
        return core

    def _quote(self, position: int) -> Quote:
        start = self.laid.starts[position]
        return Quote(self.passage.id, start, start + len(self.laid.texts[position]))

    def _header_quote(self, column: Column) -> Quote:
        header = self.writer.context.header
        start = header.starts[column.index]
        return Quote(header.passage.id, start, start + len(header.texts[column.index]))

    def _repair(self, position: int, trouble: Trouble) -> None:
        column = self.view.columns[position].wording if position >= 0 else ""
        text = self.laid.texts[position][:_SHOWN] if position >= 0 else ""
        self.repairs.append(
            Repair(
                self.writer.source,
                trouble.reason,
                self.passage.sheet,
                self.view.row.number,
                column,
                text,
                trouble.zh,
                trouble.en,
                trouble.suggestion,
            )
        )
