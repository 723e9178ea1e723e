"""What does an offer state, seen as the factors need it? Facts by core property, its concepts and places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from graph.entities import Entity, Fact
from graph.slots import narrowest
from ontology.model import Ontology
from ontology.terms import Properties
from search.factors.facts import core_facts

PROSE: Final = (Properties.ITEM, Properties.NAME, Properties.REMARK, Properties.KEPT)
"""Where something may be said in words that no column asks for."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One offer of the graph. ``facts`` are the facts that count, by core property; ``concepts`` the
    most specific ones it is about (a list's category says less than its item); ``provider`` its id
    and name, ``provider_type`` its class; ``provider_places`` the places of the provider, for an offer that states none. ``cosine``
    is that of its text with the demand, ``None`` where no vector is stored or was asked for."""

    entity: Entity
    facts: Mapping[str, tuple[Fact, ...]] = field(default_factory=dict)
    concepts: tuple[str, ...] = ()
    provider: tuple[str, str] | None = None
    provider_type: str = ""
    provider_places: tuple[Fact, ...] = ()
    cosine: float | None = None

    def stated(self, *names: str) -> tuple[Fact, ...]:
        """The facts of these core properties, in the order of the names."""
        return tuple(f for name in names for f in self.facts.get(name, ()))

    @property
    def stated_on(self) -> str:
        """The latest date on which any source states it, '' if none says."""
        own = [f.value for f in self.stated(Properties.STATED_ON)]
        return max([*own, *(f.latest for facts in self.facts.values() for f in facts)], default="")

    @property
    def valid_until(self) -> str:
        """The last day on which it holds as stated, '' if no end is stated."""
        return max((f.value for f in self.stated(Properties.VALID_UNTIL)), default="")


def offer_of(
    entity: Entity,
    ontology: Ontology,
    *,
    provider: tuple[str, str] | None = None,
    provider_type: str = "",
    places: Iterable[Fact] = (),
    cosine: float | None = None,
) -> Offer:
    """An entity as the factors see it; ``places`` are those of the provider, used if the offer states none."""
    facts = core_facts(entity.facts, ontology)
    known = {
        f.value
        for f in facts.get(Properties.ABOUT, ())
        if f.kind == "concept" and f.value in ontology.concepts
    }
    return Offer(
        entity,
        facts,
        tuple(narrowest(known, ontology)),
        provider,
        provider_type,
        ()
        if facts.get(Properties.PLACE)
        else tuple(f for f in places if f.kind == "place" and f.status == "asserted"),
        cosine,
    )
