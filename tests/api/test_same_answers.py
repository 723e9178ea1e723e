"""Is what a verb prints with ``--json`` the object that its HTTP route returns?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api import log
from api.cli import main
from graph.engine.address import Address

pytestmark = pytest.mark.store

QUESTION = "周六借一个能坐100人的会议室，在玄武区"
WHO = "示例银杏里社区"


@pytest.fixture
def verb(
    engine: Address, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Any:
    """Runs the command against the test's store; its exit code, standard output and standard error."""
    monkeypatch.setenv("GONGJIAN_HOME", str(tmp_path))
    monkeypatch.setenv("NEO4J_URI", engine.uri)
    monkeypatch.setenv("NEO4J_USER", engine.user)
    monkeypatch.setenv("NEO4J_PASSWORD", engine.password)

    def run(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["gongjian", *words])
        with pytest.raises(SystemExit) as end:
            main.run()
        said = capsys.readouterr()
        return int(end.value.code or 0), said.out, said.err

    yield run
    log.silence()


@pytest.mark.parametrize(
    ("words", "method", "path", "body"),
    [
        (["search", "会议室", "--limit", "3"], "GET", "/v1/search?q=会议室&limit=3", None),
        (["match", QUESTION], "POST", "/v1/matches", {"text": QUESTION}),
        (
            ["match", "武侯区需要3000只医用防护口罩"],
            "POST",
            "/v1/matches",
            {"text": "武侯区需要3000只医用防护口罩"},
        ),
        (["ask", "有哪些品牌"], "GET", "/v1/ask?q=有哪些品牌", None),
        (["ask", QUESTION], "GET", f"/v1/ask?q={QUESTION}", None),
        (["similar", QUESTION], "POST", "/v1/cases/similar", {"text": QUESTION}),
        (["partners", WHO], "GET", f"/v1/organizations/{WHO}/partners", None),
        (["status"], "GET", "/v1/status", None),
        (["sources"], "GET", "/v1/sources", None),
        (["review", "--limit", "5"], "GET", "/v1/review?limit=5", None),
        (["review", "--groups"], "GET", "/v1/review/groups", None),
        (["repair", "fixes"], "GET", "/v1/fixes", None),
        (["profile", "list"], "GET", "/v1/profiles", None),
        (["profile", "unknown"], "GET", "/v1/profiles/unknown", None),
    ],
)
def test_a_verb_prints_what_the_route_returns(
    client: TestClient, verb: Any, words: list[str], method: str, path: str, body: object
) -> None:
    code, out, _ = verb(*words, "--json")
    assert code == 0
    assert json.loads(out) == client.request(method, path, json=body).json()


@pytest.mark.parametrize(
    ("words", "path", "code"),
    [
        (["search", "口罩", "--type", "Nothing"], "/v1/search?q=口罩&type=Nothing", 2),
        (["search", "口罩", "--cursor", "broken"], "/v1/search?q=口罩&cursor=broken", 2),
        (["export", "--format", "turtle", "--full", "--json"], "/v1/export?format=turtle&full=true", 2),
    ],
)
def test_an_error_is_the_same_problem(
    client: TestClient, verb: Any, words: list[str], path: str, code: int
) -> None:
    ended, out, err = verb(*words, "--json") if "export" not in words else verb(*words[:-1])
    assert (ended, out) == (code, "")
    problem = client.get(path).json()
    if "export" in words:
        assert problem["detail"] in err
        assert problem["detail_en"] in err
    else:
        assert json.loads(err) == problem


@pytest.mark.parametrize(
    "words",
    [["nothing"], ["search"], ["search", "x", "--limit", "0"], ["export", "--format", "x"], ["--nope"]],
)
def test_wrong_usage_ends_with_2_and_says_so(verb: Any, words: list[str]) -> None:
    code, out, err = verb(*words)
    assert code == 2
    assert out == ""
    assert "用法不对" in err
    assert "Traceback" not in err


def test_a_wrong_password_ends_with_3(verb: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", "wrong")
    code, _, err = verb("status", "--json")
    assert code == 3
    assert json.loads(err)["type"] == "urn:gongjian:problem:wrong-password"


def test_an_export_into_a_closed_pipe_ends_in_peace(verb: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(*_: object) -> int:
        raise BrokenPipeError

    monkeypatch.setattr("api.cli.console.sys.stdout.write", closed)
    monkeypatch.setattr(main, "_let_go_of_output", lambda: None)
    assert verb("sources", "--json")[0] == 0


def test_a_text_that_is_too_long_is_refused(verb: Any) -> None:
    code, _, err = verb("match", "口罩" * 2000)
    assert code == 2
    assert "2000" in err
