"""What did people enter that counts now, and what still needs a person, as triples?

The effective desk state (``graph.desk.effective.state``): nothing revoked, superseded or asleep, no
sequence numbers, no names, no clocks. Open repairs are a function of files and reader.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from graph.connection import Graph
from graph.desk.effective import state, subject, successions
from graph.desk.events import KINDS, Event
from graph.desk.log import events
from graph.desk.removals import source_id
from graph.export import nquads as nq
from graph.export.ranks import ranks
from graph.export.terms import Terms, store
from graph.identifiers import digest
from graph.principal import Principal
from graph.repairs import Repair, from_node

EXPORTER: Final = Principal("export")
LIVE: Final = """
UNWIND $ids AS id MATCH (r:Record {id: id}) OPTIONAL MATCH (r)-[:DESCRIBES]->(e:Entity) RETURN id, e.id AS entity
"""
REPAIRS: Final = "MATCH (r:Repair) RETURN r {.*} AS repair"
_REPAIR_TEXTS: Final = ("reason", "sheet", "column", "text", "suggestion")


def desk(graph: Graph, replaced: Collection[str], sources: Collection[str]) -> Iterator[str]:
    """The triples of the effective desk state; ``replaced``: live versions that a person put in place; ``sources``: the
    keys of live sources."""
    log = list(events(graph, EXPORTER))
    named = {r for e in log for r in e.records} | set(successions(log).values())
    live = {r["id"]: r["entity"] or "" for r in graph.read(LIVE, ids=sorted(named))} if named else {}
    effective = state(log, live, replaced, set(map(source_id, sources)))
    order = ranks(effective, live)
    for event in effective:
        yield from _said(event, order.get(event.sequence, 0))


def repairs(graph: Graph) -> Iterator[str]:
    """The triples of open repairs."""
    for row in graph.stream(REPAIRS):
        yield from _repair(from_node(row["repair"]))


def said(event: Event) -> str:
    """What an event says, as canonical JSON: its data and the records it names, in order."""
    records = sorted(event.records) if KINDS[event.kind].symmetric else event.records
    return as_entered(event, records)


def as_entered(event: Event, records: Sequence[str] | None = None) -> str:
    """The same with its records as they were named, or in another order."""
    content = {"data": dict(event.data), "records": list(event.records if records is None else records)}
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _said(event: Event, rank: int) -> Iterator[str]:
    me = nq.data(digest("d", *map(str, subject(event))))
    yield nq.line(me, Terms.TYPE, Terms.DESK)
    yield nq.line(me, Terms.KIND, nq.text(event.kind))
    yield nq.line(me, Terms.SAYS, nq.text(said(event)))
    if rank:
        yield nq.line(me, Terms.RANK, nq.integer(rank))
    if KINDS[event.kind].subject == "event":
        yield nq.line(me, Terms.KEY, nq.text(event.key))
    for record in event.records:
        yield nq.line(me, Terms.NAMES, nq.record(record))


def _repair(repair: Repair) -> Iterator[str]:
    me = nq.data(repair.id)
    yield nq.line(me, Terms.TYPE, Terms.REPAIR)
    yield nq.line(me, Terms.IDENTIFIER, nq.text(repair.source))
    for name in _REPAIR_TEXTS:
        if found := getattr(repair, name):
            yield nq.line(me, store(f"repair-{name}"), nq.text(found))
    if repair.row:
        yield nq.line(me, Terms.ROW, nq.integer(repair.row))
    for language, words in (("zh", repair.zh), ("en", repair.en)):
        if words:
            yield nq.line(me, Terms.DESCRIPTION, nq.text(words, language))
