"""How do drafts become the statements of a record? Placed in their passage, equal ones merged, quotes counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from graph.records import MAX_QUOTES, Quote, Record, Statement, sort_statements
from graph.sources import Passage
from ingest.drafts import Draft
from ontology.model import Ontology
from ontology.terms import Properties

_WORD = 4
_Key = tuple[str, str, str, str, str, str]


class Account:
    """The statements of one record while they are collected; ``cls`` is the core class that they must suit.

    Statements of one property, value, status, unit and period are one, with the quotes of all: the first 20 in the
    order in which they come (by position in the file), and how many there are.
    """

    __slots__ = ("_drafts", "_more", "cls")

    def __init__(self, cls: str) -> None:
        self.cls = cls
        self._drafts: dict[_Key, tuple[Draft, list[Quote]]] = {}
        self._more: Counter[_Key] | None = None
        """How many quotes there are beyond those that are held."""

    def add(self, draft: Draft, passage: Passage, offset: int, more: Iterable[Quote] = ()) -> None:
        """State a draft whose cell begins at ``offset`` of the passage; ``more`` are further quotes it rests on."""
        self.quote(draft, [Quote(passage.id, offset + draft.start, offset + draft.end), *more])

    def quote(self, draft: Draft, quotes: Iterable[Quote]) -> None:
        """State a draft on the given quotes."""
        key = (draft.property, draft.kind, draft.value, draft.status, draft.unit, draft.period)
        known = self._drafts.get(key)
        if known is None:
            self._drafts[key] = draft, list(quotes)
            return
        held = known[1]
        for quote in quotes:
            if quote in held:
                continue
            if len(held) < MAX_QUOTES:
                held.append(quote)
            else:
                self._more = self._more or Counter()
                self._more[key] += 1

    def has(self, name: str) -> bool:
        """Whether a property is asserted already."""
        return any(key[0] == name and key[3] == "asserted" for key in self._drafts)

    def values(self, name: str) -> list[str]:
        """The values asserted of a property, in the order in which they came."""
        return [key[2] for key in self._drafts if key[0] == name and key[3] == "asserted"]

    def properties(self) -> frozenset[str]:
        """The properties of which anything is stated."""
        return frozenset([key[0] for key in self._drafts])

    def suits(self, cls: str, ontology: Ontology) -> bool:
        """Whether all that is stated may be said of an instance of a class."""
        kinds = {cls, *ontology.classes[cls].ancestors}
        return all(
            kinds.intersection(domain)
            for domain in (ontology.properties[name].domain for name in self.properties())
            if domain
        )

    def linked(self) -> frozenset[str]:
        """The records that it is asserted to be related to."""
        return frozenset(key[2] for key in self._drafts if key[1] == "record" and key[3] == "asserted")

    def about(self, ontology: Ontology) -> list[str]:
        """The concepts that it is asserted to be about, in the order in which they came."""
        return [
            value
            for name, kind, value, status, *_ in self._drafts
            if kind == "concept" and status == "asserted" and ontology.property_is_a(name, Properties.ABOUT)
        ]

    def without_general(self, ontology: Ontology) -> None:
        """Leave out kinds that say no more than 物资, 服务 or 空间 where a more special one is stated: a category
        column's 物资 beside 口罩 would make every ventilator its like."""
        stated = [
            key
            for key in self._drafts
            if key[1] == "concept" and ontology.property_is_a(key[0], Properties.ABOUT)
        ]
        special = [key for key in stated if key[3] == "asserted" and ontology.concepts[key[2]].broader]
        for key in stated if special else ():
            if not ontology.concepts[key[2]].broader:
                del self._drafts[key]

    def record(self, identifier: str, source: str, role: str, type_name: str) -> Record:
        """The record with its statements in canonical order."""
        more: Mapping[_Key, int] = self._more or {}
        found = [_statement(draft, held, more.get(key, 0)) for key, (draft, held) in self._drafts.items()]
        return Record(identifier, source, role, type_name, tuple(sort_statements(found)))


def _statement(draft: Draft, quotes: list[Quote], more: int) -> Statement:
    wording = draft.original or draft.value
    return Statement(
        draft.property,
        draft.value,
        draft.kind,
        draft.original,
        draft.unit,
        draft.precision,
        draft.status,
        draft.period,
        language_of(wording) if wording.isascii() else "zh",
        draft.restricted,
        tuple(quotes),
        len(quotes) + more,
    )


def language_of(wording: str) -> str:
    """``en`` for a wording of Latin letters without any ideograph, else ``zh``.

    >>> language_of("masks"), language_of("N95口罩"), language_of("20000")
    ('en', 'zh', 'zh')
    """
    if not wording.isascii():
        return "zh"
    return "en" if len(wording) >= _WORD and sum(map(str.isalpha, wording)) >= _WORD else "zh"
