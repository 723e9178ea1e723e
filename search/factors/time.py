"""Can it be had when it is needed?"""

from __future__ import annotations

from graph.entities import Fact
from ontology.language.slots import Slot, read_slots
from ontology.terms import Properties
from search.asked import Demand
from search.factors.factor import Factor, Say, factor, neutral
from search.factors.facts import written
from search.factors.offer import Offer
from search.factors.weights import FITS, MISSES, PARTLY, UNKNOWN
from search.factors.world import World


def time(demand: Demand, offer: Offer, world: World) -> Factor:
    """How long the offer holds and when it is open, against the day and the weekly time asked for.

    What has expired, or does not hold yet on the day asked for, misses, asked or not. A weekly time that overlaps fits, another
    one misses; a day without hours, hours without a day, or nothing stated is unknown.
    """
    if outdated := _outdated(demand, offer, world):
        return outdated
    facts = offer.stated(Properties.SLOT)
    if not demand.slot:
        shown = "、".join(dict.fromkeys(written(f) for f in facts))
        if demand.date:
            return _on_day(demand, offer, shown)
        reason = (
            Say(f"时间：{shown}。", f"When: {shown}.")
            if shown
            else Say("没有问时间。", "No time was asked for.")
        )
        return neutral("time", reason, facts)
    return _weekly(demand, facts)


def _outdated(demand: Demand, offer: Offer, world: World) -> Factor | None:
    today = world.today.isoformat()
    day = max(demand.date, today)
    until = offer.valid_until
    facts = [f for f in offer.stated(Properties.VALID_UNTIL) if f.value == until]
    if until and until < day:
        over = until < today
        reason = Say(
            f"{'已于' if over else '只到'} {until} {'到期' if over else '为止'}。",
            f"It {'expired' if over else 'ends'} on {until}.",
        )
        missed = Say(
            f"{'已于' if over else '只到'} {until}{' 到期' if over else ''}", f"valid until {until} only"
        )
        return factor(
            "time",
            "misses",
            reason,
            value=0.0,
            relation="expired" if over else "ends-before",
            facts=facts,
            missed=missed,
        )
    starts = min((f.value for f in offer.stated(Properties.VALID_FROM)), default="")
    if demand.date and starts > demand.date:
        facts = [f for f in offer.stated(Properties.VALID_FROM) if f.value == starts]
        reason = Say(f"{starts} 才开始。", f"It starts on {starts}.")
        missed = Say(f"{starts} 才开始", f"it starts on {starts}")
        return factor(
            "time", "misses", reason, value=MISSES, relation="starts-later", facts=facts, missed=missed
        )
    return None


def _on_day(demand: Demand, offer: Offer, shown: str) -> Factor:
    facts = offer.stated(Properties.VALID_FROM, Properties.VALID_UNTIL)
    if facts:
        until = offer.valid_until or "?"
        reason = Say(
            f"有效期至 {until}，包括 {demand.date}。", f"Valid until {until}, {demand.date} included."
        )
        return factor("time", "fits", reason, value=FITS, relation="valid", facts=facts)
    ask = Say(f"{demand.date} 能否提供", f"whether it can be had on {demand.date}")
    reason = Say(
        f"没有写明 {demand.date} 能否提供{f'（{shown}）' if shown else ''}。", f"{demand.date} is not stated."
    )
    return factor("time", "unknown", reason, value=UNKNOWN, relation="not-stated", ask=ask)


def _weekly(demand: Demand, facts: tuple[Fact, ...]) -> Factor:
    ask = Say(f"{demand.slot}能否提供", f"whether it can be had {demand.slot}")
    if not facts:
        reason = Say("没有写明时间。", "It does not say when.")
        return factor("time", "unknown", reason, value=UNKNOWN, relation="not-stated", ask=ask)
    asked = read_slots(demand.slot)
    best = max((_compare(a, s) for a in asked for f in facts for s in read_slots(written(f))), default=None)
    shown = "、".join(dict.fromkeys(written(f) for f in facts))
    if best is None or best == PARTLY:
        reason = Say(
            f"时间写的是“{shown}”，看不出是否包括{demand.slot}。",
            f"“{shown}” may or may not include {demand.slot}.",
        )
        return factor("time", "unknown", reason, value=PARTLY, relation="part", facts=facts, ask=ask)
    if best == FITS:
        reason = Say(f"时间“{shown}”，包括{demand.slot}。", f"“{shown}” includes {demand.slot}.")
        return factor("time", "fits", reason, value=FITS, relation="overlaps", facts=facts)
    reason = Say(f"时间是“{shown}”，不是{demand.slot}。", f"It is “{shown}”, not {demand.slot}.")
    missed = Say(f"时间是“{shown}”", f"the time is “{shown}”")
    return factor("time", "misses", reason, value=MISSES, relation="other-time", facts=facts, missed=missed)


def _compare(asked: Slot, offered: Slot) -> float:
    """FITS if they overlap, PARTLY if one leaves open what decides, MISSES if they cannot."""
    if asked.days and offered.days and not set(asked.days) & set(offered.days):
        return MISSES
    if asked.opens and offered.opens and not _hours_overlap(asked, offered):
        return MISSES
    open_day = bool(asked.days) and not offered.days
    open_hour = bool(asked.opens) and not offered.opens and offered.days != _EVERY_DAY
    return PARTLY if open_day or open_hour else FITS


_EVERY_DAY = tuple(range(1, 8))


def _hours_overlap(one: Slot, other: Slot) -> bool:
    return any(a < d and c < b for a, b in _spans(one) for c, d in _spans(other))


def _spans(slot: Slot) -> list[tuple[str, str]]:
    """Its hours as spans of one day: a time that ends after midnight is two."""
    if not slot.closes:
        return [(slot.opens, "24:00")]
    if slot.closes > slot.opens:
        return [(slot.opens, slot.closes)]
    return [(slot.opens, "24:00"), ("00:00", slot.closes)]
