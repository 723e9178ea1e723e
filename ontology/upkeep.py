"""Do captions, facets, deprecations and alignments lead where they say? The second half of the load's cross-checks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, combinations, permutations

from ontology.alignments import APPROXIMATE, IN, OUT
from ontology.model import Alignment, Class, Concept, Ontology, Property, Term
from ontology.problems import Problem, suggestion
from ontology.standards import HSDS, namespace_of, standards
from ontology.terms import NAMESPACE
from ontology.triples import DCTERMS, OWL, Triples, node_key
from ontology.vocabulary import Declared

_OLD_SCHEMA = "http://schema.org/"


def check_upkeep(triples: Triples, terms: Declared, ontology: Ontology) -> Iterator[Problem]:
    """Everything that is wrong with what terms promise beside their place in the hierarchy."""
    groups: tuple[Mapping[str, Term], ...] = (ontology.classes, ontology.properties, ontology.concepts)
    for group in groups:
        for term in group.values():
            yield from _deprecation(triples, term, group)
            yield from _alignments(triples, term)
            yield from _hsds(triples, term)
    for cls in ontology.classes.values():
        yield from _listed(triples, cls, ontology)
    for shortcut in ontology.shortcuts:
        yield from _in_standard(triples, shortcut.iri, shortcut.iri)
    yield from _claims(triples, ontology)
    yield from _kinds(triples, terms, ontology)


def _deprecation(triples: Triples, term: Term, group: Mapping[str, Term]) -> Iterator[Problem]:
    """A deprecated term has one successor, of its kind, that is itself in use; no other has one."""
    stated = triples.objects(term.iri, DCTERMS + "isReplacedBy")
    if not term.deprecated:
        if stated:
            zh, en = "有替代者却未标 owl:deprecated true", "has a successor and is not owl:deprecated true"
            yield triples.problem(term.iri, zh, en)
        if triples.objects(term.iri, OWL + "deprecated"):
            zh, en = "owl:deprecated 只能是 true", "owl:deprecated is true or left out"
            yield triples.problem(term.iri, zh, en)
        return
    successor = group.get(term.successor)
    if len(stated) != 1 or successor is None:
        zh = "弃用的术语须用 dcterms:isReplacedBy 指明一个同类的替代者"
        en = "a deprecated term names one successor of its kind (dcterms:isReplacedBy)"
        yield triples.problem(term.iri, zh, en)
    elif successor.deprecated:
        zh, en = f"替代者 {successor.name} 也已弃用", f"its successor {successor.name} is deprecated too"
        yield triples.problem(term.iri, zh, en)


def _listed(triples: Triples, cls: Class, ontology: Ontology) -> Iterator[Problem]:
    """The properties of a caption and of facets are there, apply to the class, and may be shown."""
    above = {cls.name, *cls.ancestors}
    for annotation, names in (("caption", cls.caption), ("facet", cls.facets)):
        if not triples.objects(cls.iri, NAMESPACE + annotation):
            continue
        for name in names:
            prop = ontology.properties.get(name)
            if prop is None:
                zh, en = suggestion(name, ontology.properties)
                yield triples.problem(
                    cls.iri, f"引用了不存在的 property：{name}{zh}", f"unknown property {name}{en}"
                )
            elif not above & set(prop.domain):
                yield triples.problem(
                    cls.iri,
                    f"{annotation}：{name} 不适用于这个类",
                    f"{annotation}: {name} does not apply to it",
                )
            elif prop.restricted or prop.deprecated or (annotation == "facet" and prop.range == "text"):
                yield triples.problem(
                    cls.iri,
                    f"{annotation}：{name} 受限、已弃用或为长文本，不能使用",
                    f"{annotation}: {name} is restricted, deprecated or long text",
                )


def _alignments(triples: Triples, term: Term) -> Iterator[Problem]:
    for alignment in term.alignments:
        yield from _in_standard(triples, term.iri, alignment.iri)
        yield from _kind(triples, term, alignment)
        if isinstance(term, Property) and term.restricted and alignment.predicate in OUT:
            zh = f"受限属性不能以 {alignment.iri} 之名公开；只能用 skos:closeMatch"
            en = f"a restricted property is not told as {alignment.iri}; skos:closeMatch only"
            yield triples.problem(term.iri, zh, en)
        if isinstance(term, Class) and term.abstract and alignment.predicate in IN - OUT:
            zh = f"抽象类没有记录，不能由 {alignment.iri} 读入；用 skos:broadMatch"
            en = f"no record has an abstract class: {alignment.iri} cannot be read as it; use skos:broadMatch"
            yield triples.problem(term.iri, zh, en)


def _in_standard(triples: Triples, subject: str, iri: str) -> Iterator[Problem]:
    """The standard has the foreign term, if the standard is one whose terms are known."""
    if iri.startswith(_OLD_SCHEMA):
        zh, en = (
            "schema.org 的命名空间是 https://schema.org/",
            "the namespace of schema.org is https://schema.org/",
        )
        yield triples.problem(subject, zh, en)
    namespace = namespace_of(iri)
    name = iri.removeprefix(namespace)
    if namespace and name not in standards()[namespace]:
        zh, en = suggestion(name, standards()[namespace])
        yield triples.problem(
            subject, f"标准中没有这个术语：{iri}{zh}", f"the standard has no term {iri}{en}"
        )


def _kind(triples: Triples, term: Term, alignment: Alignment) -> Iterator[Problem]:
    """Classes are aligned with classes, properties with properties: the known standards write classes in capitals."""
    namespace = namespace_of(alignment.iri)
    if not namespace or isinstance(term, Concept) or alignment.predicate == "relatedMatch":
        return
    is_class = alignment.iri.removeprefix(namespace)[:1].isupper()
    if is_class != isinstance(term, Class):
        yield triples.problem(
            term.iri,
            f"类只能对应类，属性只能对应属性：{alignment.iri}",
            f"a class is aligned with classes, a property with properties: {alignment.iri}",
        )


def _hsds(triples: Triples, term: Term) -> Iterator[Problem]:
    """A class stands for HSDS tables, a property for fields of tables."""
    for place in term.hsds:
        if place not in standards()[HSDS] or isinstance(term, Class) == ("." in place):
            zh, en = suggestion(place, standards()[HSDS])
            yield triples.problem(
                term.iri,
                f"HSDS 3.1 没有这个表或字段：{place}{zh}",
                f"HSDS 3.1 has no such table or field: {place}{en}",
            )


def _claims(triples: Triples, ontology: Ontology) -> Iterator[Problem]:
    """A foreign term is read as one of ours: of two that claim it, one is above the other or their domains differ.

    A table of HSDS may be told of several classes; it is read as the one that a class of another standard is read as.
    """
    claims: dict[tuple[str, bool], list[Class | Property]] = defaultdict(list)
    terms: Iterable[Class | Property] = chain(ontology.classes.values(), ontology.properties.values())
    for term in terms:
        for alignment in term.alignments:
            if alignment.predicate in IN:
                claims[alignment.iri, alignment.predicate in APPROXIMATE].append(term)
        read = isinstance(term, Property) or any(a.predicate in IN for a in term.alignments)
        for place in term.hsds if read else ():
            claims[HSDS + place, False].append(term)
    for (iri, _), found in claims.items():
        for one, other in combinations(found, 2):
            if (
                one.name not in other.ancestors
                and other.name not in one.ancestors
                and _same_ground(one, other)
            ):
                zh = f"{iri} 既读作 {one.name} 又读作 {other.name}"
                en = f"{iri} would be read as both {one.name} and {other.name}"
                yield triples.problem(other.iri, zh, en)


def _same_ground(one: Class | Property, other: Class | Property) -> bool:
    """Two properties of different domains are told apart by the class of the thing."""
    if isinstance(one, Property) and isinstance(other, Property):
        return bool(set(one.domain) & set(other.domain))
    return True


def _kinds(triples: Triples, terms: Declared, ontology: Ontology) -> Iterator[Problem]:
    """``gj:conceptsOf`` names one class, and no class is in two schemes."""
    roots: list[tuple[str, str]] = []
    for scheme in terms.schemes:
        iri = NAMESPACE + scheme
        stated = [node_key(n).removeprefix(NAMESPACE) for n in triples.objects(iri, NAMESPACE + "conceptsOf")]
        if len(stated) > 1 or not set(stated) <= ontology.classes.keys():
            yield triples.problem(iri, "gj:conceptsOf 须指明一个类", "gj:conceptsOf names one class")
            continue
        roots += [(scheme, root) for root in stated]
    for (scheme, root), (other, above) in permutations(roots, 2):
        if ontology.is_a(root, above):
            zh, en = f"{root} 已在词表 {other} 中", f"{root} is in another scheme already: {other}"
            yield triples.problem(NAMESPACE + scheme, zh, en)
