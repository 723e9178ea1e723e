"""Who is named in a source? Mentions of one key are one party record, collected row by row and written once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from graph.identifiers import record_id
from graph.records import Record
from ingest.lists.accounts import Account
from ingest.lists.lexicon import Lexicon
from ontology.terms import Classes

PARTY_ROLE = "party"


class PartyBook:
    """The parties of one source."""

    def __init__(self, source: str, lexicon: Lexicon) -> None:
        self.source = source
        self.lexicon = lexicon
        self._accounts: dict[str, Account] = {}
        self._classes: dict[str, Counter[str]] = {}
        self._ids: dict[tuple[str, str], str] = {}

    def mention(self, name: str, place: str, header_class: str) -> tuple[str, Account]:
        """The record id and account of the party of that name and place, both as written."""
        identifier = self._ids.get((name, place))
        if identifier is None:
            identifier = self._ids[name, place] = record_id(self.source, PARTY_ROLE, name, "", place, 0)
        account = self._accounts.get(identifier)
        if account is None:
            account = self._accounts[identifier] = Account()
            self._classes[identifier] = Counter()
        self._classes[identifier][self.class_of(name, header_class)] += 1
        return identifier, account

    def class_of(self, name: str, header_class: str) -> str:
        """What the name ends in, if that is more than a hint; else what the header says; else an organisation."""
        ontology = self.lexicon.ontology
        named = self.lexicon.kind_of(name)
        if named and header_class and ontology.is_a(header_class, named):
            named = header_class
        found = named or header_class or Classes.ORGANIZATION
        return Classes.ORGANIZATION if ontology.classes[found].abstract else found

    def records(self) -> Iterator[Record]:
        """All party records, by id."""
        for identifier in sorted(self._accounts):
            yield self._accounts[identifier].record(identifier, self.source, PARTY_ROLE, self._class(identifier))

    def _class(self, identifier: str) -> str:
        """The most special class among the mentions; then the most frequent, then by name."""
        depth = self.lexicon.ontology.classes
        found = self._classes[identifier]
        return max(found, key=lambda c: (len(depth[c].ancestors), found[c], c))
