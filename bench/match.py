"""How long does a match take, and partners over many demands? p50 and p95, and where the time goes.

    python -m bench.match ADDRESS USER PASSWORD [PLACE]

Needs a filled store. With PLACE (a code or a name), partners of that place are timed too. Prints a table;
asserts nothing.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from datetime import date

from graph.connection import Graph, open_driver
from graph.embedding.factory import open_embedder
from graph.engine.address import Address
from graph.engine.paths import cache_folder
from graph.gazetteer import open_gazetteer
from graph.principal import PUBLIC
from ontology.load import load
from search.asked import Demand
from search.context import SearchContext
from search.demand import read_demand
from search.factors.weights import MAX_CANDIDATES
from search.factors.world import World
from search.judge import judge
from search.match import match, match_many
from search.offers import by_concept, by_meaning, load_offers
from search.partners import partners

QUESTIONS = (
    "谁能在武汉提供保护医生的口罩",
    "给医护找免费住的地方",
    "需要一万副医用手套",
    "想给独居老人找免费体检",
    "借个能坐200人的会议室，周三下午",
    "找人给孩子补课",
    "需要法律咨询",
    "想借皮划艇",
)
ROUNDS = 8


def main(address: str, user: str = "neo4j", password: str = "", place: str = "") -> None:
    """Measure and print."""
    graph = Graph(open_driver(Address(address, user, password)), load(), open_gazetteer())
    context = SearchContext(graph, open_embedder(None, cache_folder()))
    demands = [read_demand(context, text) for text in QUESTIONS]
    world = World(graph.ontology, graph.gazetteer, date.today())
    _say("| step | p50 ms | p95 ms |\n| --- | ---: | ---: |")
    _measure("read the sentence", [lambda t=t: read_demand(context, t) for t in QUESTIONS])
    _measure(
        "candidates by concept", [lambda d=d: by_concept(graph, world, d, MAX_CANDIDATES) for d in demands]
    )
    _measure(
        "candidates by words and meaning",
        [lambda d=d: by_meaning(context, PUBLIC, d, vectors=True) for d in demands],
    )
    _measure("accounts and judgement", [lambda d=d: _judged(graph, world, d) for d in demands])
    _measure("match, all of it", [lambda d=d: match(context, PUBLIC, d) for d in demands])
    _measure(f"match_many of {len(demands)}", [lambda: match_many(context, PUBLIC, demands)])
    if place:
        _measure(f"partners of {place}", [lambda: partners(context, PUBLIC, place)], rounds=2)
    graph.close()


def _judged(graph: Graph, world: World, demand: Demand) -> int:
    offers = load_offers(graph, by_concept(graph, world, demand, MAX_CANDIDATES))
    return len([judge(demand, offer, world) for offer in offers.values()])


def _measure(name: str, calls: list[Callable[[], object]], rounds: int = ROUNDS) -> None:
    for call in calls:
        call()
    times = []
    for _ in range(rounds):
        for call in calls:
            start = time.perf_counter()
            call()
            times.append((time.perf_counter() - start) * 1000)
    last = statistics.quantiles(times, n=20)[-1] if len(times) > 1 else times[0]
    _say(f"| {name} | {statistics.median(times):.1f} | {last:.1f} |")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
