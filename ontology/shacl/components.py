"""Which components of SHACL Core are there, where does the Recommendation define them, and how is each judged?

Section numbers are those of https://www.w3.org/TR/shacl/ (20 July 2017).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, NamedTuple

Takes = Literal["count", "bound", "text", "languages", "class", "datatype", "kind", "term", "terms"]
"""What the parameter is: a whole number, a number or date, a text, language ranges, one of three kinds of IRI,
one RDF term or a list of them."""
Shaped = Literal["property", "flag", "shape", "shapes"]
"""Parameters of other sorts: a property, true or false, one shape or a list of them."""


class Component(NamedTuple):
    """One parameter: the ``clause`` that defines its component, the component's local name, what it ``takes``, and
    whether it judges each value by itself (``each``) or all values of the path together.
    ``record`` says that it may also stand at the record itself, ``value`` at a value within ``sh:not`` and the like.
    """

    clause: str
    name: str
    takes: Takes | Shaped
    each: bool
    record: bool = False
    value: bool = False


def _of_values(clause: str, name: str, takes: Takes | Shaped, *, record: bool = False) -> Component:
    return Component(clause, f"{name}ConstraintComponent", takes, True, record, True)


def _of_paths(clause: str, name: str, takes: Takes | Shaped) -> Component:
    return Component(clause, f"{name}ConstraintComponent", takes, False)


COMPONENTS: Final[Mapping[str, Component]] = {
    "class": _of_values("4.1.1", "Class", "class", record=True),
    "datatype": _of_values("4.1.2", "Datatype", "datatype"),
    "nodeKind": _of_values("4.1.3", "NodeKind", "kind", record=True),
    "minCount": _of_paths("4.2.1", "MinCount", "count"),
    "maxCount": _of_paths("4.2.2", "MaxCount", "count"),
    "minExclusive": _of_values("4.3.1", "MinExclusive", "bound"),
    "minInclusive": _of_values("4.3.2", "MinInclusive", "bound"),
    "maxExclusive": _of_values("4.3.3", "MaxExclusive", "bound"),
    "maxInclusive": _of_values("4.3.4", "MaxInclusive", "bound"),
    "minLength": _of_values("4.4.1", "MinLength", "count"),
    "maxLength": _of_values("4.4.2", "MaxLength", "count"),
    "pattern": _of_values("4.4.3", "Pattern", "text"),
    "languageIn": _of_values("4.4.4", "LanguageIn", "languages"),
    "uniqueLang": _of_paths("4.4.5", "UniqueLang", "flag"),
    "equals": _of_paths("4.5.1", "Equals", "property"),
    "disjoint": _of_paths("4.5.2", "Disjoint", "property"),
    "lessThan": _of_paths("4.5.3", "LessThan", "property"),
    "lessThanOrEquals": _of_paths("4.5.4", "LessThanOrEquals", "property"),
    "not": _of_values("4.6.1", "Not", "shape", record=True),
    "and": _of_values("4.6.2", "And", "shapes", record=True),
    "or": _of_values("4.6.3", "Or", "shapes", record=True),
    "xone": _of_values("4.6.4", "Xone", "shapes", record=True),
    "node": _of_values("4.7.1", "Node", "shape", record=True),
    "qualifiedMinCount": _of_paths("4.7.3", "QualifiedMinCount", "count"),
    "qualifiedMaxCount": _of_paths("4.7.3", "QualifiedMaxCount", "count"),
    "closed": Component("4.8.1", "ClosedConstraintComponent", "flag", False, record=True),
    "hasValue": Component("4.8.2", "HasValueConstraintComponent", "term", False, value=True),
    "in": _of_values("4.8.3", "In", "terms"),
}
"""By the local name of the parameter. ``sh:property`` (4.7.2) is how rules reach a path and is no rule of its own."""

WITH: Final[Mapping[str, str]] = {
    "flags": "pattern",
    "ignoredProperties": "closed",
    "qualifiedValueShape": "qualifiedMinCount",
}
"""Parameters that only go with another one (for a qualified shape either count will do)."""

BOUNDS: Final = frozenset({"minExclusive", "minInclusive", "maxExclusive", "maxInclusive"})
LOGIC: Final = frozenset({"not", "and", "or", "xone", "node"})
PAIRS: Final = frozenset({"equals", "disjoint", "lessThan", "lessThanOrEquals"})
SEVERITIES: Final = ("Violation", "Warning", "Info")
"""Section 2.1.4, the gravest first. Only a Violation refuses a record."""
