"""What does the drawing of an entity's surroundings hold? It, its neighbours, and all relations among them, as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from api.web.entity_page import connection, name_of
from api.web.page import Page
from api.web.wording import class_label, group_of
from graph.connection import Graph
from graph.principal import Principal
from graph.reading import EntityView, neighbours
from graph.reading.relations import relations_among

MAX_NODES: Final = 40


@dataclass(frozen=True, slots=True)
class Node:
    """A node: its page is ``url``, its colour that of ``group``."""

    id: str
    name: str
    type: str
    group: int
    url: str
    centre: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A relation between two nodes, with its label."""

    source: str
    target: str
    label: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """Nodes and lines."""

    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]


def drawing(
    graph: Graph, principal: Principal, view: EntityView, groups: Mapping[str, int], page: Page
) -> Drawing:
    """The surroundings of an entity: at most ``MAX_NODES`` neighbours."""
    ontology = graph.ontology
    nodes = {
        view.id: Node(
            view.id,
            name_of(ontology, view, page),
            class_label(ontology, view.type, page),
            groups.get(group_of(ontology, view.type), 0),
            page.url("entities", view.id),
            centre=True,
        )
    }
    for n in neighbours(graph, principal, view.id, MAX_NODES):
        c = connection(ontology, n, groups, page)
        nodes.setdefault(c.id, Node(c.id, c.name, c.type, c.group, page.url("entities", c.id)))
    properties = ontology.properties
    lines = tuple(
        Line(
            link.source,
            link.target,
            page.label(properties[link.property]) if link.property in properties else link.property,
        )
        for link in relations_among(graph, principal, nodes)
    )
    return Drawing(tuple(nodes.values()), lines)
