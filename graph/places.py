"""Which places are in the graph? Those that live records name, with their ancestors; no others.

The gazetteer stays reference data. A place entity ``place:<code>`` is written when an edge first
needs it and swept when nothing points at it any more.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from graph.cypher import quote_name
from graph.entities import NO_END, UNKNOWN, Entity, to_properties
from graph.slots import place_slots
from ontology.language.tokens import index_tokens
from ontology.model import Ontology
from ontology.terms import Classes, Properties

if TYPE_CHECKING:
    from graph.connection import Graph, Transaction
    from graph.gazetteer import Gazetteer

PREFIX: Final = "place:"

THERE: Final = "MATCH (p:Entity) WHERE p.id IN $ids RETURN p.id AS id"
WRITE: Final = """
UNWIND $rows AS row
MERGE (p:Entity {{id: row.id}})
SET p += row, p:{labels}
"""
WRITE_PARENTS: Final = """
UNWIND $rows AS row
MATCH (p:Entity {{id: row.id}}) MATCH (parent:Entity {{id: row.parent}})
MERGE (p)-[x:{relation}]->(parent) SET x.records = []
"""
SWEEP: Final = """
MATCH (p:Entity:{label}) WHERE p.id STARTS WITH $prefix AND NOT EXISTS {{ MATCH (p)<--(:Entity) }}
WITH p LIMIT $limit DETACH DELETE p RETURN count(*) AS swept
"""
SWEPT_AT_ONCE: Final = 2000


def path_of(code: str, gazetteer: Gazetteer) -> str:
    """The full name of a place, widest part first; the code itself if it is not in the gazetteer."""
    return gazetteer.path_name(code) or code


def official_codes(codes: Iterable[str], gazetteer: Gazetteer) -> dict[str, str]:
    """Code as stated → the code of the place it stands for; unknown ones are left out."""
    found = ((code, gazetteer.get(code)) for code in codes)
    return {code: place.code for code, place in found if place is not None}


def write_places(tx: Transaction, codes: Collection[str], ontology: Ontology, gazetteer: Gazetteer) -> None:
    """Write the entities of known places and all their ancestors, each lying in the next wider one."""
    chains = [(code, *(a.code for a in gazetteer.ancestors(code))) for code in sorted(codes)]
    wanted = {code for chain in chains for code in chain}
    found = tx.run(THERE, ids=[PREFIX + code for code in sorted(wanted)])
    missing = wanted - {row["id"].removeprefix(PREFIX) for row in found}
    if not missing:
        return
    labels = ":".join(quote_name(label) for label in ("Searchable", *ontology.labels(Classes.PLACE)))
    rows = [_properties(code, ontology, gazetteer) for code in sorted(missing)]
    tx.run(WRITE.format(labels=labels), rows=rows)
    steps = {(a, b) for chain in chains for a, b in pairwise(chain) if a in missing}
    parents = [{"id": PREFIX + a, "parent": PREFIX + b} for a, b in sorted(steps)]
    tx.run(WRITE_PARENTS.format(relation=_relation(ontology)), rows=parents)


def sweep_places(graph: Graph) -> int:
    """Delete the places that nothing points at, then their ancestors if nothing else does; how many."""
    query = SWEEP.format(label=quote_name(Classes.PLACE))
    swept = 0
    while count := graph.write(query, prefix=PREFIX, limit=SWEPT_AT_ONCE)[0]["swept"]:
        swept += count
    return swept


def _properties(code: str, ontology: Ontology, gazetteer: Gazetteer) -> dict[str, Any]:
    place = gazetteer.get(code)
    text = f"{path_of(code, gazetteer)} {ontology.classes[Classes.PLACE].zh}"
    return to_properties(
        Entity(
            id=PREFIX + code,
            type=Classes.PLACE,
            labels=ontology.labels(Classes.PLACE),
            name=place.name if place else code,
            text=text,
            slots={**place_slots([code]), "kind": UNKNOWN, "validUntil": NO_END},
            tokens=index_tokens(text),
        )
    )


def _relation(ontology: Ontology) -> str:
    return quote_name(ontology.properties[Properties.PLACE].relation or "")
