"""What does an instance of a class look like? Its JSON schema (2020-12) from the ontology, in both languages."""

from __future__ import annotations

from dataclasses import replace
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
_NUMBERS = {
    "minInclusive": "minimum",
    "maxInclusive": "maximum",
    "minExclusive": "exclusiveMinimum",
    "maxExclusive": "exclusiveMaximum",
}
_LOGIC = {"and": "allOf", "or": "anyOf", "xone": "oneOf"}


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
    rules = [r for r in ontology.constraints if r.target in kinds and r.severity == "Violation"]
    closed = [set(r.value) for r in rules if r.kind == "closed"]
    properties = [
        p
        for _, p in sorted(ontology.properties.items())
        if kinds & set(p.domain) and all({p.name, *p.ancestors} & allowed for allowed in closed)
    ]
    required, choices = _required(rules, properties)
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
        "required": ["type", *required],
        **({"allOf": choices} if choices else {}),
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


def _required(rules: list[Constraint], properties: list[Property]) -> tuple[list[str], list[dict[str, Any]]]:
    """The properties that must be there, and choices where a sub-property will do."""
    names = {r.property for r in rules if r.kind == "minCount" and int(str(r.value)) > 0}
    families = {n: [p.name for p in properties if n in {p.name, *p.ancestors}] for n in sorted(names)}
    required = [n for n, family in families.items() if len(family) == 1]
    choices = [{"anyOf": [{"required": [n]} for n in f]} for f in families.values() if len(f) > 1]
    return required, choices


def _property(prop: Property, rules: list[Constraint], ontology: Ontology) -> dict[str, Any]:
    """One property: the schema of its value, in an array unless it is single."""
    above = {prop.name, *prop.ancestors}
    mine = [rule for rule in rules if rule.property in above]
    value = _value(prop, ontology)
    for said in (_said(rule, prop.range) for rule in mine):
        if said:
            _add(value, said)
    shown: dict[str, Any] = value if prop.single else _array(prop, value, mine, ontology)
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


def _array(
    prop: Property, value: dict[str, Any], rules: list[Constraint], ontology: Ontology
) -> dict[str, Any]:
    """Several values: how many, and which must be among them. What sub-properties share cannot be said of one."""
    array: dict[str, Any] = {"type": "array", "items": value, "minItems": 1, "uniqueItems": True}
    alone = not any(prop.name in p.ancestors for p in ontology.properties.values())
    for rule in rules:
        if rule.kind == "maxCount":
            array["maxItems"] = min(int(str(rule.value)), array.get("maxItems", int(str(rule.value))))
        if rule.property != prop.name or not alone:
            continue
        if rule.kind == "minCount":
            array["minItems"] = max(int(str(rule.value)), array["minItems"])
        if rule.kind == "hasValue" and "contains" not in array:
            array["contains"] = {"const": _json(rule.value[0], prop.range)}
    return array


def _add(schema: dict[str, Any], said: dict[str, Any]) -> None:
    """Say it in the schema itself, beside what is there if the keyword is taken."""
    if said.keys() & schema.keys():
        schema.setdefault("allOf", []).append(said)
    else:
        schema.update(said)


def _said(rule: Constraint, range_: str) -> dict[str, Any] | None:
    """A rule on single values in JSON Schema's words; ``None`` if it has none for it."""
    text = range_ in {"string", "text"}
    if rule.kind in _NUMBERS:
        return {_NUMBERS[rule.kind]: _json(str(rule.value), "decimal")} if range_ != "date" else None
    if rule.kind in {"minLength", "maxLength"} and text:
        return {rule.kind: int(str(rule.value))}
    if rule.kind == "pattern" and text and not rule.flags:
        return {"pattern": rule.value}
    if rule.kind == "in" and not any(rule.languages):
        return {"enum": [_json(value, range_) for value in rule.value]}
    if rule.kind in {"not", "node", *_LOGIC} and rule.property:
        return _logic(rule, range_)
    return None


def _logic(rule: Constraint, range_: str) -> dict[str, Any] | None:
    """The parts that can be said; all of them must be, unless each is asked for anyhow."""
    parts: list[dict[str, Any]] = []
    for part in rule.parts:
        found = [_said(replace(inner, property=rule.property), range_) for inner in part]
        said = [one for one in found if one]
        if len(said) < len(found) and rule.kind not in {"and", "node"}:
            return None
        parts.append(said[0] if len(said) == 1 else {"allOf": said} if said else {})
    if rule.kind == "not":
        return {"not": parts[0]}
    return {_LOGIC.get(rule.kind, "allOf"): parts}


def _json(value: str, range_: str) -> object:
    """A value as JSON has it."""
    if range_ == "boolean":
        return value == "true"
    if range_ not in {"decimal", "integer"}:
        return value
    number = float(value)
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
