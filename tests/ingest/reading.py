"""How do the tests read a list without a store? Prepared and extracted as the pipeline does, held in memory."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook

from graph.records import Record, Statement
from graph.repairs import Repair
from graph.sources import Passage, SourceVersion
from ingest.balance import check
from ingest.context import IngestOptions
from ingest.lists.extract import Extraction
from ingest.lists.lexicon import Lexicon
from ingest.prepare import Prepared, prepare
from ingest.report import Balance
from ingest.storing_lists import valueless_repairs
from ontology.validate import violations


@dataclass(frozen=True)
class Reading:
    """What a file became."""

    version: SourceVersion
    passages: tuple[Passage, ...]
    records: tuple[Record, ...]
    repairs: tuple[Repair, ...]
    balance: Balance
    placeholders: dict[str, int]
    prepared: Prepared

    def of(self, role: str) -> list[Record]:
        """The records of a role."""
        return [r for r in self.records if r.role == role]

    def names(self) -> dict[str, str]:
        """Party record id → name."""
        return {r.id: r.first("name") or "" for r in self.of("party")}

    def quoted(self, statement: Statement) -> list[str]:
        """The texts that a statement quotes."""
        texts = {p.id: p.text for p in self.passages}
        return [texts[q.passage][q.start : q.end] for q in statement.quotes]

    def everything(self) -> str:
        """All that would be written, as one text."""
        return repr((self.version, self.passages, self.records, self.repairs))


def read_file(path: Path, lexicon: Lexicon, batch: int = 100) -> Reading:
    """Prepare and extract a file; the balance must hold and every record must be sound."""
    one = prepare(path, "0" * 64, IngestOptions(), lexicon)
    extraction = Extraction(one.document, one.survey, one.version.key, lexicon)
    batches = list(extraction.batches(batch))
    repairs = (*extraction.repairs, *valueless_repairs(one, extraction))
    check(path.name, one.counted, extraction.ledger.rows)
    records = tuple(r for b in batches for r in b.records)
    for record in records:
        assert not violations(record.type, record.statements, lexicon.ontology), record
    assert len({r.id for r in records}) == len(records)
    return Reading(
        one.version,
        tuple(p for b in batches for p in b.passages),
        records,
        repairs,
        extraction.ledger.balance(one.counted.cells),
        dict(extraction.placeholders),
        one,
    )


def write_csv(path: Path, rows: Sequence[Sequence[str]], encoding: str = "utf-8") -> Path:
    """Rows as a comma-separated file."""
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def write_xlsx(path: Path, sheets: dict[str, Sequence[Sequence[object]]]) -> Path:
    """Sheets of rows as a workbook."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([None if c == "" else c for c in row])
    book.save(path)
    return path


def write_jsonl(path: Path, lines: Sequence[object]) -> Path:
    """Objects as lines of JSON."""
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    return path
