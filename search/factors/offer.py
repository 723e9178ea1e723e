"""What does an offer state, seen as the factors need it? Facts by core property, its concepts and places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from graph.entities import Entity, Fact
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

PROSE: Final = (Properties.ITEM, Properties.NAME, Properties.REMARK, Properties.KEPT)
"""Where something may be said in words that no column asks for."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One offer of the graph. ``facts`` are the facts that count, by core property; ``provider`` its id
    and name; ``provider_places`` the places of the provider, for an offer that states none. ``cosine``
    is that of its text with the demand, ``None`` where no vector is stored or was asked for."""

    entity: Entity
    facts: Mapping[str, tuple[Fact, ...]] = field(default_factory=dict)
    provider: tuple[str, str] | None = None
    provider_places: tuple[Fact, ...] = ()
    cosine: float | None = None

    def stated(self, *names: str) -> tuple[Fact, ...]:
        """The facts of these core properties, in the order of the names."""
        return tuple(f for name in names for f in self.facts.get(name, ()))

    @property
    def concepts(self) -> tuple[str, ...]:
        """The concepts that it is about."""
        return tuple(f.value for f in self.stated(Properties.ABOUT) if f.kind == "concept")

    @property
    def stated_on(self) -> str:
        """The latest date on which any source states it, '' if none says."""
        own = [f.value for f in self.stated(Properties.STATED_ON)]
        return max([*own, *(f.latest for facts in self.facts.values() for f in facts)], default="")

    @property
    def valid_until(self) -> str:
        """The last day on which it holds as stated, '' if no end is stated."""
        return max((f.value for f in self.stated(Properties.VALID_UNTIL)), default="")


def core_facts(entity: Entity, ontology: Ontology) -> dict[str, tuple[Fact, ...]]:
    """The asserted, unrestricted facts that count, by core property."""
    found: dict[str, list[Fact]] = {}
    for fact in entity.facts:
        if fact.status == "asserted" and not fact.alternative and not fact.restricted:
            core = next((c for c in CORE if _is(ontology, fact.property, c)), None)
            if core:
                found.setdefault(core, []).append(fact)
    return {name: tuple(facts) for name, facts in found.items()}


def written(fact: Fact) -> str:
    """The wording of a fact: as the source has it, else its value."""
    return fact.original or fact.value


def _is(ontology: Ontology, name: str, core: str) -> bool:
    return name in ontology.properties and ontology.property_is_a(name, core)
