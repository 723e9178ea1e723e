"""What is to be done next? Plans: which entities come of which changed records, read and folded ahead of their writing.

A plan holds all that a batch will write but the far ends of its edges. While one plan is being written the next is
read, so a plan leaves alone what the one before it is about: singles are each other's business in nothing, and a
component has all that its records are connected with.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from graph.desk.decisions import Decision
from graph.entities import Entity, to_properties
from graph.fold import Folder, Reference
from graph.identity.cluster import Clustering, Question, cluster
from graph.identity.components import Component, component
from graph.identity.parameters import Parameters
from graph.records import Record, unpack_unquoted
from ontology.model import Ontology

if TYPE_CHECKING:
    from graph.connection import Row, Transaction

_RECORD: Final = "r {.id, .source, .role, .type, .statements, .stated_date} AS record"
SINGLE: Final = f"""
MATCH (r:Record {{pending: 'cluster'}})
WHERE r.name_key IS NULL AND r.uscc IS NULL AND NOT r.reading IN $loading AND NOT r.id IN $decided AND NOT r.id IN $busy
OPTIONAL MATCH (r)-[:DESCRIBES]->(e:Entity)
WITH r, e WHERE e IS NULL OR e.members = [r.id]
RETURN {_RECORD}, e.id AS entity LIMIT $limit
"""
SEEDS: Final = """
MATCH (r:Record {pending: 'cluster'})
WHERE NOT r.reading IN $loading AND (
    r.name_key IS NOT NULL OR r.uscc IS NOT NULL OR r.id IN $decided
    OR EXISTS { MATCH (r)-[:DESCRIBES]->(e:Entity) WHERE e.members <> [r.id] })
RETURN r.id AS id LIMIT $limit
"""
STALE: Final = """
MATCH (e:Entity {pending: 'cluster'}) RETURN e.id AS id, e.members AS members LIMIT $limit
"""
RECORDS: Final = f"UNWIND $ids AS id MATCH (r:Record {{id: id}}) RETURN {_RECORD}"
STORED: Final = """
UNWIND $ids AS id MATCH (e:Entity {id: id})
RETURN e {.id, .class, .name, .text, .account, .members, .facets, .province, .city, .district, .street, .kind,
          .validUntil} AS entity, labels(e) AS labels
"""


@dataclass(frozen=True, slots=True)
class Rules:
    """What clustering and folding go by during one ``settle``. ``decided`` are the records that some decision or pin
    names."""

    folder: Folder
    ontology: Ontology
    parameters: Parameters
    decisions: Sequence[Decision]
    pins: Sequence[str]
    loading: Sequence[str]
    decided: Sequence[str]


@dataclass(frozen=True, slots=True)
class Made:
    """An entity as it is to be: its node properties, its labels, the edges that it states. ``there`` is its stored
    node, ``None`` if it is new."""

    properties: Mapping[str, Any]
    labels: tuple[str, ...]
    references: tuple[Reference, ...]
    there: Row | None

    @property
    def id(self) -> str:
        """The entity's id."""
        return str(self.properties["id"])

    @property
    def members(self) -> list[str]:
        """The ids of the records that it is made of."""
        return list(self.properties["members"])


@dataclass(frozen=True, slots=True)
class Plan:
    """What one transaction is to write.

    ``moved`` is record → entity where it described another or none before, ``unlinked`` those that did; ``gone`` and
    ``regrouped`` are entities; ``asked`` are the records whose questions are put anew; ``busy`` is what no other plan
    may be about meanwhile (ids of records and entities).
    """

    records: int
    made: Sequence[Made]
    moved: Mapping[str, str]
    busy: Collection[str]
    unlinked: Sequence[str] = ()
    gone: Sequence[str] = ()
    regrouped: Sequence[str] = ()
    asked: Sequence[str] = ()
    questions: Sequence[Question] = ()


def plan_singles(tx: Transaction, rules: Rules, busy: Collection[str], limit: int) -> Plan | None:
    """Entities of records that are clusters of one (offers, needs); ``None`` if no more are marked."""
    rows = tx.run(
        SINGLE, loading=list(rules.loading), decided=list(rules.decided), busy=list(busy), limit=limit
    )
    if not rows:
        return None
    dates = _dates(rows)
    stored = _stored(tx, [row["entity"] for row in rows if row["entity"]])
    made = [_made(rules.folder.fold([_record(row)], dates), stored, rules) for row in rows]
    moved = {m.id: m.id for m, row in zip(made, rows, strict=True) if not row["entity"]}
    return Plan(len(rows), made, moved, {m.id for m in made})


def plan_components(
    tx: Transaction, rules: Rules, seeds: Collection[str], stale: Mapping[str, Sequence[str]]
) -> Plan:
    """Cluster records, and the members of stale entities (id → members), with all that they are connected with."""
    wanted = {*seeds, *(member for members in stale.values() for member in members)}
    found = component(tx, sorted(wanted), rules.decisions, rules.loading)
    found.entities.update((i, tuple(members)) for i, members in stale.items())
    found.stale.update(stale)
    made = cluster(found.signatures, rules.decisions, rules.parameters, rules.ontology, rules.pins)
    touched = _touched(found, made)
    members = [m for several in touched.values() for m in several]
    rows = {row["record"]["id"]: row for row in tx.run(RECORDS, ids=members)}
    dates = _dates(rows.values())
    stored = _stored(tx, [i for i in touched if i in found.entities])
    moved = {m: i for i, ms in sorted(touched.items()) for m in ms if found.described[m] != i}
    return Plan(
        records=len(wanted),
        made=[
            _made(rules.folder.fold([_record(rows[m]) for m in ms], dates, i), stored, rules)
            for i, ms in touched.items()
        ],
        moved=moved,
        busy=found.signatures.keys() | found.entities.keys(),
        unlinked=sorted(m for m in moved if found.described[m]),
        gone=sorted(found.entities.keys() - made.clusters.keys()),
        regrouped=sorted(i for i, ms in found.entities.items() if made.clusters.get(i) != ms),
        asked=sorted(found.signatures),
        questions=made.questions,
    )


def _touched(found: Component, made: Clustering) -> dict[str, tuple[str, ...]]:
    """The clusters whose entity may change: id → members."""
    return {
        i: members
        for i, members in made.clusters.items()
        if i in found.stale
        or found.entities.get(i) != members
        or any(found.pending[m] == "cluster" or found.described[m] != i for m in members)
    }


def _made(entity: Entity, stored: Mapping[str, Row], rules: Rules) -> Made:
    return Made(
        to_properties(entity), entity.labels, rules.folder.references(entity.facts), stored.get(entity.id)
    )


def _stored(tx: Transaction, ids: Sequence[str]) -> dict[str, Row]:
    return {row["entity"]["id"]: row for row in tx.run(STORED, ids=list(ids))} if ids else {}


def _record(row: Row) -> Record:
    node = row["record"]
    return Record(node["id"], node["source"], node["role"], node["type"], unpack_unquoted(node["statements"]))


def _dates(rows: Iterable[Row]) -> dict[str, str]:
    """Source key → stated date. Where records of one source differ, a newer version is on its way in."""
    return {row["record"]["source"]: row["record"]["stated_date"] for row in rows}
