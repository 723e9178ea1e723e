"""The real embedder, once a run; a context on the clean graph; one that only reads vocabulary and places."""

from __future__ import annotations

import neo4j
import pytest

from graph.connection import Graph
from graph.embedding.factory import open_embedder
from graph.embedding.protocol import Embedder
from graph.engine.paths import cache_folder
from graph.gazetteer import Gazetteer
from ontology.model import Ontology
from search.context import SearchContext


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    """The default embedder."""
    return open_embedder(None, cache_folder())


@pytest.fixture
def context(graph: Graph, embedder: Embedder) -> SearchContext:
    """What the functions of this room take, on a clean graph."""
    return SearchContext(graph, embedder)


@pytest.fixture(scope="session")
def reading(
    driver: neo4j.Driver, ontology: Ontology, gazetteer: Gazetteer, embedder: Embedder
) -> SearchContext:
    """A context whose graph is not touched: sentences are read by vocabulary and places alone."""
    return SearchContext(Graph(driver, ontology, gazetteer), embedder)
