"""How does everything searchable get its vector? ``fill_index``: what has none for this model, or whose text changed.

Each batch is one transaction, so a run that was killed goes on where it stood; what was embedded before comes from
the cache. A changed text is found by its hash (``text_hash`` of an entity; a passage's text never changes under its id).
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from neo4j.vector import Vector

from graph.cypher import quote_name
from graph.embedding.cache import VectorCache
from graph.embedding.protocol import Embedder, Vectors
from graph.loading import batches
from graph.schema import VectorIndex, await_indexes, ensure_vector_index

if TYPE_CHECKING:
    from graph.connection import Graph, Row

EMBEDDED_AT_ONCE: Final = 128
STORED_AT_ONCE: Final = 1024
"""Vectors a transaction: each makes a segment of the index, and small segments are merged again and again."""

MISSING: Final = """
MATCH (n:{label})
WHERE n.{stamp} IS NULL OR n.{stamp} <> coalesce(n.text_hash, n.id)
RETURN n.id AS id, coalesce(n.text, '') AS text, coalesce(n.text_hash, n.id) AS stamp
"""
COUNT_MISSING: Final = """
MATCH (n:{label})
WHERE n.{stamp} IS NULL OR n.{stamp} <> coalesce(n.text_hash, n.id)
RETURN count(n) AS n
"""
# A text that changed meanwhile keeps no vector of the old text.
STORE: Final = """
CYPHER 25
UNWIND $rows AS row
MATCH (n:{found_by} {{id: row.id}}) WHERE n:{label} AND coalesce(n.text_hash, n.id) = row.stamp
SET n.{property} = toFloatList(row.vector), n.{stamp} = row.stamp
RETURN count(n) AS stored
"""
FOUND_BY: Final = {"Searchable": "Entity", "Passage": "Passage"}
"""Searched label → the label whose ids are indexed: without it each vector stored is a scan of all nodes."""
CHANGED: Final = "MERGE (r:Run {id: 'index'}) SET r.version = coalesce(r.version, 0) + 1"


class Progress(Protocol):
    """Told how many of how many texts are done."""

    def __call__(self, done: int, total: int, name: str = "", /) -> None: ...


def silent(done: int, total: int, name: str = "", /) -> None:
    """A progress that nobody sees."""


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What was done: vectors written to entities and to passages, under which model."""

    model: str
    entities: int
    passages: int


def fill_index(
    graph: Graph, embedder: Embedder, cache: VectorCache, progress: Progress = silent
) -> IndexReport:
    """Give every searchable entity and every passage its vector, and wait until the indexes hold them.

    Run it after ``settle``. Running it again, or after a kill, does what is left.

    Raises:
        CacheUnwritable: the cache cannot be written; what was stored stays.
    """
    index = ensure_vector_index(graph, embedder.model, embedder.dimensions)
    targets = [_Target(graph, index, label) for label in FOUND_BY]
    waiting = [target.waiting() for target in targets]
    tell = _Tally(sum(waiting), progress)
    stored = [0, 0]
    for i, target in enumerate(targets):
        while waiting[i]:
            stored[i] += target.fill(embedder, cache, tell)
            waiting[i] = target.waiting()
    if sum(stored):
        graph.write(CHANGED)
    await_indexes(graph)
    return IndexReport(embedder.model, *stored)


class _Target:
    """The nodes of one label that have vectors."""

    def __init__(self, graph: Graph, index: VectorIndex, label: str) -> None:
        self.graph = graph
        self._names = {
            "label": quote_name(label),
            "found_by": quote_name(FOUND_BY[label]),
            "property": quote_name(index.vector),
            "stamp": quote_name(index.stamp),
        }

    def waiting(self) -> int:
        """How many have no vector of their text."""
        return int(self.graph.read(COUNT_MISSING.format(**self._names))[0]["n"])

    def fill(self, embedder: Embedder, cache: VectorCache, tell: _Tally) -> int:
        """Embed and store what is missing now, the next texts while the last vectors are stored; how many were stored.

        What was embedded is in the cache even if this is cut short.
        """
        missing = self.graph.stream(MISSING.format(**self._names))
        writing: Future[int] | None = None
        stored = 0
        with ThreadPoolExecutor(1, "index") as pool, closing(missing):
            for rows in batches(missing, STORED_AT_ONCE):
                shipped = _embedded(rows, embedder, cache, tell)
                stored += writing.result() if writing else 0
                writing = pool.submit(self._store, shipped)
            return stored + (writing.result() if writing else 0)

    def _store(self, rows: Sequence[Row]) -> int:
        return int(self.graph.write(STORE.format(**self._names), rows=rows)[0]["stored"])


def _embedded(rows: Sequence[Row], embedder: Embedder, cache: VectorCache, tell: _Tally) -> list[Row]:
    """The vectors of some texts, ready to be stored."""
    shipped: list[Row] = []
    for start in range(0, len(rows), EMBEDDED_AT_ONCE):
        part = rows[start : start + EMBEDDED_AT_ONCE]
        vectors = cache.passages(embedder, [row["text"] for row in part])
        shipped += [_row(row, vector) for row, vector in zip(part, vectors, strict=True)]
        tell.add(len(part))
    return shipped


class _Tally:
    """Counts the texts that are done and tells the caller's progress."""

    def __init__(self, total: int, progress: Progress) -> None:
        self._done, self._total, self._progress = 0, total, progress

    def add(self, count: int) -> None:
        self._done = min(self._done + count, self._total)
        self._progress(self._done, self._total)


def _row(row: Row, vector: Vectors) -> Row:
    return {"id": row["id"], "stamp": row["stamp"], "vector": Vector.from_numpy(vector)}
