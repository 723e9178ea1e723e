"""How near is its meaning?"""

from __future__ import annotations

from search.asked import Demand
from search.factors.factor import Factor, Say, factor
from search.factors.offer import Offer
from search.factors.weights import COSINE_FLOOR
from search.factors.world import World


def meaning(demand: Demand, offer: Offer, world: World) -> Factor:  # noqa: ARG001 - one signature for all factors
    """The cosine between the demand's sentence and the offer's text. It decides nothing: it orders offers of which
    everything else says the same. Without a stored vector it is 0."""
    if offer.cosine is None:
        reason = Say("没有比较语义。", "Meanings were not compared.")
        return factor("meaning", "neutral", reason, value=0.0, relation="not-compared")
    value = min(max((offer.cosine - COSINE_FLOOR) / (1 - COSINE_FLOOR), 0.0), 1.0)
    shown = f"{offer.cosine:.3f}"
    reason = Say(f"与需求语义相似度 {shown}。", f"Similarity of meaning with the demand: {shown}.")
    return factor("meaning", "neutral", reason, value=value, relation="cosine")
