"""Whatever was read, superseded, removed, decided and taken back: does the way out and in again lose nothing?"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from graph.connection import Graph, Transaction
from graph.desk.events import Entry
from graph.desk.log import append, events
from graph.export.canonical import canonical
from graph.export.full import full
from graph.half_made import ImportUnfinished
from graph.importing import import_export
from graph.principal import PUBLIC
from graph.removal import remove
from graph.schema import ensure_schema
from graph.settle import settle
from ontology.language.restricted import mask
from tests.conftest import WIPE
from tests.graph.samples import WHO, Listing, Row, listings, load

pytestmark = pytest.mark.store
T = TypeVar("T")

LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"
few = settings(
    max_examples=60 if LONG else 5,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # shrinking would take minutes on a real store
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
KEYS = ("甲区清单", "乙区清单", "丙区清单")
RECORDS = "MATCH (r:Record) RETURN r.id AS id ORDER BY r.role DESC, r.id LIMIT 7"
KEEP = WIPE.replace(
    "MATCH (n)",
    "MATCH (n) WHERE NOT (coalesce(n.id, '') STARTS WITH 'concept:' OR (n:Run AND n.id = 'schema'))",
)


@dataclass(frozen=True)
class Enter:
    """Something a person enters about the records that are there, by their places in a list."""

    kind: str
    first: int = 0
    second: int = 1
    word: str = "same"


def masked(listing: Listing) -> Listing:
    """As a reader leaves it: a wrong credit code could be an account number, and would be masked."""
    return replace(
        listing,
        rows=tuple(replace(row, code="" if mask(row.code).spans else row.code) for row in listing.rows),
    )


read = st.one_of(
    listings(KEYS[0], "2024-01-01"),
    listings(KEYS[0], "2025-01-01"),
    listings(KEYS[1], "2025-02-01"),
    listings(KEYS[2], ""),
).map(masked)
entered = st.builds(
    Enter,
    st.sampled_from(
        (
            "decision",
            "decision",
            "decision",
            "pin",
            "succeeds",
            "split",
            "demand",
            "outcome",
            "revoke",
            "match",
        )
    ),
    st.integers(0, 6),
    st.integers(0, 6),
    st.sampled_from(("same", "same", "different", "unsure")),
)
steps = st.lists(st.one_of(read, entered, entered, st.sampled_from(KEYS)), min_size=4, max_size=14)

PEACE = "和平社区居民委员会"
TORN = (
    Listing(
        KEYS[0],
        (Row(PEACE, "会议室", "420106"), Row(PEACE, "口罩", "42"), Row(PEACE, "义诊", "")),
        "2024-01-01",
    ),
    Listing(KEYS[1], (Row("清溪大学", "口罩", "420102"),), "2025-02-01"),
    Enter("decision", 0, 1, "different"),
    Enter("decision", 1, 2, "same"),
    Enter("decision", 2, 0, "same"),
    Enter("decision", 3, 0, "same"),
    Enter("pin", 3),
    Enter("pin", 1),
    Enter("pin", 0),
    Enter("outcome", 0),
    Enter("outcome", 1),
    Enter("revoke", 1),
    Listing(KEYS[0], (Row(PEACE, "会议室", "420106"), Row(PEACE, "口罩", "42")), "2025-01-01"),
)
"""A group that positives connect and a negative parts, pins that compete, a version that lists less."""


def play(graph: Graph, several: Sequence[Listing | Enter | str]) -> None:
    """Do one thing after another on an empty store."""
    graph.commit_in_batches(KEEP)
    for number, step in enumerate(several):
        if isinstance(step, Listing):
            load(graph, step)
        elif isinstance(step, Enter):
            _enter(graph, step, number)
        elif graph.read("MATCH (s:Source {key: $key}) RETURN s.id LIMIT 1", key=step):
            remove(graph, step, WHO)
        settle(graph)


def _enter(graph: Graph, step: Enter, number: int) -> None:
    ids = [row["id"] for row in graph.read(RECORDS)]
    if not ids:
        return
    a, b = ids[step.first % len(ids)], ids[step.second % len(ids)]
    last = sum(1 for _ in events(graph, PUBLIC))
    made = {
        "decision": Entry("decision", WHO, (a, b), {"judgement": step.word}),
        "pin": Entry("pin", WHO, (a,)),
        "succeeds": Entry("succeeds", WHO, (a, b)),
        "split": Entry("split", WHO, (a,), {"passage": "p" + "0" * 24}),
        "demand": Entry("demand", WHO, (a,)),
        "outcome": Entry("outcome", WHO, (a,), {"value": number}, f"outcome-{number}"),
        "revoke": Entry("revoke", WHO, data={"event": 1 + step.first % max(1, last)}),
        "match": Entry("match", WHO, (a, b), {"state": "proposed"}),
    }[step.kind]
    if len(set(made.records)) == len(made.records) and (step.kind != "revoke" or last):
        graph.transaction(lambda tx: append(tx, made))


@few
@given(several=steps)
@example(several=list(TORN))
def test_out_and_in_again_is_the_same(graph: Graph, several: list[Listing | Enter | str]) -> None:
    play(graph, several)
    for export in (full, canonical):
        lines = list(export(graph, PUBLIC))
        graph.commit_in_batches(KEEP)
        report = import_export(graph, lines)
        assert report.same, report.differences
        assert list(export(graph, PUBLIC)) == lines


WHOLE: dict[Callable[..., Iterator[str]], list[str]] = {}
"""The exports of one world, made once."""


class Killed(Exception):
    """The process is gone."""


class MortalGraph(Graph):
    """A graph whose process dies after so many transactions."""

    def __init__(self, graph: Graph, lives: int) -> None:
        super().__init__(graph.driver, graph.ontology, graph.gazetteer, graph.database)
        self.lives = lives

    def transaction(self, work: Callable[[Transaction], T]) -> T:
        if self.lives <= 0:
            raise Killed
        self.lives -= 1
        return super().transaction(work)


@pytest.mark.parametrize(
    ("export", "lives"),
    [(full, n) for n in (range(1, 60) if LONG else (1, 7, 13))]
    + [(canonical, n) for n in (range(1, 60) if LONG else (5, 11))],
)
def test_killed_anywhere_and_run_again(
    graph: Graph, export: Callable[..., Iterator[str]], lives: int
) -> None:
    if export not in WHOLE:
        play(graph, TORN)
        WHOLE[export] = list(export(graph, PUBLIC))
    lines = WHOLE[export]
    graph.commit_in_batches(KEEP)
    try:
        import_export(MortalGraph(graph, lives), lines)
    except Killed:
        graph.write(
            "MATCH (t:Turn) DELETE t"
        )  # a process that is gone loses its turn at once, this one lives on
        if graph.read("MATCH (i:Import) RETURN i.id"):
            with pytest.raises(ImportUnfinished):
                list(export(graph, PUBLIC))
            with pytest.raises(ImportUnfinished):
                load(graph, TORN[0])  # type: ignore[arg-type]
        assert import_export(graph, lines).same
    assert list(export(graph, PUBLIC)) == lines


@pytest.fixture(autouse=True)
def schema(graph: Graph) -> None:
    ensure_schema(graph)
