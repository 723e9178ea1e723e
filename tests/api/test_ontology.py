"""Does a running service take a sound, compatible vocabulary, keep the old one otherwise, and say why?"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import neo4j
import pytest
from fastapi.testclient import TestClient

from api import log
from api.cli import show_ontology
from api.http.app import create_app
from api.service import Service
from api.settings import Settings
from api.terms import term_view
from api.vocabulary import check_of, vocabulary_of, with_additions
from graph.adopting import adopt
from graph.connection import Graph
from graph.gazetteer import Gazetteer
from ingest.migration import migrate
from ingest.pipeline import ingest
from ontology.model import Ontology
from tests.api.conftest import ADDRESS, Quiet
from tests.conftest import WIPE
from tests.journey.vocabularies import folder_of

pytestmark = pytest.mark.store
LIST = "单位名称,资源名称,所在地,内部标记\n示例甲医院,义诊,南京市玄武区,青松三号\n示例乙学院,会议室,南京市秦淮区,白鹭七号\n"


class Running:
    """A service that runs with a folder of additions, which the tests change under it."""

    def __init__(self, client: TestClient, service: Service, folder: Path) -> None:
        self.client, self.service, self.folder = client, service, folder
        self.key = {"Authorization": f"Bearer {client.app.state.admin_key}"}  # type: ignore[attr-defined]

    def say(self, variant: str, more: str = "") -> None:
        """Put a variant of the vocabulary into the folder."""
        text = (folder_of(variant, self.folder.parent) / "more.ttl").read_text("utf-8")
        (self.folder / "more.ttl").write_text(text + more, encoding="utf-8")

    def reload(self) -> tuple[int, dict[str, object]]:
        answer = self.client.post("/v1/ontology/reload", headers=self.key)
        return answer.status_code, answer.json()

    def version(self) -> str:
        return str(self.client.get("/v1/ontology").json()["version"])


@pytest.fixture
def running(driver: neo4j.Driver, gazetteer: Gazetteer, tmp_path: Path) -> Iterator[Running]:
    log.silence()
    folder = tmp_path / "vocabulary"
    folder.mkdir()
    (tmp_path / "资源清单.csv").write_text(LIST, encoding="utf-8")
    first = (folder_of("plain", tmp_path) / "more.ttl").read_text("utf-8")
    (folder / "more.ttl").write_text(first, encoding="utf-8")
    home = tmp_path / "home"
    home.mkdir()
    settings = Settings(home=home, ontology=folder)
    vocabulary = vocabulary_of(settings)
    graph = Graph(driver, vocabulary.ontology, gazetteer)
    graph.commit_in_batches(WIPE)
    adopt(graph)
    service = Service(settings, graph, Quiet(), vocabulary.files)
    assert not ingest(service.ingest, [tmp_path / "资源清单.csv"]).failed
    with TestClient(create_app(service), base_url=ADDRESS, raise_server_exceptions=False) as client:
        yield Running(client, service, folder)
    if "vectors" in service.__dict__:
        service.vectors.close()
    graph.commit_in_batches(WIPE)


def test_a_compatible_change_is_taken_and_shown_everywhere(running: Running) -> None:
    before = running.version()
    running.say("plain", 'gj:innerMark skos:altLabel "暗记"@zh .\n')
    status, answer = running.reload()
    assert (status, answer["changed"], answer["before"]) == (200, True, before)
    assert running.version() == answer["version"] != before
    assert "暗记" in running.client.get("/v1/ontology/terms/innerMark").json()["synonyms"]
    assert "暗记" in running.client.get("/ontology/innerMark").text
    assert "暗记" in running.client.get("/v1/ontology/turtle").text
    assert running.client.get("/v1/ontology").json()["stored_version"] == answer["version"]
    assert running.reload()[1]["changed"] is False


def test_broken_files_are_told_and_the_old_vocabulary_goes_on(running: Running) -> None:
    before, seen, stop = running.version(), set(), threading.Event()

    def ask() -> None:
        while not stop.is_set():
            answer = running.client.get("/v1/ontology/terms/innerMark")
            seen.add((answer.status_code, answer.json().get("zh")))

    thread = threading.Thread(target=ask)
    thread.start()
    running.say(
        "plain",
        'gj:innerMark rdfs:label "第二个名字"@zh .\ngj:Lost a owl:Class ; rdfs:subClassOf gj:Nowhere .\n',
    )
    status, problem = running.reload()
    stop.set()
    thread.join()
    assert status == 422 and problem["type"] == "urn:gongjian:problem:broken-vocabulary"
    problems = problem["problems"]
    assert isinstance(problems, list) and {p["term"] for p in problems} >= {"Lost"}
    assert all(p["file"] and p["zh"] and p["en"] for p in problems)
    assert any(p["file"] == "vocabulary/more.ttl" and p["line"] > 1 for p in problems)
    assert seen == {(200, "内部标记")} and running.version() == before
    assert "第二个名字" not in running.client.get("/v1/ontology/turtle").text


def test_what_concerns_records_is_refused_then_migrated_and_followed(running: Running) -> None:
    before = running.version()
    running.say("restricted")
    status, problem = running.reload()
    assert status == 409 and problem["type"] == "urn:gongjian:problem:vocabulary-conflict"
    (change,) = (c for c in problem["changes"] if c["kind"] == "restricted")  # type: ignore[attr-defined]
    assert change["records"] == 2 and {p["file"] for p in change["first"]} == {"资源清单.csv"}
    assert problem["migration"] == "gongjian ontology migrate" and running.version() == before
    assert running.client.get("/v1/status").status_code == 200
    new = running.service.speaking(vocabulary_of(running.service.settings, anew=True))
    migrate(new.ingest, notice=0)
    assert running.client.get("/v1/status").status_code == 200
    running.client.app.state.current._looked = 0.0  # type: ignore[attr-defined]
    assert running.client.get("/v1/status").status_code == 200
    assert running.version() == new.graph.ontology.version
    assert "青松" not in running.client.get("/v1/export").text


def test_while_a_migration_goes_on_nothing_is_shown(running: Running) -> None:
    running.service.graph.write("MATCH (v:Vocabulary) SET v.target = 'elsewhere'")
    running.client.app.state.current._looked = 0.0  # type: ignore[attr-defined]
    answer = running.client.get("/v1/status")
    assert answer.status_code == 503 and answer.json()["type"].endswith("migration-unfinished")
    assert running.client.get("/v1/ontology").json()["migrating_to"] == "elsewhere"
    assert running.client.get("/healthz").status_code == 200
    assert running.reload()[0] == 503


def test_reload_needs_the_key(running: Running) -> None:
    assert running.client.post("/v1/ontology/reload").status_code == 401


def test_check_says_what_a_folder_would_change(running: Running) -> None:
    graph = running.service.graph
    running.say("restricted")
    found = check_of(running.folder, graph.ontology, graph)
    assert found.verdict == "needs-migration" and found.concerned
    assert check_of(running.folder, graph.ontology, None).verdict == "not-asked"
    running.say("single")
    assert check_of(running.folder, graph.ontology, graph).verdict == "compatible"
    ahead = check_of(running.folder, with_additions(running.folder), graph)
    assert ahead.verdict == "compatible" and ahead.changes, "the store has still to take them"
    running.say("plain")
    assert check_of(running.folder, graph.ontology, graph).verdict == "same"


@pytest.mark.parametrize(
    "said", ["ServiceResource", "gj:ServiceResource", "urn:gongjian:ontology:ServiceResource", "服务资源"]
)
def test_a_term_is_shown_by_its_name_as_turtle_writes_it_or_by_its_label(
    said: str, ontology: Ontology, capsys: pytest.CaptureFixture[str]
) -> None:
    view = term_view(ontology, said)
    assert (view.of, view.name) == ("class", "ServiceResource")
    show_ontology.term(view)
    assert "筛选项 facets" in capsys.readouterr().out


def test_every_detail_of_every_term_has_a_label(ontology: Ontology) -> None:
    names = [*ontology.classes, *ontology.properties, *ontology.schemes, *ontology.concepts]
    assert {key for name in names for key in term_view(ontology, name).details} - {"rules"} == set(
        show_ontology.DETAILS
    )


def test_shapes_and_unknown_terms(running: Running) -> None:
    assert "sh:NodeShape" in running.client.get("/v1/ontology/shapes").text
    answer = running.client.get("/v1/ontology/terms/innerMrk")
    assert answer.status_code == 404 and "innerMark" in answer.json()["allowed"]
