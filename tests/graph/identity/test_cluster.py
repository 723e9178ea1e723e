"""Clusters are a function of records and decisions: no order shows, and taking back is never having decided."""

from __future__ import annotations

from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.desk.decisions import Decision, decisions
from graph.desk.events import Event, Judgement
from graph.identity.cluster import CONTRADICTED, MAX_NAMED, TOO_COMMON, Clustering, cluster
from graph.identity.parameters import load_parameters
from graph.identity.signature import Signature
from ontology.model import Ontology
from tests.graph.samples import credit_code

PARAMETERS = load_parameters()
IDS = [f"r{n:024x}" for n in range(6)]
signatures = st.builds(
    Signature,
    name_key=st.sampled_from(("和平社区", "清溪大学", "望湖医院")),
    uscc=st.sampled_from(("", "", credit_code(1), credit_code(2))),
    places=st.sampled_from(((), ("4201",), ("420102",), ("420106",), ("420102", "420106"))),
    type=st.sampled_from(("Organization", "Community", "University", "Hospital")),
)
worlds = st.lists(signatures, min_size=2, max_size=6).map(lambda s: dict(zip(IDS, s, strict=False)))
judgements = st.lists(
    st.tuples(
        st.sampled_from(IDS), st.sampled_from(IDS), st.sampled_from(("same", "different", "unsure"))
    ).filter(lambda d: d[0] < d[1]),
    max_size=4,
)


def _events(said: list[tuple[str, str, Judgement]], start: int = 1) -> list[Event]:
    numbers = count(start)
    return [
        Event(n, str(n), "decision", "x", "", (a, b), {"judgement": j})
        for (a, b, j), n in zip(said, numbers, strict=False)
    ]


def _clustered(world: dict[str, Signature], events: list[Event], ontology: Ontology) -> Clustering:
    return cluster(world, decisions(events, set(world)), PARAMETERS, ontology)


def _named(*signatures: Signature) -> dict[str, Signature]:
    return {f"r{n:024x}": s for n, s in enumerate(signatures)}


def _groups(world: dict[str, Signature], ontology: Ontology, *said: Decision) -> list[tuple[str, ...]]:
    return list(cluster(world, said, PARAMETERS, ontology).clusters.values())


@given(world=worlds, said=judgements, random=st.randoms())
def test_the_order_of_records_does_not_show(world, said, random, ontology) -> None:  # type: ignore[no-untyped-def]
    shuffled = list(world.items())
    random.shuffle(shuffled)
    assert _clustered(dict(shuffled), _events(said), ontology) == _clustered(world, _events(said), ontology)


@given(world=worlds, said=judgements)
def test_every_record_is_in_one_cluster_named_by_a_member(world, said, ontology) -> None:  # type: ignore[no-untyped-def]
    clusters = _clustered(world, _events(said), ontology).clusters
    assert sorted(r for members in clusters.values() for r in members) == sorted(world)
    assert all(id == members[0] for id, members in clusters.items())


@given(world=worlds, before=judgements, after=judgements)
def test_deciding_and_revoking_is_never_having_decided(world, before, after, ontology) -> None:  # type: ignore[no-untyped-def]
    log = _events(before)
    more = _events(after, len(log) + 1)
    end = len(log) + len(more)
    taken_back = [
        Event(end + i, f"v{i}", "revoke", "x", "", (), {"event": e.sequence}) for i, e in enumerate(more, 1)
    ]
    assert _clustered(world, log + more + taken_back, ontology) == _clustered(world, log, ontology)


@given(world=worlds, said=judgements)
def test_what_a_person_parted_is_apart(world, said, ontology) -> None:  # type: ignore[no-untyped-def]
    events = _events(said)
    where = {r: id for id, members in _clustered(world, events, ontology).clusters.items() for r in members}
    for d in decisions(events, set(world)):
        if d.judgement == "different":
            assert where[d.a] != where[d.b]


@given(world=worlds)
def test_without_a_person_no_cluster_holds_two_codes(world, ontology) -> None:  # type: ignore[no-untyped-def]
    for members in _clustered(world, [], ontology).clusters.values():
        assert len({world[r].uscc for r in members} - {""}) <= 1


def test_one_name_in_two_districts_is_two(ontology: Ontology) -> None:
    world = _named(
        Signature("和平社区", "", ("420102",), "Community"),
        Signature("和平社区", "", ("420106",), "Community"),
    )
    assert len(_groups(world, ontology)) == 2


def test_one_name_in_one_place_is_one(ontology: Ontology) -> None:
    alike = Signature("和平社区", "", ("420106",), "Community")
    other = Signature("和平社区", "", ("420106",), "Organization")
    assert len(_groups(_named(alike, alike, other), ontology)) == 1


def test_communities_of_one_name_in_one_city_are_asked_about(ontology: Ontology) -> None:
    alike = Signature("和平社区", "", ("4201",), "Community")
    made = cluster(_named(alike, alike), (), PARAMETERS, ontology)
    assert len(made.clusters) == 2
    assert [q.reason for q in made.questions] == ["review"]


def test_a_name_without_place_makes_nothing(ontology: Ontology) -> None:
    made = cluster(_named(*[Signature("清溪大学", "", (), "University")] * 3), (), PARAMETERS, ontology)
    assert (len(made.clusters), made.questions) == (3, ())


def test_two_codes_under_one_name_and_place_stay_apart(ontology: Ontology) -> None:
    world = _named(*(Signature("清溪大学", credit_code(n), ("420106",), "University") for n in (1, 2)))
    assert len(_groups(world, ontology)) == 2


def test_no_third_record_joins_two_codes(ontology: Ontology) -> None:
    world = _named(
        Signature("清溪大学", credit_code(1), ("420106",)),
        Signature("清溪大学", credit_code(2), ("420106",)),
        Signature("清溪大学", "", ("420106",)),
    )
    made = cluster(world, (), PARAMETERS, ontology)
    assert sorted(map(len, made.clusters.values())) == [1, 2]
    assert [q.reason for q in made.questions] == ["different-codes"]


def test_the_same_code_joins_other_names_but_a_copied_one_is_asked_about(ontology: Ontology) -> None:
    code = credit_code(1)
    same = _named(Signature("清溪大学", code, ("420106",)), Signature("清溪大学医学院", code, ()))
    copied = _named(Signature("和平社区", code, ("420102",)), Signature("幸福社区", code, ("420106",)))
    assert len(_groups(same, ontology)) == 1
    made = cluster(copied, (), PARAMETERS, ontology)
    assert (len(made.clusters), [q.reason for q in made.questions]) == (2, ["review"])


def test_disjoint_classes_are_never_one(ontology: Ontology) -> None:
    world = _named(
        Signature("清溪", "", ("420106",), "University"), Signature("清溪", "", ("420106",), "Community")
    )
    assert len(_groups(world, ontology)) == 2


def test_a_negative_wins_over_positives_and_says_so(ontology: Ontology) -> None:
    a, b, c = IDS[:3]
    world = dict.fromkeys((a, b, c), Signature("清溪大学", "", ()))
    said = [Decision(1, a, b, "same"), Decision(2, b, c, "same"), Decision(3, a, c, "different")]
    made = cluster(world, said, PARAMETERS, ontology)
    assert list(made.clusters.values()) == [(a, b), (c,)]
    assert [(q.records, q.reason) for q in made.questions] == [((b, c), CONTRADICTED)]


@pytest.mark.parametrize("judgement", ["different", "unsure"])
def test_what_was_answered_is_not_asked_again(judgement: Judgement, ontology: Ontology) -> None:
    alike = Signature("和平社区", "", ("4201",), "Community")
    world = _named(alike, alike)
    made = cluster(world, [Decision(1, *world, judgement)], PARAMETERS, ontology)
    assert (len(made.clusters), made.questions) == (2, ())


def test_a_name_of_too_many_makes_one_question_and_no_pairs(ontology: Ontology) -> None:
    many = PARAMETERS.signatures_of_one_name + 1
    world = _named(*(Signature("和平社区", "", (f"4201{n:05d}",), "Community") for n in range(many)))
    world["rffffffffffffffffffffffff"] = world[min(world)]
    made = cluster(world, (), PARAMETERS, ontology)
    assert len(made.clusters) == many, "equal signatures with a known place are one all the same"
    assert [(q.reason, len(q.records)) for q in made.questions] == [(TOO_COMMON, MAX_NAMED)]


def test_a_pinned_member_gives_its_id(ontology: Ontology) -> None:
    a, b = IDS[:2]
    world = dict.fromkeys((a, b), Signature("清溪大学", "", ("420106",)))
    assert list(cluster(world, (), PARAMETERS, ontology, pins=(b,)).clusters) == [b]
    assert list(cluster(world, (), PARAMETERS, ontology, pins=("r" + "9" * 24,)).clusters) == [a]
