"""Which offers meet this demand, why, and what nearly does?

The recipe: candidates by concept and by meaning (``search.offers``), every factor on each
(``search.factors``), then three groups. A match is *certain* (everything asked for is stated and
fits) or *possible* (something asked for is not stated, and the item says what to ask); a *near
miss* fails exactly one constraint and names it. Nothing else is shown, except, where there is
no match at all, what comes nearest and all that it lacks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from graph.principal import Principal
from ontology.language.tokens import query_tokens
from search.answer import MatchAnswer, MatchItem
from search.asked import Demand
from search.context import SearchContext
from search.factors.weights import MAX_CANDIDATES, MAX_PAIRS
from search.factors.world import World
from search.items import to_items
from search.judge import Judged, judge
from search.offers import by_concept, by_meaning, load_offers, vectors_of
from search.sentences import answer_sentence

__all__ = ["MatchAnswer", "MatchItem", "match", "match_many"]

MAX_LIMIT = 200
NEAR = 5


@dataclass(frozen=True, slots=True)
class Groups:
    """What was judged, in order, by group."""

    matches: tuple[Judged, ...]
    near: tuple[Judged, ...]
    nearest: tuple[Judged, ...]


def match(
    context: SearchContext,
    principal: Principal,
    demand: Demand,
    limit: int = 10,
    *,
    near: int = NEAR,
    today: date | None = None,
) -> MatchAnswer:
    """The matches of one demand, best first, its near misses, and the nearest where there is no match.

    Args:
        context: graph and embedder.
        principal: who asks.
        demand: from ``search.demand``.
        limit: at most so many matches (1 to 200); ``near``: at most so many near misses.
        today: the day on which the answer must hold; the present one if not given.
    """
    world = World(context.graph.ontology, context.graph.gazetteer, today or date.today())
    limit = max(1, min(limit, MAX_LIMIT))
    ids = by_concept(context.graph, world, demand, MAX_CANDIDATES)
    vector, stored = None, None
    if query_tokens(demand.text):
        stored = vectors_of(context)
        ids += by_meaning(context, principal, demand, vectors=stored is not None)
        vector = context.question(demand.text).tolist() if stored else None
    offers = load_offers(context.graph, ids, vector, stored)
    floor = context.floor(np.asarray(vector, dtype=np.float32)) if vector is not None else 1.0
    groups = _grouped((judge(demand, offer, world) for offer in offers.values()), floor)
    return _answers(context, principal, [(demand, groups)], limit, near, world)[0]


def match_many(
    context: SearchContext,
    principal: Principal,
    demands: Sequence[Demand],
    limit: int = 5,
    *,
    near: int = 0,
    today: date | None = None,
) -> list[MatchAnswer]:
    """One answer a demand, in their order: by concept where a demand has one, so that many cost little
    more than one. Demands that no concept was found for are matched one by one, as ``match`` does."""
    world = World(context.graph.ontology, context.graph.gazetteer, today or date.today())
    bulk = [d for d in dict.fromkeys(demands) if d.concepts]
    groups = judge_many(context, bulk, world)
    limit = max(1, min(limit, MAX_LIMIT))
    found = dict(
        zip(bulk, _answers(context, principal, list(groups.items()), limit, near, world), strict=True)
    )
    for demand in demands:
        if demand not in found:
            found[demand] = match(context, principal, demand, limit, near=near, today=world.today)
    return [found[demand] for demand in demands]


def judge_many(context: SearchContext, demands: Iterable[Demand], world: World) -> dict[Demand, Groups]:
    """The judged offers of each demand, without evidence and without meaning: offers are found once for each set of
    concepts, place, audience and cost, and read once."""
    demands = list(dict.fromkeys(demands))
    found: dict[tuple[object, ...], list[str]] = {}
    for demand in demands:
        key = _key(demand)
        if key not in found:
            found[key] = by_concept(context.graph, world, demand, MAX_PAIRS)
    offers = load_offers(context.graph, sorted({id for ids in found.values() for id in ids}))
    return {
        demand: _grouped(judge(demand, offers[id], world) for id in found[_key(demand)] if id in offers)
        for demand in demands
    }


def _key(demand: Demand) -> tuple[object, ...]:
    return (
        tuple(w.concept for w in demand.concepts),
        demand.place,
        tuple(w.concept for w in demand.audiences),
        demand.cost.concept if demand.cost else "",
    )


def _grouped(judged: Iterable[Judged], floor: float = 1.0) -> Groups:
    ordered = _ordered(judged)
    return Groups(
        matches=tuple(j for j in ordered if j.certainty in {"certain", "possible"}),
        near=tuple(j for j in ordered if j.certainty == "near_miss"),
        nearest=tuple(j for j in ordered if j.certainty == "nearest" and _comes_near(j, floor)),
    )


def _ordered(judged: Iterable[Judged]) -> list[Judged]:
    """Best first. Of equal scores the first offer of every provider comes before the second of any, so that one who
    lists the same thing ten times does not push others out; then by id."""
    by_score = sorted(judged, key=lambda j: (-j.score, j.offer.entity.id))
    seen: Counter[tuple[str, float]] = Counter()
    turns: dict[str, int] = {}
    for j in by_score:
        key = (j.offer.provider[0] if j.offer.provider else j.offer.entity.id, j.score)
        turns[j.offer.entity.id] = seen[key]
        seen[key] += 1
    return sorted(by_score, key=lambda j: (-j.score, turns[j.offer.entity.id], j.offer.entity.id))


def _comes_near(judged: Judged, floor: float) -> bool:
    """Whether it is worth showing where nothing matches: a kind that is related, for what was understood as one; what
    meets something else that was asked for, where no kind was; else a text nearer to the question than everyday talk is."""
    kind = judged.factors[0]
    if kind.verdict == "neutral":
        return any(f.verdict == "fits" for f in judged.factors)
    cosine = judged.offer.cosine
    return kind.relation != "other" or (cosine is not None and cosine >= floor)


def _answers(
    context: SearchContext,
    principal: Principal,
    judged: Sequence[tuple[Demand, Groups]],
    limit: int,
    near: int,
    world: World,
) -> list[MatchAnswer]:
    """The answers with evidence: one look-up of quotes for all items that are shown."""
    shown = [_shown(groups, limit, near) for _, groups in judged]
    items = to_items(context, principal, [j for part in shown for group in part for j in group], world)
    waiting = iter(items)
    answers = []
    for (demand, groups), parts in zip(judged, shown, strict=True):
        matches, near_misses, nearest = ([next(waiting) for _ in group] for group in parts)
        sentence = answer_sentence(demand, groups.matches, groups.near, groups.nearest, world)
        answers.append(
            MatchAnswer(
                demand=demand,
                matches=tuple(matches),
                near_misses=tuple(near_misses),
                nearest=tuple(nearest),
                abstained=not groups.matches,
                sentence=sentence.zh,
                sentence_en=sentence.en,
            )
        )
    return answers


def _shown(
    groups: Groups, limit: int, near: int
) -> tuple[Sequence[Judged], Sequence[Judged], Sequence[Judged]]:
    lacking = not groups.matches and not groups.near[:near]
    return groups.matches[:limit], groups.near[:near], groups.nearest[:NEAR] if lacking else ()
