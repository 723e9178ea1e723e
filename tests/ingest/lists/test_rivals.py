"""Do values decide between meanings that share a column's name, and whether numbers count the rows?"""

from __future__ import annotations

import pytest

from graph.gazetteer import Gazetteer
from ingest.lists.lexicon import Lexicon
from ingest.lists.naming import own_candidates
from ingest.lists.stats import ColumnStats
from ingest.lists.values import best_by_values, name_persons
from ontology.model import Ontology


@pytest.fixture(scope="module")
def lexicon(ontology: Ontology, gazetteer: Gazetteer) -> Lexicon:
    """The reader's words."""
    return Lexicon(ontology, gazetteer)


def _stats(*values: str) -> ColumnStats:
    stats = ColumnStats()
    for value in values:
        stats.add(value)
    return stats


@pytest.mark.parametrize(
    ("name", "values", "meant"),
    [
        ("价格", ("免费", "有偿", "公益"), "cost"),
        ("价格", ("50元", "30", "20元"), "price"),
        ("使用须知", ("自带水杯", "不得吸烟", "保持安静"), "remark"),
        ("使用须知", ("电话预约", "小程序报名", "前台登记"), "bookingMode"),
        ("要求", ("准时到场", "统一着装", "可协商"), "remark"),
        ("要求", ("500ml", "L码", "国标"), "specification"),
        ("所在位置", ("青年路12号", "滨江大道3号2楼", "文昌巷8号"), "address"),
        ("所在位置", ("武汉市江岸区", "武汉市武昌区"), "inPlace"),
        ("登记号", ("1", "2", "3", "4", "5"), "rowNumber"),
        ("登记号", ("A-17", "A-20", "B-3", "C-4"), "identifier"),
        ("期间", ("2024-01-01至2024-05-31", "2024-02-01至2024-06-30"), "validUntil"),
    ],
)
def test_values_decide_between_rivals(
    name: str, values: tuple[str, ...], meant: str, lexicon: Lexicon
) -> None:
    chosen = best_by_values(own_candidates(name, lexicon), _stats(*values), lexicon)
    assert chosen and chosen.property == meant


def test_amounts_are_no_persons_even_where_their_unit_is_a_surname(lexicon: Lexicon) -> None:
    assert not name_persons("大小", _stats("340平方米", "20平方米", "55平方米"), lexicon)
    assert name_persons("谁", _stats("王某", "李某", "张某"), lexicon)


def test_codes_are_no_amounts(lexicon: Lexicon) -> None:
    assert best_by_values(own_candidates("纸张大小", lexicon), _stats("A4", "A3", "B5"), lexicon) is None
