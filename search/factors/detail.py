"""Does it say what was asked for beyond the kind?"""

from __future__ import annotations

from search.asked import Demand
from search.factors.factor import Factor, Say, factor, neutral
from search.factors.offer import Offer
from search.factors.weights import FITS, UNKNOWN
from search.factors.words import holds_words
from search.factors.world import World


def detail(demand: Demand, offer: Offer, world: World) -> Factor:  # noqa: ARG001 - one signature for all factors
    """Words of the demand that no concept covers (乒乓球 in 乒乓球培训): said by the offer they fit, unsaid they
    are unknown, for a list seldom says everything. They never miss."""
    if not demand.concepts or not demand.details:
        return neutral("detail", Say("没有别的要求。", "Nothing beyond the kind was asked for."))
    held = [d for d in demand.details if holds_words(offer, (d,), anywhere=True)]
    facts = holds_words(offer, held, anywhere=True) if held else ()
    lacking = [d for d in demand.details if d not in held]
    if not lacking:
        words = "、".join(held)
        return factor(
            "detail", "fits", Say(f"写到“{words}”。", f"It says “{words}”."), value=FITS, facts=facts
        )
    words = "、".join(lacking)
    share = len(held) / len(demand.details)
    return factor(
        "detail",
        "unknown",
        Say(f"没有写到“{words}”。", f"It does not say “{words}”."),
        value=UNKNOWN * (0.5 + share / 2),
        facts=facts,
        ask=Say(f"是否包括“{words}”", f"whether it includes “{words}”"),
    )
