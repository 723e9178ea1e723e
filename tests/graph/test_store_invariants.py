"""What must hold whatever happens: the same input gives the same store, and what is gone leaves no trace."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from graph.admitting import admit
from graph.connection import Graph, Transaction
from graph.desk.decisions import decision, revocation
from graph.desk.log import append, events
from graph.loading import finish, unfinished, write_batch
from graph.principal import PUBLIC
from graph.removal import complete_removals, remove
from graph.settle import settle
from tests.conftest import WIPE
from tests.graph.samples import WHO, Listing, Row, credit_code, listings, read_in, worlds, wrong_code
from tests.graph.state import canonical_state

pytestmark = pytest.mark.store
T = TypeVar("T")

few = settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
WIPE_BUT_CONCEPTS = WIPE.replace("MATCH (n)", "MATCH (n) WHERE NOT coalesce(n.id, '') STARTS WITH 'concept:'")

PEACE = "和平社区居民委员会"
TOWN = (
    Listing(
        "甲区清单",
        (
            Row(PEACE, "会议室", "420106", type="Community"),
            Row("清溪大学", "义诊", "42", credit_code(1), "周末可用"),
            Row("望湖医院", "义诊"),
        ),
        "2025-01-01",
    ),
    Listing(
        "乙区清单",
        (
            Row(PEACE, "口罩", "420102", type="Community"),
            Row(PEACE, "会议室", "420106", type="Community"),
            Row("清溪大学", "会议室", "420106", credit_code(1)),
        ),
        "2025-02-01",
    ),
    Listing("丙区清单", (Row("清溪大学", "口罩", "420106", credit_code(2)), Row(PEACE, "书", "4201"))),
)


class Killed(Exception):
    """The process is gone."""


class MortalGraph(Graph):
    """A graph whose process dies after so many transactions, before or after the last one's commit."""

    def __init__(self, graph: Graph, lives: int) -> None:
        super().__init__(graph.driver, graph.ontology, graph.gazetteer, graph.database)
        self.lives = lives

    def transaction(self, work: Callable[[Transaction], T]) -> T:
        if self.lives <= 0:
            raise Killed
        self.lives -= 1
        return super().transaction(work)


def _clean(graph: Graph) -> None:
    graph.commit_in_batches(WIPE_BUT_CONCEPTS)


def _state_of(graph: Graph, listings: tuple[Listing, ...]) -> list[str]:
    _clean(graph)
    read_in(graph, listings)
    return canonical_state(graph)


@few
@given(world=worlds)
@example(world=TOWN)
def test_twice_in_another_order_in_other_batches(graph: Graph, world: tuple[Listing, ...]) -> None:
    expected = _state_of(graph, world)
    read_in(graph, world)
    assert canonical_state(graph) == expected, "twice"
    _clean(graph)
    read_in(graph, world[::-1], batch=2, backwards=True)
    assert canonical_state(graph) == expected, "in another order, in small batches"
    _clean(graph)
    for listing in world:
        read_in(graph, [listing])
    assert canonical_state(graph) == expected, "settled after each"


@few
@given(world=worlds)
@example(world=TOWN)
def test_removal_is_never_having_read(graph: Graph, world: tuple[Listing, ...]) -> None:
    expected = _state_of(graph, world[:2])
    read_in(graph, world[2:])
    remove(graph, world[2].key, WHO)
    settle(graph)
    assert canonical_state(graph) == expected


@few
@given(
    old=listings("甲区清单", "2024-01-01"), new=listings("甲区清单", "2025-01-01"), other=listings("乙区清单")
)
def test_the_highest_version_is_live_whatever_came_first(
    graph: Graph, old: Listing, new: Listing, other: Listing
) -> None:
    expected = _state_of(graph, (other, new))
    read_in(graph, [old])
    assert canonical_state(graph) == expected, "older after newer"
    _clean(graph)
    read_in(graph, [old])
    read_in(graph, [other])
    read_in(graph, [new])
    assert canonical_state(graph) == expected, "newer after older"


@few
@given(
    old=listings("甲区清单", "2024-01-01"),
    new=listings("甲区清单", "2025-01-01"),
    other=listings("乙区清单"),
    lives=st.integers(0, 24),
)
@example(old=replace(TOWN[0], stated_date="2024-01-01"), new=TOWN[0], other=TOWN[1], lives=9)
def test_killed_anywhere_and_run_again(
    graph: Graph, old: Listing, new: Listing, other: Listing, lives: int
) -> None:
    expected = _state_of(graph, (other, new))
    _clean(graph)
    read_in(graph, [old])
    mortal = MortalGraph(graph, lives)
    try:
        read_in(mortal, [new, other], batch=2)
    except Killed:
        for version in unfinished(graph):
            assert version.id in {new.version.id, other.version.id}
        read_in(graph, [new, other], batch=3)
    assert canonical_state(graph) == expected


@pytest.mark.parametrize("lives", range(0, 9, 2))
def test_a_removal_killed_anywhere_is_completed(graph: Graph, lives: int) -> None:
    expected = _state_of(graph, TOWN[:2])
    read_in(graph, TOWN[2:])
    mortal = MortalGraph(graph, lives)
    try:
        remove(mortal, TOWN[2].key, WHO)
        settle(mortal)
    except Killed:
        if lives == 0:
            remove(graph, TOWN[2].key, WHO)
        complete_removals(graph)
    settle(graph)
    assert canonical_state(graph) == expected


@pytest.mark.parametrize("judgement", ["same", "different"])
def test_deciding_and_revoking_is_never_having_decided(graph: Graph, judgement: str) -> None:
    expected = _state_of(graph, TOWN)
    records = [
        row["id"]
        for row in graph.read(
            "MATCH (r:Record) WHERE r.name_key STARTS WITH '和平' RETURN r.id AS id ORDER BY id"
        )
    ]
    decided = [
        graph.transaction(lambda tx, a=a, b=b: append(tx, decision(WHO, a, b, judgement)))  # type: ignore[misc, arg-type]
        for a, b in pairwise(records)
    ]
    settle(graph)
    assert canonical_state(graph) != expected
    for event in decided:
        graph.transaction(lambda tx, e=event: append(tx, revocation(WHO, e.sequence)))  # type: ignore[misc]
    settle(graph)
    assert canonical_state(graph) == expected


def test_a_decision_sleeps_while_its_record_is_gone(graph: Graph) -> None:
    read_in(graph, TOWN)
    rows = graph.read(
        "MATCH (r:Record {name_key: '望湖医院'}) RETURN r.id AS id UNION "
        "MATCH (r:Record {source: '丙区清单', role: 'party'}) RETURN r.id AS id"
    )
    a, b = sorted(row["id"] for row in rows)[:2]
    graph.transaction(lambda tx: append(tx, decision(WHO, a, b, "same")))
    settle(graph)
    joined = canonical_state(graph)
    remove(graph, "丙区清单", WHO)
    settle(graph)
    assert canonical_state(graph) != joined
    read_in(graph, TOWN[2:])
    assert canonical_state(graph) == joined
    assert [e.kind for e in events(graph, PUBLIC)] == ["decision", "remove"]


def _communities(graph: Graph, name: str) -> list[list[str]]:
    return [
        row["members"]
        for row in graph.read("MATCH (e:Entity {name: $name}) RETURN e.members AS members", name=name)
    ]


def test_one_name_in_two_districts_is_two_and_in_one_is_one(graph: Graph) -> None:
    read_in(graph, TOWN[:2])
    assert sorted(map(len, _communities(graph, PEACE))) == [1, 2]


def test_a_wrong_check_character_joins_nothing_and_two_codes_stay_apart(graph: Graph) -> None:
    wrong = [Listing(f"清单{n}", (Row(f"{n}号单位", "书", "", wrong_code(1)),)) for n in range(2)]
    read_in(graph, wrong)
    assert [len(_communities(graph, f"{n}号单位")) for n in range(2)] == [1, 1]
    two = [Listing(f"表{n}", (Row("清溪大学", "书", "420106", credit_code(n)),)) for n in (1, 2)]
    read_in(graph, two)
    assert sorted(map(len, _communities(graph, "清溪大学"))) == [1, 1]


def test_edges_follow_when_an_end_is_clustered_anew(graph: Graph) -> None:
    """A second source joins the provider of an offer that does not change; then it goes again."""
    first = Listing("甲", (Row("清溪大学", "会议室", "420106"),))
    second = Listing("乙", (Row("清溪大学", "口罩", "420106"),))
    providers = "MATCH (o:Entity {name: '会议室'})-[x:PROVIDED_BY]->(p:Entity) RETURN p.members AS members, x.records AS records"
    read_in(graph, [first])
    assert [len(row["members"]) for row in graph.read(providers)] == [1]
    read_in(graph, [second])
    assert [(len(row["members"]), len(row["records"])) for row in graph.read(providers)] == [(2, 1)]
    remove(graph, "甲", WHO)
    settle(graph)
    assert graph.read(providers) == []
    read_in(graph, [first])
    assert [len(row["members"]) for row in graph.read(providers)] == [2]


def test_places_come_with_their_ancestors_and_go_when_nobody_names_them(graph: Graph) -> None:
    places = "MATCH (p:Place) RETURN p.id AS id ORDER BY id"
    read_in(
        graph,
        [Listing("甲", (Row("清溪大学", "书", "420106"),)), Listing("乙", (Row("清溪大学", "书", "4201"),))],
    )
    assert [row["id"] for row in graph.read(places)] == ["place:42", "place:4201", "place:420106"]
    remove(graph, "甲", WHO)
    settle(graph)
    assert [row["id"] for row in graph.read(places)] == ["place:42", "place:4201"]


def test_records_of_a_version_still_loading_are_in_no_entity(graph: Graph) -> None:
    read_in(graph, TOWN[:1])
    before = canonical_state(graph)
    version = admit(graph, TOWN[1].version).version
    write_batch(graph, version, TOWN[1].passages, TOWN[1].records)
    settle(graph)
    entities = [line for line in canonical_state(graph) if line.startswith(("entity", "edge", "describes"))]
    assert entities == [line for line in before if line.startswith(("entity", "edge", "describes"))]
    finish(graph, version, TOWN[1].repairs, {"interpreted": 3})
    settle(graph)
    assert canonical_state(graph) == _state_of(graph, TOWN[:2])
