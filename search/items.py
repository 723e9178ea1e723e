"""How does a judged offer become an item that a reader can check? Quotes beside each factor, provider, freshness."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from graph.entities import confirmed_on, valid_from
from graph.principal import Principal
from graph.reading.quotes import evidence_for
from graph.reading.views import Evidence
from ontology.terms import Properties
from search.answer import Freshness, MatchItem, Missed, Provider, Reference
from search.context import SearchContext
from search.factors.factor import Factor
from search.factors.facts import CORE, written
from search.factors.offer import Offer
from search.factors.world import World
from search.judge import Judged
from search.sentences import asks_of, contact_sentence, item_sentence

MAX_QUOTES: Final = 3
"""Quotes shown beside a factor; ``/entities/{id}/evidence`` has all."""

_ABOVE: Final = {"header": 1, "title": 2, "sheet": 3, "file": 4}
"""How far a passage is from the row that it speaks of."""

Quotes = dict[str, list[Evidence]]
"""The quotes behind statements, by statement id."""


def to_items(
    context: SearchContext, principal: Principal, judged: Sequence[Judged], world: World
) -> list[MatchItem]:
    """The items of these offers, in their order, with one look-up of quotes for all."""
    quotes = _quotes(context, principal, judged)
    return [_item(j, quotes, world) for j in judged]


def _quotes(context: SearchContext, principal: Principal, judged: Sequence[Judged]) -> Quotes:
    pairs: dict[tuple[str, str], None] = {}
    for j in judged:
        id = j.offer.entity.id
        pairs |= {(id, name): None for name in (*CORE, Properties.PROVIDER) if _needed(j.offer, name)}
        if j.offer.provider and j.offer.provider_places:
            pairs[(j.offer.provider[0], Properties.PLACE)] = None
    found = evidence_for(context.graph, principal, list(pairs)) if pairs else {}
    quotes: Quotes = defaultdict(list)
    for evidences in found.values():
        for evidence in sorted(evidences, key=_distance):
            if evidence not in quotes[evidence.statement]:
                quotes[evidence.statement].append(evidence)
    return quotes


def _distance(evidence: Evidence) -> int:
    """The row that states it comes first, then its header, then what stands above the whole list, then the file."""
    return _ABOVE.get(evidence.kind, 0)


def _needed(offer: Offer, name: str) -> bool:
    return name == Properties.PROVIDER or bool(offer.stated(name))


def _item(judged: Judged, quotes: Quotes, world: World) -> MatchItem:
    offer = judged.offer
    factors = tuple(_with_evidence(f, quotes) for f in judged.factors)
    evidence = _all_evidence(offer, factors, quotes)
    sentence = item_sentence(judged)
    asks = asks_of(judged)
    return MatchItem(
        resource=Reference(offer.entity.id, offer.entity.type, offer.entity.name, offer.entity.members),
        provider=_provider(offer, evidence),
        certainty=judged.certainty,
        score=judged.score,
        sentence=sentence.zh,
        sentence_en=sentence.en,
        factors=factors,
        evidence=evidence,
        freshness=Freshness(
            offer.stated_on,
            offer.valid_until,
            "" < offer.valid_until < world.today.isoformat(),
            valid_from(offer.entity.facts),
            confirmed_on(offer.entity.facts),
        ),
        ask=tuple(a.zh for a in asks),
        ask_en=tuple(a.en for a in asks),
        missed=tuple(Missed(f.name, f.missed.zh, f.missed.en) for f in judged.missed),
    )


def _with_evidence(factor: Factor, quotes: Quotes) -> Factor:
    found = [e for statement in factor.statements for e in quotes.get(statement, ())]
    return replace(factor, evidence=tuple(found[:MAX_QUOTES]))


def _all_evidence(offer: Offer, factors: Sequence[Factor], quotes: Quotes) -> tuple[Evidence, ...]:
    """What the item itself rests on (what it is, who provides it), then what its factors rest on, each once;
    rows before headers, titles and files."""
    own = [s for f in offer.stated(Properties.ITEM, Properties.NAME) for s in f.statements]
    own += [s for f in offer.entity.stated(Properties.PROVIDER) for s in f.statements]
    found = [e for s in own for e in quotes.get(s, ())[:1]]
    found += [e for f in factors if f.verdict in {"fits", "misses"} for e in f.evidence]
    found.sort(key=_distance)
    return tuple({(e.statement, e.passage, e.start): e for e in found}.values())


def _provider(offer: Offer, evidence: Sequence[Evidence]) -> Provider | None:
    contact = contact_sentence(evidence[0] if evidence else None)
    if offer.provider:
        id, name = offer.provider
        return Provider(id, name, contact.zh, contact.en)
    stated = offer.entity.stated(Properties.PROVIDER)
    return Provider("", written(stated[0]), contact.zh, contact.en) if stated else None
