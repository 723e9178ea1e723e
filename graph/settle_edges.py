"""How do entities get their typed relations? With the entity if the far ends are there, else in a phase of their own.

What a record says about another record, a place or a concept becomes an edge between entities. ``settle_edges``
comes when all records have their entity: what leads nowhere then is no edge. Edges that stay the same are left alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from graph.cypher import quote_name
from graph.entities import Edge, unpack_links
from graph.fold import Folder, Reference
from graph.places import PREFIX, official_codes, write_places
from graph.records import Kind

if TYPE_CHECKING:
    from graph.connection import Graph, Transaction

CONCEPT_PREFIX: Final = "concept:"

MARKED: Final = """
MATCH (r:Record {pending: 'edges'})-[:DESCRIBES]->(e:Entity)
WITH e LIMIT $limit
RETURN DISTINCT e.id AS id, e.account AS account, e.members AS members
"""
RESOLVE: Final = """
UNWIND $ids AS id MATCH (r:Record {id: id})-[:DESCRIBES]->(e:Entity) RETURN id, e.id AS entity
"""
STORED: Final = """
UNWIND $ids AS id MATCH (a:Entity {id: id})-[x]->(b:Entity)
RETURN a.id AS source, type(x) AS relation, b.id AS target, x.records AS records
"""
# Both by their far end: places and concepts are few and have many edges.
DELETE: Final = """
UNWIND $rows AS row
UNWIND row.sources AS source
MATCH (a:Entity {{id: source.id}})-[x:{relation}]->(b:Entity {{id: row.target}}) DELETE x
"""
CREATE: Final = """
UNWIND $rows AS row
MATCH (b:Entity {{id: row.target}})
UNWIND row.sources AS source
MATCH (a:Entity {{id: source.id}})
CREATE (a)-[:{relation} {{records: source.records}}]->(b)
"""
DONE: Final = "UNWIND $ids AS id MATCH (r:Record {id: id}) WHERE r.pending = 'edges' REMOVE r.pending"


@dataclass(frozen=True, slots=True)
class EdgeBatch:
    """What one batch did: entities looked at, edges written or deleted."""

    entities: int
    changed: int


def settle_edges(tx: Transaction, graph: Graph, folder: Folder, limit: int) -> EdgeBatch | None:
    """Write the edges of the next marked entities; ``None`` if none is marked."""
    rows = tx.run(MARKED, limit=limit)
    if not rows:
        return None
    references = {row["id"]: folder.references(unpack_links(row["account"])) for row in rows}
    changed, _ = write_edges(tx, graph, references)
    tx.run(DONE, ids=[m for row in rows for m in row["members"]])
    return EdgeBatch(len(rows), changed)


def write_edges(
    tx: Transaction,
    graph: Graph,
    references: Mapping[str, Sequence[Reference]],
    fresh: Collection[str] = frozenset(),
) -> tuple[int, set[str]]:
    """Give entities (id → what they refer to) their outgoing edges; ``fresh`` ones have none yet.

    Returns:
        How many edges were written or deleted, and the entities that refer to a record without an entity.
    """
    ends = _ends(tx, graph, [r for several in references.values() for r in several])
    wanted = {edge for id, several in references.items() for edge in _edges(id, several, ends)}
    stored = _stored(tx, [id for id in references if id not in fresh])
    _change(tx, DELETE, stored - wanted)
    _change(tx, CREATE, wanted - stored)
    waiting = {
        id
        for id, several in references.items()
        if any(r.kind == "record" and (r.kind, r.value) not in ends for r in several)
    }
    return len(wanted ^ stored), waiting


def _ends(tx: Transaction, graph: Graph, references: Sequence[Reference]) -> Mapping[tuple[Kind, str], str]:
    """Where references lead now: (kind, value) → entity id. What leads nowhere is left out."""
    said: dict[Kind, set[str]] = defaultdict(set)
    for reference in references:
        said[reference.kind].add(reference.value)
    codes = official_codes(said["place"], graph.gazetteer)
    write_places(tx, set(codes.values()), graph.ontology, graph.gazetteer)
    ends: dict[tuple[Kind, str], str] = {("place", stated): PREFIX + code for stated, code in codes.items()}
    for name in said["concept"] & graph.ontology.concepts.keys():
        ends["concept", name] = CONCEPT_PREFIX + name
    for row in tx.run(RESOLVE, ids=sorted(said["record"])) if said["record"] else ():
        ends["record", row["id"]] = row["entity"]
    return ends


def _edges(id: str, references: Iterable[Reference], ends: Mapping[tuple[Kind, str], str]) -> set[Edge]:
    """The edges of one entity. An edge whose two ends are one entity is none."""
    records: dict[tuple[str, str], set[str]] = defaultdict(set)
    for reference in references:
        target = ends.get((reference.kind, reference.value))
        if target is not None and target != id:
            records[reference.relation, target].update(reference.records)
    return {Edge(relation, id, target, tuple(sorted(said))) for (relation, target), said in records.items()}


def _stored(tx: Transaction, ids: Sequence[str]) -> set[Edge]:
    return {
        Edge(row["relation"], row["source"], row["target"], tuple(row["records"] or ()))
        for row in (tx.run(STORED, ids=list(ids)) if ids else ())
    }


def _change(tx: Transaction, query: str, edges: Iterable[Edge]) -> None:
    by_relation: dict[str, dict[str, list[dict[str, Any]]]] = defaultdict(lambda: defaultdict(list))
    for edge in sorted(edges, key=lambda e: (e.relation, e.target, e.source)):
        by_relation[edge.relation][edge.target].append({"id": edge.source, "records": list(edge.records)})
    for relation, ends in by_relation.items():
        rows = [{"target": target, "sources": sources} for target, sources in ends.items()]
        tx.run(query.format(relation=quote_name(relation)), rows=rows)
