"""Which rules do the SHACL shapes state? Read into plain ``Constraint`` values; nothing is skipped silently."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pyoxigraph as ox

from ontology.inherit import ancestors
from ontology.lexical import is_decimal
from ontology.model import Constraint
from ontology.problems import Problem
from ontology.terms import NAMESPACE
from ontology.triples import RDF, RDFS, SH, XSD, Node, Triples, node_key
from ontology.vocabulary import Declared

_SCALARS = ("minCount", "maxCount", "pattern", "minInclusive", "maxInclusive", "maxLength")
_BOUNDS = {"minInclusive", "maxInclusive"}
_WHOLE = {"minCount", "maxCount", "maxLength"}
_SHAPE = {RDF + "type", SH + "targetClass", SH + "property"}
_RULE = {SH + name for name in ("path", "message", "in", *_SCALARS)}


def read_constraints(triples: Triples, terms: Declared) -> tuple[tuple[Constraint, ...], list[Problem]]:
    """The constraints of every node shape, sorted, and what is wrong with them."""
    constraints: list[Constraint] = []
    problems: list[Problem] = []
    for subject, predicates in triples.subjects.items():
        types = [node_key(node) for node in predicates.get(RDF + "type", [])]
        if SH + "NodeShape" not in types:
            continue
        problems += _unknown(triples, subject, predicates.keys() - _SHAPE)
        targets = triples.names(subject, SH + "targetClass")
        if not targets:
            problems.append(
                triples.problem(subject, "须有 sh:targetClass", "a shape names its sh:targetClass")
            )
        for node in triples.objects(subject, SH + "property"):
            problems += _unknown(triples, subject, triples.subjects.get(node_key(node), {}).keys() - _RULE)
            for target in targets:
                rules = list(_rules(triples, target, node))
                if not rules:
                    problems.append(
                        triples.problem(subject, "规则须有路径和约束", "a rule has a path and a constraint")
                    )
                problems += [p for rule in rules for p in _wrong(triples, subject, rule, terms)]
                constraints += rules
    order = sorted(constraints, key=lambda c: (c.target, c.property, c.kind, str(c.value)))
    return tuple(order), problems


def _wrong(triples: Triples, subject: str, rule: Constraint, terms: Declared) -> Iterator[Problem]:
    """The rule names terms that there are, and its value can be used."""
    if rule.target not in terms.classes:
        yield triples.problem(subject, f"引用了不存在的类：{rule.target}", f"unknown class {rule.target}")
    if rule.property not in terms.properties:
        yield triples.problem(
            subject, f"引用了不存在的属性：{rule.property}", f"unknown property {rule.property}"
        )
    elif rule.kind in _BOUNDS and not _is_number(triples, rule.property, terms):
        yield triples.problem(
            subject,
            f"{rule.property} 不是数值，不能用 {rule.kind}",
            f"{rule.kind}: {rule.property} is no number",
        )
    if not _usable(rule):
        yield triples.problem(subject, f"{rule.kind} 的值不可用", f"the value of {rule.kind} cannot be used")
    if not (rule.zh and rule.en):
        yield triples.problem(
            subject, "约束须有中英文说明（sh:message）", "a rule needs sh:message in both languages"
        )


def _is_number(triples: Triples, name: str, terms: Declared) -> bool:
    """Whether the range of a property, or of one above it, is numeric."""
    parents = {n: triples.names(NAMESPACE + n, RDFS + "subPropertyOf") for n in terms.properties}
    above = (name, *ancestors(name, parents))
    ranges = (node_key(node) for n in above for node in triples.objects(NAMESPACE + n, RDFS + "range"))
    return any(r in {XSD + "decimal", XSD + "integer"} for r in ranges)


def _usable(rule: Constraint) -> bool:
    value = str(rule.value)
    if rule.kind == "in":
        return bool(rule.value)
    if rule.kind == "pattern":
        try:
            return bool(re.compile(value))
        except re.error:
            return False
    return value.isdecimal() if rule.kind in _WHOLE else is_decimal(value)


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
            members = list(triples.items(head))
            texts = tuple(n.value for n in members if isinstance(n, ox.Literal))
            yield Constraint(target, name, "in", texts if len(texts) == len(members) else (), zh, en)
