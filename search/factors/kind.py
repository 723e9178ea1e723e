"""Is it the kind of thing that is asked for?"""

from __future__ import annotations

from ontology.terms import Properties
from search.asked import Demand, Wanted
from search.factors.factor import Factor, Say, factor, neutral
from search.factors.facts import written
from search.factors.offer import Offer
from search.factors.relations import Relation
from search.factors.weights import RELATIONS
from search.factors.words import holds_words
from search.factors.world import World


def kind(demand: Demand, offer: Offer, world: World) -> Factor:
    """What is offered against what is asked for, by the concept tree.

    The same or a narrower kind fits. What may stand in for it fits if the substitution has no condition; with a
    condition it is unknown until the provider confirms it. Something stated only in general (a kind above) is
    unknown; what is further up (goods, spaces) says so little that it alone makes no match. What the asked kind could stand in
    for (surgical for protective masks), a sibling or anything else misses: substitution is never read downward.
    Where no concept names the thing, its own words count.
    """
    if not demand.concepts:
        return _by_words(demand, offer)
    relation = world.closest((w.concept for w in demand.concepts), offer.concepts)
    if relation is None:
        return _named_in_item(demand, offer) or _unrelated(demand, offer, world)
    wanted = next(w for w in demand.concepts if w.concept == relation.wanted)
    return _by_relation(wanted, relation, offer, world)


def _by_relation(wanted: Wanted, relation: Relation, offer: Offer, world: World) -> Factor:
    facts = [f for f in offer.stated(Properties.ABOUT) if f.value == relation.offered]
    asked, has = world.label(relation.wanted), world.label(relation.offered)
    led = Say(f"（{wanted.reason_zh}）", f" ({wanted.reason_en})") if wanted.reason_zh else Say()
    value, name = RELATIONS[relation.name], relation.name
    if wanted.ask_zh and name in {"same", "narrower"}:
        reason = Say(f"是“{has.zh}”{led.zh}，须先确认。", f"It is {has.en}{led.en}: ask first.")
        ask = Say(wanted.ask_zh, wanted.ask_en)
        value = RELATIONS["substitute"]
        return factor("kind", "unknown", reason, value=value, relation=name, facts=facts, ask=ask)
    if name == "same":
        reason = Say(f"正是所需的“{asked.zh}”{led.zh}。", f"It is the {asked.en} asked for{led.en}.")
        return factor("kind", "fits", reason, value=value, relation=name, facts=facts)
    if name == "narrower":
        reason = Say(f"“{has.zh}”属于“{asked.zh}”{led.zh}。", f"{has.en} is a kind of {asked.en}{led.en}.")
        return factor("kind", "fits", reason, value=value, relation=name, facts=facts)
    if name == "substitute":
        return _substitute(relation, asked, has, offer)
    if name in {"broader", "general"}:
        reason = Say(
            f"只写了“{has.zh}”，没有写明是不是“{asked.zh}”{led.zh}。",
            f"It says {has.en} only, not whether {asked.en}{led.en}.",
        )
        ask = Say(f"是不是“{asked.zh}”", f"whether it is {asked.en}")
        return factor("kind", "unknown", reason, value=value, relation=name, facts=facts, ask=ask)
    return _miss(relation, asked, has, led, offer)


def _substitute(relation: Relation, asked: Say, has: Say, offer: Offer) -> Factor:
    facts = [f for f in offer.stated(Properties.ABOUT) if f.value == relation.offered]
    zh = "；".join(c[0] for c in relation.conditions)
    en = "; ".join(c[1] or c[0] for c in relation.conditions)
    value = RELATIONS["substitute"]
    if not zh:
        reason = Say(f"“{has.zh}”可以代替“{asked.zh}”。", f"{has.en} may stand in for {asked.en}.")
        return factor("kind", "fits", reason, value=value, relation="substitute", facts=facts)
    reason = Say(
        f"是“{has.zh}”，可以代替“{asked.zh}”，但要看情况：{zh}。",
        f"It is {has.en}, which may stand in for {asked.en}, depending: {en}.",
    )
    ask = Say(f"以“{has.zh}”代替是否合适（{zh}）", f"whether {has.en} will do ({en})")
    return factor("kind", "unknown", reason, value=value, relation="substitute", facts=facts, ask=ask)


def _miss(relation: Relation, asked: Say, has: Say, led: Say, offer: Offer) -> Factor:
    stated = [f for f in offer.stated(Properties.ABOUT) if f.value == relation.offered]
    if relation.name == "weaker":
        reason = Say(
            f"是“{has.zh}”，不能代替“{asked.zh}”（只能反过来）{led.zh}。",
            f"It is {has.en}, which cannot stand in for {asked.en} (only the other way round){led.en}.",
        )
    elif relation.name == "other":
        reason = Say(f"是“{has.zh}”，与“{asked.zh}”无关。", f"It is {has.en}, unrelated to {asked.en}.")
    else:
        reason = Say(
            f"是“{has.zh}”，与“{asked.zh}”相近，但不是同一种{led.zh}。",
            f"It is {has.en}: near {asked.en}, but another kind{led.en}.",
        )
    missed = Say(f"提供的是“{has.zh}”，不是“{asked.zh}”", f"{has.en} is offered, not {asked.en}")
    value = RELATIONS[relation.name]
    return factor("kind", "misses", reason, value=value, relation=relation.name, facts=stated, missed=missed)


def _named_in_item(demand: Demand, offer: Offer) -> Factor | None:
    """An offer that no concept was found for, named with the very words of the demand."""
    for wanted in demand.concepts:
        facts = holds_words(offer, (wanted.wording,))
        if wanted.basis == "said" and facts:
            reason = Say(f"名称里写着“{wanted.wording}”。", f"Its name says “{wanted.wording}”.")
            return factor("kind", "fits", reason, value=RELATIONS["words"], relation="words", facts=facts)
    return None


def _by_words(demand: Demand, offer: Offer) -> Factor:
    if not demand.details:
        reason = Say("没有看出要的是什么。", "What is asked for was not understood.")
        return neutral("kind", reason)
    held = [d for d in demand.details if holds_words(offer, (d,))]
    words = "、".join(demand.details)
    facts = holds_words(offer, tuple(held)) if held else ()
    if len(held) == len(demand.details):
        reason = Say(f"名称里写着“{words}”。", f"Its name says “{words}”.")
        return factor("kind", "fits", reason, value=RELATIONS["words"], relation="words", facts=facts)
    lacking = "、".join(d for d in demand.details if d not in held)
    reason = Say(f"名称里没有“{lacking}”。", f"Its name does not say “{lacking}”.")
    if 2 * len("".join(held)) >= len("".join(demand.details)):
        ask = Say(f"是否包括“{lacking}”", f"whether it includes “{lacking}”")
        return factor(
            "kind", "unknown", reason, value=RELATIONS["broader"], relation="words", facts=facts, ask=ask
        )
    name = "related" if held else "other"
    missed = Say(f"没有写“{lacking}”", f"“{lacking}” is not stated")
    return factor("kind", "misses", reason, value=RELATIONS[name], relation=name, facts=facts, missed=missed)


def _unrelated(demand: Demand, offer: Offer, world: World) -> Factor:
    asked = world.label(demand.concepts[0].concept)
    has = next((written(f) for f in offer.stated(Properties.ITEM)), offer.entity.name)
    reason = Say(f"“{has}”看不出是“{asked.zh}”。", f"Nothing says that “{has}” is {asked.en}.")
    missed = Say(f"提供的是“{has}”，不是“{asked.zh}”", f"“{has}” is offered, not {asked.en}")
    return factor(
        "kind",
        "misses",
        reason,
        value=0.0,
        relation="other",
        facts=offer.stated(Properties.ITEM),
        missed=missed,
    )
