"""By which scalar values can an entity be filtered inside an index? One value a slot, ``*`` or ``?``.

A list property finds nothing inside a vector index, so a filter is one scalar: the value if there
is one, ``*`` if there are several (the full list is checked afterwards), ``?`` if it is unknown.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from typing import Final

from graph.entities import NO_END, SEVERAL, UNKNOWN, Fact
from graph.identity.signature import most_specific
from ontology.model import Ontology
from ontology.terms import Properties

PLACE_DIGITS: Final[Mapping[str, int]] = {"province": 2, "city": 4, "district": 6, "street": 9}
"""How many digits of an official code name a place of that level."""


class Slots:
    """Makes the slots of one vocabulary's entities; what a property says is looked up once."""

    def __init__(self, ontology: Ontology) -> None:
        self._ontology = ontology
        self._says = {
            (kind, name): slot
            for kind, slot in (("place", Properties.PLACE), ("concept", Properties.ABOUT))
            for name in _below(slot, ontology)
        }
        self._ends = _below(Properties.VALID_UNTIL, ontology)
        self._kind = lru_cache(maxsize=4096)(self._kind_of)
        self._places = lru_cache(maxsize=4096)(place_slots)

    def of(self, facts: Iterable[Fact]) -> dict[str, str]:
        """The filter slots of an entity from its asserted facts that were not passed over for another."""
        said: dict[str, set[str]] = {Properties.PLACE: set(), Properties.ABOUT: set()}
        ends: set[str] = set()
        for fact in facts:
            slot = self._says.get((fact.kind, fact.property))
            if slot:
                said[slot].add(fact.value)
            elif fact.property in self._ends:
                ends.add(fact.value)
        places = self._places(frozenset(said[Properties.PLACE]))
        kind = self._kind(frozenset(said[Properties.ABOUT]))
        return {**places, "kind": kind, "validUntil": max(ends, default=NO_END)}

    def _kind_of(self, concepts: frozenset[str]) -> str:
        kinds = narrowest(concepts, self._ontology)
        return kinds[0] if len(kinds) == 1 else SEVERAL if kinds else UNKNOWN


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


def _below(name: str, ontology: Ontology) -> frozenset[str]:
    """A property and those more special."""
    return frozenset((name, *(p for p in ontology.properties if ontology.property_is_a(p, name))))
