"""How many statements does a file of RDF hold? Counted a second time, by code that shares nothing with the reader.

Turtle and its kin are counted as written by a token machine, N-Quads by lines. RDF/XML and JSON-LD are parsed by
rdflib (the reader uses pyoxigraph) and counted without repetitions.
"""

from __future__ import annotations

import logging
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import Any

import pyoxigraph as ox
import rdflib
from rdflib.store import Store

from ingest.readers.count_turtle import count_turtle
from ingest.readers.rdf_source import BASE

AS_WRITTEN = frozenset({ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG, ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS})
"""Formats counted with repetitions."""


def count_rdf(data: bytes, format: ox.RdfFormat) -> int:
    """The statements of a file that ``read_source`` let through: with repetitions for ``AS_WRITTEN``, else without."""
    if format in AS_WRITTEN:
        return count_turtle(data.decode(), quads=format == ox.RdfFormat.N_QUADS)
    store = _Counter()
    with _plain():
        graph = (
            rdflib.Dataset(store, default_union=True)
            if format == ox.RdfFormat.JSON_LD
            else rdflib.Graph(store)
        )
        name = "json-ld" if format == ox.RdfFormat.JSON_LD else "xml"
        graph.parse(data=data, format=name, publicID=BASE)
    return len(store.seen)


class _Counter(Store):
    """A store that remembers a hash of each statement and no statement."""

    context_aware = True
    graph_aware = True

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[int] = set()

    def add(self, triple: Any, context: Any, quoted: bool = False) -> None:
        del quoted
        name = context.identifier if isinstance(context, rdflib.Graph) else context
        self.seen.add(hash((*(f"{type(t).__name__} {t.n3()}" for t in triple), str(name))))

    def add_graph(self, graph: Any) -> None:
        """Named graphs need no place of their own."""

    def bind(self, prefix: str, namespace: Any, override: bool = True) -> None:
        """Prefixes are not remembered."""

    def namespaces(self) -> Iterator[Any]:
        yield from ()

    def namespace(self, prefix: str) -> None:
        del prefix

    def prefix(self, namespace: Any) -> None:
        del namespace

    def contexts(self, triple: Any = None) -> Generator[Any, None, None]:
        del triple
        yield from ()


@contextmanager
def _plain() -> Iterator[None]:
    """rdflib that leaves literals as written and keeps its opinion of them to itself."""
    before, level = rdflib.NORMALIZE_LITERALS, logging.getLogger("rdflib").level
    rdflib.NORMALIZE_LITERALS = False
    logging.getLogger("rdflib").setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        rdflib.NORMALIZE_LITERALS = before
        logging.getLogger("rdflib").setLevel(level)
