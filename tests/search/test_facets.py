"""Can a search be narrowed by what the vocabulary declares as a facet, in the live graph as in a snapshot?"""

from __future__ import annotations

import pytest

from api.filters import FilterNotValid, filters_of
from graph.embedding.cache import VectorCache
from graph.entities import Fact
from graph.facets import Facets
from graph.index import fill_index
from graph.principal import PUBLIC
from ontology.model import Ontology
from search.context import SearchContext
from search.errors import SearchNotValid
from search.hybrid import search
from search.options import SearchQuery
from tests.search.lists import Line, area, audience, cost, offer_id, read_in, text

pytestmark = pytest.mark.store

ALONE = Line("甲示例医院", "健康讲座", ("healthLecture",), "320102", (audience("eldersAlone", "独居老人"),))
CHILDREN = Line("乙示例学院", "健康讲座", ("healthLecture",), "320104", (audience("children", "儿童"),))
FREE = Line("丙示例学院", "健康讲座", ("healthLecture",), "320104", (cost("free", "免费"), area("3201")))
URGENT = Line("丁示例社区", "健康讲座", ("healthLecture",), "320104", (text("urgency", "很急"),), need=True)


@pytest.fixture
def lectures(context: SearchContext, tmp_path_factory: pytest.TempPathFactory) -> SearchContext:
    """A searchable graph of four lectures, one of them wanted."""
    read_in(context.graph, [ALONE, CHILDREN, FREE, URGENT])
    cache = VectorCache(tmp_path_factory.mktemp("vectors") / "v.sqlite")
    fill_index(context.graph, context.embedder, cache)
    cache.close()
    return context


def who(context: SearchContext, **filters: str) -> set[str]:
    """Whose lectures are found, by the first character of the party."""
    page = search(context, PUBLIC, SearchQuery("健康讲座", filters=filters, limit=50))
    found = {hit.id for hit in page.items}
    return {line.party[0] for line in (ALONE, CHILDREN, FREE, URGENT) if offer_id(line) in found}


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"eligibility": "eldersAlone"}, "甲"),
        ({"eligibility": "olderPeople"}, "甲"),
        ({"服务对象": "老年人"}, "甲"),
        ({"eligibility": "residents"}, "甲乙"),
        ({"cost": "免费"}, "丙"),
        ({"areaServed": "南京市"}, "丙"),
        ({"inPlace": "秦淮区"}, "乙丙丁"),
        ({"urgency": "很急"}, "丁"),
        ({"inPlace": "32", "eligibility": "children"}, "乙"),
        ({"inPlace": "320102", "eligibility": "children"}, ""),
    ],
)
def test_a_facet_narrows_by_name_label_and_broader_value(
    lectures: SearchContext, filters: dict[str, str], found: str
) -> None:
    assert who(lectures) == set("甲乙丙丁")
    assert who(lectures, **filters) == set(found)


def test_what_is_no_facet_is_refused_with_those_that_are(lectures: SearchContext) -> None:
    with pytest.raises(SearchNotValid, match="contact") as refused:
        who(lectures, contact="1")
    allowed = refused.value.where["allowed"]
    assert isinstance(allowed, list) and "eligibility" in allowed and "contact" not in allowed


def test_a_restricted_value_is_no_facet(ontology: Ontology) -> None:
    facts = [Fact("urgency", "很急", restricted=True), Fact("urgency", "不急")]
    assert Facets(ontology).of(facts) == ("urgency=不急",)


def test_an_amount_that_nobody_counted_is_no_facet(ontology: Ontology) -> None:
    facts = [Fact("urgency", "1", precision="some"), Fact("urgency", "2", precision="exact")]
    assert Facets(ontology).of(facts) == ("urgency=2",)


@pytest.mark.parametrize("wrong", ["theme", ":养老", "theme:", ""])
def test_a_filter_is_property_and_value(wrong: str) -> None:
    with pytest.raises(FilterNotValid):
        filters_of(None, None, [wrong])
