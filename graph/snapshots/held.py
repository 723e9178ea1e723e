"""From where is the closure of an answer read? From the live graph, or from a snapshot's files."""

from __future__ import annotations

from typing import Any, Final

from graph.connection import Graph
from graph.principal import Principal
from graph.reading import EntityView, entities
from graph.snapshots.frozen import Frozen

RECORDS: Final = (
    "UNWIND $ids AS id MATCH (r:Record {id: id}) RETURN r {.id, .source, .role, .type, .statements} AS node"
)
PASSAGES: Final = (
    "UNWIND $ids AS id MATCH (p:Passage {id: id}) RETURN p {.id, .source, .text, .kind, .sheet, .row} AS node"
)
SOURCES: Final = """
MATCH (s:Source) WHERE s.live AND s.key IN $keys
RETURN s {.id, .key, .title, .name, .publisher, .stated_date, .file_date, .stated_basis, .licence, .terms} AS node
"""


class HeldLive:
    """The live graph as this principal may see it."""

    def __init__(self, graph: Graph, principal: Principal) -> None:
        self._graph, self._principal = graph, principal

    def things(self, ids: list[str]) -> dict[str, dict[str, Any]]:
        """Things by id."""
        return {id: _thing(view) for id, view in entities(self._graph, self._principal, ids).items()}

    def record_nodes(self, ids: list[str]) -> dict[str, dict[str, Any]]:
        """Records by id."""
        return {row["node"]["id"]: row["node"] for row in self._graph.read(RECORDS, ids=ids)}

    def passages(self, ids: list[str]) -> dict[str, dict[str, Any]]:
        """Passages by id."""
        return {row["node"]["id"]: row["node"] for row in self._graph.read(PASSAGES, ids=ids)}

    def sources(self, keys: list[str]) -> dict[str, dict[str, Any]]:
        """Live sources by key."""
        found = {row["node"]["key"]: row["node"] for row in self._graph.read(SOURCES, keys=keys)}
        return {key: {n: v for n, v in node.items() if v is not None} for key, node in found.items()}


class HeldFrozen:
    """A snapshot."""

    def __init__(self, frozen: Frozen, principal: Principal) -> None:
        self._frozen, self._principal = frozen, principal

    def things(self, ids: list[str]) -> dict[str, dict[str, Any]]:
        """Things by id."""
        return {id: _thing(view) for id, view in self._frozen.entities(self._principal, ids).items()}

    def record_nodes(self, ids: list[str]) -> dict[str, dict[str, Any]]:
        """Records by id."""
        return self._frozen.record_nodes(ids)

    def passages(self, ids: list[str]) -> dict[str, dict[str, Any]]:
        """Passages by id."""
        return self._frozen.passages(ids)

    def sources(self, keys: list[str]) -> dict[str, dict[str, Any]]:
        """Sources by key."""
        return self._frozen.sources(keys)


def _thing(view: EntityView) -> dict[str, Any]:
    return {"id": view.id, "class": view.type, "name": view.name, "members": list(view.members)}
