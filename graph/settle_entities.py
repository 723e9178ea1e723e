"""How is a plan written? The entities, what describes them, and their edges as far as the far ends are there.

One transaction a plan, its marks taken away with it: entities that stay the same are left alone, and what points at
an entity whose members changed is marked to have its edges rewritten.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from graph.cypher import quote_name
from graph.identifiers import digest
from graph.identity.cluster import Question
from graph.settle_edges import write_edges
from graph.settle_plan import Made, Plan

if TYPE_CHECKING:
    from graph.connection import Graph, Transaction

CREATE: Final = """
UNWIND $rows AS row
CREATE (e:Entity:{labels}) SET e = row
"""
# An entity of one record, the most frequent case, in one go: node, link, and the record's mark.
CREATE_SINGLE: Final = """
UNWIND $rows AS row
MATCH (r:Record {{id: row.id}})
CREATE (r)-[:DESCRIBES]->(e:Entity:{labels}) SET e = row, r.pending = null
"""
WRITE: Final = """
UNWIND $rows AS row
MATCH (e:Entity {{id: row.id}})
SET e += row, e.pending = null, e:{labels}
"""
REMOVE_LABEL: Final = "MATCH (e:Entity) WHERE e.id IN $ids REMOVE e:{label}"
SETTLED: Final = "MATCH (e:Entity) WHERE e.id IN $ids AND e.pending IS NOT NULL SET e.pending = null"
UNLINK: Final = "UNWIND $ids AS id MATCH (r:Record {id: id})-[d:DESCRIBES]->(:Entity) DELETE d"
LINK: Final = """
UNWIND $rows AS row
MATCH (r:Record {id: row.record}) MATCH (e:Entity {id: row.entity})
CREATE (r)-[:DESCRIBES]->(e)
"""
NEXT_EDGES: Final = "UNWIND $ids AS id MATCH (r:Record {id: id}) SET r.pending = 'edges'"
ALL_DONE: Final = "UNWIND $ids AS id MATCH (r:Record {id: id}) SET r.pending = null"
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
class Done:
    """What writing a plan did: records taken, entities written and removed, edges written or deleted."""

    records: int
    written: int
    removed: int
    edges: int


def write_plan(tx: Transaction, graph: Graph, plan: Plan) -> Done:
    """Write a plan. Edges whose far end has no entity yet are left to ``settle_edges``, marked."""
    _run(tx, MARK_INCOMING, ids=plan.regrouped)
    _run(tx, UNLINK, ids=plan.unlinked)
    singles = {made.id for made in plan.made if made.there is None and made.members == [made.id]}
    _write_entities(tx, plan.made, singles)
    _run(tx, LINK, rows=[{"record": m, "entity": i} for m, i in plan.moved.items() if i not in singles])
    fresh = {made.id for made in plan.made if made.there is None}
    edges, waiting = write_edges(tx, graph, {made.id: made.references for made in plan.made}, fresh)
    _run(tx, NEXT_EDGES, ids=[m for made in plan.made for m in made.members if made.id in waiting])
    settled = [made for made in plan.made if made.id not in waiting and made.id not in singles]
    _run(tx, ALL_DONE, ids=[m for made in settled for m in made.members])
    _run(tx, REMOVE, ids=plan.gone)
    _ask(tx, plan.asked, plan.questions)
    return Done(plan.records, len(plan.made), len(plan.gone), edges)


def _write_entities(tx: Transaction, several: Iterable[Made], singles: Collection[str]) -> None:
    """Write the entities that differ from what is stored, grouped by their labels; ``singles`` are new."""
    rows: dict[tuple[str, tuple[str, ...]], list[Mapping[str, Any]]] = defaultdict(list)
    lost: dict[str, list[str]] = defaultdict(list)
    same: list[str] = []
    for made in several:
        if _same(made):
            same.append(made.id)
            continue
        query = WRITE if made.there else CREATE_SINGLE if made.id in singles else CREATE
        rows[query, made.labels].append(made.properties)
        for label in set(made.there["labels"] if made.there else ()) - {*made.labels, "Entity", "Searchable"}:
            lost[label].append(made.id)
    for label, ids in lost.items():
        tx.run(REMOVE_LABEL.format(label=quote_name(label)), ids=ids)
    for (query, labels), written in rows.items():
        names = ":".join(quote_name(name) for name in ("Searchable", *labels))
        tx.run(query.format(labels=names), rows=written)
    _run(tx, SETTLED, ids=same)


def _same(made: Made) -> bool:
    if made.there is None:
        return False
    stored = made.there["entity"]
    return {*made.labels, "Entity", "Searchable"} == set(made.there["labels"]) and all(
        stored[name] == made.properties[name] for name in stored
    )


def _ask(tx: Transaction, records: Sequence[str], questions: Iterable[Question]) -> None:
    """Replace the questions about these records."""
    _run(tx, DROP_QUESTIONS, ids=records)
    rows = [
        {
            **asdict(q),
            "id": digest("q", *q.records, q.reason, q.key),
            "records": list(q.records),
            "reasons": list(q.reasons),
        }
        for q in questions
    ]
    _run(tx, WRITE_QUESTIONS, rows=rows)


def _run(tx: Transaction, query: str, **parameters: Sequence[Any]) -> None:
    """Run a statement about several things, if there are any."""
    if any(parameters.values()):
        tx.run(query, **{name: list(several) for name, several in parameters.items()})
