"""What must be in place before a server can start? Folder, space, port, settings, password."""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
from contextlib import suppress
from pathlib import Path

from graph.engine import errors
from graph.engine.configuration import admin_command, configuration, environment
from graph.engine.memory import Memory

SPACE_BYTES = 256 * 1024 * 1024
"""A new store takes 70 MB; the rest is room to write."""

ADMIN_SECONDS = 120


def make_folders(folder: Path) -> None:
    """The engine's folders, readable by the owner only."""
    for part in (folder, folder / "conf", folder / "logs"):
        part.mkdir(mode=0o700, parents=True, exist_ok=True)


def check_space(folder: Path) -> None:
    """Refuse to start where the disk is nearly full: a store that cannot write stops in the middle.

    Raises:
        DiskFull: less than 256 MB are left.
    """
    free = shutil.disk_usage(folder).free
    if free < SPACE_BYTES:
        raise errors.DiskFull(folder, free, SPACE_BYTES)


def check_port(port: int) -> None:
    """Refuse a port that somebody listens on; 0 (any free one) is always fine.

    Raises:
        PortInUse: another process has it.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as problem:
            raise errors.PortInUse(port) from problem


def write_configuration(folder: Path, memory: Memory, port: int) -> None:
    """Write ``conf/neo4j.conf`` anew; settings by hand belong into a server of one's own."""
    (folder / "conf" / "neo4j.conf").write_text(configuration(memory, port), encoding="utf-8")


def password_file(folder: Path) -> Path:
    """Where the generated password is kept, readable by the owner only."""
    return folder / "password"


def read_password(folder: Path) -> str:
    """The password of the home's server.

    Raises:
        PasswordLost: there is no such file.
    """
    try:
        return password_file(folder).read_text(encoding="ascii")
    except (FileNotFoundError, UnicodeDecodeError) as problem:
        raise errors.PasswordLost(password_file(folder), folder / "data") from problem


def ensure_password(folder: Path, jars: Path, memory: Memory) -> None:
    """Generate the password of a store that was never started and tell the store; keep another's.

    Raises:
        PasswordLost: the store has content, and the file is gone.
    """
    if (folder / "data" / "databases").exists():
        read_password(folder)
        return
    kept = password_file(folder)
    with suppress(FileNotFoundError):
        kept.unlink()
    with os.fdopen(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_hex(24))
    # The command reads its argument from the file: an argument would be seen in the list of processes.
    command = admin_command(jars, memory, "dbms", "set-initial-password", f"@{kept}")
    done = subprocess.run(
        command,
        env=environment(folder),
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=ADMIN_SECONDS,
        check=False,
    )
    if done.returncode != 0:
        raise errors.EngineDied(folder / "logs" / "console.log", done.stderr.splitlines()[-8:])
