"""Who reads words for matching? The text readers of one ontology, made once and kept."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from ontology.language.concepts import ConceptFinder, ConceptHit
from ontology.language.normalise import fold
from ontology.language.organisations import OrganisationGrammar
from ontology.language.quantities import Quantity, QuantityReader
from ontology.model import Ontology
from ontology.terms import Schemes
from search.factors.relations import Relation

_KEPT: Final = 4
_UNLIMITED: Final = "unlimited"
"""Notation of the placeholders that say that there is no limit."""

_readers: dict[str, Readers] = {}


class Readers:
    """The readers of one ontology; pure, safe between threads."""

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology
        self.finders = {name: ConceptFinder(ontology, name) for name in ontology.schemes}
        self.amounts = QuantityReader(ontology)
        self.organisations = OrganisationGrammar(ontology)
        self.relations: dict[tuple[str, str], Relation] = {}
        """Relations between concepts that were asked for: at most one a pair of concepts."""
        self.asking = self._words(Schemes.ASKING)
        self.negation = self._words(Schemes.ASKING, "negation")
        self.exception = self._words(Schemes.ASKING, "exception")
        self.channels = self._words(Schemes.ASKING, "channel")
        self.addition = self._words(Schemes.ASKING, "addition")
        self.everywhere = self._words(Schemes.EVERYWHERE)
        self.unlimited = self._words(Schemes.PLACEHOLDERS, _UNLIMITED)

    def _words(self, scheme: str, notation: str = "") -> frozenset[str]:
        """The folded wordings of a word list, of those concepts whose notation starts so."""
        concepts = (c for c in self.ontology.in_scheme(scheme) if c.notation.startswith(notation))
        return frozenset(fold(word) for concept in concepts for word in concept.wordings)

    def find(self, scheme: str, text: str) -> list[ConceptHit]:
        """The concepts of a scheme that a text names; no people by the name of a channel (公众 in 公众号)."""
        hits = self.finders[scheme].find(text)
        if scheme != Schemes.AUDIENCES or not hits:
            return hits
        folded = fold(text)
        if len(folded) != len(text) or not any(word in folded for word in self.channels):
            return hits
        named = [m.span() for word in self.channels for m in re.finditer(re.escape(word), folded)]
        return [h for h in hits if not any(a <= h.start and h.end <= b for a, b in named)]

    def quantities(self, text: str) -> list[Quantity]:
        """The amounts that a text states, without those of which only “some” is known."""
        return [q for q in self.amounts.read(text) if q.precision != "some"]

    def convert(self, value: Decimal, unit: str, other: str) -> Decimal | None:
        """An amount in another unit, ``None`` where the two measure different things."""
        return self.amounts.units.convert(value, unit, other)

    def dimension(self, unit: str) -> str:
        """What a unit measures (``count``, ``person`` …), '' if it is none."""
        known = self.amounts.units.get(unit) if unit else None
        return known.dimension if known else ""


def readers_of(ontology: Ontology) -> Readers:
    """The readers of an ontology: made at the first call, then the same for every equal ontology."""
    found = _readers.get(ontology.version)
    if found is None:
        if len(_readers) >= _KEPT:
            _readers.clear()
        found = _readers[ontology.version] = Readers(ontology)
    return found
