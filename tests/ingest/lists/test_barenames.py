"""Is a column's name read without what decorates it and says how it is to be filled in?"""

from __future__ import annotations

import pytest

from graph.gazetteer import Gazetteer
from ingest.lists.lexicon import Lexicon
from ontology.model import Ontology


@pytest.fixture(scope="module")
def lexicon(ontology: Ontology, gazetteer: Gazetteer) -> Lexicon:
    """The reader's words."""
    return Lexicon(ontology, gazetteer)


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("*1.资源名称（必填）", "资源名称"),
        ("【数量】（只）", "数量（只）"),
        ("一、负责人：", "负责人"),
        ("①地址（请写到门牌号）", "地址"),
        ("资源名称（如：会议室、活动室）", "资源名称"),
        ("项目名称 必填", "项目名称"),
        ("数量（只）（选填）", "数量（只）"),
        ("开展时间（起）", "开展时间（起）"),
        ("（㎡）", "（㎡）"),
        ("联系电话（不公开）☆", "联系电话"),
        ("#", "#"),
        ("期 限", "期限"),
        ("办 结 时 限", "办结时限"),
        ("份数：(张)", "份数(张)"),
        ("三八红旗手", "三八红旗手"),
        ("4.5米货车", "4.5米货车"),
    ],
)
def test_what_decorates_a_name_goes(name: str, bare: str, lexicon: Lexicon) -> None:
    assert lexicon.bare_name(name) == bare
