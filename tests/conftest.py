"""What do the tests share? One real Neo4j a run, the loaded vocabulary, the real gazetteer.

``GONGJIAN_TEST_NEO4J=bolt://…`` names a running server of your own (user neo4j, password
devpassword, its database is wiped); without it an ephemeral one is started and dies with the run.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import neo4j
import pytest

from graph.connection import Graph, open_driver
from graph.engine.address import Address
from graph.engine.paths import cache_folder
from graph.engine.server import Engine, EngineOptions
from ontology.model import Ontology

if TYPE_CHECKING:
    from graph.gazetteer import Gazetteer
    from ingest.context import IngestContext

WIPE = "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 20000 ROWS"


@pytest.fixture(scope="session")
def ontology() -> Ontology:
    """The project's own vocabulary."""
    from ontology.load import load

    return load()


@pytest.fixture(scope="session")
def gazetteer() -> Iterator[Gazetteer]:
    """The official places."""
    from graph.gazetteer import open_gazetteer

    opened = open_gazetteer(cache_folder())
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Address]:
    """The address of the run's one Neo4j server."""
    named = os.environ.get("GONGJIAN_TEST_NEO4J")
    if named:
        yield Address(named, "neo4j", "devpassword")
        return
    server = Engine(tmp_path_factory.mktemp("engine"), cache_folder(), EngineOptions(ephemeral=True))
    yield server.start()
    server.stop()


@pytest.fixture(scope="session")
def driver(engine: Address) -> Iterator[neo4j.Driver]:
    """A driver of the run's server."""
    opened = open_driver(engine)
    yield opened
    opened.close()


@pytest.fixture
def graph(driver: neo4j.Driver, ontology: Ontology, gazetteer: Gazetteer) -> Graph:
    """A clean graph: the database wiped, the schema in place."""
    from graph.schema import ensure_schema

    made = Graph(driver, ontology, gazetteer)
    made.commit_in_batches(WIPE)
    ensure_schema(made)
    return made


@pytest.fixture
def context(graph: Graph, tmp_path: Path) -> IngestContext:
    """Ingest into the clean graph, raw files in the test's folder."""
    from graph.raw import RawStore
    from ingest.context import IngestContext

    return IngestContext(graph, RawStore(tmp_path / "raw"))


@pytest.fixture
def export(graph: Graph) -> Callable[[], str]:
    """The canonical export of the graph as it is."""
    from graph.export.canonical import canonical
    from graph.principal import PUBLIC

    return lambda: "\n".join(canonical(graph, PUBLIC))


@pytest.fixture
def service_home(tmp_path: Path) -> Path:
    """An empty folder for the state of one service."""
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    return home
