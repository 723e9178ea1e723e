"""Why did the server end? The telling lines of its logs, secrets taken out."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from graph.engine import errors
from ontology.errors import ServiceProblem

LINES = 12
LEAST_BYTES = 64 * 1024 * 1024
_TAIL_BYTES = 64 * 1024
_FRAME = re.compile(r"^\s+(?:at |\.\.\. \d+ more)|^WARNING: .*(?:sun\.misc\.Unsafe|reporting this)")
_PORT_TAKEN = re.compile(r"address already in use|failed to bind|bindexception", re.IGNORECASE)
_NO_SPACE = re.compile(r"no space left|not enough space|disk quota", re.IGNORECASE)


def last_lines(logs: Sequence[Path], secret: str) -> list[str]:
    """The last lines of the logs, stack frames and ``secret`` left out."""
    lines: list[str] = []
    for log in logs:
        with suppress(FileNotFoundError):
            lines += [line for line in _tail(log).splitlines() if line.strip() and not _FRAME.match(line)]
    hidden = [line.replace(secret, "***") if secret else line for line in lines]
    return hidden[-LINES:]


def cause_of_death(log: Path, lines: Sequence[str], port: int, home: Path) -> ServiceProblem:
    """The error that says why the server ended while it was starting."""
    text = "\n".join(lines)
    if port and _PORT_TAKEN.search(text):
        return errors.PortInUse(port)
    free = shutil.disk_usage(home).free
    # On a full disk the log itself cannot say so.
    if _NO_SPACE.search(text) or free < LEAST_BYTES:
        return errors.DiskFull(home, free, LEAST_BYTES)
    return errors.EngineDied(log, lines)


def _tail(log: Path) -> str:
    with log.open("rb") as file:
        file.seek(0, 2)
        file.seek(max(0, file.tell() - _TAIL_BYTES))
        return file.read().decode("utf-8", errors="replace")
