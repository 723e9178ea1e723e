"""Do the stored records still obey the ontology? The whole store read once, in bounded memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from graph.connection import Graph
from graph.principal import Principal
from graph.records import unpack
from ontology.validate import violations

RECORDS: Final = (
    "MATCH (r:Record) RETURN r.id AS id, r.source AS source, r.type AS type, r.statements AS statements"
)


@dataclass(frozen=True, slots=True)
class StoredViolation:
    """A record that breaks a constraint: which record of which source, which property, and how."""

    record: str
    source: str
    property: str
    zh: str
    en: str


def stored_violations(graph: Graph, principal: Principal) -> Iterator[StoredViolation]:
    """Every violation in the store; everybody may see them, values are masked already."""
    del principal
    for row in graph.stream(RECORDS):
        for found in violations(row["type"], unpack(row["statements"]), graph.ontology):
            yield StoredViolation(row["id"], row["source"], found.property, found.zh, found.en)
