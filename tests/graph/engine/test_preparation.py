"""What keeps a server from starting is said before anything is downloaded or started."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from graph.engine import configuration, process, server
from graph.engine.errors import DiskFull, EngineBusy, EngineDied, FolderNotWritable, PasswordLost, PortInUse
from graph.engine.memory import MEMORY
from graph.engine.preparation import ensure_password
from graph.engine.server import Engine, EngineOptions

NOBODY = 65534


@pytest.fixture
def as_nobody() -> Iterator[None]:
    """Run as a user without special rights, where the tests run as root."""
    before = os.geteuid()
    if before == 0:
        os.seteuid(NOBODY)
    yield
    os.seteuid(before)


def test_port_of_another_program(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(PortInUse, match=str(port)) as caught:
            Engine(tmp_path, tmp_path / "cache", EngineOptions(bolt_port=port)).start()
    assert caught.value.exit_code == 3
    assert not (tmp_path / "cache").exists()


def test_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10, 9, 1_000_000))
    with pytest.raises(DiskFull) as caught:
        Engine(tmp_path, tmp_path / "cache").start()
    assert caught.value.where["free"] == 1_000_000
    assert not (tmp_path / "cache").exists()


def test_home_below_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(FolderNotWritable, match="file"):
        Engine(tmp_path / "file" / "home", tmp_path / "cache").start()


@pytest.mark.usefixtures("as_nobody")
def test_home_of_somebody_else() -> None:
    with pytest.raises(FolderNotWritable, match="/home-of-root"):
        Engine(Path("/home-of-root"), Path("/opt-of-root")).start()


def test_a_lost_password_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "data" / "databases").mkdir(parents=True)
    with pytest.raises(PasswordLost, match="password"):
        ensure_password(tmp_path, tmp_path / "jars", MEMORY["samples"])
    assert not (tmp_path / "password").exists()


def test_a_command_that_waits_says_so_and_gives_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "LOCK_SECONDS", 0.2)
    (tmp_path / "engine").mkdir()
    said: list[str] = []
    with FileLock(tmp_path / "engine" / "lock"), pytest.raises(EngineBusy):
        Engine(tmp_path, tmp_path / "cache").start(lambda _, en: said.append(en))
    assert len(said) == 1 and "waiting" in said[0]


def test_a_server_that_the_system_cannot_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(configuration, "JAVA", tmp_path / "no-java")
    (tmp_path / "logs").mkdir()
    with pytest.raises(EngineDied, match="no-java"):
        process.launch(tmp_path, tmp_path, MEMORY["samples"], ephemeral=False)
