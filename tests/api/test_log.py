"""Does the log hold what happened and nothing of what people typed or lists say?"""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
import structlog
from fastapi.testclient import TestClient

from api import log

PHONE = "13912345678"


def test_the_log_is_its_owners_only_after_rotation_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log, "MAX_BYTES", 500)
    path = log.configure(tmp_path)
    for _ in range(20):
        structlog.get_logger("gongjian.test").info("line")
    files = list(path.parent.iterdir())
    assert len(files) > 1
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    log.silence()


def test_an_error_is_logged_by_type_and_place_without_its_words(tmp_path: Path) -> None:
    path = log.configure(tmp_path)
    try:
        int(f"电话{PHONE}")
    except ValueError as error:
        structlog.get_logger("gongjian.test").error("unexpected", exc_info=error)
    line = json.loads(path.read_text(encoding="utf-8").splitlines()[-1])
    assert line["error"] == "ValueError"
    assert any("test_log.py" in frame for frame in line["frames"])
    assert PHONE not in path.read_text(encoding="utf-8")
    log.silence()


@pytest.mark.store
def test_what_is_asked_never_reaches_the_log(client: TestClient, key: dict[str, str], tmp_path: Path) -> None:
    path = log.configure(tmp_path)
    client.get("/v1/search", params={"q": f"联系 {PHONE}"})
    client.post("/v1/matches", json={"text": f"{PHONE} 要会议室"})
    client.get(f"/v1/organizations/{PHONE}/partners")
    client.get(f"/v1/entities/{PHONE}")
    client.get(f"/{PHONE}", headers={"User-Agent": PHONE})
    client.delete(f"/v1/sources/{PHONE}", headers=key)
    text = path.read_text(encoding="utf-8")
    log.silence()
    assert text.count('"request"') == 6
    assert PHONE not in text
    assert "要会议室" not in text
    assert key["Authorization"].split()[1] not in text
