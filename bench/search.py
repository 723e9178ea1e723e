"""How long does a search take? p50 and p95 of the function, and over HTTP if a service's address is given.

    python -m bench.search function ADDRESS USER PASSWORD
    python -m bench.search http http://127.0.0.1:PORT

Needs a filled store. Prints a table; asserts nothing.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable

import httpx

from graph.connection import Graph, open_driver
from graph.embedding.factory import open_embedder
from graph.engine.address import Address
from graph.engine.paths import cache_folder
from graph.gazetteer import open_gazetteer
from graph.principal import PUBLIC
from ontology.load import load
from search.context import SearchContext
from search.hybrid import search
from search.options import SearchQuery

QUESTIONS = (
    "医用口罩",
    "谁能提供免费体检",
    "周末可以借用的会议室",
    "给独居老人做饭",
    "法律咨询",
    "free lodging for doctors",
    "小学生课后托管",
    "停车位错时共享",
)
ROUNDS = 8


def main(way: str, address: str, user: str = "", password: str = "") -> None:
    """Measure one way and print."""
    _say("| search | p50 ms | p95 ms |\n| --- | ---: | ---: |")
    if way == "http":
        _over_http(address)
    else:
        _of_function(Address(address, user, password))


def _of_function(address: Address) -> None:
    graph = Graph(open_driver(address), load(), open_gazetteer())
    context = SearchContext(graph, open_embedder(None, cache_folder()))
    _measure("function", lambda text: search(context, PUBLIC, SearchQuery(text)))
    _measure("function, class filter", lambda text: search(context, PUBLIC, SearchQuery(text, type="Offer")))
    _measure("function, passages", lambda text: search(context, PUBLIC, SearchQuery(text, type="Passage")))
    graph.close()


def _over_http(address: str) -> None:
    with httpx.Client(base_url=address, timeout=30) as client:
        _measure("HTTP", lambda text: client.get("/v1/search", params={"q": text}).raise_for_status())


def _measure(name: str, ask: Callable[[str], object]) -> None:
    for text in QUESTIONS:
        ask(text)
    times = []
    for text in QUESTIONS * ROUNDS:
        started = time.perf_counter()
        ask(text)
        times.append(1000 * (time.perf_counter() - started))
    _say(f"| {name} | {statistics.median(times):.1f} | {statistics.quantiles(times, n=20)[-1]:.1f} |")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
