"""Is the loaded vocabulary sound? Every cross-check of terms with each other; all problems are reported."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, combinations

from ontology.inherit import on_cycle
from ontology.model import Class, Concept, Ontology, Property, Term
from ontology.problems import Problem, suggestion
from ontology.terms import NAMESPACE, Classes, Properties, Schemes
from ontology.triples import OWL, RDF, RDFS, SKOS, Triples, node_key
from ontology.upkeep import check_upkeep
from ontology.vocabulary import Declared

LITERAL_RANGES = frozenset({"string", "text", "decimal", "integer", "date", "boolean"})


def check(triples: Triples, terms: Declared, ontology: Ontology) -> list[Problem]:
    """Everything that is wrong with the terms and the references between them."""
    checks = (_core(ontology), _words(triples, ontology), _references(triples, terms, ontology))
    more = (_cycles(triples, ontology), _properties(triples, ontology), _concepts(triples, ontology))
    last = (_classes(triples, ontology), _wordings(triples, ontology), check_upkeep(triples, terms, ontology))
    return list(chain(*checks, *more, *last))


def _core(ontology: Ontology) -> Iterator[Problem]:
    """The core terms of ``ontology.terms`` are there, each as what it is."""
    for group, found in (
        (Classes, ontology.classes),
        (Properties, ontology.properties),
        (Schemes, ontology.schemes),
    ):
        for name, value in vars(group).items():
            if name.isupper() and value not in found:
                what = group.__name__.lower()
                yield Problem("*.ttl", 0, value, f"缺少核心术语（{what}）", f"core term is missing ({what})")


def _words(triples: Triples, ontology: Ontology) -> Iterator[Problem]:
    """Labels in both languages everywhere; definitions except in word lists; one label a language."""
    word_lists = _word_lists(triples, ontology)
    for term in _all_terms(ontology):
        in_list = isinstance(term, Concept) and term.scheme in word_lists
        yield from _missing_words(triples, term, defined=in_list)
        for language in ("zh", "en"):
            labels = triples.literals(term.iri, RDFS + "label", language)
            labels += triples.literals(term.iri, SKOS + "prefLabel", language)
            if len(set(labels)) > 1:
                yield triples.problem(term.iri, f"{language} 标签不止一个", f"more than one {language} label")
    for scheme in ontology.schemes:
        iri = NAMESPACE + scheme
        for language in ("zh", "en"):
            if not triples.literals(iri, SKOS + "prefLabel", language) + triples.literals(
                iri, RDFS + "label", language
            ):
                yield triples.problem(iri, f"词表缺少 {language} 标签", f"the scheme has no {language} label")


def _missing_words(triples: Triples, term: Term, *, defined: bool) -> Iterator[Problem]:
    wanted = {"label@zh": term.zh, "label@en": term.en}
    if not defined:
        wanted |= {"definition@zh": term.definition_zh, "definition@en": term.definition_en}
    for what, value in wanted.items():
        if not value.strip():
            yield triples.problem(term.iri, f"缺少 {what}", f"{what} is missing")


def _references(triples: Triples, terms: Declared, ontology: Ontology) -> Iterator[Problem]:
    """Parents, domains, schemes and implied classes name terms of the right kind."""
    groups: tuple[tuple[Iterable[str], str, Iterable[str], str], ...] = (
        (terms.classes, RDFS + "subClassOf", ontology.classes, "class"),
        (terms.classes, OWL + "disjointWith", ontology.classes, "class"),
        (terms.classes, NAMESPACE + "partyProperty", ontology.properties, "property"),
        (terms.properties, RDFS + "subPropertyOf", ontology.properties, "property"),
        (terms.properties, NAMESPACE + "scheme", ontology.schemes, "scheme"),
        (terms.concepts, SKOS + "broader", ontology.concepts, "concept"),
        (terms.concepts, NAMESPACE + "impliesClass", ontology.classes, "class"),
        (terms.concepts, SKOS + "inScheme", terms.schemes, "scheme"),
    )
    for names, predicate, known, kind in groups:
        for name in names:
            for other in triples.names(NAMESPACE + name, predicate):
                if other not in known:
                    yield _unknown(triples, name, kind, other, known)


def _unknown(triples: Triples, name: str, kind: str, other: str, known: Iterable[str] = ()) -> Problem:
    zh, en = suggestion(other, known)
    return triples.problem(
        NAMESPACE + name, f"引用了不存在的 {kind}：{other}{zh}", f"unknown {kind} {other}{en}"
    )


def _cycles(triples: Triples, ontology: Ontology) -> Iterator[Problem]:
    trees: tuple[dict[str, tuple[str, ...]], ...] = (
        {n: c.parents for n, c in ontology.classes.items()},
        {n: p.parents for n, p in ontology.properties.items()},
        {n: c.broader for n, c in ontology.concepts.items()},
    )
    for tree in trees:
        for name in sorted(on_cycle(tree)):
            yield triples.problem(NAMESPACE + name, "上下级关系成环", "is above itself (a cycle)")


def _classes(triples: Triples, ontology: Ontology) -> Iterator[Problem]:
    for term in ontology.classes.values():
        if term.name != Classes.THING and Classes.THING not in term.ancestors:
            yield triples.problem(term.iri, "不在 Thing 之下", "is not below Thing")
        if not term.abstract and not term.role:
            yield triples.problem(term.iri, "没有记录角色（gj:role）", "has no record role (gj:role)")
        both = term.disjoint & {term.name, *term.ancestors}
        if both:
            names = "、".join(sorted(both))
            yield triples.problem(
                term.iri, f"与自己的上级互斥：{names}", f"is disjoint with what it is: {names}"
            )


def _properties(triples: Triples, ontology: Ontology) -> Iterator[Problem]:
    for term in ontology.properties.values():
        node = term.range in ontology.classes or term.range in {"concept", "place"}
        if not node and term.range not in LITERAL_RANGES:
            yield _unknown(triples, term.name, "range", term.range or "—")
        types = {node_key(t) for t in triples.objects(term.iri, RDF + "type")}
        wanted = OWL + ("ObjectProperty" if node else "DatatypeProperty")
        if wanted not in types or len(types) != 1:
            kind = wanted.removeprefix(OWL)
            yield triples.problem(
                term.iri, f"取值范围要求类型为 owl:{kind}", f"its range makes it an owl:{kind}"
            )
        for predicate, zh, en in (
            (RDFS + "range", "取值范围", "range"),
            (RDFS + "domain", "定义域", "domain"),
        ):
            if len(triples.objects(term.iri, predicate)) > 1:
                yield triples.problem(term.iri, f"{zh}不止一个", f"more than one {en}")
        if not term.domain:
            yield triples.problem(term.iri, "没有定义域", "has no domain")
        for name in term.domain:
            if name not in ontology.classes:
                yield _unknown(triples, term.name, "class", name, ontology.classes)
        if (term.range == "concept") != bool(term.scheme):
            yield triples.problem(
                term.iri,
                "概念属性须指明词表（gj:scheme），其他属性不可",
                "a concept property, and no other, names its scheme",
            )
        yield from _restricted(triples, term)
        yield from _narrower_range(triples, term, ontology)


def _restricted(triples: Triples, term: Property) -> Iterator[Problem]:
    if term.restricted and (term.range not in {"string", "text"} or term.pattern):
        yield triples.problem(
            term.iri,
            "受限属性的值会被遮盖，只能是无格式要求的文本",
            "restricted values are masked: plain strings only",
        )


def _narrower_range(triples: Triples, term: Property, ontology: Ontology) -> Iterator[Problem]:
    for parent in (ontology.properties[p] for p in term.parents if p in ontology.properties):
        ours, theirs = ontology.classes.get(term.range), parent.range
        if term.range != theirs and not (ours and theirs in ours.ancestors):
            yield triples.problem(
                term.iri,
                f"取值范围与上级属性 {parent.name} 不符",
                f"its range does not fit that of {parent.name}",
            )


def _concepts(triples: Triples, ontology: Ontology) -> Iterator[Problem]:
    for term in ontology.concepts.values():
        if term.name not in ontology.classes and len(triples.names(term.iri, SKOS + "inScheme")) != 1:
            yield triples.problem(term.iri, "须属于且只属于一个词表", "must be in exactly one scheme")
        for broader in term.broader:
            other = ontology.concepts.get(broader)
            if other and other.scheme != term.scheme:
                yield triples.problem(
                    term.iri, f"上位概念 {broader} 在另一词表", f"{broader} is in another scheme"
                )
        yield from _substitutes(triples, term, ontology)
        yield from _suits(triples, term, ontology)


def _substitutes(triples: Triples, term: Concept, ontology: Ontology) -> Iterator[Problem]:
    if len(term.substitutes) != len(triples.objects(term.iri, NAMESPACE + "substitution")):
        yield triples.problem(term.iri, "替代关系须指明一个替代物", "a substitution names one substitute")
    for substitution in term.substitutes:
        other = ontology.concepts.get(substitution.concept)
        if other is None:
            yield _unknown(triples, term.name, "concept", substitution.concept)
        elif other.scheme != term.scheme:
            yield triples.problem(
                term.iri, f"替代物 {other.name} 在另一词表", f"substitute {other.name} is in another scheme"
            )
        elif any(s.concept == term.name for s in other.substitutes):
            yield triples.problem(
                term.iri, f"与 {other.name} 互为替代", f"{other.name} and it stand in for each other"
            )
        if bool(substitution.condition_zh) != bool(substitution.condition_en):
            yield triples.problem(
                term.iri, "替代条件须有中英文", "a substitution's condition needs both languages"
            )


def _suits(triples: Triples, term: Concept, ontology: Ontology) -> Iterator[Problem]:
    """Whom it suits is an audience, and the reason is there in both languages."""
    if len(term.suits) != len(triples.objects(term.iri, NAMESPACE + "suits")):
        yield triples.problem(term.iri, "适用关系须指明一类人群", "what it suits names one audience")
    for suits in term.suits:
        if suits.audience not in ontology.schemes.get(Schemes.AUDIENCES, ()):
            yield _unknown(triples, term.name, "audience", suits.audience)
        if not (suits.reason_zh and suits.reason_en):
            yield triples.problem(term.iri, "适用理由须有中英文", "the reason needs both languages")


def _wordings(triples: Triples, ontology: Ontology) -> Iterator[Problem]:
    """A wording means one property, one class, one concept of a scheme, or is declared as shared."""
    yield from _ambiguous(
        triples, ontology.properties.values(), {n: p.ancestors for n, p in ontology.properties.items()}
    )
    yield from _ambiguous(
        triples, ontology.classes.values(), {n: c.ancestors for n, c in ontology.classes.items()}
    )
    for scheme in ontology.schemes.keys() - _word_lists(triples, ontology):
        yield from _ambiguous(triples, ontology.in_scheme(scheme), {})


def _word_lists(triples: Triples, ontology: Ontology) -> set[str]:
    """Schemes of words for reading text: they need no definitions, and their reader tells meanings apart."""
    return {
        s for s in ontology.schemes if triples.literals(NAMESPACE + s, NAMESPACE + "wordList") == ["true"]
    }


def _ambiguous(
    triples: Triples, terms: Iterable[Property | Class | Concept], above: Mapping[str, tuple[str, ...]]
) -> Iterator[Problem]:
    owners: dict[str, dict[str, Term]] = defaultdict(dict)
    for term in terms:
        declared = {_folded(w) for w in triples.literals(term.iri, NAMESPACE + "sharedWording")}
        for wording in {_folded(w) for w in term.wordings} - declared:
            owners[wording][term.name] = term
    for wording, found in sorted(owners.items()):
        for a, b in combinations(sorted(found), 2):
            if a not in above.get(b, ()) and b not in above.get(a, ()):
                yield triples.problem(
                    found[b].iri, f"“{wording}”同时指 {a} 和 {b}", f"“{wording}” means both {a} and {b}"
                )


def _folded(wording: str) -> str:
    """The form under which two wordings are one: letters and digits, width and case aside."""
    text = unicodedata.normalize("NFKC", wording).casefold()
    if text.isalnum():
        return text
    return "".join(c for c in text if unicodedata.category(c)[0] not in "ZPC")


def _all_terms(ontology: Ontology) -> Iterator[Term]:
    return chain(ontology.classes.values(), ontology.properties.values(), ontology.concepts.values())
