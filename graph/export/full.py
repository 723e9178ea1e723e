"""What does the store know beside the canonical export? History, each kind of it in a named graph.

``urn:gongjian:graph:log`` (every desk event), ``…:former`` (superseded versions of sources, records no
longer listed), ``…:runs``, ``…:scores`` (questions for review), ``…:times`` (when things were entered).
Only what exists is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any, Final

from graph.connection import Graph
from graph.desk.events import Event
from graph.desk.log import events
from graph.export import nquads as nq
from graph.export.canonical import of_one_state, triples
from graph.export.entered import EXPORTER, as_entered
from graph.export.provenance import agent, reading_triples
from graph.export.said import source_triples
from graph.export.seal import sealed
from graph.export.sorting import sorted_unique
from graph.export.terms import Terms, store
from graph.principal import Principal

LOG: Final = f"<{nq.GRAPH}log>"
FORMER: Final = f"<{nq.GRAPH}former>"
RUNS: Final = f"<{nq.GRAPH}runs>"
SCORES: Final = f"<{nq.GRAPH}scores>"
TIMES: Final = f"<{nq.GRAPH}times>"

SUPERSEDED: Final = "MATCH (s:Source) WHERE NOT s.live RETURN s {.*} AS node"
REPLACED: Final = "MATCH (s:Source) WHERE s.replaces > 0 RETURN s.id AS id, s.replaces AS sequence"
GONE: Final = "MATCH (f:Former) RETURN f {.*} AS node"
RUN_NODES: Final = "MATCH (r:Run) RETURN r {.*} AS node"
QUESTIONS: Final = """
MATCH (q:Question) RETURN q {.*, records: null} AS node, [(q)-[:CONCERNS]->(r:Record) | r.id] AS records
"""
TIMES_OF_RUNS: Final = {"started": Terms.STARTED, "ended": Terms.ENDED}
DATE_TIME: Final = f"{nq.XSD}dateTime"


def full(graph: Graph, principal: Principal) -> Iterator[str]:
    """The lines of the full export (N-Quads, without line breaks), sorted; memory stays bounded.

    Raises:
        NotSettled, NotExportable: as ``canonical``.
    """
    del principal  # as ``canonical``: masked in the store itself
    return sealed(sorted_unique(of_one_state(graph, chain(triples(graph), history(graph)))))


def history(graph: Graph) -> Iterator[str]:
    """The lines of all named graphs, unsorted."""
    for event in events(graph, EXPORTER):
        yield from _event(event)
    for row in graph.stream(REPLACED):
        yield nq.line(nq.data(row["id"]), Terms.REPLACES, nq.integer(row["sequence"]), LOG)
    for row in graph.stream(SUPERSEDED):
        for triple in chain(source_triples(row["node"]), reading_triples(row["node"])):
            yield f"{triple[:-2]} {FORMER} ."
    for row in graph.stream(GONE):
        yield from _node(row["node"], Terms.FORMER, FORMER)
    for row in graph.stream(RUN_NODES):
        yield from _run(row["node"])
    for row in graph.stream(QUESTIONS):
        yield from _node(row["node"], Terms.QUESTION, SCORES)
        for record in row["records"]:
            yield nq.line(nq.data(row["node"]["id"]), Terms.NAMES, nq.record(record), SCORES)


def _event(event: Event) -> Iterator[str]:
    me, who = nq.data(f"event:{event.sequence}"), agent(event.who)
    yield nq.line(me, Terms.TYPE, Terms.EVENT, LOG)
    yield nq.line(me, Terms.TYPE, Terms.ACTIVITY, LOG)
    yield nq.line(me, Terms.SEQUENCE, nq.integer(event.sequence), LOG)
    yield nq.line(me, Terms.KEY, nq.text(event.key), LOG)
    yield nq.line(me, Terms.KIND, nq.text(event.kind), LOG)
    yield nq.line(me, Terms.ASSOCIATED_WITH, who, LOG)
    yield nq.line(who, Terms.TYPE, Terms.AGENT, LOG)
    yield nq.line(who, Terms.TITLE, nq.text(event.who), LOG)
    yield nq.line(me, Terms.SAYS, nq.text(as_entered(event)), LOG)
    for record in event.records:
        yield nq.line(me, Terms.NAMES, nq.record(record), LOG)
    yield nq.line(me, Terms.ENDED, nq.typed(event.at, DATE_TIME), TIMES)


def _run(node: Mapping[str, Any]) -> Iterator[str]:
    """A run as it is; when it began and ended stands with the other times."""
    yield from _node({k: v for k, v in node.items() if k not in TIMES_OF_RUNS}, Terms.RUN, RUNS)
    for name, predicate in TIMES_OF_RUNS.items():
        if node.get(name):
            yield nq.line(nq.data(str(node["id"])), predicate, nq.typed(node[name], DATE_TIME), TIMES)


def _node(node: Mapping[str, Any], type_: str, graph: str) -> Iterator[str]:
    """A node as it is: one triple a property, one for each element of a list."""
    me = nq.data(str(node["id"]))
    yield nq.line(me, Terms.TYPE, type_, graph)
    for name, value in node.items():
        for item in value if isinstance(value, list) else [value]:
            if name != "id" and item is not None:
                yield nq.line(me, store(name), _literal(item), graph)


def _literal(value: object) -> str:
    if isinstance(value, bool):
        return nq.value(str(value).lower(), "boolean")
    if isinstance(value, int):
        return nq.integer(value)
    if isinstance(value, float):
        return nq.typed(repr(value), f"{nq.XSD}double")
    return nq.text(str(value))
