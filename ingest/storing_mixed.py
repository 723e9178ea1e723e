"""What comes of a document that is read? Its text as prose, its tables as lists, their accounts of one thing as one.

The text is read first: a table's captions stand in it, and what a row states on them quotes the passages of the text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from graph.loading import batches
from graph.records import Record
from graph.sources import Passage
from ingest.articles.extract import ArticleExtraction
from ingest.balance import check
from ingest.batch import Batch
from ingest.context import IngestOptions
from ingest.errors import UnbalancedText
from ingest.lists.extract import Extraction
from ingest.lists.passages import PassageMaker
from ingest.merging import merged
from ingest.prepare_mixed import PreparedMixed
from ingest.report import SentenceBalance
from ingest.storing import Accounted
from ingest.storing_lists import columns_of
from ingest.tools import Tools


class MixedReading:
    """The reading of one document; see ``ingest.storing.Reading``."""

    def __init__(self, one: PreparedMixed, source: str, tools: Tools, options: IngestOptions) -> None:
        self.one = one
        self.passages = 0
        self.roles: Counter[str] = Counter()
        self._ontology = tools.lists.ontology
        maker = PassageMaker(source, tools.lists)
        self._text = ArticleExtraction(one.mixed.prose, source, tools.prose, maker) if one.has_text else None
        self._lists = (
            Extraction(one.mixed.tables, one.survey, source, tools.lists, options.limits, maker)
            if one.has_lists
            else None
        )

    @property
    def share(self) -> float:
        """How much of the file is read, 0 to 1."""
        done = (self._text.blocks if self._text else 0) + (self._lists.rows if self._lists else 0)
        return done / max(self.one.units, 1)

    def batches(self, size: int) -> Iterator[Batch]:
        """All passages and records, the text's passages first; to be iterated once."""
        told: dict[str, Record] = {}
        for batch in self._text.batches(size) if self._text else ():
            for record in batch.records:
                known = told.get(record.id)
                told[record.id] = merged(known, record, self._ontology) if known else record
            yield self._batch(batch.passages, ())
        for batch in self._lists.batches(size) if self._lists else ():
            yield self._batch(batch.passages, [self._with(told.pop(r.id, None), r) for r in batch.records])
        for some in batches((told[identifier] for identifier in sorted(told)), size):
            yield self._batch((), some)

    def account(self) -> Accounted:
        """What came of it.

        Raises:
            Unbalanced: a cell was lost or booked twice. UnbalancedText: a sentence was lost or judged twice.
        """
        one, text, lists = self.one, self._text, self._lists
        if lists:
            check(one.name, one.counted.cells, lists.ledger.rows)
        cells = one.counted.cells.cells
        return Accounted(
            lists.rows if lists and cells else one.units,
            (*(text.repairs if text else ()), *(lists.repairs if lists else ())),
            lists.ledger.balance(cells) if lists and cells else None,
            balanced(one, text.sentences) if text else None,
            lists.placeholders if lists else {},
            columns_of(one.survey),
        )

    def _with(self, told: Record | None, listed: Record) -> Record:
        return merged(told, listed, self._ontology) if told else listed

    def _batch(self, passages: Iterable[Passage], records: Iterable[Record]) -> Batch:
        batch = Batch(tuple(passages), tuple(records))
        self.passages += len(batch.passages)
        self.roles.update(record.role for record in batch.records)
        return batch


def balanced(one: PreparedMixed, read: SentenceBalance) -> SentenceBalance:
    """The sentences that were judged, held against the independent count; with the characters of furniture.

    Raises:
        UnbalancedText: the two differ.
    """
    counted = sum(block.sentences for article in one.counted.text.blocks for block in article)
    judged = read.facts + read.none + read.not_understood
    if not counted == read.counted == judged:
        raise UnbalancedText(one.name, 1, "句子", "sentences", counted, judged)
    return replace(read, furniture=sum(piece.characters for piece in one.prose.furniture))
