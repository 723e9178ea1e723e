"""Which server belongs to a home, and does it still run?

``server.json`` holds process id, start time, port and versions. It is believed only while a process
of that id serves this very home; anything else is left over and cleared.
"""

from __future__ import annotations

import json
import os
import secrets
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

from graph.engine.configuration import SERVER_CLASS, home_argument

START_SECONDS = 2.0
"""How far two readings of a process's start time may differ (the clock may be set in between)."""


@dataclass(frozen=True, slots=True)
class ServerState:
    """A server process. ``port`` is 0 until it listens; ``started`` is seconds since 1970, UTC."""

    pid: int
    started: float
    port: int
    version: str
    size: str


def load(path: Path) -> ServerState | None:
    """What ``server.json`` says; ``None`` if there is none or it cannot be read as one."""
    try:
        return ServerState(**json.loads(path.read_text(encoding="utf-8")))
    except (FileNotFoundError, ValueError, TypeError):
        return None


def save(path: Path, state: ServerState) -> None:
    """Write ``server.json``, whole or not at all, readable by the owner only."""
    partial = path.with_name(f".{path.name}-{secrets.token_hex(4)}")
    with os.fdopen(
        os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8"
    ) as file:
        json.dump(asdict(state), file)
    os.replace(partial, path)


def process_of(state: ServerState, home: Path) -> psutil.Process | None:
    """The running process of ``state``, if it serves ``home``; never another that got its number."""
    with suppress(psutil.Error, TypeError, ValueError):
        process = psutil.Process(state.pid)
        if process.status() != psutil.STATUS_ZOMBIE and _serves(process, state.started, home):
            return process
    return None


def find_process(home: Path) -> psutil.Process | None:
    """The process that serves ``home`` when ``server.json`` is lost."""
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            if _is_server_of(process.cmdline(), home) and process.status() != psutil.STATUS_ZOMBIE:
                return process
    return None


def listening_port(process: psutil.Process) -> int:
    """The port on which the process listens; 0 if it does not yet."""
    with suppress(psutil.Error):
        for connection in process.net_connections(kind="tcp"):
            if connection.status == psutil.CONN_LISTEN:
                return int(connection.laddr.port)
    return 0


def _serves(process: psutil.Process, started: float, home: Path) -> bool:
    try:
        return _is_server_of(process.cmdline(), home)
    except psutil.AccessDenied:
        return abs(process.create_time() - started) < START_SECONDS


def _is_server_of(command: list[str], home: Path) -> bool:
    return SERVER_CLASS in command and home_argument(home) in command
