"""Which rules do the SHACL shapes state? Read into plain ``Constraint`` values; nothing is skipped silently."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from ontology.model import Constraint
from ontology.problems import Problem
from ontology.terms import NAMESPACE
from ontology.triples import RDF, SH, Node, Triples, node_key

_SCALARS = ("minCount", "maxCount", "pattern", "minInclusive", "maxInclusive", "maxLength")
_SHAPE = {RDF + "type", SH + "targetClass", SH + "property"}
_RULE = {SH + name for name in ("path", "message", "in", *_SCALARS)}


def read_constraints(triples: Triples) -> tuple[tuple[Constraint, ...], list[Problem]]:
    """The constraints of every node shape, sorted, and what could not be read."""
    constraints: list[Constraint] = []
    problems: list[Problem] = []
    for subject, predicates in triples.subjects.items():
        types = [node_key(node) for node in predicates.get(RDF + "type", [])]
        if SH + "NodeShape" not in types:
            continue
        problems += _unknown(triples, subject, predicates.keys() - _SHAPE)
        for node in triples.objects(subject, SH + "property"):
            problems += _unknown(triples, subject, triples.subjects.get(node_key(node), {}).keys() - _RULE)
            for target in triples.names(subject, SH + "targetClass"):
                constraints += _rules(triples, target, node)
    order = sorted(constraints, key=lambda c: (c.target, c.property, c.kind, str(c.value)))
    return tuple(order), problems


def _unknown(triples: Triples, subject: str, predicates: set[str]) -> Iterator[Problem]:
    for predicate in sorted(predicates):
        name = predicate.removeprefix(SH)
        yield triples.problem(subject, f"不支持的约束 {name}", f"constraint not supported: {name}")


def _rules(triples: Triples, target: str, node: Node) -> Iterator[Constraint]:
    key = node_key(node)
    zh = "".join(triples.literals(key, SH + "message", "zh")[:1])
    en = "".join(triples.literals(key, SH + "message", "en")[:1])
    for path in triples.objects(key, SH + "path"):
        name = node_key(path).removeprefix(NAMESPACE)
        for kind in _SCALARS:
            for value in triples.literals(key, SH + kind):
                yield Constraint(target, name, kind, value, zh, en)
        for head in triples.objects(key, SH + "in"):
            members = tuple(n.value for n in triples.items(head) if isinstance(n, ox.Literal))
            yield Constraint(target, name, "in", members, zh, en)
