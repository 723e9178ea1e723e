"""What others offer does not change how two offers compare; meaning orders what is otherwise equal."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from graph.embedding.cache import VectorCache
from graph.index import fill_index
from graph.principal import PUBLIC
from search.context import SearchContext
from search.demand import read_demand
from search.match import match
from tests.search.lists import TODAY, Line, audience, quantity, read_in

pytestmark = pytest.mark.store

OFFERS = (
    Line("示例甲厂", "医用外科口罩", ("surgicalMask",), "420106", (quantity("500", "只"),)),
    Line("示例乙厂", "医用外科口罩（成人）", ("surgicalMask",), "420102"),
    Line("示例丙厂", "医用外科口罩", ("surgicalMask",), "320102"),
    Line("示例丁厂", "医用防护口罩", ("protectiveMask",), "420106"),
)
UNRELATED = (
    Line("示例戊书店", "儿童绘本", ("books",), "420106"),
    Line("示例己剧团", "文艺演出", ("performance",), "420102", (audience("olderPeople", "老人"),)),
    Line("示例庚合作社", "茶艺展示", (), "420106"),
)


def order(context: SearchContext, sentence: str) -> list[tuple[str, float]]:
    answer = match(context, PUBLIC, read_demand(context, sentence), 20, today=date.fromisoformat(TODAY))
    return [
        (item.resource.name + (item.provider.name if item.provider else ""), item.score)
        for item in answer.matches
    ]


def test_an_unrelated_offer_changes_nothing(context: SearchContext, tmp_path: Path) -> None:
    cache = VectorCache(tmp_path / "vectors.sqlite")
    read_in(context.graph, OFFERS)
    fill_index(context.graph, context.embedder, cache)
    before = order(context, "武汉需要医用外科口罩")
    read_in(context.graph, UNRELATED, key="另一份清单")
    fill_index(context.graph, context.embedder, cache)
    assert len(before) == 4 and order(context, "武汉需要医用外科口罩") == before


def test_meaning_orders_what_is_otherwise_equal(context: SearchContext, tmp_path: Path) -> None:
    read_in(
        context.graph,
        (
            Line("示例甲中心", "书法培训", ("skillTraining",), "420106"),
            Line("示例乙中心", "乒乓球培训", ("skillTraining",), "420106"),
        ),
    )
    fill_index(context.graph, context.embedder, VectorCache(tmp_path / "vectors.sqlite"))
    answer = match(context, PUBLIC, read_demand(context, "想要乒乓球培训"), today=date.fromisoformat(TODAY))
    assert [(i.resource.name, i.certainty) for i in answer.matches] == [
        ("乒乓球培训", "certain"),
        ("书法培训", "possible"),
    ]
    meanings = [next(f for f in i.factors if f.name == "meaning") for i in answer.matches]
    assert meanings[0].relation == "cosine" and meanings[0].value > meanings[1].value


def test_without_vectors_words_and_concepts_still_answer(context: SearchContext) -> None:
    read_in(context.graph, OFFERS)
    assert len(order(context, "武汉需要医用外科口罩")) == 4


def test_an_empty_graph_abstains(context: SearchContext) -> None:
    answer = match(context, PUBLIC, read_demand(context, "需要口罩"))
    assert answer.abstained and not answer.matches and "也没有相近的" in answer.sentence


def test_the_bound_cuts_off_what_fits_least(context: SearchContext) -> None:
    """More rooms of the kind than are looked at: the one that fits is found all the same."""
    others = [
        Line(f"示例旅馆{i}", "住宿", ("lodging",), "420106", (audience("travellers", "旅客"),))
        for i in range(400)
    ]
    wanted = [
        Line(f"示例宾馆{i}", "住宿", ("lodging",), "420106", (audience("medicalWorkers", "医护人员"),))
        for i in range(3)
    ]
    read_in(context.graph, [*others, *wanted])
    assert sorted(name for name, _ in order(context, "武汉给医护找住的地方")) == [
        f"住宿示例宾馆{i}" for i in range(3)
    ]
