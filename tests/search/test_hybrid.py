"""Does a search find by words and by meaning, keep to its filters, show its sources, and stay calm at nonsense?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.connection import Graph
from graph.embedding.cache import VectorCache
from graph.embedding.factory import open_embedder
from graph.embedding.protocol import Embedder
from graph.engine.paths import cache_folder
from graph.index import fill_index
from graph.principal import PUBLIC
from ontology.errors import UsageProblem
from search.context import SearchContext
from search.errors import AmbiguousPlace, IndexMissing, SearchMoved, SearchNotValid
from search.hits import best_part
from search.hybrid import SearchPage, search
from search.options import SearchQuery
from tests.graph.samples import Listing, Row, read_in

pytestmark = pytest.mark.store

WUCHANG, JIANGAN = "420106", "420102"
LISTING = Listing(
    "共建资源清单",
    (
        Row("清溪大学", "多功能会议室", WUCHANG, remark="周末可用"),
        Row("望湖医院", "老年人免费体检", WUCHANG),
        Row("望湖医院", "一次性医用口罩", JIANGAN),
        Row("晨曦志愿服务队", "四点半课堂", JIANGAN, remark="小学生课后托管"),
        Row("清溪大学", "法律咨询", "420106001"),
        Row("清溪大学", "电影放映", "4201"),
        *(Row("望湖医院", f"健康讲座第{n}讲", JIANGAN) for n in range(12)),
    ),
    "2026-01-01",
)


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    return open_embedder(None, cache_folder())


@pytest.fixture(scope="session")
def vectors(tmp_path_factory: pytest.TempPathFactory) -> Iterator[VectorCache]:
    cache = VectorCache(tmp_path_factory.mktemp("vectors") / "v.sqlite")
    yield cache
    cache.close()


@pytest.fixture
def context(graph: Graph, embedder: Embedder, vectors: VectorCache) -> SearchContext:
    """A searchable graph of one list."""
    read_in(graph, [LISTING])
    fill_index(graph, embedder, vectors)
    return SearchContext(graph, embedder)


def find(context: SearchContext, text: str, /, **options: object) -> SearchPage:
    return search(context, PUBLIC, SearchQuery(text, **options))  # type: ignore[arg-type]


def names(page: SearchPage) -> list[str]:
    return [hit.name for hit in page.items]


def test_words_find_and_say_so(context: SearchContext) -> None:
    hit = find(context, "一次性医用口罩", type="Resource").items[0]
    assert "口罩" in hit.name and hit.type == "Resource" and 0 < hit.score <= 1
    assert "口罩" in hit.words and "口罩" in hit.why and hit.nearness is not None
    proof = hit.evidence[0]
    assert proof.source == "共建资源清单" and proof.quote == "一次性医用口罩" and proof.row == 4
    assert hit.stated_on == "2026-01-01"


def test_meaning_finds_without_a_word(context: SearchContext) -> None:
    page = find(context, "放学后孩子没人看管", type="Resource", limit=3)
    assert "四点半课堂" in names(page)
    english = find(context, "free health checks for the elderly", type="Resource", limit=3)
    assert "老年人免费体检" in names(english)
    assert all("meaning" in hit.why_en for hit in english.items)


def test_class_filter_takes_subclasses(context: SearchContext) -> None:
    graph = context.graph
    offers = find(context, "望湖医院", type="Offer", limit=100)
    assert offers.items and all(graph.ontology.is_a(hit.type, "Offer") for hit in offers.items)
    parties = find(context, "望湖医院", type="Party", limit=100)
    assert parties.items[0].name == "望湖医院"
    assert all(graph.ontology.is_a(hit.type, "Party") for hit in parties.items)


@pytest.mark.parametrize("place", ["武昌区", WUCHANG, "武汉市武昌区"])
def test_place_filter_takes_what_lies_in_it(context: SearchContext, place: str) -> None:
    page = find(context, "清溪大学", type="Resource", filters={"place": place}, limit=100)
    assert set(names(page)) == {"多功能会议室", "法律咨询"}


def test_street_filter_leaves_the_rest_of_the_district_out(context: SearchContext) -> None:
    page = find(context, "清溪大学", type="Resource", filters={"place": "420106001"}, limit=100)
    assert names(page) == ["法律咨询"]


def test_several_places_are_checked_on_the_full_list(
    graph: Graph, embedder: Embedder, vectors: VectorCache
) -> None:
    rows = (Row("清溪大学", "体育馆", WUCHANG), Row("清溪大学", "体育馆", JIANGAN))
    read_in(graph, [Listing("两处", rows, "2026-01-01")])
    graph.write("MATCH (e:Resource) SET e.district = '*', e.street = '?'")
    fill_index(graph, embedder, vectors)
    context = SearchContext(graph, embedder)
    assert len(find(context, "体育馆", type="Resource").items) == 2
    assert len(find(context, "体育馆", type="Resource", filters={"place": WUCHANG}).items) == 1
    assert not find(context, "体育馆", type="Resource", filters={"place": "420103"}).items


def test_passages_are_searched_for_themselves(context: SearchContext) -> None:
    hit = find(context, "小学生托管", type="Passage").items[0]
    assert hit.type == "Passage" and "四点半课堂" in hit.text
    assert hit.evidence[0].passage == hit.id and hit.evidence[0].quote == "小学生课后托管"
    with pytest.raises(SearchNotValid, match="Passage"):
        find(context, "托管", type="Passage", filters={"place": WUCHANG})


def test_pages_join_to_the_whole(context: SearchContext) -> None:
    whole = find(context, "健康讲座", limit=100)
    assert whole.cursor is None and len(whole.items) > 9
    joined, cursor = list[str](), None
    while True:
        page = find(context, "健康讲座", limit=4, cursor=cursor)
        joined += [hit.id for hit in page.items]
        cursor = page.cursor
        if cursor is None:
            break
    assert joined == [hit.id for hit in whole.items] and len(set(joined)) == len(joined)


def test_paging_ends_with_a_write(context: SearchContext) -> None:
    cursor = find(context, "健康讲座", limit=4).cursor
    with pytest.raises(SearchNotValid):
        find(context, "另一个问题", limit=4, cursor=cursor)
    read_in(context.graph, [Listing("新清单", (Row("清溪大学", "健康讲座加场", WUCHANG),), "2026-02-01")])
    with pytest.raises(SearchMoved) as moved:
        find(context, "健康讲座", limit=4, cursor=cursor)
    assert moved.value.status == 410 and "cursor" in moved.value.zh


@pytest.mark.parametrize("cursor", ["", "%%%", "W10", "bm9uc2Vuc2U", "WzEsMiwzLDRd", "é", "A" * 400])
def test_what_is_no_cursor_is_said(context: SearchContext, cursor: str) -> None:
    with pytest.raises(SearchNotValid, match="cursor"):
        find(context, "口罩", cursor=cursor)


@pytest.mark.parametrize(
    "options",
    [
        {"type": "Nothing"},
        {"filters": {"colour": "red"}},
        {"filters": {"place": "没有这个地方"}},
        {"filters": {"place": "999999"}},
        {"filters": {"place": "`}) RETURN 1 //"}},
        {"filters": {"kind": "没有这一类"}},
        {"filters": {"valid_on": "明天"}},
        {"limit": 0},
        {"limit": 101},
    ],
)
def test_wrong_options_are_said(context: SearchContext, options: dict[str, object]) -> None:
    with pytest.raises(SearchNotValid):
        find(context, "口罩", **options)


def test_a_name_of_several_places_is_said(context: SearchContext) -> None:
    with pytest.raises(AmbiguousPlace, match="320106"):
        find(context, "口罩", filters={"place": "鼓楼区"})


@pytest.mark.parametrize("text", ["", "  \n", "{}[]()", '"', "+ - && || ! ~ * ? : \\ /", "。。。！"])
def test_nothing_to_look_for_is_said(context: SearchContext, text: str) -> None:
    with pytest.raises(SearchNotValid):
        find(context, text)


@pytest.mark.parametrize("text", ["\0", "口罩\0", "a" * 20_001])
def test_what_cannot_be_asked_is_said(context: SearchContext, text: str) -> None:
    with pytest.raises(SearchNotValid):
        find(context, text)


@pytest.mark.parametrize("text", ["xyzzy", "啊啊啊啊", "the cat sat on the mat"])
def test_nonsense_finds_nothing(context: SearchContext, text: str) -> None:
    assert find(context, text).items == ()


@pytest.mark.parametrize(
    "text",
    ["口罩" * 5000, "口罩 AND (NOT", "tokens:口罩~2^9", "`口罩` RETURN 1", "\ud800口罩", "😷口罩", "'口罩\""],
)
def test_odd_text_around_a_word_does_no_harm(context: SearchContext, text: str) -> None:
    assert "一次性医用口罩" in names(find(context, text, type="Resource"))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(min_size=1, max_size=60))
def test_any_text_gets_an_answer_or_a_usage_error(context: SearchContext, text: str) -> None:
    try:
        page = find(context, text)
    except UsageProblem:
        return
    scores = [hit.score for hit in page.items]
    assert scores == sorted(scores, reverse=True)


def test_an_empty_graph_finds_nothing(graph: Graph, embedder: Embedder) -> None:
    assert find(SearchContext(graph, embedder), "口罩").items == ()


def test_a_missing_index_is_said(graph: Graph, embedder: Embedder) -> None:
    read_in(graph, [LISTING])
    with pytest.raises(IndexMissing, match="gongjian index"):
        find(SearchContext(graph, embedder), "口罩")


def test_the_best_part_holds_most_words() -> None:
    text = "单位：清溪大学\t会议室可容纳八十人。周末可用。\t备注"
    assert best_part(text, ["周末"]) == "周末可用。"
    assert best_part(text, []) == "单位：清溪大学"
    assert best_part("", ["x"]) == ""


def test_two_homes_of_one_model_share_vectors(
    context: SearchContext, vectors: VectorCache, tmp_path: Path
) -> None:
    other = VectorCache(tmp_path / "v.sqlite")
    texts = [hit.text for hit in find(context, "健康讲座", limit=10).items]
    assert (
        other.passages(context.embedder, texts).tobytes()
        == vectors.passages(context.embedder, texts).tobytes()
    )
    other.close()
