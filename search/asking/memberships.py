"""Which parties do membership records name, in which role, and how surely? One query for all alliances."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from graph.cypher import quote_name
from graph.entities import Fact, unpack_facts
from graph.principal import Principal
from graph.reading import EntityView, Evidence, evidence_for
from ontology.model import Ontology
from ontology.terms import Classes, Properties
from search.answer import Reference
from search.ask_answer import Named
from search.asking.shape import STATUS, listed, listed_en
from search.context import SearchContext
from search.factors.factor import Say
from search.factors.readers import readers_of
from search.offers import relation
from search.proofs import proofs_of

MEMBERSHIPS: Final = """
UNWIND $alliances AS a
CALL (a) {{
  MATCH (m:{membership})-[:{alliance}]->(:Entity {{id: a.id}}) RETURN m
  UNION
  MATCH (m:{membership}) WHERE NOT (m)-[:{alliance}]->() AND any(id IN a.members WHERE m.account CONTAINS id) RETURN m
}}
OPTIONAL MATCH (m)-[:{member}]->(p:Entity)
OPTIONAL MATCH (p)-[:{unit}]->(u:Entity)
RETURN a.id AS alliance, m {{.id, .account}} AS membership, p {{.id, .class, .name, .members}} AS party,
       min(u.class) AS unit
ORDER BY alliance, party.name, membership.id
"""
"""A membership that is only planned or denied has no relation: it is found by the id that its account names."""


@dataclass(frozen=True, slots=True)
class Joined:
    """One membership: the party with role and quotes, how it is stated, and the class of the party's unit ('' if none)."""

    named: Named
    status: str
    unit: str = ""

    def is_a(self, ontology: Ontology, name: str) -> bool:
        """Whether the party, or the unit that it is the party organisation of, is of this class."""
        known = [c for c in (self.named.reference.type, self.unit) if c in ontology.classes]
        return any(ontology.is_a(c, name) for c in known)


def memberships_of(
    context: SearchContext, principal: Principal, alliances: Sequence[EntityView]
) -> dict[str, list[Joined]]:
    """The memberships of each alliance, by its id."""
    graph = context.graph
    rows = graph.read(
        MEMBERSHIPS.format(
            membership=quote_name(Classes.MEMBERSHIP),
            alliance=relation(graph, Properties.ALLIANCE),
            member=relation(graph, Properties.MEMBER),
            unit=relation(graph, Properties.PARTY_ORGANIZATION_OF),
        ),
        alliances=[{"id": v.id, "members": list({v.id, *v.members})} for v in alliances],
    )
    ids = dict.fromkeys(row["membership"]["id"] for row in rows)
    quotes = evidence_for(graph, principal, [(id, Properties.MEMBER) for id in ids]) if ids else {}
    found: dict[str, list[Joined]] = {v.id: [] for v in alliances}
    for row in rows:
        joined = _joined(context, row, quotes.get((row["membership"]["id"], Properties.MEMBER), []))
        if joined:
            found[row["alliance"]].append(joined)
    return {id: _each_once(several) for id, several in found.items()}


def other_status(joined: Sequence[Joined]) -> Say:
    """What is said of those whose membership is planned, attributed or denied."""
    zh, en = [], []
    for status, label in STATUS.items():
        names = [j.named.reference.name for j in joined if j.status == status]
        if names:
            zh.append(f"另有{label.zh}加入的：{listed(names)}（不算成员）。")
            en.append(f"Only {label.en}: {listed_en(names)} (not counted as members).")
    return Say("".join(zh), " ".join(en))


def _joined(context: SearchContext, row: Mapping[str, Any], quotes: Sequence[Evidence]) -> Joined | None:
    facts = unpack_facts(row["membership"]["account"] or "[]")
    member = next((f for f in facts if f.property == Properties.MEMBER and not f.alternative), None)
    if member is None:
        return None
    status = next(
        (f.status for f in (member, *_of(facts, Properties.ALLIANCE)) if f.status != "asserted"), "asserted"
    )
    party = row["party"]
    who = (
        Reference(party["id"], party["class"], party["name"], tuple(party["members"] or ()))
        if party
        else Reference("", "", member.original)
    )
    declared = context.graph.ontology.properties[Properties.MEMBER]
    stated = [f.value for f in _of(facts, Properties.MEMBER_ROLE) if f.status == "asserted"]
    own = [e for e in quotes if e.status == status or status != "asserted"]
    named = Named(who, stated[0] if stated else declared.zh, declared.en, proofs_of(own))
    return Joined(named, status, row["unit"] or _unit_class(context.graph.ontology, who))


def _of(facts: Sequence[Fact], name: str) -> list[Fact]:
    return [f for f in facts if f.property == name]


def _unit_class(ontology: Ontology, party: Reference) -> str:
    """The class of the unit that a party organisation's own name names: 示例大学党委 is of a university."""
    if party.type != Classes.PARTY_ORGANIZATION:
        return ""
    grammar = readers_of(ontology).organisations
    endings = sorted(ontology.classes[Classes.PARTY_ORGANIZATION].wordings, key=len, reverse=True)
    ending = next((w for w in endings if party.name.endswith(w)), "")
    return grammar.kind(party.name[: -len(ending)]) or "" if ending else ""


def _each_once(joined: Sequence[Joined]) -> list[Joined]:
    """Each party once, asserted before all else."""
    found: dict[tuple[str, str], Joined] = {}
    for j in sorted(joined, key=lambda j: j.status != "asserted"):
        found.setdefault((j.named.reference.id, j.named.reference.name), j)
    return list(found.values())
