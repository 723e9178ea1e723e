"""Whose demands are meant? An organisation, a place, or a sentence; its needs and its offers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from graph.connection import Graph
from graph.cypher import quote_name
from graph.places import PREFIX, path_of
from graph.principal import Principal
from graph.reading.lookup import entities, entity
from graph.reading.views import EntityView, Moved
from graph.slots import PLACE_DIGITS
from ontology.errors import UsageProblem
from ontology.language.keys import name_key
from ontology.language.normalise import plain
from ontology.terms import Classes, Properties
from search.answer import Reference
from search.asked import Demand
from search.context import SearchContext
from search.demand import check_sentence, demand_of_view, read_demand
from search.factors.offer import Offer
from search.offers import load_offers, relation

MAX_NEEDS: Final = 500
MAX_OFFERS: Final = 200
MAX_NAMED: Final = 12
_ID: Final = re.compile(r"r[0-9a-f]{24}")
_CODE: Final = re.compile(r"\d{2}|\d{4}|\d{6}|\d{9}|\d{12}")

NAMED: Final = """
MATCH (r:Record {{name_key: $key}})-[:DESCRIBES]->(e:{party})
RETURN DISTINCT e.id AS id ORDER BY id LIMIT $limit
"""
NEEDS_OF: Final = """
UNWIND $ids AS id
MATCH (n:{need})-[:{needer}]->(:Entity {{id: id}})
WITH DISTINCT id, n.id AS need ORDER BY id, need
WITH id, collect(need)[..$limit] AS needs
RETURN id, needs ORDER BY id
"""
NEEDS_IN: Final = "MATCH (n:{need}) WHERE n[$slot] = $code RETURN n.id AS id ORDER BY id LIMIT $limit"
OFFERS_OF: Final = """
MATCH (o:{offer})-[:{provider}]->(:Entity {{id: $id}})
RETURN DISTINCT o.id AS id ORDER BY id LIMIT $limit
"""


class AmbiguousSubject(UsageProblem):
    """Several organisations or places have that name."""

    status = 422

    def __init__(self, text: str, candidates: Sequence[str]) -> None:
        super().__init__(
            f"“{text[:80]}”有多处同名：{'、'.join(candidates)}。请给出编号或行政区划代码",
            f"several things are called {text[:80]!r}: {', '.join(candidates)}. Give an id or an official code",
            found=text[:80],
            allowed=list(candidates),
        )


@dataclass(frozen=True, slots=True)
class Subject:
    """An organisation (``id``), a place (``code``), or a sentence (``demand``): exactly one is set."""

    name: str
    reference: Reference | None = None
    id: str = ""
    code: str = ""
    demand: Demand | None = None


@dataclass(frozen=True, slots=True)
class Need:
    """A need of the graph (or of a sentence) as a demand."""

    reference: Reference
    demand: Demand


def find_subject(context: SearchContext, principal: Principal, who: str) -> Subject:
    """Whom ``who`` means: an id, an official code, the name of an organisation, that of a place, else a sentence.

    Raises:
        UnknownId, GoneId: it looks like an id and leads nowhere.
        AmbiguousSubject: several organisations or places have that name.
        SearchNotValid: it holds a NUL or is longer than a sentence may be.
    """
    check_sentence(who)
    who = plain(who)
    if _ID.fullmatch(who):
        return _by_id(context, principal, who)
    code = who.removeprefix(PREFIX)
    if _CODE.fullmatch(code) and context.graph.gazetteer.get(code):
        return _of_place(context.graph, code)
    named = _named(context, principal, who)
    if named:
        return named
    places = _places(context.graph, who)
    if len(places) > 1:
        shown = [f"{path_of(c, context.graph.gazetteer)}（{c}）" for c in places[:MAX_NAMED]]
        raise AmbiguousSubject(who, shown)
    if places:
        return _of_place(context.graph, places[0])
    return Subject(name=who, demand=read_demand(context, who))


def needs_of(context: SearchContext, principal: Principal, subject: Subject) -> list[Need]:
    """The needs of a subject, at most 500, by id; a sentence is one."""
    if subject.demand is not None:
        named = subject.demand.concepts or subject.demand.details
        return [Need(Reference("", "", subject.name), subject.demand)] if named else []
    if subject.id:
        return needs_of_parties(context, principal, [subject.id]).get(subject.id, [])
    slot = max((s for s, n in PLACE_DIGITS.items() if n <= len(subject.code)), key=PLACE_DIGITS.__getitem__)
    rows = context.graph.read(
        NEEDS_IN.format(need=quote_name(Classes.NEED)),
        slot=slot,
        code=subject.code[: PLACE_DIGITS[slot]],
        limit=MAX_NEEDS,
    )
    views = entities(context.graph, principal, [row["id"] for row in rows])
    return [_need(context, view) for view in views.values() if _lies_in(view, subject.code)]


def needs_of_parties(
    context: SearchContext, principal: Principal, ids: Sequence[str]
) -> dict[str, list[Need]]:
    """The needs of each of these parties, at most 500 each; who has none is left out."""
    rows = context.graph.read(
        NEEDS_OF.format(need=quote_name(Classes.NEED), needer=relation(context.graph, Properties.NEEDER)),
        ids=list(ids),
        limit=MAX_NEEDS,
    )
    views = entities(context.graph, principal, [need for row in rows for need in row["needs"]])
    return {row["id"]: [_need(context, views[id]) for id in row["needs"] if id in views] for row in rows}


def offers_of(context: SearchContext, subject: Subject) -> list[Offer]:
    """What an organisation offers itself, at most 200; nothing for a place or a sentence."""
    if not subject.id:
        return []
    query = OFFERS_OF.format(
        offer=quote_name(Classes.OFFER), provider=relation(context.graph, Properties.PROVIDER)
    )
    rows = context.graph.read(query, id=subject.id, limit=MAX_OFFERS)
    return list(load_offers(context.graph, [row["id"] for row in rows]).values())


def _need(context: SearchContext, view: EntityView) -> Need:
    return Need(Reference(view.id, view.type, view.name, view.members), demand_of_view(context, view))


def _lies_in(view: EntityView, code: str) -> bool:
    return any(place.startswith(code) for place in view.values(Properties.PLACE))


def _by_id(context: SearchContext, principal: Principal, id: str) -> Subject:
    found = entity(context.graph, principal, id)
    if isinstance(found, Moved):
        return _by_id(context, principal, found.id)
    reference = Reference(found.id, found.type, found.name, found.members)
    if context.graph.ontology.is_a(found.type, Classes.NEED):
        return Subject(found.name, reference, demand=demand_of_view(context, found))
    return Subject(found.name, reference, id=found.id)


def _named(context: SearchContext, principal: Principal, name: str) -> Subject | None:
    query = NAMED.format(party=quote_name(Classes.PARTY))
    key = name_key(name)
    rows = context.graph.read(query, key=key, limit=MAX_NAMED) if key else []
    if len(rows) > 1:
        views = entities(context.graph, principal, [row["id"] for row in rows])
        gazetteer = context.graph.gazetteer
        shown = [
            f"{v.name}（{path_of(place, gazetteer) if (place := v.first(Properties.PLACE)) else '?'}，{v.id}）"
            for v in views.values()
        ]
        raise AmbiguousSubject(name, shown)
    return _by_id(context, principal, rows[0]["id"]) if rows else None


def _of_place(graph: Graph, code: str) -> Subject:
    path = path_of(code, graph.gazetteer)
    return Subject(path, Reference(f"{PREFIX}{code}", Classes.PLACE, path), code=code)


def _places(graph: Graph, text: str) -> list[str]:
    """The codes of the places that the whole text names."""
    resolution = graph.gazetteer.resolve(text)
    if resolution.rest.strip():
        return []
    return [p.code for p in ([resolution.place] if resolution.place else resolution.candidates)]
