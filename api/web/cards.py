"""What does a card say about a thing found? Class, place, and for a case or a way of working its story in five lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from api.web.page import Page
from api.web.wording import Said, class_label, group_of, said
from graph.connection import Graph
from graph.entities import Fact
from graph.places import path_of
from graph.principal import Principal
from graph.reading import EntityView, entities
from ontology.terms import Classes, Properties

STORY: Final = (
    Properties.PROBLEM,
    Properties.PRACTISED_BY,
    Properties.MEASURE,
    Properties.MEANS,
    Properties.OUTCOME,
)
_STORIED: Final = (Classes.CASE, Classes.PRACTICE)
MAX_VALUES: Final = 3


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a story: what it is about, and its values."""

    label: str
    values: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """What is shown of a thing beside why it was found."""

    label: str
    group: int
    place: str
    stated_on: str
    valid_until: str
    confirmed_on: str
    story: tuple[Line, ...]


def cards(
    graph: Graph, principal: Principal, ids: Iterable[str], groups: Mapping[str, int], page: Page
) -> dict[str, Card]:
    """The card of each entity, by the id asked for; two queries for all of them."""
    views = entities(graph, principal, ids)
    told = {id: _story_facts(graph, view) for id, view in views.items()}
    names = names_of(graph, principal, [f for facts in told.values() for f in facts])
    return {id: _card(graph, view, told[id], names, groups, page) for id, view in views.items()}


def names_of(graph: Graph, principal: Principal, facts: Iterable[Fact]) -> dict[str, str]:
    """The names of the records that facts lead to without a wording of their own."""
    unnamed = [f.value for f in facts if f.kind == "record" and not f.original]
    return {id: view.name for id, view in entities(graph, principal, unnamed).items()} if unnamed else {}


def place_of(graph: Graph, view: EntityView) -> str:
    """The full name of the place it is in, '' if none is stated."""
    code = view.first(Properties.PLACE)
    return path_of(code, graph.gazetteer) if code else ""


def _story_facts(graph: Graph, view: EntityView) -> list[Fact]:
    if not any(label in view.labels for label in _STORIED):
        return []
    known = graph.ontology.properties
    wanted = {*STORY, Properties.OUTCOME_TEXT}
    return [
        f
        for f in view.facts
        if f.status == "asserted" and not f.alternative and f.property in known and f.property in wanted
    ]


def _card(
    graph: Graph,
    view: EntityView,
    facts: list[Fact],
    names: dict[str, str],
    groups: Mapping[str, int],
    page: Page,
) -> Card:
    lines = []
    for name in STORY if facts else ():
        wanted = {name, Properties.OUTCOME_TEXT} if name == Properties.OUTCOME else {name}
        values: dict[str, Said] = {}
        for fact in facts:
            if fact.property in wanted:
                value = said(fact, names, graph, page)
                values.setdefault(value.text, value)
        if values:
            shown = tuple(values.values())[:MAX_VALUES]
            lines.append(Line(page.label(graph.ontology.properties[name]), shown))
    return Card(
        label=class_label(graph.ontology, view.type, page),
        group=groups.get(group_of(graph.ontology, view.type), 0),
        place=place_of(graph, view),
        stated_on=view.stated_on,
        valid_until=view.valid_until,
        confirmed_on=view.confirmed_on,
        story=tuple(lines),
    )
