"""How many rows a second become records, and entities? Whole runs of ``ingest`` on a server of their own, no vectors.

    python -m bench.pipeline [ROWS…] [--format csv|jsonl|ods|xls|xlsx] [--files N] [--profile FILE]

For every number of rows (5,000, 10,000 and 100,000 if none is named) lists are generated and read by a process of its own, one
after the other into one store: the first one finds a server just started, whose code is still being compiled. A table of rates
by the clock, of processor time a row (this is what a shared machine can tell) and of memory. Asserts nothing.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import psutil

from bench.lists import WRITERS, write_lists
from graph.connection import Graph, open_driver
from graph.engine.address import Address
from graph.engine.paths import cache_folder
from graph.engine.server import Engine, EngineOptions
from graph.gazetteer import open_gazetteer
from graph.raw import RawStore
from graph.schema import ensure_schema
from ingest.context import IngestContext, StepName
from ingest.pipeline import ingest
from ontology.load import load

SIZES = (5_000, 10_000, 100_000)
MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds by the clock, and of processor in Python (with its children) and in the server."""

    clock: float
    python: float
    server: float

    def __sub__(self, other: Spent) -> Spent:
        return Spent(self.clock - other.clock, self.python - other.python, self.server - other.server)


@dataclass(frozen=True, slots=True)
class Run:
    """What one reading took: until its records were there, and until they were entities. Memory in bytes."""

    rows: int
    records: int
    reading: Spent
    settling: Spent
    python_peak: int
    children_peak: int
    server: int


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure one size after the other and print the table."""
    chosen = _arguments(arguments)
    if chosen.child:
        sys.stdout.write(json.dumps(asdict(_read(json.loads(chosen.child)))) + "\n")
        return
    _say(
        "| rows | format | to records, rows/s | settled, records/s | end to end, rows/s | processor a row, reading: "
    )
    _say("Python + server | settling: Python + server | Python's peak | its children's | server |\n")
    _say("|---" * 10 + "|\n")
    runs = []
    with tempfile.TemporaryDirectory() as folder:
        engine = Engine(Path(folder) / "home", cache_folder(), EngineOptions(size="100k", ephemeral=True))
        address = engine.start()
        for size in chosen.rows or SIZES:
            runs.append(_measured(engine, address, Path(folder), size, chosen))
            _say(_line(runs[-1], chosen.format))
        engine.stop()
    by_size = sorted(runs, key=lambda r: r.rows)
    if len(by_size) > 1:
        few, many = by_size[-2], by_size[-1]
        _say(
            f"\nrate at {many.rows:,} rows : rate at {few.rows:,} = {_rate(many) / _rate(few):.0%} by the clock, "
        )
        _say(f"{_cost(few) / _cost(many):.0%} by processor time\n")


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.pipeline")
    parser.add_argument("rows", nargs="*", type=int)
    parser.add_argument("--format", choices=sorted(WRITERS), default="csv")
    parser.add_argument("--files", type=int, default=4)
    parser.add_argument("--profile", default="", help="where the reading process keeps what cProfile saw")
    parser.add_argument("--child", default="", help=argparse.SUPPRESS)
    return parser.parse_args(arguments)


def _measured(engine: Engine, address: Address, folder: Path, size: int, chosen: argparse.Namespace) -> Run:
    """One size: lists written, then read by a process that does nothing else."""
    status = engine.status()
    assert status is not None
    paths = write_lists(folder / str(size), size, chosen.files, chosen.format, f"示例{size}之")
    order = {
        "address": asdict(address),
        "server": status.pid,
        "paths": [str(p) for p in paths],
        "raw": str(folder / "raw"),
        "rows": size,
        "profile": chosen.profile,
    }
    command = [sys.executable, "-m", "bench.pipeline", "--child", json.dumps(order)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    run = json.loads(told)
    return Run(**run | {name: Spent(**run[name]) for name in ("reading", "settling")})


class _Watch:
    """The progress of a run: what is spent when the settling begins, and how many records it is about."""

    def __init__(self, server: psutil.Process) -> None:
        self.server = server
        self.read: Spent | None = None
        self.records = 0

    def __call__(self, *told: Any, step: StepName = "read", **_: Any) -> None:
        """Told by the run what is done and what there is in all."""
        if step == "settle":
            self.read = self.read or _spent(self.server)
            self.records = told[1]


def _read(order: dict[str, Any]) -> Run:
    """In the child: the run itself, its settling timed apart."""
    server = psutil.Process(order["server"])
    watch = _Watch(server)
    graph = Graph(open_driver(Address(**order["address"])), load(), open_gazetteer(cache_folder()))
    with closing(graph):
        ensure_schema(graph)
        context = IngestContext(graph, RawStore(Path(order["raw"])))
        with _profiled(order["profile"]):
            started = _spent(server)
            report = ingest(context, [Path(p) for p in order["paths"]], progress=watch)
            ended = _spent(server)
    assert watch.read is not None
    assert all(f.outcome == "stored" for f in report.files), report.files
    return Run(
        order["rows"],
        watch.records,
        watch.read - started,
        ended - watch.read,
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10,
        resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss << 10,
        server.memory_info().rss,
    )


@contextmanager
def _profiled(file: str) -> Iterator[None]:
    """Keep what cProfile sees of all threads, if a file is named."""
    if not file:
        yield
        return
    profile = cProfile.Profile(time.thread_time)
    with profile:
        yield
    profile.dump_stats(file)


def _spent(server: psutil.Process) -> Spent:
    own = os.times()
    there = server.cpu_times()
    return Spent(time.perf_counter(), sum(own[:4]), there.user + there.system)


def _rate(run: Run) -> float:
    return run.rows / (run.reading.clock + run.settling.clock)


def _cost(run: Run) -> float:
    """Seconds of processor a row."""
    return sum(s.python + s.server for s in (run.reading, run.settling)) / run.rows


def _line(run: Run, form: str) -> str:
    def cost(spent: Spent) -> str:
        return f"{spent.python / run.rows * 1e6:.0f} + {spent.server / run.rows * 1e6:.0f} µs"

    cells = (
        f"{run.rows:,}",
        form,
        f"{run.rows / run.reading.clock:,.0f}",
        f"{run.records / run.settling.clock:,.0f}",
        f"{_rate(run):,.0f}",
        cost(run.reading),
        cost(run.settling),
        *(f"{size / MIB:,.0f} MiB" for size in (run.python_peak, run.children_peak, run.server)),
    )
    return f"| {' | '.join(cells)} |\n"


def _say(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


if __name__ == "__main__":
    main()
