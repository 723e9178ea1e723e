"""Is every error a problem that says what was wrong and what to do, and never a stack trace?"""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

pytestmark = pytest.mark.store

CASES = [
    ("GET", "/nowhere", None, 404),
    ("PUT", "/v1/search?q=a", None, 405),
    ("GET", "/v1/search", None, 422),
    ("GET", "/v1/search?q=口罩&limit=0", None, 422),
    ("GET", "/v1/search?q=口罩&type=Nothing", None, 422),
    ("GET", "/v1/entities/r000000000000000000000000", None, 404),
    ("GET", "/v1/entities/%60%29%20DETACH%20DELETE%20n", None, 404),
    ("GET", "/v1/schemas/Nothing", None, 404),
    ("GET", "/v1/jobs/none", None, 404),
    ("GET", "/v1/review?cursor=nonsense", None, 422),
    ("GET", "/v1/export?format=turtle&full=true", None, 400),
    ("POST", "/v1/matches", {}, 422),
    ("POST", "/v1/matches", {"text": "a", "id": "b"}, 422),
    ("POST", "/v1/matches", {"text": "口罩", "surprise": 1}, 422),
    ("POST", "/v1/matches", {"id": "r000000000000000000000000"}, 404),
    ("GET", "/v1/organizations/r000000000000000000000000/partners", None, 404),
]


@pytest.mark.parametrize(("method", "path", "body", "status"), CASES)
def test_errors_are_problems(client: TestClient, method: str, path: str, body: object, status: int) -> None:
    answer = client.request(method, path, json=body)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["type"].startswith("urn:gongjian:problem:")
    assert problem["status"] == status
    assert problem["detail"]
    assert problem["detail_en"]
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    "text",
    [
        '+-&&||!(){}[]^"~*?:\\/',
        "'; MATCH (n) DETACH DELETE n //",
        "{{7*7}}${7*7}",
        "😷😷",
        "口罩" * 900,
        "\t\n ",
        "ＭＡＳＫ 口罩",
        "‮口罩",
    ],
)
def test_odd_questions_get_a_sane_answer(client: TestClient, text: str) -> None:
    before = client.get("/v1/status").json()
    found = client.get("/v1/search", params={"q": text})
    matched = client.post("/v1/matches", json={"text": text})
    assert found.status_code in {200, 400, 422}, found.text
    assert matched.status_code in {200, 400, 422}, matched.text
    assert client.get("/v1/status").json() == before


def test_a_nul_is_refused(client: TestClient) -> None:
    answer = client.post("/v1/matches", json={"text": "口罩\x00"})
    assert answer.status_code in {400, 422}
