"""What does the vocabulary say about one term? The same account for the route, the verb and (in words) the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from ontology.errors import UsageProblem
from ontology.model import Class, Concept, Ontology, Property, Term
from ontology.terms import NAMESPACE, Classes

Of = Literal["class", "property", "concept", "scheme"]
NEAREST = 5


class UnknownTerm(UsageProblem):
    """The vocabulary has no term of that name."""

    status = 404

    def __init__(self, ontology: Ontology, name: str) -> None:
        near = nearest(ontology, name)
        super().__init__(
            f"本体中没有术语“{name[:80]}”。"
            + (f"是否要找：{'、'.join(near)}？" if near else "GET /v1/schemas 列出全部类"),
            f"the vocabulary has no term {name[:80]!r}"
            + (f"; did you mean {', '.join(near)}?" if near else ""),
            term=name[:80],
            allowed=near,
        )


@dataclass(frozen=True, slots=True)
class TermView:
    """一个术语 | a term of the vocabulary: what it is called and means, and what of it is particular to its kind."""

    of: Of
    name: str
    iri: str
    zh: str
    en: str
    definition_zh: str
    definition_en: str
    synonyms: tuple[str, ...] = ()
    example_zh: str = ""
    example_en: str = ""
    deprecated: bool = False
    successor: str = ""
    alignments: tuple[dict[str, str], ...] = ()
    details: dict[str, Any] = field(default_factory=dict)


def term_view(ontology: Ontology, name: str) -> TermView:
    """The account of a term, by its name (``Resource``, ``gj:Resource`` or its whole IRI), else by a label (资源).

    Raises:
        UnknownTerm: with names that are like it.
    """
    name = _name(ontology, name)
    if name in ontology.classes:
        return _view("class", ontology.classes[name], _class(ontology, ontology.classes[name]))
    if name in ontology.properties:
        return _view("property", ontology.properties[name], _property(ontology, ontology.properties[name]))
    if name in ontology.schemes:
        return _view("scheme", ontology.scheme_terms[name], _scheme(ontology, name))
    if name in ontology.concepts:
        return _view("concept", ontology.concepts[name], _concept(ontology, ontology.concepts[name]))
    raise UnknownTerm(ontology, name)


def found(ontology: Ontology, text: str) -> list[tuple[Of, Term]]:
    """The terms of which a name or wording holds a text: those that begin with it first, classes before others."""
    wanted = text.strip().lower()
    if not wanted:
        return []
    hits = [
        (min(_place(w, wanted) for w in (term.name, *term.wordings)), rank, term.name, of, term)
        for rank, (of, term) in enumerate(_all(ontology))
        if any(wanted in w.lower() for w in (term.name, *term.wordings))
    ]
    return [(of, term) for _, _, _, of, term in sorted(hits, key=lambda hit: hit[:3])]


def nearest(ontology: Ontology, name: str) -> list[str]:
    """Names that are like one that there is not."""
    from difflib import get_close_matches

    lower = {term.name.lower(): term.name for _, term in _all(ontology)}
    by_words = [term.name for _, term in found(ontology, name)[:NEAREST]]
    return by_words or [lower[n] for n in get_close_matches(name.lower(), lower, NEAREST)]


def properties_of(ontology: Ontology, name: str) -> tuple[list[Property], list[Property]]:
    """The properties of a class: its own, and those that it has from its superclasses; by name."""
    above = set(ontology.classes[name].ancestors)
    every = [p for _, p in sorted(ontology.properties.items())]
    own = [p for p in every if name in p.domain]
    return own, [p for p in every if name not in p.domain and above & set(p.domain)]


def side_of(ontology: Ontology, name: str) -> str:
    """Whether instances of a class take part in matching: ``offer``, ``need`` or ''."""
    if ontology.is_a(name, Classes.OFFER):
        return "offer"
    return "need" if ontology.is_a(name, Classes.NEED) else ""


def _name(ontology: Ontology, said: str) -> str:
    """The local name that is meant by what somebody wrote."""
    bare = said.strip().removeprefix(NAMESPACE).removeprefix("gj:")
    named = (term.name for _, term in _all(ontology) if bare == term.name)
    labelled = (term.name for _, term in _all(ontology) if bare in (term.zh, term.en))
    return next(named, next(labelled, bare))


def _place(wording: str, wanted: str) -> int:
    text = wording.lower()
    return 3 if wanted not in text else 0 if text == wanted else 1 if text.startswith(wanted) else 2


def _all(ontology: Ontology) -> Iterator[tuple[Of, Term]]:
    kinds: tuple[tuple[Of, Any], ...] = (
        ("class", ontology.classes),
        ("property", ontology.properties),
        ("scheme", ontology.scheme_terms),
        ("concept", ontology.concepts),
    )
    for of, terms in kinds:
        for _, term in sorted(terms.items()):
            if of != "concept" or term.name not in ontology.classes:
                yield of, term


def _view(of: Of, term: Term, details: dict[str, Any]) -> TermView:
    return TermView(
        of=of,
        name=term.name,
        iri=term.iri,
        zh=term.zh,
        en=term.en,
        definition_zh=term.definition_zh,
        definition_en=term.definition_en,
        synonyms=tuple(s for s in term.synonyms if s not in term.hidden),
        example_zh=term.example_zh,
        example_en=term.example_en,
        deprecated=term.deprecated,
        successor=term.successor,
        alignments=tuple({"predicate": a.predicate, "iri": a.iri} for a in term.alignments),
        details=details,
    )


def _class(ontology: Ontology, cls: Class) -> dict[str, Any]:
    own, inherited = properties_of(ontology, cls.name)
    kinds = {cls.name, *cls.ancestors}
    return {
        "parents": list(cls.parents),
        "ancestors": list(cls.ancestors),
        "children": sorted(c.name for c in ontology.classes.values() if cls.name in c.parents),
        "role": cls.role,
        "side": side_of(ontology, cls.name),
        "abstract": cls.abstract,
        "disjoint": sorted(cls.disjoint),
        "caption": list(cls.caption),
        "facets": list(cls.facets),
        "own": [p.name for p in own],
        "inherited": [p.name for p in inherited],
        "rules": [
            {
                "of": r.target,
                "property": r.property,
                "kind": r.kind,
                "severity": r.severity,
                "zh": r.zh,
                "en": r.en,
            }
            for r in ontology.constraints
            if r.target in kinds
        ],
    }


def _property(ontology: Ontology, prop: Property) -> dict[str, Any]:
    return {
        "domain": list(prop.domain),
        "range": prop.range,
        "parents": list(prop.parents),
        "children": sorted(p.name for p in ontology.properties.values() if prop.name in p.parents),
        "single": prop.single,
        "restricted": prop.restricted,
        "scheme": prop.scheme,
        "headers": list(prop.wordings),
    }


def _scheme(ontology: Ontology, name: str) -> dict[str, Any]:
    return {
        "concepts": [c.name for c in ontology.in_scheme(name)],
        "used_by": sorted(p.name for p in ontology.properties.values() if p.scheme == name),
    }


def _concept(ontology: Ontology, concept: Concept) -> dict[str, Any]:
    return {
        "scheme": concept.scheme,
        "broader": list(concept.broader),
        "narrower": sorted(c.name for c in ontology.concepts.values() if concept.name in c.broader),
        "standards": list(concept.standards),
        "substitutes": [
            {"concept": s.concept, "condition_zh": s.condition_zh, "condition_en": s.condition_en}
            for s in concept.substitutes
        ],
    }
