"""Does everything searchable get the vector of its present text, once, also after a stop in the middle?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from graph.connection import Graph
from graph.embedding.cache import VectorCache
from graph.embedding.onnx import OnnxEmbedder
from graph.embedding.protocol import Vectors
from graph.index import fill_index
from graph.schema import VectorIndex
from tests.graph.embedding.tiny import write_model
from tests.graph.samples import Listing, Row, read_in

pytestmark = pytest.mark.store

LISTING = Listing("清单", tuple(Row("清溪大学", f"第{n}会议室", "420106") for n in range(30)), "2026-01-01")


@pytest.fixture
def embedder(tmp_path: Path) -> OnnxEmbedder:
    return OnnxEmbedder(write_model(tmp_path / "tiny"))


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[VectorCache]:
    opened = VectorCache(tmp_path / "v.sqlite")
    yield opened
    opened.close()


class Failing:
    """An embedder that stops after so many texts."""

    def __init__(self, inner: OnnxEmbedder, after: int) -> None:
        self.inner, self.left = inner, after
        self.model, self.dimensions = inner.model, inner.dimensions

    def passages(self, texts: Sequence[str]) -> Vectors:
        self.left -= len(texts)
        if self.left < 0:
            raise KeyboardInterrupt
        return self.inner.passages(texts)

    def query(self, text: str) -> Vectors:
        return self.inner.query(text)


def _check(graph: Graph, embedder: OnnxEmbedder) -> int:
    """Every searchable node holds the vector of its text; how many there are."""
    index = VectorIndex(embedder.model, embedder.dimensions)
    rows = graph.read(f"MATCH (n:Searchable|Passage) RETURN n.text AS text, n.{index.vector} AS vector")
    expected = embedder.passages([row["text"] for row in rows])
    assert np.allclose(np.array([row["vector"] for row in rows], np.float32), expected, atol=1e-7)
    return len(rows)


def test_everything_once(graph: Graph, embedder: OnnxEmbedder, cache: VectorCache) -> None:
    read_in(graph, [LISTING])
    told: list[tuple[int, int]] = []
    report = fill_index(graph, embedder, cache, lambda done, total, _name="": told.append((done, total)))
    assert report.entities + report.passages == _check(graph, embedder) == told[-1][0] == told[-1][1]
    assert report.passages == 30 and report.entities > 30
    again = fill_index(graph, embedder, cache)
    assert (again.entities, again.passages) == (0, 0)


def test_a_stopped_run_goes_on(graph: Graph, embedder: OnnxEmbedder, cache: VectorCache) -> None:
    rows = tuple(Row("望湖医院", f"义诊第{n}期", "420106") for n in range(200))
    read_in(graph, [Listing("长清单", rows, "2026-01-01")])
    with pytest.raises(KeyboardInterrupt):
        fill_index(graph, Failing(embedder, after=200), cache)
    second = Failing(embedder, after=10_000)
    report = fill_index(graph, second, cache)
    stored = report.entities + report.passages
    assert stored == _check(graph, embedder)
    assert 0 < 10_000 - second.left <= stored - 128


def test_a_changed_text_gets_another_vector(graph: Graph, embedder: OnnxEmbedder, cache: VectorCache) -> None:
    read_in(graph, [LISTING])
    fill_index(graph, embedder, cache)
    graph.write(
        "MATCH (e:Searchable) WITH e ORDER BY e.id LIMIT 1 SET e.text = 'room', e.text_hash = 'other'"
    )
    report = fill_index(graph, embedder, cache)
    assert (report.entities, report.passages) == (1, 0)
    _check(graph, embedder)


def test_another_model_is_built_beside(
    graph: Graph, embedder: OnnxEmbedder, cache: VectorCache, tmp_path: Path
) -> None:
    read_in(graph, [LISTING])
    fill_index(graph, embedder, cache)
    other = OnnxEmbedder(write_model(tmp_path / "other", seed=5))
    assert fill_index(graph, other, cache).entities > 0
    _check(graph, other)
    _check(graph, embedder)


def test_the_index_version_counts_changes_only(
    graph: Graph, embedder: OnnxEmbedder, cache: VectorCache
) -> None:
    read = "MATCH (r:Run {id: 'index'}) RETURN r.version AS version"
    read_in(graph, [LISTING])
    fill_index(graph, embedder, cache)
    before = graph.read(read)
    fill_index(graph, embedder, cache)
    assert graph.read(read) == before == [{"version": 1}]
