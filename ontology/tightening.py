"""Is a rule stricter than it was? Constraints of two summaries, compared one target, property and kind at a time.

Where two rules cannot be ordered (patterns, combined shapes) another one counts as stricter: it is then for the
records to show whether it concerns any.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ontology.lexical import is_decimal
from ontology.summary import Summary, pack_summary

_LEAST = frozenset({"minCount", "minInclusive", "minExclusive", "minLength", "qualifiedMinCount"})
_MOST = frozenset({"maxCount", "maxInclusive", "maxExclusive", "maxLength", "qualifiedMaxCount"})
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Tightened:
    """A rule that changed: what it was and is (as text, '' if there was or is none), and whether it is stricter."""

    target: str
    property: str
    kind: str
    before: str
    after: str
    tighter: bool


def tightened(old: Sequence[Summary], new: Sequence[Summary]) -> Iterator[Tightened]:
    """Every rule that differs. Warnings and remarks refuse no record and are left out."""
    before, after = _grouped(old), _grouped(new)
    for key in sorted(before.keys() | after.keys()):
        was, now = before.get(key, []), after.get(key, [])
        if [pack_summary(r) for r in was] != [pack_summary(r) for r in now]:
            yield Tightened(*key, _shown(was), _shown(now), _stricter(key[2], was, now))


def _grouped(rules: Iterable[Summary]) -> dict[tuple[str, str, str], list[Summary]]:
    groups: dict[tuple[str, str, str], list[Summary]] = defaultdict(list)
    for rule in rules:
        if rule["severity"] == "Violation":
            groups[rule["target"], rule["property"], rule["kind"]].append(rule)
    return groups


def _stricter(kind: str, was: list[Summary], now: list[Summary]) -> bool:
    """Whether some value that the old rules let pass might not pass the new ones."""
    known = {pack_summary(r) for r in was}
    return any(pack_summary(r) not in known and not _implied(kind, r, was) for r in now)


def _implied(kind: str, rule: Summary, was: list[Summary]) -> bool:
    """Whether one of the old rules is at least as strict as this one."""
    value = rule["value"]
    if kind in _LEAST:
        if kind.endswith(("Count", "Length")) and not int(value):
            return True
        return any(_order(r) >= _order(rule) and r["parts"] == rule["parts"] for r in was)
    if kind in _MOST:
        return any(_order(r) <= _order(rule) and r["parts"] == rule["parts"] for r in was)
    if kind == "in":
        return any(set(r["value"]) <= set(value) for r in was)
    return False


def _order(rule: Summary) -> tuple[Decimal, str]:
    """Bounds in order: numbers by their value, dates (ISO) as text."""
    text = str(rule["value"])
    return (Decimal(text), "") if is_decimal(text) else (Decimal(0), text)


def _shown(rules: list[Summary]) -> str:
    values = ("、".join(r["value"]) if isinstance(r["value"], list) else str(r["value"]) for r in rules)
    return "；".join(values)[:_SHOWN]
