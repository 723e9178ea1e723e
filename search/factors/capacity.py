"""Is there enough of it?"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal, InvalidOperation

from graph.entities import Fact
from ontology.terms import Properties
from search.asked import Demand
from search.factors.factor import Factor, Say, factor, neutral
from search.factors.facts import written
from search.factors.offer import PROSE, Offer
from search.factors.weights import FITS, MISSES, UNKNOWN
from search.factors.world import World
from search.how_much import asked_amounts

_REMARKS = (Properties.REMARK, Properties.KEPT)
_PIECES = "count"
_PEOPLE = "person"
"""Dimensions of the vocabulary's units that a bare number can be in."""


def capacity(demand: Demand, offer: Offer, world: World) -> Factor:
    """The stated amount against the one asked for, in units that measure the same.

    Enough: fits, and says so. Too little: misses, with what remains to be found. Not stated, a placeholder that
    reading has set aside, or a unit that cannot be compared: unknown; no amount is ever assumed.
    """
    facts = offer.stated(Properties.CAPACITY, Properties.QUANTITY)
    if demand.quantity is None:
        shown = "、".join(_shown(f) for f in facts)
        if not shown:
            return neutral("capacity", Say("没有问数量。", "No amount was asked for."))
        return neutral("capacity", Say(f"写明数量 {shown}。", f"Stated amount: {shown}."), facts)
    asked = f"{demand.quantity:f}{demand.unit}"
    if unlimited := [f for f in facts if world.is_unlimited(written(f))]:
        reason = Say("写明数量不限。", "It states no limit.")
        return factor("capacity", "fits", reason, value=FITS, relation="unlimited", facts=unlimited)
    amounts = [(a, f) for f in facts if (a := _amount(f, demand, world)) is not None]
    if not amounts and (said := _in_prose(offer, demand, world)):
        people = world.readers.dimension(demand.unit) == _PEOPLE
        amounts = [(a, f) for a, f in said if not people or f.property not in _REMARKS]
        if not amounts:
            return _only_mentioned([f for _, f in said], asked)
    if amounts:
        return _compare(max(amounts, key=lambda a: a[0]), demand.quantity, asked)
    ask = Say(f"能否满足 {asked}", f"whether there are {asked}")
    if facts:
        shown = "、".join(_shown(f) for f in facts)
        reason = Say(
            f"写的是 {shown}，与 {asked} 无法比较。", f"It says {shown}, not comparable with {asked}."
        )
        return factor("capacity", "unknown", reason, value=UNKNOWN, relation="unit", facts=facts, ask=ask)
    reason = Say("没有写明数量。", "It states no amount.")
    return factor("capacity", "unknown", reason, value=UNKNOWN, relation="not-stated", ask=ask)


def _only_mentioned(facts: list[Fact], asked: str) -> Factor:
    """People counted in a remark may be those who come, or those who help: it is asked."""
    shown = "、".join(dict.fromkeys(_shown(f) for f in facts))
    reason = Say(
        f"备注里提到 {shown}，看不出能否满足 {asked}。",
        f"A remark mentions {shown}; whether that is enough for {asked} cannot be told.",
    )
    ask = Say(f"能否满足 {asked}", f"whether there are {asked}")
    return factor("capacity", "unknown", reason, value=UNKNOWN, relation="mentioned", facts=facts, ask=ask)


def _compare(stated: tuple[Decimal, Fact], asked: Decimal, shown: str) -> Factor:
    amount, fact = stated
    has = _shown(fact)
    if amount >= asked:
        reason = Say(f"写明 {has}，够 {shown}。", f"It states {has}, enough for {shown}.")
        return factor("capacity", "fits", reason, value=FITS, relation="enough", facts=[fact])
    rest = f"{asked - amount:f}{shown.removeprefix(f'{asked:f}')}"
    reason = Say(f"写明 {has}，不够 {shown}，还差 {rest}。", f"It states {has}; {rest} short of {shown}.")
    missed = Say(f"只有 {has}，还差 {rest}", f"it has {has} only, {rest} short")
    value = MISSES + (UNKNOWN - MISSES) * 0.9 * float(max(amount, Decimal(0)) / asked)
    return factor(
        "capacity", "misses", reason, value=value, relation="too-little", facts=[fact], missed=missed
    )


def _amount(fact: Fact, demand: Demand, world: World) -> Decimal | None:
    """The amount of a fact in the unit asked for, ``None`` if they do not compare."""
    try:
        value = Decimal(fact.value)
    except InvalidOperation:
        return None
    if not value.is_finite() or fact.precision == "some":
        return None
    if fact.unit and demand.unit:
        return world.readers.convert(value, fact.unit, demand.unit)
    return value if _plain_count(fact, demand.unit or fact.unit, world) else None


def _plain_count(fact: Fact, unit: str, world: World) -> bool:
    """Whether an amount without a unit counts what the other side counts: pieces, or people where the property is
    the capacity itself (seats, people)."""
    counted = world.readers.dimension(unit) if unit else _PIECES
    return counted == (_PEOPLE if fact.property == Properties.CAPACITY else _PIECES)


def _in_prose(offer: Offer, demand: Demand, world: World) -> list[tuple[Decimal, Fact]]:
    """Amounts that item, name, remark or kept columns state with the unit asked for; only with a unit."""
    found = []
    for fact in offer.stated(*PROSE) if demand.unit else ():
        for quantity in asked_amounts(world.readers, written(fact)):
            amount = (
                world.readers.convert(quantity.value, quantity.unit, demand.unit) if quantity.unit else None
            )
            if amount is not None:
                found.append((amount, replace(fact, original=written(fact)[quantity.start : quantity.end])))
    return found


def _shown(fact: Fact) -> str:
    return fact.original or f"{fact.value}{fact.unit}"
