"""What does a case or practice tell, part by part? Its quotes for each part, its concepts, and the passages they stand in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from graph.principal import Principal
from graph.reading import EntityView, Evidence, evidence_for
from ontology.terms import Properties
from search.context import SearchContext
from search.likeness.weights import CONCEPT_PARTS, MAX_PASSAGES, TEXT_PARTS

_READ: Final = (
    *(p for several in TEXT_PARTS.values() for p in several),
    *CONCEPT_PARTS.values(),
    Properties.NAME,
)


@dataclass(frozen=True, slots=True)
class Told:
    """One thing: ``texts`` are its asserted quotes by text part, ``concepts`` the concepts by concept part, ``quotes`` all
    quotes by property."""

    view: EntityView
    texts: Mapping[str, tuple[Evidence, ...]] = field(default_factory=dict)
    concepts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    quotes: Mapping[str, tuple[Evidence, ...]] = field(default_factory=dict)

    def passages(self, part: str) -> list[str]:
        """The passages of a text part, the first few."""
        return list(dict.fromkeys(e.passage for e in self.texts.get(part, ())))[:MAX_PASSAGES]

    @property
    def named_in(self) -> frozenset[str]:
        """The passages that name it."""
        return frozenset(e.passage for e in self.quotes.get(Properties.NAME, ()))


def told_by(context: SearchContext, principal: Principal, views: Sequence[EntityView]) -> list[Told]:
    """What each of these things tells, in their order, in one look-up of quotes."""
    quotes = evidence_for(context.graph, principal, [(v.id, p) for v in views for p in _READ])
    return [_told(context, v, {p: tuple(quotes.get((v.id, p), ())) for p in _READ}) for v in views]


def _told(context: SearchContext, view: EntityView, quotes: Mapping[str, tuple[Evidence, ...]]) -> Told:
    texts = {part: _first_stated(properties, quotes) for part, properties in TEXT_PARTS.items()}
    known = context.graph.ontology.concepts
    concepts = {
        part: tuple(c for c in dict.fromkeys(view.values(name)) if c in known)
        for part, name in CONCEPT_PARTS.items()
    }
    return Told(view, {p: t for p, t in texts.items() if t}, {p: c for p, c in concepts.items() if c}, quotes)


def _first_stated(
    properties: Sequence[str], quotes: Mapping[str, tuple[Evidence, ...]]
) -> tuple[Evidence, ...]:
    """The asserted quotes of the first of these properties that has any."""
    for name in properties:
        asserted = tuple(e for e in quotes[name] if e.status == "asserted")
        if asserted:
            return asserted
    return ()
