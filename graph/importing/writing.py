"""How does what an export holds get into the store? Every node by its id, so that what was cut short is done again.

A source is ``importing`` until all is written, then all go live at once. An ``Import`` node marks the store as half
made: no export and no reading until it is gone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import Any, Final, TypeVar

from graph.connection import Graph, Transaction
from graph.desk.events import Entry
from graph.desk.log import now
from graph.importing.contents import Contents
from graph.importing.entered import LoggedEvent, enter, write_log
from graph.importing.errors import OtherImportUnfinished, StoreNotEmpty
from graph.importing.things import KnownSource
from graph.loading import ROWS_PER_TRANSACTION, WRITE_REPAIRS, batches, write_batch
from graph.repairs import to_properties
from graph.schema import ensure_vector_index
from graph.sources import SourceVersion

T = TypeVar("T")
Tell = Callable[[int], None]

STATE: Final = """
RETURN COUNT { MATCH (:Source) } + COUNT { MATCH (:Record) } + COUNT { MATCH (:Passage) } + COUNT { MATCH (:Event) }
         + COUNT { MATCH (:Repair) } + COUNT { MATCH (:Former) } AS held,
       COLLECT { MATCH (i:Import) RETURN i.digest } AS digests, COLLECT { MATCH (i:Import) RETURN i.name } AS names
"""
BEGIN: Final = (
    "MERGE (i:Import {id: 'import'}) SET i.digest = $digest, i.name = $name, i.at = coalesce(i.at, $at)"
)
END: Final = "MATCH (i:Import) DELETE i"
WRITE_SOURCES: Final = """
UNWIND $rows AS row
MERGE (s:Source {id: row.id})
ON CREATE SET s.state = row.first, s.live = false
SET s += row.properties
"""
GO_LIVE: Final = "UNWIND $ids AS id MATCH (s:Source {id: id}) WHERE s.state = 'importing' SET s.live = true, s.state = 'live'"
WRITE_FORMER: Final = "UNWIND $rows AS row MERGE (f:Former {id: row.id}) SET f = row"
WRITE_RUN: Final = "MERGE (r:Run {id: $row.id}) SET r += $row"
_OWN: Final = ("schema",)
"""Runs that the present store says of itself."""
LARGEST_VECTOR: Final = 4096


def begin(graph: Graph, digest: str, name: str) -> None:
    """Mark the store as half made; the same file may go on where it was cut short.

    Raises:
        StoreNotEmpty: something was read or entered. OtherImportUnfinished: another file was being imported.
    """
    row = graph.read(STATE)[0]
    if row["digests"] and row["digests"] != [digest]:
        raise OtherImportUnfinished(row["names"][0])
    if row["held"] and not row["digests"]:
        raise StoreNotEmpty
    graph.write(BEGIN, digest=digest, name=name, at=now())


def end(graph: Graph) -> None:
    """Take the mark away."""
    graph.write(END)


def write_events(graph: Graph, several: Iterable[LoggedEvent]) -> int:
    """Write a whole log; how many events."""
    written = 0
    for some in batches(several, ROWS_PER_TRANSACTION):
        graph.transaction(partial(write_log, several=some))
        written += len(some)
    return written


def enter_state(graph: Graph, several: Iterable[Entry]) -> dict[str, int]:
    """Enter an effective state; version id → the event that put it in place."""
    placed: dict[str, int] = {}
    for some in batches(several, ROWS_PER_TRANSACTION):
        placed |= graph.transaction(partial(enter, several=some))
    return placed


def write_contents(graph: Graph, contents: Contents, tell: Tell) -> None:
    """Write sources, passages, records, repairs and former records; then everything goes live."""
    _write_sources(graph, contents.live.values(), "importing")
    _write_sources(graph, contents.superseded, "superseded")
    done = 0
    for version, some in _of_one_source(contents.read_passages()):
        write_batch(graph, version, some, ())
        tell(done := done + len(some))
    for version, several in _of_one_source(contents.read_records()):
        write_batch(graph, version, (), several)
        tell(done := done + len(several))
    readings = {known.version.key: known.version.reading for known in contents.live.values()}
    for key, repairs in groupby(contents.read_repairs(), key=lambda r: r.source):
        for few in batches(repairs, ROWS_PER_TRANSACTION):
            graph.write(WRITE_REPAIRS, rows=[to_properties(r) for r in few], reading=readings[key])
    for former in batches(contents.read_former(), ROWS_PER_TRANSACTION):
        graph.write(WRITE_FORMER, rows=former)
    for ids in batches(contents.live, ROWS_PER_TRANSACTION):
        graph.write(GO_LIVE, ids=ids)


def restore_runs(graph: Graph, contents: Contents, *, same_versions: bool) -> None:
    """Note the runs as the file has them; under other versions only when readings began and ended."""
    for run in contents.read_runs():
        if run["id"] in _OWN or not (same_versions or "source_version" in run):
            continue
        if run["id"] == "index" and run.get("model") and 0 < run.get("dimensions", 0) <= LARGEST_VECTOR:
            ensure_vector_index(graph, str(run["model"]), int(run["dimensions"]))
        graph.transaction(partial(_write_run, row={k: v for k, v in run.items() if k != "made_with"}))


def placed(contents: Contents, by: Mapping[str, int]) -> None:
    """Note in the live sources by which event they were put in place."""
    for id, known in contents.live.items():
        if id in by:
            contents.live[id] = replace(known, version=replace(known.version, replaces=by[id]))


def _write_run(tx: Transaction, row: Mapping[str, Any]) -> None:
    tx.run(WRITE_RUN, row=dict(row))


def _write_sources(graph: Graph, several: Iterable[KnownSource], state: str) -> None:
    for some in batches(several, ROWS_PER_TRANSACTION):
        graph.write(WRITE_SOURCES, rows=[_source(known, state) for known in some])


def _source(known: KnownSource, state: str) -> dict[str, Any]:
    version = known.version
    properties = {**asdict(version), "reading": version.reading}
    if known.balance:
        properties["balance"] = known.balance
    return {"id": version.id, "first": state, "properties": properties}


def _of_one_source(several: Iterable[tuple[SourceVersion, T]]) -> Iterator[tuple[SourceVersion, list[T]]]:
    """Batches, apart by source: what comes mixed is sorted a batch at a time."""
    for some in batches(several, ROWS_PER_TRANSACTION):
        ordered = sorted(some, key=lambda pair: pair[0].id)
        for version, part in groupby(ordered, key=itemgetter(0)):
            yield version, [one for _, one in part]
