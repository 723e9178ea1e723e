"""How do the tests read a document without a store? As the pipeline does, held in memory, both balances checked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from graph.records import Record, Statement
from graph.repairs import Repair
from graph.sources import Passage
from ingest.context import IngestOptions
from ingest.prepare_mixed import PreparedMixed, prepare_mixed
from ingest.storing import Accounted
from ingest.storing_mixed import MixedReading
from ingest.tools import Tools
from ontology.validate import violations


@dataclass(frozen=True)
class MixedRead:
    """What a document became."""

    prepared: PreparedMixed
    passages: tuple[Passage, ...]
    records: tuple[Record, ...]
    account: Accounted

    @property
    def repairs(self) -> tuple[Repair, ...]:
        """What waits for a person."""
        return self.account.repairs

    def of(self, role: str) -> list[Record]:
        """The records of a role."""
        return [r for r in self.records if r.role == role]

    def named(self, name: str) -> Record:
        """The one record of a name."""
        (found,) = [r for r in self.records if name in r.values("name")]
        return found

    def quoted(self, statement: Statement) -> list[tuple[str, str]]:
        """Of each quote the kind of its passage and its words."""
        known = {p.id: p for p in self.passages}
        return [(known[q.passage].kind, known[q.passage].text[q.start : q.end]) for q in statement.quotes]


def read_mixed(path: Path, tools: Tools, batch: int = 100) -> MixedRead:
    """Prepare and read a document; its records are sound, and quote passages that are there once."""
    one = prepare_mixed(path, "0" * 64, IngestOptions(), tools.lists)
    reading = MixedReading(one, one.version.key, tools, IngestOptions())
    batches = list(reading.batches(batch))
    passages = tuple(p for b in batches for p in b.passages)
    records = tuple(r for b in batches for r in b.records)
    assert len({p.id for p in passages}) == len(passages) == reading.passages
    assert len({r.id for r in records}) == len(records) == reading.roles.total()
    texts = {p.id: p.text for p in passages}
    known = {r.id for r in records}
    for record in records:
        assert not violations(record.type, record.statements, tools.lists.ontology), record
        for statement in record.statements:
            assert statement.quotes and statement.quote_count >= len(statement.quotes)
            assert all(0 <= q.start <= q.end <= len(texts[q.passage]) for q in statement.quotes), statement
            assert statement.kind != "record" or statement.value in known
    return MixedRead(one, passages, records, reading.account())
