"""Which offers meet this demand, why, and what nearly does?

The recipe: candidates by concept and by meaning (``search.offers``), every factor on each
(``search.factors``), then three groups. A match is *certain* (everything asked for is stated and
fits) or *possible* (something asked for is not stated, and the item says what to ask); a *near
miss* fails exactly one constraint and names it. Nothing else is shown, except, where there is
no match at all, what comes nearest and what it lacks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from graph.reading import Evidence
from search.demand import Demand
from search.factors.factor import Factor

Certainty = Literal["certain", "possible", "near_miss", "nearest"]


@dataclass(frozen=True, slots=True)
class Reference:
    """A thing by id, class and name."""

    id: str
    type: str
    name: str


@dataclass(frozen=True, slots=True)
class Provider:
    """Who provides it and how to reach them: contact details are kept with the source and are never shown."""

    id: str
    name: str
    contact: str
    contact_en: str


@dataclass(frozen=True, slots=True)
class Missed:
    """The constraint that an offer fails, and by how much."""

    name: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Freshness:
    """When it was stated (ISO date, '' if the source does not say) and until when it holds ('' = no end stated)."""

    stated_on: str
    valid_until: str
    expired: bool


@dataclass(frozen=True, slots=True)
class MatchItem:
    """One offer with its reasons. ``ask`` lists what to ask the provider; ``missed`` is empty for a match,
    one entry for a near miss, and all that is lacking for what is merely nearest."""

    resource: Reference
    provider: Provider | None
    certainty: Certainty
    score: float
    sentence: str
    sentence_en: str
    factors: tuple[Factor, ...]
    evidence: tuple[Evidence, ...]
    freshness: Freshness
    ask: tuple[str, ...] = ()
    ask_en: tuple[str, ...] = ()
    missed: tuple[Missed, ...] = ()


@dataclass(frozen=True, slots=True)
class MatchAnswer:
    """Matches (certain first), near misses, and, if there is no match, ``abstained`` with the ``nearest``.

    ``sentence`` says in one line what came out.
    """

    demand: Demand
    matches: tuple[MatchItem, ...]
    near_misses: tuple[MatchItem, ...]
    nearest: tuple[MatchItem, ...]
    abstained: bool
    sentence: str
    sentence_en: str
