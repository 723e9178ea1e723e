"""Which sentence or row says so? From a fact to the quote, its passage and its source.

An entity's records hold their statements packed; statements name passages. Three queries answer
for any number of facts: records, passages, sources.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any, Final

from graph.connection import Graph
from graph.principal import Principal
from graph.reading.lookup import canonical_id
from graph.reading.views import Evidence, SourceRef
from graph.records import Quote, Statement, unpack

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
RETURN s {.key, .title, .name, .publisher, .stated_date} AS source
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
    found = _statements(graph, [there])
    if statements is not None:
        found = [f for f in found if f[3].id_in(f[1]) in statements]
    return [quote for _, quote in _quoted(graph, found)]


def evidence_for(
    graph: Graph, principal: Principal, wanted: Iterable[tuple[str, str]]
) -> dict[tuple[str, str], list[Evidence]]:
    """The quotes behind (entity or member id, property) pairs, in three or four queries for all of them.

    A property stands for its sub-properties too. A pair that nothing says has an empty list.
    """
    del principal  # passages and values are masked in the store itself
    pairs = dict.fromkeys(wanted)
    answer: dict[tuple[str, str], list[Evidence]] = {pair: [] for pair in pairs}
    asked: dict[str, list[str]] = defaultdict(list)
    for id, name in pairs:
        asked[id].append(name)
    found = [f for f in _statements(graph, sorted(asked)) if _names(graph, f[3], asked[f[0]])]
    for (id, _, _, statement), quote in _quoted(graph, found):
        for name in _names(graph, statement, asked[id]):
            answer[(id, name)].append(quote)
    return answer


def _names(graph: Graph, statement: Statement, asked: list[str]) -> list[str]:
    known = statement.property in graph.ontology.properties
    return [
        name
        for name in asked
        if statement.property == name or (known and graph.ontology.property_is_a(statement.property, name))
    ]


def _statements(graph: Graph, ids: list[str]) -> list[_Found]:
    rows = graph.read(RECORDS, ids=ids)
    missing = sorted(set(ids) - {row["entity"] for row in rows})
    rows += graph.read(RECORDS_BY_MEMBER, ids=missing) if missing else []
    return [
        (row["entity"], row["record"], row["source"], statement)
        for row in rows
        for statement in unpack(row["statements"])
    ]


def _quoted(graph: Graph, found: list[_Found]) -> list[tuple[_Found, Evidence]]:
    ids = sorted({q.passage for *_, statement in found for q in statement.quotes})
    passages = {row["id"]: row["passage"] for row in graph.read(PASSAGES, ids=ids)} if ids else {}
    keys = sorted({source for _, _, source, _ in found})
    sources = (
        {row["source"]["key"]: _source(row["source"]) for row in graph.read(SOURCES, keys=keys)}
        if keys
        else {}
    )
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
    return SourceRef(*(node.get(name) or "" for name in ("key", "title", "name", "publisher", "stated_date")))


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
        sheet=passage["sheet"] or "",
        row=passage["row"] or 0,
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
