"""How does what is offered relate to what is asked for? Read from the concept tree and its substitutions.

Substitution is one way: what may stand in for the thing asked for fits (under its condition); what the
thing asked for could stand in for is *weaker* and never does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ontology.model import Ontology, Substitution
from search.factors.weights import RELATIONS

RelationName = Literal[
    "same", "narrower", "words", "substitute", "broader", "weaker", "sibling", "general", "related", "other"
]


@dataclass(frozen=True, slots=True)
class Relation:
    """From a wanted concept to an offered one; ``conditions`` are those of the substitution, (zh, en)."""

    name: RelationName
    wanted: str
    offered: str
    conditions: tuple[tuple[str, str], ...] = ()

    @property
    def rank(self) -> float:
        """Higher is closer; a substitute without condition before one with."""
        return RELATIONS[self.name] - 0.01 * len(self.conditions)


def relate(ontology: Ontology, wanted: str, offered: str) -> Relation:
    """The closest relation that holds between two concepts of one scheme."""
    if wanted == offered:
        return Relation("same", wanted, offered)
    if ontology.concept_is_a(offered, wanted):
        return Relation("narrower", wanted, offered)
    for substitute, conditions in stand_ins(ontology, wanted).items():
        if ontology.concept_is_a(offered, substitute):
            return Relation("substitute", wanted, offered, conditions)
    return Relation(_distant(ontology, wanted, offered), wanted, offered)


def _distant(ontology: Ontology, wanted: str, offered: str) -> RelationName:
    one, other = ontology.concepts[wanted], ontology.concepts[offered]
    if any(ontology.concept_is_a(wanted, s.concept) for s in other.substitutes):
        return "weaker"
    if offered in one.ancestors:
        return "broader" if offered in one.broader and not _is_root(ontology, offered) else "general"
    if any(ontology.concept_is_a(wanted, stand_in) for stand_in in stand_ins(ontology, offered)):
        return "weaker"
    shared = [c for c in one.ancestors if c in other.ancestors and not _is_root(ontology, c)]
    if not shared:
        return "other"
    close = set(one.broader) & set(other.broader) & set(shared)
    return "sibling" if any(_is_specific(ontology, c) for c in close) else "related"


def stand_ins(ontology: Ontology, wanted: str) -> dict[str, tuple[tuple[str, str], ...]]:
    """Every concept that may stand in for ``wanted``, through any number of steps, with all conditions
    on the way. What stands in for something narrower than ``wanted`` stands in for ``wanted``."""
    narrower = [c.name for c in ontology.in_scheme(ontology.concepts[wanted].scheme) if wanted in c.ancestors]
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    queue: list[tuple[str, tuple[tuple[str, str], ...]]] = [(name, ()) for name in (wanted, *narrower)]
    while queue:
        name, conditions = queue.pop(0)
        for step in ontology.concepts[name].substitutes:
            if step.concept not in found and step.concept != wanted:
                found[step.concept] = _joined(conditions, step)
                queue.append((step.concept, found[step.concept]))
    return found


def _joined(conditions: tuple[tuple[str, str], ...], step: Substitution) -> tuple[tuple[str, str], ...]:
    if not step.condition_zh:
        return conditions
    return tuple(dict.fromkeys((*conditions, (step.condition_zh, step.condition_en))))


def _is_root(ontology: Ontology, name: str) -> bool:
    return not ontology.concepts[name].broader


def _is_specific(ontology: Ontology, name: str) -> bool:
    """Whether a concept is at least two steps below its root: sharing one says something."""
    return len(ontology.concepts[name].ancestors) >= 2
