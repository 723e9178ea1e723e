"""What does one article state, record by record? Accounts opened by what they are about, written at the end.

A record's id follows from what it is about (graph.identifiers.record_id): a party by name and place, a practice by the
name itself, a figure or an honour by the words that state it, an offer by provider and item.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from graph.identifiers import record_id
from graph.records import Quote, Record, Status
from ingest.accounts import Account
from ingest.articles.names import Named, Names
from ingest.articles.sentence import Amount, Mention, Sentence
from ingest.drafts import Draft
from ontology.language.normalise import simplify
from ontology.model import Ontology
from ontology.terms import Classes, Properties

PARTY_ROLE = "party"


@dataclass(slots=True)
class Entry:
    """One record being written: its id and role, what is stated of it, and the classes that it was given."""

    id: str
    role: str
    account: Account
    classes: Counter[str] = field(default_factory=Counter)

    def is_of(self, party: str) -> bool:
        """Whether it is stated of the party of this record id: practised, founded, provided by it, a figure of it …"""
        return party == self.id or party in self.account.linked()

    def state(
        self,
        name: str,
        value: str,
        quotes: Iterable[Quote],
        status: Status = "asserted",
        *,
        original: str = "",
    ) -> None:
        """State a literal."""
        wording = original if original != value else ""
        self.account.quote(Draft(name, value, original=wording, status=status), quotes)

    def amount(
        self,
        name: str,
        amount: Amount,
        original: str,
        quotes: Iterable[Quote],
        status: Status,
        period: str = "",
    ) -> None:
        """State a number with its unit, precision and period."""
        draft = Draft(
            name,
            amount.value,
            original=original if original != amount.value else "",
            unit=amount.unit,
            precision=amount.precision,
            status=status,
            period=period,
        )
        self.account.quote(draft, quotes)

    def concept(self, name: str, concept: str, wording: str, quotes: Iterable[Quote], status: Status) -> None:
        """State a concept that a wording names."""
        self.account.quote(Draft(name, concept, "concept", wording, status=status), quotes)

    def place(
        self, name: str, code: str, wording: str, quotes: Iterable[Quote], status: Status = "asserted"
    ) -> None:
        """State an official place."""
        self.account.quote(Draft(name, code, "place", wording, status=status), quotes)

    def link(
        self, name: str, other: Entry, wording: str, quotes: Iterable[Quote], status: Status = "asserted"
    ) -> None:
        """State a relation to another record of this article."""
        self.account.quote(Draft(name, other.id, "record", wording, status=status), quotes)


class Book:
    """The records of one article under one source key."""

    def __init__(self, source: str, ontology: Ontology, names: Names, kind_of: Callable[[str], str]) -> None:
        self.source = source
        self.ontology = ontology
        self.names = names
        self._kind_of = kind_of
        self._entries: dict[str, Entry] = {}

    def open(self, cls: str, *, about: str = "", item: str = "", place: str = "") -> Entry:
        """The entry of what is about this party, item and place; made if it is new. ``cls`` is one of its classes."""
        role = self.ontology.classes[cls].role
        identifier = record_id(self.source, role, about, item, place, 0)
        entry = self._entries.get(identifier)
        if entry is None:
            entry = self._entries[identifier] = Entry(identifier, role, Account(cls))
        entry.classes[cls] += 1
        return entry

    def id_of(self, named: Named) -> str:
        """The record id of a party of the article."""
        return record_id(self.source, self.ontology.classes[named.type].role, named.name, "", named.place, 0)

    def party(self, mention: Mention, s: Sentence) -> Entry:
        """The entry of the party that a mention means, its name stated where it is named."""
        named = self.names.of(mention)
        entry = self._party(named)
        quote = s.quote(mention.start, mention.end)
        entry.state(Properties.NAME, named.name, [quote])
        if mention.name != named.name:
            entry.state(Properties.ALTERNATIVE_NAME, mention.name, [quote])
        if mention.quoted and mention.quoted != named.name:
            entry.state(Properties.ALTERNATIVE_NAME, mention.quoted, [quote])
        if mention.written not in {mention.name, named.name} and simplify(named.name).endswith(
            simplify(mention.name)
        ):
            entry.state(Properties.ALTERNATIVE_NAME, mention.written, [quote])
        if mention.place:
            entry.place(Properties.PLACE, mention.place, mention.written, [quote])
        if mention.unit:
            self._unit(entry, mention, named, quote)
        return entry

    def _party(self, named: Named) -> Entry:
        return self.open(named.type, about=named.name, place=named.place)

    def _unit(self, entry: Entry, mention: Mention, named: Named, quote: Quote) -> None:
        """The unit that a party organisation is of, and the link to it."""
        cls = self._kind_of(mention.unit) or Classes.ORGANIZATION
        of = self.names.of(Mention(0, 0, mention.unit, mention.unit, cls, mention.place))
        unit = self._party(Named(of.name, of.place or named.place, cls))
        unit.state(Properties.NAME, of.name, [quote])
        if mention.place:
            unit.place(Properties.PLACE, mention.place, mention.written, [quote])
        entry.link(Properties.PARTY_ORGANIZATION_OF, unit, mention.unit, [quote])

    def records(self) -> Iterator[Record]:
        """All records, by id, each with its most special class."""
        for identifier in sorted(self._entries):
            entry = self._entries[identifier]
            yield entry.account.record(identifier, self.source, entry.role, self._class(entry.classes))

    def _class(self, classes: Counter[str]) -> str:
        depth = self.ontology.classes
        return max(classes, key=lambda c: (len(depth[c].ancestors), classes[c], c))
