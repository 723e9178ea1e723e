"""Is a source gone from a snapshot as if it had never been read, and what became of the answers that cite it?"""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from api.citing import Asked, cite
from api.reopening import Erased, erase
from api.service import Service
from api.snapshots import make_snapshot
from graph.principal import PUBLIC
from graph.snapshots.holding import NotInSnapshot
from ingest.pipeline import remove_source

pytestmark = pytest.mark.store
GONE = "西湖区可认领服务清单（示例）.csv"
WHY = "发布单位要求撤回"


def _erase(service: Service, id: str, source: str = GONE) -> Erased:
    return erase(service.shelf, service.settings, service.reporter, PUBLIC, id, source, WHY)


def test_a_source_is_taken_out_as_if_never_read(service: Service, client: TestClient) -> None:
    old = make_snapshot(service, PUBLIC).snapshot
    names = service.graph.read(
        "MATCH (r:Record {source: $key})-[:DESCRIBES]->(e) RETURN DISTINCT e.name AS n", key=GONE
    )
    touching = [cite(service, PUBLIC, Asked("search", row["n"], 1)) for row in names[:3]]
    other = cite(service, PUBLIC, Asked("ask", "示例网格学院是谁办的？", 3))
    with pytest.raises(NotInSnapshot, match=GONE[:6]):
        _erase(service, old.id, "没有这个来源")

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(service.shelf.store, "bury", killed)
        with pytest.raises(KeyboardInterrupt):
            _erase(service, old.id)
    assert service.shelf.store.get(old.id).id == old.id
    done = _erase(service, old.id)
    assert done.id == old.id and other.id in done.citations_kept
    gone = set(done.citations_gone)
    assert gone and gone <= {c.id for c in touching}

    for path in (f"/v1/snapshots/{old.id}", f"/v1/citations/{next(iter(gone))}"):
        answer = client.get(path)
        assert answer.status_code == 410
        assert answer.json()["successor"] == done.successor
        assert answer.json()["reason"] == WHY
    assert client.get(f"/v1/citations/{other.id}").content == other.content
    left = [path.name for path in service.shelf.store.folder.iterdir()]
    assert sorted(left) == sorted([done.successor, f"{old.id}.erased.json"])

    remove_source(service.ingest, GONE)
    service.fill_index_if_needed()
    never = make_snapshot(service, PUBLIC)
    assert (never.new, never.snapshot.id) == (False, done.successor)
