"""Which factors are there, in which order? Their docstrings are their public documentation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from search.asked import Demand
from search.factors.audience import audience
from search.factors.capacity import capacity
from search.factors.cost import cost
from search.factors.detail import detail
from search.factors.excluded import excluded
from search.factors.factor import Factor
from search.factors.kind import kind
from search.factors.meaning import meaning
from search.factors.offer import Offer
from search.factors.place import place
from search.factors.standard import standard
from search.factors.time import time
from search.factors.world import World

FACTORS: Final[tuple[Callable[[Demand, Offer, World], Factor], ...]] = (
    kind,
    standard,
    detail,
    excluded,
    place,
    capacity,
    audience,
    cost,
    time,
    meaning,
)


def all_factors(demand: Demand, offer: Offer, world: World) -> tuple[Factor, ...]:
    """Every factor of one offer, in the order in which they are told."""
    return tuple(function(demand, offer, world) for function in FACTORS)
