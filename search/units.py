"""Whose party organisation is it? What a unit's committee or branch offers, the unit offers; and the answer says so."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from graph.principal import Principal
from ontology.terms import Properties
from search.answer import Reference
from search.context import SearchContext
from search.offers import relation

UNITS: Final = """
UNWIND $ids AS id
MATCH (:Entity {{id: id}})-[:{unit}]->(u:Entity)
RETURN id, u {{.id, .class, .name, .members}} AS unit ORDER BY id, u.id
"""


def units_of(context: SearchContext, principal: Principal, ids: Iterable[str]) -> dict[str, Reference]:
    """The unit of each of these that is a party organisation; others are left out."""
    del principal  # names and classes only, as every reader sees them
    asked = sorted({id for id in ids if id})
    query = UNITS.format(unit=relation(context.graph, Properties.PARTY_ORGANIZATION_OF))
    rows = context.graph.read(query, ids=asked) if asked else []
    return {
        row["id"]: Reference(u["id"], u["class"], u["name"], tuple(u["members"] or ()))
        for row in reversed(rows)
        for u in (row["unit"],)
    }
