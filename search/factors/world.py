"""What does a factor need to know besides the demand and the offer? Vocabulary, places, and today's date."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from graph.entities import Fact
from graph.gazetteer import Gazetteer
from ontology.language.normalise import fold
from ontology.model import Ontology
from search.factors.factor import Say
from search.factors.readers import readers_of
from search.factors.relations import Relation, relate
from search.factors.words import word_ends

_FARTHEST: Final = 10
"""From a village up to the country and down to another one."""


class World:
    """Vocabulary and gazetteer for one question, with the relations between concepts remembered."""

    def __init__(self, ontology: Ontology, gazetteer: Gazetteer, today: date) -> None:
        self.ontology = ontology
        self.gazetteer = gazetteer
        self.today = today
        self.readers = readers_of(ontology)
        self._relations = self.readers.relations
        self._found: dict[tuple[str, str], tuple[str, ...]] = {}

    def relation(self, wanted: str, offered: str) -> Relation:
        """``relations.relate``, remembered as long as the ontology is."""
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
            hits = self.readers.find(scheme, text)
            self._found[key] = tuple(dict.fromkeys(hit.concept for hit in hits))
        return self._found[key]

    def find_words(self, scheme: str, text: str) -> tuple[str, ...]:
        """As ``find``, for prose: only what begins and ends where a word does."""
        key = (f"{scheme} words", text)
        if key not in self._found:
            hits = self.readers.find(scheme, text)
            starts, ends = word_ends(text) if hits else (set(), set())
            whole = [h.concept for h in hits if h.start in starts and h.end in ends]
            self._found[key] = tuple(dict.fromkeys(whole))
        return self._found[key]

    def stated(self, scheme: str, fact: Fact) -> tuple[str, ...]:
        """The concepts of a scheme that a fact states: its value, or those that its words name."""
        if fact.kind == "concept":
            return (fact.value,) if fact.value in self.ontology.concepts else ()
        return self.find(scheme, fact.original or fact.value)

    def within(self, code: str, area: str) -> bool:
        """Whether the place ``code`` is ``area`` or lies in it."""
        return self.gazetteer.contains(area, code)

    def above(self, code: str) -> tuple[str, ...]:
        """The codes of the places that a place lies in, nearest first."""
        return tuple(place.code for place in self.gazetteer.ancestors(code))

    def place(self, code: str) -> Say:
        """The name of a place with what it lies in below the province: 武汉市洪山区, 湖北省, 北京市朝阳区."""
        place = self.gazetteer.get(code)
        if place is None:
            return Say(code, code)
        chain = [p.name for p in reversed(list(self.gazetteer.ancestors(code)))]
        shown = "".join(dict.fromkeys([*(chain[1:] or []), place.name])) if len(chain) > 1 else place.name
        return Say(shown, shown)

    def steps(self, one: str, other: str) -> int:
        """Steps in the administrative tree between two places; those of an unknown place are the most there can be."""
        found = self.gazetteer.steps(one, other)
        return _FARTHEST if found is None else found

    def is_everywhere(self, text: str) -> bool:
        """Whether the words for an area say that it leaves no place out."""
        return fold(text).strip() in self.readers.everywhere

    def is_unlimited(self, text: str) -> bool:
        """Whether a cell says that there is no limit."""
        return fold(text).strip() in self.readers.unlimited
