"""How is a prepared file of prose stored? Read and written in step, its sentences balanced, then made live."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace

from graph.connection import Graph
from graph.loading import finish
from graph.sources import SourceVersion
from ingest.articles.extract import ArticleExtraction
from ingest.articles.lexicon import ProseLexicon
from ingest.context import IngestOptions
from ingest.errors import UnbalancedText
from ingest.prepare_prose import PreparedProse
from ingest.report import FileReport, SentenceBalance
from ingest.writing import Writer


def store_prose(
    graph: Graph,
    one: PreparedProse,
    version: SourceVersion,
    lexicon: ProseLexicon,
    options: IngestOptions,
    progress: Callable[[int], None],
) -> FileReport:
    """Write an admitted version and make it live; ``progress`` is called with the bytes of the file that are done.

    Raises:
        UnbalancedText: a sentence was lost or judged twice; the version is not made live.
    """
    extraction = ArticleExtraction(one.prose, version.key, lexicon)
    with Writer(graph, version) as writer:
        for batch in extraction.batches(options.batch):
            writer.put(batch)
            progress(one.size * extraction.blocks // max(one.units, 1))
    balance = balanced(one, extraction.sentences)
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
        repairs=len(repairs),
        sentences=balance,
    )


def balanced(one: PreparedProse, read: SentenceBalance) -> SentenceBalance:
    """The sentences that were judged, held against the independent count; with the characters of furniture.

    Raises:
        UnbalancedText: the two differ.
    """
    counted = sum(block.sentences for article in one.counted.blocks for block in article)
    judged = read.facts + read.none + read.not_understood
    if not counted == read.counted == judged:
        raise UnbalancedText(one.name, 1, "句子", "sentences", counted, judged)
    return replace(read, furniture=sum(piece.characters for piece in one.prose.furniture))
