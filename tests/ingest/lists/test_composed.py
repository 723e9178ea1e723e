"""Is a column's name that no wording has understood by its parts?"""

from __future__ import annotations

import pytest

from graph.gazetteer import Gazetteer
from ingest.lists.lexicon import Lexicon
from ingest.lists.naming import own_candidates
from ontology.model import Ontology


@pytest.fixture(scope="module")
def lexicon(ontology: Ontology, gazetteer: Gazetteer) -> Lexicon:
    """The reader's words."""
    return Lexicon(ontology, gazetteer)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("失效日", "validUntil"),
        ("起用之日", "validFrom"),
        ("摸排年月", "statedOn"),
        ("资源持有方", "providedBy"),
        ("填报部门", "party"),
        ("参与人员范围", "eligibility"),
        ("需说明的事项", "remark"),
        ("3.开放时段说明", "slot"),
        ("可容纳人员数量", "capacity"),
        ("志愿力量", "item"),
        ("我方可提供", "item"),
        ("起时间", "validFrom"),
        ("开展时间（起）", "validFrom"),
        ("活动时间（止）", "validUntil"),
        ("完工时间", "validUntil"),
        ("摸排时间", "statedOn"),
        ("领用单位", "neededBy"),
        ("受惠居民", "eligibility"),
        ("竣工日期", "validUntil"),
        ("物资来源", "providedBy"),
        ("其他联系电话", "telephone"),
        ("其他用途", "remark"),
        ("租金说明", "cost"),
        ("停用日期", "validUntil"),
        ("最晚完成", "validUntil"),
        ("盘点日期", "statedOn"),
        ("开课日期", "validFrom"),
        ("所在社区（村）", "neighbourhood"),
        ("办 结 时 限", "validUntil"),
    ],
)
def test_parts_of_a_name_say_what_it_means(name: str, meant: str, lexicon: Lexicon) -> None:
    assert own_candidates(name, lexicon)[0].property == meant


@pytest.mark.parametrize("name", ["档案盒号", "信封颜色", "校验码", "是否归档"])
def test_a_name_without_known_parts_means_nothing(name: str, lexicon: Lexicon) -> None:
    assert own_candidates(name, lexicon) == []


@pytest.mark.parametrize("name", ["联系电话", "数量", "资源名称"])
def test_a_known_name_is_not_taken_apart(name: str, lexicon: Lexicon) -> None:
    assert {c.how for c in own_candidates(name, lexicon)}.isdisjoint({"head", "bare"})
