"""Concepts by wording and by standard code."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.language.concepts import ConceptFinder
from ontology.model import Concept, Ontology


def concept(name: str, zh: str, en: str, *synonyms: str, standards: tuple[str, ...] = ()) -> Concept:
    return Concept(f"urn:test:{name}", name, zh, en, synonyms=synonyms, scheme="things", standards=standards)


THINGS = [
    concept("mask", "口罩", "mask"),
    concept("surgical", "医用外科口罩", "surgical mask", "外科口罩", standards=("YY 0469",)),
    concept(
        "respirator", "医用防护口罩", "respirator", "N95", "N95口罩", standards=("GB 19083", "GB/T 32610")
    ),
    concept("book", "图书", "book", "书"),
    concept("doctor", "医生", "doctor", "医护"),
    concept("hotel", "酒店", "hotel", "住宿"),
    concept("bleach", "84消毒液", "bleach"),
    concept("box", "药箱", "box"),
]
FINDER = ConceptFinder(
    Ontology("test", {}, {}, {c.name: c for c in THINGS}, {"things": tuple(c.name for c in THINGS)}), "things"
)
CASES = {
    "醫用外科口罩": [("surgical", "醫用外科口罩")],
    "医用防护口罩 | N95口罩": [("respirator", "医用防护口罩"), ("respirator", "N95口罩")],
    "ｎ９５": [("respirator", "ｎ９５")],
    "KN95": [],
    "N950": [],
    "Facebook": [],
    "a book, books": [("book", "book"), ("book", "books")],
    "boxes": [("box", "boxes")],
    "doctor_hotel.jsonl": [("doctor", "doctor"), ("hotel", "hotel")],
    "DoctorHotel": [("doctor", "Doctor"), ("hotel", "Hotel")],
    "2020hotel2": [("hotel", "hotel")],
    "doctorhotel": [],
    "GB19083-2010": [("respirator", "GB19083-2010")],
    "gb 19083": [("respirator", "gb 19083")],
    "GB/T 19083—2010": [("respirator", "GB/T 19083—2010")],
    "GB／T３２６１０－２０１６": [("respirator", "GB／T３２６１０－２０１６")],
    "YY0469-2011,建议": [("surgical", "YY0469-2011")],
    "XGB19083": [],
    "GB190831": [],
    "医 用 外 科 口 罩": [("surgical", "医 用 外 科 口 罩")],
    "surgical  masks": [("surgical", "surgical  masks")],
    "184消毒液": [],
    "84消毒液50瓶": [("bleach", "84消毒液")],
    "给医护找免费住宿": [("doctor", "医护"), ("hotel", "住宿")],
    "㎡酒店": [("hotel", "酒店")],
    "": [],
}


@pytest.mark.parametrize(("text", "expected"), CASES.items())
def test_find(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(h.concept, text[h.start : h.end]) for h in FINDER.find(text)] == expected


@given(
    st.lists(
        st.sampled_from(
            [
                "口罩",
                "医用外科",
                "酒店",
                "hotel",
                " ",
                "_",
                "x",
                "GB19083",
                "-2010",
                "㎡",
                "書",
                "84",
                "消毒液",
            ]
        ),
        max_size=10,
    ).map("".join)
)
def test_hits_do_not_overlap_and_lie_in_the_text(text: str) -> None:
    hits = FINDER.find(text)
    assert all(0 <= h.start < h.end <= len(text) for h in hits)
    assert all(a.end <= b.start or (a.start, a.end) == (b.start, b.end) for a, b in pairwise(hits))


def test_one_wording_of_two_concepts_gives_both() -> None:
    things = [concept("a", "活动室", "room"), concept("b", "场地", "site", "活动室")]
    finder = ConceptFinder(
        Ontology("t", {}, {}, {c.name: c for c in things}, {"things": ("a", "b")}), "things"
    )
    assert [h.concept for h in finder.find("活动室")] == ["a", "b"]


def test_unknown_scheme_finds_nothing() -> None:
    assert ConceptFinder(Ontology("t", {}, {}, {}), "none").find("口罩") == []


def test_every_label_of_the_vocabulary_finds_its_concept(ontology: Ontology) -> None:
    for scheme in ("resourceKinds", "audiences", "costs"):
        finder = ConceptFinder(ontology, scheme)
        for one in ontology.in_scheme(scheme):
            assert one.name in {h.concept for h in finder.find(one.zh)}, one.zh
