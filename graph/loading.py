"""How does one version of a source get into the graph, whole or not at all?

``admit`` (``admitting``) decides, ``write_batch`` writes (any number of batches, any order, again if need be),
``finish`` makes the version live and drops what the older one had beyond it. Every node is merged
by its deterministic id and every transaction leaves marks, so a run that was killed is completed by
running it again: ``unfinished`` names the versions to read again. What the records become is up to
``settle``; how a source leaves again is ``removal``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, TypeVar

from graph.admitting import VERSIONS
from graph.changes import Changes, mark_differences, told_changes
from graph.desk.log import now
from graph.identifiers import digest
from graph.identity.signature import signature_of
from graph.notices import Notice, What, forget_rows, note
from graph.records import Record, pack
from graph.removal import drop_passages, drop_records, drop_repairs, drop_returned
from graph.repairs import Repair
from graph.repairs import to_properties as repair_properties
from graph.sources import Passage, SourceVersion, version_of
from ontology.language.tokens import index_tokens

if TYPE_CHECKING:
    from graph.connection import Graph, Transaction
    from ontology.model import Ontology

T = TypeVar("T")


ROWS_PER_TRANSACTION: Final = 2000

UNFINISHED: Final = "MATCH (s:Source {state: 'loading'}) RETURN s {.*} AS source"
# What another reading left came with none: a reading may come back (a fix that is undone), and its marks with it.
WRITE_PASSAGES: Final = """
UNWIND $rows AS row
MERGE (p:Passage {id: row.id})
ON CREATE SET p.came = $mark
ON MATCH SET p.came = CASE WHEN p.reading = $reading THEN p.came END
SET p += row, p.source = $key, p.reading = $reading
"""
# A record whose digest is unchanged keeps its marks: its entity stands.
WRITE_RECORDS: Final = """
UNWIND $rows AS row
MERGE (r:Record {id: row.id})
ON CREATE SET r.came = $mark
ON MATCH SET r.came = CASE WHEN r.reading = $reading THEN r.came END,
             r.changed_in = CASE WHEN r.reading = $reading THEN r.changed_in END,
             r.requoted = CASE WHEN r.reading = $reading THEN r.requoted END
WITH r, row, coalesce(r.digest <> row.digest, true) AS changed
SET r.reading = $reading
WITH r, row WHERE changed
SET r += row, r.source = $key, r.pending = 'cluster'
"""
# What a changed record described may lose it: its other members are clustered again. What an older version of the
# source said is given back, so that the run can tell what the new one says differently.
MARK_CHANGED: Final = """
UNWIND $rows AS row
MATCH (r:Record {id: row.id}) WHERE r.digest <> row.digest
OPTIONAL MATCH (r)-[:DESCRIBES]->(e:Entity)
FOREACH (x IN CASE WHEN e IS NULL THEN [] ELSE [e] END | SET x.pending = 'cluster')
WITH r WHERE r.reading <> $reading
RETURN r.id AS id, r.statements AS statements
"""
# Whether all records of a source are of this reading, of which ``settle`` has seen nothing: then none can be changed.
FIRST_READING: Final = """
MATCH (s:Source {key: $key})
RETURN count(s) = 1
   AND all(x IN collect(s) WHERE x.reading = $reading AND NOT x.live AND x.abandoned IS NULL AND x.state = 'loading') AS first
"""
WRITE_REPAIRS: Final = """
UNWIND $rows AS row
MERGE (x:Repair {id: row.id})
SET x += row, x.reading = $reading
"""
ENDED: Final = "MERGE (r:Run {id: $reading}) SET r.source_version = $id, r.ended = $at"
IS_LIVE: Final = "MATCH (s:Source {id: $id}) RETURN coalesce(s.live, false) AS live"
GO_LIVE: Final = """
MATCH (s:Source) WHERE s.id IN $others
SET s.live = false, s.state = 'superseded', s.abandoned = null
WITH count(s) AS others
MATCH (s:Source {id: $id})
SET s.live = true, s.state = 'live', s.balance = $balance, s.abandoned = null, s.changes = null
"""


def write_batch(
    graph: Graph, version: SourceVersion, passages: Sequence[Passage], records: Sequence[Record]
) -> None:
    """Write passages and records of an admitted version; writing the same again changes nothing."""
    for some in batches(passages, ROWS_PER_TRANSACTION):
        rows = [_passage_row(p) for p in some]
        graph.write(WRITE_PASSAGES, rows=rows, key=version.key, reading=version.reading, mark=version.mark)
    for several in batches(records, ROWS_PER_TRANSACTION):
        rows = [record_row(r, version.stated_date, graph.ontology) for r in several]
        graph.transaction(partial(_write_records, version=version, rows=rows))


def finish(
    graph: Graph,
    version: SourceVersion,
    repairs: Iterable[Repair] = (),
    balance: Mapping[str, int] | None = None,
) -> None:
    """Make a written version live: what the source said before and says no longer goes away.

    Args:
        repairs: what could not be understood; replaces what was noted for this source.
        balance: how many cells or sentences were interpreted, kept, structure, repair.
    """
    for some in batches(repairs, ROWS_PER_TRANSACTION):
        graph.write(WRITE_REPAIRS, rows=[repair_properties(r) for r in some], reading=version.reading)
    found = told_changes(graph, version)
    drop_records(graph, version.key, keep=version.reading)
    drop_returned(graph, version.key)
    drop_passages(graph, version.key, keep=version.reading)
    drop_repairs(graph, version.key, keep=version.reading)
    counted = json.dumps(dict(balance or {}), sort_keys=True)
    others = _outranked(graph, version)
    graph.transaction(lambda tx: _go_live(tx, version, others, counted, found))


def unfinished(graph: Graph) -> list[SourceVersion]:
    """The versions whose loading was cut short, by key and rank; in this order read and write them again, then ``finish``."""
    found = [version_of(row["source"]) for row in graph.read(UNFINISHED)]
    return sorted(found, key=lambda v: (v.key, v.rank))


def record_row(record: Record, stated_date: str, ontology: Ontology) -> dict[str, Any]:
    """The node properties of a record. ``digest`` changes with all that its entity depends on."""
    statements = pack(record.statements)
    signature = signature_of(record, ontology)
    return {
        "id": record.id,
        "role": record.role,
        "type": record.type,
        "statements": statements,
        "stated_date": stated_date,
        "digest": digest("d", record.type, record.role, stated_date, statements),
        **signature.to_properties(),
    }


def batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items in lists of at most ``size``."""
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


def _go_live(
    tx: Transaction, version: SourceVersion, others: list[str], balance: str, found: Changes | None
) -> None:
    again = tx.run(IS_LIVE, id=version.id)[0]["live"]
    tx.run(GO_LIVE, others=others, id=version.id, balance=balance)
    forget_rows(tx, version.key, version.reader)
    if not again or found != Changes():
        what: What = "reread" if again else "changed" if found else "new"
        note(tx, Notice(what, version.key, version.name, changes=found), version.mark, version.reader)
    tx.run(ENDED, reading=version.reading, id=version.id, at=now())


def _outranked(graph: Graph, version: SourceVersion) -> list[str]:
    """What a version that goes live puts aside; one of higher rank that is still loading goes on."""
    known = [row["source"] for row in graph.read(VERSIONS, key=version.key)]
    waiting = {s["id"] for s in known if s["state"] == "loading" and version_of(s).rank > version.rank}
    return [s["id"] for s in known if s["id"] != version.id and s["id"] not in waiting]


def _write_records(tx: Transaction, version: SourceVersion, rows: list[dict[str, Any]]) -> None:
    if not tx.run(FIRST_READING, key=version.key, reading=version.reading)[0]["first"]:
        found = tx.run(
            MARK_CHANGED, rows=[{"id": r["id"], "digest": r["digest"]} for r in rows], reading=version.reading
        )
        mark_differences(rows, {row["id"]: row["statements"] for row in found}, version.mark)
    tx.run(WRITE_RECORDS, rows=rows, key=version.key, reading=version.reading, mark=version.mark)


def _passage_row(passage: Passage) -> dict[str, Any]:
    return {
        "id": passage.id,
        "text": passage.text,
        "tokens": index_tokens(passage.text),
        "kind": passage.kind,
        "sheet": passage.sheet,
        "row": passage.row,
        "masked": [position for span in passage.masked for position in span],
    }
