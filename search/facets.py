"""Which facets does a query ask for? A filter named after a property that the vocabulary declares as a facet, and a value of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from graph.facets import facet, facet_names, facet_text
from ontology.model import Ontology, Property
from search.named import Meanings, find_concepts, find_place, not_valid
from search.options import FILTERS

_YES: Final = frozenset({"true", "是", "有", "yes", "1"})
_NO: Final = frozenset({"false", "否", "无", "no", "0"})


def facets_meant(meanings: Meanings, given: Mapping[str, str]) -> tuple[str, ...]:
    """The entries (``graph.facets``) that an entity must have, sorted.

    Args:
        given: name or label of a property → its value: a concept by name or wording, a place by code or name, or text.

    Raises:
        SearchNotValid: no such facet, concept or place.
        AmbiguousPlace: several places have that name.
    """
    found = ((_property(meanings.ontology, name), text) for name, text in given.items())
    return tuple(sorted({entry for prop, text in found for entry in _entries(meanings, prop, text)}))


def _property(ontology: Ontology, name: str) -> Property:
    known = {n: ontology.properties[n] for n in facet_names(ontology)}
    named = known.get(name) or next((p for _, p in sorted(known.items()) if name in (p.zh, p.en)), None)
    if named is None:
        raise not_valid("筛选条件", "filter", name, (*FILTERS, *sorted(known)))
    return named


def _entries(meanings: Meanings, prop: Property, text: str) -> list[str]:
    """The entries of one filter. A wording of several concepts asks for the first by name."""
    if prop.range == "concept":
        return [facet(prop.name, find_concepts(meanings.ontology, prop.scheme, text)[0])]
    if prop.range == "place":
        return [facet(prop.name, find_place(meanings, text))]
    if prop.range == "boolean":
        said = text.casefold()
        return [facet(prop.name, "true" if said in _YES else "false" if said in _NO else said)]
    return [facet(prop.name, facet_text(text))]
