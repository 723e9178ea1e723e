"""How long does a snapshot take, how much memory and disc, and how fast is it searched and queried?

    python -m bench.snapshot [ROWS [HOME]]

Rows as ``bench.store`` makes them (62,000 become 100,000 things), with vectors that a hash draws: a model would only add its
own time. HOME keeps the store between runs. Prints a table: wall time, and the seconds of processor that this process used.
"""

from __future__ import annotations

import hashlib
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from statistics import median

import numpy as np

from bench.store import measure
from graph.connection import Graph, open_driver
from graph.embedding.cache import VectorCache
from graph.embedding.protocol import Vectors
from graph.engine.paths import cache_folder
from graph.engine.server import Engine, EngineOptions
from graph.gazetteer import open_gazetteer
from graph.index import fill_index
from graph.principal import PUBLIC
from graph.snapshots.create import create
from graph.snapshots.frozen import Frozen
from graph.snapshots.sparql import Limits, sparql
from graph.snapshots.store import Snapshots
from graph.snapshots.verify import verify
from graph.snapshots.vocabulary import vocabulary_files
from ontology.load import load
from search.context import Questions
from search.frozen.search import search_frozen
from search.options import PASSAGE, SearchQuery

QUESTIONS = ("会议室", "免费体检", "医用口罩", "社区服务中心", "周末 志愿者", "投影仪", "法律咨询", "理发")
QUERIES = {
    "count of classes": "SELECT ?c (COUNT(*) AS ?n) WHERE { ?s <urn:gongjian:store:ofClass> ?c } GROUP BY ?c",
    "names that hold a word": "SELECT ?s ?n WHERE { ?s <http://purl.org/dc/terms/title> ?n FILTER(CONTAINS(?n, '会议室')) } LIMIT 20",
    "one thing": "SELECT * WHERE { ?s <http://purl.org/dc/terms/title> '示例单位第7号服务中心' ; ?p ?o } LIMIT 100",
}
FILLED = "MATCH (r:Run {id: 'bench'}) RETURN r.rows AS rows"
NOTE = "MERGE (r:Run {id: 'bench'}) SET r.rows = $rows"


class Drawn:
    """Unit vectors drawn by the hash of a text."""

    model = "bench-000000000000"
    dimensions = 384

    def passages(self, texts: Sequence[str]) -> Vectors:
        """One row a text."""
        return np.stack([self.query(text) for text in texts])

    def query(self, text: str) -> Vectors:
        """One vector."""
        seed = int.from_bytes(hashlib.blake2b(text[:400].encode(), digest_size=8).digest(), "big")
        drawn = np.random.default_rng(seed).standard_normal(self.dimensions).astype(np.float32)
        return np.asarray(drawn / np.linalg.norm(drawn), np.float32)


def main(rows: str = "62000", home: str = "") -> None:
    """Fill a store if need be, then measure."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(home or folder)
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        engine = Engine(place, cache_folder(), EngineOptions(size="100k", ephemeral=True))
        graph = Graph(open_driver(engine.start()), load(), open_gazetteer(cache_folder() / "places"))
        with closing(graph):
            _fill(graph, int(rows), place)
            _measure(graph, place)
        engine.stop()


def _fill(graph: Graph, rows: int, home: Path) -> None:
    if [r["rows"] for r in graph.read(FILLED)] != [rows]:
        measure(graph, rows)
        graph.write(NOTE, rows=rows)
    with closing(VectorCache(home / "vectors.sqlite")) as cache:
        fill_index(graph, Drawn(), cache)


def _measure(graph: Graph, home: Path) -> None:
    with tempfile.TemporaryDirectory(dir=home) as folder:
        store = Snapshots(Path(folder) / "snapshots")
        with _timed("create"):
            made = create(graph, PUBLIC, store, code="bench", vocabulary=vocabulary_files())
        counts = made.snapshot.manifest.counts
        for phase, seconds in made.seconds.items():
            _say(f"  {phase}", f"{seconds:8.1f} s", f"{counts.get(phase, counts['triples']):,}")
        _say(
            "peak memory of this process", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10:8} MiB"
        )
        _say("on disc", f"{_size(made.snapshot.folder) >> 20:8} MiB")
        with _timed("verify"):
            verify(made.snapshot)
        indexes = Path(folder) / "indexes"
        with _timed("index for search"):
            frozen = Frozen(made.snapshot, indexes, graph.gazetteer)
        questions = Questions(Drawn())
        for type in (None, PASSAGE):
            _median(
                f"search {type or 'things'}",
                [_searching(frozen, questions, SearchQuery(q, type=type)) for q in QUESTIONS],
            )
        frozen.close()
        limits = Limits(seconds=120)
        with _timed("index for SPARQL"):
            sparql(made.snapshot, PUBLIC, indexes, "ASK {}", limits=limits)
        children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10
        _say("peak memory of its process", f"{children:8} MiB")
        _say("both indexes on disc", f"{_size(indexes) >> 20:8} MiB")
        for name, query in QUERIES.items():
            with _timed(f"SPARQL: {name}"):
                sparql(made.snapshot, PUBLIC, indexes, query, limits=limits)


def _searching(frozen: Frozen, questions: Questions, query: SearchQuery) -> Callable[[], object]:
    return lambda: search_frozen(questions, PUBLIC, frozen, query)


def _median(what: str, calls: Sequence[Callable[[], object]]) -> None:
    seconds = []
    for call in (*calls, *calls):
        started = time.perf_counter()
        call()
        seconds.append(time.perf_counter() - started)
    _say(f"{what}, median of {len(calls)}", f"{1000 * median(seconds[len(calls) :]):8.0f} ms")


@contextmanager
def _timed(what: str) -> Iterator[None]:
    wall, processor = time.perf_counter(), time.process_time()
    yield
    used = time.process_time() - processor
    _say(what, f"{time.perf_counter() - wall:8.1f} s", f"processor {used:.1f} s")


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _say(what: str, value: str, more: str = "") -> None:
    sys.stdout.write(f"| {what:<42} | {value:>14} | {more} |\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
