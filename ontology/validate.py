"""Is a record sound under the ontology? Shapes, ranges and domains, compiled once for each class.

A sub-property's value counts for its parent, as in RDFS. Only what one record shows is judged here: whether a
record that it refers to exists, or sources contradict each other, is for others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple, Protocol

from ontology.lexical import LEXICAL, is_place_code
from ontology.model import Constraint, Ontology, Property

LITERALS = frozenset({"string", "text", *LEXICAL})
_COUNTS = frozenset({"minCount", "maxCount"})


class StatementLike(Protocol):
    """What is read of a statement; ``graph.records.Statement`` is one."""

    @property
    def value(self) -> str:
        """The canonical value."""

    @property
    def kind(self) -> str:
        """``literal``, ``record``, ``concept`` or ``place``."""

    @property
    def unit(self) -> str:
        """The unit, '' if none."""

    @property
    def property(self) -> str:
        """The property's name."""


@dataclass(frozen=True, slots=True)
class Violation:
    """One broken rule.

    ``statement`` is the index of the statement at fault, ``None`` if values are missing or too many. ``constraint``
    is ``class``, ``property``, ``domain``, ``kind``, ``datatype``, ``minLength``, ``concept``, ``place``, ``unit``,
    or the name of a SHACL constraint.
    """

    property: str
    statement: int | None
    zh: str
    en: str
    constraint: str


class _Broken(NamedTuple):
    constraint: str
    zh: str
    en: str


_Check = Callable[[StatementLike], _Broken | None]


class _Count(NamedTuple):
    """How many different values a property and its sub-properties may have."""

    property: str
    properties: frozenset[str]
    least: int
    most: int
    broken: _Broken


class _Shape(NamedTuple):
    """A class compiled: checks by property (all in its domain), counts and which of
    them a property takes part in, and what is wrong with the class itself."""

    checks: dict[str, tuple[_Check, ...]]
    counts: tuple[_Count, ...]
    counted: dict[str, tuple[int, ...]]
    wrong_class: tuple[Violation, ...]


class _Same:
    """An ontology as a key: by identity, since its mappings cannot be hashed."""

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology

    def __hash__(self) -> int:
        return id(self.ontology)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.ontology is other.ontology


def violations(type_name: str, statements: Sequence[StatementLike], ontology: Ontology) -> list[Violation]:
    """Every rule that a record of a class breaks, in statement order, then the counts; empty if it is sound."""
    shape = _compiled(_Same(ontology), type_name)
    found = list(shape.wrong_class)
    if type_name not in ontology.classes:
        return found
    for index, statement in enumerate(statements):
        checks = shape.checks.get(statement.property)
        if checks is None:
            found.append(_outside(index, statement.property, type_name, ontology))
            continue
        for check in checks:
            broken = check(statement)
            if broken:
                found.append(Violation(statement.property, index, broken.zh, broken.en, broken.constraint))
                break
    return found + _miscounted(shape, statements)


def _miscounted(shape: _Shape, statements: Sequence[StatementLike]) -> list[Violation]:
    values: list[set[tuple[str, str]]] = [set() for _ in shape.counts]
    for statement in statements:
        for number in shape.counted.get(statement.property, ()):
            values[number].add((statement.kind, statement.value))
    return [
        Violation(count.property, None, count.broken.zh, count.broken.en, count.broken.constraint)
        for count, found in zip(shape.counts, values, strict=True)
        if not count.least <= len(found) <= count.most
    ]


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
        return _Shape({}, (), {}, (wrong,))
    kinds = {type_name, *cls.ancestors}
    rules = [c for c in ontology.constraints if c.target in kinds]
    checks = {
        p.name: _checks(p, rules, ontology) for p in ontology.properties.values() if kinds & set(p.domain)
    }
    abstract = Violation(
        "", None, f"“{cls.zh}”是抽象类，须用其下级", f"{cls.en} is abstract; use a class below it", "class"
    )
    counts = tuple(_counts(checks, rules, ontology))
    counted = {n: tuple(i for i, c in enumerate(counts) if n in c.properties) for n in ontology.properties}
    return _Shape(checks, counts, counted, (abstract,) if cls.abstract else ())


def _counts(names: Iterable[str], rules: list[Constraint], ontology: Ontology) -> Iterable[_Count]:
    most = len(ontology.properties) * 10_000
    for rule in (r for r in rules if r.kind in _COUNTS):
        limit, at_least = int(str(rule.value)), rule.kind == "minCount"
        broken = _Broken(rule.kind, rule.zh, rule.en)
        below = _below(rule.property, ontology)
        yield _Count(rule.property, below, limit if at_least else 0, most if at_least else limit, broken)
    for prop in (ontology.properties[n] for n in names):
        if prop.single:
            broken = _Broken("maxCount", f"“{prop.zh}”只能有一个值", f"{prop.en} has one value at most")
            yield _Count(prop.name, _below(prop.name, ontology), 0, 1, broken)


def _below(name: str, ontology: Ontology) -> frozenset[str]:
    return frozenset(p for p in ontology.properties if ontology.property_is_a(p, name))


def _checks(prop: Property, rules: list[Constraint], ontology: Ontology) -> tuple[_Check, ...]:
    """The checks of one property, cheapest and most basic first; the first that fails is reported."""
    checks = [_kind(prop), _unit(prop)]
    if prop.range in LEXICAL:
        checks.append(_lexical(prop))
    elif prop.range == "concept":
        checks.append(_concept(prop, ontology))
    elif prop.range == "place":
        checks.append(_place(prop))
    above = {prop.name, *prop.ancestors}
    checks += [_rule(r) for r in rules if r.property in above and r.kind not in _COUNTS]
    return tuple(checks)


def _kind(prop: Property) -> _Check:
    wanted = (
        "literal"
        if prop.range in LITERALS
        else prop.range
        if prop.range in {"concept", "place"}
        else "record"
    )
    wrong = _Broken("kind", f"“{prop.zh}”的值须是 {wanted}", f"the value of {prop.en} is a {wanted}")
    empty = _Broken("minLength", f"“{prop.zh}”的值为空", f"the value of {prop.en} is empty")
    return lambda s: wrong if s.kind != wanted else None if s.value.strip() else empty


def _unit(prop: Property) -> _Check:
    numeric = prop.range in {"decimal", "integer"}
    wrong = _Broken("unit", f"“{prop.zh}”不带单位", f"{prop.en} has no unit")
    return lambda s: wrong if s.unit and not numeric else None


def _lexical(prop: Property) -> _Check:
    sound = LEXICAL[prop.range]
    wrong = _Broken(
        "datatype", f"“{prop.zh}”的值不是 {prop.range}", f"the value of {prop.en} is no {prop.range}"
    )
    return lambda s: None if sound(s.value) else wrong


def _concept(prop: Property, ontology: Ontology) -> _Check:
    members = frozenset(ontology.schemes.get(prop.scheme, ()))
    wrong = _Broken(
        "concept",
        f"“{prop.zh}”的值不在词表 {prop.scheme} 中",
        f"the value of {prop.en} is not in {prop.scheme}",
    )
    return lambda s: None if s.value in members else wrong


def _place(prop: Property) -> _Check:
    wrong = _Broken("place", f"“{prop.zh}”的值不是区划代码", f"the value of {prop.en} is no place code")
    return lambda s: None if is_place_code(s.value) else wrong


def _rule(rule: Constraint) -> _Check:
    """A SHACL constraint on single values."""
    wrong, holds = _Broken(rule.kind, rule.zh, rule.en), _holds(rule)
    return lambda s: None if holds(s.value) else wrong


def _holds(rule: Constraint) -> Callable[[str], bool]:
    if isinstance(rule.value, tuple):
        members = frozenset(rule.value)
        return lambda value: value in members
    if rule.kind == "pattern":
        # In SHACL ``$`` is the very end; in Python it also stands before a last line break.
        pattern = re.compile(re.sub(r"(?<!\\)\$$", r"\\Z", rule.value))
        return lambda value: pattern.search(value) is not None
    if rule.kind == "maxLength":
        longest = int(rule.value)
        return lambda value: len(value) <= longest
    bound = Decimal(rule.value)
    if rule.kind == "minInclusive":
        return lambda value: Decimal(value) >= bound
    return lambda value: Decimal(value) <= bound
