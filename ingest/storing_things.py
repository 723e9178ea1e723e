"""How is a prepared file of things stored? Read and written in step, its statements balanced, then made live."""

from __future__ import annotations

from dataclasses import asdict

from graph.connection import Graph
from graph.loading import finish
from graph.sources import SourceVersion
from ingest.balance import check
from ingest.context import IngestOptions
from ingest.prepare_things import PreparedThings, terms_of
from ingest.readers.counted import Count
from ingest.report import FileReport
from ingest.storing import Step
from ingest.things.extract import ThingExtraction
from ingest.tools import Tools
from ingest.writing import Writer


def store_things(
    graph: Graph,
    one: PreparedThings,
    version: SourceVersion,
    tools: Tools,
    options: IngestOptions,
    progress: Step,
) -> FileReport:
    """Write an admitted version and make it live.

    Raises:
        Unbalanced: a statement was lost or booked twice; the version is not made live.
    """
    extraction = ThingExtraction(one.foreign, version.key, terms_of(one.foreign, tools), tools.lists)
    with Writer(graph, version) as writer:
        for batch in extraction.batches(options.batch):
            writer.put(batch)
            progress(min(one.size, one.size * extraction.things // max(one.units, 1)))
    check(version.name, Count(one.counted, {("", 0): one.counted}), extraction.ledger.rows)
    balance = extraction.ledger.balance(one.counted)
    repairs = [*extraction.repairs, *writer.repairs]
    finish(graph, version, repairs, asdict(balance))
    return FileReport(
        version.name,
        "stored",
        version.key,
        version.basis,
        version.stated_date,
        one.units,
        extraction.passages,
        dict(sorted(extraction.roles.items())),
        balance,
        len(repairs),
        columns=extraction.columns,
        unit=one.foreign.unit,
    )


def thing_passage_ids(one: PreparedThings, tools: Tools, options: IngestOptions) -> list[str]:
    """The ids of the passages that a file of things would become."""
    extraction = ThingExtraction(one.foreign, one.version.key, terms_of(one.foreign, tools), tools.lists)
    return [p.id for batch in extraction.batches(options.batch) for p in batch.passages]
