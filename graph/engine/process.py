"""How is a server process started, asked whether it is ready, and stopped?"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import psutil

from graph.connection import open_driver
from graph.engine import errors, launcher
from graph.engine.address import Address
from graph.engine.configuration import environment, server_command
from graph.engine.logs import last_lines
from graph.engine.memory import Memory

STOP_SECONDS = 90.0
"""A server with much to write takes this long to end by itself; then it is killed (its store recovers)."""

_POLL_SECONDS = 0.05


def launch(
    folder: Path, jars: Path, memory: Memory, *, ephemeral: bool, brief: bool = False
) -> tuple[int, subprocess.Popen[bytes] | None]:
    """Start the server in a session of its own.

    Returns:
        Its process id, and for an ephemeral one the process that watches over it.

    Raises:
        EngineDied: the system could not start it at all.
    """
    own = psutil.Process()
    order = {
        "command": server_command(folder, jars, memory, brief=brief),
        "environment": environment(folder),
        "folder": str(folder),
        "log": str(console_log(folder)),
        "owner": [own.pid, own.create_time()] if ephemeral else None,
    }
    with console_log(folder).open("ab") as log:
        # -P: the launcher's folder must not stand in the way of modules of the standard library.
        starter = subprocess.Popen(
            [sys.executable, "-P", launcher.__file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            start_new_session=True,
        )
    assert starter.stdin is not None and starter.stdout is not None
    with starter.stdin as stdin, starter.stdout as stdout:
        stdin.write(json.dumps(order).encode() + b"\n")
        stdin.close()
        answer = stdout.readline()
    if not ephemeral or not answer:
        starter.wait()
    if not answer:
        raise errors.EngineDied(console_log(folder), last_lines([console_log(folder)], ""))
    return int(answer), starter if ephemeral else None


def console_log(folder: Path) -> Path:
    """Where the process's own output goes: what the JVM says before the server's log begins."""
    return folder / "logs" / "console.log"


def server_log(folder: Path) -> Path:
    """The server's log of this run."""
    return folder / "logs" / "neo4j.log"


def fresh_logs(folder: Path) -> None:
    """Keep the last run's logs aside, so that what the new ones say is of the new run."""
    for log in (console_log(folder), server_log(folder)):
        with suppress(FileNotFoundError):
            os.replace(log, log.with_suffix(".before.log"))


def has_started(folder: Path) -> bool:
    """Whether the server's log says that it is ready; it listens a moment earlier."""
    with suppress(FileNotFoundError):
        return "Started." in server_log(folder).read_text(encoding="utf-8", errors="replace")
    return False


def answers(address: Address) -> bool:
    """Whether something answers there, lets us in and has its database online.

    Raises:
        WrongPassword, DatabaseMissing: it answers, and one of these is wrong.
    """
    try:
        with open_driver(address) as driver, driver.session(database="neo4j") as session:
            session.run("RETURN 1").consume()
    except errors.Unreachable:
        return False
    return True


def runs(process: psutil.Process) -> bool:
    """Whether the process is still there; one that ended and was not collected is not."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False


def stop(process: psutil.Process) -> None:
    """End the process: asked first, killed if it does not within ``STOP_SECONDS``."""
    with suppress(psutil.NoSuchProcess):
        process.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        while runs(process):
            if time.monotonic() > deadline:
                process.kill()
            time.sleep(_POLL_SECONDS)
