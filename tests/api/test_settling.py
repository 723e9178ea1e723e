"""Are places settled and profiles confirmed over HTTP and by the command, with the key, as jobs, and taken back again?"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.cli import main
from api.service import Service
from graph.engine.address import Address
from ingest.pipeline import ingest
from tests.ingest.reading import write_csv

pytestmark = pytest.mark.store

SOURCE = "待修资源清单.csv"
ROWS = [
    ("提供单位", "资源名称", "众受", "所在区"),
    ("示例夜校", "书法课", "用途甲", "新城区"),
    ("示例夜校", "合唱课", "用途乙", "新城区"),
]


@pytest.fixture(scope="module")
def listed(service: Service, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A source with two places that nobody knows, and a column of an unknown name."""
    path = write_csv(tmp_path_factory.mktemp("lists") / SOURCE, ROWS)
    assert not ingest(service.ingest, [path]).failed
    return SOURCE


def finished(client: TestClient, answer: Any) -> dict[str, Any]:
    """The result of the job that a request started."""
    assert answer.status_code == 202, answer.text
    for _ in range(600):
        state: dict[str, Any] = client.get(f"/v1/jobs/{answer.json()['id']}").json()
        if state["state"] in {"done", "failed"}:
            assert state["problem"] is None
            found: dict[str, Any] = state["result"]
            return found
        time.sleep(0.1)
    raise AssertionError("the job did not end")


def test_places_are_settled_over_http_and_taken_back(
    client: TestClient, key: dict[str, str], listed: str
) -> None:
    wanted = {"source": listed}
    (group,) = client.get("/v1/review/groups", params=wanted).json()
    assert (group["text"], group["places"]) == ("新城区", 2)
    first = client.get("/v1/review", params=wanted | {"reason": "place-ambiguous"}).json()["items"][0]
    assert first["cell"] in {"D2", "D3"}
    path, body = f"/v1/review/{first['id']}", {"place": "610102", "all_like": True}
    assert client.post(f"{path}/plan", json=body).json()["places"] == 2
    assert client.post(f"{path}/fix", json=body).status_code == 401
    assert client.post(f"{path}/fix", json={"role": "offer"}, headers=key).status_code == 422
    done = finished(client, client.post(f"{path}/fix", json=body, headers=key))
    assert (done["planned"]["places"], done["open"]) == (2, 0)
    assert client.get("/v1/review", params=wanted).json()["total"] == 0
    (fix,) = client.get("/v1/fixes").json()
    assert (fix["how"], fix["scope"], fix["source"]) == ("place", "source", listed)
    finished(client, client.delete(f"/v1/fixes/{fix['number']}", headers=key))
    assert client.get("/v1/review", params=wanted).json()["total"] == 2
    assert client.get("/v1/fixes").json() == []


def test_profiles_are_shown_confirmed_and_taken_back_over_http(
    client: TestClient, key: dict[str, str], listed: str
) -> None:
    (one,) = client.get(f"/v1/profiles/source/{listed}").json()["lists"]
    assert {c["wording"]: c["property"] for c in one["columns"]}["众受"] == "kept"
    assert "众受" in {c["wording"] for c in client.get("/v1/profiles/unknown").json()}
    assert client.get("/v1/profiles/source/没有的").status_code == 404
    wrong = client.post("/v1/profiles", json={"source": listed, "profile": "[["}, headers=key)
    assert (wrong.status_code, wrong.json()["line"]) == (422, 1)
    assert client.post("/v1/profiles", json={"source": listed}).status_code == 401
    done = finished(client, client.post("/v1/profiles", json={"source": listed}, headers=key))
    (known,) = client.get("/v1/profiles").json()
    assert (known["number"], known["sources"]) == (done["events"][0], [listed])
    finished(client, client.delete(f"/v1/profiles/{known['number']}", headers=key))
    assert client.get("/v1/profiles").json() == []


def test_a_profile_is_written_tried_confirmed_and_revoked_by_the_command(
    engine: Address,
    service: Service,
    client: TestClient,
    listed: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("GONGJIAN_HOME", str(service.settings.home))
    monkeypatch.setenv("NEO4J_URI", engine.uri)
    monkeypatch.setenv("NEO4J_PASSWORD", engine.password)
    file = tmp_path / "清单.profile.toml"

    def verb(*words: str) -> tuple[int, str]:
        monkeypatch.setattr("sys.argv", ["gongjian", *words])
        with pytest.raises(SystemExit) as end:
            main.run()
        said = capsys.readouterr()
        return int(end.value.code or 0), said.out + said.err

    assert verb("profile", "write", listed, "-o", str(file))[0] == 0
    text = file.read_text("utf-8")
    file.write_text(text.replace('wording = "众受"\nmeans = "kept"', 'wording = "众受"\nmeans = "remark"'))
    code, said = verb("profile", "test", listed, "--profile", str(file))
    assert code == 0 and "remark" in said
    code, said = verb("profile", "confirm", listed, "--profile", str(file), "--no-index")
    assert code == 0 and "--everywhere" in said
    assert "众受" not in verb("profile", "unknown")[1]
    number = client.get("/v1/profiles").json()[0]["number"]
    assert verb("profile", "revoke", str(number), "--no-index")[0] == 0
    assert "众受" in verb("profile", "show", listed)[1]
    code, said = verb("profile", "revoke", "999")
    assert code == 2 and "999" in said
    file.write_text("[[list]]\nsignatur = 1\n")
    code, said = verb("profile", "confirm", listed, "--profile", str(file))
    assert code == 2 and "signature" in said
