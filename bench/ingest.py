"""How many list rows a second become records? Ten-cell rows through reading, extraction and validation, no store.

    python -m bench.ingest [rows]

Prints one table: format, rows, records, CPU seconds (of this process and of those that read binary formats), seconds by
the clock and rows a CPU second of the whole reading (open, both counts, survey, extraction), and of extraction alone.
The rows are those of ``bench.lists``. Old Excel holds 65,536 rows and is left out above.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.lists import WRITERS, XLS_ROWS, rows
from graph.gazetteer import open_gazetteer
from ingest.context import IngestOptions
from ingest.lists.extract import Extraction
from ingest.lists.lexicon import Lexicon
from ingest.prepare import prepare
from ontology.load import load
from ontology.validate import violations


def cpu() -> float:
    """Seconds of processor that this process and its ended children have used."""
    return sum(os.times()[:4])


def measure(path: Path, lexicon: Lexicon) -> tuple[int, float, float, float]:
    """Records, CPU seconds of all, seconds by the clock, CPU seconds of extraction and validation alone."""
    start, clock = cpu(), time.perf_counter()
    one = prepare(path, "0" * 64, IngestOptions(), lexicon)
    middle = cpu()
    records = 0
    for batch in Extraction(one.document, one.survey, one.version.key, lexicon).batches(2000):
        for record in batch.records:
            records += not violations(record.type, record.statements, lexicon.ontology)
    end = cpu()
    return records, end - start, time.perf_counter() - clock, end - middle


def main() -> None:
    """Measure each format."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    gazetteer = open_gazetteer()
    ontology = load()
    sys.stdout.write(
        "| format | rows | records | CPU s | s | rows/CPU s | extraction alone, rows/CPU s |\n|---|---|---|---|---|---|---|\n"
    )
    with TemporaryDirectory() as folder:
        for suffix, write in WRITERS.items():
            if suffix == "xls" and size >= XLS_ROWS:
                continue
            path = Path(folder) / f"资源清单.{suffix}"
            write(path, rows(size))
            records, whole, clock, alone = measure(path, Lexicon(ontology, gazetteer))
            sys.stdout.write(
                f"| {suffix} | {size} | {records} | {whole:.2f} | {clock:.2f} | {size / whole:.0f} | {size / alone:.0f} |\n"
            )
    gazetteer.close()


if __name__ == "__main__":
    main()
