"""By which values of an entity may a search be narrowed? Those of the properties that the vocabulary declares as facets (gj:facet).

An entity holds them as one list of ``property=value``. A more special property counts for those above it, a concept for the broader
ones, a place for all that it lies in; text is compared in its folded form. Restricted values, relations and
amounts that are only "some" (若干) are no facets.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from graph.entities import Fact
from graph.records import Kind
from ontology.language.normalise import fold
from ontology.model import Ontology

LONGEST: Final = 60
"""Characters of a text value: longer ones agree if they begin alike."""
PLACE_DIGITS: Final = (2, 4, 6, 9, 12)


def facet(name: str, value: str) -> str:
    """One entry of the list.

    >>> facet("theme", "themeElderly")
    'theme=themeElderly'
    """
    return f"{name}={value}"


def facet_text(text: str) -> str:
    """The form in which text values are compared.

    >>> facet_text(" Ａ级\n重点 ")
    'a级 重点'
    """
    return " ".join(fold(text).split())[:LONGEST]


class Facets:
    """Makes the lists of one vocabulary."""

    def __init__(self, ontology: Ontology) -> None:
        self._ontology = ontology
        self.names = facet_names(ontology)
        self._counts_for = lru_cache(maxsize=None)(self._above)
        self._entries = lru_cache(maxsize=1 << 14)(self._made)

    def of(self, facts: Iterable[Fact]) -> tuple[str, ...]:
        """The list of an entity by its counting facts, sorted."""
        found: set[str] = set()
        for fact in facts:
            if not fact.restricted and self._counts_for(fact.property):
                found.update(self._entries(fact.property, fact.kind, fact.value, fact.precision == "some"))
        return tuple(sorted(found))

    def _made(self, name: str, kind: Kind, value: str, some: bool) -> tuple[str, ...]:
        """The entries of one fact; lists say the same again and again."""
        values = self._values(kind, value, some)
        return tuple(facet(above, v) for v in values for above in self._counts_for(name))

    def _above(self, name: str) -> tuple[str, ...]:
        declared = self._ontology.properties.get(name)
        above = (name, *declared.ancestors) if declared else (name,)
        return tuple(n for n in above if n in self.names)

    def _values(self, kind: Kind, value: str, some: bool) -> Iterable[str]:
        if kind == "concept":
            known = self._ontology.concepts.get(value)
            return (value, *known.ancestors) if known else (value,)
        if kind == "place":
            return [value[:digits] for digits in PLACE_DIGITS if digits <= len(value)]
        return [facet_text(value)] if kind == "literal" and not some else ()


def facet_names(ontology: Ontology) -> frozenset[str]:
    """The properties that some class declares as a facet and whose values can be one."""
    named = {name for cls in ontology.classes.values() for name in cls.facets}
    properties = (ontology.properties[name] for name in named)
    return frozenset(p.name for p in properties if not p.restricted and p.range not in ontology.classes)
