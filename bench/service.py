"""How long until the service answers, how much memory does it take, how fast does it answer?

    python -m bench.service

A home of its own with the sample lists, downloads taken from the user's cache: first start, second start, memory of all
processes, search over HTTP. ``bench/cold.sh`` times the very first start with nothing downloaded. Asserts nothing.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psutil

from bench.search import main as measure_search

COMMAND = [sys.executable, "-c", "from api.cli.main import run; run()"]
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as home:
        environment = os.environ | {"GONGJIAN_HOME": home, "GONGJIAN_PORT": "0"}
        try:
            with _serving(environment) as (_, seconds, _):
                _say(f"| first start with samples, downloads cached | {seconds:.1f} s |")
            with _serving(environment) as (address, seconds, process):
                _say(f"| second start, engine running | {seconds:.1f} s |")
                measure_search("http", address)
                _say(f"| memory of all processes (PSS) | {_memory(process, home) / 2**20:.0f} MiB |")
            subprocess.run([*COMMAND, "down"], env=environment, check=True, capture_output=True)
            with _serving(environment) as (_, seconds, _):
                _say(f"| start after the engine was stopped | {seconds:.1f} s |")
        finally:
            subprocess.run([*COMMAND, "down"], env=environment, check=False, capture_output=True)


@contextmanager
def _serving(environment: dict[str, str]) -> Iterator[tuple[str, float, psutil.Process]]:
    started = time.monotonic()
    process = subprocess.Popen(
        [*COMMAND, "demo", "--serve"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    try:
        for line in process.stdout:
            if found := ADDRESS.search(line):
                yield found[0], time.monotonic() - started, psutil.Process(process.pid)
                break
    finally:
        process.send_signal(signal.SIGINT)
        process.wait()


def _memory(process: psutil.Process, home: str) -> int:
    engine = [
        p for p in psutil.process_iter(["cmdline"]) if any(home in word for word in p.info["cmdline"] or ())
    ]
    return sum(p.memory_full_info().pss for p in {process, *process.children(recursive=True), *engine})


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
