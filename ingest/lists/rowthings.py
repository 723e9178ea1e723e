"""What does a row offer or need? Items with their kinds, amounts and audiences, and the records that they become."""

from __future__ import annotations

from collections.abc import Iterable

from graph.identifiers import record_id
from graph.records import Quote, Record
from ingest.lists.accounts import Account
from ingest.lists.readings import Draft, amount
from ingest.lists.rowplaces import LocatedRow
from ingest.lists.subjects import Subject
from ingest.lists.wording import wording_key
from ontology.terms import Classes, Properties


class RowOfThings(LocatedRow):
    """A row whose things become records."""

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
                thing.quote(
                    made, (Quote(self.passage.id, offset + part.amount_start, offset + part.amount_end),)
                )
            self.fates[subject.position] = "interpreted"

    def _of_item(self, text: str) -> Iterable[Draft]:
        lexicon = self.cells.lexicon
        for hit in lexicon.kinds(text):
            yield Draft(
                Properties.ABOUT,
                hit.concept,
                "concept",
                text[hit.start : hit.end],
                start=hit.start,
                end=hit.end,
            )
        yield from (d for d in self.cells.standards(text) if d.property != Properties.ABOUT)
        yield from self.cells.asides(text)

    def _has_amount(self, subject: Subject) -> bool:
        """Whether a column states how much."""
        positions = [*self.view.main, *self.view.elements.get(subject.element, ())]
        columns = (self.view.columns[p] for p in positions)
        return any(self.writer.ontology.property_is_a(c.property, Properties.QUANTITY) for c in columns)

    def _record(self, subject: Subject, account: Account) -> Record:
        for draft, quote in self.writer.context.asides:
            if (draft.property == Properties.ELIGIBILITY and not self.own_audience) or not account.has(
                draft.property
            ):
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
