"""Do many writers at once leave one log, in order and without gaps? On the real store."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from graph.connection import Graph, Transaction
from graph.desk.decisions import decision, decisions, revocation
from graph.desk.events import Entry, EventNotValid
from graph.desk.log import append, events
from graph.principal import PUBLIC

A, B = "r" + "a" * 24, "r" + "b" * 24


def enter(graph: Graph, entry: Entry) -> int:
    return graph.transaction(lambda tx: append(tx, entry)).sequence


def test_an_event_reads_back_as_it_was_entered(graph: Graph) -> None:
    entry = Entry("community", "社区书记", (A, B), {"places": ("place:330102",), "share": 0.5, "n": 3}, "k1")
    at = datetime(2024, 5, 31, 8, tzinfo=UTC)
    event = graph.transaction(lambda tx: append(tx, entry, at=at))
    assert list(events(graph, PUBLIC)) == [event]
    assert (event.sequence, event.at, event.records) == (1, "2024-05-31T08:00:00+00:00", (A, B))
    assert event.data == entry.data


def test_the_same_key_twice_is_one_event(graph: Graph) -> None:
    entry = decision("w", A, B, "same", key="click-1")
    assert [enter(graph, entry) for _ in range(3)] == [1, 1, 1]
    assert len(list(events(graph, PUBLIC))) == 1
    with pytest.raises(EventNotValid, match="换一个键"):
        enter(graph, decision("w", A, B, "different", key="click-1"))


def test_concurrent_appends_give_gapless_unique_numbers(graph: Graph) -> None:
    entries = [Entry("rating", "w", (A,), {"value": n}, key=f"k{n % 40}") for n in range(40)] * 2
    with ThreadPoolExecutor(8) as pool:
        numbers = list(pool.map(lambda e: enter(graph, e), entries))
    found = list(events(graph, PUBLIC))
    assert sorted(set(numbers)) == [e.sequence for e in found] == list(range(1, 41))


def test_an_effect_that_fails_leaves_no_event_and_no_gap(graph: Graph) -> None:
    def fails(tx: Transaction) -> None:
        append(tx, decision("w", A, B, "same"))
        raise RuntimeError("the effect failed")

    with pytest.raises(RuntimeError):
        graph.transaction(fails)
    assert enter(graph, decision("w", A, B, "different")) == 1


def test_an_entry_that_is_not_valid_is_refused_before_the_lock(graph: Graph) -> None:
    with pytest.raises(EventNotValid):
        enter(graph, Entry("decision", "w", (A, B), {"judgement": "maybe"}))
    assert list(events(graph, PUBLIC)) == []


def test_the_log_is_read_in_pages_and_from_a_number_on(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.desk.log.PAGE", 2)
    for n in range(5):
        enter(graph, Entry("rating", "w", (A,), {"value": n}))
    assert [e.sequence for e in events(graph, PUBLIC)] == [1, 2, 3, 4, 5]
    assert [e.sequence for e in events(graph, PUBLIC, after=3)] == [4, 5]


def test_deciding_and_revoking_on_the_store(graph: Graph) -> None:
    number = enter(graph, decision("w", A, B, "same"))
    assert len(decisions(events(graph, PUBLIC), {A, B})) == 1
    enter(graph, revocation("w", number))
    assert decisions(events(graph, PUBLIC), {A, B}) == []
