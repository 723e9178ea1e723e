"""How do the tests read a file of things without a store? Prepared and extracted as the pipeline does, held in memory."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from graph.records import Record, Statement
from graph.repairs import Repair
from graph.sources import Passage, SourceVersion
from ingest.balance import check
from ingest.context import IngestOptions
from ingest.prepare_things import prepare_things, terms_of
from ingest.readers.counted import Count
from ingest.report import Balance, ColumnReport
from ingest.things.extract import ThingExtraction
from ingest.tools import Tools

PREFIXES = """
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix ex: <http://example.org/ns#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <http://example.org/id/> .
"""


@dataclass(frozen=True)
class Read:
    """What a file became."""

    version: SourceVersion
    passages: tuple[Passage, ...]
    records: tuple[Record, ...]
    repairs: tuple[Repair, ...]
    balance: Balance
    columns: tuple[ColumnReport, ...]

    def one(self, role: str, name: str = "") -> Record:
        """The record of a role that has a name or item, the only one of the role if none is given."""
        found = [
            r
            for r in self.records
            if r.role == role and (not name or name in r.values("name") + r.values("item"))
        ]
        assert len(found) == 1, [(r.role, r.values("name"), r.values("item")) for r in self.records]
        return found[0]

    def quoted(self, statement: Statement) -> list[str]:
        """The texts that a statement quotes."""
        texts = {p.id: p.text for p in self.passages}
        return [texts[q.passage][q.start : q.end] for q in statement.quotes]

    def kept(self) -> set[str]:
        """All that is kept as written."""
        return {v for r in self.records for v in r.values("keptColumn")}

    def read_as(self) -> dict[str, str]:
        """Foreign term → the property that it was read as."""
        return {c.column: c.property for c in self.columns}


def read_things(path: Path, tools: Tools) -> Read:
    """Prepare and extract a file; the balance must hold."""
    one = prepare_things(path, "0" * 64, IngestOptions(), tools)
    extraction = ThingExtraction(one.foreign, one.version.key, terms_of(one.foreign, tools), tools.lists)
    batches = list(extraction.batches(100))
    check(path.name, Count(one.counted, {("", 0): one.counted}), extraction.ledger.rows)
    records = tuple(r for b in batches for r in b.records)
    assert len({r.id for r in records}) == len(records)
    return Read(
        one.version,
        tuple(p for b in batches for p in b.passages),
        records,
        tuple(extraction.repairs),
        extraction.ledger.balance(one.counted),
        extraction.columns,
    )


def turtle(folder: Path, text: str, name: str = "data.ttl") -> Path:
    """A Turtle file with the usual prefixes."""
    path = folder / name
    path.write_text(PREFIXES + text, encoding="utf-8")
    return path
