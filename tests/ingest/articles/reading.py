"""How do the tests read an article without a store? As the pipeline does, held in memory, every record checked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from graph.records import Record, Statement
from graph.repairs import Repair
from graph.sources import Passage, SourceVersion
from ingest.articles.extract import ArticleExtraction
from ingest.articles.lexicon import ProseLexicon
from ingest.context import IngestOptions
from ingest.prepare_mixed import prepare_mixed
from ingest.report import SentenceBalance
from ingest.storing_mixed import balanced
from ontology.validate import violations

PLAIN_BEGINNING = "示例街道党建动态\n\n"


@dataclass(frozen=True)
class ArticleRead:
    """What an article became."""

    version: SourceVersion
    passages: tuple[Passage, ...]
    records: tuple[Record, ...]
    repairs: tuple[Repair, ...]
    balance: SentenceBalance

    def of(self, *classes: str) -> list[Record]:
        """The records of these classes."""
        return [r for r in self.records if r.type in classes]

    def named(self, name: str) -> Record:
        """The one record of a name."""
        (found,) = [r for r in self.records if name in (*r.values("name"), *r.values("alternativeName"))]
        return found

    def names(self, *classes: str) -> set[str]:
        """The names of the records of these classes."""
        return {r.first("name") or "" for r in self.of(*classes)}

    def target(self, record: Record, name: str) -> set[str]:
        """The names of the records that a record is related to by a property, asserted ones only."""
        known = {r.id: r.first("name") or r.first("statedAs") or "" for r in self.records}
        return {known[v] for v in record.values(name)}

    def figures(self) -> dict[str, tuple[str, str, str]]:
        """What is measured → value, unit and precision, of all figures and outcomes."""
        found = {}
        for record in self.of("Figure", "Outcome"):
            what = record.first("measured") or record.first("outcomeOf") or ""
            (value,) = [s for s in record.statements if s.property in {"measuredValue", "outcomeValue"}]
            found[what] = (value.value, value.unit, value.precision)
        return found

    def quoted(self, statement: Statement) -> list[str]:
        """The texts that a statement quotes."""
        texts = {p.id: p.text for p in self.passages}
        return [texts[q.passage][q.start : q.end] for q in statement.quotes]

    def everything(self) -> str:
        """All that would be written, as one text."""
        return repr((self.version, self.passages, self.records, self.repairs))


def read_article(path: Path, lexicon: ProseLexicon, batch: int = 100) -> ArticleRead:
    """Prepare and extract a file of prose; its sentences balance, its records are sound and quote what is there."""
    one = prepare_mixed(path, "0" * 64, IngestOptions(), lexicon.lists)
    extraction = ArticleExtraction(one.prose, one.version.key, lexicon)
    batches = list(extraction.batches(batch))
    passages = tuple(p for b in batches for p in b.passages)
    records = tuple(r for b in batches for r in b.records)
    read = ArticleRead(
        one.version, passages, records, tuple(extraction.repairs), balanced(one, extraction.sentences)
    )
    _check(read, lexicon)
    return read


def _check(read: ArticleRead, lexicon: ProseLexicon) -> None:
    texts = {p.id: p.text for p in read.passages}
    known = {r.id for r in read.records}
    assert len(known) == len(read.records)
    for record in read.records:
        assert not violations(record.type, record.statements, lexicon.ontology), record
        for statement in record.statements:
            assert statement.quotes, (record.type, statement)
            assert all(0 <= q.start < q.end <= len(texts[q.passage]) for q in statement.quotes), statement
            assert statement.kind != "record" or statement.value in known
