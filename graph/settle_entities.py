"""How do changed records become entities? The first phase of ``settle``: cluster, fold, write.

Each batch is one transaction: components are recomputed from scratch, entities that stay the same are
left alone, and what points at an entity whose members changed is marked to have its edges rewritten.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from graph.cypher import quote_name
from graph.desk.decisions import Decision
from graph.entities import Entity, to_properties
from graph.fold import Folder
from graph.identifiers import digest
from graph.identity.cluster import Clustering, Question, cluster
from graph.identity.components import Component, component
from graph.identity.parameters import Parameters
from graph.records import Record, unpack
from ontology.model import Ontology

if TYPE_CHECKING:
    from graph.connection import Row, Transaction

_RECORD: Final = "r {.id, .source, .role, .type, .statements, .stated_date} AS record"
SINGLE: Final = f"""
MATCH (r:Record {{pending: 'cluster'}})
WHERE r.name_key IS NULL AND r.uscc IS NULL AND NOT r.reading IN $loading AND NOT r.id IN $decided
OPTIONAL MATCH (r)-[:DESCRIBES]->(e:Entity)
WITH r, e WHERE e IS NULL OR e.members = [r.id]
RETURN {_RECORD}, e.id AS entity LIMIT $limit
"""
SEEDS: Final = """
MATCH (r:Record {pending: 'cluster'}) WHERE NOT r.reading IN $loading RETURN r.id AS id LIMIT $limit
"""
STALE: Final = """
MATCH (e:Entity {pending: 'cluster'}) RETURN e.id AS id, e.members AS members LIMIT $limit
"""
RECORDS: Final = f"UNWIND $ids AS id MATCH (r:Record {{id: id}}) RETURN {_RECORD}"
STORED: Final = """
UNWIND $ids AS id MATCH (e:Entity {id: id})
RETURN e {.id, .class, .name, .text, .account, .members, .province, .city, .district, .street, .kind,
          .validUntil} AS entity, labels(e) AS labels
"""
WRITE: Final = """
UNWIND $rows AS row
MERGE (e:Entity {{id: row.id}})
SET e += row, e.pending = null, e:{labels}
"""
REMOVE_LABEL: Final = "MATCH (e:Entity) WHERE e.id IN $ids REMOVE e:{label}"
SETTLED: Final = "MATCH (e:Entity) WHERE e.id IN $ids SET e.pending = null"
UNLINK: Final = "UNWIND $ids AS id MATCH (r:Record {id: id})-[d:DESCRIBES]->(:Entity) DELETE d"
LINK: Final = """
UNWIND $rows AS row
MATCH (r:Record {id: row.record}) MATCH (e:Entity {id: row.entity})
CREATE (r)-[:DESCRIBES]->(e)
"""
NEXT_EDGES: Final = "UNWIND $ids AS id MATCH (r:Record {id: id}) SET r.pending = 'edges'"
# What points at an entity whose members changed: the records that say so write their edges again.
MARK_INCOMING: Final = """
MATCH (e:Entity)<-[x]-(:Entity) WHERE e.id IN $ids
UNWIND x.records AS id
WITH DISTINCT id MATCH (r:Record {id: id}) WHERE r.pending IS NULL
SET r.pending = 'edges'
"""
REMOVE: Final = "MATCH (e:Entity) WHERE e.id IN $ids DETACH DELETE e"
DROP_QUESTIONS: Final = "MATCH (q:Question)-[:CONCERNS]->(r:Record) WHERE r.id IN $ids DETACH DELETE q"
WRITE_QUESTIONS: Final = """
UNWIND $rows AS row
CREATE (q:Question) SET q = row
WITH q, row UNWIND row.records AS id
MATCH (r:Record {id: id}) CREATE (q)-[:CONCERNS]->(r)
"""


@dataclass(frozen=True, slots=True)
class Rules:
    """What clustering and folding go by during one ``settle``."""

    folder: Folder
    ontology: Ontology
    parameters: Parameters
    decisions: Sequence[Decision]
    pins: Sequence[str]
    loading: Sequence[str]

    @property
    def decided(self) -> list[str]:
        """The records that some decision or pin names."""
        return sorted({r for d in self.decisions for r in (d.a, d.b)} | set(self.pins))


@dataclass(frozen=True, slots=True)
class Batch:
    """What one batch did: records taken, entities written and removed."""

    records: int
    written: int
    removed: int


def settle_singles(tx: Transaction, rules: Rules, decided: Sequence[str], limit: int) -> Batch | None:
    """Make entities of records that are clusters of one (offers, needs); ``None`` if there are none."""
    rows = tx.run(SINGLE, loading=list(rules.loading), decided=list(decided), limit=limit)
    if not rows:
        return None
    dates = _dates(rows)
    entities = [rules.folder.fold([_record(row)], dates) for row in rows]
    old = [row["record"]["id"] for row in rows if row["entity"]]
    _write(tx, entities, _stored(tx, old))
    new = [
        {"record": e.id, "entity": e.id} for e, row in zip(entities, rows, strict=True) if not row["entity"]
    ]
    tx.run(LINK, rows=new)
    tx.run(NEXT_EDGES, ids=[e.id for e in entities])
    return Batch(len(rows), len(rows), 0)


def settle_components(tx: Transaction, rules: Rules, limit: int) -> Batch | None:
    """Cluster the next marked records with all they are connected with; ``None`` if none is marked."""
    stale = {row["id"]: tuple(row["members"]) for row in tx.run(STALE, limit=limit)}
    seeds = {row["id"] for row in tx.run(SEEDS, loading=list(rules.loading), limit=limit)}
    if not stale and not seeds:
        return None
    seeds |= {member for members in stale.values() for member in members}
    found = component(tx, sorted(seeds), rules.decisions, rules.loading)
    found.entities.update(stale)
    found.stale.update(stale)
    made = cluster(found.signatures, rules.decisions, rules.parameters, rules.ontology, rules.pins)
    written, removed = _apply(tx, rules, found, made)
    _ask(tx, found.signatures, made.questions)
    return Batch(len(seeds), written, removed)


def _apply(tx: Transaction, rules: Rules, found: Component, made: Clustering) -> tuple[int, int]:
    """Bring the stored entities of a component to what clustering says."""
    regrouped = {i for i, members in found.entities.items() if made.clusters.get(i) != members}
    gone = sorted(found.entities.keys() - made.clusters.keys())
    touched = {
        i: members
        for i, members in made.clusters.items()
        if i in found.stale
        or found.entities.get(i) != members
        or any(found.pending[m] == "cluster" or found.described[m] != i for m in members)
    }
    tx.run(MARK_INCOMING, ids=sorted(regrouped))
    members = [m for several in touched.values() for m in several]
    rows = {row["record"]["id"]: row for row in tx.run(RECORDS, ids=members)}
    dates = _dates(rows.values())
    entities = [rules.folder.fold([_record(rows[m]) for m in ms], dates, i) for i, ms in touched.items()]
    _write(tx, entities, _stored(tx, [i for i in touched if i in found.entities]))
    moved = {m: i for i, ms in touched.items() for m in ms if found.described[m] != i}
    tx.run(UNLINK, ids=sorted(m for m in moved if found.described[m]))
    tx.run(LINK, rows=[{"record": m, "entity": i} for m, i in sorted(moved.items())])
    tx.run(NEXT_EDGES, ids=members)
    tx.run(REMOVE, ids=gone)
    return len(entities), len(gone)


def _write(tx: Transaction, entities: Iterable[Entity], stored: Mapping[str, Row]) -> None:
    """Write the entities that differ from what is stored, grouped by their labels."""
    by_labels: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    lost: dict[str, list[str]] = defaultdict(list)
    same: list[str] = []
    for entity in entities:
        properties = to_properties(entity)
        there = stored.get(entity.id)
        if there and _same(there, properties, entity.labels):
            same.append(entity.id)
            continue
        by_labels[entity.labels].append(properties)
        for label in set(there["labels"] if there else ()) - {*entity.labels, "Entity", "Searchable"}:
            lost[label].append(entity.id)
    for label, ids in lost.items():
        tx.run(REMOVE_LABEL.format(label=quote_name(label)), ids=ids)
    for labels, rows in by_labels.items():
        names = ":".join(quote_name(name) for name in ("Searchable", *labels))
        tx.run(WRITE.format(labels=names), rows=rows)
    tx.run(SETTLED, ids=same)


def _same(there: Row, properties: Mapping[str, Any], labels: Sequence[str]) -> bool:
    stored = there["entity"]
    return {*labels, "Entity", "Searchable"} == set(there["labels"]) and all(
        stored[name] == properties[name] for name in stored
    )


def _ask(tx: Transaction, records: Iterable[str], questions: Iterable[Question]) -> None:
    """Replace the questions about these records."""
    tx.run(DROP_QUESTIONS, ids=list(records))
    rows = [
        {
            **asdict(q),
            "id": digest("q", *q.records, q.reason, q.key),
            "records": list(q.records),
            "reasons": list(q.reasons),
        }
        for q in questions
    ]
    tx.run(WRITE_QUESTIONS, rows=rows)


def _stored(tx: Transaction, ids: Sequence[str]) -> dict[str, Row]:
    return {row["entity"]["id"]: row for row in tx.run(STORED, ids=list(ids))} if ids else {}


def _record(row: Row) -> Record:
    node = row["record"]
    return Record(node["id"], node["source"], node["role"], node["type"], unpack(node["statements"]))


def _dates(rows: Iterable[Row]) -> dict[str, str]:
    """Source key → stated date. Where records of one source differ, a newer version is on its way in."""
    return {row["record"]["source"]: row["record"]["stated_date"] for row in rows}
