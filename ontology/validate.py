"""Is a record sound under the ontology? Shapes, ranges and domains, compiled once for each class.

A sub-property's value counts for its parent, as in RDFS. What one record shows is judged here; the class of what it
refers to only where the caller knows it. Whether sources contradict each other is for others. The components of
shapes are in ``ontology.shacl``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from ontology.model import Constraint, Ontology, Property
from ontology.shacl.ranges import LITERALS, Broken, broken_by, range_test
from ontology.shacl.records import Account, Judge, judges_each, needs, record_test
from ontology.shacl.said import NOT_KNOWN, StatementLike, Types
from ontology.shacl.values import Test, value_test

__all__ = ["LITERALS", "StatementLike", "Violation", "refusing", "violations"]


@dataclass(frozen=True, slots=True)
class Violation:
    """One broken rule.

    ``statement`` is the index of the statement at fault, ``None`` if the record as a whole is. ``constraint`` is
    ``class``, ``property``, ``domain``, ``kind``, ``datatype``, ``minLength``, ``concept``, ``place``, ``unit``, or the
    name of a SHACL constraint. ``severity`` is ``Violation``, ``Warning`` or ``Info``: only the first refuses a record.
    ``rule`` is the shapes' rule, ``None`` if it is the model's own (range, domain, ``gj:single``).
    """

    property: str
    statement: int | None
    zh: str
    en: str
    constraint: str
    severity: str = "Violation"
    rule: Constraint | None = field(default=None, compare=False, repr=False)


class _Property(NamedTuple):
    """A property in a class: one fast test of all its rules, and the same one by one, to say what is wrong."""

    sound: Test
    broken: Callable[[StatementLike, Types], Broken | None]
    rules: tuple[tuple[Constraint, Test], ...]


class _Shape(NamedTuple):
    """A class compiled: its properties; the rules on whole records, and which of them wait for which property."""

    properties: dict[str, _Property]
    tests: dict[str, Test]
    wholes: tuple[tuple[Constraint, Judge], ...]
    always: tuple[int, ...]
    waiting: dict[str, tuple[int, ...]]
    wrong_class: tuple[Violation, ...]


class _Same:
    """An ontology as a key: by identity, since its mappings cannot be hashed."""

    __slots__ = ("ontology",)

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology

    def __hash__(self) -> int:
        return id(self.ontology)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.ontology is other.ontology


def violations(
    type_name: str, statements: Sequence[StatementLike], ontology: Ontology, *, types: Types = NOT_KNOWN
) -> list[Violation]:
    """Every rule that a record of a class breaks, in statement order, then those of the whole; empty if it is sound.

    ``types`` are the classes of other records by id, as far as they are known; references to others are not judged.
    A value outside its property's range is reported as that and judged no further.
    """
    shape = _compiled(_Same(ontology), type_name)
    if type_name not in ontology.classes:
        return list(shape.wrong_class)
    tests, by_property, sound = shape.tests, dict[str, list[int]](), True
    for index, statement in enumerate(statements):
        name = statement.property
        if name in by_property:
            by_property[name].append(index)
        else:
            by_property[name] = [index]
        test = tests.get(name)
        if test is None or not test(statement, types):
            sound = False
    found = list(shape.wrong_class)
    if not sound:
        found += _of_statements(shape, type_name, statements, types, ontology)
    return found + _of_record(shape, Account(statements, by_property, types))


def refusing(found: Sequence[Violation]) -> list[Violation]:
    """Those that refuse a record: warnings and information do not."""
    return [v for v in found if v.severity == "Violation"]


def _of_statements(
    shape: _Shape, type_name: str, statements: Sequence[StatementLike], types: Types, ontology: Ontology
) -> list[Violation]:
    found: list[Violation] = []
    for index, statement in enumerate(statements):
        own = shape.properties.get(statement.property)
        if own is None:
            found.append(_outside(index, statement.property, type_name, ontology))
        elif not own.sound(statement, types):
            found += _of_statement(index, statement, own, types)
    return found


def _of_statement(index: int, statement: StatementLike, own: _Property, types: Types) -> list[Violation]:
    broken = own.broken(statement, types)
    if broken is not None:
        return [Violation(statement.property, index, broken.zh, broken.en, broken.constraint)]
    return [
        _broken(rule, statement.property, index) for rule, test in own.rules if not test(statement, types)
    ]


def _of_record(shape: _Shape, account: Account) -> list[Violation]:
    numbers = set(shape.always)
    for name in account.by_property:
        numbers.update(shape.waiting.get(name, ()))
    found: list[Violation] = []
    for number in sorted(numbers):
        rule, judge = shape.wholes[number]
        for index in judge(account):
            name = account.statements[index].property if index is not None else rule.property
            found.append(_broken(rule, name, index))
    return found


def _broken(rule: Constraint, name: str, index: int | None) -> Violation:
    stated = rule if rule.shape else None
    return Violation(name, index, rule.zh, rule.en, rule.kind, rule.severity, stated)


def _outside(index: int, name: str, type_name: str, ontology: Ontology) -> Violation:
    """A property that the class cannot have, or that there is not."""
    known, cls = ontology.properties.get(name), ontology.classes[type_name]
    if known is None:
        return Violation(name, index, f"没有属性 {name}", f"there is no property {name}", "property")
    zh, en = f"“{known.zh}”不能用于“{cls.zh}”", f"{known.en} does not apply to a {cls.en}"
    return Violation(name, index, zh, en, "domain")


@lru_cache(maxsize=1024)
def _compiled(key: _Same, type_name: str) -> _Shape:
    ontology = key.ontology
    cls = ontology.classes.get(type_name)
    if cls is None:
        wrong = Violation("", None, f"没有类 {type_name}", f"there is no class {type_name}", "class")
        return _Shape({}, {}, (), (), {}, (wrong,))
    kinds = {type_name, *cls.ancestors}
    rules = [c for c in ontology.constraints if c.target in kinds]
    own = [p for p in ontology.properties.values() if kinds & set(p.domain)]
    properties = {p.name: _property(p, rules, ontology) for p in own}
    whole = [r for r in rules if not judges_each(r)] + [_single(p, type_name) for p in own if p.single]
    always, waiting = _waiting(whole, ontology)
    zh, en = f"“{cls.zh}”是抽象类，须用其下级", f"{cls.en} is abstract; use a class below it"
    return _Shape(
        properties,
        {name: prop.sound for name, prop in properties.items()},
        tuple((rule, record_test(rule, type_name, ontology)) for rule in whole),
        always,
        waiting,
        (Violation("", None, zh, en, "class"),) if cls.abstract else (),
    )


def _waiting(
    whole: Sequence[Constraint], ontology: Ontology
) -> tuple[tuple[int, ...], dict[str, tuple[int, ...]]]:
    """The numbers of the rules to judge in any case, and of those to judge if a property is there."""
    always, waiting = [], dict[str, tuple[int, ...]]()
    for number, rule in enumerate(whole):
        wanted = needs(rule, ontology)
        if wanted is None:
            always.append(number)
        for name in wanted or ():
            waiting[name] = (*waiting.get(name, ()), number)
    return tuple(always), waiting


def _property(prop: Property, rules: Sequence[Constraint], ontology: Ontology) -> _Property:
    above = {prop.name, *prop.ancestors}
    mine = [r for r in rules if r.property in above and judges_each(r)]
    tests = tuple((r, value_test(r, prop.range, ontology)) for r in mine)
    sound = _together(range_test(prop, ontology), [test for _, test in tests])
    return _Property(sound, broken_by(prop, ontology), tests)


def _together(first: Test, more: Sequence[Test]) -> Test:
    """All tests as one."""
    if not more:
        return first
    if len(more) == 1:
        (second,) = more
        return lambda s, types: first(s, types) and second(s, types)
    return lambda s, types: first(s, types) and all(test(s, types) for test in more)


def _single(prop: Property, type_name: str) -> Constraint:
    """``gj:single`` as the count that it is."""
    zh, en = f"“{prop.zh}”只能有一个值", f"{prop.en} has one value at most"
    return Constraint(type_name, prop.name, "maxCount", "1", zh, en)
