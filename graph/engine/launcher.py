"""How does a server process outlive, or not outlive, the command that starts it?

Run as a program by ``graph.engine.server``; reads one JSON object from standard input and writes the
server's process id to standard output. A lasting server is let go at once. An ephemeral one is
watched: when the process that asked for it is gone, however it ended (``kill -9`` too), it is stopped.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from typing import Any

import psutil

POLL_SECONDS = 0.3
STOP_SECONDS = 20.0


def launch(order: dict[str, Any]) -> None:
    """Start ``order["command"]``; with ``order["owner"]`` (pid, start time) stay and watch."""
    with open(order["log"], "ab") as log:
        server = subprocess.Popen(
            order["command"],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env=order["environment"],
            cwd=order["folder"],
            start_new_session=True,
        )
    sys.stdout.write(f"{server.pid}\n")
    sys.stdout.flush()
    if order["owner"] is not None:
        _watch(server, *order["owner"])


def _watch(server: subprocess.Popen[bytes], pid: int, started: float) -> None:
    owner = _owner(pid, started)
    while server.poll() is None:
        if owner is None or not _runs(owner):
            server.terminate()
            _wait_or_kill(server)
            return
        time.sleep(POLL_SECONDS)


def _owner(pid: int, started: float) -> psutil.Process | None:
    try:
        process = psutil.Process(pid)
        return process if abs(process.create_time() - started) < 1.0 else None
    except psutil.Error:
        return None


def _runs(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False


def _wait_or_kill(server: subprocess.Popen[bytes]) -> None:
    try:
        server.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()


if __name__ == "__main__":
    launch(json.loads(sys.stdin.readline()))
