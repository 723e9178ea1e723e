"""Amounts, with unit, precision and place in the text; and numbers that are none."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.language.quantities import QuantityReader, canonical_decimal
from ontology.language.units import UnitTable
from ontology.model import Ontology

ONE = {
    "口罩2万只": ("20000", "只", "exact", "2万只"),
    "一万副": ("10000", "副", "exact", "一万副"),
    "1.5万": ("15000", "", "exact", "1.5万"),
    "两百": ("200", "", "exact", "两百"),
    "2000": ("2000", "", "exact", "2000"),
    "10,000 个": ("10000", "个", "exact", "10,000 个"),
    "5000只/天": ("5000", "只/天", "exact", "5000只/天"),
    "5000只每日": ("5000", "只/天", "exact", "5000只每日"),
    "约200平方米": ("200", "平方米", "about", "约200平方米"),
    "1000㎡": ("1000", "平方米", "exact", "1000㎡"),
    "１０００个": ("1000", "个", "exact", "１０００个"),
    "20余人": ("20", "人", "over", "20余人"),
    "100多名志愿者": ("100", "人", "over", "100多名"),
    "不少于50间": ("50", "间", "at-least", "不少于50间"),
    "100人以上": ("100", "人", "at-least", "100人以上"),
    "100+人": ("100", "人", "at-least", "100+人"),
    "不超过30人": ("30", "人", "at-most", "不超过30人"),
    "30人以内": ("30", "人", "at-most", "30人以内"),
    "近300人": ("300", "人", "about", "近300人"),
    "20人左右": ("20", "人", "about", "20人左右"),
    "不足10台": ("10", "台", "under", "不足10台"),
    "十几人": ("10", "人", "over", "十几人"),
    "数百人": ("100", "人", "over", "数百人"),
    "若干": ("1", "", "some", "若干"),
    "若干名": ("1", "人", "some", "若干名"),
    "一次性口罩500只": ("500", "只", "exact", "500只"),
    "75%酒精50瓶": ("50", "瓶", "exact", "50瓶"),
    "N95口罩 1000 个": ("1000", "个", "exact", "1000 个"),
    "1,000.5元": ("1000.5", "元", "exact", "1,000.5元"),
    "附近3家": ("3", "家", "exact", "3家"),
    "100 pcs": ("100", "个", "exact", "100 pcs"),
    "up to 30 people": ("30", "人", "at-most", "up to 30 people"),
    "第一批100件": ("100", "件", "exact", "100件"),
}
RANGES = {
    "3-5名": ("3", "5", "人"),
    "3～5名": ("3", "5", "人"),
    "三到五名": ("3", "5", "人"),
    "三五名": ("3", "5", "人"),
    "两三百人": ("200", "300", "人"),
    "1-2万只": ("10000", "20000", "只"),
    "约1000—2000平方米": ("1000", "2000", "平方米"),
    "50人至100人": ("50", "100", "人"),
}
NONE = [
    "2020年1月24日", "2020-01-25", "2020.1.24", "GB 19083-2010", "YY/T 0969-2013", "13800138000",
    "中山路39号3楼", "24小时", "第3名",
    "84消毒液", "3M口罩", "3M 1860/1870/9123", "B座25楼", "8:00-20:00", "周三下午2点", "-5", "100名单", "5提供",
    "50%", "一对一", "一站式服务",
    "十四五规划", "5月1日至10月1日", "千家万户", "", "不限", "5栋2单元301室", "1:1", "电话 87654321", "0712-2345678",
    "百姓", "万达广场", "一些", "N95",
]  # fmt: skip


@pytest.fixture(scope="module")
def reader(ontology: Ontology) -> QuantityReader:
    return QuantityReader(ontology)


@pytest.mark.parametrize(("text", "expected"), ONE.items())
def test_one_amount(reader: QuantityReader, text: str, expected: tuple[str, str, str, str]) -> None:
    found = [
        (canonical_decimal(q.value), q.unit, q.precision, text[q.start : q.end]) for q in reader.read(text)
    ]
    assert found == [expected]


@pytest.mark.parametrize(("text", "expected"), RANGES.items())
def test_range_is_two_bounds_of_one_span(
    reader: QuantityReader, text: str, expected: tuple[str, str, str]
) -> None:
    low, high = reader.read(text)
    assert (canonical_decimal(low.value), canonical_decimal(high.value), low.unit) == expected
    assert (low.precision, high.precision, low.unit) == ("at-least", "at-most", high.unit)
    assert (low.start, low.end) == (high.start, high.end) == (0, len(text))


@pytest.mark.parametrize("text", NONE)
def test_no_amount(reader: QuantityReader, text: str) -> None:
    assert reader.read(text) == []


def test_several_amounts(reader: QuantityReader) -> None:
    found = [(int(q.value), q.unit) for q in reader.read("会议室2间（可容纳30人、50人），每次2小时")]
    assert found == [(2, "间"), (30, "人"), (50, "人"), (2, "小时")]


def test_unit_cell(reader: QuantityReader) -> None:
    assert [reader.unit(t) for t in ("㎡", " 個 ", "Pieces", "公斤", "好")] == [
        "平方米",
        "个",
        "个",
        "公斤",
        "",
    ]


@given(
    value=st.integers(1, 10**9),
    unit=st.sampled_from(["只", "间", "平方米", "盒", "人次"]),
    lead=st.sampled_from(["", "提供", "口罩 "]),
)
def test_written_amount_is_read_back(reader: QuantityReader, value: int, unit: str, lead: str) -> None:
    if unit == "间" or not 19_000_000 <= value <= 21_000_000:
        text = f"{lead}{value}{unit}"
        found = reader.read(text)
        assert [(q.value, q.unit, text[q.start : q.end]) for q in found] == [
            (Decimal(value), unit, f"{value}{unit}")
        ]


@given(st.text(alphabet="0123456789一二十百万个人只约-~至.,%号楼年月日 /GB第", max_size=30))
def test_spans_lie_in_the_text_in_order(reader: QuantityReader, text: str) -> None:
    found = reader.read(text)
    assert all(0 <= q.start < q.end <= len(text) and q.value >= 0 for q in found)
    assert [q.start for q in found] == sorted(q.start for q in found)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**12), max_value=10**12))
def test_canonical_decimal_is_one_form(value: Decimal) -> None:
    text = canonical_decimal(value)
    assert Decimal(text) == value
    assert canonical_decimal(Decimal(text)) == text
    assert "E" not in text and not (text.endswith("0") and "." in text) and text != "-0"


def test_convert(ontology: Ontology) -> None:
    units = UnitTable(ontology)
    assert units.convert(Decimal(2), "吨", "公斤") == 2000
    assert units.convert(Decimal(5), "只", "个") == 5
    assert units.convert(Decimal(5), "副", "双") == 5
    assert units.convert(Decimal(5), "副", "只") is None
    assert units.convert(Decimal(5), "只/天", "个") is None
    assert units.convert(Decimal(5), "只/天", "个/天") == 5
    assert units.convert(Decimal(5), "盒", "个") is None


@pytest.mark.parametrize(
    ("text", "value", "unit", "precision"),
    [
        ("半天", "0.5", "天", "exact"),
        ("一年半", "1.5", "年", "exact"),
        ("3个半小时", "3.5", "小时", "exact"),
        ("近百名", "100", "人", "about"),
        ("百余人", "100", "人", "over"),
        ("活动室三十一处", "31", "处", "exact"),
        ("十一名", "11", "人", "exact"),
        ("理发×九期", "9", "次", "exact"),
        ("２万只", "20000", "只", "exact"),
    ],
)
def test_halves_round_numbers_and_numerals_that_are_also_days(
    reader: QuantityReader, text: str, value: str, unit: str, precision: str
) -> None:
    (found,) = reader.read(text)
    assert (str(found.value), found.unit, found.precision) == (value, unit, precision)


@pytest.mark.parametrize(
    "text", ["十一期间开放", "一半", "四点半课堂", "半价", "打造品牌", "万达广场", "千家万户"]
)
def test_words_with_halves_and_round_numbers_are_no_amounts(reader: QuantityReader, text: str) -> None:
    assert reader.read(text) == []
