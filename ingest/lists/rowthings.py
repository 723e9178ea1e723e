"""What does a row offer or need? Items with their kinds, amounts and audiences, and the records that they become."""

from __future__ import annotations

from graph.identifiers import record_id
from graph.records import Quote, Record
from ingest.accounts import Account
from ingest.drafts import Draft
from ingest.lists.items import ItemPart
from ingest.lists.itemwords import of_item
from ingest.lists.kinds import ThingKind
from ingest.lists.readings import amount
from ingest.lists.rowplaces import LocatedRow
from ingest.lists.subjects import Subject
from ingest.lists.wide import cell_says
from ingest.lists.wording import wording_key
from ontology.terms import Properties

_ASIDES = (Properties.ELIGIBILITY, Properties.COST)
_KIND = frozenset({Properties.ABOUT})
_PRESSING = frozenset({"急需", "紧缺"})


class RowOfThings(LocatedRow):
    """A row whose things become records."""

    def _items(self) -> None:
        """State what each thing is: wording, kinds, amounts in the item cell, audience and cost in it."""
        for subject, kind, thing in zip(self.subjects, self.kinds, self.things, strict=True):
            if subject.part is None:
                self._thing_of_context(subject, thing)
                continue
            part = subject.part
            passage, offset = self._at(subject.position)
            thing.add(Draft(kind.naming, part.text, start=part.start, end=part.end), passage, offset)
            for draft in of_item(part.text, self.cells):
                if self.writer.applies(draft.property, kind.cls):
                    thing.add(draft, passage, offset + part.start)
            if not thing.has(Properties.ABOUT):
                self._under_heading(kind, thing, _KIND)
            self._own_amounts(subject, part, thing)
            self.fates[subject.position] = "interpreted"

    def _own_amounts(self, subject: Subject, part: ItemPart, thing: Account) -> None:
        """The amounts that the item cell states of this thing, or that the cell of amounts lists for it."""
        paired = part.amount_at >= 0
        if not part.amounts or (not paired and self._has_amount(subject)):
            return
        position = part.amount_at if paired else subject.position
        passage, offset = self._at(position)
        wording = self.laid.texts[position][part.amount_start : part.amount_end]
        column = self.view.columns[position]
        unit = (column.unit or self._row_unit(column, subject.element)) if paired else ""
        name = column.property if paired else Properties.QUANTITY
        for quantity in part.amounts:
            made = amount(name, quantity, wording, unit)
            thing.quote(made, (Quote(passage.id, offset + part.amount_start, offset + part.amount_end),))
        if paired:
            self.fates[position] = "interpreted"

    def _thing_of_context(self, subject: Subject, thing: Account) -> None:
        """The thing that no cell names: a column's header does, or the title."""
        if subject.position >= 0:
            self._thing_of_header(subject, thing)
            return
        for draft, quote in self.writer.context.item:
            thing.quote(draft, (quote,))

    def _thing_of_header(self, subject: Subject, thing: Account) -> None:
        """The thing that a column's header names, and what its cell says: how much, a mark, or other words."""
        column, position = self.view.columns[subject.position], subject.position
        header, text = self.writer.context.header, self.laid.texts[position]
        passage, offset = self._at(position)
        start = header.starts[column.index] + header.texts[column.index].find(subject.wording)
        self._name_thing(subject.wording, header.passage.id, start, thing, self._quote(position))
        says = cell_says(text, self.cells.lexicon)
        if says == "amount" and text != column.flag:
            for draft in self.cells.amounts(text, column.unit, column.scale):
                thing.add(draft, passage, offset)
        elif says == "text" or text.strip().lower() in _PRESSING:
            kept = self.cells.kept(column, text).drafts
            for draft in kept:
                thing.add(draft, passage, offset, (self._header_quote(column),))
        self.fates[position] = "interpreted"

    def _name_thing(self, wording: str, passage: str, start: int, thing: Account, cell: Quote) -> None:
        whole = Quote(passage, start, start + len(wording))
        thing.quote(Draft(Properties.ITEM, wording), (cell, whole))
        for draft in of_item(wording, self.cells):
            thing.quote(draft, (Quote(passage, start + draft.start, start + draft.end),))

    def _has_amount(self, subject: Subject) -> bool:
        """Whether a column states how much; it does not, of one of several things in a cell."""
        if sum(s.position == subject.position for s in self.subjects) > 1:
            return False
        positions = [*self.view.main, *self.view.elements.get(subject.element, ())]
        columns = (self.view.columns[p] for p in positions)
        return any(self.writer.ontology.property_is_a(c.property, Properties.QUANTITY) for c in columns)

    def _record(self, subject: Subject, account: Account) -> Record:
        if self.view.heading:
            unsaid = frozenset(p for p in _ASIDES if not account.has(p))
            self._under_heading(self.writer.kind(subject.role), account, unsaid)
        account.without_general(self.writer.ontology)
        asides = self.writer.context.asides
        for draft, quote in (a for a in asides if self.writer.applies(a[0].property, account.cls)):
            besides = draft.property == Properties.ELIGIBILITY and not self.own_audience
            if besides or draft.property == Properties.KEPT or not account.has(draft.property):
                account.quote(draft, (quote,))
        ordinal = self.writer.ordinals.ordinal(subject.key, subject.rest)
        identifier = self._identifier(subject, ordinal) if ordinal else subject.key
        return account.record(identifier, self.writer.source, subject.role, self._type(subject, account))

    def _under_heading(self, kind: ThingKind, account: Account, names: frozenset[str]) -> None:
        """State what the heading that the row stands under says, where the row itself says nothing of it."""
        for draft in self.view.heading.drafts if self.view.heading else ():
            own = draft.property == Properties.ELIGIBILITY and self.own_audience
            if draft.property in names and not own and self.writer.applies(draft.property, kind.cls):
                account.quote(draft, [self._heading_quote(draft.start, draft.end)])

    def _identifier(self, subject: Subject, ordinal: int) -> str:
        return record_id(
            self.writer.source, subject.role, self.name, subject.wording, self.place_text, ordinal
        )

    def _type(self, subject: Subject, account: Account) -> str:
        """The class that the first of its kinds implies, else the one that a category or the header of the names states; if these
        state a class which no kind implies, they know better. All that was stated must be sayable of it."""
        ontology = self.writer.ontology
        kind = self.writer.kind(subject.role)
        headed = self._class_in_category(subject, kind.cls) or self._class_in_header(subject, kind.cls)
        implied = (ontology.concepts[concept].implies_class for concept in account.about(ontology))
        usable = (c for c in implied if c and ontology.is_a(c, kind.top) and not ontology.classes[c].abstract)
        general = not headed or headed in self.cells.lexicon.implied
        found = next(usable, headed) if general else headed
        suits = found and self.writer.suits(account.properties(), found)
        return found if suits else account.cls

    def _class_in_category(self, subject: Subject, core: str) -> str:
        """The class below that of the list whose wording a category column of the row holds (资源类型：检测设备), or ''."""
        ontology, wordings = self.writer.ontology, self.cells.lexicon.wordings
        about = self.writer.about
        for position in (*self.view.main, *self.view.elements.get(subject.element, ())) if about else ():
            if self.view.columns[position].index in about:
                named = wordings.classes.get(wording_key(self.laid.texts[position]), "")
                if named and ontology.is_a(named, core) and not ontology.classes[named].abstract:
                    return named
        return ""

    def _class_in_header(self, subject: Subject, core: str) -> str:
        """The class below that of the list that the header of the names ends with (检测设备名称), or ''."""
        if subject.position < 0:
            return ""
        ontology, wordings = self.writer.ontology, self.cells.lexicon.wordings
        named = wordings.class_named(self.view.columns[subject.position].full, core)
        return "" if not named or ontology.classes[named].abstract else named
