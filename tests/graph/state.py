"""What is in the store, apart from vectors, times and versions: equal states are equal lines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from graph.connection import Graph

_QUERIES = {
    "source": "MATCH (s:Source) WHERE s.live RETURN s {.*} AS n",
    "passage": "MATCH (n:Passage) RETURN n {.id, .source, .text, .tokens, .kind, .sheet, .row, .masked} AS n",
    "record": "MATCH (n:Record) RETURN n {.id, .source, .role, .type, .statements, .name_key, .uscc, .places, "
    ".pending} AS n",
    "entity": "MATCH (e:Entity) WHERE NOT e.id STARTS WITH 'concept:' RETURN e {.id, .class, .name, .text, .tokens, "
    ".text_hash, .account, .members, .pending, .province, .city, .district, .street, .kind, .validUntil, "
    "labels: labels(e)} AS n",
    "repair": "MATCH (n:Repair) RETURN n {.id, .source, .reason, .sheet, .row, .column, .text, .zh, .en} AS n",
    "question": "MATCH (n:Question) RETURN n {.*} AS n",
    "describes": "MATCH (r:Record)-[:DESCRIBES]->(e:Entity) RETURN [r.id, e.id] AS n",
    "edge": "MATCH (a:Entity)-[x]->(b:Entity) RETURN [a.id, type(x), b.id, x.records] AS n",
}


def canonical_state(graph: Graph) -> list[str]:
    """All that must be the same for the same input, one JSON text a thing, sorted."""
    return sorted(_lines(graph))


def _lines(graph: Graph) -> Iterator[str]:
    for name, query in _QUERIES.items():
        for row in graph.read(query):
            yield f"{name} {json.dumps(_sorted(row['n']), ensure_ascii=False, sort_keys=True)}"


def _sorted(node: Any) -> Any:
    if isinstance(node, dict) and "labels" in node:
        return {**node, "labels": sorted(node["labels"])}
    return node
