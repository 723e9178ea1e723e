"""What is understood of a sentence: a table of how people ask, and what must not be read into it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.context import SearchContext
from search.demand import Demand, read_demand


def kinds(demand: Demand) -> list[str]:
    return [w.concept for w in demand.concepts]


def people(demand: Demand) -> list[str]:
    return [w.concept for w in demand.audiences]


SENTENCES = [
    (
        "谁能在武汉提供保护医生的口罩",
        ["protectiveMask", "respirator"],
        {"place": "4201", "people": ["medicalWorkers"]},
    ),
    ("给医护找免费住的地方", ["lodging"], {"people": ["medicalWorkers"], "cost": "free"}),
    ("需要一万副医用手套", ["medicalGloves"], {"quantity": Decimal(10000), "unit": "副"}),
    ("想给独居老人找免费体检", ["healthCheck"], {"people": ["eldersAlone"], "cost": "free"}),
    (
        "借个能坐200人的会议室，周三下午，在玄武区",
        ["meetingRoom"],
        {"quantity": Decimal(200), "unit": "人", "slot": "周三下午", "place": "320102"},
    ),
    ("需要10名志愿者", ["volunteers"], {"quantity": Decimal(10), "people": []}),
    ("给志愿者找住处", ["lodging"], {}),
    ("哪家医院能提供符合GB 19083的口罩", ["protectiveMask"], {"standards": ("GB 19083",), "people": []}),
    ("2026年5月1日办一场义诊", ["freeClinic"], {"date": "2026-05-01", "quantity": None}),
    ("Who can lend a meeting room for 100 people in Wuhan?", ["meetingRoom"], {"place": "4201"}),
    ("平安社区需要灭火器20具", ["fireEquipment"], {"details": ()}),
    ("想要乒乓球培训", ["skillTraining"], {"details": ("乒乓球",)}),
    ("想借皮划艇", [], {"details": ("皮划艇",)}),
    ("在和平区找会议室", ["meetingRoom"], {"place": None}),
    ("口罩", ["mask"], {"place": None, "quantity": None, "cost": None, "details": ()}),
    ("需要醫用外科口罩", ["surgicalMask"], {}),
    ("", [], {"details": ()}),
    ("🙂", [], {"details": ()}),
]


@pytest.mark.store
@pytest.mark.parametrize(("text", "wanted", "more"), SENTENCES)
def test_sentences(reading: SearchContext, text: str, wanted: list[str], more: dict[str, object]) -> None:
    demand = read_demand(reading, text)
    found = {
        "place": demand.place,
        "people": people(demand),
        "cost": demand.cost.concept if demand.cost else None,
        "quantity": demand.quantity,
        "unit": demand.unit,
        "slot": demand.slot,
        "date": demand.date,
        "standards": demand.standards,
        "details": demand.details,
    }
    known = reading.graph.ontology.concepts
    assert kinds(demand) == [w for w in wanted if w in known] and len(demand.concepts) == len(wanted)
    assert {name: found[name] for name in more} == more


@pytest.mark.store
def test_what_protects_doctors_is_said_with_its_reason(reading: SearchContext) -> None:
    wanted = read_demand(reading, "保护医生的口罩").concepts[0]
    assert wanted.basis == "required" and "GB 19083" in wanted.reason_zh and "GB 19083" in wanted.reason_en


@pytest.mark.store
def test_masks_that_protect_nobody_in_particular_are_any_masks(reading: SearchContext) -> None:
    assert kinds(read_demand(reading, "保护居民的口罩")) == ["mask"]


@pytest.mark.store
def test_a_place_of_several_names_is_shown_and_not_used(reading: SearchContext) -> None:
    demand = read_demand(reading, "在和平区找会议室")
    assert any(u.aspect == "place" and not u.value and "多处同名" in u.zh for u in demand.understood)


@pytest.mark.store
@settings(max_examples=80, deadline=None)
@given(text=st.text(st.characters(exclude_characters="\0"), max_size=300))
def test_any_text_is_read_without_an_error_and_twice_alike(reading: SearchContext, text: str) -> None:
    first = read_demand(reading, text)
    assert first == read_demand(reading, text)
    assert all(u.zh and u.en for u in first.understood)
