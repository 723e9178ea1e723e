"""What is known about one thing, as a page: facts by property, each with its sentence, and what it is connected with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from api.web.cards import names_of, place_of
from api.web.page import Page
from api.web.quoting import Quoted, quoted
from api.web.wording import CONCEPT, STATUSES, Said, class_label, group_of, said
from graph.connection import Graph
from graph.entities import Fact
from graph.principal import Principal
from graph.reading import EntityView, Evidence, Neighbour, evidence, neighbours
from ontology.model import Ontology
from ontology.terms import Classes, Properties

MAX_NEIGHBOURS: Final = 60
MAX_QUOTES: Final = 4
FIRST: Final = (
    Properties.NAME,
    Properties.ITEM,
    Properties.ALTERNATIVE_NAME,
    Properties.PROBLEM,
    Properties.PRACTISED_BY,
    Properties.MEASURE,
    Properties.MEANS,
    Properties.OUTCOME,
    Properties.OUTCOME_TEXT,
    Properties.PROVIDER,
    Properties.NEEDER,
    Properties.ABOUT,
    Properties.QUANTITY,
    Properties.CAPACITY,
    Properties.ELIGIBILITY,
    Properties.COST,
    Properties.SLOT,
    Properties.PLACE,
    Properties.ADDRESS,
)


@dataclass(frozen=True, slots=True)
class FactLine:
    """One fact: its value, how it is stated, and the sentences that say so (``more`` are not shown)."""

    value: Said
    status: str
    original: str
    alternative: bool
    sources: int
    latest: str
    quotes: tuple[Quoted, ...]
    more: int


@dataclass(frozen=True, slots=True)
class FactGroup:
    """The facts of one property; ``term`` is its name in the vocabulary, '' if it has none."""

    term: str
    label: str
    definition: str
    lines: tuple[FactLine, ...]


@dataclass(frozen=True, slots=True)
class Connection:
    """A neighbour as it is listed."""

    id: str
    name: str
    type: str
    group: int
    relation: str
    outgoing: bool


@dataclass(frozen=True, slots=True)
class EntityPage:
    """All that the page of an entity shows."""

    id: str
    name: str
    type: str
    term: str
    group: int
    definition: str
    place: str
    stated_on: str
    valid_until: str
    confirmed_on: str
    is_need: bool
    has_needs: bool
    is_practice: bool
    facts: tuple[FactGroup, ...]
    connections: tuple[Connection, ...]
    more: bool


def entity_page(
    graph: Graph, principal: Principal, view: EntityView, groups: Mapping[str, int], page: Page
) -> EntityPage:
    """The page of an entity that was read; evidence and neighbours are read once."""
    ontology = graph.ontology
    found = neighbours(graph, principal, view.id, MAX_NEIGHBOURS + 1)
    quotes: dict[str, list[Evidence]] = defaultdict(list)
    if view.facts:
        for quote in evidence(graph, principal, view.id):
            quotes[quote.statement].append(quote)
    names = names_of(graph, principal, view.facts)
    return EntityPage(
        id=view.id,
        name=name_of(ontology, view, page),
        type=class_label(ontology, view.type, page),
        term=_term_of(ontology, view),
        group=groups.get(group_of(ontology, view.type), 0),
        definition=_definition(ontology, view, page),
        place=place_of(graph, view),
        stated_on=view.stated_on,
        valid_until=view.valid_until,
        confirmed_on=view.confirmed_on,
        is_need=Classes.NEED in view.labels,
        has_needs=any(n.property == Properties.NEEDER and not n.outgoing for n in found),
        is_practice=Classes.CASE in view.labels or Classes.PRACTICE in view.labels,
        facts=_groups(graph, view.facts, quotes, names, page),
        connections=tuple(connection(ontology, n, groups, page) for n in found[:MAX_NEIGHBOURS]),
        more=len(found) > MAX_NEIGHBOURS,
    )


def name_of(ontology: Ontology, view: EntityView, page: Page) -> str:
    """What to call an entity: a concept by its label in the language of the page, others by their name."""
    concept = ontology.concepts.get(view.id.removeprefix(CONCEPT))
    if concept and view.id.startswith(CONCEPT):
        return page.label(concept)
    return view.name or class_label(ontology, view.type, page)


def _term_of(ontology: Ontology, view: EntityView) -> str:
    """The term of the vocabulary that says what an entity is: itself if it is a concept, else its class."""
    concept = view.id.removeprefix(CONCEPT)
    if view.id.startswith(CONCEPT) and concept in ontology.concepts:
        return concept
    return view.type if view.type in ontology.classes else ""


def connection(ontology: Ontology, n: Neighbour, groups: Mapping[str, int], page: Page) -> Connection:
    """A neighbour with the labels of its class and relation."""
    relation = ontology.properties.get(n.property)
    concept = ontology.concepts.get(n.id.removeprefix(CONCEPT)) if n.id.startswith(CONCEPT) else None
    label = class_label(ontology, n.type, page)
    return Connection(
        id=n.id,
        name=(page.label(concept) if concept else n.name) or label,
        type=label,
        group=groups.get(group_of(ontology, n.type), 0),
        relation=page.label(relation) if relation else n.property,
        outgoing=n.outgoing,
    )


def _definition(ontology: Ontology, view: EntityView, page: Page) -> str:
    if not view.id.startswith(CONCEPT):
        return ""
    concept = ontology.concepts.get(view.id.removeprefix(CONCEPT))
    return page.say(concept.definition_zh, concept.definition_en) if concept else ""


def _groups(
    graph: Graph,
    facts: Sequence[Fact],
    quotes: Mapping[str, list[Evidence]],
    names: dict[str, str],
    page: Page,
) -> tuple[FactGroup, ...]:
    by_property: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        by_property[fact.property].append(fact)
    made = []
    for name in sorted(by_property, key=_rank):
        known = graph.ontology.properties.get(name)
        lines = tuple(_line(graph, f, quotes, names, page) for f in by_property[name])
        label = page.label(known) if known else name
        definition = page.say(known.definition_zh, known.definition_en) if known else ""
        made.append(FactGroup(known.name if known else "", label, definition, lines))
    return tuple(made)


def _rank(name: str) -> tuple[int, str]:
    return (FIRST.index(name) if name in FIRST else len(FIRST), name)


def _line(
    graph: Graph, fact: Fact, quotes: Mapping[str, list[Evidence]], names: dict[str, str], page: Page
) -> FactLine:
    value = said(fact, names, graph, page)
    shown = quoted(q for s in fact.statements for q in quotes.get(s, ()))
    return FactLine(
        value=value,
        status=page.say(*STATUSES[fact.status]) if fact.status in STATUSES else "",
        original="" if fact.restricted or fact.original == value.text else fact.original,
        alternative=fact.alternative,
        sources=fact.sources,
        latest=fact.latest,
        quotes=shown[:MAX_QUOTES],
        more=max(0, len(shown) - MAX_QUOTES),
    )
