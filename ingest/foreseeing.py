"""What would a file change? Held against the store batch by batch; nothing is written.

What has been seen goes into a table of its own on disk, which is gone afterwards: memory does not grow with the file.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from typing import Any, Final

from graph.admitting import foresee
from graph.changes import ROW_KINDS, Changes, Numbers, difference, has_earlier, told
from graph.connection import Graph
from graph.loading import record_row
from graph.records import Record
from graph.sources import Passage, SourceVersion
from ingest.batch import Batch
from ingest.context import IngestContext, IngestOptions
from ingest.opening import AnyPrepared, batches_of, passage_ids_of
from ingest.report import FileReport, Outcome, outdated, refusal
from ingest.tools import Tools
from ingest.writing import checked

PASSAGES_THERE: Final = "UNWIND $ids AS id MATCH (p:Passage {id: id}) RETURN p.id AS id"
RECORDS_THERE: Final = (
    "UNWIND $ids AS id MATCH (r:Record {id: id}) RETURN r.id AS id, r.statements AS statements"
)
ROWS: Final = """
MATCH (p:Passage {source: $key}) WHERE p.kind IN $kinds RETURN p {.id, .text, .sheet, .row} AS row
"""
RECORDS: Final = "MATCH (r:Record {source: $key}) RETURN r.id AS id"

TABLES: Final = """
CREATE TABLE seen (id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE came (id TEXT PRIMARY KEY, text TEXT, sheet TEXT, row INTEGER) WITHOUT ROWID;
CREATE TABLE gone (id TEXT PRIMARY KEY, text TEXT, sheet TEXT, row INTEGER) WITHOUT ROWID;
CREATE TABLE kept (record TEXT PRIMARY KEY, changed INTEGER, party INTEGER) WITHOUT ROWID;
CREATE TABLE was (record TEXT, passage TEXT);
CREATE TABLE now (record TEXT, passage TEXT);
"""
PAIRS: Final = """
WITH o AS (SELECT record, min(passage) AS id FROM was JOIN gone ON id = passage GROUP BY record HAVING count(*) = 1),
     n AS (SELECT record, min(passage) AS id FROM now JOIN came ON id = passage GROUP BY record HAVING count(*) = 1)
SELECT g.id, g.text, g.sheet, g.row, c.id, c.text, c.sheet, c.row, max(k.changed), min(k.party)
FROM o JOIN n USING (record) JOIN kept k USING (record) JOIN gone g ON g.id = o.id JOIN came c ON c.id = n.id
GROUP BY g.id, c.id ORDER BY c.sheet, c.row, c.id, g.id
"""


def foreseen(context: IngestContext, one: AnyPrepared, tools: Tools, options: IngestOptions) -> FileReport:
    """What would become of a file that is ready to be stored, and what it would change."""
    admission = foresee(context.graph, one.version, replace=options.replace)
    version = admission.version
    if admission.outcome == "refused":
        ids = passage_ids_of(one, tools, options)
        refused = foresee(context.graph, one.version, passage_ids=ids)
        changes = _changes(context.graph, one, version, tools, options)
        return replace(refusal(version, one.units, refused.shared_rows, refused.live), changes=changes)
    if admission.outcome == "superseded":
        return outdated(version, admission.live)
    outcomes: Mapping[str, Outcome] = {
        "new": "would-store",
        "same": "unchanged",
    }
    return FileReport(
        version.name,
        outcomes[admission.outcome],
        version.key,
        version.basis,
        version.stated_date,
        one.units,
        changes=_changes(context.graph, one, version, tools, options) if admission.write else None,
    )


def _changes(
    graph: Graph, one: AnyPrepared, version: SourceVersion, tools: Tools, options: IngestOptions
) -> Changes | None:
    if not has_earlier(graph, version.key):
        return None
    with closing(sqlite3.connect("")) as table:
        table.executescript(TABLES)
        added = sum(_take(graph, batch, version, table) for batch in batches_of(one, tools, options))
        for row in graph.stream(ROWS, key=version.key, kinds=list(ROW_KINDS)):
            if not _is_seen(table, row["row"]["id"]):
                table.execute("INSERT INTO gone VALUES (:id, :text, :sheet, :row)", row["row"])
        gone = sum(not _is_seen(table, r["id"]) for r in graph.stream(RECORDS, key=version.key))
        (changed,) = table.execute("SELECT count(*) FROM kept WHERE changed").fetchone()
        return told(
            _pairs(table),
            (_count(table, "came"), _count(table, "gone")),
            Numbers(added, changed, gone),
            lambda: _rows(table, "came"),
            lambda: _rows(table, "gone"),
        )


def _take(graph: Graph, batch: Batch, version: SourceVersion, table: sqlite3.Connection) -> int:
    """Book what a batch holds; how many of its records are new."""
    there = {row["id"] for row in graph.read(PASSAGES_THERE, ids=[p.id for p in batch.passages])}
    passages = {p.id: p for p in batch.passages}
    _see(table, passages)
    table.executemany("INSERT OR IGNORE INTO came VALUES (?, ?, ?, ?)", _new_rows(batch.passages, there))
    sound = [r for record in batch.records if (r := checked(record, passages, graph.ontology)[0])]
    known = {row["id"]: row["statements"] for row in graph.read(RECORDS_THERE, ids=[r.id for r in sound])}
    _see(table, [r.id for r in sound])
    for record in sound:
        if record.id in known:
            _keep(graph, record, known[record.id], version, table)
    return sum(r.id not in known for r in sound)


def _keep(
    graph: Graph, record: Record, packed: str, version: SourceVersion, table: sqlite3.Connection
) -> None:
    found = difference(packed, record_row(record, version.stated_date, graph.ontology)["statements"])
    table.execute(
        "INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", (record.id, found.changed, record.role == "party")
    )
    table.executemany("INSERT INTO was VALUES (?, ?)", ((record.id, p) for p in found.was))
    table.executemany("INSERT INTO now VALUES (?, ?)", ((record.id, p) for p in found.now))


def _new_rows(passages: Iterable[Passage], there: set[str]) -> Iterator[tuple[str, str, str, int]]:
    for passage in passages:
        if passage.kind in ROW_KINDS and passage.id not in there:
            yield passage.id, passage.text, passage.sheet, passage.row


def _see(table: sqlite3.Connection, ids: Iterable[str]) -> None:
    table.executemany("INSERT OR IGNORE INTO seen VALUES (?)", ((id,) for id in ids))


def _is_seen(table: sqlite3.Connection, id: str) -> bool:
    return table.execute("SELECT 1 FROM seen WHERE id = ?", (id,)).fetchone() is not None


def _count(table: sqlite3.Connection, name: str) -> int:
    (found,) = table.execute(f"SELECT count(*) FROM {name}").fetchone()
    return int(found)


def _rows(table: sqlite3.Connection, name: str) -> Iterator[Mapping[str, Any]]:
    for row in table.execute(f"SELECT id, text, sheet, row FROM {name} ORDER BY sheet, row, id"):
        yield dict(zip(("id", "text", "sheet", "row"), row, strict=True))


def _pairs(table: sqlite3.Connection) -> Iterator[Mapping[str, Any]]:
    names = ("id", "text", "sheet", "row")
    for row in table.execute(PAIRS):
        old, new = (dict(zip(names, row[i : i + 4], strict=True)) for i in (0, 4))
        yield {"old": old, "new": new, "changed": bool(row[8]), "party": bool(row[9])}
