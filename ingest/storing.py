"""How is a prepared file stored? Extracted and written in step, balanced, then made live."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict

from graph.connection import Graph
from graph.loading import finish
from graph.repairs import Repair
from graph.sources import SourceVersion
from ingest.balance import check
from ingest.context import IngestOptions
from ingest.lists.extract import Extraction
from ingest.lists.lexicon import Lexicon
from ingest.prepare import Prepared, row_of
from ingest.report import ColumnReport, FileReport
from ingest.writing import Writer

Step = Callable[[int], None]
"""Called with the bytes of the file that are done."""


def store(
    graph: Graph,
    one: Prepared,
    version: SourceVersion,
    lexicon: Lexicon,
    options: IngestOptions,
    progress: Step,
) -> FileReport:
    """Write an admitted version and make it live.

    Raises:
        Unbalanced: a cell was lost or booked twice; the version is not made live.
    """
    extraction = Extraction(one.document, one.survey, version.key, lexicon, options.limits)
    rows = max(one.units, 1)
    with Writer(graph, version) as writer:
        for batch in extraction.batches(options.batch):
            writer.put(batch)
            progress(min(one.size, one.size * extraction.rows // rows))
    repairs = [*extraction.repairs, *writer.repairs, *valueless_repairs(one, extraction)]
    check(version.name, one.counted, extraction.ledger.rows)
    balance = extraction.ledger.balance(one.counted.cells)
    finish(graph, version, repairs, asdict(balance))
    return FileReport(
        version.name,
        "stored",
        version.key,
        version.basis,
        version.stated_date,
        extraction.rows,
        extraction.passages,
        dict(sorted(extraction.roles.items())),
        balance,
        len(repairs),
        dict(sorted(extraction.placeholders.items())),
        columns_of(one),
    )


def passage_ids(one: Prepared, lexicon: Lexicon, options: IngestOptions) -> list[str]:
    """The ids of the passages that a file would become."""
    extraction = Extraction(one.document, one.survey, one.version.key, lexicon, options.limits)
    return [p.id for batch in extraction.batches(options.batch) for p in batch.passages]


def columns_of(one: Prepared) -> tuple[ColumnReport, ...]:
    """How every column was understood."""
    return tuple(
        ColumnReport(s.sheet.name, c.wording, c.property, c.confidence, c.zh, c.en)
        for s in one.survey.sheets
        for c in s.profile.columns
    )


def valueless_repairs(one: Prepared, extraction: Extraction) -> list[Repair]:
    """Cells that show an error, or hold a formula whose result was not stored: booked, and a repair each."""
    repairs = []
    for sheet, name in one.counted.valueless:
        extraction.ledger.book(sheet, row_of(name), ["repair"])
        repairs.append(
            Repair(
                extraction.source,
                "no-value",
                extraction.lexicon.mask(sheet).text,
                row_of(name),
                "".join(c for c in name if c.isalpha()),
                zh="这一格是公式错误，或公式没有保存结果：请在表格软件中重新计算并保存",
                en="a formula error, or a formula without a stored result: recalculate and save the workbook",
            )
        )
    return repairs
