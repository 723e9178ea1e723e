"""What does the vocabulary look like to a reader? The tree of classes, and for each term what is said of it, with links."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from api.terms import Of, UnknownTerm, found, properties_of, side_of
from api.web.page import Page
from ontology.model import Class, Concept, Ontology, Property, Term
from ontology.terms import NAMESPACE, Classes

MAX_FOUND: Final = 60
KINDS: Final = {
    "class": ("类", "class"),
    "property": ("属性", "property"),
    "concept": ("概念", "concept"),
    "scheme": ("词表", "scheme"),
}
RANGES: Final = {
    "string": ("文字", "text"),
    "text": ("长文字", "long text"),
    "decimal": ("数值", "number"),
    "integer": ("整数", "whole number"),
    "date": ("日期", "date"),
    "boolean": ("是或否", "yes or no"),
    "concept": ("词表中的概念", "concept"),
    "place": ("地点（行政区划）", "place (administrative area)"),
}
SIDES: Final = {"offer": ("供给", "offer"), "need": ("需求", "need"), "": ("", "")}
MATCHES: Final = {
    "subClassOf": ("归入", "kind of"),
    "subPropertyOf": ("归入", "kind of"),
    "equivalentClass": ("等同", "same as"),
    "equivalentProperty": ("等同", "same as"),
    "exactMatch": ("等同", "same as"),
    "closeMatch": ("相近", "close to"),
    "broadMatch": ("对方更宽", "theirs is wider"),
    "narrowMatch": ("对方更窄", "theirs is narrower"),
    "relatedMatch": ("相关", "related to"),
    "inverseOf": ("反向", "inverse of"),
}


@dataclass(frozen=True, slots=True)
class Link:
    """A term that is named: its page and label; ``note`` says more in a few words, ``other`` is its other language."""

    name: str
    label: str
    other: str = ""
    note: str = ""
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Branch:
    """A class or concept in its tree."""

    link: Link
    below: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of what is said of a term: a heading, and texts or terms."""

    label: str
    texts: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with its message, and the class that states it if it is another one."""

    message: str
    property: Link | None
    of: Link | None
    warning: bool


@dataclass(frozen=True, slots=True)
class Standard:
    """A term of another standard."""

    how: str
    iri: str


@dataclass(frozen=True, slots=True)
class OntologyPage:
    """The first page: the classes as a tree, all schemes and properties; or what was found."""

    version: str
    counts: tuple[tuple[str, int], ...]
    tree: tuple[Branch, ...]
    schemes: tuple[Link, ...]
    word_lists: tuple[Link, ...]
    properties: tuple[Link, ...]
    q: str
    found: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class TermPage:
    """All that the page of a term shows."""

    kind: str
    name: str
    iri: str
    label: str
    other: str
    definition: str
    example: str
    marks: tuple[str, ...]
    successor: Link | None
    rows: tuple[Row, ...]
    own: tuple[Link, ...]
    inherited: tuple[Link, ...]
    rules: tuple[Rule, ...]
    tree: tuple[Branch, ...]
    standards: tuple[Standard, ...]


def ontology_page(ontology: Ontology, page: Page, q: str) -> OntologyPage:
    """The first page of the vocabulary; with ``q`` the terms that are called so."""
    lists = {p.scheme for p in ontology.properties.values() if p.scheme}
    schemes = [ontology.scheme_terms[name] for name in sorted(ontology.scheme_terms)]
    hits = found(ontology, q)[:MAX_FOUND] if q.strip() else []
    return OntologyPage(
        version=ontology.version,
        counts=(
            (page.say("类", "classes"), len(ontology.classes)),
            (page.say("属性", "properties"), len(ontology.properties)),
            (page.say("词表", "schemes"), len(ontology.schemes)),
            (page.say("概念", "concepts"), len(ontology.concepts)),
            (page.say("规则", "rules"), len(ontology.constraints)),
        ),
        tree=_class_tree(ontology, page),
        schemes=_links((s for s in schemes if s.name in lists), page, ontology),
        word_lists=_links((s for s in schemes if s.name not in lists), page, ontology),
        properties=_by_label(ontology.properties.values(), page, ontology),
        q=q.strip(),
        found=tuple(_link(term, page, ontology, note=page.say(*KINDS[of])) for of, term in hits),
    )


def term_page(ontology: Ontology, name: str, page: Page) -> TermPage:
    """The page of a term.

    Raises:
        UnknownTerm: with names that are like it.
    """
    if name in ontology.classes:
        return _class(ontology, ontology.classes[name], page)
    if name in ontology.properties:
        return _property(ontology, ontology.properties[name], page)
    if name in ontology.scheme_terms:
        return _scheme(ontology, ontology.scheme_terms[name], page)
    if name in ontology.concepts:
        return _concept(ontology, ontology.concepts[name], page)
    raise UnknownTerm(ontology, name)


def _class(ontology: Ontology, cls: Class, page: Page) -> TermPage:
    own, inherited = properties_of(ontology, cls.name)
    side = page.say(*SIDES[side_of(ontology, cls.name)])
    children = sorted(c.name for c in ontology.classes.values() if cls.name in c.parents)
    concept = ontology.concepts.get(cls.name)
    rows = [
        Row(page.say("上级", "A kind of"), links=_named_all(ontology, cls.ancestors, page)),
        Row(page.say("下级", "Kinds of it"), links=_named_all(ontology, children, page)),
        Row(page.say("供需", "Matching"), texts=(side,) if side else ()),
        Row(page.say("题名取自", "Named by"), links=_named_all(ontology, cls.caption, page)),
        Row(page.say("筛选项", "Filtered by"), links=_named_all(ontology, cls.facets, page)),
        Row(
            page.say("也是概念，属于", "Also a concept of"),
            links=_named_all(ontology, [concept.scheme] if concept else [], page),
        ),
        *_words(cls, page),
    ]
    marks = (page.say("抽象类", "abstract"),) if cls.abstract else ()
    return _page(
        "class", cls, page, ontology, rows, marks,
        own=_by_label(own, page, ontology), inherited=_by_label(inherited, page, ontology), rules=_rules(ontology, cls, page),
    )  # fmt: skip


def _property(ontology: Ontology, prop: Property, page: Page) -> TermPage:
    children = sorted(p.name for p in ontology.properties.values() if prop.name in p.parents)
    is_class = prop.range in ontology.classes
    rows = [
        Row(page.say("用于", "Said of"), links=_named_all(ontology, prop.domain, page)),
        Row(
            page.say("值", "Value"),
            texts=() if is_class else (page.say(*RANGES.get(prop.range, (prop.range, prop.range))),),
            links=_named_all(ontology, [prop.range], page) if is_class else (),
        ),
        Row(
            page.say("词表", "Scheme"), links=_named_all(ontology, [prop.scheme] if prop.scheme else [], page)
        ),
        Row(page.say("上级", "A kind of"), links=_named_all(ontology, prop.ancestors, page)),
        Row(page.say("下级", "Kinds of it"), links=_named_all(ontology, children, page)),
        *_words(prop, page, page.say("认得的表头", "Recognised headers"), every=True),
    ]
    return _page("property", prop, page, ontology, rows, _marks(prop, page))


def _scheme(ontology: Ontology, term: Term, page: Page) -> TermPage:
    users = sorted(p.name for p in ontology.properties.values() if p.scheme == term.name)
    rows = [
        Row(page.say("用于属性", "Used by"), links=_named_all(ontology, users, page)),
        Row(page.say("概念数", "Concepts"), texts=(str(len(ontology.schemes[term.name])),)),
    ]
    return _page("scheme", term, page, ontology, rows, (), tree=_concept_tree(ontology, term.name, page))


def _concept(ontology: Ontology, concept: Concept, page: Page) -> TermPage:
    narrower = sorted(c.name for c in ontology.concepts.values() if concept.name in c.broader)
    stands_for = sorted(
        c.name for c in ontology.concepts.values() if any(s.concept == concept.name for s in c.substitutes)
    )
    rows = [
        Row(page.say("词表", "Scheme"), links=_named_all(ontology, [concept.scheme], page)),
        Row(page.say("上位", "Broader"), links=_named_all(ontology, concept.ancestors, page)),
        Row(page.say("下位", "Narrower"), links=_named_all(ontology, narrower, page)),
        Row(page.say("标准号", "Standards"), texts=concept.standards),
        Row(
            page.say("可以替代它的", "What may stand in"),
            links=tuple(
                _named(ontology, s.concept, page, page.say(s.condition_zh, s.condition_en or s.condition_zh))
                for s in concept.substitutes
            ),
        ),
        Row(page.say("它可以替代", "Stands in for"), links=_named_all(ontology, stands_for, page)),
        Row(
            page.say("适合", "Suits"),
            links=tuple(
                _named(ontology, s.audience, page, page.say(s.reason_zh, s.reason_en)) for s in concept.suits
            ),
        ),
        *_words(concept, page),
    ]
    return _page("concept", concept, page, ontology, rows, ())


def _page(
    of: Of,
    term: Term,
    page: Page,
    ontology: Ontology,
    rows: Sequence[Row],
    marks: tuple[str, ...],
    *,
    own: tuple[Link, ...] = (),
    inherited: tuple[Link, ...] = (),
    rules: tuple[Rule, ...] = (),
    tree: tuple[Branch, ...] = (),
) -> TermPage:
    deprecated = (page.say("已弃用", "deprecated"),) if term.deprecated else ()
    return TermPage(
        kind=page.say(*KINDS[of]),
        name=term.name,
        iri=term.iri,
        label=page.label(term),
        other=term.zh if page.english else term.en,
        definition=page.say(term.definition_zh, term.definition_en),
        example=page.say(term.example_zh, term.example_en),
        marks=(*marks, *deprecated),
        successor=_named(ontology, term.successor, page) if term.successor else None,
        rows=tuple(row for row in rows if row.texts or row.links),
        own=own,
        inherited=inherited,
        rules=rules,
        tree=tree,
        standards=tuple(
            Standard(page.say(*MATCHES.get(a.predicate, (a.predicate,) * 2)), a.iri) for a in term.alignments
        ),
    )


def _rules(ontology: Ontology, cls: Class, page: Page) -> tuple[Rule, ...]:
    """The rules that hold for a class: its own first, then those of its superclasses, nearest first."""
    order = {name: i for i, name in enumerate((cls.name, *cls.ancestors))}
    held = sorted((r for r in ontology.constraints if r.target in order), key=lambda r: order[r.target])
    return tuple(
        dict.fromkeys(
            Rule(
                page.say(r.zh, r.en),
                _named(ontology, r.property, page) if r.property in ontology.properties else None,
                _named(ontology, r.target, page) if r.target != cls.name else None,
                r.severity != "Violation",
            )
            for r in held
        )
    )


def _words(term: Term, page: Page, label: str = "", every: bool = False) -> tuple[Row, ...]:
    """What else a term is called; ``every``: with its labels, as a list's header may say any of them."""
    words = term.wordings if every else term.synonyms
    shown = tuple(w for w in words if w not in term.hidden)
    return (Row(label or page.say("也叫", "Also called"), texts=shown),)


def _marks(term: Term, page: Page) -> tuple[str, ...]:
    if not isinstance(term, Property):
        return ()
    restricted = (page.say("受限，不显示", "restricted, never shown"),) if term.restricted else ()
    return (*restricted, *((page.say("只有一个值", "one value"),) if term.single else ()))


def _class_tree(ontology: Ontology, page: Page) -> tuple[Branch, ...]:
    tops = [c.name for c in ontology.classes.values() if not [p for p in c.parents if p in ontology.classes]]
    below: dict[str, list[str]] = {}
    for cls in ontology.classes.values():
        for parent in cls.parents:
            below.setdefault(parent, []).append(cls.name)

    def branch(name: str) -> Branch:
        side = page.say(*SIDES[side_of(ontology, name)])
        marks = (side,) if side and name in (Classes.OFFER, Classes.NEED) else ()
        return Branch(
            _link(ontology.classes[name], page, ontology, marks=marks),
            tuple(map(branch, sorted(below.get(name, ())))),
        )

    return tuple(map(branch, sorted(tops)))


def _concept_tree(ontology: Ontology, scheme: str, page: Page) -> tuple[Branch, ...]:
    members = {c.name: c for c in ontology.in_scheme(scheme)}

    def branch(name: str) -> Branch:
        narrower = sorted(n for n, c in members.items() if name in c.broader)
        return Branch(_link(members[name], page, ontology), tuple(map(branch, narrower)))

    return tuple(branch(n) for n, c in members.items() if not set(c.broader) & members.keys())


def _by_label(terms: Iterable[Term], page: Page, ontology: Ontology) -> tuple[Link, ...]:
    return tuple(sorted(_links(terms, page, ontology), key=lambda link: link.label))


def _links(terms: Iterable[Term], page: Page, ontology: Ontology) -> tuple[Link, ...]:
    return tuple(_link(term, page, ontology) for term in terms)


def _link(term: Term, page: Page, ontology: Ontology, note: str = "", marks: tuple[str, ...] = ()) -> Link:
    if isinstance(term, Property) and not note:
        known = ontology.classes.get(term.range)
        note = page.label(known) if known else page.say(*RANGES.get(term.range, ("", "")))
    other = term.zh if page.english else term.en
    return Link(term.name, page.label(term), other, note, (*marks, *_marks(term, page)))


def _named(ontology: Ontology, name: str, page: Page, note: str = "") -> Link:
    kinds = (ontology.classes, ontology.properties, ontology.scheme_terms, ontology.concepts)
    term = next((terms[name] for terms in kinds if name in terms), None)
    if term is None:
        return Link("", name.removeprefix(NAMESPACE), note=note)
    return Link(name, page.label(term), term.zh if page.english else term.en, note)


def _named_all(ontology: Ontology, names: Iterable[str], page: Page) -> tuple[Link, ...]:
    return tuple(_named(ontology, name, page) for name in names)
