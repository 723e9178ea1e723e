"""What follows from what was read and decided? ``settle`` brings entities and relations up to date.

First what was cut short is completed and marks are set (removals, new decisions, new parameters), then
records become entities (``settle_entities``), then entities get their relations (``settle_edges``).
Every batch is one transaction and takes its marks away with it: killed anywhere, the next run goes on.
The result depends on what live sources and people say, never on order, batches or interruptions.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeVar

from graph.collecting import seldom
from graph.desk.decisions import decisions, pins
from graph.desk.entries import wake_entries
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
from graph.settle_edges import settle_edges
from graph.settle_entities import Done, write_plan
from graph.settle_plan import SEEDS, STALE, Plan, Rules, plan_components, plan_singles
from graph.vocabulary import note_first

if TYPE_CHECKING:
    from graph.connection import Graph, Transaction

Progress = Callable[[int, int], None]
T = TypeVar("T")

SINGLES_AT_ONCE: Final = 1000
SEEDS_AT_ONCE: Final = 500
SEEDS_A_PASS: Final = 100_000
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
    wake_entries(graph, log)
    _notice(graph, log, state["desk"])
    rules = _rules(graph, log, parameters)
    counts = _Counts(graph.read(WAITING, loading=list(rules.loading))[0]["waiting"], progress)
    counts.tell()
    with seldom():
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

    def add(self, done: Done) -> None:
        self.records += done.records
        self.entities += done.written
        self.removed += done.removed
        self.edges += done.edges
        self.tell()


class _Writing:
    """Writes one plan in the background, each in a transaction of its own, in the order in which they come."""

    def __init__(self, graph: Graph, counts: _Counts) -> None:
        self.busy: Collection[str] = ()
        self._graph, self._counts = graph, counts
        self._pool = ThreadPoolExecutor(1, "settle")
        self._current: Future[Done] | None = None

    def __enter__(self) -> _Writing:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown()

    def put(self, plan: Plan) -> None:
        """Write a plan when the one before it is written; raises what that one met."""
        self.wait()
        self.busy = plan.busy
        self._current = self._pool.submit(self._write, plan)

    def wait(self) -> None:
        """Until all is written."""
        current, self._current, self.busy = self._current, None, ()
        if current:
            self._counts.add(current.result())

    def _write(self, plan: Plan) -> Done:
        return self._graph.transaction(lambda tx: _changing(tx, write_plan(tx, self._graph, plan)))


def _entities(graph: Graph, rules: Rules, counts: _Counts, batch: int) -> None:
    with _Writing(graph, counts) as writing:
        while _components(graph, rules, writing, min(batch, SEEDS_AT_ONCE)):
            writing.wait()
        while plan := graph.transaction(lambda tx: plan_singles(tx, rules, writing.busy, batch)):
            writing.put(plan)
        writing.wait()


def _components(graph: Graph, rules: Rules, writing: _Writing, size: int) -> bool:
    """Plan what is marked now, at most so much that it can be listed; whether anything was."""
    marked = {"loading": list(rules.loading), "decided": list(rules.decided), "limit": SEEDS_A_PASS}
    # In writing transactions: of several servers the one that has the last plan answers.
    seeds = [row["id"] for row in graph.write(SEEDS, **marked)]
    stale = {row["id"]: row["members"] for row in graph.write(STALE, limit=SEEDS_A_PASS)}
    seen: set[str] = set()
    while seeds or stale:
        some, seeds = _next(seeds, seen, size)
        few, rest = _next(list(stale), seen, size)
        old, stale = {i: stale[i] for i in few}, {i: stale[i] for i in rest}
        if some or old:
            plan = graph.transaction(partial(plan_components, rules=rules, seeds=some, stale=old))
            writing.put(plan)
            seen.update(plan.busy)
    return bool(seen)


def _next(ids: list[str], seen: Collection[str], size: int) -> tuple[list[str], list[str]]:
    """The next of some ids that were not seen yet, and the rest."""
    found: list[str] = []
    for position, id in enumerate(ids):
        if len(found) == size:
            return found, ids[position:]
        if id not in seen:
            found.append(id)
    return found, []


def _edges(graph: Graph, rules: Rules, counts: _Counts, batch: int) -> None:
    def edges(tx: Transaction) -> int | None:
        done = settle_edges(tx, graph, rules.folder, min(2 * batch, EDGES_AT_ONCE))
        return _changing(tx, done.changed) if done else None

    while (changed := graph.transaction(edges)) is not None:
        counts.edges += changed


def _changing(tx: Transaction, done: T) -> T:
    """Note in the transaction itself that the graph is another one now."""
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
    said, pinned = decisions(log, live), pins(log, live)
    decided = sorted({r for d in said for r in (d.a, d.b)} | set(pinned))
    return Rules(folder, graph.ontology, parameters, said, pinned, loading, decided)


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
    if not state["made_with"]:
        note_first(graph)
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
