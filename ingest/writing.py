"""How does a reading get into the graph? Validated and written by a second thread while the first reads on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from queue import Queue
from threading import Thread

from graph.connection import Graph
from graph.loading import write_batch
from graph.records import Record
from graph.repairs import Repair
from graph.sources import Passage, SourceVersion
from ingest.batch import Batch
from ontology.model import Ontology
from ontology.validate import Violation, refusing, violations

_AHEAD = 4


class Writer:
    """Writes the batches of one source version; at most four wait.

    Use as a context manager: leaving it waits for the last batch and raises what went wrong in the thread.
    """

    def __init__(self, graph: Graph, version: SourceVersion) -> None:
        self.graph = graph
        self.version = version
        self.repairs: list[Repair] = []
        self._queue: Queue[Batch | None] = Queue(_AHEAD)
        self._error: BaseException | None = None
        self._thread = Thread(target=self._run, name="ingest-writer", daemon=True)

    def __enter__(self) -> Writer:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._queue.put(None)
        self._thread.join()
        if self._error is not None and kind is None:
            raise self._error

    def put(self, batch: Batch) -> None:
        """Hand over a batch; waits while four are ahead of it.

        Raises:
            Whatever the thread met before.
        """
        if self._error is not None:
            raise self._error
        self._queue.put(batch)

    def _run(self) -> None:
        while (batch := self._queue.get()) is not None:
            if self._error is not None:
                continue
            try:
                records = list(self._sound(batch))
                write_batch(self.graph, self.version, batch.passages, records)
            except BaseException as error:
                self._error = error

    def _sound(self, batch: Batch) -> Iterator[Record]:
        passages = {p.id: p for p in batch.passages}
        for record in batch.records:
            sound, repairs = checked(record, passages, self.graph.ontology)
            self.repairs += repairs
            if sound is not None:
                yield sound


def checked(
    record: Record, passages: Mapping[str, Passage], ontology: Ontology
) -> tuple[Record | None, list[Repair]]:
    """The record as the ontology allows it: without statements that break a rule; ``None`` if it still breaks one.

    Rules that only warn (``sh:Warning``) refuse nothing and are listed for a person to look at.
    """
    found = violations(record.type, record.statements, ontology)
    if not found:
        return record, []
    repairs = [_repair(record, v, passages) for v in found if v.severity != "Info"]
    bad = {v.statement for v in refusing(found) if v.statement is not None}
    rest = replace(record, statements=tuple(s for i, s in enumerate(record.statements) if i not in bad))
    left = refusing(violations(rest.type, rest.statements, ontology))
    return (None if left else rest), repairs


def _repair(record: Record, broken: Violation, passages: Mapping[str, Passage]) -> Repair:
    statement = record.statements[broken.statement] if broken.statement is not None else None
    kept = broken.severity != "Violation"
    quoted = [q.passage for s in ([statement] if statement else record.statements) for q in s.quotes]
    rows = [passages[p] for p in quoted if p in passages and passages[p].kind == "row"]
    text = (statement.original or statement.value) if statement else record.id
    found = Repair(
        record.source,
        "doubtful" if kept else "breaks-a-rule",
        rows[0].sheet if rows else "",
        rows[0].row if rows else 0,
        statement.property if statement else "",
        text[:60],
        f"{broken.zh}：{'已保留，' if kept else ''}请核对这一行",
        f"{broken.en}: {'kept; ' if kept else ''}check the row",
    )
    return found.bound(rows[0].text if rows else record.id, text)
