"""Who is named in a source? Mentions of one key are one party record, collected row by row and written once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from graph.identifiers import record_id
from graph.records import Record
from ingest.accounts import Account
from ingest.lists.lexicon import Lexicon
from ontology.terms import Classes

PARTY_ROLE = "party"
_REMEMBERED = 1 << 14


class PartyBook:
    """The parties of one source."""

    def __init__(self, source: str, lexicon: Lexicon) -> None:
        self.source = source
        self.lexicon = lexicon
        self._accounts: dict[str, Account] = {}
        self._classes: dict[str, Counter[str]] = {}
        self._ids: dict[tuple[str, str], str] = {}
        self.class_of = lru_cache(maxsize=_REMEMBERED)(self._class_of)

    def mention(self, name: str, place: str, header_class: str) -> tuple[str, Account]:
        """The record id and account of the party of that name and place, both as written."""
        identifier = self._ids.get((name, place))
        if identifier is None:
            identifier = self._ids[name, place] = record_id(self.source, PARTY_ROLE, name, "", place, 0)
        account = self._accounts.get(identifier)
        if account is None:
            account = self._accounts[identifier] = Account(Classes.ORGANIZATION)
            self._classes[identifier] = Counter()
        cls = self.class_of(name, header_class)
        self._classes[identifier][cls] += 1
        if self.lexicon.ontology.is_a(cls, account.cls):
            account.cls = cls
        return identifier, account

    def _class_of(self, name: str, header_class: str) -> str:
        """What the name ends in and what the header says: the header where the two are kinds of one thing (a hotel
        whose branch ends like a shop), else the name, which is about this one party."""
        ontology = self.lexicon.ontology
        found = self.lexicon.kind_of(name) or header_class or Classes.ORGANIZATION
        if header_class and self._akin(found, header_class):
            found = header_class
        return Classes.ORGANIZATION if ontology.classes[found].abstract else found

    def _akin(self, named: str, header: str) -> bool:
        """Whether two classes share one below Organization, and the name's is not the more special."""
        ontology = self.lexicon.ontology
        above = {named, *ontology.classes[named].ancestors} & {header, *ontology.classes[header].ancestors}
        shared = any(c != Classes.ORGANIZATION and ontology.is_a(c, Classes.ORGANIZATION) for c in above)
        return shared and not ontology.is_a(named, header)

    def records(self) -> Iterator[Record]:
        """All party records, by id."""
        for identifier in sorted(self._accounts):
            yield self._accounts[identifier].record(
                identifier, self.source, PARTY_ROLE, self._class(identifier)
            )

    def _class(self, identifier: str) -> str:
        """The most special class among the mentions; then the most frequent, then by name."""
        depth = self.lexicon.ontology.classes
        found = self._classes[identifier]
        return max(found, key=lambda c: (len(depth[c].ancestors), found[c], c))
