"""What does an instance of a class look like? Its JSON schema (2020-12) from the ontology, in both languages."""

from __future__ import annotations

from typing import Any

from ontology.errors import UsageProblem
from ontology.model import Constraint, Ontology, Property, Term

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_PLACE_PATTERN = "^[0-9]{2}([0-9]{2}([0-9]{2}([0-9]{3}([0-9]{3})?)?)?)?$"
_LITERALS: dict[str, dict[str, Any]] = {
    "string": {"type": "string"},
    "text": {"type": "string"},
    "decimal": {"type": "number"},
    "integer": {"type": "integer"},
    "date": {"type": "string", "format": "date"},
    "boolean": {"type": "boolean"},
}
_KEYWORDS = {
    "pattern": "pattern",
    "maxLength": "maxLength",
    "minInclusive": "minimum",
    "maxInclusive": "maximum",
    "in": "enum",
}


class UnknownClass(UsageProblem):
    """The ontology has no class of that name."""

    status = 404

    def __init__(self, name: str, ontology: Ontology) -> None:
        known = sorted(ontology.classes)
        super().__init__(
            f"本体中没有类“{name}”；可用的类见 allowed",
            f"the ontology has no class {name!r}; see allowed",
            term=name,
            allowed=known,
        )


def json_schema(class_name: str, ontology: Ontology) -> dict[str, Any]:
    """The JSON schema of a class: its own and inherited properties, with titles in both languages.

    A property that may have several values is an array (not empty: what is not stated is left out).
    ``x-gongjian`` holds what JSON Schema has no word for:
    labels, superclasses, role, sub-property relations, whether a value is restricted (then it is masked).

    Raises:
        UnknownClass: no such class.
    """
    cls = ontology.classes.get(class_name)
    if cls is None:
        raise UnknownClass(class_name, ontology)
    kinds = {class_name, *cls.ancestors}
    rules = [rule for rule in ontology.constraints if rule.target in kinds]
    properties = [p for _, p in sorted(ontology.properties.items()) if kinds & set(p.domain)]
    required = {r.property for r in rules if r.kind == "minCount" and int(str(r.value)) > 0}
    return {
        "$schema": DIALECT,
        "$id": cls.iri,
        "title": f"{cls.zh} · {cls.en}",
        "description": f"{cls.definition_zh} · {cls.definition_en}",
        "type": "object",
        "properties": {
            "type": {"const": class_name},
            **{p.name: _property(p, rules, ontology) for p in properties},
        },
        "required": ["type", *sorted(required)],
        "additionalProperties": False,
        "x-gongjian": {
            "zh": cls.zh,
            "en": cls.en,
            "role": cls.role,
            "abstract": cls.abstract,
            "ancestors": list(cls.ancestors),
            "subclasses": [name for name in ontology.subclasses(class_name) if name != class_name],
            "caption": list(cls.caption),
            "facets": list(cls.facets),
            "examples": _examples(cls),
            "version": ontology.version,
        },
        **_deprecated(cls),
    }


def _property(prop: Property, rules: list[Constraint], ontology: Ontology) -> dict[str, Any]:
    """One property: the schema of its value, in an array unless it is single."""
    value = _value(prop, ontology)
    above = {prop.name, *prop.ancestors}
    for rule in rules:
        if rule.property in above and rule.kind in _KEYWORDS:
            value[_KEYWORDS[rule.kind]] = _bound(rule)
    shown: dict[str, Any] = (
        value if prop.single else {"type": "array", "items": value, "minItems": 1, "uniqueItems": True}
    )
    return {
        "title": f"{prop.zh} · {prop.en}",
        "description": f"{prop.definition_zh} · {prop.definition_en}",
        **shown,
        "x-gongjian": {
            "zh": prop.zh,
            "en": prop.en,
            "range": prop.range,
            "ancestors": list(prop.ancestors),
            "restricted": prop.restricted,
            "examples": _examples(prop),
        },
        **_deprecated(prop),
    }


def _examples(term: Term) -> dict[str, str]:
    """The examples of a term by language. They are words for people, not values of the schema."""
    return {k: v for k, v in (("zh", term.example_zh), ("en", term.example_en)) if v}


def _deprecated(term: Term) -> dict[str, Any]:
    """What the schema says of a term that is given up: JSON Schema's own word, and what to use instead."""
    return {"deprecated": True, "$comment": f"use {term.successor}"} if term.deprecated else {}


def _bound(rule: Constraint) -> object:
    """The keyword's value: a list, a pattern, or a number."""
    if isinstance(rule.value, tuple):
        return list(rule.value)
    if rule.kind == "pattern":
        return rule.value
    number = float(rule.value)
    return int(number) if number.is_integer() else number


def _value(prop: Property, ontology: Ontology) -> dict[str, Any]:
    """The schema of one value by the property's range."""
    if prop.range in _LITERALS:
        return dict(_LITERALS[prop.range])
    if prop.range == "concept":
        return {"type": "string", "enum": list(ontology.schemes.get(prop.scheme, ()))}
    if prop.range == "place":
        return {"type": "string", "pattern": _PLACE_PATTERN}
    return {"type": "string", "x-instance-of": list(ontology.subclasses(prop.range))}
