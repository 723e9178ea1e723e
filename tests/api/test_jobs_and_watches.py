"""Do jobs tell how far they are, can a stream of events be gone on with, and are watches and notices served?"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api import log
from api.http.app import create_app
from api.http.jobs import KEPT_EVENTS, Job, Report
from api.http.streams import Streams, TooManyFollow
from api.pace import Pace, clock
from api.service import Service
from api.settings import Settings
from graph.connection import Graph
from ingest.pipeline import IngestOptions, ingest
from tests.api.conftest import ADDRESS, Quiet
from tests.ingest.reading import write_csv

ROWS = [("提供单位", "资源名称"), ("示例大学", "会议室"), ("示例医院", "义诊")]


def test_pace_tells_rows_a_second_and_the_time_that_is_left() -> None:
    now = [0.0]
    pace = Pace(lambda: now[0])
    now[0] = 10.0
    pace.take(0, 100, "a.csv", step="read")
    now[0] = 12.0
    moment = pace.take(20, 100, "a.csv", rows=100, step="read")
    assert (moment.counted, moment.rate, moment.remaining) == (100, 50.0, None)
    now[0] = 16.0
    moment = pace.take(75, 100, "b.csv", rows=20, step="read")
    assert (moment.counted, moment.rate, moment.remaining, moment.unit) == (120, 20.0, 2.0, "rows")
    assert pace.take(0, 9, step="settle").counted == 0
    assert clock(moment.remaining) == "0:02"


def test_no_remaining_time_is_told_without_ground() -> None:
    now = [100.0]
    pace = Pace(lambda: now[0])
    pace.take(5000, 100_000, step="index")
    told = {}
    for second, done in ((6, 5001), (9, 6800), (10, 15_000), (40, 15_001)):
        now[0] = 100.0 + second
        told[second] = pace.take(done, 100_000, step="index").remaining
    assert told == {6: None, 9: None, 10: 85.0, 40: 340.0}
    now[0] = 200.0
    assert pace.take(10, 100, step="index").remaining is None, "another file: it begins anew"


def test_the_events_of_a_job_are_bounded_and_numbered_on() -> None:
    job = Job("1", "ingest")
    report = Report(job)
    for number in range(KEPT_EVENTS + 20):
        report(f"第 {number} 步")
    report.advance(1, 2, "电话13912345678.csv", rows=1, step="read")
    assert len(job.told) == KEPT_EVENTS and job.told[-1].number == KEPT_EVENTS + 21
    assert [e.what for e in job.after(KEPT_EVENTS + 19)] == ["message", "progress"]
    assert job.progress is not None and "13912345678" not in job.progress.file


@pytest.fixture
def service(graph: Graph, service_home: Path) -> Iterator[Service]:
    """A service over the clean graph."""
    opened = Service(Settings(home=service_home), graph, Quiet())
    yield opened
    if "vectors" in opened.__dict__:
        opened.vectors.close()


@pytest.fixture
def client(service: Service) -> Iterator[TestClient]:
    """Its client, with the admin key."""
    log.silence()
    with TestClient(create_app(service), base_url=ADDRESS) as opened:
        key = opened.app.state.admin_key  # type: ignore[attr-defined]
        opened.headers["Authorization"] = f"Bearer {key}"
        yield opened


def events(client: TestClient, job: str, last: int = 0) -> list[dict[str, Any]]:
    """The events of a job's stream behind a number, until it ends."""
    answer = client.get(f"/v1/jobs/{job}/events", headers={"Last-Event-ID": str(last)})
    assert answer.headers["content-type"].startswith("text/event-stream")
    return [json.loads(line[6:]) for line in answer.text.splitlines() if line.startswith("data: ")]


@pytest.mark.store
def test_a_dry_run_over_http_tells_what_would_change_and_streams_its_events(
    client: TestClient, service: Service, tmp_path: Path
) -> None:
    ingest(service.ingest, [write_csv(tmp_path / "清单.csv", ROWS[:2])], IngestOptions(source="示例"))
    version = service.graph.read("MATCH (g:Run {id: 'graph'}) RETURN g.version AS v")
    changed = write_csv(tmp_path / "新.csv", ROWS)
    with changed.open("rb") as file:
        form = {"source": "示例", "replace": "true", "dry_run": "true", "licence": "CC BY 4.0"}
        job = client.post("/v1/sources", files={"file": ("清单.csv", file)}, data=form).json()
    told = events(client, job["id"])
    assert told[-1]["what"] == "end" and told[-1]["state"] == "done"
    assert [e["number"] for e in told] == list(range(1, len(told) + 1))
    assert events(client, job["id"], last=told[-2]["number"]) == told[-1:]
    while (state := client.get(f"/v1/jobs/{job['id']}").json())["state"] == "running":
        time.sleep(0.05)
    (report,) = state["result"]["files"]
    assert report["outcome"] == "would-store"
    assert report["changes"]["rows"] == {"added": 1, "changed": 0, "gone": 0}
    assert report["changes"]["examples"][0]["after"]["row"] == 3
    assert service.graph.read("MATCH (g:Run {id: 'graph'}) RETURN g.version AS v") == version
    assert len(service.graph.read("MATCH (s:Source) RETURN s.id AS id")) == 1
    assert client.get("/v1/jobs/none/events").status_code == 404


@pytest.mark.store
def test_so_many_follow_jobs_and_no_more(client: TestClient) -> None:
    job = client.app.state.jobs.start("test", lambda _report: {})  # type: ignore[attr-defined]
    client.app.state.streams = Streams(most=0)  # type: ignore[attr-defined]
    refused = client.get(f"/v1/jobs/{job.id}/events")
    assert refused.status_code == 503 and refused.json()["type"].endswith("too-many-follow")
    assert "GET /v1/jobs/" in refused.json()["detail"]
    client.app.state.streams = Streams(most=1)  # type: ignore[attr-defined]
    for _ in range(3):
        assert events(client, job.id)[-1]["what"] == "end"


def test_a_stream_that_is_left_makes_room() -> None:
    job, streams = Job("1", "ingest"), Streams(most=1)
    Report(job)("一步")

    async def look() -> None:
        first = streams.follow(job, 0)
        assert "一步" in await anext(first)
        with pytest.raises(TooManyFollow):
            streams.follow(job, 0)
        await first.aclose()  # type: ignore[attr-defined]
        assert "一步" in await anext(streams.follow(job, 0))

    asyncio.run(look())


@pytest.mark.store
def test_a_job_that_reads_again_tells_how_far_it_is(
    client: TestClient, service: Service, tmp_path: Path
) -> None:
    listing = write_csv(
        tmp_path / "清单.csv", [("提供方", "资源名称"), ("示例大学", "会议室"), ("示例医院", "义诊")]
    )
    ingest(service.ingest, [listing], IngestOptions(source="示例"))
    for ask in (
        lambda: client.post("/v1/profiles", json={"source": "示例"}),
        lambda: client.delete(f"/v1/profiles/{client.get('/v1/profiles').json()[0]['number']}"),
    ):
        told = events(client, ask().json()["id"])
        shares = [(e["done"], e["total"]) for e in told if e["step"] == "reread"]
        assert shares[0] == (0, 100) and shares[-1] == (100, 100)
        assert told[-1]["state"] == "done"
    for there in ("/v1/profiles/999", "/v1/fixes/999"):
        assert client.delete(there).json()["type"].endswith("no-such-entry")
    assert 'lang="zh-CN"><a' in (shown := client.get("/sources").text) and ">示例</a>" in shown


@pytest.mark.store
def test_what_is_wrong_with_a_request_is_said_in_both_languages(client: TestClient) -> None:
    def said(**request: Any) -> str:
        answer = client.post("/v1/watches", **request).json()
        return str((answer["detail"], answer["detail_en"]))

    broken = said(content="{bad", headers={"content-type": "application/json"})
    assert "不是 JSON" in broken and "JSON decode error" in broken
    assert "body.target 没有给出" in said(json={})
    assert "body.colour 不是可用的字段" in said(json={"target": "/tmp", "colour": "red"})
    assert "body.target 超出允许的范围" in said(json={"target": ""})


@pytest.mark.store
def test_watches_need_the_key_and_notices_are_read_on(
    client: TestClient, service: Service, tmp_path: Path
) -> None:
    target = {"target": str(tmp_path), "every": "1h"}
    assert client.post("/v1/watches", json=target, headers={"Authorization": ""}).status_code == 401
    assert client.get("/v1/watches", headers={"Authorization": ""}).status_code == 401
    made = client.post("/v1/watches", json=target)
    assert made.status_code == 201 and made.json()["every"] == 3600
    assert client.post("/v1/watches", json=target).status_code == 409
    assert client.post("/v1/watches", json={**target, "every": "1s"}).status_code == 400
    assert client.post("/v1/watches", json={"target": "https://example.org/a.csv"}).status_code == 403
    assert [w["id"] for w in client.get("/v1/watches").json()] == [made.json()["id"]]
    assert client.delete(f"/v1/watches/{made.json()['id']}").status_code == 200
    assert client.get("/v1/watches").json() == []
    assert client.get("/v1/notices").json() == {"items": [], "last": 0}
    ingest(service.ingest, [write_csv(tmp_path / "清单.csv", ROWS)])
    notices = client.get("/v1/notices").json()
    assert [(n["what"], n["file"]) for n in notices["items"]] == [("new", "清单.csv")]
    assert client.get("/v1/notices", params={"after": notices["last"]}).json()["items"] == []
    assert client.get("/v1/review/successions").json() == []
