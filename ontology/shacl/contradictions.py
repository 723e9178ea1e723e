"""Can a record obey all shapes at once? Pairs of rules that no record of some class can keep, found when loading.

Only rules that always hold are compared (not what stands within ``sh:or`` and the like). Two rules meet if one class is
below both targets and, where they judge values, if one property is below both paths.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import combinations
from typing import Any, Final, NamedTuple

from ontology.inherit import on_cycle
from ontology.model import Constraint, Ontology
from ontology.problems import Problem
from ontology.shacl.components import BOUNDS
from ontology.shacl.records import below
from ontology.shacl.said import kind_of
from ontology.shacl.values import value_test
from ontology.terms import NAMESPACE, Classes
from ontology.triples import Triples

_LOWER: Final = {"minInclusive": False, "minExclusive": True}
_UPPER: Final = {"maxInclusive": False, "maxExclusive": True}
_ASK: Final = {"minCount", "qualifiedMinCount", "hasValue"}
_CAP: Final = {"maxCount"}
_LESS: Final = {"lessThan": True, "lessThanOrEquals": False}


def contradictions(triples: Triples, ontology: Ontology) -> Iterator[Problem]:
    """A problem for each pair of rules that contradict each other, at the first one's shape."""
    rules = _Rules(ontology)
    for first, second, zh, en in (*rules.pairs(), *rules.orders()):
        where = NAMESPACE + (first.shape or second.shape)
        yield triples.problem(
            where,
            f"与{_name(second, zh=True)}矛盾：{_said(first)}；{_said(second)}（{zh}）",
            f"contradicts {_name(second)}: {_said(first)}; {_said(second)} ({en})",
        )


def _name(rule: Constraint, *, zh: bool = False) -> str:
    if rule.shape:
        return rule.shape
    return f"属性 {rule.property} 的声明" if zh else f"the declaration of {rule.property}"


def _said(rule: Constraint) -> str:
    value = rule.value if isinstance(rule.value, str) else f"({' '.join(rule.value)})"
    if not rule.shape:
        return f"{rule.property} {'gj:single' if rule.kind == 'maxCount' else 'rdfs:range'} {value}"
    return f"{rule.target} {rule.property} sh:{rule.kind} {value}".replace("  ", " ")


class _Found(NamedTuple):
    first: Constraint
    second: Constraint
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class _Member:
    """A value of ``sh:in`` or ``sh:hasValue`` as a statement, to be put to the other rules."""

    property: str
    value: str
    kind: str
    language: str
    unit: str = ""


class _Rules:
    """The rules of an ontology's shapes, and which of them meet."""

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology
        self.rules = ontology.constraints
        self._classes = {n: frozenset(ontology.subclasses(n)) for n in ontology.classes}

    @cached_property
    def _singles(self) -> list[Constraint]:
        """``gj:single`` as counts."""
        properties = self.ontology.properties.values()
        return [Constraint(d, p.name, "maxCount", "1") for p in properties if p.single for d in p.domain]

    def pairs(self) -> Iterator[_Found]:
        """Rules that exclude each other two by two."""
        for a, b in combinations([*self.rules, *self._singles], 2):
            if (a.shape or b.shape) and self._meet(a, b):
                for first, second in ((a, b), (b, a)):
                    yield from self._against(first, second)
        for rule in self.rules:
            yield from self._alone(rule)

    def _meet(self, a: Constraint, b: Constraint) -> bool:
        return bool(self._classes[a.target] & self._classes[b.target])

    def _against(self, a: Constraint, b: Constraint) -> Iterator[_Found]:
        """What is wrong with ``a`` under ``b``."""
        if a.kind in _ASK:
            yield from self._asked(a, b)
        if a.property and b.property and self._share(a, b):
            yield from self._values(a, b)
        if a.kind == "equals" and b.kind == "disjoint" and {a.property, a.value} == {b.property, b.value}:
            yield _Found(a, b, "既要相同又要不同", "the same and not the same")

    def _share(self, a: Constraint, b: Constraint) -> bool:
        """Whether a value can be under both paths."""
        is_a = self.ontology.property_is_a
        return is_a(a.property, b.property) or is_a(b.property, a.property)

    def _asked(self, a: Constraint, b: Constraint) -> Iterator[_Found]:
        """``a`` asks for values that ``b`` does not allow."""
        least = 1 if a.kind == "hasValue" else int(str(a.value))
        if (
            b.kind in _CAP
            and self.ontology.property_is_a(a.property, b.property)
            and least > int(str(b.value))
        ):
            yield _Found(a, b, "要求的值多于允许的", "more values are asked for than are allowed")
        if b.kind == "closed" and least > 0:
            allowed = {p for name in b.value for p in below(name, self.ontology)}
            if not below(a.property, self.ontology) & allowed:
                yield _Found(a, b, "封闭的形状不允许这个属性", "the closed shape does not allow the property")

    def _values(self, a: Constraint, b: Constraint) -> Iterator[_Found]:
        """No value can hold under both; pairs that are the same either way are told once."""
        if a.kind in _LOWER and b.kind in _UPPER and not self._room(a, b):
            yield _Found(a, b, "下限高于上限", "the lower bound is above the upper one")
        if a.kind == "minLength" and b.kind == "maxLength" and int(str(a.value)) > int(str(b.value)):
            yield _Found(a, b, "最短长于最长", "the least length is above the greatest")
        if a.kind in {"in", "hasValue"} and self._no_member(a, b):
            yield _Found(a, b, "没有一个值合乎两条规则", "no value keeps both")
        if a is not b and a.kind == b.kind == "datatype" and str(a.value) < str(b.value):
            yield _Found(a, b, "两种数据类型", "two datatypes")
        if a.kind == "languageIn" and (b.kind == "datatype" and b.value == "string"):
            yield _Found(a, b, "没有语言的文本", "a text without a language")
        if a.kind == b.kind == "class" and str(a.value) < str(b.value) and not self._both(a.value, b.value):
            yield _Found(a, b, "没有东西同属两类", "nothing is of both classes")

    def _room(self, lower: Constraint, upper: Constraint) -> bool:
        low, high = self._bound(lower), self._bound(upper)
        holds: Callable[[Any, Any], bool] = (
            operator.lt if _LOWER[lower.kind] or _UPPER[upper.kind] else operator.le
        )
        return holds(low, high)

    def _bound(self, rule: Constraint) -> Any:
        dated = self.ontology.properties[rule.property].range == "date"
        return str(rule.value) if dated else Decimal(str(rule.value))

    def _no_member(self, a: Constraint, b: Constraint) -> bool:
        """Whether none of the values that ``a`` names keeps ``b``."""
        if b.kind not in BOUNDS | {"in", "minLength", "maxLength", "pattern", "languageIn", "datatype"}:
            return False
        if a.kind == "hasValue" and not self.ontology.property_is_a(a.property, b.property):
            return False
        if a.kind == b.kind == "in" and (a.target, a.property, a.shape) > (b.target, b.property, b.shape):
            return False
        range_ = self.ontology.properties[a.property].range
        test = value_test(b, range_, self.ontology)
        return not any(test(member, {}) for member in self._members(a, range_))

    def _members(self, rule: Constraint, range_: str) -> Iterator[_Member]:
        """The values; a text for any language stands for one with and one without."""
        languages = rule.languages or ("",) * len(rule.value)
        for value, tag in zip(rule.value, languages, strict=True):
            for language in (tag,) if tag else ("", "zh", "en"):
                yield _Member(rule.property, value, kind_of(range_), language)

    def _both(self, a: object, b: object) -> bool:
        return bool(self._classes[str(a)] & self._classes[str(b)])

    def _alone(self, rule: Constraint) -> Iterator[_Found]:
        """A rule against what is declared of its property or class."""
        if rule.kind != "class":
            return
        wanted, range_ = str(rule.value), rule.target
        if rule.property:
            range_ = self.ontology.properties[rule.property].range
        fixed = {"concept": Classes.CONCEPT, "place": Classes.PLACE}.get(range_)
        known = range_ in self._classes and self._both(wanted, range_)
        possible = self.ontology.is_a(fixed, wanted) if fixed else known
        if not possible:
            declared = Constraint(rule.target, rule.property or rule.target, "range", range_)
            yield _Found(rule, declared, "没有这样的值", "there is no such value")

    def orders(self) -> Iterator[_Found]:
        """Chains of sh:lessThan that lead back to where they began."""
        for target in sorted({r.target for r in self.rules if r.kind in _LESS}):
            rules = [r for r in self.rules if r.kind in _LESS and self._meet_target(r, target)]
            edges = {r.property: [str(o.value) for o in rules if o.property == r.property] for r in rules}
            cycle = on_cycle(edges)
            strict = [r for r in rules if _LESS[r.kind] and r.property in cycle and str(r.value) in cycle]
            if strict:
                yield _Found(strict[0], _other(strict[0], rules, cycle), "成环", "a cycle")

    def _meet_target(self, rule: Constraint, target: str) -> bool:
        return bool(self._classes[rule.target] & self._classes[target])


def _other(rule: Constraint, rules: Sequence[Constraint], cycle: set[str]) -> Constraint:
    """The rule that leads on from where the first leads to."""
    return next((r for r in rules if r.property == rule.value and str(r.value) in cycle), rule)
