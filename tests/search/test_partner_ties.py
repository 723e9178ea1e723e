"""What articles say beside lists: shared alliances, what a partner has practised, honours, and party organisations."""

from __future__ import annotations

from datetime import date

import pytest

from graph.principal import PUBLIC
from ontology.terms import Classes, Properties
from search.context import SearchContext
from search.factors.weights import TIE_SHARE
from search.partners import Partner, PartnerAnswer, partners
from search.ties import Bond, with_ties
from tests.search.articles import Article, Says, Thing, read_articles
from tests.search.lists import TODAY
from tests.search.stories import ref

pytestmark = pytest.mark.store
P = Properties
XUANWU = "320102"


def offer(party: str, item: str = "体检") -> Thing:
    return Thing(
        "offer",
        Classes.RESOURCE,
        f"{party}{item}",
        (
            Says(P.ITEM, item),
            Says(P.ABOUT, "healthCheck", "concept", item),
            ref(P.PROVIDER, party),
            Says(P.PLACE, XUANWU, "place", item),
        ),
        named=False,
    )


def joined(party: str, alliance: str, **more: str) -> Thing:
    quote = {"示例乙诊所": "示例乙诊所都加入了", "示例丁诊所": "示例丁诊所计划加入"}.get(party, f"{party}和")
    says = (ref(P.MEMBER, party, quote, **more), ref(P.ALLIANCE, alliance))
    return Thing("membership", Classes.MEMBERSHIP, f"{party}在{alliance}", says, named=False)


PARTIES = ("示例雨巷社区", "示例甲诊所", "示例乙诊所", "示例丙诊所", "示例丁诊所", "示例戊诊所")
STORY = Article(
    "雨巷报",
    (
        "示例雨巷社区想给居民做体检。示例甲诊所、示例乙诊所、示例丙诊所、示例丁诊所都能提供体检。",
        "示例戊诊所党支部也能提供体检。",
        "示例雨巷社区和示例乙诊所都加入了雨巷党建联盟，示例丁诊所计划加入。",
        "示例丙诊所多年为老年人做健康管理，推出“安心问诊”服务。",
        "示例乙诊所获得邻里好伙伴称号。",
    ),
    (
        *(Thing("party", Classes.ORGANIZATION, name) for name in PARTIES if name != "示例戊诊所"),
        Thing("party", Classes.ORGANIZATION, "示例戊诊所"),
        Thing(
            "party",
            Classes.PARTY_ORGANIZATION,
            "示例戊诊所党支部",
            (ref(P.PARTY_ORGANIZATION_OF, "示例戊诊所", "示例戊诊所党支部"),),
        ),
        Thing("party", Classes.ALLIANCE, "雨巷党建联盟"),
        joined("示例雨巷社区", "雨巷党建联盟"),
        joined("示例乙诊所", "雨巷党建联盟"),
        joined("示例丁诊所", "雨巷党建联盟", status="planned"),
        Thing(
            "method",
            Classes.PRACTICE,
            "安心问诊",
            (ref(P.PRACTISED_BY, "示例丙诊所"), Says(P.ABOUT, "healthCheck", "concept", "健康管理")),
        ),
        Thing("honour", Classes.HONOUR, "邻里好伙伴", (ref(P.AWARDED_TO, "示例乙诊所"),)),
        *(
            offer(name)
            for name in ("示例甲诊所", "示例乙诊所", "示例丙诊所", "示例丁诊所", "示例戊诊所党支部")
        ),
        Thing(
            "need",
            Classes.DEMAND,
            "雨巷讲座",
            (
                Says(P.ITEM, "体检"),
                Says(P.ABOUT, "healthCheck", "concept", "体检"),
                ref(P.NEEDER, "示例雨巷社区"),
                Says(P.PLACE, XUANWU, "place", "示例雨巷社区"),
            ),
            named=False,
        ),
    ),
)


@pytest.fixture
def answer(context: SearchContext) -> PartnerAnswer:
    read_articles(context.graph, (STORY,))
    return partners(context, PUBLIC, "示例雨巷社区", 20, today=date.fromisoformat(TODAY))


def of(answer: PartnerAnswer, name: str) -> Partner:
    return next(p for p in answer.partners if p.organization.name == name)


def test_ties_decide_between_equals(answer: PartnerAnswer) -> None:
    names = [p.organization.name for p in answer.partners]
    assert names[:2] == ["示例乙诊所", "示例丙诊所"] and len(names) == 5
    plain = of(answer, "示例甲诊所")
    assert plain.ties == () and of(answer, "示例乙诊所").score - plain.score <= TIE_SHARE


def test_a_shared_alliance_and_an_honour_are_told_with_their_sentence(answer: PartnerAnswer) -> None:
    partner = of(answer, "示例乙诊所")
    assert [t.kind for t in partner.ties] == ["shared-alliance", "awardedTo"]
    assert partner.ties[0].reference.name == "雨巷党建联盟"
    assert "都加入了雨巷党建联盟" in partner.ties[0].evidence[0].quote
    assert "同在联盟“雨巷党建联盟”" in partner.sentence


def test_what_it_has_practised_for_such_needs_is_a_tie(answer: PartnerAnswer) -> None:
    tie = of(answer, "示例丙诊所").ties[0]
    assert (tie.kind, tie.reference.name) == ("practised", "安心问诊") and tie.evidence


def test_a_planned_membership_is_no_tie(answer: PartnerAnswer) -> None:
    assert of(answer, "示例丁诊所").ties == ()


def test_a_party_organisation_counts_for_its_unit_and_says_so(answer: PartnerAnswer) -> None:
    partner = of(answer, "示例戊诊所")
    assert "党组织“示例戊诊所党支部”" in partner.sentence
    assert "示例戊诊所党支部" not in [p.organization.name for p in answer.partners]


def test_every_tie_has_its_quote_and_scores_stay_below_one(answer: PartnerAnswer) -> None:
    assert all(t.evidence for p in answer.partners for t in p.ties)
    assert all(0 < p.score < 1 for p in answer.partners)


def test_ties_add_a_bounded_part() -> None:
    bonds = [
        Bond(k, answer_, "", "") for k in ("shared-alliance", "practised", "practised") for answer_ in [None]
    ]  # type: ignore[arg-type]
    assert with_ties(0.5, []) == 0.5
    assert 0.5 < with_ties(0.5, bonds) <= 0.5 + 0.5 * TIE_SHARE
    assert with_ties(0.999999, bonds) < 1
