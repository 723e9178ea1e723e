"""How do the Turtle files become the one frozen ``Ontology``?

Two phases: read every file (``ontology.triples``), then resolve inheritance and ranges and cross-check
everything (``ontology.checks``). All problems are reported at once, with file, line and term.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from ontology.alignments import alignments_of, shortcuts
from ontology.checks import check
from ontology.inherit import ancestors, inherited
from ontology.kinds import kinds_as_concepts
from ontology.model import Class, Concept, Constraint, Ontology, Property, Substitution, Suitability, Term
from ontology.problems import OntologyError
from ontology.shacl.contradictions import contradictions
from ontology.shapes import read_constraints
from ontology.terms import NAMESPACE
from ontology.triples import DCTERMS, OWL, RDFS, SKOS, XSD, Triples, node_key, read_triples
from ontology.vocabulary import Declared, declared

__all__ = ["TURTLE", "OntologyError", "load"]

TURTLE = Path(__file__).parent / "turtle"
_SPECIAL_RANGES = {"Concept": "concept", "Place": "place"}
_DATATYPES = {XSD + name: name for name in ("string", "decimal", "integer", "date", "boolean")}


def load(folder: Path | None = None, *, additions: Path | None = None) -> Ontology:
    """The ontology of a folder of Turtle files; of the project's own if none is given.

    ``additions`` is a second folder whose Turtle files (not those of folders below it) are read as if they
    were in the first: its classes, properties and concepts are as good as the others, and ``version`` covers
    both. It may say more about terms of the first, and may not declare them again.
    The project's own, with no additions, is loaded once a process and shared (it is frozen).

    Raises:
        OntologyError: with everything that is wrong; files of the second folder are called ``folder/file``.
    """
    if folder is None and additions is None:
        return _own()
    return _load(folder or TURTLE, additions)


@lru_cache(maxsize=1)
def _own() -> Ontology:
    return _load(TURTLE)


def _load(folder: Path, additions: Path | None = None) -> Ontology:
    triples = read_triples(folder, additions)
    terms, problems = declared(triples)
    constraints, wrong_shapes = read_constraints(triples, terms)
    classes = _classes(triples, terms)
    kinds = kinds_as_concepts(triples, terms, classes)
    ontology = Ontology(
        version=triples.version,
        classes=classes,
        properties=_properties(triples, terms, constraints),
        concepts=_concepts(triples, terms) | kinds,
        schemes=_schemes(triples, terms, kinds),
        constraints=constraints,
        shortcuts=shortcuts(triples),
        scheme_terms={n: Term(**_term(triples, n)) for n in terms.schemes},
    )
    problems += [*wrong_shapes, *check(triples, terms, ontology)]
    if not problems:
        problems += contradictions(triples, ontology)
    if problems:
        raise OntologyError(problems)
    return ontology


def _term(triples: Triples, name: str) -> dict[str, Any]:
    """The fields that classes, properties and concepts share."""
    iri = NAMESPACE + name
    label = RDFS + "label" if triples.objects(iri, RDFS + "label") else SKOS + "prefLabel"
    zh, en = triples.literals(iri, label, "zh")[:1], triples.literals(iri, label, "en")[:1]
    other = triples.literals(iri, SKOS + "altLabel") + triples.literals(iri, SKOS + "hiddenLabel")
    return {
        "iri": iri,
        "name": name,
        "zh": "".join(zh),
        "en": "".join(en),
        "definition_zh": "".join(triples.literals(iri, SKOS + "definition", "zh")[:1]),
        "definition_en": "".join(triples.literals(iri, SKOS + "definition", "en")[:1]),
        "synonyms": tuple(dict.fromkeys(w for w in other if w not in (*zh, *en))),
        "hidden": tuple(triples.literals(iri, SKOS + "hiddenLabel")),
        "example_zh": "".join(triples.literals(iri, SKOS + "example", "zh")[:1]),
        "example_en": "".join(triples.literals(iri, SKOS + "example", "en")[:1]),
        "deprecated": triples.literals(iri, OWL + "deprecated") == ["true"],
        "successor": "".join(triples.names(iri, DCTERMS + "isReplacedBy")[:1]),
        "alignments": alignments_of(triples, iri),
        "hsds": tuple(triples.literals(iri, NAMESPACE + "hsds")),
    }


def _own_values(triples: Triples, names: tuple[str, ...], annotation: str) -> dict[str, str]:
    """The first literal of an annotation, by term, for those that have one."""
    found = ((n, triples.literals(NAMESPACE + n, NAMESPACE + annotation)) for n in names)
    return {n: values[0] for n, values in found if values}


def _classes(triples: Triples, terms: Declared) -> dict[str, Class]:
    parents = {n: triples.names(NAMESPACE + n, RDFS + "subClassOf") for n in terms.classes}
    order = {n: ancestors(n, parents) for n in terms.classes}
    roles = _own_values(triples, terms.classes, "role")
    abstract = _own_values(triples, terms.classes, "abstract")
    captions = {n: _listed(triples, n, "caption") for n in terms.classes}
    facets = {n: _listed(triples, n, "facet") for n in terms.classes}
    links = {n: "".join(triples.names(NAMESPACE + n, NAMESPACE + "partyProperty")[:1]) for n in terms.classes}
    disjoint = _disjoint(triples, terms, order)
    return {
        name: Class(
            **_term(triples, name),
            parents=tuple(parents[name]),
            ancestors=order[name],
            abstract=abstract.get(name) == "true",
            caption=inherited(name, order[name], captions, ()),
            role=inherited(name, order[name], roles, ""),
            disjoint=disjoint[name],
            party_property=inherited(name, order[name], links, ""),
            facets=inherited(name, order[name], facets, ()),
        )
        for name in terms.classes
    }


def _listed(triples: Triples, name: str, annotation: str) -> tuple[str, ...]:
    """The properties that an annotation's RDF list names."""
    lists = triples.objects(NAMESPACE + name, NAMESPACE + annotation)
    members = (node_key(n) for head in lists for n in triples.items(head))
    return tuple(iri.removeprefix(NAMESPACE) for iri in members)


def _disjoint(
    triples: Triples, terms: Declared, order: dict[str, tuple[str, ...]]
) -> dict[str, frozenset[str]]:
    """Closed over symmetry, superclasses on this side and subclasses on the other."""
    stated = {
        pair
        for a in terms.classes
        for b in triples.names(NAMESPACE + a, OWL + "disjointWith")
        for pair in ((a, b), (b, a))
    }
    above = {n: {n, *order[n]} for n in terms.classes}
    return {
        n: frozenset(
            other for a, b in stated if a in above[n] for other in terms.classes if b in above[other]
        )
        for n in terms.classes
    }


def _properties(
    triples: Triples, terms: Declared, constraints: tuple[Constraint, ...]
) -> dict[str, Property]:
    names = terms.properties
    parents = {n: triples.names(NAMESPACE + n, RDFS + "subPropertyOf") for n in names}
    order = {n: ancestors(n, parents) for n in names}
    ranges = {n: _range(triples, n) for n in names}
    domains = {n: _domain(triples, n) for n in names}
    single = _own_values(triples, names, "single")
    restricted = _own_values(triples, names, "restricted")
    searchable = _own_values(triples, names, "searchable")
    schemes = {n: "".join(triples.names(NAMESPACE + n, NAMESPACE + "scheme")[:1]) for n in names}
    required = {c.property for c in constraints if c.kind == "minCount" and c.severity == "Violation"}
    patterns = {c.property: str(c.value) for c in constraints if c.kind == "pattern" and not c.flags}
    return {
        n: Property(
            **_term(triples, n),
            domain=inherited(n, order[n], domains, ()),
            range=inherited(n, order[n], ranges, ""),
            parents=tuple(parents[n]),
            ancestors=order[n],
            single=single.get(n) == "true",
            required=n in required,
            restricted=inherited(n, order[n], restricted, "") == "true",
            searchable=inherited(n, order[n], searchable, "true") == "true",
            scheme=inherited(n, order[n], schemes, ""),
            pattern=inherited(n, order[n], patterns, ""),
        )
        for n in names
    }


def _range(triples: Triples, name: str) -> str:
    """The range in the words of ``Property.range``; an unknown IRI stays as it is, for the check to find."""
    iri = NAMESPACE + name
    if triples.literals(iri, NAMESPACE + "longText") == ["true"]:
        return "text"
    for node in triples.objects(iri, RDFS + "range"):
        local = node_key(node).removeprefix(NAMESPACE)
        return _DATATYPES.get(local) or _SPECIAL_RANGES.get(local, local)
    return ""


def _domain(triples: Triples, name: str) -> tuple[str, ...]:
    """The classes of the domain: one, or the members of an owl:unionOf."""
    found: list[str] = []
    for node in triples.objects(NAMESPACE + name, RDFS + "domain"):
        unions = triples.objects(node_key(node), OWL + "unionOf")
        members = [m for union in unions for m in triples.items(union)] or [node]
        found += [node_key(m).removeprefix(NAMESPACE) for m in members]
    return tuple(dict.fromkeys(found))


def _concepts(triples: Triples, terms: Declared) -> dict[str, Concept]:
    names = terms.concepts
    broader = {n: triples.names(NAMESPACE + n, SKOS + "broader") for n in names}
    order = {n: ancestors(n, broader) for n in names}
    implied = {n: "".join(triples.names(NAMESPACE + n, NAMESPACE + "impliesClass")[:1]) for n in names}
    bound = _own_values(triples, names, "placeBound")
    return {
        n: Concept(
            **_term(triples, n),
            scheme="".join(triples.names(NAMESPACE + n, SKOS + "inScheme")[:1]),
            broader=tuple(broader[n]),
            ancestors=order[n],
            standards=tuple(triples.literals(NAMESPACE + n, NAMESPACE + "standardCode")),
            notation="".join(triples.literals(NAMESPACE + n, SKOS + "notation")[:1]),
            substitutes=_substitutes(triples, n),
            implies_class=inherited(n, order[n], implied, ""),
            suits=_suits(triples, n),
            place_bound=inherited(n, order[n], bound, "") == "true",
        )
        for n in names
    }


def _substitutes(triples: Triples, name: str) -> tuple[Substitution, ...]:
    nodes = triples.objects(NAMESPACE + name, NAMESPACE + "substitution")
    return tuple(
        Substitution(
            concept=other,
            condition_zh="".join(triples.literals(node_key(node), NAMESPACE + "condition", "zh")),
            condition_en="".join(triples.literals(node_key(node), NAMESPACE + "condition", "en")),
        )
        for node in nodes
        if isinstance(node, ox.BlankNode | ox.NamedNode)
        for other in triples.names(node_key(node), NAMESPACE + "substitute")
    )


def _suits(triples: Triples, name: str) -> tuple[Suitability, ...]:
    nodes = map(node_key, triples.objects(NAMESPACE + name, NAMESPACE + "suits"))
    return tuple(
        Suitability(
            audience=audience,
            words=tuple(triples.literals(node, NAMESPACE + "purposeWord")),
            reason_zh="".join(triples.literals(node, NAMESPACE + "condition", "zh")),
            reason_en="".join(triples.literals(node, NAMESPACE + "condition", "en")),
            ask_zh="".join(triples.literals(node, NAMESPACE + "question", "zh")),
            ask_en="".join(triples.literals(node, NAMESPACE + "question", "en")),
        )
        for node in nodes
        for audience in triples.names(node, NAMESPACE + "audience")
    )


def _schemes(triples: Triples, terms: Declared, kinds: dict[str, Concept]) -> dict[str, tuple[str, ...]]:
    members: dict[str, list[str]] = {scheme: [] for scheme in terms.schemes}
    for name in terms.concepts:
        for scheme in triples.names(NAMESPACE + name, SKOS + "inScheme"):
            members.setdefault(scheme, []).append(name)
    for name, concept in kinds.items():
        members[concept.scheme].append(name)
    return {scheme: tuple(sorted(names)) for scheme, names in sorted(members.items())}
