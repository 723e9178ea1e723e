"""How is the command killed in the middle of its work? As a process of its own, by SIGKILL, as soon as the store says so."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from graph.connection import Graph
from graph.engine.address import Address


def environment_of(address: Address, home: Path) -> dict[str, str]:
    """The environment of a command that works on a server in a home."""
    return os.environ | {
        "GONGJIAN_HOME": str(home),
        "NEO4J_URI": address.uri,
        "NEO4J_USERNAME": address.user,
        "NEO4J_PASSWORD": address.password,
    }


def killed_when(
    graph: Graph, query: str, words: Sequence[str], environment: Mapping[str, str], **parameters: Any
) -> None:
    """Run ``gongjian`` with these words and kill it when the query's ``now`` is true."""
    command = [sys.executable, "-c", "from api.cli.main import run; run()", *words]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            deadline = time.monotonic() + 120
            while not graph.read(query, **parameters)[0]["now"]:
                assert process.poll() is None, "the run ended before the moment came"
                assert time.monotonic() < deadline
                time.sleep(0.01)
        finally:
            process.send_signal(signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL
