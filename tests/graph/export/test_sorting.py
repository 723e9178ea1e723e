"""Is the external sort a sort, whatever the size of its runs?"""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from graph.export.sorting import sorted_unique

lines = st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n"), max_size=6))


@given(lines, st.integers(1, 7), st.integers(2, 4))
def test_any_run_size_gives_the_sorted_different_lines(content: list[str], run: int, fan_in: int) -> None:
    assert list(sorted_unique(content, run, fan_in)) == sorted(set(content))


def test_the_order_is_that_of_the_bytes() -> None:
    content = ["\ue000", "\U0001f600", "z", "中", "\u2028"]
    assert list(sorted_unique(content, 2)) == sorted(content, key=str.encode)


def test_thousands_of_lines_through_many_runs() -> None:
    content = [f"line {n % 900}" for n in range(5000)]
    random.Random(1).shuffle(content)
    assert list(sorted_unique(content, 100, 5)) == sorted(set(content))


def test_nothing_is_nothing() -> None:
    assert list(sorted_unique([])) == []
