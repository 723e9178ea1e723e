"""Hard cases of matching, on lists of our own in the real store: what is certain, possible, nearly so, or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import neo4j
import pytest

from graph.connection import Graph
from graph.embedding.protocol import Embedder
from graph.gazetteer import Gazetteer
from graph.principal import PUBLIC
from graph.schema import ensure_schema
from ontology.model import Ontology
from ontology.terms import Properties
from search.context import SearchContext
from search.demand import NotANeed, demand_from_entity, read_demand
from search.match import MatchAnswer, MatchItem, match, match_many
from tests.conftest import WIPE
from tests.search.lists import (
    TODAY,
    Line,
    area,
    audience,
    capacity,
    cost,
    offer_id,
    party_id,
    quantity,
    read_in,
    text,
)

pytestmark = pytest.mark.store

WUCHANG, JIANGAN, XUANWU, QINHUAI = "420106", "420102", "320102", "320104"
LINES = (
    Line("示例甲防护公司", "医用防护口罩", ("protectiveMask",), WUCHANG, (quantity("5000", "只"),)),
    Line("示例乙器械公司", "医用外科口罩", ("surgicalMask",), WUCHANG),
    Line("示例丙口罩厂", "医用防护口罩", ("protectiveMask",), XUANWU),
    Line("示例丁贸易行", "口罩", ("mask",), WUCHANG),
    Line("示例戊工贸公司", "N95口罩", ("respirator",), JIANGAN),
    Line(
        "示例己器材公司",
        "医用防护口罩（特价）",
        ("protectiveMask",),
        WUCHANG,
        (text(Properties.STANDARD, "YY 0469-2011"),),
    ),
    Line("示例庚宾馆", "住宿", ("lodging",), WUCHANG, (audience("medicalWorkers", "医护人员"),)),
    Line("示例辛旅馆", "住宿", ("lodging",), WUCHANG, (audience("travellers", "旅客"), cost("free", "免费"))),
    Line("示例壬会堂", "会议室", ("meetingRoom",), XUANWU, (capacity("150"),)),
    Line("示例癸学院", "会议室", ("meetingRoom",), QINHUAI, (capacity("300"),)),
    Line("示例子学校", "大会议室", ("meetingRoom",), XUANWU, (capacity("400"),)),
    Line("示例丑书院", "小会议室", ("meetingRoom",), XUANWU),
    Line(
        "示例寅医院",
        "老年人体检",
        ("healthCheck",),
        XUANWU,
        (audience("olderPeople", "老年人"), cost("free", "免费"), text(Properties.SLOT, "每周三上午")),
    ),
    Line(
        "示例卯诊所",
        "收费体检",
        ("healthCheck",),
        XUANWU,
        (audience("everyone", "公众"), cost("paid", "收费")),
    ),
    Line(
        "示例辰门诊部",
        "去年的体检",
        ("healthCheck",),
        XUANWU,
        (
            audience("olderPeople", "老人"),
            cost("free", "免费"),
            text(Properties.VALID_UNTIL, "2025-12-31"),
        ),
    ),
    Line("示例巳物流公司", "医用防护服", ("protectiveSuit",), XUANWU, (area("42"),)),
    Line("示例午服装厂", "医用防护服（限本地）", ("protectiveSuit",), XUANWU, (area("3201"),)),
    Line("示例未俱乐部", "皮划艇两艘", (), XUANWU),
    Line(
        "示例申社区", "独居老人体检", ("healthCheck",), XUANWU, (audience("eldersAlone", "独居老人"),), True
    ),
)


@pytest.fixture(scope="module")
def filled(
    driver: neo4j.Driver, ontology: Ontology, gazetteer: Gazetteer, embedder: Embedder
) -> Iterator[SearchContext]:
    """The lines above, read once for all cases."""
    graph = Graph(driver, ontology, gazetteer)
    graph.commit_in_batches(WIPE)
    ensure_schema(graph)
    read_in(graph, LINES)
    yield SearchContext(graph, embedder)


def ask(context: SearchContext, sentence: str) -> MatchAnswer:
    return match(
        context, PUBLIC, read_demand(context, sentence), 50, near=20, today=date.fromisoformat(TODAY)
    )


def by_provider(items: tuple[MatchItem, ...]) -> dict[str, MatchItem]:
    return {item.provider.name[2]: item for item in items if item.provider}


def certainties(answer: MatchAnswer) -> dict[str, str]:
    """The certainty of each shown offer, by the third character of its provider's name; a near miss with what it misses."""
    shown = {name: item.certainty for name, item in by_provider(answer.matches).items()}
    near = {name: f"-{item.missed[0].name}" for name, item in by_provider(answer.near_misses).items()}
    return {**shown, **near}


CASES = [
    # protective masks for doctors: never downward; elsewhere is unknown for goods; a lower standard tells
    (
        "谁能在武汉提供保护医生的口罩",
        {
            "甲": "certain",
            "丙": "possible",
            "丁": "possible",
            "乙": "-kind",
            "戊": "possible",
            "己": "-standard",
        },
    ),
    # upward: a better mask stands in; a plain “mask” must be asked about
    ("武汉需要医用外科口罩", {"乙": "certain", "甲": "certain", "丙": "possible", "丁": "possible"}),
    ("需要一万只医用防护口罩", {"甲": "-capacity", "丙": "possible", "丁": "possible"}),
    ("给医护找免费住的地方", {"庚": "possible", "辛": "-audience"}),
    (
        "借个能坐200人的会议室，在玄武区",
        {"子": "certain", "丑": "possible", "壬": "-capacity", "癸": "-place"},
    ),
    ("想给独居老人找免费体检", {"寅": "certain", "卯": "-cost", "辰": "-time"}),
    ("给老人找周三下午的免费体检", {"寅": "-time", "辰": "-time"}),
    ("给老人找周三上午的免费体检", {"寅": "certain", "辰": "-time"}),
    ("给儿童找免费体检", {"寅": "-audience", "卯": "-cost"}),
    ("武汉需要医用防护服", {"巳": "certain", "午": "-place"}),
    ("想借皮划艇", {"未": "certain"}),
    (
        "谁能提供符合 GB 19083 的口罩",
        {"甲": "possible", "丙": "possible", "丁": "possible", "己": "-standard"},
    ),
]


@pytest.mark.parametrize(("sentence", "expected"), CASES)
def test_hard_cases(filled: SearchContext, sentence: str, expected: dict[str, str]) -> None:
    found = certainties(ask(filled, sentence))
    assert {name: found.get(name) for name in expected} == expected


def test_a_weaker_kind_is_never_a_match(filled: SearchContext) -> None:
    answer = ask(filled, "谁能在武汉提供保护医生的口罩")
    assert "乙" not in by_provider(answer.matches)
    assert "戊" not in by_provider(ask(filled, "武汉需要医用防护口罩").matches), (
        "N95 alone is not the medical one"
    )
    assert "GB 19083" in by_provider(answer.matches)["戊"].ask[0]
    assert "不能代替" in by_provider(answer.near_misses)["乙"].factors[0].reason


def test_too_little_says_by_how_much(filled: SearchContext) -> None:
    item = by_provider(ask(filled, "需要一万只医用防护口罩").near_misses)["甲"]
    assert "还差 5000只" in item.missed[0].zh and "5000只 short" in item.missed[0].en


def test_possible_says_what_to_ask(filled: SearchContext) -> None:
    item = by_provider(ask(filled, "给医护找免费住的地方").matches)["庚"]
    assert item.ask == ("是否免费",) and "是否免费" in item.sentence


def test_nothing_fits_and_it_says_so(filled: SearchContext) -> None:
    answer = ask(filled, "需要一万副医用手套")
    assert answer.abstained and not answer.matches and not answer.near_misses
    assert "没有找到" in answer.sentence and answer.nearest
    assert all(item.missed for item in answer.nearest)


def test_what_is_not_understood_is_not_matched(filled: SearchContext) -> None:
    answer = ask(filled, "有没有什么")
    assert answer.abstained and not answer.matches and not answer.near_misses
    assert "没有看出" in answer.sentence


def test_an_expired_offer_says_so(filled: SearchContext) -> None:
    item = by_provider(ask(filled, "想给独居老人找免费体检").near_misses)["辰"]
    assert item.freshness.expired and item.freshness.valid_until == "2025-12-31"
    assert item.freshness.stated_on == "2026-02-01"


def test_reasons_quote_their_source(filled: SearchContext) -> None:
    """Every verdict on a stated value has evidence, and every quote stands in its passage."""
    for sentence, _ in CASES:
        answer = ask(filled, sentence)
        for item in (*answer.matches, *answer.near_misses, *answer.nearest):
            assert item.evidence
            for factor in item.factors:
                stated = factor.verdict in {"fits", "misses"} and bool(factor.statements)
                assert bool(factor.evidence) or not stated
                for e in factor.evidence:
                    assert e.quote and e.text[e.start : e.end] == e.quote and e.source.title == "示例清单"
                assert factor.reason and factor.reason_en


def test_scores_keep_the_bands_and_the_order(filled: SearchContext) -> None:
    for sentence, _ in CASES:
        answer = ask(filled, sentence)
        shown = [*answer.matches, *answer.near_misses, *answer.nearest]
        assert all(0 < item.score < 1 for item in shown)
        assert [(-i.score, i.resource.id) for i in answer.matches] == sorted(
            (-i.score, i.resource.id) for i in answer.matches
        )
        certain = [i.score for i in answer.matches if i.certainty == "certain"]
        rest = [i.score for i in shown if i.certainty != "certain"]
        assert min(certain, default=1.0) > max(rest, default=0.0)
        assert all(len(i.missed) == 1 for i in answer.near_misses)
        assert all(not i.missed for i in answer.matches)


def test_a_need_of_the_graph_is_matched_by_its_id(filled: SearchContext) -> None:
    need = LINES[-1]
    demand = demand_from_entity(filled, PUBLIC, offer_id(need))
    assert demand.place == XUANWU and [w.concept for w in demand.audiences] == ["eldersAlone"]
    assert demand.entity == offer_id(need) and demand.needer == party_id(need)
    answer = match(filled, PUBLIC, demand, today=date.fromisoformat(TODAY))
    assert certainties(answer)["寅"] == "certain"


def test_only_a_need_can_be_matched(filled: SearchContext) -> None:
    with pytest.raises(NotANeed):
        demand_from_entity(filled, PUBLIC, offer_id(LINES[0]))


def test_many_at_once_find_what_one_at_a_time_finds(filled: SearchContext) -> None:
    demands = [read_demand(filled, sentence) for sentence, _ in CASES]
    many = match_many(filled, PUBLIC, [*demands, demands[0]], 50, near=20, today=date.fromisoformat(TODAY))
    one = [ask(filled, sentence) for sentence, _ in CASES]
    assert many[-1] == many[0] and len(many) == len(demands) + 1
    for a, b in zip(many, one, strict=False):
        assert certainties(a) == certainties(b)
