"""How fast does the graph leave and come back as RDF, and in how much memory?

    python -m bench.export [ROWS [ADDRESS USER PASSWORD]]

Rows as ``bench.store`` makes them, on a server of its own unless one is named (its database is wiped). Timed are the store's
reading alone, the export in each format, and the import of the canonical export into the emptied store. Memory is the
highest of this process that exports or imports, measured in a process of its own. Asserts nothing.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from bench.store import Figure, measure
from graph.connection import Graph, open_driver
from graph.engine.address import Address
from graph.engine.paths import cache_folder
from graph.engine.server import Engine, EngineOptions
from graph.export.believed import EDGES, ENTITIES
from graph.export.canonical import canonical
from graph.export.full import full
from graph.export.said import PASSAGES, RECORDS, SOURCES
from graph.export.serialise import serialise
from graph.gazetteer import open_gazetteer
from graph.importing import import_export
from graph.importing.files import export_lines
from graph.principal import PUBLIC
from graph.schema import ensure_schema
from ontology.load import load

WIPE = "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 20000 ROWS"
FORMATS = (
    ("nquads", canonical),
    ("turtle", canonical),
    ("jsonld", canonical),
    ("nquads", full),
    ("jsonld", full),
)


def main(rows: str = "8000", uri: str = "", user: str = "neo4j", password: str = "") -> None:
    """Measure on the server named, or on one of our own, and print a table."""
    if uri:
        _all(Address(uri, user, password), int(rows))
        return
    with tempfile.TemporaryDirectory() as folder:
        engine = Engine(Path(folder), cache_folder(), EngineOptions(size="100k", ephemeral=True))
        _all(engine.start(), int(rows))
        engine.stop()


def _all(address: Address, rows: int) -> None:
    graph = _graph(address)
    measure(graph, rows)
    lines = sum(1 for _ in canonical(graph, PUBLIC))
    store = _timed(
        lambda: [sum(1 for _ in graph.stream(q)) for q in (SOURCES, PASSAGES, RECORDS, ENTITIES, EDGES)]
    )
    _print(
        Figure(f"{rows} rows, lines of the canonical export", lines, ""),
        Figure("the store's reading alone", store, "s"),
    )
    with tempfile.TemporaryDirectory() as folder:
        for format, export in FORMATS:
            path = Path(folder) / f"{export.__name__}.{format}"
            seconds, busy, first, memory = _apart(_export, address, format, export.__name__, str(path))
            name = f"{export.__name__} {format}"
            _print(
                Figure(name, lines / seconds, f"lines/s, the store's share {store / seconds:.0%}"),
                Figure(f"{name}, a second of this process's CPU", lines / busy, "lines"),
                Figure(f"{name}, first byte", first, "s"),
                Figure(f"{name}, size", path.stat().st_size / 1e6, "MB"),
                Figure(f"{name}, highest memory", memory, "MB"),
            )
        for format, export in FORMATS:
            graph.commit_in_batches(WIPE)
            ensure_schema(graph)
            path = Path(folder) / f"{export.__name__}.{format}"
            seconds, busy, _, memory = _apart(_import, address, format, export.__name__, str(path))
            name = f"import {export.__name__} {format}"
            _print(
                Figure(name, lines / seconds, f"lines/s, {seconds / path.stat().st_size * 1e6:.2f} s/MB"),
                Figure(f"{name}, a second of this process's CPU", lines / busy, "lines"),
                Figure(f"{name}, highest memory", memory, "MB"),
            )
    graph.close()


def _export(address: Address, format: str, kind: str, path: str) -> tuple[float, float, float, float]:
    graph = _graph(address)
    start, busy = time.perf_counter(), time.process_time()
    lines: Iterator[str] = (full if kind == "full" else canonical)(graph, PUBLIC)
    first = 0.0
    with Path(path).open("wb") as file:
        for piece in serialise(lines, format, full=kind == "full", ontology=graph.ontology):
            first = first or time.perf_counter() - start
            file.write(piece)
    return time.perf_counter() - start, time.process_time() - busy, first, _memory()


def _import(address: Address, format: str, _kind: str, path: str) -> tuple[float, float, float, float]:
    graph = _graph(address)
    start, busy = time.perf_counter(), time.process_time()
    suffix = {"nquads": ".nq", "turtle": ".ttl", "jsonld": ".jsonld"}[format]
    named = Path(path).rename(Path(path).with_suffix(suffix))
    report = import_export(graph, export_lines(named), name=named.name)
    named.rename(path)
    assert report.same, report.differences
    return time.perf_counter() - start, time.process_time() - busy, 0.0, _memory()


def _apart(
    work: Callable[..., tuple[float, float, float, float]], *arguments: Any
) -> tuple[float, float, float, float]:
    """Run in a fresh process, whose highest memory is that of this work."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(work, *arguments).result()


def _graph(address: Address) -> Graph:
    return Graph(open_driver(address), load(), open_gazetteer(cache_folder()))


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _memory() -> float:
    """The highest so far, of this very program (getrusage would hand on what the parent had)."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1000
    return float("nan")


def _print(*figures: Figure) -> None:
    for figure in figures:
        sys.stdout.write(f"{figure.what:<60} {figure.value:>12,.2f} {figure.unit}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
