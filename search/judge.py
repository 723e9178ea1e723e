"""Is this offer a match, a near miss, or neither? All its factors, one certainty, one score."""

from __future__ import annotations

from dataclasses import dataclass

from search.answer import Certainty
from search.asked import Demand
from search.factors.catalogue import all_factors
from search.factors.factor import Factor
from search.factors.offer import Offer
from search.factors.weights import BANDS
from search.factors.world import World

_NEARLY = frozenset({"weaker", "sibling"})
"""Relations of another kind that is near enough to be one thing that is missing."""


@dataclass(frozen=True, slots=True)
class Judged:
    """An offer with its factors, its certainty and its score (above 0, below 1, six digits)."""

    offer: Offer
    factors: tuple[Factor, ...]
    certainty: Certainty
    score: float

    @property
    def unknown(self) -> tuple[Factor, ...]:
        """What is asked for and not stated."""
        return tuple(f for f in self.factors if f.verdict == "unknown")

    @property
    def missed(self) -> tuple[Factor, ...]:
        """What is asked for and stated otherwise."""
        return tuple(f for f in self.factors if f.verdict == "misses")


def judge(demand: Demand, offer: Offer, world: World) -> Judged:
    """Every factor on one offer, and what follows."""
    factors = all_factors(demand, offer, world)
    certainty = certainty_of(factors)
    return Judged(offer, factors, certainty, score_of(factors, certainty))


def certainty_of(factors: tuple[Factor, ...]) -> Certainty:
    """What the verdicts amount to. The first factor is the kind: without it fitting or unknown, or being
    the one near thing that is missing, nothing is more than nearest; nor is what says no more than goods or space."""
    kind = factors[0]
    missed = [f for f in factors if f.verdict == "misses"]
    if kind.verdict == "neutral" or kind.relation == "general" or len(missed) > 1:
        return "nearest"
    if missed:
        nearly = missed[0] is not kind or kind.relation in _NEARLY
        return "near_miss" if nearly else "nearest"
    return "possible" if any(f.verdict == "unknown" for f in factors) else "certain"


def score_of(factors: tuple[Factor, ...], certainty: Certainty) -> float:
    """The weighted mean of what was asked for and of the meaning, within the band of the certainty."""
    counted = [f for f in factors if f.verdict != "neutral" or f.name == "meaning"]
    total = sum(f.weight for f in counted)
    mean = sum(f.weight * f.value for f in counted) / total
    low, high = BANDS[certainty]
    return round(low + (high - low) * (0.01 + 0.98 * mean), 6)
