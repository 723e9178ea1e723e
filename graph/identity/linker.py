"""Which entity is this id now? The read-only side of identity: any live member's id leads to it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from graph.connection import Graph

AT_ONCE: Final = 5000

BY_RECORD: Final = """
MATCH (r:Record)-[:DESCRIBES]->(e:Entity) WHERE r.id IN $ids
RETURN r.id AS id, e.id AS entity
"""
BY_ENTITY: Final = "MATCH (e:Entity) WHERE e.id IN $ids RETURN e.id AS id, e.id AS entity"


class Linker:
    """Resolves ids. It cannot decide anything: decisions are desk events, clusters are derived."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    def entity(self, id: str) -> str | None:
        """The entity that ``id`` (of a record, entity, ``place:…``, ``concept:…``) leads to, or ``None``."""
        return self.entities([id]).get(id)

    def entities(self, ids: Collection[str]) -> Mapping[str, str]:
        """Id → entity id, for those that lead to one. A record's own entity wins over an entity of its id."""
        found: dict[str, str] = {}
        wanted = sorted(set(ids))
        for start in range(0, len(wanted), AT_ONCE):
            some = wanted[start : start + AT_ONCE]
            for query in (BY_ENTITY, BY_RECORD):
                found |= {row["id"]: row["entity"] for row in self._graph.read(query, ids=some)}
        return found
