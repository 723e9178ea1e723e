"""How does a snapshot become a graph again? Its export is imported, its vectors go where vectors are looked for before a model runs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from graph.connection import Graph
from graph.embedding.cache import VectorCache
from graph.embedding.protocol import Embedder, Vectors
from graph.importing import ImportReport, import_export
from graph.index import fill_index
from graph.loading import batches
from graph.snapshots.create import EXPORT
from graph.snapshots.errors import ModelDiffers
from graph.snapshots.files import chunks, lines
from graph.snapshots.store import Snapshot

TEXTS_AT_ONCE: Final = 1000
THINGS: Final = ("entities", "passages")

Tell = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Opened:
    """What was made of a snapshot: how the import went, and how many vectors the model had to make anew."""

    report: ImportReport
    embedded: int


def open_in(
    graph: Graph, snapshot: Snapshot, cache: VectorCache, embedder: Callable[[], Embedder], tell: Tell
) -> Opened:
    """Make an empty store hold what a snapshot holds, indexed.

    Args:
        embedder: the model, opened only if a text has no vector in the snapshot (under other versions it may read otherwise).

    Raises:
        SnapshotDamaged: a file is not what the manifest says. ModelDiffers: a vector is missing and the model is another.
        What ``import_export`` raises: the store is not empty, the export cannot be read.
    """
    keep_vectors(snapshot, cache, tell)
    export = lines(snapshot.folder, snapshot.manifest.entry(EXPORT), snapshot.id)
    report = import_export(graph, export, name=f"{snapshot.id}/{EXPORT}", progress=tell)
    model = RememberedModel(snapshot, embedder)
    fill_index(graph, model, cache, lambda done, total, _name="": tell("index", done, total))
    return Opened(report, model.embedded)


def keep_vectors(snapshot: Snapshot, cache: VectorCache, tell: Tell) -> None:
    """Put the snapshot's vectors into a cache, under its model and their texts."""
    manifest = snapshot.manifest
    done, total = 0, sum(manifest.counts[thing] for thing in THINGS)
    for thing in THINGS:
        rows = lines(snapshot.folder, manifest.entry(f"search/{thing}.jsonl"), snapshot.id)
        parts = _Parts(chunks(snapshot.folder, manifest.entry(f"search/{thing}.f32"), snapshot.id))
        for several in batches(rows, TEXTS_AT_ONCE):
            packed = parts.take(len(several) * manifest.dimensions * 4)
            vectors = np.frombuffer(packed, "<f4").reshape(len(several), manifest.dimensions)
            cache.put(manifest.model, [json.loads(row).get("text", "") for row in several], vectors)
            done += len(several)
            tell("vectors", done, total)
        parts.end()


class RememberedModel:
    """The model of a snapshot, which is not opened before a text comes that the snapshot has no vector of."""

    def __init__(self, snapshot: Snapshot, embedder: Callable[[], Embedder]) -> None:
        self.embedded = 0
        self._snapshot, self._embedder = snapshot, embedder

    @property
    def model(self) -> str:
        """As the manifest names it."""
        return self._snapshot.manifest.model

    @property
    def dimensions(self) -> int:
        """As the manifest says."""
        return self._snapshot.manifest.dimensions

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors by the real model, if it is the same.

        Raises:
            ModelDiffers: it is not.
        """
        self.embedded += len(texts)
        return self._real().passages(texts)

    def query(self, text: str) -> Vectors:
        """As ``passages``."""
        return self._real().query(text)

    def _real(self) -> Embedder:
        real = self._embedder()
        if real.model != self.model:
            raise ModelDiffers(self.model, real.model)
        return real


class _Parts:
    """Pieces of a file of any size, taken in sizes of one's own."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._rest = b""

    def take(self, size: int) -> bytes:
        while len(self._rest) < size:
            self._rest += next(self._pieces)
        taken, self._rest = self._rest[:size], self._rest[size:]
        return taken

    def end(self) -> None:
        """Read to the end, which proves the file."""
        for _ in self._pieces:
            pass
