"""How are these things connected with one another? The relations among a handful of entities, for a drawing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from graph.connection import Graph
from graph.principal import Principal
from graph.reading.lookup import MAX_IDS, relation_names

AMONG: Final = """
MATCH (a:Entity) WHERE a.id IN $ids
MATCH (a)-[x]->(b:Entity) WHERE b.id IN $ids
RETURN DISTINCT a.id AS source, type(x) AS relation, b.id AS target
ORDER BY source, relation, target LIMIT $limit
"""


@dataclass(frozen=True, slots=True)
class Link:
    """``source`` is connected with ``target`` by the ontology's property of that name."""

    source: str
    property: str
    target: str


def relations_among(
    graph: Graph, principal: Principal, ids: Iterable[str], limit: int = 500
) -> tuple[Link, ...]:
    """The relations whose both ends are among the ids (the first thousand of them), in a fixed order."""
    del principal  # a relation is public if both its ends are; roles will choose here
    names = relation_names(graph)
    rows = graph.read(AMONG, ids=list(dict.fromkeys(ids))[:MAX_IDS], limit=limit)
    return tuple(
        Link(row["source"], names.get(row["relation"], row["relation"]), row["target"]) for row in rows
    )
