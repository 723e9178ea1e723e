"""Do the stored records still obey the ontology? The whole store read once, in bounded memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from graph.connection import Graph
from graph.principal import Principal
from graph.records import unpack
from ontology.validate import violations

RECORDS: Final = (
    "MATCH (r:Record) RETURN r.id AS id, r.source AS source, r.type AS type, r.statements AS statements"
)
TYPES: Final = "MATCH (r:Record) WHERE r.id IN $ids RETURN r.id AS id, r.type AS type"
_AT_ONCE: Final = 2000


@dataclass(frozen=True, slots=True)
class StoredViolation:
    """A record that breaks a constraint: which record of which source, which property, how, and how grave it is
    (``Violation``, ``Warning`` or ``Info``)."""

    record: str
    source: str
    property: str
    zh: str
    en: str
    severity: str = "Violation"


def stored_violations(graph: Graph, principal: Principal) -> Iterator[StoredViolation]:
    """Every violation in the store, references to records of the wrong class too; everybody may see them, values
    are masked already."""
    del principal
    rows = graph.stream(RECORDS)
    while batch := list(islice(rows, _AT_ONCE)):
        yield from _of_batch(graph, batch)


def _of_batch(graph: Graph, batch: Sequence[dict[str, Any]]) -> Iterator[StoredViolation]:
    records = [(row, unpack(row["statements"])) for row in batch]
    named = {s.value for _, statements in records for s in statements if s.kind == "record"}
    types = {found["id"]: found["type"] for found in graph.read(TYPES, ids=sorted(named))}
    for row, statements in records:
        for found in violations(row["type"], statements, graph.ontology, types=types):
            yield StoredViolation(
                row["id"], row["source"], found.property, found.zh, found.en, found.severity
            )
