"""Is the measuring of articles fair? Labels that fit their texts, and a comparison that is lenient in wording only."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bench.agreement import Judge, same_name, shares_words
from bench.labels import FOLDER, KINDS, Fact, Labelled, read_labels, without_mark
from ontology.language.keys import name_key
from ontology.language.units import UnitTable
from ontology.model import Ontology
from ontology.terms import Schemes


@pytest.fixture(scope="module")
def judge(ontology: Ontology) -> Judge:
    return Judge(UnitTable(ontology, Schemes.PROSE_UNITS))


def labelled(*facts: Fact, denied: tuple[tuple[str, str], ...] = ()) -> Labelled:
    return Labelled(FOLDER / "000.txt", "dev", facts, denied)


def test_every_article_has_labels_and_the_halves_alternate() -> None:
    every = read_labels()
    assert len(every) == 40
    assert {one.path.name for one in every} == {p.name for p in FOLDER.glob("*.txt")}
    assert [one.half for one in every] == ["dev", "held-out"] * 20


def test_what_is_labelled_stands_in_the_text() -> None:
    for one in read_labels():
        text = name_key(one.path.read_text(encoding="utf-8"))
        for fact in one.facts:
            if fact.kind in {"alliances", "members", "founders", "practices", "honours", "organisations"}:
                for part in fact.parts:
                    known = fact.optional or any(name_key(w) in text for w in part)
                    assert known, (one.path.name, fact)
        for kind, words in one.denied:
            assert kind in KINDS
            assert name_key(words) in text, (one.path.name, words)


def test_every_invented_name_carries_the_mark() -> None:
    for one in read_labels():
        for fact in one.facts:
            if fact.kind == "organisations" and not fact.optional:
                assert "示例" in fact.parts[0][0] or "“" in fact.parts[0][0], fact


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("“红枫”党建联盟", "红枫党建联盟", True),
        ("南京市玄武区示例学院", "示例学院", True),
        ("示例學院", "示例学院", True),
        ("示例学院党委", "示例学院", False),
        ("示例第一学院", "第一学院", False),
    ],
)
def test_names_are_compared_by_substance(one: str, other: str, same: bool) -> None:
    assert same_name(one, other) is same


def test_what_a_figure_is_of_must_share_words() -> None:
    assert shares_words(("漏水纠纷",), ("调解漏水纠纷",))
    assert not shares_words(("漏水纠纷",), ("志愿者",))


def test_an_amount_is_compared_in_its_unit(judge: Judge) -> None:
    gold = Fact("figures", (("管网",),), Decimal("8.4"), "公里")
    assert judge.same(gold, Fact("figures", (("更换管网",),), Decimal(8400), "米"))
    assert not judge.same(gold, Fact("figures", (("更换管网",),), Decimal("8.4"), "米"))


def test_missed_wrong_and_optional(judge: Judge) -> None:
    member = Fact("members", (("甲联盟",), ("示例学院",)))
    guest = Fact("members", (("甲联盟",), ("示例医院",)), optional=True)
    stranger = Fact("members", (("甲联盟",), ("示例银行",)))
    made = judge.compare(labelled(member, guest), [guest, stranger])
    score = made.scores["members"]
    assert (score.wanted, score.hits, score.right, score.wrong) == (1, 0, 0, 1)
    assert (score.precision, score.recall) == (0.0, 0.0)
    assert made.missed == [member] and made.wrong == [stranger]


def test_the_count_of_members_is_no_wrong_figure(judge: Judge) -> None:
    count = Fact("counts", (("甲联盟",),), Decimal(12), "家")
    made = judge.compare(labelled(count), [Fact("figures", (("单位",),), Decimal(12), "家")])
    assert made.wrong == [] and made.missed == [count]


def test_what_must_be_no_fact(judge: Judge) -> None:
    one = labelled(denied=(("figures", "68岁"), ("members", "示例银行"), ("practices", "一家亲")))
    age = Fact("figures", (("居民",),), Decimal(68), "")
    assert judge.compare(one, [age]).violated == ["figures/68岁"]
    bank = Fact("members", (("甲联盟",), ("示例银行",)))
    assert judge.compare(one, [bank]).violated == ["members/示例银行"]
    assert judge.compare(one, [Fact("organisations", (("示例银行",),))]).violated == []


def test_the_mark_is_dropped_from_names_and_persons() -> None:
    assert without_mark("示例红枫社区的何示例说") == "红枫社区的何某某说"
