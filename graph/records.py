"""What does a source say? Quotes, statements and records, and their one packed form.

A record is one source's account of one thing. Its statements are not nodes: they are packed into
one canonical JSON property, sorted, so that equal records are equal bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from json.encoder import encode_basestring
from operator import attrgetter
from typing import Any, Literal

from graph.identifiers import statement_id

Kind = Literal["literal", "record", "concept", "place"]
"""What a statement's value is: text, the id of another record of the same source, the name of a
concept of the ontology, or the code of a place of the gazetteer."""

Status = Literal["asserted", "planned", "attributed", "negated"]
MAX_QUOTES = 20


@dataclass(frozen=True, slots=True, order=True)
class Quote:
    """Code points ``start`` to ``end`` of a passage's text."""

    passage: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Statement:
    """One value of one property, as one source says it.

    ``value`` is canonical text: decimals without trailing zeros, ISO dates, ``true``/``false``.
    ``original`` is the wording if it differs. ``precision`` is ``exact``, ``about``, ``over``,
    ``under``, ``at-least``, ``at-most`` or ``some``. A restricted statement's value and wording are masked.
    ``quotes`` are the first 20 by position and ``quote_count`` how many there are.
    """

    property: str
    value: str
    kind: Kind = "literal"
    original: str = ""
    unit: str = ""
    precision: str = "exact"
    status: Status = "asserted"
    period: str = ""
    language: str = "zh"
    restricted: bool = False
    quotes: tuple[Quote, ...] = ()
    quote_count: int = 0

    def id_in(self, record: str) -> str:
        """The statement's identifier within the record of that id."""
        return statement_id(record, self.property, self.kind, self.value, self.language)


@dataclass(frozen=True, slots=True)
class Record:
    """One source's account of one thing: ``role`` (party, offer, need, method, case …), class, statements."""

    id: str
    source: str
    role: str
    type: str
    statements: tuple[Statement, ...] = field(default=())

    def values(self, property_name: str) -> list[str]:
        """The asserted values of a property, in canonical order."""
        return [s.value for s in self.statements if s.property == property_name and s.status == "asserted"]

    def first(self, property_name: str) -> str | None:
        """The first asserted value of a property, or ``None``."""
        return next(iter(self.values(property_name)), None)


_text = encode_basestring
_ORDER = attrgetter("property", "kind", "value", "language", "status", "unit", "original")


def pack(statements: Iterable[Statement]) -> str:
    """Canonical JSON of statements: sorted, defaults left out, no spaces."""
    return f"[{','.join([_packed(s) for s in sort_statements(statements)])}]"


def unpack(text: str) -> tuple[Statement, ...]:
    """The statements that ``pack`` wrote."""
    return tuple([_from_plain(item) for item in json.loads(text)])


def unpack_unquoted(text: str) -> tuple[Statement, ...]:
    """The statements that ``pack`` wrote without their quotes, for those who ask only what is said."""
    items = json.loads(text)
    for item in items:
        del item["quotes"]
        item.pop("quote_count", None)
    return tuple([Statement(**item) for item in items])


def sort_statements(statements: Iterable[Statement]) -> list[Statement]:
    """The one order in which statements stand in a record."""
    return sorted(statements, key=_ORDER)


def _packed(said: Statement) -> str:
    """One statement; written by hand because a general encoder takes three times as long."""
    original = f'"original":{_text(said.original)},' if said.original else ""
    count = f'"quote_count":{said.quote_count},' if said.quote_count != len(said.quotes) else ""
    quotes = ",".join([f"[{_text(q.passage)},{q.start},{q.end}]" for q in said.quotes])
    unit = f'"unit":{_text(said.unit)},' if said.unit else ""
    return (
        f"{{{_first(said.kind, said.language)}{original}{_middle(said.period, said.precision, said.property)}"
        f'{count}"quotes":[{quotes}],{_last(said.restricted, said.status)}{unit}"value":{_text(said.value)}}}'
    )


@lru_cache(maxsize=1024)
def _first(kind: str, language: str) -> str:
    kind = f'"kind":{_text(kind)},' if kind != "literal" else ""
    return kind + (f'"language":{_text(language)},' if language != "zh" else "")


@lru_cache(maxsize=4096)
def _middle(period: str, precision: str, name: str) -> str:
    period = f'"period":{_text(period)},' if period else ""
    precision = f'"precision":{_text(precision)},' if precision != "exact" else ""
    return f'{period}{precision}"property":{_text(name)},'


@lru_cache(maxsize=64)
def _last(restricted: bool, status: str) -> str:
    hidden = '"restricted":true,' if restricted else ""
    return hidden + (f'"status":{_text(status)},' if status != "asserted" else "")


def _from_plain(plain: dict[str, Any]) -> Statement:
    quotes = plain["quotes"]
    plain["quotes"] = tuple([Quote(*q) for q in quotes])
    plain.setdefault("quote_count", len(quotes))
    return Statement(**plain)
