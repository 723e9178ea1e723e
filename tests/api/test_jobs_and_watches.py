"""Do jobs tell how far they are, can a stream of events be gone on with, and are watches and notices served?"""

from __future__ import annotations

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
    moment = pace.take(50, 100, "a.csv", rows=100, step="read")
    assert (moment.counted, moment.rate, moment.remaining) == (100, 50.0, 2.0)
    now[0] = 13.0
    moment = pace.take(75, 100, "b.csv", rows=20, step="read")
    assert (moment.counted, moment.rate, moment.remaining, moment.unit) == (120, 40.0, 1.0, "rows")
    assert pace.take(0, 9, step="settle").counted == 0
    assert clock(moment.remaining) == "0:01"


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
