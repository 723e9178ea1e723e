"""Which sentence or row says so? From a fact to the quote, its passage and its source.

An entity's records hold their statements packed; statements name passages. Three queries answer
for any number of facts: records, passages, sources.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any, Final, Protocol

from graph.connection import Graph, Row
from graph.principal import Principal
from graph.reading.lookup import canonical_id
from graph.reading.views import Evidence, SourceRef
from graph.records import Quote, Statement, unpack
from ontology.model import Ontology

MAX_PASSAGE: Final = 20_000
"""Code points of a passage that are served around a quote; a longer passage is cut to a window."""

RECORDS: Final = """
UNWIND $ids AS id
MATCH (:Entity {id: id})<-[:DESCRIBES]-(r:Record)
RETURN id AS entity, r.id AS record, r.source AS source, r.statements AS statements
ORDER BY entity, record
"""
RECORDS_BY_MEMBER: Final = """
UNWIND $ids AS id
MATCH (:Record {id: id})-[:DESCRIBES]->(e:Entity)
MATCH (e)<-[:DESCRIBES]-(r:Record)
RETURN DISTINCT id AS entity, r.id AS record, r.source AS source, r.statements AS statements
ORDER BY entity, record
"""
PASSAGES: Final = """
UNWIND $ids AS id
MATCH (p:Passage {id: id})
RETURN id, p {.text, .kind, .sheet, .row} AS passage
"""
SOURCES: Final = """
MATCH (s:Source) WHERE s.key IN $keys AND s.live
RETURN s {.key, .title, .name, .publisher, .stated_date, .file_date, .stated_basis, .licence, .terms} AS source
"""

_Found = tuple[str, str, str, Statement]
"""Entity id, record id, source key, statement."""


def evidence(
    graph: Graph, principal: Principal, id: str, statements: Collection[str] | None = None
) -> list[Evidence]:
    """Every quote behind an entity (or only behind these statement ids), by property and position.

    Raises:
        UnknownId, GoneId: as ``entity``.
    """
    there = canonical_id(graph, principal, id)
    said = _Stored(graph)
    found = _unpacked(said.records([there]))
    if statements is not None:
        found = [f for f in found if f[3].id_in(f[1]) in statements]
    return [quote for _, quote in _quoted(said, found)]


def evidence_for(
    graph: Graph, principal: Principal, wanted: Iterable[tuple[str, str]]
) -> dict[tuple[str, str], list[Evidence]]:
    """The quotes behind (entity or member id, property) pairs, in three or four queries for all of them.

    A property stands for its sub-properties too. A pair that nothing says has an empty list.
    """
    del principal  # passages and values are masked in the store itself
    return quotes_behind(dict.fromkeys(wanted), _Stored(graph), graph.ontology)


def quotes_behind(
    pairs: Iterable[tuple[str, str]], said: Said, ontology: Ontology
) -> dict[tuple[str, str], list[Evidence]]:
    """The quotes behind (entity or member id, property) pairs, wherever what was ``said`` is kept."""
    answer: dict[tuple[str, str], list[Evidence]] = {pair: [] for pair in pairs}
    asked: dict[str, list[str]] = defaultdict(list)
    for id, name in answer:
        asked[id].append(name)
    found = [f for f in _unpacked(said.records(sorted(asked))) if _names(f[3], asked[f[0]], ontology)]
    for (id, _, _, statement), quote in _quoted(said, found):
        for name in _names(statement, asked[id], ontology):
            answer[(id, name)].append(quote)
    return answer


class Said(Protocol):
    """What sources said: the records behind things, passages and sources by key."""

    def records(self, ids: list[str]) -> list[Row]:
        """Rows ``entity`` (the id asked), ``record``, ``source``, ``statements`` (packed), by entity and record."""
        ...

    def passages(self, ids: list[str]) -> dict[str, dict[str, Any]]:
        """``text``, ``kind``, ``sheet``, ``row`` by id."""
        ...

    def sources(self, keys: list[str]) -> dict[str, dict[str, Any]]:
        """``key``, ``title``, ``name``, ``publisher``, ``stated_date`` by key."""
        ...


class _Stored:
    """What was said, as the store has it."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    def records(self, ids: list[str]) -> list[Row]:
        """One query; a second for ids that are members'."""
        rows = self._graph.read(RECORDS, ids=ids)
        missing = sorted(set(ids) - {row["entity"] for row in rows})
        return rows + (self._graph.read(RECORDS_BY_MEMBER, ids=missing) if missing else [])

    def passages(self, ids: list[str]) -> dict[str, dict[str, Any]]:
        """One query."""
        return {row["id"]: row["passage"] for row in self._graph.read(PASSAGES, ids=ids)} if ids else {}

    def sources(self, keys: list[str]) -> dict[str, dict[str, Any]]:
        """One query."""
        rows = self._graph.read(SOURCES, keys=keys) if keys else []
        return {row["source"]["key"]: row["source"] for row in rows}


def _names(statement: Statement, asked: list[str], ontology: Ontology) -> list[str]:
    known = statement.property in ontology.properties
    return [
        name
        for name in asked
        if statement.property == name or (known and ontology.property_is_a(statement.property, name))
    ]


def _unpacked(rows: Iterable[Row]) -> list[_Found]:
    return [
        (row["entity"], row["record"], row["source"], statement)
        for row in rows
        for statement in unpack(row["statements"])
    ]


def _quoted(said: Said, found: list[_Found]) -> list[tuple[_Found, Evidence]]:
    passages = said.passages(sorted({q.passage for *_, statement in found for q in statement.quotes}))
    keys = sorted({source for _, _, source, _ in found})
    sources = {key: _source(node) for key, node in said.sources(keys).items()}
    quotes = [
        (item, _evidence(item, quote, passages[quote.passage], sources[item[2]]))
        for item in found
        for quote in item[3].quotes
        if quote.passage in passages and item[2] in sources
    ]
    return sorted(quotes, key=lambda pair: _order(pair[1]))


def _order(e: Evidence) -> tuple[object, ...]:
    return (e.property, e.value, e.source.key, e.sheet, e.row, e.start, e.end, e.passage, e.record)


def _source(node: dict[str, Any]) -> SourceRef:
    texts = {name: node.get(name) or "" for name in SourceRef.__dataclass_fields__}
    return SourceRef(**texts | {"stated_date": texts["stated_date"] or node.get("file_date") or ""})


def _evidence(item: _Found, quote: Quote, passage: dict[str, Any], source: SourceRef) -> Evidence:
    _, record, _, statement = item
    text, start, end = _window(passage["text"], quote.start, quote.end)
    return Evidence(
        property=statement.property,
        value=statement.value,
        original=statement.original,
        status=statement.status,
        record=record,
        statement=statement.id_in(record),
        source=source,
        passage=quote.passage,
        kind=passage["kind"],
        sheet=passage.get("sheet") or "",
        row=passage.get("row") or 0,
        text=text,
        quote=text[start:end],
        start=start,
        end=end,
    )


def _window(text: str, start: int, end: int) -> tuple[str, int, int]:
    """The passage, or ``MAX_PASSAGE`` code points of it around the quote; the span within them."""
    if len(text) <= MAX_PASSAGE:
        return text, start, end
    first = max(0, min(start - (MAX_PASSAGE - (end - start)) // 2, len(text) - MAX_PASSAGE))
    first = min(first, start)
    return text[first : first + MAX_PASSAGE], start - first, min(end - first, MAX_PASSAGE)
