"""Which organisations could this community work with, over all its demands?

The recipe: whose demands (``search.subject``), the offers judged for each demand at once
(``search.match.judge_many``), gathered by provider, a party organisation under its unit (``search.units``); then the
other direction: which of the provider's own demands can be met by what the asking organisation offers (双向互补); then what
articles say that ties both (``search.ties``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from graph.principal import Principal
from search.answer import MatchItem, Reference
from search.asked import Demand
from search.context import SearchContext
from search.factors.offer import Offer
from search.factors.weights import MAX_SHOWN_NEEDS, RECIPROCAL_SHARE
from search.factors.world import World
from search.items import to_items
from search.judge import Judged, judge
from search.match import judge_many
from search.sentences import partner_sentence, partners_sentence, unit_sentence
from search.subject import Need, Subject, find_subject, needs_of, needs_of_parties, offers_of
from search.ties import Bond, Tie, bonds_of, ties_of, ties_sentence, with_ties
from search.units import units_of

__all__ = ["Cover", "Partner", "PartnerAnswer", "Tie", "partners"]

MAX_LIMIT = 200


@dataclass(frozen=True, slots=True)
class Cover:
    """One need and the offer that meets it, certain or possible, with its reasons."""

    need: Reference
    item: MatchItem


@dataclass(frozen=True, slots=True)
class Partner:
    """An organisation ranked over all demands.

    ``covered`` needs of the asker it can meet, ``certain`` of them for certain; ``covers`` shows the best
    of them (at most ten); ``gives_back`` are its own needs that the asker's offers can meet. ``score`` is above 0
    and below 1: the mean over the asker's needs of the best score for each, and the share of its needs met in return.
    ``ties`` are what articles say of it: alliances, cases and practices that touch these needs, honours; they add a little.
    """

    organization: Reference
    score: float
    covered: int
    certain: int
    covers: tuple[Cover, ...]
    gives_back: tuple[Cover, ...]
    sentence: str
    sentence_en: str
    ties: tuple[Tie, ...] = ()


@dataclass(frozen=True, slots=True)
class PartnerAnswer:
    """Partners, best first. ``subject`` is the organisation or place asked for (``None`` for a sentence),
    ``needs`` how many demands were looked at, ``unmet`` those that nobody can meet."""

    subject: Reference | None
    text: str
    needs: int
    partners: tuple[Partner, ...]
    unmet: tuple[Reference, ...]
    abstained: bool
    sentence: str
    sentence_en: str


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A provider with the best judged offer for each need, what could be given back, what ties it to the asker, and the names
    of its party organisations that make some of the offers."""

    reference: Reference
    best: tuple[tuple[Need, Judged], ...]
    back: tuple[tuple[Need, Judged], ...]
    score: float
    bonds: tuple[Bond, ...] = ()
    through: tuple[str, ...] = ()


def partners(
    context: SearchContext, principal: Principal, who: str, limit: int = 10, *, today: date | None = None
) -> PartnerAnswer:
    """Organisations ranked over all demands of an organisation, of a place, or of a sentence.

    Args:
        who: id or name of an organisation, code or name of a place, else a sentence that says what is needed.
        limit: at most so many partners (1 to 200).
        today: the day on which the answer must hold; the present one if not given.

    Raises:
        UnknownId, GoneId: ``who`` looks like an id and leads nowhere.
        AmbiguousSubject: several organisations or places have that name.
    """
    world = World(context.graph.ontology, context.graph.gazetteer, today or date.today())
    subject = find_subject(context, principal, who)
    needs = needs_of(context, principal, subject)
    judged = judge_many(context, [n.demand for n in needs], world)
    pairs = [(n, j) for n in needs for j in judged[n.demand].matches]
    candidates = _candidates(context, principal, subject, needs, pairs, world)
    shown = candidates[: max(1, min(limit, MAX_LIMIT))]
    met = {n.reference.id for n, _ in pairs}
    unmet = tuple(n.reference for n in needs if n.reference.id not in met)
    sentence = partners_sentence(subject.name, len(needs), len(candidates), len(unmet))
    return PartnerAnswer(
        subject=subject.reference,
        text=who,
        needs=len(needs),
        partners=tuple(_partners(context, principal, shown, len(needs), world)),
        unmet=unmet,
        abstained=not candidates,
        sentence=sentence.zh,
        sentence_en=sentence.en,
    )


def _candidates(
    context: SearchContext,
    principal: Principal,
    subject: Subject,
    needs: Sequence[Need],
    pairs: Sequence[tuple[Need, Judged]],
    world: World,
) -> list[_Candidate]:
    providers = [j.offer.provider[0] for _, j in pairs if j.offer.provider]
    units = units_of(context, principal, [subject.id, *providers])
    gathered = _gathered(subject, pairs, units)
    theirs = _given_back(context, principal, subject, list(gathered), world)
    asker = units[subject.id].id if subject.id in units else subject.id
    bonds = bonds_of(context, principal, asker, gathered, [n.demand for n in needs])
    found = []
    for id, group in gathered.items():
        best = sorted(group.best.values(), key=lambda b: (-b[1].score, b[0].reference.id))
        back, their_needs = theirs.get(id, ((), 0))
        own = tuple(bonds.get(id, ()))
        score = with_ties(_score(best, len(needs), back, their_needs), own)
        found.append(_Candidate(group.reference, tuple(best), back, score, own, tuple(group.through)))
    return sorted(found, key=lambda c: (-c.score, c.reference.id))


@dataclass(slots=True)
class _Group:
    """What one organisation offers itself or through its party organisations (``through``): the best for each need."""

    reference: Reference
    best: dict[str, tuple[Need, Judged]] = field(default_factory=dict)
    through: dict[str, None] = field(default_factory=dict)


def _gathered(
    subject: Subject, pairs: Sequence[tuple[Need, Judged]], units: Mapping[str, Reference]
) -> dict[str, _Group]:
    """The offers by provider, those of a party organisation under its unit, without what the askers offer themselves."""
    groups: dict[str, _Group] = {}
    for need, j in pairs:
        provider = j.offer.provider
        if provider is None:
            continue
        who = units.get(provider[0]) or Reference(provider[0], j.offer.provider_type, provider[1])
        if {who.id, provider[0]} & _askers(subject, need, units):
            continue
        group = groups.setdefault(who.id, _Group(who))
        known = group.best.get(need.reference.id)
        if known is None or j.score > known[1].score:
            group.best[need.reference.id] = (need, j)
        if who.id != provider[0]:
            group.through[provider[1]] = None
    return groups


def _askers(subject: Subject, need: Need, units: Mapping[str, Reference]) -> set[str]:
    """Those who ask: nobody is their own partner, nor is the unit of its party organisation."""
    own = {id for id in (subject.id, need.demand.needer) if id}
    return own | {units[id].id for id in own if id in units}


_Back = tuple[tuple[tuple[Need, Judged], ...], int]
"""The needs of a provider that can be met, each with the best offer, and how many needs it has."""


def _given_back(
    context: SearchContext, principal: Principal, subject: Subject, providers: Sequence[str], world: World
) -> Mapping[str, _Back]:
    """For each provider the needs of its own that the subject's offers meet."""
    offers = offers_of(context, subject)
    if not offers or not providers:
        return {}
    found: dict[str, _Back] = {}
    for provider, needs in needs_of_parties(context, principal, providers).items():
        best = [(n, b) for n in needs if (b := _best(n.demand, offers, world)) is not None]
        found[provider] = (tuple(sorted(best, key=lambda b: (-b[1].score, b[0].reference.id))), len(needs))
    return found


def _best(demand: Demand, offers: Sequence[Offer], world: World) -> Judged | None:
    judged = (judge(demand, offer, world) for offer in offers)
    fitting = [j for j in judged if j.certainty in {"certain", "possible"}]
    return min(fitting, key=lambda j: (-j.score, j.offer.entity.id), default=None)


def _score(
    best: Sequence[tuple[Need, Judged]], needs: int, back: Sequence[tuple[Need, Judged]], their_needs: int
) -> float:
    covered = sum(j.score for _, j in best) / needs
    returned = sum(j.score for _, j in back) / their_needs if their_needs else 0.0
    return round((1 - RECIPROCAL_SHARE) * covered + RECIPROCAL_SHARE * returned, 6)


def _partners(
    context: SearchContext, principal: Principal, shown: Sequence[_Candidate], needs: int, world: World
) -> list[Partner]:
    """The partners with evidence: one look-up of quotes for all of them."""
    parts = [(c, c.best[:MAX_SHOWN_NEEDS], c.back[:MAX_SHOWN_NEEDS]) for c in shown]
    judged = [j for _, best, back in parts for _, j in (*best, *back)]
    items = iter(to_items(context, principal, judged, world))
    ties = ties_of(context, principal, {c.reference.id: c.bonds for c in shown})
    found = []
    for c, best, back in parts:
        covers = tuple(Cover(need.reference, next(items)) for need, _ in best)
        gives_back = tuple(Cover(need.reference, next(items)) for need, _ in back)
        certain = sum(j.certainty == "certain" for _, j in c.best)
        sentence = partner_sentence(needs, len(c.best), certain, [x.need.name for x in covers], len(c.back))
        more = [unit_sentence(c.through), ties_sentence(ties[c.reference.id])]
        found.append(
            Partner(
                organization=c.reference,
                score=c.score,
                covered=len(c.best),
                certain=certain,
                covers=covers,
                gives_back=gives_back,
                sentence="".join([sentence.zh, *(m.zh for m in more)]),
                sentence_en=" ".join([sentence.en, *(m.en for m in more if m)]),
                ties=ties[c.reference.id],
            )
        )
    return found
