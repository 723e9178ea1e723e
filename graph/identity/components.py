"""Which records have to be looked at together? All that a changed record could be one with.

A component is closed under: same name, same code, a human decision, and what is one entity now. It may
be wider than what the scores connect; clustering is the same on the wider set.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from graph.desk.decisions import Decision
from graph.identity.signature import Signature, from_properties

if TYPE_CHECKING:
    from graph.connection import Transaction

# A record that a version still being loaded has written or changed waits until that version is live.
_LIGHT: Final = """
WHERE NOT (r.reading IN $loading AND coalesce(r.pending, '') = 'cluster')
OPTIONAL MATCH (r)-[:DESCRIBES]->(e:Entity)
RETURN r.id AS id, r.type AS type, r.name_key AS name_key, r.uscc AS uscc, r.places AS places,
       r.pending AS pending, e.id AS entity, e.members AS members, e.pending AS entity_pending
"""
BY_ID: Final = f"UNWIND $keys AS key MATCH (r:Record {{id: key}}) WITH r {_LIGHT}"
BY_NAME: Final = f"UNWIND $keys AS key MATCH (r:Record {{name_key: key}}) WITH r {_LIGHT}"
BY_CODE: Final = f"UNWIND $keys AS key MATCH (r:Record {{uscc: key}}) WITH r {_LIGHT}"


@dataclass(frozen=True, slots=True)
class Component:
    """Records (id → signature, mark) and the entities that they describe now (id → members)."""

    signatures: dict[str, Signature] = field(default_factory=dict)
    pending: dict[str, str | None] = field(default_factory=dict)
    described: dict[str, str | None] = field(default_factory=dict)
    entities: dict[str, tuple[str, ...]] = field(default_factory=dict)
    stale: set[str] = field(default_factory=set)


def component(
    tx: Transaction, seeds: Collection[str], decisions: Sequence[Decision], loading: Sequence[str]
) -> Component:
    """Everything that the seeds (record ids) are connected with, seeds included."""
    partners = _partners(decisions)
    found = Component()
    wanted: dict[str, set[str]] = {BY_ID: set(seeds), BY_NAME: set(), BY_CODE: set()}
    asked: dict[str, set[str]] = {query: set() for query in wanted}
    while any(wanted.values()):
        rows: list[dict[str, Any]] = []
        for query, keys in wanted.items():
            if keys:
                rows += tx.run(query, keys=sorted(keys), loading=list(loading))
                asked[query] |= keys
        fresh = {row["id"]: row for row in rows if row["id"] not in found.signatures}
        _take(found, fresh.values())
        wanted = {
            BY_ID: {
                i for row in fresh.values() for i in (*(row["members"] or ()), *partners.get(row["id"], ()))
            },
            BY_NAME: {row["name_key"] for row in fresh.values() if row["name_key"]},
            BY_CODE: {row["uscc"] for row in fresh.values() if row["uscc"]},
        }
        wanted[BY_ID] -= found.signatures.keys()
        wanted = {query: keys - asked[query] for query, keys in wanted.items()}
    return found


def _take(found: Component, rows: Iterable[Mapping[str, Any]]) -> None:
    for row in rows:
        found.signatures[row["id"]] = from_properties(dict(row))
        found.pending[row["id"]] = row["pending"]
        found.described[row["id"]] = row["entity"]
        if row["entity"]:
            found.entities[row["entity"]] = tuple(row["members"])
            if row["entity_pending"]:
                found.stale.add(row["entity"])


def _partners(decisions: Iterable[Decision]) -> dict[str, set[str]]:
    partners: dict[str, set[str]] = {}
    for d in decisions:
        partners.setdefault(d.a, set()).add(d.b)
        partners.setdefault(d.b, set()).add(d.a)
    return partners
