"""Does rank fusion do what its source says, whatever order the rankings come in?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.fusion import K, best_possible, fuse

rankings = st.lists(
    st.tuples(st.sampled_from("abcdefgh"), st.sampled_from([0.0, 0.5, 1.0, 2.0])),
    max_size=8,
    unique_by=lambda p: p[0],
)


def test_scores_are_sums_of_reciprocal_ranks() -> None:
    fused = fuse([("a", 3.0), ("b", 2.0)], [("b", 0.9), ("c", 0.8)])
    assert [f.id for f in fused] == ["b", "a", "c"]
    assert fused[0].score == pytest.approx(1 / (K + 2) + 1 / (K + 1))
    assert (fused[1].words, fused[1].meaning) == (1, None)
    assert fuse([("a", 1.0)], [("a", 1.0)])[0].score == best_possible()


def test_no_word_in_common_takes_no_part() -> None:
    fused = fuse([("noise", 0.0), ("also", 0.0)], [("near", 0.9), ("far", 0.1)])
    assert [f.id for f in fused] == ["near", "far"]


@given(rankings, rankings, st.randoms())
def test_order_of_arrival_does_not_show(
    words: list[tuple[str, float]], meaning: list[tuple[str, float]], random: object
) -> None:
    expected = fuse(words, meaning)
    random.shuffle(words)  # type: ignore[attr-defined]
    random.shuffle(meaning)  # type: ignore[attr-defined]
    assert fuse(words, meaning) == expected
    assert [(-f.score, f.id) for f in expected] == sorted((-f.score, f.id) for f in expected)
    assert {f.id for f in expected} == {i for i, s in words if s > 0} | {i for i, _ in meaning}
