"""What does a sentence, or a need in the graph, ask for?

What was understood is part of the demand (``understood``) and is shown with every answer, so that
a reader sees which words counted as what. Which wording means which concept is the ontology's;
this file only puts the readings together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Final

from graph.connection import Graph
from graph.entities import Fact
from graph.principal import Principal
from graph.reading.lookup import entity
from graph.reading.views import EntityView, Moved
from ontology.errors import UsageProblem
from ontology.language.normalise import fold, plain
from ontology.language.slots import read_slots
from ontology.language.times import read_dates
from ontology.model import Ontology
from ontology.terms import Classes, Properties, Schemes
from search.asked import Demand, Understood, Wanted
from search.context import SearchContext
from search.errors import SearchNotValid
from search.explain import explain
from search.factors.facts import core_facts, written
from search.factors.readers import Readers, readers_of
from search.how_much import asked_amounts, says_how_much, too_long
from search.negation import negated
from search.standards import STANDARD, standard_codes
from search.understanding import Named, Span, apart, details, find_places, in_words, named, overlaps, required

__all__ = [
    "Demand",
    "NotANeed",
    "Understood",
    "Wanted",
    "demand_from_entity",
    "demand_of_view",
    "read_demand",
]

MAX_TEXT: Final = 2000
DISTRICT_DIGITS: Final = 6


class NotANeed(UsageProblem):
    """The id leads to something that is not a need, so there is nothing to match."""

    status = 422

    def __init__(self, id: str, name: str) -> None:
        super().__init__(
            f"“{name or id[:100]}”不是一条需求，不能为它匹配资源；请给出需求的编号，或写一句话",
            f"{name or id[:100]!r} is not a need and cannot be matched; give the id of a need, or a sentence",
            id=id[:100],
        )


def read_demand(context: SearchContext, text: str) -> Demand:
    """What a plain sentence asks for, and which of its words were taken as what.

    Args:
        context: its graph's vocabulary and gazetteer are used, never its data.
        text: up to 2,000 characters.

    Raises:
        SearchNotValid: the text is longer, or holds a NUL.
    """
    check_sentence(text)
    text = plain(text)
    graph = context.graph
    readers = readers_of(graph.ontology)
    slots, dates = [s for s in read_slots(text) if in_words(text, (s.start, s.end))], read_dates(text)
    times = [(s.start, s.end) for s in slots] + [(d.start, d.end) for d in dates]
    amounts = [q for q in asked_amounts(readers, text) if not overlaps((q.start, q.end), times)]
    counted = [(q.start, q.end) for q in amounts]
    kinds = named(readers, Schemes.KINDS, text, counted) or named(readers, Schemes.KINDS, text)
    spans = [(h.start, h.end) for h in readers.find(Schemes.KINDS, text)]
    places = find_places(graph.gazetteer, text, spans)
    kinds, audiences = apart(kinds, _audiences(readers, text, [p.span for p in places]))
    costs = named(readers, Schemes.COSTS, text)
    out = negated(readers, text, [n.span for n in (*kinds, *audiences, *costs)] + [p.span for p in places])
    left_out = [n for n in (*kinds, *audiences, *costs) if n.span in out]
    places_out = [p for p in places if p.span in out and p.place]
    wanted_kinds = [k for k in kinds if k.span not in out]
    audiences, costs = [[n for n in several if n.span not in out] for several in (audiences, costs)]
    all_places, places = places, [p for p in places if p.span not in out]
    codes = [m.span() for m in STANDARD.finditer(text)]
    concepts = _wanted(readers, wanted_kinds, audiences, text)
    taken = [n.span for n in (*audiences, *costs, *left_out)] + [p.span for p in all_places]
    taken += codes + times + spans + [(q.start, q.end) for q in readers.quantities(text)]
    place = next((p for p in places if p.place), None)
    amount = next((q for q in amounts if says_how_much(readers, q)), None)
    demand = Demand(
        text=text,
        concepts=concepts,
        standards=standard_codes(text),
        quantity=amount.value if amount else None,
        unit=amount.unit if amount else "",
        place=place.place.code if place and place.place else None,
        place_wording=text[slice(*place.span)] if place else "",
        audiences=tuple(Wanted(a.concept, a.wording) for a in audiences),
        cost=Wanted(costs[0].concept, costs[0].wording) if costs else None,
        slot="、".join(s.original for s in slots),
        date=dates[-1].iso if dates else "",
        details=details(readers, text, taken),
        without=tuple(Wanted(n.concept, n.wording) for n in left_out),
        without_places=tuple(dict.fromkeys(p.place.code for p in places_out if p.place)),
    )
    unclear = [p for p in places if not p.place]
    if not demand.place and len(unclear) == 1:
        demand = replace(
            demand,
            places=tuple(p.code for p in unclear[0].candidates),
            place_wording=text[slice(*unclear[0].span)],
        )
    names = tuple(text[slice(*p.span)] for p in unclear)
    return replace(
        demand,
        understood=(
            *explain(demand, graph.ontology, graph.gazetteer, names),
            *too_long(readers, text, demand),
        ),
    )


def demand_from_entity(context: SearchContext, principal: Principal, id: str) -> Demand:
    """The demand of a need in the graph: what its columns state, and what its wording says beside them.

    It is looked for in the district where the need is, not in its very street.

    Raises:
        UnknownId, GoneId: as ``graph.reading.lookup.entity``.
        NotANeed: the id is that of something else.
    """
    found = entity(context.graph, principal, id)
    if isinstance(found, Moved):
        found = entity(context.graph, principal, found.id)
    if isinstance(found, Moved) or not _is_need(context.graph, found.type):
        raise NotANeed(id, getattr(found, "name", ""))
    return demand_of_view(context, found)


def demand_of_view(context: SearchContext, need: EntityView) -> Demand:
    """The demand of a need that was read already."""
    graph = context.graph
    facts = core_facts(need.facts, graph.ontology)
    stated = partial(_stated, facts)
    item = "；".join(dict.fromkeys(written(f) for f in stated(Properties.ITEM))) or need.name
    base = read_demand(context, _readable(item))
    remark = read_demand(context, _readable("；".join(written(f) for f in stated(Properties.REMARK))))
    amount = next((f for f in stated(Properties.QUANTITY) if _decimal(f.value) is not None), None)
    places = [f for f in stated(Properties.PLACE) if f.kind == "place"]
    costs = [f for f in stated(Properties.COST) if f.kind == "concept"]
    slot = next((written(f) for f in stated(Properties.SLOT) if read_slots(written(f))), "")
    standards = tuple(c for f in stated(Properties.STANDARD) for c in standard_codes(written(f)))
    own = base.quantity is None and amount is not None
    demand = replace(
        base,
        concepts=base.concepts or _stated_wants(stated(Properties.ABOUT), graph.ontology),
        standards=tuple(dict.fromkeys((*base.standards, *standards))),
        quantity=_decimal(amount.value) if own and amount else base.quantity,
        unit=amount.unit if own and amount else base.unit,
        place=places[0].value[:DISTRICT_DIGITS] if places else base.place,
        places=() if places else base.places,
        place_wording=written(places[0]) if places else base.place_wording,
        audiences=_stated_wants(stated(Properties.ELIGIBILITY), graph.ontology) or base.audiences,
        cost=Wanted(costs[0].value, written(costs[0])) if costs else base.cost or remark.cost,
        slot=slot or base.slot,
        entity=need.id,
        needer=next((f.value for f in need.stated(Properties.NEEDER) if f.kind == "record"), None),
    )
    return replace(demand, understood=explain(demand, graph.ontology, graph.gazetteer, ()))


def check_sentence(text: str) -> None:
    """Refuse a sentence that cannot be read whole.

    Raises:
        SearchNotValid: it holds a NUL or has more than 2,000 characters.
    """
    if "\0" in text:
        raise SearchNotValid("文字里含有 NUL 字符：请去掉它", "the text holds a NUL character: remove it")
    if len(text) > MAX_TEXT:
        raise SearchNotValid(
            f"文字有 {len(text)} 个字符，最多 {MAX_TEXT} 个：请缩短",
            f"the text has {len(text)} characters, {MAX_TEXT} at most: shorten it",
            found=len(text),
            allowed=MAX_TEXT,
        )


def _readable(text: str) -> str:
    """The beginning of what a list states, for a cell may be longer than a sentence."""
    return text.replace("\0", " ")[:MAX_TEXT]


def _audiences(readers: Readers, text: str, taken: Sequence[Span]) -> list[Named]:
    """Whom it is for: not the words that only ask (哪家单位), nor names of a kind of organisation (医院)."""
    return [
        a
        for a in named(readers, Schemes.AUDIENCES, text, taken)
        if fold(a.wording) not in readers.asking and readers.organisations.kind(a.wording) is None
    ]


def _wanted(
    readers: Readers, kinds: Sequence[Named], audiences: Sequence[Named], text: str
) -> tuple[Wanted, ...]:
    """The kinds that were said, each replaced by what the ontology says it takes to serve the audience."""
    found: dict[str, Wanted] = {}
    for kind in kinds:
        takes = required(readers.ontology, kind.concept, (a.concept for a in audiences), text)
        for name, suits in takes:
            found[name] = Wanted(
                name, kind.wording, "required", suits.reason_zh, suits.reason_en, suits.ask_zh, suits.ask_en
            )
        if not takes:
            found[kind.concept] = Wanted(kind.concept, kind.wording)
    return tuple(found.values())


def _stated_wants(facts: Sequence[Fact], ontology: Ontology) -> tuple[Wanted, ...]:
    known = [f for f in facts if f.kind == "concept" and f.value in ontology.concepts]
    above = {a for f in known for a in ontology.concepts[f.value].ancestors}
    return tuple({f.value: Wanted(f.value, written(f)) for f in known if f.value not in above}.values())


def _stated(facts: Mapping[str, tuple[Fact, ...]], name: str) -> tuple[Fact, ...]:
    return facts.get(name, ())


def _is_need(graph: Graph, type: str) -> bool:
    return type in graph.ontology.classes and graph.ontology.is_a(type, Classes.NEED)


def _decimal(text: str) -> Decimal | None:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() else None
