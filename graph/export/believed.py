"""What does the graph believe, as triples? Entities with their members, facts, slots and edges; places.

A value that counts is one plain triple of the ontology's property; ``store:account`` holds the whole
folded account (units, alternatives, what is only planned) with the statements that each fact rests on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any, Final

from graph.connection import Graph
from graph.entities import SLOTS, Entity, Fact, from_node
from graph.export import nquads as nq
from graph.export.terms import Terms, store
from graph.identifiers import digest
from graph.reading.lookup import relation_names
from ontology.model import Ontology
from ontology.terms import Classes, Properties

# Named one by one: an entity also holds its vectors and tokens, which are no part of an export.
ENTITIES: Final = """
MATCH (e:Entity) WHERE size(e.members) > 0
RETURN e {.id, .class, .name, .text, .account, .members, .province, .city, .district, .street, .kind,
          .validUntil} AS entity, labels(e) AS labels
"""
EDGES: Final = """
MATCH (e:Entity)-[x]->(n:Entity) WHERE size(e.members) > 0 AND x.records IS NOT NULL
RETURN e.id AS source, type(x) AS relation, n.id AS target, x.records AS records
"""
_CONCEPT: Final = "concept:"


def entities(graph: Graph, settling: str) -> Iterator[str]:
    """The triples of every entity that records describe; ``settling`` is what made them."""
    for row in graph.stream(ENTITIES):
        known = {name: value for name, value in row["entity"].items() if value is not None}
        yield from _entity(from_node(known, row["labels"]), known["account"], settling, graph.ontology)


def edges(graph: Graph) -> Iterator[str]:
    """The triples of typed relations, each with the records that state it."""
    names = relation_names(graph)
    for row in graph.stream(EDGES):
        yield from _edge(row, names, graph.ontology)


def places(graph: Graph, codes: Iterable[str]) -> Iterator[str]:
    """The triples of places named, with all their ancestors, from the gazetteer."""
    known = {code for code in codes if graph.gazetteer.get(code) is not None}
    ancestors = {code: tuple(a.code for a in graph.gazetteer.ancestors(code)) for code in known}
    steps = {step for code in known for step in pairwise((code, *ancestors[code]))}
    for code in sorted(known.union(*ancestors.values())):
        place = graph.gazetteer.get(code)
        me = nq.data(f"place:{code}")
        yield nq.line(me, Terms.TYPE, Terms.PLACE)
        for label in graph.ontology.labels(Classes.PLACE):
            yield nq.line(me, Terms.TYPE, nq.class_(label, graph.ontology))
        yield nq.line(me, Terms.CODE, nq.text(code))
        if place is not None:
            yield nq.line(me, nq.property_(Properties.NAME, graph.ontology), nq.text(place.name, "zh"))
    for part, whole in sorted(steps):
        yield nq.line(nq.data(f"place:{part}"), Terms.PART_OF, nq.data(f"place:{whole}"))


def _entity(entity: Entity, account: str, settling: str, ontology: Ontology) -> Iterator[str]:
    """The triples of one entity; ``account`` is its facts as they are stored, which is their canonical form."""
    me = nq.data(entity.id)
    yield nq.line(me, Terms.TYPE, Terms.ENTITY)
    yield nq.line(me, Terms.TYPE, Terms.PROV_ENTITY)
    yield nq.line(me, Terms.GENERATED_BY, settling)
    yield nq.line(me, Terms.OF_CLASS, nq.class_(entity.type, ontology))
    for label in entity.labels:
        yield nq.line(me, Terms.TYPE, nq.class_(label, ontology))
    yield nq.line(me, Terms.TITLE, nq.text(entity.name))
    yield nq.line(me, Terms.TEXT_HASH, nq.text(entity.text_hash))
    for member in entity.members:
        yield nq.line(me, Terms.MEMBER, nq.record(member))
        yield nq.line(me, Terms.DERIVED_FROM, nq.record(member))
    for name in SLOTS:
        if name in entity.slots:
            yield nq.line(me, store(f"slot-{name}"), nq.text(entity.slots[name]))
    yield nq.line(me, Terms.ACCOUNT, nq.text(account))
    for fact in entity.facts:
        if fact.status == "asserted" and not fact.alternative and fact.kind != "record":
            yield nq.line(me, nq.property_(fact.property, ontology), _value(fact, ontology))


def _value(fact: Fact, ontology: Ontology) -> str:
    if fact.kind == "concept":
        return nq.concept(fact.value, ontology)
    if fact.kind == "place":
        return nq.data(f"place:{fact.value}")
    known = ontology.properties.get(fact.property)
    return nq.value(fact.value, known.range if known else "string", fact.language)


def _edge(row: Mapping[str, Any], names: Mapping[str, str], ontology: Ontology) -> Iterator[str]:
    source, relation, target = row["source"], row["relation"], row["target"]
    me = nq.data(digest("e", source, relation, target))
    triple = (nq.data(source), nq.property_(names.get(relation, relation), ontology), _end(target, ontology))
    yield nq.line(*triple)
    yield nq.line(me, Terms.TYPE, Terms.EDGE)
    yield nq.line(me, Terms.TYPE, Terms.PROV_ENTITY)
    for predicate, term in zip((Terms.SUBJECT, Terms.PREDICATE, Terms.OBJECT), triple, strict=True):
        yield nq.line(me, predicate, term)
    for record in row["records"]:
        yield nq.line(me, Terms.DERIVED_FROM, nq.record(record))


def _end(id: str, ontology: Ontology) -> str:
    return nq.concept(id.removeprefix(_CONCEPT), ontology) if id.startswith(_CONCEPT) else nq.data(id)
