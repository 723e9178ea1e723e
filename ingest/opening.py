"""Is a file a list or prose, and who reads it? The one place where the two ways part."""

from __future__ import annotations

from pathlib import Path

from graph.connection import Graph
from graph.sources import SourceVersion
from ingest.context import IngestOptions
from ingest.identify import prose_reader_name, reader_name
from ingest.lists.lexicon import Lexicon
from ingest.prepare import Prepared, prepare
from ingest.prepare_prose import PreparedProse, prepare_prose
from ingest.readers.open import is_prose
from ingest.report import FileReport
from ingest.storing import Step, passage_ids, store
from ingest.tools import Tools

AnyPrepared = Prepared | PreparedProse
"""A file that is ready to be stored, whatever it is."""


def open_file(path: Path, content: str, options: IngestOptions, tools: Tools) -> AnyPrepared:
    """Open and understand a file by its ending.

    Raises:
        IngestError: it cannot be read, or the two counts of its content differ.
    """
    if is_prose(path):
        return prepare_prose(path, content, options, tools.lists)
    return prepare(path, content, options, tools.lists)


def reader_of(path: Path, lexicon: Lexicon) -> str:
    """Who reads a file: name and version of its reader, with the vocabulary's."""
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
    return store(graph, one, version, tools.lists, options, progress)


def passage_ids_of(one: AnyPrepared, tools: Tools, options: IngestOptions) -> list[str]:
    """The ids of the passages that a file would become."""
    if isinstance(one, PreparedProse):
        from ingest.storing_prose import prose_passage_ids

        return prose_passage_ids(one, tools.prose, options)
    return passage_ids(one, tools.lists, options)
