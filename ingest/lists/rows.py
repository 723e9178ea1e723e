"""What does one row state? Its passage, the records of what it offers or needs, what it adds to its party."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from graph.records import Quote, Record
from graph.repairs import Repair
from graph.sources import Passage
from ingest.accounts import Account
from ingest.drafts import Draft
from ingest.lists import troubles
from ingest.lists.column import Column
from ingest.lists.context import SheetContext
from ingest.lists.fixes import Patches
from ingest.lists.flow import Step
from ingest.lists.kinds import ThingKind, kind_of
from ingest.lists.ledger import Fate
from ingest.lists.ordinals import Ordinals
from ingest.lists.parties import PartyBook
from ingest.lists.passages import Laid, PassageMaker
from ingest.lists.places import PlaceReader
from ingest.lists.readings import NOTHING, CellReader, Reading, Trouble
from ingest.lists.rowthings import RowOfThings
from ingest.lists.several import Named, parties_in
from ingest.lists.subjects import RowReader, RowView, Sight
from ingest.lists.survey import SheetSurvey
from ingest.lists.wide import cell_says
from ingest.readers.document import NONE
from ontology.terms import Properties

Written = tuple[Passage, list[Record], list[Fate], list[Repair]]

_EACH = ("各", "均", "每")
_SIDES = (Properties.PROVIDER, Properties.NEEDER)


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
        patches: Patches,
    ) -> None:
        self.patches = patches
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
        self.headings: dict[int, Laid] = {}
        self.above: dict[int, Laid] = {}
        self.undecided = False
        party = survey.profile.party
        self.sides = frozenset(
            c.property
            for c in survey.profile.columns
            if c.property in _SIDES and c.index != party and c.handler == "party"
        )
        self.namesakes = not survey.profile.items and any(
            c.group and c.handler == "place" for c in survey.profile.columns
        )
        self.about = self._columns_of(Properties.ABOUT)
        self.addresses = self._columns_of(Properties.ADDRESS)
        self.audiences = frozenset(
            c.index for c in survey.profile.columns if c.property == Properties.ELIGIBILITY
        )
        self._applies: dict[tuple[str, str], bool] = {}
        self._suits: dict[tuple[frozenset[str], str], bool] = {}
        self._kinds: dict[str, ThingKind] = {}

    def write(self, step: Step, sight: Sight) -> Written:
        """The row's passage, its records, the fate of each of its own cells, and its repairs."""
        view = sight.view
        plain = replace(step, row=step.written, patched=NONE) if step.patched else step
        hidden = self.reader.view(plain).hidden if step.patched else view.hidden
        signed = step.kind != "entry"
        laid = self.maker.lay(
            step.written.cells, "row", self.survey.sheet.name, step.row.number, hidden, signed
        )
        if step.kind == "heading":
            self.headings[step.row.number] = laid
        if step.kind != "entry":
            return laid.passage, [], self._all(view, "kept" if step.kind == "note" else "structure"), []
        if view.carried:
            laid = Laid(laid.passage, view.texts, laid.starts)
        if self.survey.carried or self.survey.has_same:
            self._remember(view, laid)
        if step.patched:
            return self._patched(step, sight, laid)
        return _RowAccount(self, sight, laid).written()

    def _patched(self, step: Step, sight: Sight, laid: Laid) -> Written:
        """A row of which a person put cells right; those that say nothing are structure."""
        cells, starts = step.written.cells, laid.starts
        sheet, number = laid.passage.sheet, step.row.number
        own = {i: laid.texts[i] if i < len(cells) and cells[i] else "" for i in step.patched}
        said = {
            i: self.patches.place(sheet, number, i, laid.passage, starts[i] if text else 0, text)
            for i, text in own.items()
        }
        emptied = [
            i for i, text in own.items() if text and not step.row.cells[i] and i not in step.row.repeated
        ]
        account = _RowAccount(self, sight, Laid(laid.passage, sight.view.texts, starts, said))
        passage, records, fates, repairs = account.written()
        silent: list[Fate] = ["structure"] * len(emptied)
        return passage, records, [*fates, *silent], repairs

    def _remember(self, view: RowView, laid: Laid) -> None:
        """Where the cells stand that rows below may be carried on from."""
        columns = range(len(laid.texts)) if self.survey.has_same else self.survey.carried
        for i in columns:
            if i < len(laid.texts) and laid.texts[i] and i not in view.carried:
                self.above[i] = laid

    def applies(self, name: str, cls: str) -> bool:
        """Whether a property may be stated of an instance of a class."""
        key = (name, cls)
        if key not in self._applies:
            domain = self.ontology.properties[name].domain
            known = [d for d in domain if d in self.ontology.classes]
            self._applies[key] = not domain or any(self.ontology.is_a(cls, d) for d in known)
        return self._applies[key]

    def suits(self, properties: frozenset[str], cls: str) -> bool:
        """Whether all of some properties may be stated of an instance of a class."""
        key = (properties, cls)
        found = self._suits.get(key)
        if found is None:
            found = self._suits[key] = all(self.applies(name, cls) for name in properties)
        return found

    def _columns_of(self, ancestor: str) -> frozenset[int]:
        """The columns that state a property or one below it."""
        known, is_a = self.ontology.properties, self.ontology.property_is_a
        columns = self.survey.profile.columns
        return frozenset(c.index for c in columns if c.property in known and is_a(c.property, ancestor))

    def kind(self, role: str) -> ThingKind:
        """The kind of the things that have a role in this list."""
        if role not in self._kinds:
            self._kinds[role] = kind_of(role, self.context.listed, self.ontology)
        return self._kinds[role]

    def _all(self, view: RowView, fate: Fate) -> list[Fate]:
        positions = [*view.main, *(p for some in view.elements.values() for p in some)]
        return [fate for p in positions if p not in view.row.repeated]


class _RowAccount(RowOfThings):
    """The reading of one row."""

    def written(self) -> Written:
        """Read every cell once and make the records."""
        if not self.name and (not self.subjects or any(kind.needs_party for kind in self.kinds)):
            return self._refused()
        if self.writer.namesakes and self.view.elements and self.name:
            self._bodies()
        else:
            if self.name:
                self._open_party()
            self._place()
        self._items()
        for subject, thing in zip(self.subjects, self.things, strict=True):
            thing.cls = self._type(subject, thing)
        fates = self.fates
        for position in self.view.main:
            if position not in fates:
                self._cell(position, 0)
        for element, positions in self.view.elements.items():
            for position in positions:
                if position not in fates:
                    self._cell(position, element)
        records = [self._record(s, a) for s, a in zip(self.subjects, self.things, strict=True)]
        own = [p for p in self._positions() if p not in self.view.row.repeated]
        return self.passage, records, [self.fates[p] for p in own], self.repairs

    def _bodies(self) -> None:
        """Several bodies of one name, each with the place that an element of the row's nested list says."""
        for element, positions in self.view.elements.items():
            placed = [p for p in positions if self.view.columns[p].handler == "place"]
            self.place_positions = sorted(placed, key=lambda p: self.view.columns[p].wording)
            self.place_text = " ".join(self.laid.texts[p] for p in self.place_positions)
            self._open_party()
            self._place()
            for position in positions:
                if position not in self.fates:
                    self._cell(position, element)

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
        several = (
            parties_in(self.name, self.cells.lexicon) if self.things and self.party_position >= 0 else ()
        )
        if several:
            self._open_parties(several)
            return
        column = (
            self.writer.survey.profile.columns[self.writer.survey.profile.party]
            if self.party_position >= 0
            else None
        )
        self.party_id, self.party = self.writer.parties.mention(
            self.name, self.place_text, column.party_class if column else ""
        )
        heading = self.view.heading
        if column is None and heading and heading.party == self.name:
            quote = self._heading_quote(heading.party_start, heading.party_start + len(self.name))
        elif column is None and self.writer.context.party:
            quote = self.writer.context.party[1]
        else:
            passage, start = self._at(self.party_position)
            quote = Quote(passage.id, start, start + len(self.name))
            self.fates[self.party_position] = "interpreted"
        self.party.quote(Draft(Properties.NAME, self.name), (quote,))
        others = self.writer.sides
        for kind, thing in zip(self.kinds, self.things, strict=True):
            if kind.link not in others:
                thing.quote(Draft(kind.link, self.party_id, "record", self.name), (quote,))

    def _open_parties(self, several: tuple[Named, ...]) -> None:
        """Name the parties of a cell that names several; link the things to each."""
        column = self.view.columns[self.party_position]
        passage, offset = self._at(self.party_position)
        self.fates[self.party_position] = "interpreted"
        for named in several:
            identifier, party = self.writer.parties.mention(named.text, self.place_text, column.party_class)
            quote = Quote(passage.id, offset + named.start, offset + named.end)
            party.quote(Draft(Properties.NAME, named.text), (quote,))
            self.beside.append(party)
            for kind, thing in zip(self.kinds, self.things, strict=True):
                if kind.link not in self.writer.sides:
                    thing.quote(Draft(kind.link, identifier, "record", named.text), (quote,))

    def _cell(self, position: int, element: int) -> None:
        """Read one cell that no step before has read."""
        column, text = self.view.columns[position], self.laid.texts[position]
        if position in self.view.row.damaged:
            self._apply(Reading("repair", (), troubles.DAMAGED), column, position, [])
            return
        accounts = self._targets(column, element)
        if column.handler in {"item", "wide"} or (column.handler == "party" and not column.group):
            self._named(column, position, accounts)
        elif column.handler == "place":
            self._other_place(column, position, accounts)
        elif column.handler == "unit":
            self.fates[position] = "interpreted" if self._states_amount(element) else "structure"
        else:
            unit = self._row_unit(column, element) if column.handler == "quantity" else ""
            reading = self.cells.read(column, text, unit)
            if column.handler == "quantity" and self._is_of_several(text, accounts):
                reading = self.cells.kept(column, text)
            if reading is NOTHING and column.handler != "number":
                self.writer.placeholders[column.wording] += 1
            self._apply(reading, column, position, accounts)

    def _is_of_several(self, text: str, accounts: list[Account | None]) -> bool:
        """Whether an amount stands beside a cell of several things without saying that it holds for each (各2场)."""
        positions = [
            s.position for s, a in zip(self.subjects, self.things, strict=True) if a in accounts and s.part
        ]
        return len(positions) > len(set(positions)) and not text.startswith(_EACH)

    def _named(self, column: Column, position: int, accounts: list[Account | None]) -> None:
        """An item that could not be one, or a further party."""
        text = self.laid.texts[position]
        absent = column.handler == "wide" and cell_says(text, self.cells.lexicon) == "no"
        if absent or self.cells.lexicon.says_nothing(text):
            self.writer.placeholders[column.wording] += 1
            self.fates[position] = "structure"
        elif column.handler in {"item", "wide"}:
            long = len(text) > self.reader.limits.name
            self.writer.undecided |= not long
            trouble = troubles.TOO_LONG if long else troubles.ROLE_UNKNOWN
            self._apply(
                self.cells.kept(column, text, "repair", None if not long else trouble),
                column,
                position,
                accounts,
            )
        elif self.cells.lexicon.names_nobody(text):
            self._apply(self.cells.kept(column, text), column, position, accounts)
        elif position in self.view.hidden:
            person = Draft(Properties.CONTACT, text, restricted=True, end=len(text))
            self._apply(Reading("interpreted", (person,)), column, position, accounts)
        elif column.index == self.writer.survey.profile.party or len(text) > self.reader.limits.name:
            self._apply(
                self.cells.kept(column, text, "repair", troubles.TOO_LONG), column, position, accounts
            )
        else:
            self._further_party(column, position, accounts)

    def _further_party(self, column: Column, position: int, accounts: list[Account | None]) -> None:
        """A second unit of the row (认领单位), or several: a party record of its own each, and a reference to it."""
        text = self.laid.texts[position]
        passage, offset = self._at(position)
        drafts = []
        for named in parties_in(text, self.cells.lexicon) or (Named(text, 0, len(text)),):
            identifier, party = self.writer.parties.mention(named.text, "", column.party_class)
            quote = Quote(passage.id, offset + named.start, offset + named.end)
            party.quote(Draft(Properties.NAME, named.text), (quote,))
            said = Draft(column.property, identifier, "record", named.text, start=named.start, end=named.end)
            drafts.append(said)
        suited = [a for a in accounts if a and self.writer.applies(column.property, a.cls)]
        accounts = [*suited] or accounts
        reading = Reading("interpreted", tuple(drafts))
        self._apply(reading, column, position, accounts)

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
        """Where a row has several item columns: what stands in one group with one of them belongs to it, amounts to the
        one before them, all else to every thing."""
        items = self.writer.survey.profile.items
        if len(items) < 2:
            return self.things
        profile = self.writer.survey.profile
        own = profile.item_of(column)
        inside = column.above and profile.columns[own].above == column.above
        if not inside and column.handler not in {"quantity", "unit"}:
            return self.things
        return [
            a
            for s, a in zip(self.subjects, self.things, strict=True)
            if s.position < 0 or self.view.columns[s.position].index == own
        ]

    def _states_amount(self, element: int) -> bool:
        positions = self.view.elements.get(element, ()) if element else self.view.main
        return any(self.view.columns[p].handler == "quantity" for p in positions)
