"""What do the ingest tests share? One lexicon, a way to read a file without a store, and a context to read into one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from graph.connection import Graph
from graph.export.canonical import canonical
from graph.gazetteer import Gazetteer
from graph.principal import PUBLIC
from graph.raw import RawStore
from ingest.context import IngestContext
from ingest.lists.lexicon import Lexicon
from ontology.model import Ontology
from tests.ingest.reading import Reading, read_file


@pytest.fixture(scope="session")
def lexicon(ontology: Ontology, gazetteer: Gazetteer) -> Lexicon:
    """The word tools of the real vocabulary and places."""
    return Lexicon(ontology, gazetteer)


@pytest.fixture(scope="session")
def read_list(lexicon: Lexicon) -> Callable[..., Reading]:
    """Read a file into passages, records and repairs; the balance is checked."""

    def run(path: Path, batch: int = 100) -> Reading:
        return read_file(path, lexicon, batch)

    return run


@pytest.fixture
def context(graph: Graph, tmp_path: Path) -> IngestContext:
    """The clean graph, and raw files in the test's folder."""
    return IngestContext(graph, RawStore(tmp_path / "raw"))


@pytest.fixture
def export(graph: Graph) -> Callable[[], str]:
    """The canonical export of the graph as it is."""
    return lambda: "\n".join(canonical(graph, PUBLIC))
