"""Is what people entered a pure fold, in which deciding and revoking leaves nothing?"""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from graph.desk.decisions import Decision, decision, decisions, pins, revocation
from graph.desk.effective import effective, present, state
from graph.desk.events import Entry, Event
from graph.desk.removals import removal, removals, source_id
from graph.desk.replacements import replacement, replacements

R = ["r" + c * 24 for c in "abcdef"]
LIVE = frozenset(R)
JUDGEMENTS = ("same", "different", "unsure")


def log(*entries: Entry) -> list[Event]:
    return [
        Event(n, e.key or f"k{n}", e.kind, e.who, "2024-01-01T00:00:00+00:00", e.records, e.data)
        for n, e in enumerate(entries, 1)
    ]


def judged(events: list[Event]) -> list[tuple[str, str, str]]:
    return [(d.a, d.b, d.judgement) for d in decisions(events, LIVE)]


pairs = st.lists(st.sampled_from(R), min_size=2, max_size=2, unique=True)
entries = st.lists(
    st.one_of(
        st.builds(lambda p, j: decision("w", p[0], p[1], j), pairs, st.sampled_from(JUDGEMENTS)),
        st.integers(1, 12).map(lambda n: revocation("w", n)),
        st.sampled_from(R).map(lambda r: Entry("pin", "w", (r,))),
    ),
    max_size=12,
)


@given(entries, pairs, st.sampled_from(JUDGEMENTS))
def test_deciding_and_revoking_is_never_having_decided(before: list[Entry], pair: list[str], j: str) -> None:
    entered = [*before, Entry("decision", "w", tuple(pair), {"judgement": j})]
    assert state(log(*entered, revocation("w", len(entered))), LIVE) == state(log(*before), LIVE)


@given(entries, st.randoms(use_true_random=False))
def test_the_order_in_which_events_are_read_says_nothing(before: list[Entry], rng: random.Random) -> None:
    events = log(*before)
    shuffled = rng.sample(events, len(events))
    assert state(shuffled, LIVE) == state(events, LIVE)


@given(entries)
def test_there_is_at_most_one_word_on_a_pair(before: list[Entry]) -> None:
    found = judged(log(*before))
    assert len({(a, b) for a, b, _ in found}) == len(found)
    assert all(a < b for a, b, _ in found)


def test_the_last_effective_word_counts_and_an_earlier_one_returns_when_it_is_revoked() -> None:
    entered = [decision("w", R[0], R[1], "same"), decision("w", R[1], R[0], "different")]
    assert judged(log(*entered)) == [(R[0], R[1], "different")]
    assert judged(log(*entered, revocation("w", 2))) == [(R[0], R[1], "same")]


def test_a_revocation_may_be_revoked() -> None:
    entered = [decision("w", R[0], R[1], "same"), revocation("w", 1), revocation("w", 2)]
    assert judged(log(*entered)) == [(R[0], R[1], "same")]
    assert [e.sequence for e in effective(log(*entered))] == [1, 3]


def test_a_revocation_cannot_reach_into_the_future() -> None:
    assert judged(log(revocation("w", 2), decision("w", R[0], R[1], "same"))) == [(R[0], R[1], "same")]


def test_events_sleep_while_their_records_are_gone_and_wake_when_they_return() -> None:
    events = log(decision("w", R[0], R[1], "different"))
    assert decisions(events, {R[0]}) == []
    assert decisions(events, LIVE) == [Decision(1, R[0], R[1], "different")]


def test_folds_look_through_succession_only_while_the_old_record_is_gone() -> None:
    events = log(decision("w", R[0], R[1], "same"), Entry("succeeds", "w", (R[0], R[2])))
    assert decisions(events, {R[1], R[2]}) == [Decision(1, R[1], R[2], "same")]
    assert decisions(events, {R[0], R[1], R[2]}) == [Decision(1, R[0], R[1], "same")]


def test_a_pair_that_became_one_record_says_nothing_any_more() -> None:
    events = log(decision("w", R[0], R[1], "same"), Entry("succeeds", "w", (R[0], R[1])))
    assert decisions(events, {R[1]}) == []


def test_succession_in_a_circle_ends() -> None:
    assert present(R[0], {R[0]: R[1], R[1]: R[0]}, {R[2]}) is None


def test_what_happens_once_is_not_superseded_and_what_holds_is() -> None:
    reserved = [Entry("reservation", "w", (R[0],), {"amount": n}) for n in (1, 2)]
    told = [Entry("community", "w", (R[0], r)) for r in (R[1], R[2])]
    found = state(log(*reserved, *told), LIVE)
    assert [(e.kind, e.sequence) for e in found] == [("reservation", 1), ("reservation", 2), ("community", 4)]


def test_pins_in_log_order() -> None:
    pinned = [Entry("pin", "w", (r,)) for r in (R[1], R[0], R[1])]
    assert pins(log(*pinned), LIVE) == [R[0], R[1]]


def test_replacements_and_removals_are_folds_too() -> None:
    version = "s" + "1" * 24
    entered = [replacement("w", version), removal("w", "清单"), replacement("w", version), revocation("w", 3)]
    events = log(*entered)
    assert replacements(events) == {version: 1}
    assert removals(events) == {source_id("清单"): 2}
    assert state(events, LIVE) == []
    assert [e.kind for e in state(events, LIVE, {version})] == ["replace"]
