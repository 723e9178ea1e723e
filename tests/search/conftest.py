"""The real embedder, once a run; a context on the clean graph."""

from __future__ import annotations

import pytest

from graph.connection import Graph
from graph.embedding.factory import open_embedder
from graph.embedding.protocol import Embedder
from graph.engine.paths import cache_folder
from search.context import SearchContext


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    """The default embedder."""
    return open_embedder(None, cache_folder())


@pytest.fixture
def context(graph: Graph, embedder: Embedder) -> SearchContext:
    """What the functions of this room take."""
    return SearchContext(graph, embedder)
