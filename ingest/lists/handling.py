"""How are the cells of a property read, and what do they speak of? From its range, its ancestors and its domain."""

from __future__ import annotations

from collections.abc import Iterable

from ingest.lists.column import Handler, Target
from ontology.model import Ontology
from ontology.terms import Classes, Properties

_BOTH = (Properties.PLACE, Properties.ADDRESS)
_STRUCTURE: dict[str, Handler] = {
    Properties.KEPT: "kept",
    Properties.UNIT: "unit",
    Properties.ROW_NUMBER: "number",
}
_BY_RANGE: dict[str, Handler] = {
    "decimal": "quantity",
    "integer": "quantity",
    "date": "date",
    "boolean": "boolean",
    "concept": "concept",
    "place": "place",
    Classes.CONCEPT: "concept",
    Classes.PLACE: "place",
}


def handler_of(name: str, ontology: Ontology) -> Handler:
    """How the cells of a property are read."""
    found = ontology.properties[name]
    if name in _STRUCTURE:
        return _STRUCTURE[name]
    if found.restricted:
        return "restricted"
    if ontology.property_is_a(name, Properties.ITEM):
        return "item"
    if name == Properties.NAME:
        return "party"
    if found.range in _BY_RANGE:
        return _BY_RANGE[found.range]
    if found.range not in ontology.classes:
        return "text"
    return "party" if ontology.is_a(found.range, Classes.PARTY) else "kept"


def applies(name: str, cls: str, ontology: Ontology) -> bool:
    """Whether a property may be stated of an instance of a class, or of a class below it: the row decides."""
    domain = [d for d in ontology.properties[name].domain if d in ontology.classes]
    is_a = ontology.is_a
    return not domain or any(is_a(cls, d) or is_a(d, cls) for d in domain)


def target_of(name: str, handler: Handler, things: Iterable[str], ontology: Ontology) -> Target:
    """What a column of a property speaks of, in a list of things of these classes."""
    party = applies(name, Classes.ORGANIZATION, ontology)
    thing = any(applies(name, c, ontology) for c in things)
    located = set(ontology.properties[name].domain) & {Classes.PLACE}
    shared = located or handler == "place" or any(ontology.property_is_a(name, p) for p in _BOTH)
    if party and thing and shared:
        return "both"
    if handler == "restricted" or not thing:
        return "party"
    return "thing"
