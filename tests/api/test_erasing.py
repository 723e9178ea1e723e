"""Is a source gone from a snapshot as if it had never been read, and what became of the answers that cite it?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import neo4j
import pytest
from fastapi.testclient import TestClient

from api import log
from api.citing import Asked, cite
from api.http.app import create_app
from api.reopening import Erased, erase
from api.service import Service
from api.settings import Settings
from api.snapshots import make_snapshot
from graph.connection import Graph
from graph.gazetteer import Gazetteer
from graph.principal import PUBLIC
from graph.schema import ensure_schema
from graph.snapshots.errors import SnapshotErased
from graph.snapshots.holding import NotInSnapshot
from ingest.pipeline import IngestOptions, ingest, remove_source
from ontology.model import Ontology
from tests.api.conftest import ADDRESS, Quiet
from tests.conftest import WIPE

pytestmark = pytest.mark.store
GONE, STAYS = "西湖区共建资源清单.csv", "玄武区共建资源清单.csv"
HEADER = "单位名称,资源名称,数量,所在地\n"
ROWS = {
    GONE: HEADER + "示例茶山学院,茶艺课,6场,杭州市西湖区\n示例共有公司,会议室,1间,杭州市西湖区\n",
    STAYS: HEADER + "示例银杏里学校,法律咨询,3次,南京市玄武区\n示例共有公司,轮椅,2辆,南京市玄武区\n",
}
WHY = "发布单位要求撤回"


@pytest.fixture
def service(
    driver: neo4j.Driver, ontology: Ontology, gazetteer: Gazetteer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Service]:
    """A service with two small lists: erasing builds a second store."""
    graph = Graph(driver, ontology, gazetteer)
    graph.commit_in_batches(WIPE)
    ensure_schema(graph)
    folder: Path = tmp_path_factory.mktemp("lists")
    for name, text in ROWS.items():
        (folder / name).write_text(text, encoding="utf-8")
    opened = Service(Settings(home=tmp_path_factory.mktemp("home")), graph, Quiet())
    assert not ingest(opened.ingest, [folder], IngestOptions()).failed
    opened.fill_index()
    yield opened
    opened.vectors.close()


@pytest.fixture
def client(service: Service) -> Iterator[TestClient]:
    """A client of that service."""
    log.silence()
    with TestClient(create_app(service), base_url=ADDRESS, raise_server_exceptions=False) as opened:
        yield opened


def _erase(service: Service, id: str, source: str) -> Erased:
    return erase(service.shelf, service.settings, service.reporter, PUBLIC, id, source, WHY)


def _key(service: Service, name: str) -> str:
    return str(service.graph.read("MATCH (s:Source {name: $name}) RETURN s.key AS key", name=name)[0]["key"])


def test_a_source_is_taken_out_as_if_never_read(service: Service, client: TestClient) -> None:
    old = make_snapshot(service, PUBLIC).snapshot
    key = _key(service, GONE)
    touching = cite(service, PUBLIC, Asked("search", "茶艺课", 1))
    other = cite(service, PUBLIC, Asked("match", "想找法律咨询", 3))
    with pytest.raises(NotInSnapshot, match="没有这个来源"):
        _erase(service, old.id, "没有这个来源")

    done = _erase(service, old.id, key)
    assert done.id == old.id
    assert done.citations_kept == (other.id,) and done.citations_gone == (touching.id,)

    for path in (f"/v1/snapshots/{old.id}", f"/v1/citations/{touching.id}"):
        answer = client.get(path)
        assert answer.status_code == 410
        assert answer.json()["successor"] == done.successor
        assert answer.json()["reason"] == WHY
    assert client.get(f"/v1/citations/{other.id}").content == other.content
    left = [path.name for path in service.shelf.store.folder.iterdir()]
    assert sorted(left) == sorted([done.successor, f"{old.id}.erased.json"])

    remove_source(service.ingest, key)
    service.fill_index_if_needed()
    never = make_snapshot(service, PUBLIC)
    assert (never.new, never.snapshot.id) == (False, done.successor)


@pytest.mark.extra
def test_what_was_cut_short_is_done_by_the_same_call(service: Service) -> None:
    old = make_snapshot(service, PUBLIC).snapshot
    key = _key(service, GONE)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(service.shelf.store, "bury", killed)
        with pytest.raises(KeyboardInterrupt):
            _erase(service, old.id, key)
    assert service.shelf.store.get(old.id).id == old.id
    assert _erase(service, old.id, key).id == old.id
    with pytest.raises(SnapshotErased):
        service.shelf.store.get(old.id)
