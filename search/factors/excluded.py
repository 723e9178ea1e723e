"""Is it something that was asked to be left out?"""

from __future__ import annotations

from collections.abc import Sequence

from graph.entities import Fact
from ontology.terms import Properties, Schemes
from search.asked import Demand, Wanted
from search.factors.cost import stated_costs
from search.factors.factor import Factor, Say, factor, neutral
from search.factors.offer import Offer
from search.factors.place import places_of
from search.factors.weights import FITS, MISSES, UNKNOWN
from search.factors.world import World


def excluded(demand: Demand, offer: Offer, world: World) -> Factor:
    """Kinds, costs, audiences and places that the demand leaves out (不要收费的, 除了武汉).

    Stated to be one of them: misses. Stated otherwise: fits. Not stated, or so generally that it may be one: unknown.
    """
    if not demand.without and not demand.without_places:
        return neutral("excluded", Say("没有要排除的。", "Nothing was to be left out."))
    rulings = [_concept(w, offer, world) for w in demand.without]
    rulings += [_place(code, offer, world) for code in demand.without_places]
    for verdict in ("misses", "unknown"):
        for found in rulings:
            if found.verdict == verdict:
                return found
    reason = Say("".join(f.reason for f in rulings), " ".join(f.reason_en for f in rulings))
    statements = tuple(dict.fromkeys(s for f in rulings for s in f.statements))
    return Factor(
        "excluded", FITS, rulings[0].weight, "fits", reason.zh, reason.en, "other", statements=statements
    )


def _concept(out: Wanted, offer: Offer, world: World) -> Factor:
    scheme = world.ontology.concepts[out.concept].scheme
    label = world.label(out.concept)
    stated = _stated(scheme, offer, world)
    within = [f for f, c in stated if world.ontology.concept_is_a(c, out.concept)]
    others = [f for f, c in stated if not world.ontology.concept_is_a(c, out.concept)]
    if within and not (scheme == Schemes.AUDIENCES and others):
        return _is_one(label, within)
    maybe = [f for f, c in stated if c != out.concept and world.ontology.concept_is_a(out.concept, c)]
    if not stated or (maybe and scheme != Schemes.AUDIENCES):
        return _may_be(label, maybe)
    return _is_none(label, others)


def _place(code: str, offer: Offer, world: World) -> Factor:
    label, facts = world.place(code), places_of(offer)
    within = [f for f in facts if world.within(f.value, code)]
    if within:
        reason = Say(f"在要求除外的{label.zh}。", f"It is in {label.en}, which was to be left out.")
        missed = Say(f"在要求除外的{label.zh}", f"it is in {label.en}, to be left out")
        return factor(
            "excluded", "misses", reason, value=MISSES, relation="is-one", facts=within, missed=missed
        )
    if not facts or any(world.within(code, f.value) for f in facts):
        reason = Say(f"没有写明是否在{label.zh}（要求除外）。", f"Whether it is in {label.en} is not stated.")
        ask = Say(f"是否在{label.zh}（不要那里的）", f"whether it is in {label.en} (not wanted)")
        return factor(
            "excluded", "unknown", reason, value=UNKNOWN, relation="not-stated", facts=facts, ask=ask
        )
    reason = Say(f"不在要求除外的{label.zh}。", f"It is not in {label.en}, which was to be left out.")
    return factor("excluded", "fits", reason, value=FITS, relation="other", facts=facts)


def _is_one(label: Say, facts: list[Fact]) -> Factor:
    reason = Say(f"写明是“{label.zh}”，要求除外。", f"It is {label.en}, which was to be left out.")
    missed = Say(f"是要求除外的“{label.zh}”", f"it is {label.en}, to be left out")
    return factor("excluded", "misses", reason, value=MISSES, relation="is-one", facts=facts, missed=missed)


def _may_be(label: Say, facts: Sequence[Fact]) -> Factor:
    reason = Say(f"没有写明是不是“{label.zh}”（要求除外）。", f"Whether it is {label.en} is not stated.")
    ask = Say(f"是不是“{label.zh}”（不要这样的）", f"whether it is {label.en} (not wanted)")
    return factor("excluded", "unknown", reason, value=UNKNOWN, relation="not-stated", facts=facts, ask=ask)


def _is_none(label: Say, facts: Sequence[Fact]) -> Factor:
    reason = Say(f"不是要求除外的“{label.zh}”。", f"It is not {label.en}.")
    return factor("excluded", "fits", reason, value=FITS, relation="other", facts=facts)


def _stated(scheme: str, offer: Offer, world: World) -> list[tuple[Fact, str]]:
    if scheme == Schemes.COSTS:
        return stated_costs(offer, world)
    if scheme == Schemes.AUDIENCES:
        return [(f, c) for f in offer.stated(Properties.ELIGIBILITY) for c in world.stated(scheme, f)]
    return [(f, f.value) for f in offer.stated(Properties.ABOUT) if f.value in offer.concepts]
