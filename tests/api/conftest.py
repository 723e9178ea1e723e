"""What do the API tests stand on? The service over the run's store, holding the samples."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import neo4j
import pytest
from fastapi.testclient import TestClient

from api import log
from api.http.app import create_app
from api.service import Advance, Service
from api.settings import Settings
from graph.connection import Graph
from graph.gazetteer import Gazetteer
from graph.schema import ensure_schema
from ingest.context import silent
from ingest.pipeline import IngestOptions, ingest
from ontology.model import Ontology
from tests.conftest import WIPE

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
ADDRESS = "http://127.0.0.1:8765"


class Quiet:
    """A reporter that tells nobody."""

    def say(self, *words: str) -> None:
        """Nothing."""

    def progress(self, *words: str) -> nullcontext[Advance]:
        """Nothing, for the length of a block."""
        del words
        return nullcontext(silent)


@pytest.fixture(scope="module")
def service(
    driver: neo4j.Driver, ontology: Ontology, gazetteer: Gazetteer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Service]:
    """The service with the sample lists and articles read and indexed."""
    graph = Graph(driver, ontology, gazetteer)
    graph.commit_in_batches(WIPE)
    ensure_schema(graph)
    opened = Service(Settings(home=tmp_path_factory.mktemp("home")), graph, Quiet())
    assert not ingest(opened.ingest, [SAMPLES], IngestOptions()).failed
    opened.fill_index()
    yield opened
    if "vectors" in opened.__dict__:
        opened.vectors.close()


@pytest.fixture(scope="module")
def client(service: Service) -> Iterator[TestClient]:
    """A client of the service, as a program on this machine would be."""
    log.silence()
    with TestClient(create_app(service), base_url=ADDRESS, raise_server_exceptions=False) as opened:
        yield opened


@pytest.fixture(scope="module")
def key(client: TestClient) -> dict[str, str]:
    """The header that carries the admin key."""
    return {"Authorization": f"Bearer {client.app.state.admin_key}"}  # type: ignore[attr-defined]
