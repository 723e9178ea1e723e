"""What do the snapshot tests stand on? A small settled graph with vectors of a model that costs nothing."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import neo4j
import numpy as np
import pytest

from graph.connection import Graph
from graph.embedding.cache import VectorCache
from graph.embedding.protocol import Vectors
from graph.gazetteer import Gazetteer
from graph.index import fill_index
from graph.principal import PUBLIC
from graph.schema import ensure_schema
from graph.snapshots.create import Created, Tell, create, silent
from graph.snapshots.store import Snapshot, Snapshots, open_folder
from graph.snapshots.vocabulary import vocabulary_files
from ontology.model import Ontology
from tests.conftest import WIPE
from tests.graph.export.world import Listing, Row, listing, read_in


class Hashed:
    """An embedder whose vectors are drawn by the hash of the text."""

    model = "hashed-000000000000"
    dimensions = 16

    def passages(self, texts: Sequence[str]) -> Vectors:
        """One row a text."""
        return np.stack([self.query(text) for text in texts])

    def query(self, text: str) -> Vectors:
        """A unit vector."""
        seed = int.from_bytes(hashlib.blake2b(text[:400].encode(), digest_size=8).digest(), "big")
        drawn = np.random.default_rng(seed).standard_normal(self.dimensions)
        return np.asarray(drawn / np.linalg.norm(drawn), np.float32)


def first_list() -> Listing:
    """Two units in two districts."""
    return listing(
        "清单甲",
        [
            Row("示例东湖社区", "会议室", "2", "420106", "周末可用"),
            Row("示例东湖社区", "投影仪", "3", "420106"),
            Row("示例医院", "免费体检", "40", "420102", "联系电话13812345678"),
        ],
        "2025-01-01",
        repairs=1,
    )


def second_list() -> Listing:
    """One unit of the first and a new one."""
    rows = [Row("示例医院", "义诊", "5", "420102"), Row("示例小学", "操场", "1", "420106")]
    return listing("清单乙", rows, "2025-02-01")


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[VectorCache]:
    """An empty cache of vectors."""
    opened = VectorCache(tmp_path / "vectors.sqlite")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def made(
    driver: neo4j.Driver, ontology: Ontology, gazetteer: Gazetteer, tmp_path_factory: pytest.TempPathFactory
) -> Snapshot:
    """A snapshot of both lists, for tests that only read it or a copy of it."""
    folder = tmp_path_factory.mktemp("made")
    graph, vectors = Graph(driver, ontology, gazetteer), VectorCache(folder / "vectors.sqlite")
    graph.commit_in_batches(WIPE)
    ensure_schema(graph)
    read_in(graph, first_list(), second_list())
    fill_index(graph, Hashed(), vectors)
    vectors.close()
    store = Snapshots(folder / "snapshots")
    return create(graph, PUBLIC, store, code="0", vocabulary=vocabulary_files()).snapshot


@pytest.fixture
def copied(made: Snapshot, tmp_path: Path) -> Snapshot:
    """A copy of it to be spoilt."""
    folder = tmp_path / "copies" / made.id
    shutil.copytree(made.folder, folder)
    return open_folder(folder)


@pytest.fixture
def filled(graph: Graph, cache: VectorCache) -> Graph:
    """The graph with both lists, indexed."""
    read_in(graph, first_list(), second_list())
    fill_index(graph, Hashed(), cache)
    return graph


@pytest.fixture
def store(tmp_path: Path) -> Snapshots:
    """No snapshots yet."""
    return Snapshots(tmp_path / "snapshots")


@pytest.fixture
def make(filled: Graph, store: Snapshots) -> Callable[..., Created]:
    """Makes a snapshot of the graph as it is."""

    def run(note: str = "", tell: Tell = silent) -> Created:
        return create(filled, PUBLIC, store, code="0", vocabulary=vocabulary_files(), note=note, tell=tell)

    return run
