"""Which term of ours does a foreign term stand for, and as which foreign terms may ours be told?

An alignment leads **in** (a foreign statement is read as ours) if what the foreign term says is always, or nearly,
what ours says; it leads **out** (ours is told as foreign) if ours is always a case of theirs:

==========================================  ===========  ====
predicate                                   in           out
==========================================  ===========  ====
``equivalentClass``/``Property``            yes          yes
``exactMatch``, ``subClassOf``/``Property``  yes          yes
``narrowMatch`` (theirs is narrower)        yes          no
``closeMatch``                              approximate  no
``broadMatch`` (theirs is wider)            no           yes
``relatedMatch``                            no           no
``inverseOf`` (subject and object change)   yes          no
==========================================  ===========  ====

Restricted properties never lead out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, TypeVar

from ontology.model import Alignment, Class, Concept, Ontology, Property, Shortcut, Term
from ontology.terms import NAMESPACE
from ontology.triples import OWL, RDFS, SKOS, Triples, node_key

T = TypeVar("T", bound=Term)
_MATCHES: Final = ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")
_PREDICATES: Final = {
    **{RDFS + name: name for name in ("subClassOf", "subPropertyOf")},
    **{OWL + name: name for name in ("equivalentClass", "equivalentProperty")},
    **{SKOS + name: name for name in _MATCHES},
    OWL + "inverseOf": "inverseOf",
}
_BOTH: Final = {"equivalentClass", "equivalentProperty", "exactMatch", "subClassOf", "subPropertyOf"}
IN: Final = frozenset({*_BOTH, "narrowMatch", "closeMatch"})
OUT: Final = frozenset({*_BOTH, "broadMatch"})
APPROXIMATE: Final = frozenset({"closeMatch"})


@dataclass(frozen=True, slots=True)
class Meant:
    """A term of ours that a foreign one is read as; ``approximate``: it is only nearly the same, and a reader says so."""

    name: str
    approximate: bool


def alignments_of(triples: Triples, iri: str) -> tuple[Alignment, ...]:
    """The alignments of a term with terms outside our namespace, in the order of the predicates above."""
    return tuple(
        Alignment(name, key)
        for predicate, name in _PREDICATES.items()
        for key in map(node_key, triples.objects(iri, predicate))
        if not key.startswith(("_:", NAMESPACE))
    )


def shortcuts(triples: Triples) -> tuple[Shortcut, ...]:
    """Foreign properties that an ``owl:propertyChainAxiom`` says to be a path over a thing of ours, by IRI.

    Only one shape is read: ``( [ owl:inverseOf gj:member ] gj:alliance )``, up to the thing and on from it.
    """
    chains = OWL + "propertyChainAxiom"
    found = [
        (iri, list(triples.items(node))) for iri in triples.subjects for node in triples.objects(iri, chains)
    ]
    made = [
        Shortcut(iri, back, on)
        for iri, steps in found
        if len(steps) == 2
        for back in triples.names(node_key(steps[0]), OWL + "inverseOf")
        for on in [node_key(steps[1]).removeprefix(NAMESPACE)]
    ]
    return tuple(sorted(made, key=lambda s: (s.iri, s.back, s.on)))


def outgoing(term: Term) -> tuple[str, ...]:
    """The foreign IRIs under which what the term says may be told as well; none for a restricted property.

    Those of its ancestors hold too and are not repeated.
    """
    if isinstance(term, Property) and term.restricted:
        return ()
    return tuple(dict.fromkeys(a.iri for a in term.alignments if a.predicate in OUT))


class Correspondence:
    """The alignments of an ontology the other way round: from foreign terms to ours. Made once, then asked."""

    def __init__(self, ontology: Ontology) -> None:
        self._ontology = ontology
        self._classes: dict[str, list[tuple[Class, bool]]] = _inward(ontology.classes.values())
        self._properties: dict[str, list[tuple[Property, bool]]] = _inward(ontology.properties.values())
        self._concepts: dict[str, list[tuple[Concept, bool]]] = _inward(ontology.concepts.values())
        self._tables: dict[str, list[str]] = defaultdict(list)
        self._fields: dict[str, list[str]] = defaultdict(list)
        for group, by in ((ontology.classes, self._tables), (ontology.properties, self._fields)):
            for term in group.values():
                for place in term.hsds:
                    by[place].append(term.name)

    def class_for(self, iri: str) -> Meant | None:
        """The class that instances of a foreign class are read as; of several the one above the others."""
        found = [(c, near) for c, near in self._classes.get(iri, ()) if not c.abstract]
        exact = [(c, near) for c, near in found if not near] or found
        names = {c.name for c, _ in exact}
        for cls, near in sorted(exact, key=lambda pair: (len(pair[0].ancestors), pair[0].name)):
            if all(self._ontology.is_a(other, cls.name) for other in names):
                return Meant(cls.name, near)
        return None

    def property_for(self, iri: str, class_name: str) -> Meant | None:
        """The property that a foreign one is read as on instances of a class of ours: of those whose domain covers the
        class, exact ones before approximate, then the one with the nearest domain, then the one above the others."""
        above = (class_name, *self._ontology.classes[class_name].ancestors)
        fitting = [
            (near, min(above.index(d) for d in p.domain if d in above), len(p.ancestors), p.name)
            for p, near in self._properties.get(iri, ())
            if set(p.domain) & set(above)
        ]
        return Meant(min(fitting)[3], min(fitting)[0]) if fitting else None

    def inverse_for(self, iri: str, class_name: str) -> str | None:
        """The property of which a foreign one is the inverse: on the foreign one's *object*, whose class of ours is given."""
        above = {class_name, *self._ontology.classes[class_name].ancestors}
        fitting = [
            (len(p.ancestors), p.name)
            for p in self._ontology.properties.values()
            if set(p.domain) & above and Alignment("inverseOf", iri) in p.alignments
        ]
        return min(fitting)[1] if fitting else None

    def shortcut_for(self, iri: str) -> Shortcut | None:
        """The path over a thing of ours that a foreign property stands for."""
        return next((s for s in self._ontology.shortcuts if s.iri == iri), None)

    def concept_for(self, iri: str, scheme: str) -> Meant | None:
        """The concept of a scheme that a foreign one is read as."""
        found = [(near, c.name) for c, near in self._concepts.get(iri, ()) if c.scheme == scheme]
        return Meant(min(found)[1], min(found)[0]) if found else None

    def class_of_table(self, table: str) -> str | None:
        """The class that rows of an HSDS table are read as: of several the one that a foreign class is read as, too."""
        found = self._tables.get(table, [])
        read = [n for n in found if any(a.predicate in IN for a in self._ontology.classes[n].alignments)]
        return next(iter(read or found), None)

    def property_of_field(self, field: str, class_name: str) -> str | None:
        """The property that an HSDS field (``service.name``) is read as on instances of a class of ours."""
        above = (class_name, *self._ontology.classes[class_name].ancestors)
        fitting = [
            (min(above.index(d) for d in self._ontology.properties[n].domain if d in above), n)
            for n in self._fields.get(field, ())
            if set(self._ontology.properties[n].domain) & set(above)
        ]
        return min(fitting)[1] if fitting else None

    def fields(self) -> Iterator[str]:
        """Every HSDS field that a property is aligned with, sorted."""
        yield from sorted(self._fields)


def _inward(terms: Iterable[T]) -> dict[str, list[tuple[T, bool]]]:
    found: dict[str, list[tuple[T, bool]]] = defaultdict(list)
    for term in terms:
        for alignment in term.alignments:
            if alignment.predicate in IN:
                found[alignment.iri].append((term, alignment.predicate in APPROXIMATE))
    return found
