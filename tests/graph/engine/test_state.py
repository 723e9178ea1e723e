"""``server.json`` is believed only while it is true."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from graph.engine import state
from graph.engine.configuration import SERVER_CLASS, home_argument
from graph.engine.server import Engine
from graph.engine.state import ServerState

OWN = ServerState(os.getpid(), psutil.Process().create_time(), 7687, "2026.08.1", "samples")


def test_written_whole_and_private(tmp_path: Path) -> None:
    path = tmp_path / "server.json"
    state.save(path, OWN)
    state.save(path, OWN)
    assert state.load(path) == OWN
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"pid": 1}', '{"pid": 1, "more": 2}', "\x00\x01"])
def test_what_is_no_state_is_none(tmp_path: Path, text: str) -> None:
    path = tmp_path / "server.json"
    path.write_text(text)
    assert state.load(path) is None


@pytest.mark.parametrize("pid", [os.getpid(), 1, 2**22 + 1, -5])
def test_another_process_with_that_number_is_not_the_server(tmp_path: Path, pid: int) -> None:
    """A stale file names a process id that somebody else has now, or nobody: nothing is stopped."""
    engine = Engine(tmp_path, tmp_path / "cache")
    engine.folder.mkdir()
    path = engine.folder / "server.json"
    state.save(path, ServerState(pid, OWN.started, 7687, "2026.08.1", "samples"))
    assert engine.status() is None
    assert engine.stop() is False
    assert not path.exists()
    assert psutil.pid_exists(os.getpid())


def test_a_process_is_known_by_the_home_that_it_serves(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-c",
        "print(flush=True); input()",
        SERVER_CLASS,
        home_argument(tmp_path / "a"),
    ]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout is not None and process.stdout.readline()
            seen = psutil.Process(process.pid)
            known = ServerState(process.pid, seen.create_time(), 0, "2026.08.1", "samples")
            assert state.process_of(known, tmp_path / "a") == seen
            assert state.process_of(known, tmp_path / "b") is None
            assert state.find_process(tmp_path / "a") == seen
            assert state.find_process(tmp_path / "b") is None
        finally:
            process.kill()


def test_no_folder_nothing_to_stop(tmp_path: Path) -> None:
    engine = Engine(tmp_path / "never", tmp_path / "cache")
    assert engine.stop() is False and engine.status() is None
    assert not (tmp_path / "never").exists()
