"""Does it meet the standard?"""

from __future__ import annotations

from collections.abc import Sequence

from graph.entities import Fact
from ontology.terms import Properties
from search.asked import Demand
from search.factors.factor import Factor, Say, factor, neutral
from search.factors.facts import written
from search.factors.offer import PROSE, Offer
from search.factors.weights import FITS, MISSES, PARTLY, UNKNOWN
from search.factors.world import World
from search.standards import same_standard, standard_codes


def standard(demand: Demand, offer: Offer, world: World) -> Factor:
    """The standard that the offer states, against the one asked for or the one that the asked kind stands for.

    Asked for by code: stated so fits, a standard of a kind that may stand in for it fits too, another one misses, none is
    unknown. Not asked for by code: only a stated standard of a lower kind counts, and it misses, whatever the
    offer calls itself.
    """
    facts = _stating(offer)
    stated = tuple(dict.fromkeys(c for f in facts for c in standard_codes(written(f))))
    if demand.standards:
        return _asked(demand, stated, facts, world)
    expected = _expected(demand, offer, world)
    lower = [c for c in stated if _kinds(c, world) and not _good(c, expected, world)]
    if expected and lower and not any(_good(c, expected, world) for c in stated):
        return _lower(lower[0], expected, facts, world)
    if stated:
        listed = "、".join(stated)
        return neutral("standard", Say(f"写明标准 {listed}。", f"It states {listed}."), facts)
    return neutral("standard", Say("没有问标准。", "No standard was asked for."))


def _asked(demand: Demand, stated: tuple[str, ...], facts: tuple[Fact, ...], world: World) -> Factor:
    asked = "、".join(demand.standards)
    if not stated:
        reason = Say(f"没有写明是否符合 {asked}。", f"It does not say whether it meets {asked}.")
        ask = Say(f"是否符合 {asked}", f"whether it meets {asked}")
        return factor("standard", "unknown", reason, value=UNKNOWN, ask=ask)
    same = [c for c in stated if any(same_standard(c, d) for d in demand.standards)]
    if same:
        reason = Say(f"写明符合 {same[0]}。", f"It states {same[0]}.")
        return factor("standard", "fits", reason, value=FITS, relation="same", facts=_with(facts, same[0]))
    wanted = tuple(k for code in demand.standards for k in _kinds(code, world))
    higher = [c for c in stated if wanted and _good(c, wanted, world)]
    if higher and (condition := _condition(higher, wanted, world)):
        reason = Say(
            f"写明 {higher[0]}，可以代替 {asked}，但要看情况：{condition.zh}。",
            f"It states {higher[0]}, which may stand in for {asked}, depending: {condition.en}.",
        )
        ask = Say(f"{higher[0]} 是否合适（{condition.zh}）", f"whether {higher[0]} will do ({condition.en})")
        return factor(
            "standard",
            "unknown",
            reason,
            value=PARTLY,
            relation="higher",
            facts=_with(facts, higher[0]),
            ask=ask,
        )
    if higher:
        reason = Say(
            f"写明 {higher[0]}，可以代替 {asked}。", f"It states {higher[0]}, which may stand in for {asked}."
        )
        return factor(
            "standard", "fits", reason, value=PARTLY, relation="higher", facts=_with(facts, higher[0])
        )
    reason = Say(f"写的是 {stated[0]}，不是 {asked}。", f"It states {stated[0]}, not {asked}.")
    missed = Say(f"标准是 {stated[0]}，需要 {asked}", f"its standard is {stated[0]}, asked for is {asked}")
    return factor("standard", "misses", reason, value=MISSES, facts=_with(facts, stated[0]), missed=missed)


def _lower(code: str, expected: tuple[str, ...], facts: tuple[Fact, ...], world: World) -> Factor:
    asked, has = world.label(expected[0]), world.label(_kinds(code, world)[0])
    reason = Say(
        f"写明的标准 {code} 是“{has.zh}”的，达不到“{asked.zh}”。",
        f"The stated standard {code} is that of {has.en}, which falls short of {asked.en}.",
    )
    missed = Say(f"标准是 {code}（{has.zh}）", f"its standard is {code} ({has.en})")
    return factor(
        "standard", "misses", reason, value=MISSES, relation="lower", facts=_with(facts, code), missed=missed
    )


def _stating(offer: Offer) -> tuple[Fact, ...]:
    return tuple(f for f in offer.stated(Properties.STANDARD, *PROSE) if standard_codes(written(f)))


def _with(facts: tuple[Fact, ...], code: str) -> list[Fact]:
    return [f for f in facts if code in standard_codes(written(f))]


def _expected(demand: Demand, offer: Offer, world: World) -> tuple[str, ...]:
    """The wanted kind that this offer is nearest to, if it stands for a standard of its own: of several things that are
    asked for, each has its own."""
    closest = world.closest((w.concept for w in demand.concepts), offer.concepts)
    wanted = [closest.wanted] if closest else [w.concept for w in demand.concepts]
    return tuple(w for w in wanted if world.ontology.concepts[w].standards)


def _kinds(code: str, world: World) -> tuple[str, ...]:
    """The kinds that a code is the standard of."""
    concepts = world.ontology.concepts.values()
    return tuple(
        c.name
        for c in concepts
        for s in c.standards
        for known in standard_codes(s)
        if same_standard(known, code)
    )


def _condition(codes: Sequence[str], wanted: Sequence[str], world: World) -> Say:
    """Under which condition these standards stand in for those of the wanted kinds; empty if one does without."""
    relations = [world.relation(w, k) for code in codes[:1] for w in wanted for k in _kinds(code, world)]
    good = [r for r in relations if r.name in {"same", "narrower", "substitute"}]
    least = min(good, key=lambda r: len(r.conditions), default=None)
    conditions = least.conditions if least else ()
    return Say("；".join(c[0] for c in conditions), "; ".join(c[1] or c[0] for c in conditions))


def _good(code: str, wanted: tuple[str, ...], world: World) -> bool:
    relations = [world.relation(w, k).name for w in wanted for k in _kinds(code, world)]
    return any(r in {"same", "narrower", "substitute"} for r in relations)
