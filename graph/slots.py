"""By which scalar values can an entity be filtered inside an index? One value a slot, ``*`` or ``?``.

A list property finds nothing inside a vector index, so a filter is one scalar: the value if there
is one, ``*`` if there are several (the full list is checked afterwards), ``?`` if it is unknown.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Final

from graph.entities import NO_END, SEVERAL, UNKNOWN, Fact
from graph.identity.signature import most_specific
from ontology.model import Ontology
from ontology.terms import Properties

PLACE_DIGITS: Final[Mapping[str, int]] = {"province": 2, "city": 4, "district": 6, "street": 9}
"""How many digits of an official code name a place of that level."""


def slots_of(facts: Iterable[Fact], ontology: Ontology) -> dict[str, str]:
    """The filter slots of an entity from its asserted facts that were not passed over for another."""
    places: set[str] = set()
    concepts: set[str] = set()
    ends: set[str] = set()
    for fact in facts:
        if fact.kind == "place" and _is(fact, Properties.PLACE, ontology):
            places.add(fact.value)
        elif fact.kind == "concept" and _is(fact, Properties.ABOUT, ontology):
            concepts.add(fact.value)
        elif _is(fact, Properties.VALID_UNTIL, ontology):
            ends.add(fact.value)
    kinds = narrowest(concepts, ontology)
    kind = kinds[0] if len(kinds) == 1 else SEVERAL if kinds else UNKNOWN
    return {**place_slots(places), "kind": kind, "validUntil": max(ends, default=NO_END)}


def place_slots(codes: Iterable[str]) -> dict[str, str]:
    """The four place slots of a set of official codes.

    >>> place_slots(["420106", "420102"])
    {'province': '42', 'city': '4201', 'district': '*', 'street': '?'}
    """
    stated = most_specific(codes)
    return {slot: _level(stated, digits) for slot, digits in PLACE_DIGITS.items()}


def narrowest(concepts: Collection[str], ontology: Ontology) -> list[str]:
    """The concepts that are broader than no other of them, sorted."""
    broader = {a for c in concepts if c in ontology.concepts for a in ontology.concepts[c].ancestors}
    return sorted(c for c in set(concepts) if c not in broader)


def _level(codes: Collection[str], digits: int) -> str:
    values = {code[:digits] for code in codes if len(code) >= digits}
    if not values:
        return UNKNOWN
    known_of_all = all(len(code) >= digits for code in codes)
    return values.pop() if len(values) == 1 and known_of_all else SEVERAL


def _is(fact: Fact, name: str, ontology: Ontology) -> bool:
    return fact.property == name or (
        fact.property in ontology.properties and ontology.property_is_a(fact.property, name)
    )
