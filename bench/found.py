"""What did the reading of an article find? Its records as facts that can be compared with labels.

Only what the reading takes as a fact is one: planned and negated statements are none, and what it marks as somebody's
words is optional.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from bench.labels import Fact, Wordings
from graph.gazetteer import Gazetteer
from graph.records import Record, Statement
from graph.sources import Passage
from ontology.model import Ontology
from ontology.terms import Classes, Properties

_PARTNERS = "成员单位、共建单位"


class Findings:
    """The records of one article, asked kind by kind."""

    def __init__(
        self,
        records: Iterable[Record],
        passages: Mapping[str, Passage],
        ontology: Ontology,
        gazetteer: Gazetteer,
    ) -> None:
        self.records = {r.id: r for r in records}
        self.passages = passages
        self.ontology = ontology
        self.gazetteer = gazetteer

    def facts(self) -> list[Fact]:
        """All of them."""
        return [fact for record in self.records.values() for fact in self._of(record)]

    def _of(self, record: Record) -> Iterator[Fact]:
        for cls, read in (
            (Classes.ALLIANCE, self._alliance),
            (Classes.MEMBERSHIP, self._membership),
            (Classes.PRACTICE, self._practice),
            (Classes.FIGURE, self._figure),
            (Classes.HONOUR, self._honour),
            (Classes.ORGANIZATION, self._organisation),
            (Classes.OFFER, self._offer),
        ):
            if self.ontology.is_a(record.type, cls):
                yield from read(record)

    def _alliance(self, record: Record) -> Iterator[Fact]:
        name = self._names(record)
        yield Fact("alliances", (name,), sentence=self._sentence(record, Properties.NAME))
        for s in self._said(record, Properties.FOUNDED_BY, Properties.LEADS):
            yield self._fact("founders", s, name, self._value(s))
        for s in self._said(record, Properties.MEMBER_COUNT):
            yield self._amount("counts", s, name)

    def _membership(self, record: Record) -> Iterator[Fact]:
        alliances = [
            self._names(self.records[s.value]) for s in self._said(record, Properties.ALLIANCE) if s.value
        ]
        for s in self._said(record, Properties.MEMBER):
            yield from (self._fact("members", s, alliance, self._value(s)) for alliance in alliances)

    def _practice(self, record: Record) -> Iterator[Fact]:
        said = [s for s in record.statements if s.property == Properties.STATED_AS]
        if said and not any(map(_counts, said)):
            return
        name = self._names(record)
        yield Fact("practices", (name,), cls=record.type, sentence=self._sentence(record, Properties.NAME))
        yield from self._who("practised by", record, name, Properties.PRACTISED_BY, Properties.FOUNDED_BY)

    def _who(self, kind: str, record: Record, name: Wordings, *properties: str) -> Iterator[Fact]:
        """Who does it; where only a place is stated, the place, which is never a wrong answer to the question who."""
        said = list(self._said(record, *properties))
        for s in said or list(self._said(record, Properties.PLACE, Properties.FOUNDED_BY_AREA)):
            yield self._fact(kind, s, name, self._value(s), optional=not said)

    def _figure(self, record: Record) -> Iterator[Fact]:
        of = tuple(
            s.value
            for s in self._said(
                record, Properties.MEASURED, Properties.OUTCOME_OF, Properties.STATED_AS, plain=True
            )
        )
        owners = self._owners(record, Properties.FIGURE_OF, Properties.FIGURE_OF_PRACTICE)
        whose = owners or self._owners(record, Properties.PLACE)
        for s in self._said(record, Properties.MEASURED_VALUE, Properties.OUTCOME_VALUE):
            yield replace(self._amount("figures", s, of, whose), vague=not owners)

    def _owners(self, record: Record, *properties: str) -> Wordings:
        said = self._said(record, *properties, plain=True)
        return tuple(wording for s in said for wording in self._value(s))

    def _honour(self, record: Record) -> Iterator[Fact]:
        for s in self._said(record, Properties.NAME):
            yield self._fact("honours", s, (s.value,))
        for s in self._said(record, Properties.AWARDED_TO, Properties.AWARDED_FOR):
            yield self._fact("awarded to", s, self._names(record), self._value(s))

    def _organisation(self, record: Record) -> Iterator[Fact]:
        name = self._names(record)
        yield Fact("organisations", (name,), sentence=self._sentence(record, Properties.NAME))
        for s in self._said(record, Properties.MEMBER_COUNT):
            groups = [g.value for g in self._said(record, Properties.MEMBER_GROUP, plain=True)]
            yield self._amount("figures", s, (_PARTNERS, *groups, s.original), name)
        for s in self._said(record, Properties.FOUNDED_BY, Properties.FOUNDED_BY_AREA):
            yield self._fact("founded", s, name, self._value(s))
        for s in self._said(record, Properties.RELIES_ON):
            yield self._fact("relies on", s, name, self._value(s))

    def _offer(self, record: Record) -> Iterator[Fact]:
        for item in self._said(record, Properties.ITEM):
            for s in self._said(record, Properties.PROVIDER):
                yield self._fact("offers", item, (item.value,), self._value(s))

    def _fact(self, kind: str, s: Statement, *parts: Wordings, optional: bool = False) -> Fact:
        return Fact(kind, parts, optional=optional or s.status == "attributed", sentence=self._passage(s))

    def _amount(self, kind: str, s: Statement, of: Wordings, whose: Wordings = ()) -> Fact:
        optional = s.status == "attributed"
        where = self._passage(s)
        return Fact(
            kind,
            (of,),
            Decimal(s.value),
            s.unit,
            s.precision,
            whose,
            optional=optional,
            sentence=where,
        )

    def _said(self, record: Record, *properties: str, plain: bool = False) -> Iterator[Statement]:
        """The statements that are facts; with ``plain`` of whatever status (a part of a fact that has its own)."""
        return (s for s in record.statements if s.property in properties and (plain or _counts(s)))

    def _names(self, record: Record) -> Wordings:
        return tuple(
            s.value for s in record.statements if s.property in {Properties.NAME, Properties.ALTERNATIVE_NAME}
        )

    def _value(self, s: Statement) -> Wordings:
        if s.kind == "record":
            return self._names(self.records[s.value]) if s.value in self.records else ()
        return (self.gazetteer.path_name(s.value), s.original) if s.kind == "place" else (s.value,)

    def _sentence(self, record: Record, name: str) -> str:
        return next((self._passage(s) for s in record.statements if s.property == name), "")

    def _passage(self, s: Statement) -> str:
        """The sentence around a statement's first quote."""
        if not s.quotes or s.quotes[0].passage not in self.passages:
            return ""
        quote = s.quotes[0]
        text = self.passages[quote.passage].text
        start = max((text.rfind(mark, 0, quote.start) for mark in "。！？；"), default=-1) + 1
        ends = [at for mark in "。！？；" if (at := text.find(mark, max(quote.end - 1, 0))) >= 0]
        return text[start : min(ends, default=len(text)) + 1]


def _counts(s: Statement) -> bool:
    return s.status in {"asserted", "attributed"}
