"""Where did a record go that is no longer listed? By ``succeeds``, else by its last known entity.

A ``Former`` node holds the id of a record that is gone and, as ``entity``, the one it described last.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from graph.connection import Graph
from graph.desk.effective import present, successions
from graph.desk.log import events
from graph.principal import Principal
from graph.reading.views import GoneId, UnknownId

LIVE: Final = """
UNWIND $ids AS id
MATCH (r:Record {id: id})-[:DESCRIBES]->(e:Entity)
RETURN id, e.id AS entity
"""
NAMED: Final = "MATCH (e:Event) WHERE $id IN e.records RETURN e.sequence LIMIT 1"
FORMER: Final = "MATCH (f:Former {id: $id}) RETURN coalesce(f.entity, '') AS entity"
MOST_STEPS: Final = 100


def where_it_went(graph: Graph, principal: Principal, id: str) -> str:
    """The id of the entity that a vanished record's id leads to now.

    Raises:
        GoneId: nothing took its place (410).
        UnknownId: neither the desk nor the store ever knew the id (404).
    """
    last = _last_entity(graph, id)
    if last is None and not graph.read(NAMED, id=id):
        raise UnknownId(id)
    found = _successor(graph, principal, id) or _by_last_entity(graph, id, last or "")
    if found is None:
        raise GoneId(id)
    return found


def _successor(graph: Graph, principal: Principal, id: str) -> str | None:
    successors = successions(events(graph, principal))
    live = _live(graph, {id, *successors, *successors.values()})
    current = present(id, successors, live)
    return live[current] if current else None


def _by_last_entity(graph: Graph, id: str, entity: str) -> str | None:
    """Follow last known entities; each is called by a record, which may be gone itself."""
    for _ in range(MOST_STEPS):
        if not entity or entity == id:
            return None
        if found := _live(graph, [entity]):
            return found[entity]
        id, entity = entity, _last_entity(graph, entity) or ""
    return None


def _last_entity(graph: Graph, id: str) -> str | None:
    rows = graph.read(FORMER, id=id)
    return str(rows[0]["entity"]) if rows else None


def _live(graph: Graph, ids: Collection[str]) -> dict[str, str]:
    return {row["id"]: row["entity"] for row in graph.read(LIVE, ids=sorted(ids))}
