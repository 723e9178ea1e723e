"""What is in the store at all? Sources, open repairs and counts, for the status page."""

from __future__ import annotations

import re
from typing import Any, Final

from graph.connection import Graph
from graph.principal import Principal
from graph.reading.views import Counts, NotACursor, PageMoved, RepairPage, SourceView
from graph.repairs import from_node

MAX_PAGE: Final = 1000
CURSOR: Final = re.compile(r"(\d{1,18})\.(f[0-9a-f]{24})")
"""Graph version, and the id after which the next page begins."""

SOURCES: Final = """
MATCH (s:Source) WHERE s.live OR s.state = 'loading'
RETURN s {.*} AS source,
       COUNT { MATCH (p:Passage {source: s.key}) } AS passages,
       COUNT { MATCH (r:Record {source: s.key}) } AS records
ORDER BY s.key, s.id
"""
REPAIRS: Final = """
MATCH (r:Repair) WHERE r.id > $after
RETURN r {.*} AS repair ORDER BY r.id LIMIT $limit
"""
COUNT_REPAIRS: Final = "MATCH (r:Repair) RETURN count(r) AS n"
COUNTS: Final = """
RETURN COUNT { MATCH (s:Source) WHERE s.live } AS sources,
       COUNT { MATCH (:Passage) } AS passages,
       COUNT { MATCH (:Record) } AS records,
       COUNT { MATCH (r:Record) WHERE r.pending IS NOT NULL } AS pending,
       COUNT { MATCH (:Repair) } AS repairs,
       COUNT { MATCH (:Event) } AS events
"""
CLASSES: Final = """
MATCH (e:Entity) WHERE size(e.members) > 0
RETURN e.class AS class, count(e) AS n ORDER BY class
"""
VERSION: Final = "MATCH (g:Run {id: 'graph'}) RETURN coalesce(g.version, 0) AS version"


def sources(graph: Graph, principal: Principal) -> list[SourceView]:
    """The live sources and those being loaded, by key, with what they hold."""
    del principal  # what a source states of itself is public until roles exist
    return [_source(row) for row in graph.read(SOURCES)]


def repairs(graph: Graph, principal: Principal, limit: int = 100, cursor: str = "") -> RepairPage:
    """Open repairs in the order of their ids, after the page that gave ``cursor``.

    Raises:
        NotACursor: no page gave ``cursor``. PageMoved: the graph was written to since.
    """
    del principal  # their texts are masked in the store
    version, after = str(graph_version(graph)), ""
    if cursor:
        given = CURSOR.fullmatch(cursor)
        if given is None:
            raise NotACursor(cursor)
        if given[1] != version:
            raise PageMoved(given[1], version)
        after = given[2]
    size = max(1, min(limit, MAX_PAGE))
    rows = graph.read(REPAIRS, after=after, limit=size + 1)
    items = tuple(from_node(row["repair"]) for row in rows[:size])
    total = int(graph.read(COUNT_REPAIRS)[0]["n"])
    return RepairPage(items, f"{version}.{items[-1].id}" if len(rows) > size else "", total)


def counts(graph: Graph, principal: Principal) -> Counts:
    """How much there is of everything."""
    del principal  # numbers only
    row = graph.read(COUNTS)[0]
    classes = {str(r["class"]): int(r["n"]) for r in graph.read(CLASSES)}
    return Counts(**{name: int(n) for name, n in row.items()}, entities=classes, version=graph_version(graph))


def graph_version(graph: Graph) -> int:
    """The number of times that the settled graph has changed; 0 for a graph that nobody settled."""
    rows = graph.read(VERSION)
    return int(rows[0]["version"]) if rows else 0


def _source(row: dict[str, Any]) -> SourceView:
    node = row["source"]
    text = {n: str(node.get(n) or "") for n in ("id", "key", "basis", "name", "title", "publisher", "place")}
    return SourceView(
        **text,
        stated_date=str(node.get("stated_date") or ""),
        number=int(node.get("number") or 0),
        state=str(node.get("state") or ""),
        passages=int(row["passages"]),
        records=int(row["records"]),
    )
