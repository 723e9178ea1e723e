"""Does a record as a whole hold under a rule? Each component that looks at all values of a path, or at the record.

A path takes in its sub-properties (RDFS). Values are counted as RDF terms: said twice, they are one.
"""

from __future__ import annotations

import operator
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ontology.model import Constraint, Ontology
from ontology.shacl.components import COMPONENTS, LOGIC
from ontology.shacl.said import StatementLike, Types, identity
from ontology.shacl.values import Test, combine, in_order, value_test


@dataclass(frozen=True, slots=True)
class Account:
    """A record under judgement: its statements, their indexes by property, the classes of others as far as known."""

    statements: Sequence[StatementLike]
    by_property: Mapping[str, Sequence[int]]
    types: Types


At = list[int | None]
Judge = Callable[[Account], At]
"""Where a rule is broken: a statement's index, or ``None`` for the record; empty if it holds."""
Terms = dict[tuple[str, str, str], int]
_OK: Final[At] = []
_MISSED: Final[At] = [None]


def record_test(rule: Constraint, type_name: str, ontology: Ontology) -> Judge:
    """The judge of a rule for records of a class."""
    if not rule.property:
        return _of_record(rule, type_name, ontology)
    path, kind = _Path(rule.property, ontology), rule.kind
    if kind in _COUNTED:
        return _counted(rule, path)
    if kind in {"qualifiedMinCount", "qualifiedMaxCount"}:
        return _qualified(rule, path)
    if kind == "uniqueLang":
        return lambda account: _repeated_languages(path.terms(account))
    if kind == "hasValue":
        return _has_value(rule, path)
    if kind in {"equals", "disjoint"}:
        return _same_terms(kind, path, _Path(str(rule.value), ontology))
    if kind in {"lessThan", "lessThanOrEquals"}:
        return _ordered(kind, path, _Path(str(rule.value), ontology))
    test = value_test(rule, path.range, ontology)
    return lambda account: [
        i for i in path.indexes(account) if not test(account.statements[i], account.types)
    ]


def needs(rule: Constraint, ontology: Ontology) -> frozenset[str] | None:
    """The properties of which one must be there for the rule to be broken at all; ``None``: it may be without any."""
    if not rule.property or rule.kind in {"minCount", "qualifiedMinCount", "hasValue", "equals"}:
        return None
    return below(rule.property, ontology)


def below(name: str, ontology: Ontology) -> frozenset[str]:
    """A property and its sub-properties."""
    return frozenset(p for p in ontology.properties if ontology.property_is_a(p, name))


class _Path:
    """A property with its sub-properties: which statements of a record it leads to."""

    def __init__(self, name: str, ontology: Ontology) -> None:
        self.ontology = ontology
        self.range = ontology.properties[name].range
        self.names = tuple(sorted(below(name, ontology)))
        self._ranges = {n: ontology.properties[n].range for n in self.names}

    def indexes(self, account: Account) -> list[int]:
        """The statements' indexes, in order."""
        if len(self.names) == 1:
            return list(account.by_property.get(self.names[0], ()))
        return sorted(i for name in self.names for i in account.by_property.get(name, ()))

    def at_most(self, account: Account, limit: int) -> bool:
        """Whether there are no more statements than that, whatever they say."""
        return sum(len(account.by_property.get(name, ())) for name in self.names) <= limit

    def terms(self, account: Account) -> Terms:
        """The different values as RDF terms, each with its first statement."""
        found: Terms = {}
        for index in self.indexes(account):
            statement = account.statements[index]
            found.setdefault(identity(statement, self._ranges[statement.property]), index)
        return found


_COUNTED: Final = {"minCount", "maxCount"}


def _counted(rule: Constraint, path: _Path) -> Judge:
    """4.2.1, 4.2.2."""
    limit = int(str(rule.value))
    if rule.kind == "minCount" and limit == 1:
        return lambda account: _OK if any(n in account.by_property for n in path.names) else _MISSED
    if rule.kind == "minCount":
        return lambda account: _OK if len(path.terms(account)) >= limit else _MISSED
    return lambda account: (
        _OK if path.at_most(account, limit) or len(path.terms(account)) <= limit else _MISSED
    )


def _qualified(rule: Constraint, path: _Path) -> Judge:
    """4.7.3: how many of the values conform to the shape."""
    limit, least = int(str(rule.value)), rule.kind == "qualifiedMinCount"
    tests = [value_test(inner, path.range, path.ontology) for inner in rule.parts[0]]

    def judge(account: Account) -> At:
        values = (account.statements[i] for i in path.terms(account).values())
        count = sum(all(test(s, account.types) for test in tests) for s in values)
        return _OK if (count >= limit if least else count <= limit) else _MISSED

    return judge


def _repeated_languages(terms: Terms) -> At:
    """4.4.5: once for each language that more than one value has."""
    tags = Counter(tag for _, _, tag in terms if tag.startswith("@") and len(tag) > 1)
    return [None for count in tags.values() if count > 1]


def _has_value(rule: Constraint, path: _Path) -> Judge:
    """4.8.2."""
    test: Test = value_test(rule, path.range, path.ontology)

    def judge(account: Account) -> At:
        found = any(test(account.statements[i], account.types) for i in path.indexes(account))
        return _OK if found else _MISSED

    return judge


def _same_terms(kind: str, path: _Path, other: _Path) -> Judge:
    """4.5.1, 4.5.2: what only one of the two has, or what both have."""
    if kind == "disjoint":
        return lambda account: _both(path.terms(account), other.terms(account))
    return lambda account: _only_one(path.terms(account), other.terms(account))


def _both(ours: Terms, theirs: Terms) -> At:
    return [index for term, index in ours.items() if term in theirs]


def _only_one(ours: Terms, theirs: Terms) -> At:
    mine: At = [index for term, index in ours.items() if term not in theirs]
    return mine + [index for term, index in theirs.items() if term not in ours]


def _ordered(kind: str, path: _Path, other: _Path) -> Judge:
    """4.5.3, 4.5.4: every pair. A value that cannot be compared is outside its range: it is reported as that, and
    not once more for each pair (the Recommendation has it break this rule too)."""
    smaller, larger = in_order(path.range), in_order(other.range)
    holds: Callable[[Any, Any], bool] = operator.lt if kind == "lessThan" else operator.le

    def judge(account: Account) -> At:
        if not any(n in account.by_property for n in other.names):
            return _OK
        ours = [(i, _order(account.statements[i], smaller)) for i in path.terms(account).values()]
        theirs = [_order(account.statements[i], larger) for i in other.terms(account).values()]
        return [i for i, a in ours for b in theirs if a is not None and b is not None and not holds(a, b)]

    return judge


def _order(statement: StatementLike, comparable: Callable[[str], Any]) -> Any:
    return comparable(statement.value) if statement.kind == "literal" else None


def _of_record(rule: Constraint, type_name: str, ontology: Ontology) -> Judge:
    """The components that may stand at the record itself."""
    if rule.kind == "closed":
        return _closed(rule, ontology)
    if rule.kind in LOGIC:
        return _logic(rule, type_name, ontology)
    if rule.kind == "class":
        verdict = _OK if ontology.is_a(type_name, str(rule.value)) else _MISSED
    else:
        verdict = _OK if rule.value in {"IRI", "IRIOrLiteral", "BlankNodeOrIRI"} else _MISSED
    return lambda _: verdict


def _closed(rule: Constraint, ontology: Ontology) -> Judge:
    """4.8.1: only the properties named, and those below them."""
    allowed = frozenset(p for name in rule.value for p in below(name, ontology))
    return lambda account: [
        i for name, found in account.by_property.items() if name not in allowed for i in found
    ]


def _logic(rule: Constraint, type_name: str, ontology: Ontology) -> Judge:
    """4.6 and 4.7.1, each shape over the whole record."""
    parts = [[record_test(inner, type_name, ontology) for inner in part] for part in rule.parts]

    def judge(account: Account) -> At:
        held = [not any(inner(account) for inner in part) for part in parts]
        return _OK if combine(rule.kind, held) else _MISSED

    return judge


def judges_each(rule: Constraint) -> bool:
    """Whether the rule is judged value by value (then one test a statement will do)."""
    return bool(rule.property) and COMPONENTS[rule.kind].each


def paths(rule: Constraint) -> Iterator[str]:
    """Every property that a rule reads, within its parts too."""
    if rule.property:
        yield rule.property
    if rule.kind in {"equals", "disjoint", "lessThan", "lessThanOrEquals"}:
        yield str(rule.value)
    for part in rule.parts:
        for inner in part:
            yield from paths(inner)
