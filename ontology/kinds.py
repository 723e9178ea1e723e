"""Which classes are kinds that a record can state as a value? Each becomes a concept of a scheme, under its own name.

A scheme with ``gj:conceptsOf gj:C`` has the classes below C as its concepts (punning: one IRI, one name, class and concept),
with the labels, wordings and order of the classes, so that nothing is said twice and an added class is a concept at once.
"""

from __future__ import annotations

from collections.abc import Mapping

from ontology.model import Class, Concept
from ontology.terms import NAMESPACE
from ontology.triples import Triples
from ontology.vocabulary import Declared


def kinds_as_concepts(triples: Triples, terms: Declared, classes: Mapping[str, Class]) -> dict[str, Concept]:
    """The concepts that schemes take from classes, by name; abstract classes are left out."""
    found: dict[str, Concept] = {}
    for scheme in terms.schemes:
        for root in triples.names(NAMESPACE + scheme, NAMESPACE + "conceptsOf"):
            below = {n for n, c in classes.items() if root in c.ancestors and not c.abstract}
            found |= {name: _concept(classes[name], scheme, below) for name in sorted(below)}
    return found


def _concept(cls: Class, scheme: str, below: set[str]) -> Concept:
    return Concept(
        iri=cls.iri,
        name=cls.name,
        zh=cls.zh,
        en=cls.en,
        definition_zh=cls.definition_zh,
        definition_en=cls.definition_en,
        synonyms=cls.synonyms,
        hidden=cls.hidden,
        example_zh=cls.example_zh,
        example_en=cls.example_en,
        deprecated=cls.deprecated,
        successor=cls.successor,
        scheme=scheme,
        broader=tuple(p for p in cls.parents if p in below),
        ancestors=tuple(a for a in cls.ancestors if a in below),
        implies_class=cls.name,
    )
