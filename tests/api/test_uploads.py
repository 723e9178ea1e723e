"""Does an upload keep its plain name, wait its turn, and leave nothing behind?"""

from __future__ import annotations

import stat
import time
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.http.uploads import FileNameNotUsable, clear, drop, keep, plain_name
from api.service import Service

LIST = "单位名称,资源名称,数量,所在地,联系电话\n{name},便民理发,1次,南京市玄武区,13912345678\n"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/清单.csv", "清单.csv"),
        ("C:\\桌面\\需求 清单.xlsx", "需求 清单.xlsx"),
        ("/清单.csv", "清单.csv"),
        ("汉" * 80 + ".csv", "汉" * 80 + ".csv"),
    ],
)
def test_only_the_last_part_of_a_name_counts(given: str, kept: str) -> None:
    assert plain_name(given) == kept


@pytest.mark.parametrize(
    "given", [None, "", "..", "a/", "x" * 300 + ".csv", "汉" * 100 + ".csv", "a\x00.csv"]
)
def test_a_name_that_no_file_can_have_is_refused(given: str | None) -> None:
    with pytest.raises(FileNameNotUsable):
        plain_name(given)


def test_an_upload_is_its_owners_only_and_goes(tmp_path: Path) -> None:
    path = keep(BytesIO(b"a,b\n"), "清单.csv", tmp_path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    drop(path)
    assert list(tmp_path.iterdir()) == []


def test_uploads_of_dead_services_are_cleared_and_others_stay(tmp_path: Path) -> None:
    dead, alive, other = (tmp_path / name for name in ("upload-4194305-a", "upload-1-a", "uploads"))
    for folder in (dead, alive, other):
        folder.mkdir()
    keep(BytesIO(b"x"), "a.csv", tmp_path)
    clear(tmp_path)
    assert sorted(tmp_path.iterdir()) == [alive, other]


def _wait(client: TestClient, job: str) -> dict[str, Any]:
    for _ in range(300):
        state: dict[str, Any] = client.get(f"/v1/jobs/{job}").json()
        if state["state"] in {"done", "failed"}:
            return state
        time.sleep(0.1)
    raise AssertionError(f"the job does not end: {job}")


def _send(client: TestClient, key: dict[str, str], name: str, content: bytes) -> Any:
    return client.post("/v1/sources", files={"file": (name, content)}, headers=key)


@pytest.mark.store
def test_two_uploads_at_once_are_read_one_after_the_other(
    client: TestClient, key: dict[str, str], service: Service
) -> None:
    names = ["理发一.csv", "理发二.csv"]
    answers = [_send(client, key, name, LIST.format(name=f"示例{name[:3]}店").encode()) for name in names]
    states = [_wait(client, answer.json()["id"]) for answer in answers]
    assert [state["state"] for state in states] == ["done", "done"]
    assert [state["result"]["files"][0]["outcome"] for state in states] == ["stored", "stored"]
    assert all(state["events"] for state in states)
    assert not list(service.settings.home.glob("upload-*"))
    for name in names:
        assert (
            _wait(client, client.delete(f"/v1/sources/{name}", headers=key).json()["id"])["state"] == "done"
        )


@pytest.mark.store
@pytest.mark.parametrize("name", ["x" * 300 + ".csv", ".."])
def test_a_bad_name_is_a_problem(client: TestClient, key: dict[str, str], name: str) -> None:
    answer = _send(client, key, name, b"a,b\n1,2\n")
    assert answer.status_code == 422
    assert answer.json()["type"] == "urn:gongjian:problem:file-name-not-usable"


@pytest.mark.store
def test_the_limit_of_the_settings_reaches_the_reader(
    client: TestClient, key: dict[str, str], service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "settings", service.settings.model_copy(update={"max_file_mb": 1}))
    state = _wait(client, _send(client, key, "大.csv", b"a,b\n" * 300_000).json()["id"])
    report = state["result"]["files"][0]
    assert (report["outcome"], report["problem"]) == ("failed", "too-big")
    assert report["where"]["allowed"] == 1_000_000


@pytest.mark.store
def test_a_phone_number_in_a_name_is_in_no_event(client: TestClient, key: dict[str, str]) -> None:
    state = _wait(client, _send(client, key, "王13912345678.csv", b"").json()["id"])
    assert "13912345678" not in str(state)


@pytest.mark.store
def test_removing_what_is_not_there_fails_with_a_problem(client: TestClient, key: dict[str, str]) -> None:
    state = _wait(client, client.delete("/v1/sources/没有", headers=key).json()["id"])
    assert state["state"] == "failed"
    assert state["problem"]["type"].startswith("urn:gongjian:problem:")
    assert state["problem"]["detail_en"]
