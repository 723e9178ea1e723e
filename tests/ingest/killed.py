"""How is a run of reading killed at a random moment? As a process of its own, by SIGKILL, some time after it has begun."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from graph.connection import Graph, open_driver
from graph.engine.address import Address
from graph.engine.paths import cache_folder
from graph.gazetteer import open_gazetteer
from graph.raw import RawStore
from ingest.pipeline import IngestContext, IngestOptions, ingest
from ontology.load import load

READY = "ready"


def kill_a_run(address: Address, raw: Path, batch: int, paths: list[Path], chance: random.Random) -> bool:
    """Begin a run in another process and kill it; whether it was killed before it had ended by itself."""
    words = [sys.executable, "-m", "tests.ingest.killed", address.uri, address.user, address.password]
    with subprocess.Popen(
        [*words, str(raw), str(batch), *map(str, paths)], stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None and process.stdout.readline().strip() == READY
            time.sleep(chance.uniform(0, 1.5))
        finally:
            process.send_signal(signal.SIGKILL)
    return process.returncode == -signal.SIGKILL


def main(uri: str, user: str, password: str, raw: str, batch: str, *paths: str) -> None:
    """The run that is killed."""
    driver = open_driver(Address(uri, user, password))
    graph = Graph(driver, load(), open_gazetteer(cache_folder()))
    context = IngestContext(graph, RawStore(raw))
    sys.stdout.write(f"{READY}\n")
    sys.stdout.flush()
    ingest(context, [Path(path) for path in paths], IngestOptions(batch=int(batch)))


if __name__ == "__main__":
    main(*sys.argv[1:])
