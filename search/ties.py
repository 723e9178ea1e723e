"""What do articles say that ties a possible partner to the asker? Alliances, what it has practised, honours.

One query for all candidates and the asker, and one look-up of quotes for those that are shown. What a party organisation has done
counts for its unit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from graph.principal import Principal
from graph.reading import evidence_for
from ontology.language.normalise import fold
from ontology.model import Ontology
from ontology.terms import Classes, Properties, Schemes
from search.answer import Reference
from search.asked import Demand
from search.context import SearchContext
from search.factors.factor import Say
from search.factors.readers import readers_of
from search.factors.weights import TIE_SHARE, TIES
from search.offers import relation
from search.proofs import Proof, proofs_of

MAX_TIES: Final = 10
"""Ties shown beside a partner."""
PRACTISED: Final = "practised"
SHARED: Final = "shared-alliance"

TIES_OF: Final = """
UNWIND $ids AS id
MATCH (u:Entity {{id: id}})
OPTIONAL MATCH (o:Entity)-[:{unit}]->(u)
WITH id, u, collect(o) AS own
UNWIND [u] + own AS s
CALL (s) {{
  MATCH (s)<-[:{member}]-(m:Entity)-[:{alliance}]->(t:Entity) RETURN t, m.id AS by, 'member' AS said
  UNION MATCH (s)<-[:{leads}]-(t:Entity) RETURN t, t.id AS by, 'leads' AS said
  UNION MATCH (s)<-[:{founded}]-(t:Entity) RETURN t, t.id AS by, 'foundedBy' AS said
  UNION MATCH (s)<-[:{practised}]-(t:Entity) RETURN t, t.id AS by, 'practisedBy' AS said
  UNION MATCH (s)<-[:{awarded}]-(t:Entity) RETURN t, t.id AS by, 'awardedTo' AS said
}}
RETURN id, s.id AS self, s.name AS name, by, said, t {{.id, .class, .name, .members}} AS thing,
       [(t)-[:{concepts}]->(c:Entity) | c.id] AS concepts
ORDER BY id, said, thing.name, by
"""
_LABELS: Final = {
    SHARED: Say("同在联盟", "in the same alliance"),
    Properties.MEMBER: Say("联盟成员", "member of an alliance"),
    Properties.LEADS: Say("牵头联盟", "leads an alliance"),
    Properties.FOUNDED_BY: Say("发起联盟", "founded an alliance"),
    PRACTISED: Say("做过", "has practised"),
    Properties.AWARDED_TO: Say("获得荣誉", "received an honour"),
}


@dataclass(frozen=True, slots=True)
class Tie:
    """One tie: ``kind`` is ``shared-alliance``, ``member``, ``leads``, ``foundedBy``, ``practised`` or ``awardedTo``; ``zh`` and
    ``en`` say it; ``reference`` is the alliance, case, practice or honour."""

    kind: str
    zh: str
    en: str
    reference: Reference
    evidence: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class Bond:
    """A tie without its quotes: ``by`` is the entity whose property ``said`` states it; ``through`` the party organisation of the
    partner that it is stated of ('' for the partner itself)."""

    kind: str
    thing: Reference
    by: str
    said: str
    through: str = ""


def bonds_of(
    context: SearchContext,
    principal: Principal,
    asker: str,
    partners: Iterable[str],
    demands: Sequence[Demand],
) -> dict[str, list[Bond]]:
    """The bonds of each partner (by id) that concern the asker (an id, '' for none) or its demands."""
    del principal  # relations are of asserted statements alone, and public
    ids = sorted({*partners, asker} - {""})
    rows = context.graph.read(_query(context), ids=ids) if ids else []
    own = {r["thing"]["id"] for r in rows if r["id"] == asker and _is_alliance(context, r)}
    wanted = wanted_concepts(context.graph.ontology, demands)
    found: dict[str, dict[str, Bond]] = {id: {} for id in ids}
    for row in rows:
        bond = _bond(context, row, own, wanted)
        if bond and row["id"] != asker:
            known = found[row["id"]].get(bond.thing.id)
            if known is None or (known.kind != SHARED and bond.kind == SHARED):
                found[row["id"]][bond.thing.id] = bond
    order = list(_LABELS)
    return {
        id: sorted(b.values(), key=lambda b: (order.index(b.kind), b.thing.name)) for id, b in found.items()
    }


def with_ties(score: float, bonds: Sequence[Bond]) -> float:
    """A score with what its ties add: never more than ``TIE_SHARE`` of what is missing to 1."""
    kinds = {b.kind for b in bonds}
    strength = sum(weight for kind, weight in TIES.items() if kind in kinds)
    return round(score + (1 - score) * TIE_SHARE * strength, 6)


def ties_of(
    context: SearchContext, principal: Principal, bonds: Mapping[str, Sequence[Bond]]
) -> dict[str, tuple[Tie, ...]]:
    """The bonds with their quotes; one that nothing quotes is left out."""
    shown = {id: several[:MAX_TIES] for id, several in bonds.items()}
    pairs = [(b.by, b.said) for several in shown.values() for b in several]
    quotes = evidence_for(context.graph, principal, pairs) if pairs else {}
    made: dict[str, tuple[Tie, ...]] = {}
    for id, several in shown.items():
        ties = [
            _tie(b, proofs_of(e for e in quotes[(b.by, b.said)] if e.status == "asserted")) for b in several
        ]
        made[id] = tuple(t for t in ties if t.evidence)
    return made


def ties_sentence(ties: Sequence[Tie]) -> Say:
    """The first ties in one sentence."""
    told = ties[:3]
    return Say("；".join(t.zh for t in told) + "。", "; ".join(t.en for t in told) + ".") if told else Say()


def wanted_concepts(ontology: Ontology, demands: Iterable[Demand]) -> frozenset[str]:
    """The kinds, audiences and fields that demands name, without the roots, which say nothing in particular."""
    readers = readers_of(ontology)
    found: set[str] = set()
    for demand in demands:
        found |= {w.concept for w in (*demand.concepts, *demand.audiences)}
        found |= {h.concept for h in readers.find(Schemes.THEMES, fold(demand.text))}
    return frozenset(found)


def _query(context: SearchContext) -> str:
    graph = context.graph
    names = {
        "unit": Properties.PARTY_ORGANIZATION_OF,
        "member": Properties.MEMBER,
        "alliance": Properties.ALLIANCE,
        "leads": Properties.LEADS,
        "founded": Properties.FOUNDED_BY,
        "practised": Properties.PRACTISED_BY,
        "awarded": Properties.AWARDED_TO,
    }
    concepts = (Properties.ELIGIBILITY, Properties.THEME, Properties.ABOUT)
    return TIES_OF.format(
        **{key: relation(graph, name) for key, name in names.items()},
        concepts="|".join(relation(graph, name) for name in concepts),
    )


def _bond(
    context: SearchContext, row: Mapping[str, Any], own: set[str], wanted: frozenset[str]
) -> Bond | None:
    said, thing = row["said"], row["thing"]
    reference = Reference(thing["id"], thing["class"], thing["name"], tuple(thing["members"] or ()))
    through = row["name"] if row["self"] != row["id"] else ""
    if said == Properties.PRACTISED_BY:
        return (
            Bond(PRACTISED, reference, row["by"], said, through) if _touches(context, row, wanted) else None
        )
    if said == Properties.AWARDED_TO:
        return Bond(said, reference, row["by"], said, through)
    if not _is_alliance(context, row):
        return None
    kind = SHARED if thing["id"] in own else said
    return Bond(kind, reference, row["by"], said, through)


def _is_alliance(context: SearchContext, row: Mapping[str, Any]) -> bool:
    ontology, name = context.graph.ontology, row["thing"]["class"]
    return name in ontology.classes and ontology.is_a(name, Classes.ALLIANCE)


def _touches(context: SearchContext, row: Mapping[str, Any], wanted: frozenset[str]) -> bool:
    """Whether a case or practice is for, about, or in the field of what is needed: the same, narrower or wider concepts."""
    ontology = context.graph.ontology
    stated = [str(c).removeprefix("concept:") for c in row["concepts"]]
    return any(
        ontology.concept_is_a(s, w) or (ontology.concept_is_a(w, s) and bool(ontology.concepts[s].broader))
        for s in stated
        if s in ontology.concepts
        for w in wanted
    )


def _tie(bond: Bond, proofs: tuple[Proof, ...]) -> Tie:
    label = _LABELS[bond.kind]
    name = bond.thing.name if "“" in bond.thing.name else f"“{bond.thing.name}”"
    by = f"（经其党组织“{bond.through}”）" if bond.through else ""
    by_en = f" (through its party organisation {bond.through})" if bond.through else ""
    return Tie(
        bond.kind, f"{label.zh}{name}{by}", f"{label.en}: {bond.thing.name}{by_en}", bond.thing, proofs
    )
