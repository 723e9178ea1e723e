"""Does one value hold under a rule? Each component that judges values one by one, compiled to a test.

Section numbers of SHACL Core stand in ``ontology.shacl.components``; a value that cannot be compared, or has no
language, breaks the rules that ask for it, as there.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import lru_cache, reduce
from typing import Any, Final

from ontology.lexical import LEXICAL
from ontology.model import Constraint, Ontology
from ontology.shacl.said import StatementLike, Types, kind_of, text_of
from ontology.terms import Classes

Test = Callable[[StatementLike, Types], bool]

_COMPARE: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "minExclusive": operator.gt,
    "minInclusive": operator.ge,
    "maxExclusive": operator.lt,
    "maxInclusive": operator.le,
}
_NODE_KINDS: Final = {"IRI", "IRIOrLiteral", "BlankNodeOrIRI"}
_LITERAL_KINDS: Final = {"Literal", "IRIOrLiteral", "BlankNodeOrLiteral"}
_REMEMBERED: Final = 4096


def value_test(rule: Constraint, range_: str, ontology: Ontology) -> Test:
    """The test of a rule for values of a property of that range (as ``Property.range``)."""
    kind = rule.kind
    if kind in _COMPARE:
        return _bound(rule, range_)
    if kind in {"minLength", "maxLength"}:
        return _length(rule)
    if kind in {"in", "hasValue"}:
        return _member(rule, range_)
    if kind == "class":
        return _class(str(rule.value), ontology)
    if kind == "datatype":
        return _datatype(str(rule.value), range_)
    if kind == "nodeKind":
        literal, node = rule.value in _LITERAL_KINDS, rule.value in _NODE_KINDS
        return lambda s, _: literal if s.kind == "literal" else node
    if kind == "pattern":
        found = compiled_pattern(rule).search
        return lambda s, _: found(text_of(s)) is not None
    if kind == "languageIn":
        return _language(rule, range_)
    return _logic(kind, [_all(part, range_, ontology) for part in rule.parts])


def compiled_pattern(rule: Constraint) -> re.Pattern[str]:
    """4.4.3. In SHACL ``$`` is the very end; in Python it also stands before a last line break.

    Raises:
        re.error: it is no regular expression.
    """
    pattern = str(rule.value)
    if "m" not in rule.flags:
        pattern = re.sub(r"(?<!\\)\$$", r"\\Z", pattern)
    flags = {"i": re.IGNORECASE, "m": re.MULTILINE, "s": re.DOTALL}
    return re.compile(pattern, reduce(operator.or_, map(flags.__getitem__, rule.flags), re.RegexFlag(0)))


def in_order(range_: str) -> Callable[[str], Any]:
    """What the values of a range compare by: numbers by their value, dates by their ISO form; ``None`` cannot be."""
    sound = LEXICAL.get(range_)
    number = range_ in {"decimal", "integer"}

    @lru_cache(_REMEMBERED)
    def comparable(value: str) -> Any:
        if sound is None or not sound(value):
            return None
        return Decimal(value) if number else value

    return comparable


def _bound(rule: Constraint, range_: str) -> Test:
    """4.3: the value and the bound are compared as numbers or dates."""
    comparable, compare = in_order(range_), _COMPARE[rule.kind]
    bound = comparable(str(rule.value)) if range_ == "date" else Decimal(str(rule.value))

    @lru_cache(_REMEMBERED)
    def holds(value: str) -> bool:
        found = comparable(value)
        return found is not None and compare(found, bound)

    return lambda s, _: s.kind == "literal" and holds(s.value)


def _length(rule: Constraint) -> Test:
    """4.4.1, 4.4.2: code points of the text, or of the IRI."""
    limit = int(str(rule.value))
    if rule.kind == "minLength":
        return lambda s, _: len(text_of(s)) >= limit
    return lambda s, _: len(text_of(s)) <= limit


def _member(rule: Constraint, range_: str) -> Test:
    """4.8.2, 4.8.3. A text without a language in the shape stands for that text in any language."""
    values = rule.value if isinstance(rule.value, tuple) else (rule.value,)
    languages = rule.languages or ("",) * len(values)
    plain = frozenset(v for v, tag in zip(values, languages, strict=True) if not tag)
    tagged = frozenset((v, tag) for v, tag in zip(values, languages, strict=True) if tag)
    wanted = kind_of(range_)
    if not tagged:
        return lambda s, _: s.value in plain and s.kind == wanted
    return lambda s, _: s.kind == wanted and (s.value in plain or (s.value, s.language.lower()) in tagged)


def _class(wanted: str, ontology: Ontology) -> Test:
    """4.1.1. A concept is a ``Concept``, a place a ``Place``; a record of unknown class is not judged here."""
    fixed = {
        "concept": ontology.is_a(Classes.CONCEPT, wanted),
        "place": ontology.is_a(Classes.PLACE, wanted),
        "literal": False,
    }
    below = frozenset(ontology.subclasses(wanted))

    def holds(statement: StatementLike, types: Types) -> bool:
        known = fixed.get(statement.kind)
        return types.get(statement.value, wanted) in below if known is None else known

    return holds


def _datatype(wanted: str, range_: str) -> Test:
    """4.1.2: the datatype is the one wanted and the lexical form is one of its own."""
    sound = LEXICAL.get(range_)
    if sound is not None:
        same = wanted == range_
        return lambda s, _: same and s.kind == "literal" and sound(s.value)
    tagged = wanted == "langString"
    if not tagged and wanted != "string":
        return _never
    return lambda s, _: s.kind == "literal" and bool(s.language) is tagged


def _never(statement: StatementLike, types: Types) -> bool:
    del statement, types
    return False


def _language(rule: Constraint, range_: str) -> Test:
    """4.4.4: basic language ranges (RFC 4647, 3.3.1)."""
    if range_ in LEXICAL:
        return _never
    ranges = tuple(r.lower() for r in rule.value)

    def holds(statement: StatementLike, types: Types) -> bool:
        del types
        tag = statement.language.lower() if statement.kind == "literal" else ""
        return bool(tag) and any(tag == r or tag.startswith(f"{r}-") for r in ranges)

    return holds


def _all(part: Iterable[Constraint], range_: str, ontology: Ontology) -> Test:
    tests = [value_test(rule, range_, ontology) for rule in part]
    return lambda s, types: all(test(s, types) for test in tests)


def _logic(kind: str, tests: list[Test]) -> Test:
    """4.6 and 4.7.1."""
    return lambda s, types: combine(kind, [test(s, types) for test in tests])


def combine(kind: str, held: list[bool]) -> bool:
    """What ``not``, ``and``, ``or``, ``xone`` and ``node`` make of the verdicts on their shapes."""
    if kind == "not":
        return not held[0]
    if kind == "or":
        return any(held)
    return sum(held) == 1 if kind == "xone" else all(held)
