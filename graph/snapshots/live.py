"""Which state is the store in, as far as a snapshot of it depends on that? One small object to compare."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from graph.connection import Graph

STATE: Final = """
OPTIONAL MATCH (g:Run {id: 'graph'})
OPTIONAL MATCH (i:Run {id: 'index'})
RETURN coalesce(g.version, 0) AS graph, COUNT { MATCH (:Event) } AS events,
       coalesce(i.version, 0) AS vectors, coalesce(i.model, '') AS model
"""
STORE: Final = "CALL db.info() YIELD id, creationDate RETURN id + ' ' + creationDate AS id"


@dataclass(frozen=True, slots=True)
class LiveState:
    """Equal states of one store export the same bytes and the same vectors."""

    store: str
    graph: int
    events: int
    vectors: int
    model: str
    ontology: str


def live_state(graph: Graph) -> LiveState:
    """The present state."""
    row = graph.read(STATE)[0]
    store = graph.read(STORE)[0]["id"]
    return LiveState(
        str(store), row["graph"], row["events"], row["vectors"], row["model"], graph.ontology.version
    )
