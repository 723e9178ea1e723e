"""Is it for the people who need it?"""

from __future__ import annotations

from collections.abc import Sequence

from graph.entities import Fact
from ontology.language.normalise import fold
from ontology.terms import Properties, Schemes
from search.asked import Demand
from search.factors.factor import Factor, Say, factor, neutral
from search.factors.facts import written
from search.factors.offer import PROSE, Offer
from search.factors.weights import FITS, MISSES, PARTLY, UNKNOWN
from search.factors.world import World

RESTRICTED = "restricted"
"""Relation of an audience that an offer states and the demand does not name."""


def audience(demand: Demand, offer: Offer, world: World) -> Factor:
    """Whom the offer says it is for, against whom the demand is for.

    Stated for them, for a wider group, or for everybody: fits. Stated for a part of them only: unknown.
    Stated for others only: misses, unless a remark alone says so. Not stated: unknown, unless the kind itself
    already serves them (a medical protective mask for doctors). Prose that mentions them fits; prose that mentions
    others decides nothing.
    """
    if not demand.audiences:
        return _not_asked(offer, world)
    asked = tuple(w.concept for w in demand.audiences)
    facts = offer.stated(Properties.ELIGIBILITY)
    if open_to_all := [f for f in facts if world.is_unlimited(written(f))]:
        reason = Say("写明对象不限。", "It is open to everybody.")
        return factor("audience", "fits", reason, value=FITS, relation="open", facts=open_to_all)
    stated = [(f, world.stated(Schemes.AUDIENCES, f)) for f in facts]
    known = [(f, c) for f, concepts in stated for c in concepts]
    if known:
        return _stated(asked, known, offer, world)
    return _unstated(demand, asked, offer, facts, world)


def _not_asked(offer: Offer, world: World) -> Factor:
    """Whom it is for is told all the same: the reader knows whether that holds."""
    facts = offer.stated(Properties.ELIGIBILITY)
    if not facts:
        return neutral("audience", Say("没有指定对象。", "No audience was named."))
    listed = _listed(facts, world)
    reason = Say(f"面向{listed.zh}，请核对是否符合。", f"It is for {listed.en}: see whether that holds.")
    return factor("audience", "neutral", reason, value=0.5, relation=RESTRICTED, facts=facts)


def _stated(asked: tuple[str, ...], known: list[tuple[Fact, str]], offer: Offer, world: World) -> Factor:
    names = _names(asked, world)
    covering = [(f, c) for f, c in known if any(world.ontology.concept_is_a(a, c) for a in asked)]
    covered = tuple(a for a in asked if any(world.ontology.concept_is_a(a, c) for _, c in covering))
    if covering and len(covered) == len(asked):
        return _covered(asked, covering, world)
    part = covering or [(f, c) for f, c in known if any(world.ontology.concept_is_a(c, a) for a in asked)]
    listed = _listed([f for f, _ in known], world)
    if part:
        reason = Say(f"只面向其中一部分：{listed.zh}。", f"It is for some of them only: {listed.en}.")
        ask = Say(f"“{names.zh}”是否都包括在内", f"whether it is open to all {names.en}")
        return factor(
            "audience", "unknown", reason, value=PARTLY, relation="part", facts=[f for f, _ in part], ask=ask
        )
    if all(_only_remarked(f, offer) for f, _ in known):
        reason = Say(
            f"备注里提到{listed.zh}，看不出是否也面向“{names.zh}”。",
            f"A remark mentions {listed.en}; whether it is for {names.en} too cannot be told.",
        )
        ask = Say(f"是否面向“{names.zh}”", f"whether it is open to {names.en}")
        return factor(
            "audience",
            "unknown",
            reason,
            value=UNKNOWN,
            relation="remarked",
            facts=[f for f, _ in known],
            ask=ask,
        )
    reason = Say(
        f"写明面向{listed.zh}，没有“{names.zh}”。", f"It is stated for {listed.en}, not for {names.en}."
    )
    missed = Say(f"只面向{listed.zh}", f"it is for {listed.en} only")
    facts = [f for f, _ in known]
    return factor("audience", "misses", reason, value=MISSES, relation="others", facts=facts, missed=missed)


def _covered(asked: tuple[str, ...], covering: list[tuple[Fact, str]], world: World) -> Factor:
    """Everybody who was asked for is covered: those named themselves, those in a wider group."""
    exact = [a for a in asked if any(c == a for _, c in covering)]
    said = _names(tuple(exact), world)
    zh, en = (f"写明面向“{said.zh}”。", f"It is stated for {said.en}.") if exact else ("", "")
    for wider in dict.fromkeys(c for _, c in covering):
        inside = tuple(a for a in asked if a not in exact and world.ontology.concept_is_a(a, wider))
        if inside:
            has, names = world.label(wider), _names(inside, world)
            zh += f"面向“{has.zh}”，包括“{names.zh}”。"
            en += f" It is for {has.en}, which includes {names.en}."
    facts = [f for f, c in covering if c in exact] or [f for f, _ in covering]
    return factor("audience", "fits", Say(zh, en.strip()), value=FITS, relation="stated", facts=facts)


def _unstated(
    demand: Demand, asked: tuple[str, ...], offer: Offer, facts: tuple[Fact, ...], world: World
) -> Factor:
    names = _names(asked, world)
    for fact in (*facts, *offer.stated(*PROSE)):
        if mentioned := _mentioned(fact, demand, world):
            reason = Say(f"文字里提到{mentioned.zh}。", f"Its text mentions {mentioned.en}.")
            return factor("audience", "fits", reason, value=FITS, relation="mentioned", facts=[fact])
    if served := _served_by_kind(asked, offer, world):
        has = world.label(served)
        reason = Say(f"“{has.zh}”本身适用于“{names.zh}”。", f"{has.en} by itself serves {names.en}.")
        about = [f for f in offer.stated(Properties.ABOUT) if f.value == served]
        return factor("audience", "fits", reason, value=FITS, relation="by-kind", facts=about)
    ask = Say(f"是否面向“{names.zh}”", f"whether it is open to {names.en}")
    if facts:
        listed = "、".join(dict.fromkeys(written(f) for f in facts))
        reason = Say(
            f"对象写的是“{listed}”，看不出是否包括“{names.zh}”。",
            f"It is for “{listed}”; whether that includes {names.en} cannot be told.",
        )
        return factor("audience", "unknown", reason, value=UNKNOWN, relation="unread", facts=facts, ask=ask)
    reason = Say("没有写明面向谁。", "It does not say whom it is for.")
    return factor("audience", "unknown", reason, value=UNKNOWN, relation="not-stated", ask=ask)


def _only_remarked(fact: Fact, offer: Offer) -> bool:
    """Whether the words may come from a remark, which mentions people without leaving others out."""
    return any(written(fact) in written(remark) for remark in offer.stated(Properties.REMARK))


def _mentioned(fact: Fact, demand: Demand, world: World) -> Say:
    """The words of a text for each audience asked for: its own, or a wider group with what it includes.
    Empty unless all are mentioned, in whole words (the public is none of a public account)."""
    text, found = written(fact), world.find_words(Schemes.AUDIENCES, written(fact))
    zh, en = [], []
    for wanted in demand.audiences:
        label = world.label(wanted.concept)
        wider = [c for c in found if world.ontology.concept_is_a(wanted.concept, c)]
        if wanted.concept in wider or (wanted.wording and wanted.wording in text):
            zh.append(f"“{label.zh}”")
            en.append(label.en)
        elif wider:
            has = world.label(wider[0])
            zh.append(f"“{has.zh}”（包括“{label.zh}”）")
            en.append(f"{has.en} (which includes {label.en})")
        else:
            return Say()
    return Say("、".join(zh), ", ".join(en))


def _served_by_kind(asked: tuple[str, ...], offer: Offer, world: World) -> str | None:
    for concept in offer.concepts:
        term = world.ontology.concepts[concept]
        for name in (concept, *term.ancestors):
            served = {s.audience for s in world.ontology.concepts[name].suits}
            if all(any(world.ontology.concept_is_a(a, s) for s in served) for a in asked):
                return concept
    return None


def _listed(facts: Sequence[Fact], world: World) -> Say:
    """Whom facts name: the label of the concept, with the source's wording where that is another one."""
    zh: dict[str, None] = {}
    en: dict[str, None] = {}
    for fact in facts:
        wording = written(fact)
        concepts = [world.label(c) for c in world.stated(Schemes.AUDIENCES, fact)]
        label = Say("、".join(c.zh for c in concepts), ", ".join(c.en for c in concepts))
        same = not label or fold(wording) == fold(label.zh)
        zh[f"“{wording}”" if same else f"“{label.zh}”（原文“{wording}”）"] = None
        en[f"{label.en or wording}" if same else f"{label.en} (“{wording}”)"] = None
    return Say("、".join(zh), ", ".join(en))


def _names(concepts: tuple[str, ...], world: World) -> Say:
    labels = [world.label(c) for c in concepts]
    return Say("、".join(x.zh for x in labels), ", ".join(x.en for x in labels))
