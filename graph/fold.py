"""What do the records of one cluster say together? The fold: pure and versioned.

Only asserted statements make edges, filters and search text; the others are shown with their
status. Multi-valued properties are united. Of a single-valued one the latest stated date counts,
then most sources, then the statement id; the alternatives stay visible. ``settle`` runs it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from graph.entities import Entity, Fact
from graph.facets import Facets
from graph.places import path_of
from graph.records import Kind, Record, Statement
from graph.search_text import LONGEST_NAME, compose, reading_order
from graph.slots import Slots
from ontology.language.tokens import index_tokens
from ontology.model import Class, Ontology
from ontology.terms import Classes, Properties

if TYPE_CHECKING:
    from graph.gazetteer import Gazetteer

VERSION: Final = 4
"""Raise it with every change of what the fold makes: the next ``settle`` then makes all entities anew."""


@dataclass(frozen=True, slots=True, order=True)
class Reference:
    """An edge whose far end is still as stated: a record's id, a concept's name, a place's code."""

    relation: str
    kind: Kind
    value: str
    records: tuple[str, ...]


def fold(
    records: Sequence[Record],
    stated_dates: Mapping[str, str],
    ontology: Ontology,
    gazetteer: Gazetteer,
    id: str = "",
) -> Entity:
    """Fold the records of one cluster.

    Args:
        records: at least one, in any order.
        stated_dates: source key → date that its live version states ('' if none).
        id: the entity's id; the smallest record id if not given.
    """
    return Folder(ontology, gazetteer).fold(records, stated_dates, id)


class Folder:
    """``fold`` for many clusters: what depends on the vocabulary alone is made ready once."""

    def __init__(self, ontology: Ontology, gazetteer: Gazetteer) -> None:
        self._ontology = ontology
        self._order = reading_order(ontology)
        self._facets = Facets(ontology)
        self._gazetteer = gazetteer
        self._paths: dict[str, str] = {}
        self._slots = Slots(ontology)
        self._relations = {name: p.relation for name, p in ontology.properties.items() if p.relation}
        self._single = frozenset(name for name, p in ontology.properties.items() if p.single)
        self._class = lru_cache(maxsize=4096)(self._class_of)
        self._labels = lru_cache(maxsize=4096)(self._labels_of)

    def fold(self, records: Sequence[Record], stated_dates: Mapping[str, str], id: str = "") -> Entity:
        """See the function ``fold``."""
        ordered = sorted(records, key=lambda r: r.id)
        members = tuple(r.id for r in ordered)
        facts = self._facts(ordered, stated_dates)
        counted = counting(facts)
        types = tuple(r.type for r in ordered)
        declared = self._class(types)
        name = self._name(declared, counted)
        text = compose(name, declared.zh, counted, self._order, self._ontology, self._path)
        return Entity(
            id=id or members[0],
            type=declared.name,
            labels=self._labels(frozenset(types)),
            name=name,
            text=text,
            facts=facts,
            members=members,
            slots=self._slots.of(counted),
            tokens=index_tokens(text),
            facets=self._facets.of(counted),
        )

    def references(self, facts: Sequence[Fact]) -> tuple[Reference, ...]:
        """The outgoing edges that facts state, sorted."""
        found: dict[tuple[str, Kind, str], set[str]] = defaultdict(set)
        for fact in counting(facts):
            if fact.kind != "literal" and (relation := self._relations.get(fact.property)):
                found[relation, fact.kind, fact.value].update(fact.records)
        return tuple(Reference(*key, tuple(sorted(found[key]))) for key in sorted(found))

    def _facts(self, records: Sequence[Record], stated_dates: Mapping[str, str]) -> tuple[Fact, ...]:
        said: dict[tuple[object, ...], list[tuple[Record, Statement]]] = defaultdict(list)
        for record in records:
            for s in record.statements:
                key = (s.property, s.status, s.kind, s.value, s.unit, s.precision, s.period, s.restricted)
                said[key].append((record, s))
        made = [_fact(several, stated_dates) for several in said.values()]
        if len(records) == 1:  # one date and one source: nothing to weigh
            made.sort(key=lambda f: (f.property, f.status != "asserted", f.statements))
            return tuple(self._passed_over(made))
        made.sort(key=lambda f: f.statements)
        made.sort(key=lambda f: (f.latest, f.sources), reverse=True)
        made.sort(key=lambda f: (f.property, f.status != "asserted"))
        return tuple(self._passed_over(made))

    def _passed_over(self, facts: Sequence[Fact]) -> list[Fact]:
        """Mark what lost: a single-valued property has its best asserted value first."""
        marked: list[Fact] = []
        before = ""
        for fact in facts:
            lost = fact.property == before and fact.status == "asserted" and before in self._single
            marked.append(replace(fact, alternative=True) if lost else fact)
            before = fact.property
        return marked

    def _class_of(self, types: tuple[str, ...]) -> Class:
        """The most specific class; of several that do not contain each other the most frequent, then by name."""
        known = Counter(t for t in types if t in self._ontology.classes)
        if not known:
            return self._ontology.classes[Classes.THING]
        above = {a for name in known for a in self._ontology.classes[name].ancestors}
        best = min((n for n in known if n not in above), key=lambda n: (-known[n], n))
        return self._ontology.classes[best]

    def _labels_of(self, types: frozenset[str]) -> tuple[str, ...]:
        known = types & self._ontology.classes.keys()
        return tuple(sorted({label for t in known or {Classes.THING} for label in self._ontology.labels(t)}))

    def _name(self, declared: Class, facts: Sequence[Fact]) -> str:
        """The first caption that has a value; of several values the first that is not told in another language."""
        for property_name in declared.caption or (Properties.NAME,):
            said = [f for f in facts if f.property == property_name and not f.restricted]
            if said:
                return self._wording(min(said, key=_foreign))[:LONGEST_NAME]
        return declared.zh

    def _wording(self, fact: Fact) -> str:
        if fact.kind == "concept" and fact.value in self._ontology.concepts:
            return self._ontology.concepts[fact.value].zh
        if fact.kind == "place":
            return self._path(fact.value)
        return fact.original if fact.kind == "record" else fact.value

    def _path(self, code: str) -> str:
        if code not in self._paths:
            self._paths[code] = path_of(code, self._gazetteer)
        return self._paths[code]


def _foreign(fact: Fact) -> bool:
    """Whether a value says that it is in another language than Chinese."""
    return bool(fact.language) and not fact.language.lower().startswith("zh")


def counting(facts: Sequence[Fact]) -> list[Fact]:
    """The facts that edges, filters and matching rest on: asserted, and not passed over for another."""
    return [f for f in facts if f.status == "asserted" and not f.alternative]


def _fact(said: Sequence[tuple[Record, Statement]], stated_dates: Mapping[str, str]) -> Fact:
    """What several statements of one value say together."""
    record, first = said[0]
    fact = Fact(
        property=first.property,
        value=first.value,
        kind=first.kind,
        unit=first.unit,
        precision=first.precision,
        original=first.original,
        status=first.status,
        period=first.period,
        language=first.language,
        restricted=first.restricted,
        records=(record.id,),
        statements=(first.id_in(record.id),),
        latest=stated_dates.get(record.source, ""),
    )
    return fact if len(said) == 1 else _united(fact, said, stated_dates)


def _united(fact: Fact, said: Sequence[tuple[Record, Statement]], stated_dates: Mapping[str, str]) -> Fact:
    """The fact with all that say it."""
    sources = {record.source for record, _ in said}
    languages = {s.language for _, s in said}
    return replace(
        fact,
        original=min((s.original for _, s in said if s.original), default=""),
        language=fact.language if len(languages) == 1 else "",
        records=tuple(sorted({record.id for record, _ in said})),
        statements=tuple(sorted({s.id_in(record.id) for record, s in said})),
        sources=len(sources),
        latest=max(stated_dates.get(source, "") for source in sources),
    )
