"""Does the service refuse strangers, other sites' pages, large bodies and writes without the key?"""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.http.safety import MAX_BODY, admin_key

pytestmark = pytest.mark.store


def test_the_key_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    first = admin_key(tmp_path)
    assert len(first) >= 32
    assert admin_key(tmp_path) == first
    assert stat.S_IMODE((tmp_path / "admin.key").stat().st_mode) == 0o600


def test_a_key_that_was_cut_short_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "admin.key").write_text("")
    (tmp_path / "admin.key").chmod(0o644)
    assert len(admin_key(tmp_path)) >= 32
    assert stat.S_IMODE((tmp_path / "admin.key").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["admin.key"]


def test_answers_tell_browsers_not_to_guess(client: TestClient) -> None:
    for path in ("/", "/v1/status", "/nowhere"):
        headers = client.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in headers["content-security-policy"]


def test_head_is_get_without_a_body(client: TestClient) -> None:
    head = client.head("/v1/status")
    assert (head.status_code, head.content) == (200, b"")
    assert client.options("/v1/status").headers["allow"] == "GET"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "192.168.1.2:8765", ""])
def test_foreign_hosts_are_refused(client: TestClient, host: str) -> None:
    answer = client.get("/healthz", headers={"Host": host})
    assert answer.status_code == 421
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("host", ["127.0.0.1:8765", "localhost:8765", "[::1]:8765", "localhost"])
def test_local_hosts_are_served(client: TestClient, host: str) -> None:
    assert client.get("/healthz", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:9999"])
def test_pages_of_other_sites_are_refused(client: TestClient, origin: str) -> None:
    assert client.post("/v1/matches", json={"text": "口罩"}, headers={"Origin": origin}).status_code == 403


def test_the_services_own_page_may_ask(client: TestClient) -> None:
    answer = client.get("/v1/status", headers={"Origin": "http://127.0.0.1:8765"})
    assert answer.status_code == 200


def test_large_bodies_are_refused(client: TestClient) -> None:
    answer = client.post(
        "/v1/matches", content=b"x" * (MAX_BODY + 1), headers={"Content-Type": "application/json"}
    )
    assert answer.status_code == 413


def test_large_bodies_without_a_length_are_refused(client: TestClient) -> None:
    pieces = (b"x" * 65536 for _ in range(MAX_BODY // 65536 + 2))
    answer = client.post("/v1/matches", content=pieces, headers={"Content-Type": "application/json"})
    assert answer.status_code == 413


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic eDp5"}])
def test_writes_need_the_key(client: TestClient, headers: dict[str, str]) -> None:
    before = client.get("/v1/sources").json()
    assert (
        client.post("/v1/sources", files={"file": ("x.csv", b"a,b\n1,2\n")}, headers=headers).status_code
        == 401
    )
    assert client.delete("/v1/sources/anything", headers=headers).status_code == 401
    assert client.get("/v1/sources").json() == before
