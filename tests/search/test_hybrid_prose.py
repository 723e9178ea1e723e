"""Are things told in articles found by what people remember of their names, and is the sentence shown that says so?"""

from __future__ import annotations

import pytest

from graph.connection import Graph
from graph.embedding.cache import VectorCache
from graph.embedding.protocol import Embedder
from graph.index import fill_index
from graph.principal import PUBLIC
from search.context import SearchContext
from search.hybrid import search
from search.options import SearchQuery
from tests.search.articles import read_articles
from tests.search.stories import STORIES

pytestmark = pytest.mark.store


@pytest.fixture
def told(graph: Graph, embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> SearchContext:
    """A searchable graph of two articles."""
    read_articles(graph, STORIES)
    fill_index(graph, embedder, VectorCache(tmp_path_factory.mktemp("prose") / "v.sqlite"))
    return SearchContext(graph, embedder)


def test_names_are_found_as_people_remember_them(told: SearchContext) -> None:
    asked = {
        "“萤火V聚”党建联盟": ("Alliance", "“萤火V聚”党建共建联盟"),
        "萤火V聚": ("Alliance", "“萤火V聚”党建共建联盟"),
        "青岚(云麓)校地联盟": ("Alliance", "青岚校地党建联盟"),
        "心愿对接会": ("Practice", "百姓心愿对接会"),
        "银铃敲门": ("Practice", "“银铃敲门”工作法"),
        "共享车位": ("Case", "错时共享车位"),
        "民警兼职委员": ("Figure", "社区民警担任兼职委员的有742人"),
        "15所高校": ("Alliance", "青岚校地党建联盟"),
    }
    for text, (type, name) in asked.items():
        assert search(told, PUBLIC, SearchQuery(text, type=type)).items[0].name == name, text


def test_the_sentence_is_shown_and_not_the_paragraph(told: SearchContext) -> None:
    hit = search(told, PUBLIC, SearchQuery("校地党建联盟", type="Alliance")).items[0]
    quotes = [p.quote for p in hit.evidence]
    assert quotes[0] == "示例区委与15所高校党委共同构建青岚校地党建联盟，每年发布合作清单。"
    assert len(set(quotes)) == len(quotes) and not any("讲课" in q for q in quotes)
