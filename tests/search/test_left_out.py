"""What a sentence leaves out, cannot be read, or names several places by: said, and never taken for its opposite."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.entities import Entity, Fact
from graph.gazetteer import Gazetteer
from graph.principal import PUBLIC
from graph.reading.views import Evidence, SourceRef
from ontology.model import Ontology
from ontology.terms import Classes, Properties
from search.asked import Demand, Wanted
from search.context import SearchContext
from search.demand import read_demand
from search.errors import SearchNotValid
from search.factors.factor import Factor
from search.factors.offer import Offer, offer_of
from search.factors.readers import readers_of
from search.factors.world import World
from search.items import _distance
from search.judge import Judged, judge
from search.match import _ordered
from search.negation import negated
from search.partners import partners

pytestmark = pytest.mark.store


@pytest.fixture(scope="session")
def world(ontology: Ontology, gazetteer: Gazetteer) -> World:
    """Vocabulary and places on a fixed day."""
    return World(ontology, gazetteer, date(2026, 3, 1))


def offer(world: World, *facts: Fact, id: str = "r1", provider: str = "p1") -> Offer:
    entity = Entity(id, Classes.RESOURCE, (Classes.RESOURCE,), "示例", "", facts)
    return offer_of(entity, world.ontology, provider=(provider, "示例单位"))


def fact(name: str, value: str, original: str = "", **more: str) -> Fact:
    return Fact(name, value, "concept", original=original or "示例", statements=("t1",), **more)  # type: ignore[arg-type]


def place(code: str) -> Fact:
    return Fact(Properties.PLACE, code, "place", statements=("t2",))


def one(judged: Judged, name: str) -> Factor:
    return next(f for f in judged.factors if f.name == name)


@pytest.mark.parametrize("text", ["口罩\0", "口罩" * 1001])
def test_a_sentence_that_cannot_be_read_whole_is_refused(reading: SearchContext, text: str) -> None:
    with pytest.raises(SearchNotValid) as raised:
        read_demand(reading, text)
    assert raised.value.status == 422


@pytest.mark.parametrize(
    ("text", "wanted", "without", "places"),
    [
        ("不要收费的义诊", {"freeClinic"}, {"paid"}, set()),
        ("除了武汉以外的住宿", {"lodging"}, set(), {"4201"}),
        ("除武汉外的住宿", {"lodging"}, set(), {"4201"}),
        ("武汉以外的住宿", {"lodging"}, set(), {"4201"}),
        ("不用口罩，要手套", {"gloves"}, {"mask"}, set()),
        ("要不要口罩", {"mask"}, set(), set()),
        ("除了口罩还要手套", {"mask", "gloves"}, set(), set()),
    ],
)
def test_what_is_left_out_is_not_what_is_wanted(
    reading: SearchContext, text: str, wanted: set[str], without: set[str], places: set[str]
) -> None:
    demand = read_demand(reading, text)
    assert {w.concept for w in demand.concepts} == wanted
    assert {w.concept for w in demand.without} == without
    assert set(demand.without_places) == places
    assert demand.cost is None and demand.place is None
    said = {u.value for u in demand.understood if u.aspect == "excluded"}
    assert said == without | places


@given(before=st.text("不要用除了的，和甲乙 ", max_size=8), after=st.text("以外还要的，甲乙", max_size=8))
@settings(max_examples=60, deadline=None)
def test_property_only_given_spans_are_left_out(world: World, before: str, after: str) -> None:
    readers, text = readers_of(world.ontology), f"{before}口罩{after}"
    span = (len(before), len(before) + 2)
    found = negated(readers, text, [span])
    assert found in ([], [span])
    assert negated(readers, f"要{text}", []) == []


def test_what_is_left_out_misses_and_what_is_not_stated_is_asked(world: World) -> None:
    demand = Demand("示例", (Wanted("freeClinic", "义诊"),), without=(Wanted("paid", "收费"),))
    clinic = fact(Properties.ABOUT, "freeClinic")
    paid = judge(demand, offer(world, clinic, fact(Properties.COST, "paid", "收费")), world)
    free = judge(demand, offer(world, clinic, fact(Properties.COST, "free", "免费")), world)
    silent = judge(demand, offer(world, clinic), world)
    assert [j.certainty for j in (paid, free, silent)] == ["near_miss", "certain", "possible"]
    assert "收费" in one(paid, "excluded").reason and one(silent, "excluded").ask


def test_a_place_that_is_left_out_misses(world: World) -> None:
    demand = Demand("示例", (Wanted("lodging", "住宿"),), without_places=("4201",))
    room = fact(Properties.ABOUT, "lodging")
    found = [
        judge(demand, offer(world, room, place(code)), world).certainty for code in ("420106", "420704", "42")
    ]
    assert found == ["near_miss", "certain", "possible"]


def test_a_name_of_several_places_makes_nothing_certain(world: World) -> None:
    demand = Demand(
        "示例", (Wanted("meetingRoom", "会议室"),), places=("330106", "360103"), place_wording="西湖区"
    )
    room = fact(Properties.ABOUT, "meetingRoom")
    inside, outside = (judge(demand, offer(world, room, place(code)), world) for code in ("330106", "420106"))
    assert inside.certainty == "possible" and "杭州市西湖区" in one(inside, "place").ask.zh
    assert outside.certainty == "near_miss" and "南昌" not in one(outside, "place").reason


def test_a_standard_counts_for_the_thing_that_it_belongs_to(world: World) -> None:
    """Of masks and coats asked for together, a mask is not held to the coats' standard."""
    demand = Demand("示例", (Wanted("mask", "口罩"), Wanted("protectiveSuit", "防护服")))
    mask = offer(world, fact(Properties.ABOUT, "protectiveMask"), Fact(Properties.STANDARD, "GB 19083"))
    assert judge(demand, mask, world).certainty == "certain"


def test_several_audiences_are_each_asked_for(world: World) -> None:
    demand = Demand(
        "示例",
        (Wanted("lodging", "住宿"),),
        audiences=(Wanted("olderPeople", ""), Wanted("medicalWorkers", "")),
    )
    room = fact(Properties.ABOUT, "lodging")
    found = one(
        judge(demand, offer(world, room, fact(Properties.ELIGIBILITY, "medicalWorkers", "doctor")), world),
        "audience",
    )
    assert found.verdict == "unknown" and "原文“doctor”" in found.reason


def test_a_public_account_is_not_the_public(world: World) -> None:
    demand = Demand("示例", (Wanted("freeClinic", "义诊"),), audiences=(Wanted("disabledPeople", "残疾人"),))
    remark = Fact(Properties.REMARK, "关注公众号后注册", statements=("t3",))
    found = one(judge(demand, offer(world, fact(Properties.ABOUT, "freeClinic"), remark), world), "audience")
    assert found.verdict == "unknown" and found.relation == "not-stated"


def test_a_wider_group_in_prose_is_told_as_such(world: World) -> None:
    demand = Demand("示例", (Wanted("freeClinic", "义诊"),), audiences=(Wanted("disabledPeople", "残疾人"),))
    remark = Fact(Properties.REMARK, "面向全体市民", statements=("t3",))
    found = one(judge(demand, offer(world, fact(Properties.ABOUT, "freeClinic"), remark), world), "audience")
    assert found.verdict == "fits" and "（包括“残疾人”）" in found.reason


@pytest.mark.parametrize("general", ["goods", "protectiveGoods"])
def test_what_is_only_a_general_kind_is_not_called_something_else(world: World, general: str) -> None:
    judged = judge(
        Demand("示例", (Wanted("medicalGloves", "手套"),)),
        offer(world, fact(Properties.ABOUT, general)),
        world,
    )
    kind = judged.factors[0]
    assert (judged.certainty, kind.verdict, kind.relation) == ("nearest", "unknown", "general")
    assert "没有写明是不是" in kind.reason and "不能代替" not in kind.reason


@pytest.mark.parametrize("status", ["negated", "attributed"])
def test_what_is_denied_or_only_attributed_never_fits(world: World, status: str) -> None:
    demand = Demand("示例", (Wanted("freeClinic", "义诊"),), cost=Wanted("free", "免费"))
    denied = fact(Properties.COST, "free", "免费", status=status)
    assert (
        one(judge(demand, offer(world, fact(Properties.ABOUT, "freeClinic"), denied), world), "cost").verdict
        == "unknown"
    )
    none = judge(
        Demand("示例", (Wanted("freeClinic", "义诊"),)),
        offer(world, fact(Properties.ABOUT, "freeClinic", status=status)),
        world,
    )
    assert none.factors[0].verdict == "misses"


def test_amounts_too_long_are_said_and_half_a_ton_is_an_amount(reading: SearchContext) -> None:
    long = read_demand(reading, f"{'9' * 40}只口罩")
    assert long.quantity is None and any("太长" in u.zh for u in long.understood)
    assert read_demand(reading, "0.5吨消毒液").quantity == Decimal("0.5")
    assert read_demand(reading, "1吨消毒液").quantity == 1
    assert read_demand(reading, "一间会议室").quantity is None
    assert read_demand(reading, "每周三次助餐").quantity is None


def test_of_equal_offers_each_provider_comes_first_once(world: World) -> None:
    demand, mask = Demand("示例", (Wanted("mask", "口罩"),)), fact(Properties.ABOUT, "mask")
    offers = [offer(world, mask, id=f"a{i}", provider="甲") for i in range(3)] + [
        offer(world, mask, id="b", provider="乙")
    ]
    ordered = _ordered(judge(demand, o, world) for o in offers)
    assert [j.offer.entity.id for j in ordered] == ["a0", "b", "a1", "a2"]


@given(
    st.lists(
        st.tuples(st.sampled_from("甲乙丙"), st.sampled_from(["mask", "surgicalMask", "goods"])), max_size=12
    )
)
@settings(max_examples=60, deadline=None)
def test_property_turns_never_put_a_lower_score_first(world: World, rows: list[tuple[str, str]]) -> None:
    demand = Demand("示例", (Wanted("mask", "口罩"),))
    offers = [
        offer(world, fact(Properties.ABOUT, c), id=f"r{i}", provider=p) for i, (p, c) in enumerate(rows)
    ]
    scores = [j.score for j in _ordered(judge(demand, o, world) for o in offers)]
    assert scores == sorted(scores, reverse=True) and len(scores) == len(rows)


def test_people_counted_in_a_remark_are_asked_about(world: World) -> None:
    """70 doctors are no room for 70 guests; what the item itself says is."""
    demand = Demand("示例", (Wanted("lodging", "住宿"),), quantity=Decimal(25), unit="人")
    room = fact(Properties.ABOUT, "lodging")
    remark, item = (Fact(p, "可供70人", statements=("t4",)) for p in (Properties.REMARK, Properties.ITEM))
    told = [one(judge(demand, offer(world, room, said), world), "capacity") for said in (remark, item)]
    assert [f.verdict for f in told] == ["unknown", "fits"]
    assert all("70人" in f.reason and "可供" not in f.reason for f in told)


def test_partners_of_a_text_that_cannot_be_read_whole_are_refused(context: SearchContext) -> None:
    with pytest.raises(SearchNotValid):
        partners(context, PUBLIC, "口罩\0")


def test_who_is_not_to_be_served_is_left_out(reading: SearchContext) -> None:
    demand = read_demand(reading, "不要给旅客住的酒店")
    assert not demand.audiences and [w.concept for w in demand.without] == ["travellers"]


def test_a_conditional_standard_is_asked_about(world: World) -> None:
    """A code that stands in for another one under a condition makes nothing certain."""
    demand = Demand("示例", (Wanted("mask", "口罩"),), standards=("YY 0469",))
    mask = offer(world, fact(Properties.ABOUT, "respirator"), Fact(Properties.STANDARD, "GB 2626"))
    judged = judge(demand, mask, world)
    assert judged.certainty == "possible" and one(judged, "standard").ask


def test_evidence_of_an_item_has_its_row_before_its_header() -> None:
    kinds = ["file", "header", "row", "title", "entry"]
    evidence = [
        Evidence(
            "item", "", "", "asserted", "r", "t", SourceRef("s", "", "", "", ""), "p", k, "", 0, "", "", 0, 0
        )
        for k in kinds
    ]
    assert [e.kind for e in sorted(evidence, key=_distance)] == ["row", "entry", "header", "title", "file"]
