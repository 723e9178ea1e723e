"""Partners over all demands: who covers which need, what could be given back, and who is meant."""

from __future__ import annotations

from datetime import date

import pytest

from graph.principal import PUBLIC
from graph.reading.views import UnknownId
from search.context import SearchContext
from search.partners import PartnerAnswer, partners
from search.subject import AmbiguousSubject
from tests.search.lists import TODAY, Line, audience, capacity, cost, party_id, read_in

pytestmark = pytest.mark.store

COMMUNITY = "示例银杏社区居民委员会"
HEALTH = Line(
    COMMUNITY, "老人体检", ("healthCheck",), "320102", (audience("olderPeople", "老人"),), need=True
)
ROOM = Line(COMMUNITY, "能坐100人的会议室", ("meetingRoom",), "320102", need=True)
KAYAK = Line(COMMUNITY, "热气球", (), "320102", need=True)
HALL = Line(COMMUNITY, "社区活动室", ("activityRoom",), "320102")
LINES = (
    HEALTH,
    ROOM,
    KAYAK,
    HALL,
    Line("示例甲医院", "体检", ("healthCheck",), "320102", (audience("olderPeople", "老人"),)),
    Line("示例甲医院", "报告厅与会议室", ("meetingRoom",), "320102", (capacity("200"),)),
    Line("示例乙公司", "会议室", ("meetingRoom",), "320102", (capacity("120"),)),
    Line("示例丙学院", "会议室", ("meetingRoom",), "320102", (capacity("120"),)),
    Line("示例丙学院", "活动室", ("activityRoom",), "320102", need=True),
    Line("示例丁公司", "会议室", ("meetingRoom",), "320104", (capacity("500"),)),
    Line("示例戊商行", "收费体检", ("healthCheck",), "320102", (cost("paid", "收费"),)),
)


def find(context: SearchContext, who: str) -> PartnerAnswer:
    return partners(context, PUBLIC, who, 20, today=date.fromisoformat(TODAY))


def names(answer: PartnerAnswer) -> list[str]:
    return [p.organization.name for p in answer.partners]


def test_who_covers_more_needs_stands_first(context: SearchContext) -> None:
    read_in(context.graph, LINES)
    answer = find(context, COMMUNITY)
    assert answer.needs == 3 and names(answer)[0] == "示例甲医院"
    assert (answer.partners[0].covered, answer.partners[0].certain) == (2, 2)
    assert {c.need.name for c in answer.partners[0].covers} == {"老人体检", "能坐100人的会议室"}
    assert "示例丁公司" not in names(answer), "a room in another district is of no use"
    assert [n.name for n in answer.unmet] == ["热气球"]
    assert all(0 < p.score < 1 for p in answer.partners)


def test_what_can_be_given_back_decides_between_equals(context: SearchContext) -> None:
    read_in(context.graph, LINES)
    answer = find(context, party_id(HEALTH))
    assert names(answer).index("示例丙学院") < names(answer).index("示例乙公司")
    college = next(p for p in answer.partners if p.organization.name == "示例丙学院")
    assert [(c.need.name, c.item.resource.name) for c in college.gives_back] == [("活动室", "社区活动室")]
    assert "双向互补" in college.sentence


def test_nobody_is_their_own_partner(context: SearchContext) -> None:
    read_in(
        context.graph, (*LINES, Line(COMMUNITY, "自有会议室", ("meetingRoom",), "320102", (capacity("300"),)))
    )
    assert COMMUNITY not in names(find(context, COMMUNITY))


def test_a_place_stands_for_all_its_needs(context: SearchContext) -> None:
    read_in(context.graph, LINES)
    for who in ("320102", "玄武区", "place:320102"):
        answer = find(context, who)
        assert answer.needs == 4 and answer.subject is not None and answer.subject.type == "Place"
        assert "示例甲医院" in names(answer)


def test_a_sentence_is_one_need(context: SearchContext) -> None:
    read_in(context.graph, LINES)
    answer = find(context, "在玄武区借一间能坐100人的会议室")
    assert answer.subject is None and answer.needs == 1
    assert set(names(answer)) == {"示例甲医院", "示例乙公司", "示例丙学院"}


def test_evidence_stands_beside_each_need(context: SearchContext) -> None:
    read_in(context.graph, LINES)
    for partner in find(context, COMMUNITY).partners:
        for cover in (*partner.covers, *partner.gives_back):
            assert cover.item.evidence
            assert all(e.text[e.start : e.end] == e.quote for e in cover.item.evidence)


def test_namesakes_are_not_guessed(context: SearchContext) -> None:
    name = "示例和平社区"
    read_in(
        context.graph,
        (
            Line(name, "体检", ("healthCheck",), "320102", need=True),
            Line(name, "体检", ("healthCheck",), "420106", need=True),
        ),
    )
    with pytest.raises(AmbiguousSubject) as caught:
        find(context, name)
    assert len(caught.value.where["allowed"]) == 2  # type: ignore[arg-type]


def test_an_id_that_leads_nowhere(context: SearchContext) -> None:
    with pytest.raises(UnknownId):
        find(context, "r" + "0" * 24)


def test_no_needs_on_record(context: SearchContext) -> None:
    read_in(context.graph, LINES)
    answer = find(context, "示例乙公司")
    assert answer.abstained and answer.needs == 0 and "没有" in answer.sentence
