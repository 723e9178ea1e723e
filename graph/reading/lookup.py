"""Which thing does an id lead to, and what is connected with it?

Any live member's record id leads to its entity; ``gone.py`` says where the others went.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from graph.connection import Graph
from graph.entities import NO_END, confirmed_on, from_node, valid_from
from graph.principal import Principal
from graph.reading.gone import where_it_went
from graph.reading.views import EntityView, Moved, Neighbour

MAX_IDS: Final = 1000
MAX_NEIGHBOURS: Final = 1000

BY_ID: Final = """
UNWIND $ids AS id
MATCH (e:Entity {id: id})
RETURN id, e {.id, .class, .name, .text, .account, .members, .province, .city, .district, .street, .kind,
              .validUntil} AS entity, labels(e) AS labels
"""
BY_MEMBER: Final = """
UNWIND $ids AS id
MATCH (r:Record {id: id})-[:DESCRIBES]->(e:Entity)
RETURN id, e.id AS entity
"""
NEIGHBOURS: Final = """
MATCH (e:Entity {id: $id})-[x]-(n:Entity)
RETURN type(x) AS relation, startNode(x) = e AS outgoing, n.id AS id, n.class AS class,
       coalesce(n.name, '') AS name, coalesce(x.records, []) AS records
ORDER BY relation, outgoing DESC, name, id LIMIT $limit
"""


def entity(graph: Graph, principal: Principal, id: str) -> EntityView | Moved:
    """The entity of that id, or ``Moved`` if the id is a member's or a succeeded record's.

    Raises:
        UnknownId: nothing ever had this id (404).
        GoneId: its record is no longer listed and has no successor (410).
    """
    if found := _by_id(graph, principal, [id]):
        return found[id]
    members = _by_member(graph, [id])
    return Moved(members[id]) if id in members else Moved(where_it_went(graph, principal, id))


def entities(graph: Graph, principal: Principal, ids: Iterable[str]) -> dict[str, EntityView]:
    """The entities of ids (their own or any live member's), under the ids asked; unknown ones are left out."""
    asked = list(dict.fromkeys(ids))
    found: dict[str, EntityView] = {}
    for start in range(0, len(asked), MAX_IDS):
        part = asked[start : start + MAX_IDS]
        direct = _by_id(graph, principal, part)
        members = _by_member(graph, [id for id in part if id not in direct])
        moved = _by_id(graph, principal, sorted(set(members.values())))
        found |= direct | {id: moved[to] for id, to in members.items() if to in moved}
    return found


def neighbours(graph: Graph, principal: Principal, id: str, limit: int = 100) -> list[Neighbour]:
    """What the entity of that id (or member id) is connected with, both ways, in a fixed order.

    Raises:
        UnknownId, GoneId: as ``entity``.
    """
    there = canonical_id(graph, principal, id)
    rows = graph.read(NEIGHBOURS, id=there, limit=max(1, min(limit, MAX_NEIGHBOURS)))
    names = relation_names(graph)
    return [
        Neighbour(
            names.get(row["relation"], row["relation"]),
            row["outgoing"],
            row["id"],
            row["class"],
            row["name"],
            tuple(row["records"]),
        )
        for row in rows
    ]


def canonical_id(graph: Graph, principal: Principal, id: str) -> str:
    """The id of the entity that ``id`` leads to; errors as ``entity``."""
    found = entity(graph, principal, id)
    return found.id


def relation_names(graph: Graph) -> Mapping[str, str]:
    """Relation type → name of the property it stands for."""
    properties = sorted(graph.ontology.properties.values(), key=lambda p: p.name)
    return {p.relation: p.name for p in properties if p.relation is not None}


def _by_id(graph: Graph, principal: Principal, ids: list[str]) -> dict[str, EntityView]:
    rows = graph.read(BY_ID, ids=ids) if ids else []
    return {row["id"]: view_of(principal, row["entity"], row["labels"]) for row in rows}


def _by_member(graph: Graph, ids: list[str]) -> dict[str, str]:
    rows = graph.read(BY_MEMBER, ids=ids) if ids else []
    return {row["id"]: row["entity"] for row in rows}


def view_of(principal: Principal, node: Mapping[str, Any], labels: Iterable[str]) -> EntityView:
    """An entity's node, as ``graph.entities.to_properties`` wrote it, as this principal may see it."""
    del principal  # restricted values are masked in the store itself; roles will choose here
    known = {name: value for name, value in node.items() if value is not None}
    folded = from_node(known, labels)
    valid_until = folded.slots.get("validUntil", NO_END)
    return EntityView(
        id=folded.id,
        type=folded.type,
        name=folded.name,
        text=folded.text,
        labels=folded.labels,
        members=folded.members,
        facts=folded.facts,
        slots=folded.slots,
        stated_on=max((f.latest for f in folded.facts), default=""),
        valid_until="" if valid_until == NO_END else valid_until,
        valid_from=valid_from(folded.facts),
        confirmed_on=confirmed_on(folded.facts),
    )
