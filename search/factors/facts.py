"""Which facts count, and under which core property? For offers and needs alike."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from graph.entities import Fact
from ontology.model import Ontology
from ontology.terms import Properties

CORE: Final = (
    Properties.NAME,
    Properties.ITEM,
    Properties.ABOUT,
    Properties.CAPACITY,
    Properties.QUANTITY,
    Properties.SLOT,
    Properties.AREA,
    Properties.PLACE,
    Properties.ELIGIBILITY,
    Properties.VALID_FROM,
    Properties.VALID_UNTIL,
    Properties.STATED_ON,
    Properties.STANDARD,
    Properties.COST,
    Properties.REMARK,
    Properties.KEPT,
)
"""A fact counts under the first of these that its property is or is below."""


def core_facts(facts: Iterable[Fact], ontology: Ontology) -> dict[str, tuple[Fact, ...]]:
    """The asserted, unrestricted facts that were not passed over for another, by core property."""
    found: dict[str, list[Fact]] = {}
    for fact in facts:
        if fact.status == "asserted" and not fact.alternative and not fact.restricted:
            core = next((c for c in CORE if _is(ontology, fact.property, c)), None)
            if core:
                found.setdefault(core, []).append(fact)
    return {name: tuple(several) for name, several in found.items()}


def written(fact: Fact) -> str:
    """The wording of a fact: as the source has it, else its value."""
    return fact.original or fact.value


def _is(ontology: Ontology, name: str, core: str) -> bool:
    return name in ontology.properties and ontology.property_is_a(name, core)
