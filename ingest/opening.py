"""Is a file a list, a document of text and tables, or a file of things (RDF, HSDS), and who reads it? The one place where
the ways part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from graph.connection import Graph
from graph.sources import SourceVersion
from ingest.batch import Batch
from ingest.context import IngestOptions
from ingest.guided import guided, note_guides
from ingest.identify import mixed_reader_name, reader_name, thing_reader_name
from ingest.lists.lexicon import Lexicon
from ingest.prepare import Prepared, prepare
from ingest.prepare_mixed import PreparedMixed, prepare_mixed
from ingest.prepare_things import PreparedThings, as_divisions, notes_of, prepare_things
from ingest.readers.limits import check_size
from ingest.readers.open import is_mixed, is_things
from ingest.report import FileReport
from ingest.storing import Reading, Step, store
from ingest.storing_lists import ListReading
from ingest.storing_things import ThingReading
from ingest.tools import Tools

AnyPrepared = Prepared | PreparedMixed | PreparedThings
"""A file that is ready to be stored, whatever it is."""


def open_file(path: Path, content: str, options: IngestOptions, tools: Tools) -> AnyPrepared:
    """Open and understand a file by its content.

    Raises:
        IngestError: it cannot be read, or the two counts of its content differ.
    """
    check_size(path, options.limits)
    if is_mixed(path):
        return guided(prepare_mixed(path, content, options, tools.lists), tools)
    if is_things(path):
        return guided(prepare_things(path, content, options, tools), tools)
    one = prepare(path, content, options, tools.lists)
    return guided(as_divisions(one, tools) or one, tools)


def reader_of(path: Path, lexicon: Lexicon) -> str:
    """Who reads a file: name and version of its reader, with the vocabulary's."""
    if is_things(path):
        return thing_reader_name(lexicon)
    return mixed_reader_name(lexicon) if is_mixed(path) else reader_name(lexicon)


def store_file(
    graph: Graph,
    one: AnyPrepared,
    version: SourceVersion,
    tools: Tools,
    options: IngestOptions,
    progress: Step,
) -> FileReport:
    """Write an admitted version and make it live.

    Raises:
        Unbalanced, UnbalancedText: something was lost or booked twice; the version is not made live.
    """
    reading = reading_of(one, version.key, tools, options)
    note_guides(graph, one, version)
    report = store(graph, reading, one.size, version, options, progress, tools.guidance)
    return replace(report, notes=notes_of(one, tools)) if isinstance(one, PreparedThings) else report


def reading_of(one: AnyPrepared, source: str, tools: Tools, options: IngestOptions) -> Reading:
    """The reading of a file under a source key; opening the tools of prose takes a second, so only documents do."""
    if isinstance(one, PreparedMixed):
        from ingest.storing_mixed import MixedReading

        return MixedReading(one, source, tools, options)
    if isinstance(one, PreparedThings):
        return ThingReading(one, source, tools)
    return ListReading(one, source, tools.lists, options)


def batches_of(one: AnyPrepared, tools: Tools, options: IngestOptions) -> Iterator[Batch]:
    """What a file would become, batch by batch, under the key that it has."""
    return reading_of(one, one.version.key, tools, options).batches(options.batch)


def passage_ids_of(one: AnyPrepared, tools: Tools, options: IngestOptions) -> list[str]:
    """The ids of the passages that a file would become."""
    return [p.id for batch in batches_of(one, tools, options) for p in batch.passages]
