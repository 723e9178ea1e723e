"""What becomes of records whose file is not there when the vocabulary renames a term? The successor takes its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Final

from graph.loading import MARK_CHANGED, record_row
from graph.records import Record, Statement, unpack
from ontology.model import Ontology
from ontology.validate import refusing, violations

if TYPE_CHECKING:
    from graph.connection import Graph, Row, Transaction

AT_ONCE: Final = 1000
PAGE: Final = """
MATCH (r:Record {source: $key}) WHERE r.id > $after
RETURN r {.id, .source, .role, .type, .statements, .stated_date} AS record ORDER BY r.id LIMIT $limit
"""
REWRITE: Final = "UNWIND $rows AS row MATCH (r:Record {id: row.id}) SET r += row, r.pending = 'cluster'"


@dataclass(frozen=True, slots=True)
class Renames:
    """Old name → successor, by kind of term."""

    classes: Mapping[str, str] = field(default_factory=dict)
    properties: Mapping[str, str] = field(default_factory=dict)
    concepts: Mapping[str, str] = field(default_factory=dict)

    def of(self, record: Record) -> Record:
        """The record in the new words; the same one if it uses none of the old."""
        statements = tuple(self._statement(s) for s in record.statements)
        return replace(record, type=self.classes.get(record.type, record.type), statements=statements)

    def _statement(self, said: Statement) -> Statement:
        value = self.concepts.get(said.value, said.value) if said.kind == "concept" else said.value
        return replace(said, property=self.properties.get(said.property, said.property), value=value)


def would_break(graph: Graph, key: str, renames: Renames, ontology: Ontology) -> Record | None:
    """The first record of a source that the vocabulary would not accept in the new words; ``None`` if there is none."""
    for row in _rows(graph, key):
        record = _record(row)
        renamed = renames.of(record)
        if renamed != record and refusing(violations(renamed.type, renamed.statements, ontology)):
            return record
    return None


def rename(graph: Graph, key: str, renames: Renames) -> int:
    """Put the successors in the records of a source; how many changed. Doing it again changes nothing more."""
    changed = 0
    rows: list[Row] = []
    for row in _rows(graph, key):
        record = _record(row)
        renamed = renames.of(record)
        if renamed != record:
            rows.append(record_row(renamed, row["stated_date"], graph.ontology))
        if len(rows) == AT_ONCE:
            graph.transaction(partial(_rewrite, rows=rows))
            changed, rows = changed + len(rows), []
    if rows:
        graph.transaction(partial(_rewrite, rows=rows))
    return changed + len(rows)


def _rewrite(tx: Transaction, rows: list[Row]) -> None:
    tx.run(MARK_CHANGED, rows=[{"id": r["id"], "digest": r["digest"]} for r in rows], reading="")
    tx.run(REWRITE, rows=rows)


def _rows(graph: Graph, key: str) -> Iterator[Row]:
    """The records of a source, a page at a time: what is rewritten meanwhile keeps its place."""
    after = ""
    while page := graph.read(PAGE, key=key, after=after, limit=AT_ONCE):
        yield from (row["record"] for row in page)
        after = page[-1]["record"]["id"]


def _record(row: Row) -> Record:
    return Record(row["id"], row["source"], row["role"], row["type"], unpack(row["statements"]))
