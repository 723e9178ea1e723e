"""Can it be had where it is needed?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from graph.entities import Fact
from ontology.terms import Properties
from search.asked import Demand
from search.factors.factor import Factor, Say, factor, neutral
from search.factors.facts import written
from search.factors.offer import Offer
from search.factors.weights import FITS, MISSES, PARTLY, UNKNOWN
from search.factors.words import holds_words
from search.factors.world import World


def place(demand: Demand, offer: Offer, world: World) -> Factor:
    """Where the offer is and which area it serves, against the place asked for.

    In the place, or serving it: fits. Only something wider stated (the province of the city), or nothing: unknown.
    Elsewhere: a thing that is used where it is (a room, a service on site) misses; what can be sent or can
    travel is unknown, for lists rarely say whether it is delivered. A stated area that leaves the place out misses.
    """
    if demand.places:
        return _one_of(demand, offer, world)
    facts = places_of(offer)
    if demand.place is None:
        return _not_asked(facts, world)
    asked = world.place(demand.place)
    served = offer.stated(Properties.AREA)
    if covering := [f for f in served if _covers(f, demand.place, world)]:
        has = _wording(covering[0], world)
        reason = Say(f"服务范围“{has.zh}”包括{asked.zh}。", f"It serves {has.en}, which includes {asked.en}.")
        return factor("place", "fits", reason, value=FITS, relation="served", facts=covering[:1])
    if inside := [f for f in facts if world.within(f.value, demand.place)]:
        return _inside(inside[0], asked, offer, world)
    if served:
        return _outside_area(served, asked, demand.place, world)
    return _not_inside(demand, offer, facts, asked, world)


def _one_of(demand: Demand, offer: Offer, world: World) -> Factor:
    """A name that several places share: what suits one of them suits only if that one is meant."""
    options = [(place(replace(demand, place=code, places=()), offer, world), code) for code in demand.places]
    best, code = max(options, key=lambda found: (_RANK[found[0].verdict], found[0].value, found[1]))
    asked = world.place(code)
    if best.verdict != "fits":
        return _unnamed(best, asked, demand.place_wording)
    note = Say(f"“{demand.place_wording}”有多处同名。", f" Several places are called {demand.place_wording}.")
    ask = Say(f"所说的是不是{asked.zh}", f"whether {asked.en} is meant")
    return replace(
        best,
        verdict="unknown",
        value=PARTLY,
        relation="ambiguous",
        reason=f"{best.reason}{note.zh}",
        reason_en=f"{best.reason_en}{note.en}",
        ask=ask,
    )


def _unnamed(found: Factor, place: Say, wording: str) -> Factor:
    """A verdict on one of several places of a name, told of the name: which of them is meant is not known."""

    def told(say: Say) -> Say:
        return Say(say.zh.replace(place.zh, wording), say.en.replace(place.en, wording))

    reason = told(Say(found.reason, found.reason_en))
    return replace(
        found, reason=reason.zh, reason_en=reason.en, ask=told(found.ask), missed=told(found.missed)
    )


_RANK: Final = {"fits": 2, "unknown": 1, "neutral": 1, "misses": 0}


def _not_asked(facts: Sequence[Fact], world: World) -> Factor:
    if not facts:
        return neutral("place", Say("没有问地点。", "No place was asked for."))
    has = world.place(facts[0].value)
    return neutral("place", Say(f"在{has.zh}。", f"It is in {has.en}."), facts[:1])


def _inside(fact: Fact, asked: Say, offer: Offer, world: World) -> Factor:
    has = world.place(fact.value)
    own = bool(offer.stated(Properties.PLACE))
    who = Say("" if own else "提供单位", "It" if own else "Its provider")
    reason = Say(f"{who.zh}在{has.zh}，属于{asked.zh}。", f"{who.en} is in {has.en}, within {asked.en}.")
    if has == asked:
        reason = Say(f"{who.zh}在{asked.zh}。", f"{who.en} is in {asked.en}.")
    value = FITS if own else FITS - 0.05
    return factor("place", "fits", reason, value=value, relation="inside", facts=[fact])


def _outside_area(served: Sequence[Fact], asked: Say, code: str, world: World) -> Factor:
    listed = "、".join(dict.fromkeys(_wording(f, world).zh for f in served))
    english = ", ".join(dict.fromkeys(_wording(f, world).en for f in served))
    read = [f for f in served if f.kind == "place"]
    partly = [f for f in read if world.within(f.value, code)]
    if partly or not read:
        reason = Say(
            f"服务范围是“{listed}”，看不出是否包括整个{asked.zh}。",
            f"It serves {english}; whether that includes all of {asked.en} cannot be told.",
        )
        ask = Say(f"是否服务到{asked.zh}", f"whether it serves {asked.en}")
        return factor("place", "unknown", reason, value=PARTLY, relation="part", facts=served, ask=ask)
    reason = Say(f"服务范围是“{listed}”，不包括{asked.zh}。", f"It serves {english}, not {asked.en}.")
    missed = Say(f"只服务{listed}，不到{asked.zh}", f"it serves {english} only, not {asked.en}")
    return factor("place", "misses", reason, value=MISSES, relation="not-served", facts=served, missed=missed)


def _not_inside(demand: Demand, offer: Offer, facts: Sequence[Fact], asked: Say, world: World) -> Factor:
    code = demand.place or ""
    ask = Say(f"能否提供到{asked.zh}", f"whether it can be had in {asked.en}")
    said = holds_words(offer, (demand.place_wording, asked.zh.split("·")[-1]), anywhere=True)
    if said:
        reason = Say(
            f"文字里提到{asked.zh}，没有写清能否提供到那里。", f"Its text mentions {asked.en}, not clearly."
        )
        return factor("place", "unknown", reason, value=PARTLY, relation="mentioned", facts=said[:1], ask=ask)
    if not facts:
        reason = Say("没有写明地点。", "It does not say where it is.")
        return factor("place", "unknown", reason, value=UNKNOWN, relation="not-stated", ask=ask)
    if wider := [f for f in facts if world.within(code, f.value)]:
        has = world.place(wider[0].value)
        reason = Say(
            f"只写了{has.zh}，没有写到{asked.zh}。", f"It says {has.en} only, not whether in {asked.en}."
        )
        return factor("place", "unknown", reason, value=PARTLY, relation="wider", facts=wider[:1], ask=ask)
    return _elsewhere(offer, facts, asked, code, world)


def _elsewhere(offer: Offer, facts: Sequence[Fact], asked: Say, code: str, world: World) -> Factor:
    nearest = min(facts, key=lambda f: (world.steps(f.value, code), f.value))
    has, steps = world.place(nearest.value), world.steps(nearest.value, code)
    near = 1 / (1 + steps)
    if _place_bound(offer, world):
        reason = Say(f"在{has.zh}，不在{asked.zh}。", f"It is in {has.en}, not in {asked.en}.")
        missed = Say(f"在{has.zh}，不在{asked.zh}", f"it is in {has.en}, not in {asked.en}")
        return factor(
            "place",
            "misses",
            reason,
            value=MISSES * near,
            relation="elsewhere",
            facts=[nearest],
            missed=missed,
        )
    reason = Say(
        f"在{has.zh}，没有写明能否送到{asked.zh}。",
        f"It is in {has.en}; whether it comes to {asked.en} is not stated.",
    )
    ask = Say(f"能否送到{asked.zh}", f"whether it comes to {asked.en}")
    value = UNKNOWN * (0.5 + near / 2)
    return factor("place", "unknown", reason, value=value, relation="elsewhere", facts=[nearest], ask=ask)


def places_of(offer: Offer) -> tuple[Fact, ...]:
    """Where an offer is: its own places, else those of its provider."""
    own = tuple(f for f in offer.stated(Properties.PLACE) if f.kind == "place")
    return own or offer.provider_places


def _place_bound(offer: Offer, world: World) -> bool:
    """Whether it is used where it is: said by its kinds; a thing of unknown kind is not."""
    return any(world.ontology.concepts[c].place_bound for c in offer.concepts if c in world.ontology.concepts)


def _covers(fact: Fact, code: str, world: World) -> bool:
    if fact.kind == "place":
        return world.within(code, fact.value)
    return world.is_everywhere(written(fact))


def _wording(fact: Fact, world: World) -> Say:
    return world.place(fact.value) if fact.kind == "place" else Say(written(fact), written(fact))
