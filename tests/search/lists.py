"""Lists of our own for matching: a line says who offers or needs which item, and every value quotes its line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.admitting import admit
from graph.connection import Graph
from graph.identifiers import digest, passage_id, record_id
from graph.loading import finish, write_batch
from graph.records import Kind, Quote, Record, Statement
from graph.settle import settle
from graph.sources import Passage, SourceVersion
from ontology.terms import Classes, Properties

TODAY = "2026-03-01"


@dataclass(frozen=True)
class Value:
    """One stated value: as it is kept, and as the line has it."""

    property: str
    value: str
    kind: Kind = "literal"
    wording: str = ""
    unit: str = ""

    @property
    def shown(self) -> str:
        """What stands in the line."""
        return self.wording or f"{self.value}{self.unit}"


@dataclass(frozen=True)
class Line:
    """One line of a list. ``about`` are concepts; ``more`` what else it states."""

    party: str
    item: str
    about: tuple[str, ...] = ()
    place: str = ""
    more: tuple[Value, ...] = ()
    need: bool = False

    @property
    def values(self) -> tuple[Value, ...]:
        """What it states of the item, place included, without the party."""
        found = [Value(Properties.ITEM, self.item)]
        found += [Value(Properties.ABOUT, c, "concept", self.item) for c in self.about]
        found += [Value(Properties.PLACE, self.place, "place", f"地点{self.place}")] if self.place else []
        return (*found, *self.more)

    @property
    def text(self) -> str:
        """The line as it is displayed."""
        cells = [self.party, *(v.shown for v in self.values if v.kind != "concept" or v.shown != self.item)]
        return "\t".join(cells)


def quantity(value: str, unit: str = "") -> Value:
    """A stated amount."""
    return Value(Properties.QUANTITY, value, unit=unit)


def capacity(value: str, unit: str = "人") -> Value:
    """How many people it holds."""
    return Value(Properties.CAPACITY, value, unit=unit)


def audience(concept: str, wording: str) -> Value:
    """Whom it is for."""
    return Value(Properties.ELIGIBILITY, concept, "concept", wording)


def cost(concept: str, wording: str) -> Value:
    """What it costs."""
    return Value(Properties.COST, concept, "concept", wording)


def area(code: str) -> Value:
    """Where it can be had."""
    return Value(Properties.AREA, code, "place", f"服务{code}")


def text(property_name: str, wording: str) -> Value:
    """Any literal."""
    return Value(property_name, wording)


def read_in(
    graph: Graph, lines: Sequence[Line], key: str = "示例清单", stated_on: str = "2026-02-01"
) -> None:
    """Write the lines as a source and settle."""
    content = digest("", key, *map(repr, lines)).ljust(64, "0")
    version = SourceVersion(key, "declared", content, f"{key}.csv", title=key, stated_date=stated_on)
    admission = admit(graph, version)
    if admission.write:
        passages = list(_passages(key, lines))
        write_batch(graph, admission.version, passages, list(_records(key, lines, passages)))
        finish(graph, admission.version, (), {})
    settle(graph)


def offer_id(line: Line, key: str = "示例清单") -> str:
    """The record id of a line that stands once in its list."""
    return record_id(key, "need" if line.need else "offer", line.party, line.item, line.place, 0)


def party_id(line: Line, key: str = "示例清单") -> str:
    """The record id of a line's party."""
    return record_id(key, "party", line.party, "", line.place, 0)


def _passages(key: str, lines: Sequence[Line]) -> Iterator[Passage]:
    seen: Counter[str] = Counter()
    for number, line in enumerate(lines, 2):
        yield Passage(passage_id(key, line.text, seen[line.text]), key, line.text, "row", "表一", number)
        seen[line.text] += 1


def _records(key: str, lines: Sequence[Line], passages: Sequence[Passage]) -> Iterator[Record]:
    seen: Counter[tuple[str, str, str, str]] = Counter()
    parties: set[str] = set()
    for line, passage in zip(lines, passages, strict=True):
        party = party_id(line, key)
        role = "need" if line.need else "offer"
        about = (role, line.party, line.item, line.place)
        if party not in parties:
            parties.add(party)
            stated = [Value(Properties.NAME, line.party)]
            stated += (
                [Value(Properties.PLACE, line.place, "place", f"地点{line.place}")] if line.place else []
            )
            statements = tuple(_statement(v, passage) for v in stated)
            yield Record(party, key, "party", Classes.ORGANIZATION, statements)
        who = Properties.NEEDER if line.need else Properties.PROVIDER
        values = (*line.values, Value(who, party, "record", line.party))
        yield Record(
            record_id(key, *about, seen[about]),
            key,
            role,
            Classes.DEMAND if line.need else Classes.RESOURCE,
            tuple(_statement(v, passage) for v in values),
        )
        seen[about] += 1


def _statement(value: Value, passage: Passage) -> Statement:
    start = passage.text.index(value.shown)
    quote = Quote(passage.id, start, start + len(value.shown))
    original = value.shown if value.shown != value.value else ""
    return Statement(
        value.property, value.value, value.kind, original, value.unit, quotes=(quote,), quote_count=1
    )
