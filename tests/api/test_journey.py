"""Does a demand come back with matches, reasons, near misses and the sentence that says so?"""

from __future__ import annotations

import time
from typing import Any

import pytest
from fastapi.testclient import TestClient

pytestmark = pytest.mark.store


def _match(client: TestClient, text: str) -> dict[str, Any]:
    answer = client.post("/v1/matches", json={"text": text})
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


def _wait(client: TestClient, job: dict[str, Any]) -> dict[str, Any]:
    for _ in range(300):
        state: dict[str, Any] = client.get(f"/v1/jobs/{job['id']}").json()
        if state["state"] in {"done", "failed"}:
            return state
        time.sleep(0.1)
    raise AssertionError(f"the job does not end: {job}")


def test_a_free_check_up_for_old_people_is_found_and_certain(client: TestClient) -> None:
    best = _match(client, "想给独居老人找免费体检")["matches"][0]
    assert best["resource"]["name"] == "老年人免费体检"
    assert best["provider"]["name"] == "示例银杏里社区卫生服务中心"
    verdicts = {factor["name"]: factor["verdict"] for factor in best["factors"]}
    assert verdicts["kind"] == "fits"
    assert verdicts["cost"] == "fits"
    assert all(factor["reason"] for factor in best["factors"])


def test_every_quote_stands_in_its_passage(client: TestClient) -> None:
    for item in _match(client, "周六借一个能坐100人的会议室，在玄武区")["matches"]:
        assert item["evidence"]
        for proof in item["evidence"]:
            assert proof["text"][proof["start"] : proof["end"]] == proof["quote"]


def test_a_room_that_is_too_small_is_a_near_miss_and_says_so(client: TestClient) -> None:
    answer = _match(client, "在玄武区借一个能坐100人的会议室")
    small = [item for item in answer["near_misses"] if item["resource"]["name"] == "会议室"]
    assert [missed["name"] for missed in small[0]["missed"]] == ["capacity"]
    assert "会议室" not in [item["resource"]["name"] for item in answer["matches"]]


def test_a_surgical_mask_never_stands_for_a_protective_one(client: TestClient) -> None:
    answer = _match(client, "武侯区需要3000只医用防护口罩")
    assert [item["resource"]["name"] for item in answer["matches"]] == ["医用防护口罩"]


def test_a_protective_mask_may_stand_for_a_surgical_one(client: TestClient) -> None:
    names = [item["resource"]["name"] for item in _match(client, "武侯区需要3000只医用外科口罩")["matches"]]
    assert names[0] == "医用外科口罩"
    assert "医用防护口罩" in names


def test_what_nobody_offers_is_said_to_be_missing(client: TestClient) -> None:
    answer = _match(client, "需要一万副医用手套")
    assert answer["abstained"]
    assert answer["matches"] == []
    nearest = answer["near_misses"] + answer["nearest"]
    assert nearest
    assert all(item["missed"] for item in nearest)


def test_the_community_finds_partners_for_its_list_of_needs(client: TestClient) -> None:
    answer = client.get("/v1/organizations/示例银杏里社区/partners")
    assert answer.status_code == 200, answer.text
    names = [item["organization"]["name"] for item in answer.json()["partners"]]
    assert "示例银杏里社区卫生服务中心" in names


def test_search_says_why_and_where(client: TestClient) -> None:
    hits = client.get("/v1/search", params={"q": "法律咨询"}).json()["items"]
    assert hits[0]["name"] == "法律咨询"
    assert hits[0]["why"]
    assert "法律咨询" in hits[0]["evidence"][0]["quote"]


def test_an_uploaded_list_is_found_and_after_removal_is_not(client: TestClient, key: dict[str, str]) -> None:
    rows = "单位名称,资源名称,数量,所在地,联系电话\n示例天文馆,天文望远镜观测活动,2场,南京市玄武区,13912345678\n".encode()
    before = client.get("/v1/export").content
    answer = client.post("/v1/sources", files={"file": ("天文资源清单.csv", rows)}, headers=key)
    assert answer.status_code == 202, answer.text
    assert _wait(client, answer.json())["state"] == "done"
    hit = client.get("/v1/search", params={"q": "天文望远镜"}).json()["items"][0]
    assert "天文望远镜" in hit["name"]
    assert b"13912345678" not in client.get("/v1/export").content
    source = next(s for s in client.get("/v1/sources").json() if s["name"] == "天文资源清单.csv")
    assert _wait(client, client.delete(f"/v1/sources/{source['key']}", headers=key).json())["state"] == "done"
    assert client.get("/v1/export").content == before


def test_a_list_that_cannot_be_read_is_a_failed_job_with_a_reason(
    client: TestClient, key: dict[str, str]
) -> None:
    answer = client.post("/v1/sources", files={"file": ("坏.csv", b"\x00\x01\x02\xff" * 100)}, headers=key)
    result = _wait(client, answer.json())
    text = str(result["result"] or result["problem"])
    assert "坏.csv" in text
