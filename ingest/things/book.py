"""What is stated of each thing while the file is read? One account a record, under ids that follow from what the file calls it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from graph.identifiers import digest, record_id
from graph.records import Record
from ingest.accounts import Account
from ingest.lists.lexicon import Lexicon
from ingest.lists.parties import PartyBook
from ingest.readers.foreign import Foreign
from ingest.things.roles import Roles
from ontology.terms import Classes


class ThingBook:
    """The records of one source: its things, relations that it states in one step, parties that it only names."""

    def __init__(self, source: str, foreign: Foreign, roles: Roles, lexicon: Lexicon) -> None:
        self.source = source
        self.lexicon = lexicon
        self.ontology = lexicon.ontology
        self.parties = PartyBook(source, lexicon)
        self.ids = _ids(source, foreign, roles, lexicon)
        self.accounts = {key: Account(cls) for key, cls in roles.classes.items()}
        self._relations: dict[str, Account] = {}
        self._named = _parties_by_name(roles, lexicon)

    def party(self, name: str) -> tuple[str, Account, str]:
        """Record id, account and class of the party that is meant by a name: a thing of the file if exactly one has it."""
        keys = self._named.get(name, [])
        if len(keys) == 1:
            return self.ids[keys[0]], self.accounts[keys[0]], self.accounts[keys[0]].cls
        identifier, account = self.parties.mention(name, "", "")
        return identifier, account, self.parties.class_of(name, "")

    def relation(self, cls: str, one: str, other: str) -> Account:
        """The account of a thing that stands between two others (record ids), as a membership does."""
        role = self.ontology.classes[cls].role
        identifier = record_id(self.source, role, digest("", one), digest("", other), "", 0)
        return self._relations.setdefault(identifier, Account(cls))

    def records(self) -> Iterator[Record]:
        """All records, things first, each kind by id."""
        pairs = sorted((self.ids[key], account) for key, account in self.accounts.items())
        for identifier, account in [*pairs, *sorted(self._relations.items(), key=lambda pair: pair[0])]:
            account.without_general(self.ontology)
            cls = self._special(account)
            yield account.record(identifier, self.source, self.ontology.classes[cls].role, cls)
        yield from self.parties.records()

    def _special(self, account: Account) -> str:
        """The class that the first kind of an offer implies, if that is below its own and all that is stated suits it."""
        for concept in account.about(self.ontology):
            implied = self.ontology.concepts[concept].implies_class
            if implied and self.ontology.is_a(implied, account.cls) and account.suits(implied, self.ontology):
                return implied if not self.ontology.classes[implied].abstract else account.cls
        return account.cls


def _ids(source: str, foreign: Foreign, roles: Roles, lexicon: Lexicon) -> dict[str, str]:
    """Record ids: of a thing with a name in the file by that name, else by what it is called and whom it belongs to."""
    owners = _owners(foreign, roles)
    found: dict[str, str] = {}
    taken: dict[tuple[str, str, str], int] = defaultdict(int)
    for key in sorted(roles.classes):
        role = lexicon.ontology.classes[roles.classes[key]].role
        if foreign.nodes[key].name:
            found[key] = record_id(source, role, "", digest("i", key), "", 0)
            continue
        item = roles.labels[key] or digest("i", key)
        ordinal = taken[role, owners.get(key, ""), item]
        taken[role, owners.get(key, ""), item] += 1
        found[key] = record_id(source, role, owners.get(key, ""), item, "", ordinal)
    return found


def _owners(foreign: Foreign, roles: Roles) -> dict[str, str]:
    """For nameless things the first named node that refers to them, or that they refer to."""
    found: dict[str, str] = {}
    for key, node in foreign.nodes.items():
        for said in node.said:
            if not said.node:
                continue
            for mine, other in ((said.text, key), (key, said.text)):
                if mine.startswith("_:") and mine in roles.classes and not other.startswith("_:"):
                    name = digest("o", other)
                    found[mine] = min(found.get(mine, name), name)
    return found


def _parties_by_name(roles: Roles, lexicon: Lexicon) -> Mapping[str, list[str]]:
    named: dict[str, list[str]] = defaultdict(list)
    for key, cls in roles.classes.items():
        if roles.labels[key] and lexicon.ontology.is_a(cls, Classes.PARTY):
            named[roles.labels[key]].append(key)
    return named
