"""Is a file a list, prose, or a file of things (RDF, HSDS), and who reads it? The one place where the ways part."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from graph.connection import Graph
from graph.sources import SourceVersion
from ingest.batch import Batch
from ingest.context import IngestOptions
from ingest.identify import prose_reader_name, reader_name, thing_reader_name
from ingest.lists.extract import Extraction
from ingest.lists.lexicon import Lexicon
from ingest.prepare import Prepared, prepare
from ingest.prepare_prose import PreparedProse, prepare_prose
from ingest.prepare_things import PreparedThings, prepare_things, terms_of
from ingest.readers.open import is_prose, is_things
from ingest.report import FileReport
from ingest.storing import Step, store
from ingest.storing_things import store_things
from ingest.things.extract import ThingExtraction
from ingest.tools import Tools

AnyPrepared = Prepared | PreparedProse | PreparedThings
"""A file that is ready to be stored, whatever it is."""


def open_file(path: Path, content: str, options: IngestOptions, tools: Tools) -> AnyPrepared:
    """Open and understand a file by its ending.

    Raises:
        IngestError: it cannot be read, or the two counts of its content differ.
    """
    if is_prose(path):
        return prepare_prose(path, content, options, tools.lists)
    if is_things(path):
        return prepare_things(path, content, options, tools)
    return prepare(path, content, options, tools.lists)


def reader_of(path: Path, lexicon: Lexicon) -> str:
    """Who reads a file: name and version of its reader, with the vocabulary's."""
    if is_things(path):
        return thing_reader_name(lexicon)
    return prose_reader_name(lexicon) if is_prose(path) else reader_name(lexicon)


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
    if isinstance(one, PreparedProse):
        from ingest.storing_prose import store_prose

        return store_prose(graph, one, version, tools.prose, options, progress)
    if isinstance(one, PreparedThings):
        return store_things(graph, one, version, tools, options, progress)
    return store(graph, one, version, tools.lists, options, progress)


def batches_of(one: AnyPrepared, tools: Tools, options: IngestOptions) -> Iterator[Batch]:
    """What a file would become, batch by batch, under the key that it has."""
    if isinstance(one, PreparedProse):
        from ingest.articles.extract import ArticleExtraction

        return ArticleExtraction(one.prose, one.version.key, tools.prose).batches(options.batch)
    if isinstance(one, PreparedThings):
        terms = terms_of(one.foreign, tools)
        return ThingExtraction(one.foreign, one.version.key, terms, tools.lists).batches(options.batch)
    return Extraction(one.document, one.survey, one.version.key, tools.lists, options.limits).batches(
        options.batch
    )


def passage_ids_of(one: AnyPrepared, tools: Tools, options: IngestOptions) -> list[str]:
    """The ids of the passages that a file would become."""
    return [p.id for batch in batches_of(one, tools, options) for p in batch.passages]
