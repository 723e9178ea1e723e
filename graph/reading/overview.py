"""What is in the store at all? Sources, open repairs and counts, for the status page."""

from __future__ import annotations

from typing import Any, Final

from graph.connection import Graph
from graph.principal import Principal
from graph.reading.views import Counts, SourceView

SOURCES: Final = """
MATCH (s:Source) WHERE s.live OR s.state = 'loading'
RETURN s {.*} AS source,
       COUNT { MATCH (p:Passage {source: s.key}) } AS passages,
       COUNT { MATCH (r:Record {source: s.key}) } AS records
ORDER BY s.key, s.id
"""
_SOURCE_TEXTS: Final = (
    *("id", "key", "basis", "name", "title", "publisher", "place"),
    *("stated_basis", "licence", "terms"),
)
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
    text = {n: str(node.get(n) or "") for n in _SOURCE_TEXTS}
    return SourceView(
        **text,
        stated_date=str(node.get("stated_date") or node.get("file_date") or ""),
        number=int(node.get("number") or 0),
        state=str(node.get("state") or ""),
        passages=int(row["passages"]),
        records=int(row["records"]),
    )
