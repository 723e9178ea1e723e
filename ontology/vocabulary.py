"""Which terms do the files declare, and is each declared once, as one kind, with predicates that mean something?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ontology.problems import Problem, suggestion
from ontology.terms import NAMESPACE
from ontology.triples import DCTERMS, OWL, RDF, RDFS, SH, SKOS, Triples, node_key

_KINDS = {
    OWL + "Class": "class",
    OWL + "ObjectProperty": "property",
    OWL + "DatatypeProperty": "property",
    OWL + "AnnotationProperty": "annotation",
    OWL + "Ontology": "ontology",
    SKOS + "Concept": "concept",
    SKOS + "ConceptScheme": "scheme",
    SH + "NodeShape": "shape",
}
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*\Z")
_TEXT = {SKOS + "definition", SKOS + "altLabel", SKOS + "hiddenLabel", SKOS + "note", SKOS + "scopeNote"}
_TEXT.add(SKOS + "example")
_MAPPING = {SKOS + name for name in ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")}
_COMMON = {RDF + "type", RDFS + "label", RDFS + "comment", RDFS + "seeAlso", *_TEXT, *_MAPPING}
_COMMON |= {OWL + "deprecated", DCTERMS + "isReplacedBy", NAMESPACE + "sharedWording"}


def _ours(*names: str) -> set[str]:
    return {NAMESPACE + name for name in names}


_PREDICATES = {
    "class": _COMMON
    | {RDFS + "subClassOf", OWL + "disjointWith", OWL + "equivalentClass"}
    | _ours("role", "caption", "abstract", "partyProperty", "facet", "hsds"),
    "property": _COMMON
    | {RDFS + "subPropertyOf", RDFS + "domain", RDFS + "range", OWL + "equivalentProperty", OWL + "inverseOf"}
    | _ours("single", "restricted", "searchable", "longText", "scheme", "hsds"),
    "concept": _COMMON
    | {SKOS + name for name in ("prefLabel", "inScheme", "broader", "topConceptOf", "notation", "related")}
    | _ours("impliesClass", "standardCode", "substitution", "suits", "placeBound"),
    "scheme": _COMMON | {SKOS + "prefLabel", SKOS + "hasTopConcept"} | _ours("wordList", "conceptsOf"),
}


@dataclass(frozen=True, slots=True)
class Declared:
    """Local names by kind, sorted."""

    classes: tuple[str, ...]
    properties: tuple[str, ...]
    concepts: tuple[str, ...]
    schemes: tuple[str, ...]


def declared(triples: Triples) -> tuple[Declared, list[Problem]]:
    """The terms of our namespace by kind, and what is wrong with how they are declared."""
    kinds: dict[str, set[str]] = {}
    for subject in triples.subjects:
        if subject.startswith(NAMESPACE):
            types = (node_key(node) for node in triples.objects(subject, RDF + "type"))
            kinds[subject] = {_KINDS[t] for t in types if t in _KINDS}
    problems = [p for subject, found in kinds.items() for p in _wrong(triples, subject, found)]

    def of(kind: str) -> tuple[str, ...]:
        return tuple(sorted(s.removeprefix(NAMESPACE) for s, found in kinds.items() if kind in found))

    return Declared(of("class"), of("property"), of("concept"), of("scheme")), problems


def _wrong(triples: Triples, subject: str, kinds: set[str]) -> Iterator[Problem]:
    files = triples.files.get(subject, [])
    if not kinds:
        declared = (s.removeprefix(NAMESPACE) for s in triples.files if s.startswith(NAMESPACE))
        zh, en = suggestion(subject.removeprefix(NAMESPACE), declared)
        yield triples.problem(
            subject,
            f"没有声明类型（类、属性、概念或词表）{zh}",
            f"no type: class, property, concept or scheme{en}",
        )
        return
    if len(files) > 1:
        names = "、".join(files)
        yield triples.problem(
            subject, f"在多个文件中重复声明：{names}", f"declared in several files: {', '.join(files)}"
        )
    if len(kinds) > 1:
        yield triples.problem(
            subject,
            f"同名术语有多种类型：{sorted(kinds)}",
            f"one name, several kinds: {', '.join(sorted(kinds))}",
        )
    if kinds != {"ontology"} and not _NAME.match(subject.removeprefix(NAMESPACE)):
        yield triples.problem(subject, "名称只能用字母、数字和下划线", "a name is letters, digits and _ only")
    for kind in kinds & _PREDICATES.keys():
        yield from _unknown_predicates(triples, subject, kind)


def _unknown_predicates(triples: Triples, subject: str, kind: str) -> Iterator[Problem]:
    for predicate in triples.subjects[subject]:
        described = predicate.startswith(DCTERMS)
        if not described and predicate not in _PREDICATES[kind]:
            yield triples.problem(
                subject, f"{kind} 不认识谓词 {predicate}", f"a {kind} does not know the predicate {predicate}"
            )
