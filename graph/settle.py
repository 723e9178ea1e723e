"""What follows from what was read and decided? ``settle`` brings entities and relations up to date.

First what was cut short is completed and marks are set (removals, new decisions, new parameters), then
records become entities (``settle_entities``), then entities get their relations (``settle_edges``).
Every batch is one transaction and takes its marks away with it: killed anywhere, the next run goes on.
The result depends on what live sources and people say, never on order, batches or interruptions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeVar

from graph.desk.decisions import decisions, pins
from graph.desk.events import Event
from graph.desk.log import events
from graph.fold import VERSION, Folder
from graph.identifiers import KEY_VERSION
from graph.identity.parameters import Parameters, load_parameters
from graph.identity.signature import signature_of
from graph.places import sweep_places
from graph.principal import PUBLIC
from graph.records import Record, unpack
from graph.removal import complete_removals
from graph.settle_edges import EdgeBatch, settle_edges
from graph.settle_entities import Batch, Rules, settle_components, settle_singles

if TYPE_CHECKING:
    from graph.connection import Graph, Transaction

Progress = Callable[[int, int], None]
Done = TypeVar("Done", "Batch | None", "EdgeBatch | None")

SINGLES_AT_ONCE: Final = 1000
SEEDS_AT_ONCE: Final = 500
EDGES_AT_ONCE: Final = 2000
_IDENTITY_EVENTS: Final = frozenset({"decision", "pin", "succeeds", "revoke"})

STATE: Final = """
MERGE (g:Run {id: 'graph'})
RETURN coalesce(g.version, 0) AS version, coalesce(g.changed, false) AS changed,
       coalesce(g.desk, 0) AS desk, coalesce(g.made_with, '') AS made_with
"""
CHANGED: Final = "MATCH (g:Run {id: 'graph'}) SET g.changed = true"
COUNT_UP: Final = """
MATCH (g:Run {id: 'graph'})
SET g.version = coalesce(g.version, 0) + 1, g.changed = false
RETURN g.version AS version
"""
MADE_WITH: Final = "MATCH (g:Run {id: 'graph'}) SET g.made_with = $made_with"
SEEN: Final = "MATCH (g:Run {id: 'graph'}) SET g.desk = $desk"
LOADING: Final = """
MATCH (s:Source) WHERE s.state = 'loading' OR s.abandoned IS NOT NULL
UNWIND coalesce(s.abandoned, []) + CASE s.state WHEN 'loading' THEN [s.reading] ELSE [] END AS reading
RETURN DISTINCT reading
"""
PRESENT: Final = """
UNWIND $ids AS id MATCH (r:Record {id: id})
WHERE NOT (r.reading IN $loading AND coalesce(r.pending, '') = 'cluster') RETURN r.id AS id
"""
MARK: Final = "UNWIND $ids AS id MATCH (r:Record {id: id}) SET r.pending = 'cluster'"
MARK_REGROUPED: Final = """
UNWIND $ids AS id MATCH (r:Record {id: id})-[:DESCRIBES]->(e:Entity) SET e.pending = 'cluster'
"""
PAGE: Final = """
MATCH (r:Record) WHERE r.id > $after
RETURN r {.id, .source, .role, .type, .statements} AS record ORDER BY r.id LIMIT $limit
"""
REFRESH: Final = "UNWIND $rows AS row MATCH (r:Record {id: row.id}) SET r += row, r.pending = 'cluster'"
WAITING: Final = """
MATCH (r:Record) WHERE r.pending IS NOT NULL AND NOT r.reading IN $loading RETURN count(r) AS waiting
"""


@dataclass(frozen=True, slots=True)
class SettleReport:
    """What a ``settle`` did. ``version`` is the graph version, one higher if anything ``changed``."""

    records: int
    entities: int
    removed: int
    edges: int
    changed: bool
    version: int


def settle(
    graph: Graph,
    progress: Progress | None = None,
    *,
    parameters: Parameters | None = None,
    batch: int = SINGLES_AT_ONCE,
) -> SettleReport:
    """Make entities and relations follow from the records of live sources and the desk log.

    Args:
        progress: called with records done and records in all.
        parameters: those of identity; the committed ones if not given.
        batch: how many records one transaction takes; it does not show in the result.
    """
    parameters = parameters or load_parameters()
    state = graph.write(STATE)[0]
    complete_removals(graph)
    _adopt(graph, state, parameters)
    log = list(events(graph, PUBLIC))
    _notice(graph, log, state["desk"])
    rules = _rules(graph, log, parameters)
    counts = _Counts(graph.read(WAITING, loading=list(rules.loading))[0]["waiting"], progress)
    _entities(graph, rules, counts, batch)
    _edges(graph, rules, counts, batch)
    return _close(graph, counts)


class _Counts:
    """Counts of one settle, told to the caller's progress."""

    def __init__(self, waiting: int, progress: Progress | None) -> None:
        self.records = self.entities = self.removed = self.edges = 0
        self._waiting = waiting
        self._progress = progress

    def tell(self) -> None:
        if self._progress:
            self._progress(self.records, max(self._waiting, self.records))


def _entities(graph: Graph, rules: Rules, counts: _Counts, batch: int) -> None:
    decided = rules.decided

    def singles(tx: Transaction) -> Batch | None:
        return _changing(tx, settle_singles(tx, rules, decided, batch))

    def components(tx: Transaction) -> Batch | None:
        return _changing(tx, settle_components(tx, rules, min(batch, SEEDS_AT_ONCE)))

    for work in (singles, components):
        while done := graph.transaction(work):
            counts.records += done.records
            counts.entities += done.written
            counts.removed += done.removed
            counts.tell()


def _edges(graph: Graph, rules: Rules, counts: _Counts, batch: int) -> None:
    def edges(tx: Transaction) -> EdgeBatch | None:
        return _changing(tx, settle_edges(tx, graph, rules.folder, min(2 * batch, EDGES_AT_ONCE)))

    while done := graph.transaction(edges):
        counts.edges += done.written + done.deleted


def _changing(tx: Transaction, done: Done) -> Done:
    """Note in the transaction itself that the graph is another one now."""
    if done is not None:
        tx.run(CHANGED)
    return done


def _close(graph: Graph, counts: _Counts) -> SettleReport:
    state = graph.write(STATE)[0]
    version = state["version"]
    if state["changed"]:
        sweep_places(graph)
        version = graph.write(COUNT_UP)[0]["version"]
    return SettleReport(
        counts.records, counts.entities, counts.removed, counts.edges, state["changed"], version
    )


def _rules(graph: Graph, log: Sequence[Event], parameters: Parameters) -> Rules:
    loading = [row["reading"] for row in graph.read(LOADING)]
    named = sorted({r for e in log for r in e.records})
    live = {row["id"] for row in graph.read(PRESENT, ids=named, loading=loading)} if named else set()
    folder = Folder(graph.ontology, graph.gazetteer)
    return Rules(folder, graph.ontology, parameters, decisions(log, live), pins(log, live), loading)


def _adopt(graph: Graph, state: dict[str, Any], parameters: Parameters) -> None:
    """If vocabulary, places, fold or parameters are others than last time, everything is made anew."""
    now = " ".join(
        (
            graph.ontology.version,
            graph.gazetteer.version,
            str(VERSION),
            str(parameters.version),
            str(KEY_VERSION),
        )
    )
    if state["made_with"] == now:
        return
    after = ""
    while state["made_with"] and (rows := graph.read(PAGE, after=after, limit=EDGES_AT_ONCE)):
        graph.write(REFRESH, rows=[_features(graph, row["record"]) for row in rows])
        after = rows[-1]["record"]["id"]
    graph.write(MADE_WITH, made_with=now)


def _features(graph: Graph, node: dict[str, Any]) -> dict[str, Any]:
    record = Record(node["id"], node["source"], node["role"], node["type"], unpack(node["statements"]))
    return {"id": record.id, **signature_of(record, graph.ontology).to_properties()}


def _notice(graph: Graph, log: Sequence[Event], seen: int) -> None:
    """Mark the records that new decisions are about. A revocation may be of any event: all are marked."""
    new = [e for e in log if e.sequence > seen and e.kind in _IDENTITY_EVENTS]
    if new:
        about = log if any(e.kind in ("revoke", "succeeds") for e in new) else new
        named = sorted({r for e in about if e.kind in _IDENTITY_EVENTS for r in e.records})
        graph.transaction(lambda tx: _mark(tx, named, log[-1].sequence))


def _mark(tx: Transaction, records: Sequence[str], desk: int) -> None:
    tx.run(MARK, ids=list(records))
    tx.run(MARK_REGROUPED, ids=list(records))
    tx.run(SEEN, desk=desk)
