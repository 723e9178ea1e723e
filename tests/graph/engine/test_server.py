"""The life of a real server: started once, found again, never confused, gone when told."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from graph.connection import open_driver
from graph.engine.address import Address
from graph.engine.errors import EngineDied, PasswordLost
from graph.engine.memory import MEMORY, Memory
from graph.engine.paths import cache_folder
from graph.engine.server import Engine, EngineOptions

pytestmark = pytest.mark.store

EPHEMERAL = """
import sys, time
from pathlib import Path
from graph.engine.server import Engine, EngineOptions
engine = Engine(Path(sys.argv[1]), Path(sys.argv[2]), EngineOptions(ephemeral=True))
engine.start()
print(engine.status().pid, flush=True)
time.sleep(600)
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home whose path has Chinese characters and a blank."""
    folder = tmp_path_factory.mktemp("共建 home")
    yield folder
    Engine(folder, cache_folder()).stop()


@pytest.fixture
def engine(home: Path) -> Engine:
    """The engine of the home as another command would see it."""
    return Engine(home, cache_folder())


@pytest.fixture
def address(engine: Engine) -> Address:
    """Its address, running."""
    return engine.start()


def pid_of(engine: Engine) -> int:
    status = engine.status()
    assert status is not None
    return status.pid


def gone(pid: int, seconds: float = 30.0) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
            return True
        time.sleep(0.1)
    return False


def test_two_commands_at_once_share_one_server(home: Path) -> None:
    found: list[Address] = []
    threads = [
        threading.Thread(target=lambda: found.append(Engine(home, cache_folder()).start())) for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 2 and found[0] == found[1]
    serving = [
        p
        for p in psutil.process_iter(["cmdline"])
        if f"--home-dir={home / 'engine'}" in (p.info["cmdline"] or [])
    ]
    assert len(serving) == 1


def test_another_command_attaches(engine: Engine, address: Address) -> None:
    before, began = pid_of(engine), time.monotonic()
    assert engine.start() == address
    assert time.monotonic() - began < 3
    assert pid_of(engine) == before


def test_other_settings_are_remarked(home: Path, address: Address) -> None:
    said: list[str] = []
    other = Engine(home, cache_folder(), EngineOptions(size="100k"))
    assert other.start(lambda _, en: said.append(en)) == address
    assert len(said) == 1 and "gongjian down" in said[0]


def test_only_loopback_and_only_bolt(engine: Engine, address: Address) -> None:
    connections = psutil.Process(pid_of(engine)).net_connections(kind="inet")
    listening = {
        (c.laddr.ip.removeprefix("::ffff:"), c.laddr.port) for c in connections if c.status == "LISTEN"
    }
    assert listening == {("127.0.0.1", int(address.uri.rsplit(":", 1)[1]))}
    assert not [c for c in connections if c.raddr and not c.raddr.ip.endswith("127.0.0.1")]


def test_the_password_is_private(engine: Engine, address: Address) -> None:
    kept = engine.folder / "password"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(engine.folder.stat().st_mode) == 0o700
    assert address.password == kept.read_text() and len(address.password) == 48
    assert address.password not in repr(address)
    logs = "".join(p.read_text(errors="replace") for p in (engine.folder / "logs").iterdir())
    assert logs and address.password not in logs
    assert address.password not in " ".join(psutil.Process(pid_of(engine)).cmdline())


def test_a_lost_state_file_is_found_again(engine: Engine, address: Address) -> None:
    before = pid_of(engine)
    (engine.folder / "server.json").unlink()
    assert engine.start() == address
    assert pid_of(engine) == before


def test_a_password_file_that_does_not_fit(engine: Engine, address: Address) -> None:
    kept = engine.folder / "password"
    kept.write_text("0" * 48)
    try:
        with pytest.raises(PasswordLost, match="password"):
            engine.start()
    finally:
        kept.write_text(address.password)
    assert engine.start() == address


def test_a_killed_server_is_started_again_with_its_content(engine: Engine, address: Address) -> None:
    with open_driver(address) as driver, driver.session() as session:
        session.run("CREATE (:Kept {n: 1})").consume()
    before = pid_of(engine)
    os.kill(before, signal.SIGKILL)
    assert gone(before)
    assert engine.status() is None
    with open_driver(engine.start()) as driver, driver.session() as session:
        assert session.run("MATCH (n:Kept) RETURN count(n) AS n").single(strict=True)["n"] == 1
    assert pid_of(engine) != before


@pytest.mark.usefixtures("address")
def test_stop_ends_exactly_this_server(engine: Engine) -> None:
    pid = pid_of(engine)
    assert engine.stop() is True
    assert gone(pid, 1)
    assert engine.status() is None and not (engine.folder / "server.json").exists()
    assert engine.stop() is False


def test_a_server_that_dies_at_start_says_why(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """The store of the tests before, stopped; this heap is too small for any JVM."""
    monkeypatch.setitem(MEMORY, "samples", Memory(heap=1, page_cache=64, collector="UseSerialGC"))
    engine.stop()
    with pytest.raises(EngineDied, match="heap") as caught:
        engine.start()
    assert caught.value.exit_code == 3
    assert engine.status() is None and not (engine.folder / "server.json").exists()


def test_an_ephemeral_server_dies_with_its_parent(tmp_path: Path) -> None:
    command = [sys.executable, "-c", EPHEMERAL, str(tmp_path), str(cache_folder())]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as parent:
        try:
            assert parent.stdout is not None
            pid = int(parent.stdout.readline())
            assert psutil.pid_exists(pid)
        finally:
            parent.kill()
    assert gone(pid)
    assert Engine(tmp_path, cache_folder()).status() is None
