"""How fast is the embedder, and how much does the vector index miss?

    python -m bench.vectors ADDRESS USER PASSWORD [MODEL]

Texts/s and query time of the model; recall@10 of the entity index of a filled store against exact search, also filtered
to one district. Prints tables; asserts nothing.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable

import numpy as np

from graph.connection import Graph, open_driver
from graph.cypher import quote_name
from graph.embedding.factory import open_embedder
from graph.embedding.protocol import Embedder
from graph.engine.address import Address
from graph.engine.paths import cache_folder
from graph.gazetteer import open_gazetteer
from graph.schema import VectorIndex
from ontology.load import load

K = 10
PROBES = 200
TEXTS = 200
VECTORS = "MATCH (n:Searchable) WHERE n.{vector} IS NOT NULL RETURN n.id AS id, n.district AS district, n.{vector} AS vector"
NEAREST = """
CYPHER 25
MATCH (n:Searchable) SEARCH n IN (VECTOR INDEX {index} FOR $vector {where} LIMIT {k}) SCORE AS score
RETURN n.id AS id
"""


def main(uri: str, user: str, password: str, model: str | None = None) -> None:
    """Measure and print."""
    embedder = open_embedder(model, cache_folder())
    _speed(embedder)
    graph = Graph(open_driver(Address(uri, user, password)), load(), open_gazetteer())
    _recall(graph, VectorIndex(embedder.model, embedder.dimensions))
    graph.close()


def _speed(embedder: Embedder) -> None:
    _say(f"{embedder.model}, {embedder.dimensions} dimensions\n")
    _say("| characters | texts/s |\n| ---: | ---: |")
    for length in (10, 50, 400):
        texts = [
            (f"{n}号社区提供会议室和志愿服务，" * 40)[:length]
            for n in range(TEXTS if length < 400 else TEXTS // 4)
        ]
        seconds = _timed(lambda texts=texts: embedder.passages(texts))
        _say(f"| {length} | {len(texts) / seconds:.0f} |")
    times = [_timed(lambda: embedder.query("谁能提供免费体检")) for _ in range(50)]
    _say(f"\nquery p50 {1000 * statistics.median(times):.1f} ms\n")


def _recall(graph: Graph, index: VectorIndex) -> None:
    rows = graph.read(VECTORS.format(vector=quote_name(index.vector)))
    matrix = np.array([row["vector"] for row in rows], np.float32)
    districts = np.array([row["district"] or "?" for row in rows])
    probes = np.random.default_rng(1).choice(len(rows), min(PROBES, len(rows)), replace=False)
    names, counts = np.unique(districts, return_counts=True)
    district = str(names[np.argsort(counts)[len(counts) // 2]])
    _say(
        f"{len(rows)} vectors, {len(probes)} probes\n\n| filter | share | recall@{K} | p50 ms |\n| --- | ---: | ---: | ---: |"
    )
    for where, mask in (
        ("", districts == districts),
        ("WHERE n.district = $district", districts == district),
    ):
        query = NEAREST.format(index=quote_name(index.entities), where=where, k=K)
        found, times = [], []
        for probe in probes:
            started = time.perf_counter()
            ids = {r["id"] for r in graph.read(query, vector=matrix[probe].tolist(), district=district)}
            times.append(time.perf_counter() - started)
            found.append(_found(matrix, mask, probe, [row["id"] for row in rows], ids))
        _say(
            f"| {where or 'none'} | {mask.mean():.2%} | {np.mean(found):.4f} | {1000 * statistics.median(times):.1f} |"
        )


def _found(matrix: np.ndarray, mask: np.ndarray, probe: int, names: list[str], ids: set[str]) -> float:
    """Share of the exact nearest that the index gave; a tie in cosine counts as found."""
    cosines = np.where(mask, matrix @ matrix[probe], -2)
    wanted = min(K, int(mask.sum()))
    last = np.sort(cosines)[-wanted]
    got = sum(cosines[i] >= last - 1e-6 for i, name in enumerate(names) if name in ids)
    return float(min(got, wanted) / wanted)


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
