"""Does a plain question get what the sources say, and nothing else? Members, founders, practices, numbers, help."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.connection import Graph
from graph.embedding.cache import VectorCache
from graph.embedding.protocol import Embedder
from graph.index import fill_index
from graph.principal import PUBLIC
from ontology.errors import UsageProblem
from ontology.terms import Classes, Properties
from search.ask import ask
from search.ask_answer import AskAnswer
from search.asking.question import read_question
from search.context import SearchContext
from search.errors import IndexMissing, SearchNotValid
from tests.search.articles import Article, Says, Thing, read_articles
from tests.search.lists import Line, audience, cost, read_in
from tests.search.stories import RIVER, STORIES, ref

pytestmark = pytest.mark.store
P = Properties
MEMBERS = {"示例江畔小学", "示例江畔医院", "示例临江大学党委"}
TWIN = Article(
    "溪口报",
    ("溪口同心党建联盟由溪口商会牵头，溪口小学加入联盟。",),
    (
        Thing("party", Classes.ORGANIZATION, "溪口商会"),
        Thing("party", Classes.ORGANIZATION, "溪口小学"),
        Thing("party", Classes.ALLIANCE, "溪口同心党建联盟", (ref(P.LEADS, "溪口商会"),)),
        Thing(
            "membership",
            Classes.MEMBERSHIP,
            "溪口成员",
            (
                ref(P.MEMBER, "溪口小学"),
                ref(P.ALLIANCE, "溪口同心党建联盟"),
                Says(P.MEMBER_ROLE, "理事单位", quote="加入联盟"),
            ),
            named=False,
        ),
    ),
)


@pytest.fixture(scope="session")
def vectors(tmp_path_factory: pytest.TempPathFactory) -> Iterator[VectorCache]:
    cache = VectorCache(tmp_path_factory.mktemp("asked") / "v.sqlite")
    yield cache
    cache.close()


@pytest.fixture
def told(graph: Graph, embedder: Embedder, vectors: VectorCache) -> SearchContext:
    """A searchable graph of three articles and one list."""
    read_articles(graph, (*STORIES, TWIN))
    older = audience("olderPeople", "老人")
    read_in(graph, (Line("示例望湖医院", "体检", ("healthCheck",), "320102", (older, cost("free", "免费"))),))
    fill_index(graph, embedder, vectors)
    return SearchContext(graph, embedder)


def put(context: SearchContext, text: str) -> AskAnswer:
    return ask(context, PUBLIC, text)


def names(answer: AskAnswer) -> set[str]:
    return {n.reference.name for n in answer.named}


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("哪些高校参与了校地共建？", "members"),
        ("谁加入了萤火联盟", "members"),
        ("萤火联盟有多少家成员单位", "members"),
        ("云麓邻里学院是谁办的？", "founder"),
        ("江畔联盟由谁发起", "founder"),
        ("为老人服务的工作法有哪些？", "methods"),
        ("关于停车的做法", "methods"),
        ("居民参与的活动有哪些", "methods"),
        ("和“心愿对接会”类似的做法", "similar"),
        ("社区民警兼职的情况", "figures"),
        ("想给独居老人找免费体检", "demand"),
        ("谁能提供免费体检", "demand"),
        ("百姓心愿对接会", "search"),
        ("who founded the Neighbour School", "founder"),
        ("members of the Firefly alliance", "members"),
    ],
)
def test_words_tell_what_is_asked_for(reading: SearchContext, text: str, intent: str) -> None:
    assert read_question(reading.graph, text).intent == intent


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("哪些高校参与了校地共建？", "15所高校党委"),
        ("青岚（云麓）校地党建联盟有哪些成员", "15所高校党委"),
        ("“萤火V聚”党建联盟有哪些成员单位？", "辖区26家单位"),
        ("萤火V聚联盟的成员", "辖区26家单位"),
        ("玄武区的党建联盟有哪些成员", "辖区26家单位"),
    ],
)
def test_who_is_only_counted_is_never_named(told: SearchContext, text: str, count: str) -> None:
    answer = put(told, text)
    assert answer.verdict == "counted" and answer.named == ()
    assert f"原文只说有{count}，没有列出名称" in answer.sentence
    assert [c.original for c in answer.counted] == [count]
    assert count in answer.counted[0].evidence[0].quote
    assert not [h for h in answer.hits if told.graph.ontology.is_a(h.type, Classes.PARTY)]


def test_members_are_those_of_membership_records(told: SearchContext) -> None:
    answer = put(told, "江畔同心党建联盟有哪些成员？")
    assert answer.verdict == "named" and names(answer) == MEMBERS
    assert answer.subject is not None and answer.subject.name == "江畔同心党建联盟"
    assert all("加入联盟" in n.evidence[0].quote and n.role == "成员单位" for n in answer.named)


def test_planned_and_denied_members_are_said_as_such(told: SearchContext) -> None:
    answer = put(told, "江畔同心党建联盟有哪些成员？")
    assert "计划加入的：示例晚风公司（不算成员）" in answer.sentence
    assert "否认加入的：示例落叶商行（不算成员）" in answer.sentence


def test_a_choice_of_a_class_takes_party_organisations_of_it(told: SearchContext) -> None:
    assert names(put(told, "哪些高校加入了江畔同心党建联盟？")) == {"示例临江大学党委"}
    assert names(put(told, "哪些医院加入了江畔同心党建联盟？")) == {"示例江畔医院"}
    none = put(told, "哪些银行加入了江畔同心党建联盟？")
    assert none.verdict == "none" and "没有说有哪些银行" in none.sentence


@pytest.mark.parametrize(
    "text",
    ["蓝湖党建联盟有哪些成员？", "“星河”联盟的成员单位", "萤火虫联盟有哪些成员", "江畔里联盟的成员有谁"],
)
def test_an_unknown_alliance_is_not_guessed(told: SearchContext, text: str) -> None:
    answer = put(told, text)
    assert answer.verdict == "none" and answer.named == () and answer.counted == ()
    assert "没有找到" in answer.sentence
    assert all(h.type == "Passage" for h in answer.hits)


def test_two_alliances_of_one_name_are_told_apart(told: SearchContext) -> None:
    answer = put(told, "“同心”党建联盟有哪些成员？")
    assert answer.subject is None and names(answer) == {*MEMBERS, "溪口小学"}
    assert "名称符合的有2个" in answer.sentence
    assert "“江畔同心党建联盟”" in answer.sentence and "“溪口同心党建联盟”" in answer.sentence
    role = next(n.role for n in answer.named if n.reference.name == "溪口小学")
    assert role == "理事单位"


def test_founders_have_their_own_roles(told: SearchContext) -> None:
    answer = put(told, "云麓邻里学院是谁办的？")
    assert answer.verdict == "named"
    assert "由南京市成立，依托示例云山学院" in answer.sentence
    assert [(n.reference.name, n.role) for n in answer.named] == [
        ("南京市", "成立地方"),
        ("示例云山学院", "依托单位"),
    ]
    assert all("云麓邻里学院" in n.evidence[0].quote for n in answer.named)


def test_who_leads_and_who_practises(told: SearchContext) -> None:
    assert "由示例江畔社区党委牵头" in put(told, "江畔同心党建联盟由谁发起？").sentence
    assert "由示例萤火社区开展" in put(told, "“心愿对接会”是谁办的").sentence


def test_a_planned_founding_is_no_founding(told: SearchContext) -> None:
    answer = put(told, "江畔创新学院是谁成立的？")
    assert answer.verdict == "none" and answer.named == ()
    assert "计划由示例晚风公司成立" in answer.sentence
    assert "计划" in answer.hits[0].evidence[0].quote


def test_practices_for_older_people(told: SearchContext) -> None:
    answer = put(told, "为老人服务的工作法有哪些？")
    assert answer.verdict == "found" and names(answer) == {"“银铃敲门”工作法"}
    assert "独居老人" in answer.named[0].evidence[0].quote
    assert names(put(told, "有哪些为老人服务的做法？")) == {"“银铃敲门”工作法", "陪伴空巢老人"}


def test_practices_of_a_field_and_place(told: SearchContext) -> None:
    assert names(put(told, "关于停车的做法")) == {"错时车位", "错时共享车位"}
    there = put(told, "武昌区有哪些特色活动")
    assert names(there) == {"邻里点单集市"}
    nowhere = put(told, "江岸区有哪些特色活动")
    assert nowhere.verdict == "none" and "江岸区" in nowhere.sentence


def test_likes_are_delegated(told: SearchContext) -> None:
    answer = put(told, "和“心愿对接会”类似的做法")
    assert answer.similar is not None and answer.subject is not None
    assert answer.subject.name == "百姓心愿对接会"
    assert answer.similar.items[0].reference.name == "邻里点单集市"


def test_numbers_in_the_sources_words(told: SearchContext) -> None:
    answer = put(told, "社区民警兼职的情况")
    assert answer.verdict == "found" and "社区民警担任兼职委员的有742人" in answer.sentence
    assert [(c.value, c.unit) for c in answer.counted] == [("742", "人")]


def test_a_number_that_nobody_states(told: SearchContext) -> None:
    answer = put(told, "有多少外卖骑手")
    assert answer.verdict == "none" and answer.counted == () and "没有找到" in answer.sentence


def test_help_is_matched(told: SearchContext) -> None:
    answer = put(told, "想给独居老人找免费体检，在玄武区")
    assert answer.match is not None and answer.verdict == "found"
    assert answer.match.matches[0].resource.name == "体检"


def test_all_else_is_searched(told: SearchContext) -> None:
    answer = put(told, "邻里集市")
    assert (answer.intent, answer.verdict) == ("search", "found")
    assert answer.hits[0].name == "邻里点单集市"
    nonsense = put(told, "xyzzy")
    assert nonsense.verdict == "none" and nonsense.hits == ()


@pytest.mark.parametrize("text", ["", "  ", "？？", "a\0b", "长" * 2001])
def test_what_cannot_be_asked_is_said(told: SearchContext, text: str) -> None:
    with pytest.raises(SearchNotValid):
        put(told, text)


def test_a_missing_index_is_said_and_an_empty_graph_is_none(graph: Graph, embedder: Embedder) -> None:
    context = SearchContext(graph, embedder)
    assert put(context, "哪些高校参与了校地共建？").verdict == "none"
    read_articles(graph, (RIVER,))
    with pytest.raises(IndexMissing):
        put(context, "哪些高校参与了校地共建？")


PIECES = st.sampled_from(
    ["哪些高校", "谁", "成员", "加入了", "联盟", "校地", "江畔", "同心", "“萤火V聚”", "是谁办的", "有哪些", "做法", "老人", "类似",
     "多少", "示例青岚大学", "玄武区", "的", "？", "想找", "体检", "邻里", "学院"]
)  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES, min_size=1, max_size=7).map("".join))
def test_whatever_is_asked_every_name_has_a_quote_and_no_member_is_invented(
    told: SearchContext, text: str
) -> None:
    try:
        answer = put(told, text)
    except UsageProblem:
        return
    assert all(n.evidence and n.evidence[0].quote for n in answer.named)
    assert all(c.evidence for c in answer.counted)
    if answer.intent == "members":
        assert names(answer) <= {*MEMBERS, "溪口小学"}
        if answer.verdict != "named":
            assert not answer.named
            assert all(h.type == "Passage" for h in answer.hits)
