"""Which differences between two vocabularies pass whatever was recorded, and which records do the others concern?"""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ontology.evolution import Change, changes
from ontology.model import Constraint, Ontology
from ontology.summary import Summary, pack_summary, summarise, unpack_summary
from tests.journey.vocabularies import VARIANTS, variant


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Summary]:
    folder = tmp_path_factory.mktemp("vocabularies")
    return {name: summarise(variant(name, folder)) for name in VARIANTS}


def said(several: tuple[Change, ...]) -> set[tuple[str, str, bool]]:
    return {(c.term, c.kind, c.additive) for c in several}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "plain",
            "restricted",
            {("innerMark", "restricted", False), ("innerMark", "restricted-wording", False)},
        ),
        ("restricted", "plain", {("innerMark", "unrestricted", False)}),
        ("plain", "single", {("innerMark", "single", False)}),
        ("single", "plain", {("innerMark", "single", True)}),
        ("plain", "number", {("innerMark", "range", False)}),
        ("plain", "needs-only", {("innerMark", "domain", False)}),
        ("needs-only", "plain", {("innerMark", "domain", True)}),
        ("deprecated", "renamed", {("innerMark", "renamed", False)}),
        ("plain", "short", {("Offer.innerMark", "tightened-maxLength", False)}),
        ("short", "plain", {("Offer.innerMark", "loosened-maxLength", True)}),
        ("plain", "must", {("Offer.innerMark", "tightened-minCount", False)}),
        ("plain", "other", {("innerMark", "removed", False), ("Zeppelin", "added", True)}),
    ],
)
def test_each_kind_of_change(made: dict[str, Summary], old: str, new: str, expected: set[object]) -> None:
    assert said(changes(made[old], made[new])) == expected


def test_a_rule_on_a_new_class_concerns_no_record(ontology: Ontology) -> None:
    rule = Constraint("Hotel", "name", "maxLength", "20")
    now = summarise(replace(ontology, constraints=(*ontology.constraints, rule)))
    below = {n: c for n, c in ontology.classes.items() if n != "Hotel"}
    before = summarise(replace(ontology, classes=below))
    assert ("Hotel.name", "tightened-maxLength", True) in said(changes(before, now))
    assert ("Hotel.name", "tightened-maxLength", False) in said(changes(summarise(ontology), now))


def test_a_deprecated_term_passes(made: dict[str, Summary]) -> None:
    found = changes(made["plain"], made["deprecated"])
    assert all(c.additive for c in found) and ("innerMark", "deprecated", True) in said(found)
    (renamed,) = changes(made["deprecated"], made["renamed"])
    assert renamed.successor == "innerNote"


@pytest.mark.parametrize("name", sorted(VARIANTS))
def test_a_vocabulary_does_not_differ_from_itself(made: dict[str, Summary], name: str) -> None:
    assert changes(made[name], unpack_summary(pack_summary(made[name])) or {}) == ()


def with_class(ontology: Ontology, name: str, **values: object) -> Summary:
    classes = dict(ontology.classes)
    classes[name] = replace(classes[name], **values)  # type: ignore[arg-type]
    return summarise(replace(ontology, classes=classes))


def test_changes_of_a_class(ontology: Ontology) -> None:
    now = summarise(ontology)
    assert said(changes(now, with_class(ontology, "Hotel", role="offer"))) == {("Hotel", "role", False)}
    assert said(changes(now, with_class(ontology, "Hotel", abstract=True))) == {("Hotel", "abstract", False)}
    lost = with_class(ontology, "Hotel", parents=("Thing",), ancestors=("Thing",))
    assert ("Hotel", "parent-lost", False) in said(changes(now, lost))
    assert ("Hotel", "parent-added", False) in said(changes(lost, now))
    (apart,) = changes(
        now, with_class(ontology, "Hotel", disjoint=ontology.classes["Hotel"].disjoint | {"Shop"})
    )
    assert (
        apart.concern is not None
        and apart.concern.how == "apart"
        and apart.concern.types == {"Hotel", "Shop"}
    )


def test_words_and_definitions_pass(ontology: Ontology) -> None:
    now = summarise(ontology)
    worded = with_class(ontology, "Hotel", synonyms=("客栈",), definition_zh="另一种说法。")
    assert said(changes(now, worded)) == {("Hotel", "wording", True)}
    assert said(changes(now, with_class(ontology, "Hotel", definition_zh="另一种说法。"))) == {
        ("Hotel", "definition", True)
    }


@settings(max_examples=50, deadline=None)
@given(
    st.sampled_from(["minCount", "maxCount", "maxLength", "minInclusive", "maxInclusive"]),
    st.integers(0, 9),
    st.integers(0, 9),
)
def test_a_bound_is_tighter_exactly_if_fewer_values_pass(kind: str, before: int, after: int) -> None:
    empty = Ontology("v", {}, {}, {})

    def rule(value: int) -> Summary:
        return summarise(replace(empty, constraints=(Constraint("Thing", "name", kind, str(value)),)))

    found = changes(rule(before), rule(after))
    least = kind.startswith("min")
    tighter = after > before if least else after < before
    assert [c.additive for c in found] == ([] if before == after else [not tighter])


def test_dates_are_compared_as_dates() -> None:
    empty = Ontology("v", {}, {}, {})

    def since(day: str) -> Summary:
        return summarise(replace(empty, constraints=(Constraint("Thing", "statedOn", "minInclusive", day),)))

    assert [c.additive for c in changes(since("1949-10-01"), since("1921-07-01"))] == [True]
    assert [c.additive for c in changes(since("1921-07-01"), since("1949-10-01"))] == [False]
