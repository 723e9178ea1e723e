"""Which offers are worth a look for this demand? Candidates by concept and by meaning, then their accounts.

Two or three queries, whatever the size of the graph: offers about a concept that fits, is wider, or nearly
fits, those in the asked place and still valid first, so many of each; ids that the hybrid search finds;
then the accounts of all, with the provider and the cosine to the question. The bounds are in
``search.factors.weights``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from graph.connection import Graph
from graph.cypher import quote_name
from graph.entities import from_node, unpack_facts
from graph.principal import Principal
from graph.schema import active_index
from ontology.terms import Classes, Properties, Schemes
from search.asked import Demand
from search.context import SearchContext
from search.factors.offer import Offer, offer_of
from search.factors.weights import MAX_BY_MEANING
from search.factors.world import World
from search.filters import narrow
from search.fusion import fuse
from search.options import SearchQuery
from search.retrieval import retrieve

_TIERS: Final = {
    "same": 0,
    "narrower": 0,
    "substitute": 0,
    "broader": 1,
    "weaker": 2,
    "sibling": 2,
    "general": 3,
    "related": 3,
}
_LEVELS: Final = {2: "province", 4: "city", 6: "district", 9: "street", 12: "street"}

ABOUT: Final = """
UNWIND $wanted AS w
MATCH (:Entity {{id: w.id}})<-[:{about}]-(o:{offer})
WITH o, min(w.tier) AS tier
WITH o, tier, CASE WHEN o.validUntil < $today THEN 2 ELSE 0 END AS expired,
     CASE WHEN $slot IS NULL OR o[$slot] IN $codes OR EXISTS {{ (o)-[:{area}]->(p:Entity) WHERE p.id IN $areas }} THEN 0
          WHEN o[$slot] IN ['*', '?'] THEN 1 ELSE 2 END AS far,
     CASE WHEN $audiences = [] OR EXISTS {{ (o)-[:{eligibility}]->(a:Entity) WHERE a.id IN $audiences }} THEN 0
          WHEN NOT EXISTS {{ (o)-[:{eligibility}]->() }} THEN 1 ELSE 2 END AS others,
     CASE WHEN $costs = [] OR EXISTS {{ (o)-[:{cost}]->(c:Entity) WHERE c.id IN $costs }} THEN 0
          WHEN NOT EXISTS {{ (o)-[:{cost}]->() }} THEN 1 ELSE 2 END AS price
WITH o, tier, [x IN [expired, far, others, price] WHERE x = 2] AS misses,
     [x IN [far, others, price] WHERE x = 1] AS unknown
ORDER BY tier, size(misses), size(unknown), o.id
WITH tier, collect(o.id)[..$bound] AS ids
RETURN tier, ids ORDER BY tier
"""
ACCOUNTS: Final = """
UNWIND $ids AS id
MATCH (o:Entity {{id: id}}) WHERE o:{offer}
OPTIONAL MATCH (o)-[:{provider}]->(p:Entity)
RETURN o {{.id, .class, .name, .account, .members, .validUntil}} AS entity, p.id AS provider, p.name AS name, p.class AS type,
       CASE WHEN o.province = '?' THEN p.account END AS places,
       {cosine} AS cosine
"""
"""The index is on ``Entity.id``: looked up by another label, every offer would be read once for each id."""
_COSINE: Final = "2 * vector.similarity.cosine(o.{vector}, $vector) - 1"


def by_concept(graph: Graph, world: World, demand: Demand, bound: int) -> list[str]:
    """Ids of offers about concepts near those wanted: at most ``bound`` of each tier (fits, wider, nearly, related),
    in a fixed order: those first that by their filter slots and relations fail fewest of place, validity, audience and
    cost, so that the bound cuts off what would come last anyway."""
    wanted = [{"id": f"concept:{c}", "tier": tier} for c, tier in sorted(_reach(world, demand).items())]
    if not wanted:
        return []
    codes = (demand.place,) if demand.place else demand.places
    level = max((n for n in _LEVELS if codes and n <= len(codes[0])), default=0)
    rows = graph.read(
        ABOUT.format(
            about=relation(graph, Properties.ABOUT),
            area=relation(graph, Properties.AREA),
            eligibility=relation(graph, Properties.ELIGIBILITY),
            cost=relation(graph, Properties.COST),
            offer=quote_name(Classes.OFFER),
        ),
        wanted=wanted,
        slot=_LEVELS.get(level),
        codes=[code[: min(level, 9)] for code in codes],
        areas=[f"place:{p}" for code in codes for p in (code, *world.above(code))],
        audiences=_concept_ids(graph, [w.concept for w in demand.audiences]),
        costs=[f"concept:{demand.cost.concept}"] if demand.cost else [],
        today=world.today.isoformat(),
        bound=bound,
    )
    return [id for row in rows for id in row["ids"]]


def by_meaning(context: SearchContext, principal: Principal, demand: Demand, *, vectors: bool) -> list[str]:
    """Ids of the offers that words and meaning of the demand's text find, best first, at most
    ``MAX_BY_MEANING``; by words alone where the graph has no ``vectors`` of this model."""
    narrowed = narrow(context.graph, SearchQuery(demand.text, type=Classes.OFFER))
    found = retrieve(context, principal, demand.text, narrowed, Classes.OFFER, vectors=vectors)
    return [fused.id for fused in fuse(found.words, found.meaning)][:MAX_BY_MEANING]


def vectors_of(context: SearchContext) -> str | None:
    """The property that holds the vectors of the context's model, ``None`` if the graph's are of another one."""
    return context.vectors.vector if active_index(context.graph) == context.vectors else None


def load_offers(
    graph: Graph,
    ids: Sequence[str],
    vector: Sequence[float] | None = None,
    vector_property: str | None = None,
) -> dict[str, Offer]:
    """The offers of these ids with provider and, if a vector is given, its cosine with their text."""
    cosine = "null"
    if vector is not None and vector_property:
        cosine = _COSINE.format(vector=quote_name(vector_property))
    rows = graph.read(
        ACCOUNTS.format(
            offer=quote_name(Classes.OFFER), provider=relation(graph, Properties.PROVIDER), cosine=cosine
        ),
        ids=list(dict.fromkeys(ids)),
        vector=list(vector) if vector is not None else None,
    )
    first = {row["entity"]["id"]: row for row in sorted(rows, key=_by_id_and_provider, reverse=True)}
    return {id: _offer(graph, first[id]) for id in sorted(first)}


def _by_id_and_provider(row: Mapping[str, Any]) -> tuple[str, str]:
    return row["entity"]["id"], row["provider"] or ""


def relation(graph: Graph, core: str) -> str:
    """The relation types of a core property and the properties below it, as a pattern."""
    ontology = graph.ontology
    names = sorted(
        p.relation
        for p in ontology.properties.values()
        if p.relation and ontology.property_is_a(p.name, core)
    )
    return "|".join(quote_name(name) for name in names)


def _reach(world: World, demand: Demand) -> dict[str, int]:
    """Every concept whose offers are worth a look, with its tier."""
    found: dict[str, int] = {}
    for concept in world.ontology.in_scheme(Schemes.KINDS):
        closest = world.closest((w.concept for w in demand.concepts), (concept.name,))
        if closest is not None and closest.name in _TIERS:
            found[concept.name] = _TIERS[closest.name]
    return found


def _concept_ids(graph: Graph, names: Sequence[str]) -> list[str]:
    """The ids of these concepts and of all that is wider: what is for the wider group is for them."""
    wider = {a for name in names for a in (name, *graph.ontology.concepts[name].ancestors)}
    return [f"concept:{name}" for name in sorted(wider)]


def _offer(graph: Graph, row: Mapping[str, Any]) -> Offer:
    node = {name: value for name, value in row["entity"].items() if value is not None}
    return offer_of(
        from_node(node, ()),
        graph.ontology,
        provider=(row["provider"], row["name"] or "") if row["provider"] else None,
        provider_type=row["type"] or "",
        places=unpack_facts(row["places"]) if row["places"] else (),
        cosine=row["cosine"],
    )
