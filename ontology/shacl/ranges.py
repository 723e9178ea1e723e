"""Is a statement's value one of its property's range? What ranges, schemes and ``gj:`` annotations say, compiled."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Final, NamedTuple

from ontology.lexical import LEXICAL, is_place_code
from ontology.model import Ontology, Property
from ontology.shacl.said import LITERALS, StatementLike, Types, kind_of
from ontology.shacl.values import Test

__all__ = ["LITERALS", "Broken", "broken_by", "range_test"]

_REMEMBERED: Final = 4096


class Broken(NamedTuple):
    """Which rule is broken, and what to say of it."""

    constraint: str
    zh: str
    en: str


def range_test(prop: Property, ontology: Ontology) -> Test:
    """Whether a value is of the range, as one fast test."""
    wanted = kind_of(prop.range)
    if wanted == "record":
        below = frozenset(ontology.subclasses(prop.range))
        return lambda s, types: (
            s.kind == "record"
            and not s.unit
            and _said(s.value)
            and (not types or types.get(s.value, prop.range) in below)
        )
    sound = _lexical(prop, ontology)
    if prop.range in {"decimal", "integer"}:
        return lambda s, _: s.kind == "literal" and sound(s.value)
    return lambda s, _: s.kind == wanted and not s.unit and sound(s.value)


def broken_by(prop: Property, ontology: Ontology) -> Callable[[StatementLike, Types], Broken | None]:
    """What is wrong with a value, the most basic thing first; ``None`` if it is of the range."""
    wanted, sound = kind_of(prop.range), _lexical(prop, ontology)
    below = frozenset(ontology.subclasses(prop.range)) if wanted == "record" else frozenset()
    numeric = prop.range in {"decimal", "integer"}
    kind = Broken("kind", f"“{prop.zh}”的值须是 {wanted}", f"the value of {prop.en} is a {wanted}")
    empty = Broken("minLength", f"“{prop.zh}”的值为空", f"the value of {prop.en} is empty")
    unit = Broken("unit", f"“{prop.zh}”不带单位", f"{prop.en} has no unit")
    value = _wrong_value(prop, ontology)

    def judge(statement: StatementLike, types: Types) -> Broken | None:
        if statement.kind != wanted:
            return kind
        if not _said(statement.value):
            return empty
        if statement.unit and not numeric:
            return unit
        if wanted == "record":
            return None if types.get(statement.value, prop.range) in below else value
        return None if sound(statement.value) else value

    return judge


def _wrong_value(prop: Property, ontology: Ontology) -> Broken:
    if prop.range == "concept":
        zh, en = (
            f"“{prop.zh}”的值不在词表 {prop.scheme} 中",
            f"the value of {prop.en} is not in {prop.scheme}",
        )
        return Broken("concept", zh, en)
    if prop.range == "place":
        return Broken("place", f"“{prop.zh}”的值不是区划代码", f"the value of {prop.en} is no place code")
    cls = ontology.classes.get(prop.range)
    if cls is not None:
        zh, en = f"“{prop.zh}”所指的须是“{cls.zh}”", f"what {prop.en} refers to is a {cls.en}"
        return Broken("class", zh, en)
    zh, en = f"“{prop.zh}”的值不是 {prop.range}", f"the value of {prop.en} is no {prop.range}"
    return Broken("datatype", zh, en)


def _lexical(prop: Property, ontology: Ontology) -> Callable[[str], bool]:
    """Whether a text can be a value of the range."""
    if prop.range in LEXICAL:
        return lru_cache(_REMEMBERED)(LEXICAL[prop.range])
    if prop.range == "concept":
        return frozenset(ontology.schemes.get(prop.scheme, ())).__contains__
    if prop.range == "place":
        return lru_cache(_REMEMBERED)(is_place_code)
    return _said


def _said(value: str) -> bool:
    return bool(value) and not value.isspace()
