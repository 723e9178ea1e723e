"""Are similar cases and practices found, with the part in which they are alike, and is distance said?"""

from __future__ import annotations

import pytest

from graph.connection import Graph
from graph.embedding.cache import VectorCache
from graph.embedding.protocol import Embedder
from graph.index import fill_index
from graph.principal import PUBLIC
from graph.reading.views import UnknownId
from search.context import SearchContext
from search.errors import SearchNotValid
from search.proofs import LONG_QUOTE, sentence_around
from search.similar import SimilarAnswer, similar
from tests.search.articles import read_articles
from tests.search.stories import LIGHT, RIVER, STORIES

pytestmark = pytest.mark.store


@pytest.fixture(scope="session")
def vectors(tmp_path_factory: pytest.TempPathFactory) -> VectorCache:
    return VectorCache(tmp_path_factory.mktemp("alike") / "v.sqlite")


@pytest.fixture
def told(graph: Graph, embedder: Embedder, vectors: VectorCache) -> SearchContext:
    """A searchable graph of two articles."""
    read_articles(graph, STORIES)
    fill_index(graph, embedder, vectors)
    return SearchContext(graph, embedder)


def names(answer: SimilarAnswer) -> list[str]:
    return [i.reference.name for i in answer.items]


@pytest.mark.parametrize("text", ["和“对接会”类似的做法", "“心愿对接会”", "与百姓心愿对接会相似的活动"])
def test_a_part_of_a_name_means_the_practice_that_bears_it(told: SearchContext, text: str) -> None:
    answer = similar(told, PUBLIC, text)
    assert answer.subject is not None and answer.subject.name == "百姓心愿对接会"
    assert names(answer)[0] == "邻里点单集市" and "百姓心愿对接会" not in names(answer)


def test_the_alike_part_is_named_and_quoted(told: SearchContext) -> None:
    first = similar(told, PUBLIC, LIGHT.id("“银铃敲门”工作法")).items[0]
    assert first.reference.name == "陪伴空巢老人"
    parts = {p.name: p for p in first.parts}
    assert parts["audience"].score == 1.0 and parts["audience"].text == "独居老人"
    assert "空巢老人" in parts["audience"].evidence[0].quote
    assert "陪伴空巢老人" in parts["measure"].text and parts["measure"].evidence
    assert "对象" in first.why and "audience" in first.why_en


def test_a_text_is_compared_with_problems(told: SearchContext) -> None:
    answer = similar(told, PUBLIC, "小区车位太少，邻居为停车吵架")
    assert answer.subject is None and not answer.abstained
    first = answer.items[0]
    assert first.reference.name == "错时共享车位"
    problem = next(p for p in first.parts if p.name == "problem")
    assert "抢车位吵架" in problem.text


def test_what_a_case_applies_is_not_its_like(told: SearchContext) -> None:
    assert "错时车位" not in names(similar(told, PUBLIC, RIVER.id("示例江畔社区停车")))
    listed = names(similar(told, PUBLIC, "停车位少"))
    assert len({"错时车位", "错时共享车位"} & set(listed)) == 1, "a case and its practice are one thing"


@pytest.mark.parametrize("text", ["xyzzy", "the cat sat on the mat", "今天股票大涨"])
def test_nothing_near_is_said(told: SearchContext, text: str) -> None:
    answer = similar(told, PUBLIC, text)
    assert answer.abstained and answer.items == () and "没有找到" in answer.sentence


def test_scores_parts_and_quotes_hold_together(told: SearchContext) -> None:
    for thing in [t for a in STORIES for t in a.things if t.role in {"method", "case"}]:
        article = LIGHT if thing in LIGHT.things else RIVER
        answer = similar(told, PUBLIC, article.id(thing.name))
        scores = [i.score for i in answer.items]
        assert scores == sorted(scores, reverse=True) and all(0 < s <= 1 for s in scores)
        assert answer.subject is not None and answer.subject.id not in {i.reference.id for i in answer.items}
        for item in answer.items:
            assert item.evidence and all(0 <= p.score <= 1 and p.evidence for p in item.parts)


def test_limits_ids_and_texts(told: SearchContext) -> None:
    assert len(similar(told, PUBLIC, "老人", 1).items) <= 1
    with pytest.raises(UnknownId):
        similar(told, PUBLIC, "r" + "0" * 24)
    with pytest.raises(UnknownId):
        similar(told, PUBLIC, "nothing", by_id=True)
    with pytest.raises(SearchNotValid):
        similar(told, PUBLIC, "。。。")


def test_an_empty_graph_has_no_likes(graph: Graph, embedder: Embedder) -> None:
    assert similar(SearchContext(graph, embedder), PUBLIC, "停车").abstained


def test_a_sentence_is_cut_where_it_ends() -> None:
    text = "前一句。" + "很长的一段，" * 40 + "说到要点，" + "还有下文，" * 40 + "完。后一句。"
    start = text.index("要点")
    assert sentence_around(text, start, start + 2) == "说到要点，"
    assert len(sentence_around(text, 0, len(text))) <= LONG_QUOTE
    assert sentence_around("甲说：“好。”乙走了。", 3, 4) == "甲说：“好。”"
    assert sentence_around("", 0, 0) == ""
