"""What must hold for any offer and any demand: bands, monotony, substitution one way."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.entities import Entity, Fact
from graph.gazetteer import Gazetteer
from ontology.model import Ontology
from ontology.terms import Classes, Properties, Schemes
from search.asked import Demand, Wanted
from search.factors.offer import Offer, offer_of
from search.factors.relations import relate
from search.factors.world import World
from search.judge import judge

TODAY = date(2026, 3, 1)
KINDS = ("protectiveMask", "surgicalMask", "mask", "meetingRoom", "healthCheck", "volunteers", "transport")
PLACES = ("42", "4201", "420106", "320102")


@pytest.fixture(scope="session")
def world(ontology: Ontology, gazetteer: Gazetteer) -> World:
    """Vocabulary and places on a fixed day."""
    return World(ontology, gazetteer, TODAY)


def offer(world: World, facts: list[Fact], cosine: float | None = None, id: str = "r1") -> Offer:
    entity = Entity(id, Classes.RESOURCE, (Classes.RESOURCE,), "示例", "", tuple(facts))
    return offer_of(entity, world.ontology, cosine=cosine)


def about(concept: str) -> Fact:
    return Fact(Properties.ABOUT, concept, "concept", original="示例", statements=("t1",))


demands = st.builds(
    Demand,
    text=st.just("示例"),
    concepts=st.sampled_from(KINDS).map(lambda c: (Wanted(c, "示例"),)),
    standards=st.sampled_from([(), ("GB 19083",), ("YY 0469",)]),
    quantity=st.sampled_from([None, Decimal(10), Decimal(1000)]),
    unit=st.sampled_from(["", "只", "人"]),
    place=st.sampled_from([None, *PLACES]),
    place_wording=st.just(""),
    audiences=st.sampled_from([(), (Wanted("eldersAlone", ""),), (Wanted("medicalWorkers", ""),)]),
    cost=st.sampled_from([None, Wanted("free", "")]),
    slot=st.sampled_from(["", "周三下午"]),
    date=st.sampled_from(["", "2026-05-01"]),
    details=st.sampled_from([(), ("乒乓球",)]),
)

optional_facts = [
    st.sampled_from(PLACES).map(lambda p: Fact(Properties.PLACE, p, "place", statements=("t2",))),
    st.sampled_from(["1", "50", "1000"]).map(
        lambda q: Fact(Properties.QUANTITY, q, unit="只", statements=("t3",))
    ),
    st.sampled_from(["1", "50"]).map(lambda q: Fact(Properties.CAPACITY, q, unit="人", statements=("t4",))),
    st.sampled_from(["olderPeople", "everyone", "travellers"]).map(
        lambda a: Fact(Properties.ELIGIBILITY, a, "concept", statements=("t5",))
    ),
    st.sampled_from(["free", "paid"]).map(lambda c: Fact(Properties.COST, c, "concept", statements=("t6",))),
    st.sampled_from(["每周三", "周三下午", "周五", "长期"]).map(
        lambda s: Fact(Properties.SLOT, s, statements=("t7",))
    ),
    st.sampled_from(["2020-01-01", "2026-12-31"]).map(
        lambda d: Fact(Properties.VALID_UNTIL, d, statements=("t8",))
    ),
    st.sampled_from(["GB 19083-2010", "YY 0469", "无"]).map(
        lambda s: Fact(Properties.STANDARD, s, statements=("t9",))
    ),
    st.sampled_from(["乒乓球", "不限", "emoji🙂", "", "*" * 11]).map(
        lambda r: Fact(Properties.REMARK, r, statements=("t10",))
    ),
]
offered = st.tuples(st.sampled_from([*KINDS, ""]), st.lists(st.one_of(optional_facts), max_size=6)).map(
    lambda pair: ([about(pair[0])] if pair[0] else []) + pair[1]
)


@settings(max_examples=300, deadline=None)
@given(demand=demands, facts=offered, cosine=st.one_of(st.none(), st.floats(-1, 1)))
def test_certainty_follows_from_the_verdicts(
    world: World, demand: Demand, facts: list[Fact], cosine: float | None
) -> None:
    judged = judge(demand, offer(world, facts, cosine), world)
    verdicts = [f.verdict for f in judged.factors]
    assert 0 < judged.score < 1
    assert all(0 <= f.value <= 1 and f.reason and f.reason_en for f in judged.factors)
    assert all(bool(f.ask) == (f.verdict == "unknown") for f in judged.factors)
    assert all(bool(f.missed) == (f.verdict == "misses") for f in judged.factors)
    if judged.certainty == "certain":
        assert set(verdicts) <= {"fits", "neutral"} and judged.factors[0].verdict == "fits"
    elif judged.certainty == "possible":
        assert "misses" not in verdicts and "unknown" in verdicts
    elif judged.certainty == "near_miss":
        assert verdicts.count("misses") == 1
    stated = [f for f in judged.factors if f.verdict == "misses"]
    assert all(f.statements for f in stated if f.relation not in {"other"})


@settings(max_examples=200, deadline=None)
@given(demand=demands, facts=offered)
def test_the_order_of_facts_does_not_matter(world: World, demand: Demand, facts: list[Fact]) -> None:
    one, other = (judge(demand, offer(world, f), world) for f in (facts, facts[::-1]))
    assert (one.certainty, one.score) == (other.certainty, other.score)


def _concept(name: str, value: str) -> Fact:
    return Fact(name, value, "concept")


ELDERS = {"audiences": (Wanted("eldersAlone", ""),)}
TEN = {"quantity": Decimal(10), "unit": "只"}
FITTING: list[tuple[str, dict[str, object], Fact, Fact]] = [
    (
        "place",
        {"place": "4201"},
        Fact(Properties.PLACE, "420106", "place"),
        Fact(Properties.PLACE, "320102", "place"),
    ),
    (
        "capacity",
        TEN,
        Fact(Properties.QUANTITY, "20", unit="只"),
        Fact(Properties.QUANTITY, "5", unit="只"),
    ),
    (
        "audience",
        ELDERS,
        _concept(Properties.ELIGIBILITY, "olderPeople"),
        _concept(Properties.ELIGIBILITY, "travellers"),
    ),
    (
        "cost",
        {"cost": Wanted("free", "")},
        _concept(Properties.COST, "free"),
        _concept(Properties.COST, "paid"),
    ),
    ("time", {"slot": "周三下午"}, Fact(Properties.SLOT, "周三下午"), Fact(Properties.SLOT, "周五")),
    (
        "standard",
        {"standards": ("GB 19083",)},
        Fact(Properties.STANDARD, "GB 19083"),
        Fact(Properties.STANDARD, "YY 0469"),
    ),
]


@settings(max_examples=60, deadline=None)
@given(
    facts=st.lists(st.one_of(optional_facts[8:]), max_size=2),
    kind=st.sampled_from(["mask", "meetingRoom", "healthCheck"]),
)
@pytest.mark.parametrize(("name", "asked", "fits", "misses"), FITTING, ids=[f[0] for f in FITTING])
def test_a_constraint_never_raises_what_does_not_fit(
    world: World, name: str, asked: dict[str, object], fits: Fact, misses: Fact, kind: str, facts: list[Fact]
) -> None:
    """Otherwise equal: what fits the asked constraint stands above what says nothing, and that above what misses."""
    demand = Demand(text="示例", concepts=(Wanted(kind, "示例"),), **asked)  # type: ignore[arg-type]
    base = [about(kind), *facts]
    good, unsaid, bad = (
        judge(demand, offer(world, [*base, *extra]), world) for extra in ([fits], [], [misses])
    )
    verdict = {f.name: f.verdict for f in bad.factors}[name]
    assert good.score > unsaid.score
    assert unsaid.score > bad.score or verdict == "unknown"
    assert good.score > bad.score


def test_substitution_is_never_read_downward(ontology: Ontology, world: World) -> None:
    """For every substitution of the vocabulary: up may fit, down never does, unless it is stated as well."""
    pairs = [(c.name, s.concept) for c in ontology.in_scheme(Schemes.KINDS) for s in c.substitutes]
    assert len(pairs) >= 10
    for lower, higher in pairs:
        up, down = relate(ontology, lower, higher), relate(ontology, higher, lower)
        assert up.name in {"substitute", "narrower", "same"}
        if down.name not in {"substitute", "narrower", "same"}:
            judged = judge(Demand("示例", (Wanted(higher, "示例"),)), offer(world, [about(lower)]), world)
            assert judged.certainty not in {"certain", "possible"} or down.name == "broader"


def test_a_category_does_not_hide_what_the_item_is(world: World) -> None:
    """A list under the heading 口罩 with the item 医用外科口罩: the item decides, not its category."""
    demand = Demand("示例", (Wanted("protectiveMask", "示例"),))
    for category in ("mask", "protectiveGoods", "goods"):
        judged = judge(demand, offer(world, [about(category), about("surgicalMask")]), world)
        assert (judged.certainty, judged.factors[0].relation) == ("near_miss", "weaker")


def test_what_is_wider_is_not_weaker(world: World) -> None:
    """Protective equipment in general is no near miss for medical gloves: it says too little."""
    judged = judge(
        Demand("示例", (Wanted("medicalGloves", "示例"),)), offer(world, [about("protectiveGoods")]), world
    )
    assert judged.certainty == "nearest"


def test_every_pair_of_kinds_has_one_relation(ontology: Ontology) -> None:
    names = [c.name for c in ontology.in_scheme(Schemes.KINDS)][::5]
    for one, other in product(names, names):
        relation = relate(ontology, one, other)
        assert (relation.name == "same") == (one == other)


def test_a_remark_rules_nobody_out(world: World) -> None:
    """A column for 医生 leaves others out; a remark that mentions them does not."""
    demand = Demand("示例", (Wanted("freeClinic", ""),), audiences=(Wanted("eldersAlone", "独居老人"),))
    doctors = Fact(Properties.ELIGIBILITY, "medicalWorkers", "concept", original="医生", statements=("t1",))
    remark = Fact(Properties.REMARK, "三甲医院医生在线，每天八点开始", statements=("t2",))
    column = judge(demand, offer(world, [about("freeClinic"), doctors]), world)
    mentioned = judge(demand, offer(world, [about("freeClinic"), doctors, remark]), world)
    assert (column.certainty, mentioned.certainty) == ("near_miss", "possible")


def test_a_bare_number_counts_pieces_or_people_only(world: World) -> None:
    """1 张 is no answer to 100 人, and a number without unit none to 10 盒."""
    rooms = judge(
        Demand("示例", (Wanted("meetingRoom", ""),), quantity=Decimal(100), unit="人"),
        offer(world, [about("meetingRoom"), Fact(Properties.QUANTITY, "3", unit="间")]),
        world,
    )
    boxes = judge(
        Demand("示例", (Wanted("mask", ""),), quantity=Decimal(10), unit="箱"),
        offer(world, [about("mask"), Fact(Properties.QUANTITY, "5000")]),
        world,
    )
    pieces = judge(
        Demand("示例", (Wanted("mask", ""),), quantity=Decimal(10), unit="只"),
        offer(world, [about("mask"), Fact(Properties.QUANTITY, "5000")]),
        world,
    )
    assert [j.certainty for j in (rooms, boxes, pieces)] == ["possible", "possible", "certain"]
