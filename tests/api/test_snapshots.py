"""Is an answer that was cited returned for ever, byte for byte, over HTTP and on the command line?"""

from __future__ import annotations

import csv
import hashlib
import json
import re
import shutil
import time
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api import log
from api.cli import main
from api.service import Service
from ingest.pipeline import IngestOptions, ingest

pytestmark = pytest.mark.store

QUESTIONS = (
    ("search", "会议室"),
    ("match", "想给独居老人找免费体检"),
    ("partners", "示例银杏里社区"),
    ("similar", "独居老人白天没人照看"),
    ("ask", "示例网格学院是谁办的？"),
)
DOCS = Path(__file__).resolve().parents[2] / "docs/snapshots.md"


@pytest.fixture(scope="module")
def snapshot(client: TestClient, key: dict[str, str]) -> str:
    """A snapshot of the samples, made over HTTP."""
    job = client.post("/v1/snapshots", json={"note": "示例"}, headers=key)
    assert job.status_code == 202, job.text
    for _ in range(600):
        state = client.get(f"/v1/jobs/{job.json()['id']}").json()
        if state["state"] in {"done", "failed"}:
            break
        time.sleep(0.1)
    assert state["state"] == "done", state
    return str(state["result"]["id"])


@pytest.fixture
def verb(
    service: Service, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> Any:
    """Runs a verb in the service's home; no engine is named, and none is needed. Exit code, output, errors."""
    monkeypatch.setenv("GONGJIAN_HOME", str(service.settings.home))

    def run(*words: str) -> tuple[int, bytes, str]:
        monkeypatch.setattr("sys.argv", ["gongjian", *words])
        with pytest.raises(SystemExit) as end:
            main.run()
        said = capsysbinary.readouterr()
        return int(end.value.code or 0), said.out, said.err.decode()

    yield run
    log.silence()


def _cite(client: TestClient, key: dict[str, str], id: str, **body: Any) -> Any:
    return client.post(f"/v1/snapshots/{id}/citations", json=body, headers=key)


def test_the_list_and_the_manifest(client: TestClient, snapshot: str) -> None:
    listed = client.get("/v1/snapshots").json()
    assert [(i["id"], i["live"], i["note"]) for i in listed["items"]] == [(snapshot, True, "示例")]
    held = client.get(f"/v1/snapshots/{snapshot[:10]}").json()
    assert {"export.nq", "parameters.toml", "search/entities.f32"} <= {f["name"] for f in held["files"]}
    export = client.get(f"/v1/snapshots/{snapshot}/export")
    entry = next(f for f in held["files"] if f["name"] == "export.nq")
    assert hashlib.sha256(export.content).hexdigest() == entry["sha256"]
    assert export.content == client.get("/v1/export").content
    assert client.get("/v1/snapshots/0000000000").status_code == 404
    assert client.post("/v1/snapshots").status_code == 401


def test_searching_it_gives_the_live_hits_and_pages(client: TestClient, snapshot: str) -> None:
    live = client.get("/v1/search", params={"q": "会议室"}).json()["items"]
    first = client.get(f"/v1/snapshots/{snapshot}/search", params={"q": "会议室", "limit": 5})
    assert first.json()["graph_version"] == snapshot
    assert {h["id"] for h in first.json()["items"]} <= {h["id"] for h in live}
    more = {"q": "会议室", "limit": 5, "cursor": first.json()["cursor"]}
    assert client.get(f"/v1/snapshots/{snapshot}/search", params=more).status_code == 200
    again = client.get(f"/v1/snapshots/{snapshot}/search", params={"q": "会议室", "limit": 5})
    assert again.content == first.content


def test_a_telephone_number_in_a_question_is_not_kept(
    client: TestClient, key: dict[str, str], snapshot: str
) -> None:
    made = _cite(client, key, snapshot, kind="search", query="会议室 联系13812345678", limit=3)
    assert made.status_code == 201, made.text
    kept = client.get(made.json()["url"])
    assert kept.json()["query"] == "会议室 联系***********" and kept.json()["results"]["items"]
    assert "13812345678" not in kept.text


def test_sparql_is_asked_in_the_three_ways_of_the_protocol(client: TestClient, snapshot: str) -> None:
    at, query = f"/v1/snapshots/{snapshot}/sparql", "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
    got = client.get(at, params={"query": query})
    assert got.headers["content-type"] == "application/sparql-results+json"
    assert got.content == client.post(at, data={"query": query}).content
    sent = client.post(at, content=query.encode(), headers={"Content-Type": "application/sparql-query"})
    assert sent.content == got.content
    for accept, kind in (
        ("text/csv", "text/csv; charset=utf-8"),
        ("application/sparql-results+xml;q=0.9, text/csv;q=0.1", "application/sparql-results+xml"),
        ("*/*", "application/sparql-results+json"),
    ):
        assert (
            client.get(at, params={"query": query}, headers={"Accept": accept}).headers["content-type"]
            == kind
        )
    built = client.get(
        at,
        params={"query": "CONSTRUCT WHERE { ?s ?p ?o } LIMIT 1"},
        headers={"Accept": "application/n-triples"},
    )
    assert built.headers["content-type"] == "application/n-triples" and built.text.endswith(" .\n")
    assert client.get(at, params={"query": query}, headers={"Accept": "image/png"}).status_code == 406
    for wrong in ("SELECT", "DELETE WHERE { ?s ?p ?o }", "SELECT * { SERVICE <http://x> { ?s ?p ?o } }"):
        refused = client.get(at, params={"query": wrong})
        assert (refused.status_code, refused.headers["content-type"]) == (400, "application/problem+json")
    assert client.post(at, content=b"update=x", headers={"Content-Type": "text/plain"}).status_code == 400


def test_the_examples_of_the_handbook_are_answered(client: TestClient, snapshot: str) -> None:
    queries = re.findall(r"```sparql\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    assert len(queries) >= 5
    for query in queries:
        answer = client.get(
            f"/v1/snapshots/{snapshot}/sparql", params={"query": query}, headers={"Accept": "text/csv"}
        )
        assert answer.status_code == 200, (query, answer.text)
        assert len(list(csv.reader(answer.text.splitlines()))) > 1, query


def test_the_page_keeps_an_answer_with_the_key_and_shows_it(
    client: TestClient, snapshot: str, key: dict[str, str]
) -> None:
    answer = client.get("/ask", params={"q": "示例网格学院是谁办的？"})
    assert "引用这个回答" in answer.text
    form = client.get("/cite", params={"kind": "ask", "q": "示例网格学院是谁办的？"})
    assert snapshot in form.text
    asked = {"kind": "ask", "q": "示例网格学院是谁办的？"}
    refused = client.post("/cite", data=asked | {"key": "wrong"}, follow_redirects=False)
    assert refused.status_code == 401
    secret = key["Authorization"].removeprefix("Bearer ")
    kept = client.post("/cite", data=asked | {"key": secret}, follow_redirects=False)
    assert kept.status_code == 303
    for language in ("", "&lang=en"):
        shown = client.get(f"{kept.headers['location']}?date=2026-03-01{language}")
        assert snapshot in shown.text and "@misc{gongjian-" in shown.text and "2026-03-01" in shown.text
        assert "<blockquote" in shown.text
    assert client.get(f"{kept.headers['location']}?date=nonsense").status_code == 422
    assert kept.headers["location"].split("/")[-1] in client.get("/snapshots").text


def test_a_cited_answer_stays_the_same_after_a_new_ingest(
    client: TestClient, snapshot: str, key: dict[str, str], service: Service, verb: Any, tmp_path: Path
) -> None:
    kept: dict[str, bytes] = {}
    for kind, query in QUESTIONS:
        made = _cite(client, key, "live", kind=kind, query=query, limit=5)
        assert made.status_code == 201, made.text
        assert made.json()["snapshot"] == snapshot
        content = client.get(made.json()["url"]).content
        kept[made.json()["id"]] = content
        _check(content, snapshot, kind, query)
    assert _cite(client, key, "live", kind="ask", query="谁？").status_code == 201
    new = tmp_path / "资源清单.csv"
    new.write_text("单位,资源,数量\n示例新社区,会议室,5间\n示例新社区,免费体检,3场\n", encoding="utf-8")
    assert not ingest(service.ingest, [new], IngestOptions(source="新清单")).failed
    service.fill_index_if_needed()
    assert client.get("/v1/snapshots").json()["items"][0]["live"] is False

    for id, content in kept.items():
        assert client.get(f"/v1/citations/{id}").content == content
        assert verb("snapshot", "answer", id) == (0, content, "")
    assert _cite(client, key, "live", kind="ask", query="谁？").status_code == 409
    older = _cite(client, key, snapshot, kind="partners", query="示例银杏里社区")
    assert older.status_code == 409 and "snapshot open" in older.json()["detail"]
    searched = _cite(client, key, snapshot, kind="search", query="会议室", limit=5)
    plain = client.get(searched.json()["url"]).json()
    assert "示例新社区" not in json.dumps(plain, ensure_ascii=False)
    _check(client.get(searched.json()["url"]).content, snapshot, "search", "会议室")

    copied = tmp_path / "copy"
    shutil.copytree(service.settings.home / "snapshots" / snapshot, copied)
    id, content = next(iter(kept.items()))
    assert verb("snapshot", "answer", id, "--from", str(copied))[1] == content
    code, _, said = verb("snapshot", "answer", "0" * 32)
    assert code == 2 and "--from" in said
    code, out, _ = verb("snapshot", "answer", id, "--style", "bibtex", "--date", "2026-03-01")
    assert code == 0 and snapshot in out.decode() and "urldate = {2026-03-01}" in out.decode()
    removed = client.delete("/v1/sources/新清单", headers=key)
    assert removed.status_code == 202


def _check(content: bytes, snapshot: str, kind: str, query: str) -> None:
    """Canonical bytes that hold all they rest on."""
    plain = json.loads(content)
    again = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    assert again == content
    assert (plain["snapshot"], plain["kind"], plain["query"]) == (snapshot, kind, query)
    evidence = plain["evidence"]
    passages = {p["id"]: p for p in evidence["passages"]}
    records = {r["id"] for r in evidence["records"]}
    sources = {s["key"] for s in evidence["sources"]}
    assert passages and records and sources
    for record in evidence["records"]:
        assert record["source"] in sources
        for statement in record["statements"]:
            for quote in statement["quotes"]:
                assert quote["end"] <= len(passages[quote["passage"]]["text"])
    for thing in evidence["entities"]:
        assert set(thing["members"]) <= records
    named = set(re.findall(r'"(p[0-9a-f]{24})"', json.dumps(plain["results"])))
    assert named <= passages.keys()


def test_the_verbs_that_read_files_need_no_engine(verb: Any, snapshot: str) -> None:
    code, out, said = verb("snapshot", "verify", snapshot[:8])
    assert (code, said) == (0, "") and snapshot in out.decode()
    code, out, _ = verb("snapshot", "search", snapshot, "会议室", "--json")
    assert code == 0 and json.loads(out)["graph_version"] == snapshot
    code, out, _ = verb("snapshot", "query", snapshot, "ASK {}", "--format", "csv")
    assert (code, out.strip()) == (0, b"true")
    assert verb("snapshot", "show", snapshot, "--json")[0] == 0
    assert verb("snapshot", "query", snapshot, "SELECT")[0] == 2
