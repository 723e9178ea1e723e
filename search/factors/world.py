"""What does a factor need to know besides the demand and the offer? Vocabulary, places, and today's date."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from graph.entities import Fact
from graph.gazetteer import Gazetteer
from ontology.language.concepts import ConceptFinder
from ontology.model import Ontology
from search.factors.factor import Say
from search.factors.relations import Relation, relate


class World:
    """Vocabulary and gazetteer for one question, with the relations between concepts remembered."""

    def __init__(self, ontology: Ontology, gazetteer: Gazetteer, today: date) -> None:
        self.ontology = ontology
        self.gazetteer = gazetteer
        self.today = today
        self._relations: dict[tuple[str, str], Relation] = {}
        self._finders: dict[str, ConceptFinder] = {}
        self._found: dict[tuple[str, str], tuple[str, ...]] = {}

    def relation(self, wanted: str, offered: str) -> Relation:
        """``relations.relate``, remembered."""
        key = (wanted, offered)
        if key not in self._relations:
            self._relations[key] = relate(self.ontology, wanted, offered)
        return self._relations[key]

    def closest(self, wanted: Iterable[str], offered: Iterable[str]) -> Relation | None:
        """The closest relation between any wanted and any offered concept, or ``None`` without either."""
        offered = tuple(offered)
        pairs = (self.relation(w, o) for w in wanted for o in offered)
        return max(pairs, key=lambda r: (r.rank, r.offered), default=None)

    def label(self, concept: str) -> Say:
        """The two labels of a concept."""
        term = self.ontology.concepts[concept]
        return Say(term.zh, term.en)

    def find(self, scheme: str, text: str) -> tuple[str, ...]:
        """The concepts of a scheme that a text names, in order, each once."""
        key = (scheme, text)
        if key not in self._found:
            finder = self._finders.get(scheme) or ConceptFinder(self.ontology, scheme)
            self._finders[scheme] = finder
            self._found[key] = tuple(dict.fromkeys(hit.concept for hit in finder.find(text)))
        return self._found[key]

    def stated(self, scheme: str, fact: Fact) -> tuple[str, ...]:
        """The concepts of a scheme that a fact states: its value, or those that its words name."""
        if fact.kind == "concept":
            return (fact.value,) if fact.value in self.ontology.concepts else ()
        return self.find(scheme, fact.original or fact.value)

    def within(self, code: str, area: str) -> bool:
        """Whether the place ``code`` is ``area`` or lies in it: official codes nest by prefix."""
        return code.startswith(area)
