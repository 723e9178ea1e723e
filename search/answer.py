"""What does an answer to a demand hold? Plain data, served as it is by shell and HTTP."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from graph.reading.views import Evidence
from search.asked import Demand
from search.factors.factor import Factor

Certainty = Literal["certain", "possible", "near_miss", "nearest"]
"""Everything asked for is stated and fits; something is not stated; exactly one thing is stated
otherwise; several things are, and nothing comes nearer."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A thing by id, class and name; ``members`` are the records that it was folded from."""

    id: str
    type: str
    name: str
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Provider:
    """Who provides it, and how to reach them: contact details stay with the source and are never shown."""

    id: str
    name: str
    contact: str
    contact_en: str


@dataclass(frozen=True, slots=True)
class Missed:
    """The constraint (a factor's name) that an offer fails, and by how much."""

    name: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Freshness:
    """When it was stated (ISO date, '' if the source does not say), from when until when it holds ('' = not stated), when
    it was last confirmed ('' = never)."""

    stated_on: str
    valid_until: str
    expired: bool
    valid_from: str = ""
    confirmed_on: str = ""


@dataclass(frozen=True, slots=True)
class MatchItem:
    """One offer with its reasons.

    ``ask`` lists what to ask the provider; ``missed`` is empty for a match, one entry for a near miss,
    and all that is lacking for what is merely nearest. ``score`` is above 0 and below 1.
    """

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
    """Matches (certain first), near misses, and, if there is neither, the ``nearest``.

    ``abstained``: there is no match. ``sentence`` says in one line what came out.
    """

    demand: Demand
    matches: tuple[MatchItem, ...]
    near_misses: tuple[MatchItem, ...]
    nearest: tuple[MatchItem, ...]
    abstained: bool
    sentence: str
    sentence_en: str
