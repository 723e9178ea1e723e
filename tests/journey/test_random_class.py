"""Does a class that is added in Turtle work everywhere? Read, found, narrowed to, matched, shown and exported, with no word of
it in any Python file."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import neo4j
import pytest
from fastapi.testclient import TestClient
from hypothesis import Phase, given, settings

from api import log
from api.http.app import create_app
from api.service import Service
from api.settings import Settings
from graph.connection import Graph
from graph.gazetteer import Gazetteer
from graph.schema import ensure_schema
from ingest.pipeline import IngestOptions, ingest
from ontology.load import load
from ontology.model import Ontology
from ontology.terms import NAMESPACE
from tests.api.conftest import ADDRESS, Quiet
from tests.conftest import WIPE
from tests.journey.additions import Addition, additions

pytestmark = pytest.mark.store

EXAMPLES = 6 if os.environ.get("HYPOTHESIS_PROFILE") == "long" else 1
"""Of each side; an example takes some seconds, so a failing one is shown as it was drawn."""


@pytest.mark.parametrize("side", ["offer", "need", "party", "listed"])
def test_invariant_a_class_added_in_turtle_works_everywhere(
    driver: neo4j.Driver, gazetteer: Gazetteer, ontology: Ontology, side: str
) -> None:
    @settings(max_examples=EXAMPLES, deadline=None, phases=[Phase.generate])
    @given(addition=additions(ontology, side))
    def works_everywhere(addition: Addition) -> None:
        with _service(addition, driver, gazetteer) as client:
            shown = _is_found_and_narrowed_to(client, addition)
            _is_shown(client, addition, shown)
            _is_exported(client, addition)
            if side == "offer":
                _is_matched(client, addition, shown)
        assert addition.name not in ontology.classes

    works_everywhere()


@contextmanager
def _service(addition: Addition, driver: neo4j.Driver, gazetteer: Gazetteer) -> Iterator[TestClient]:
    """A service whose vocabulary has the addition, with the list read."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "vocabulary").mkdir()
        (folder / "vocabulary" / "added.ttl").write_text(addition.turtle(), encoding="utf-8")
        graph = Graph(driver, load(additions=folder / "vocabulary"), gazetteer)
        graph.commit_in_batches(WIPE)
        ensure_schema(graph)
        service = Service(Settings(home=folder), graph, Quiet())
        report = ingest(service.ingest, [addition.write_list(folder)], IngestOptions())
        assert not report.failed
        service.fill_index()
        log.silence()
        with TestClient(create_app(service), base_url=ADDRESS) as client:
            yield client
        service.vectors.close()


def _search(client: TestClient, text: str, **filters: str) -> dict[str, dict[str, str]]:
    """What is found, by name."""
    answer = client.get("/v1/search", params={"q": text, **filters})
    assert answer.status_code == 200, answer.text
    return {hit["name"]: hit for hit in answer.json()["items"]}


def _is_found_and_narrowed_to(client: TestClient, addition: Addition) -> str:
    """The id of the first thing, which its name finds, and its class, by name or label, the class above, and each facet."""
    first, second = addition.names
    hit = _search(client, first)[first]
    assert hit["type"] == addition.name
    assert set(_search(client, f"{first} {second}", type=addition.name)) == {first, second}
    assert first in _search(client, first, type=addition.label)
    assert first in _search(client, first, type=addition.parent)
    for prop in addition.facets:
        assert set(_search(client, f"{first} {second}", filter=f"{prop.label}:{prop.cells[0]}")) == {first}
    if addition.side != "party":
        assert first not in _search(client, first, type="Organization")
    return hit["id"]


def _is_shown(client: TestClient, addition: Addition, id: str) -> None:
    """The account states every property with the sentence that says so; a restricted value stands nowhere."""
    entity = client.get(f"/v1/entities/{id}").json()
    facts = {f["property"]: f["value"] for f in entity["facts"]}
    evidence = client.get(f"/v1/entities/{id}/evidence").text
    page = client.get(f"/entities/{id}").text
    assert addition.label in page
    for prop in addition.properties:
        if prop.restricted:
            assert prop.cells[0] not in page + evidence + str(entity)
        else:
            assert facts[prop.name] == prop.values[0], (prop, facts)
            assert prop.name in evidence
            assert prop.label in page
    schema = client.get(f"/v1/schemas/{addition.name}").json()
    assert {p.name for p in addition.properties} <= schema["properties"].keys()


def _is_exported(client: TestClient, addition: Addition) -> None:
    text = client.get("/v1/export", params={"format": "nquads"}).text
    assert f"<{NAMESPACE}{addition.name}>" in text
    for prop in addition.properties:
        assert (f"<{NAMESPACE}{prop.name}>" in text) and (f'"{prop.values[0]}"' in text) != prop.restricted


def _is_matched(client: TestClient, addition: Addition, id: str) -> None:
    answer = client.post("/v1/matches", json={"text": f"想找{addition.names[0]}"}).json()
    assert id in [item["resource"]["id"] for item in answer["matches"]], answer
