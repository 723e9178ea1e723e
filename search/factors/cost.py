"""Does it cost what was asked for?"""

from __future__ import annotations

from graph.entities import Fact
from ontology.terms import Properties, Schemes
from search.asked import Demand
from search.factors.factor import Factor, Say, factor, neutral
from search.factors.facts import written
from search.factors.offer import PROSE, Offer
from search.factors.weights import FITS, MISSES, UNKNOWN
from search.factors.world import World


def cost(demand: Demand, offer: Offer, world: World) -> Factor:
    """What the offer says of its price, in its column or in its words, against what was asked for.

    Stated so (or better, where the vocabulary says that it may stand in): fits. Stated otherwise: misses.
    Not stated: unknown, never assumed to be free.
    """
    stated = stated_costs(offer, world)
    if demand.cost is None:
        facts = [f for f, _ in stated]
        listed = "、".join(dict.fromkeys(world.label(c).zh for _, c in stated))
        english = ", ".join(dict.fromkeys(world.label(c).en for _, c in stated))
        if not listed:
            return neutral("cost", Say("没有问费用。", "Cost was not asked about."))
        return neutral("cost", Say(f"费用：{listed}。", f"Cost: {english}."), facts)
    asked = world.label(demand.cost.concept)
    if not stated:
        reason = Say(f"没有写明是否{asked.zh}。", f"It does not say whether it is {asked.en}.")
        ask = Say(f"是否{asked.zh}", f"whether it is {asked.en}")
        return factor("cost", "unknown", reason, value=UNKNOWN, relation="not-stated", ask=ask)
    return _compare(demand.cost.concept, stated, asked, world)


def _compare(wanted: str, stated: list[tuple[Fact, str]], asked: Say, world: World) -> Factor:
    for fact, concept in stated:
        if world.relation(wanted, concept).name in {"same", "narrower", "substitute"}:
            has = world.label(concept)
            reason = Say(f"写明{has.zh}。", f"It is stated to be {has.en}.")
            return factor("cost", "fits", reason, value=FITS, relation="stated", facts=[fact])
    fact, concept = stated[0]
    has = world.label(concept)
    reason = Say(f"写明{has.zh}，不是{asked.zh}。", f"It is stated to be {has.en}, not {asked.en}.")
    missed = Say(f"费用是“{has.zh}”", f"its cost is {has.en}")
    return factor("cost", "misses", reason, value=MISSES, relation="stated", facts=[fact], missed=missed)


def stated_costs(offer: Offer, world: World) -> list[tuple[Fact, str]]:
    """What it costs by the cost scheme: from the cost column; only without one from the words of item, name, remark and kept columns."""
    column = [(f, c) for f in offer.stated(Properties.COST) for c in world.stated(Schemes.COSTS, f)]
    return column or [(f, c) for f in offer.stated(*PROSE) for c in world.find(Schemes.COSTS, written(f))]
