"""How does everything searchable get its vector? ``fill_index``: what has none for this model, or whose text changed.

Each batch is one transaction, so a run that was killed goes on where it stood; what was embedded before comes from
the cache. A changed text is found by its hash (``text_hash`` of an entity; a passage's text never changes under its id).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Protocol

from neo4j.vector import Vector

from graph.cypher import quote_name
from graph.embedding.cache import VectorCache
from graph.embedding.protocol import Embedder, Vectors
from graph.schema import VectorIndex, await_indexes, ensure_vector_index

if TYPE_CHECKING:
    from graph.connection import Graph

EMBEDDED_AT_ONCE: Final = 128
STORED_AT_ONCE: Final = 1024
"""Vectors a transaction: each makes a segment of the index, and small segments are merged again and again."""

MISSING: Final = """
MATCH (n:{label})
WHERE n.{stamp} IS NULL OR n.{stamp} <> coalesce(n.text_hash, n.id)
RETURN n.id AS id LIMIT $limit
"""
COUNT_MISSING: Final = """
MATCH (n:{label})
WHERE n.{stamp} IS NULL OR n.{stamp} <> coalesce(n.text_hash, n.id)
RETURN count(n) AS n
"""
TEXTS: Final = """
UNWIND $ids AS id MATCH (n:{label} {{id: id}})
RETURN id, coalesce(n.text, '') AS text, coalesce(n.text_hash, n.id) AS stamp
"""
# A text that changed meanwhile keeps no vector of the old text.
STORE: Final = """
CYPHER 25
UNWIND $rows AS row
MATCH (n:{label} {{id: row.id}}) WHERE coalesce(n.text_hash, n.id) = row.stamp
SET n.{property} = toFloatList(row.vector), n.{stamp} = row.stamp
RETURN count(n) AS stored
"""
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
    targets = [_Target(graph, index, label) for label in ("Searchable", "Passage")]
    waiting = [target.waiting() for target in targets]
    tell = _Tally(sum(waiting), progress)
    stored = [0, 0]
    for i, target in enumerate(targets):
        while waiting[i] and (ids := target.missing()):
            stored[i] += target.fill(ids, embedder, cache, tell)
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
            "property": quote_name(index.vector),
            "stamp": quote_name(index.stamp),
        }

    def waiting(self) -> int:
        """How many have no vector of their text."""
        return int(self.graph.read(COUNT_MISSING.format(**self._names))[0]["n"])

    def missing(self) -> list[str]:
        """Ids of some of them, as many as one transaction stores."""
        return [row["id"] for row in self.graph.read(MISSING.format(**self._names), limit=STORED_AT_ONCE)]

    def fill(self, ids: Sequence[str], embedder: Embedder, cache: VectorCache, tell: _Tally) -> int:
        """Embed and store these; how many were stored. What was embedded is in the cache even if this is cut short."""
        rows = self.graph.read(TEXTS.format(**self._names), ids=list(ids))
        shipped = []
        for start in range(0, len(rows), EMBEDDED_AT_ONCE):
            part = rows[start : start + EMBEDDED_AT_ONCE]
            vectors = cache.passages(embedder, [row["text"] for row in part])
            shipped += [_row(row, vector) for row, vector in zip(part, vectors, strict=True)]
            tell.add(len(part))
        return int(self.graph.write(STORE.format(**self._names), rows=shipped)[0]["stored"])


class _Tally:
    """Counts the texts that are done and tells the caller's progress."""

    def __init__(self, total: int, progress: Progress) -> None:
        self._done, self._total, self._progress = 0, total, progress

    def add(self, count: int) -> None:
        self._done = min(self._done + count, self._total)
        self._progress(self._done, self._total)


def _row(row: dict[str, Any], vector: Vectors) -> dict[str, Any]:
    return {"id": row["id"], "stamp": row["stamp"], "vector": Vector.from_numpy(vector)}
