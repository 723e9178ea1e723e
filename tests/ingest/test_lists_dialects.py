"""Are the lists of offices that nobody has seen read? Wide tables, two sides in a row, headings, units in headers, passing words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from graph.records import Record
from ingest.errors import NoHeader
from ingest.lists.audience import is_addressed
from ingest.lists.items import split_items
from ingest.lists.levels import column_names
from ingest.lists.lexicon import Lexicon
from ingest.readers.document import Row
from ontology.language.periods import read_periods
from ontology.language.restricted import mask
from tests.ingest.reading import Reading, write_csv, write_jsonl, write_xlsx

Read = Callable[..., Reading]
Table = list[tuple[object, ...]]


def told(record: Record, reading: Reading, *names: str) -> tuple[str, ...]:
    """The asserted values of some properties, parties by name, amounts with their unit."""
    parties = reading.names()
    return tuple(
        "、".join(
            parties.get(s.value, s.value) + s.unit
            for s in record.statements
            if s.property == name and s.status == "asserted"
        )
        for name in names
    )


def read(tmp_path: Path, read_list: Read, rows: Table, name: str = "资源清单.csv") -> Reading:
    """A table read as a list."""
    return read_list(write_csv(tmp_path / name, [tuple(map(str, r)) for r in rows]))


def test_each_thing_a_column(tmp_path: Path, read_list: Read) -> None:
    rows: Table = [
        ("各医院急需物资统计表", "", "", "", ""),
        ("医院名称", "医用外科口罩（只）", "防护服（万套）", "护目镜需求量", "联系电话"),
        ("示例一院", "20000", "2", "急需", "13912345678"),
        ("示例二院", "1万", "0", "/", ""),
        ("合计", "30000", "2", "", ""),
    ]
    reading = read(tmp_path, read_list, rows, "统计.csv")
    found = {told(r, reading, "neededBy", "item", "about", "quantity") for r in reading.of("need")}
    assert found == {
        ("示例一院", "医用外科口罩", "surgicalMask", "20000只"),
        ("示例一院", "防护服", "protectiveSuit", "20000套"),
        ("示例一院", "护目镜", "goggles", ""),
        ("示例二院", "医用外科口罩", "surgicalMask", "10000只"),
    }
    for record in reading.of("need"):
        for statement in record.statements:
            assert (statement.original or statement.value) in reading.quoted(statement)


def test_marks_in_columns_of_things_are_no_items(tmp_path: Path, read_list: Read) -> None:
    rows: Table = [
        ("单位名称", "会议室", "停车场", "食堂"),
        ("示例中学", "√", "×", "1个"),
        ("示例银行", "有", "20个车位", ""),
    ]
    reading = read(tmp_path, read_list, rows)
    assert sorted(told(r, reading, "providedBy", "item", "quantity") for r in reading.of("offer")) == [
        ("示例中学", "会议室", ""),
        ("示例中学", "食堂", "1个"),
        ("示例银行", "会议室", ""),
        ("示例银行", "停车场", "20个车位"),
    ]


def test_what_is_in_stock_is_no_need(tmp_path: Path, read_list: Read) -> None:
    rows: Table = [
        ("医院", "防护服", "", "口罩", ""),
        ("", "需求", "库存", "需求", "库存"),
        ("示例一院", 100, 20, 3000, 500),
    ]
    path = write_xlsx(tmp_path / "a.xlsx", {"物资": rows})
    book = load_workbook(path)
    for cells in ("A1:A2", "B1:C1", "D1:E1"):
        book["物资"].merge_cells(cells)
    book.save(path)
    reading = read_list(path)
    assert sorted(told(r, reading, "item", "quantity", "keptColumn") for r in reading.of("need")) == [
        ("口罩", "3000", "口罩库存：500"),
        ("防护服", "100", "防护服库存：20"),
    ]


def test_group_names_stand_before_names_that_stand_twice() -> None:
    merged = Row(1, ("单位", "防护服", "防护服", "口罩", "口罩"), repeated=frozenset({2, 4}))
    below = Row(2, ("单位", "需求", "库存", "需求", "库存"), repeated=frozenset({0}))
    assert [n.whole for n in column_names([merged, below], 5)] == [
        "单位",
        "防护服需求",
        "防护服库存",
        "口罩需求",
        "口罩库存",
    ]


def test_each_side_of_a_row_has_its_own_party(tmp_path: Path, read_list: Read) -> None:
    rows: Table = [
        ("供方", "供给内容", "需方", "需求内容"),
        ("示例超市", "米面油50份", "示例社区", "助浴服务"),
    ]
    reading = read(tmp_path, read_list, rows, "台账.csv")
    (offer,), (need,) = reading.of("offer"), reading.of("need")
    assert told(offer, reading, "providedBy", "item") == ("示例超市", "米面油")
    assert told(need, reading, "neededBy", "item") == ("示例社区", "助浴服务")


def test_headings_in_a_list_are_no_parties_and_totals_do_not_change_columns(
    tmp_path: Path, read_list: Read
) -> None:
    rows: Table = [
        ("序号", "机构名称", "资源名称", "数量"),
        ("", "一、公办机构", "", ""),
        ("1", "示例福利院", "活动室", "2间"),
        ("合计", "", "", "2间"),
        ("注：以示例为准", "", "", ""),
    ]
    reading = read(tmp_path, read_list, rows)
    assert [r.first("name") for r in reading.of("party")] == ["示例福利院"]
    assert not any(s.property == "keptColumn" for r in reading.records for s in r.statements)


def test_contacts_inside_objects_are_masked(tmp_path: Path, read_list: Read) -> None:
    line = {
        "hospital": "示例医院",
        "needs": [{"item": "口罩", "count": 3}],
        "contacts": [{"name": "李小明"}],
        "contact": {"name": "王小红"},
    }
    reading = read_list(write_jsonl(tmp_path / "a.jsonl", [line]))
    assert "李小明" not in reading.everything() and "王小红" not in reading.everything()
    assert [r.first("name") for r in reading.of("party")] == ["示例医院"]


def test_rows_without_a_header_are_not_their_own_header(tmp_path: Path, read_list: Read) -> None:
    rows: Table = [("示例大学", "报告厅", "500座", "免费"), ("示例书店", "阅读空间", "200平方米", "免费")]
    with pytest.raises(NoHeader):
        read(tmp_path, read_list, rows)


def test_sheets_named_after_the_party(tmp_path: Path, read_list: Read) -> None:
    sheet = [("需求", "数量"), ("轮椅", "3辆")]
    reading = read_list(write_xlsx(tmp_path / "需求.xlsx", {"幸福社区": sheet, "其他": sheet}))
    assert sorted(told(r, reading, "neededBy") for r in reading.of("need")) == [("",), ("幸福社区",)]


@pytest.mark.parametrize(
    ("text", "wording", "meant"),
    [
        ("仅限医护人员凭证入住", "医护人员", True),
        ("为辖区居民提供", "居民", True),
        ("学生免费", "学生", True),
        ("需等待医生回复", "医生", False),
        ("70多名医师为大家解答", "医师", False),
        ("提供医生上门", "医生", False),
    ],
)
def test_people_named_in_passing_are_no_audience(text: str, wording: str, meant: bool) -> None:
    start = text.index(wording)
    assert is_addressed(text, start, start + len(wording)) is meant


def test_titles_name_an_audience_only_before_what_it_gets(tmp_path: Path, read_list: Read) -> None:
    rows: Table = [("提供单位", "资源名称"), ("示例学院", "家庭医生签约")]
    for title, audience in (("学校资源清单", ""), ("医护人员住宿资源清单", "medicalWorkers")):
        reading = read(tmp_path, read_list, [(title, ""), *rows], "表.csv")
        assert told(reading.of("offer")[0], reading, "eligibility") == (audience,), title


def test_who_is_not_received_is_not_the_audience_and_a_price_for_some_not_the_price(
    tmp_path: Path, read_list: Read
) -> None:
    rows: Table = [("提供单位", "资源名称", "备注"), ("示例酒店", "客房", "不接待发热病人，65岁以上老人免费")]
    (offer,) = read(tmp_path, read_list, rows).of("offer")
    stated = {
        (s.property, s.value, s.status) for s in offer.statements if s.property in {"eligibility", "cost"}
    }
    assert ("eligibility", "patients", "negated") in stated and not any(p == "cost" for p, _, _ in stated)


def test_a_category_of_everything_steps_back_behind_the_item(tmp_path: Path, read_list: Read) -> None:
    rows: Table = [
        ("提供单位", "资源名称", "资源类别"),
        ("示例学院", "会议室", "空间"),
        ("示例公司", "若干场所", "空间"),
    ]
    reading = read(tmp_path, read_list, rows)
    assert sorted(
        "、".join(told(r, reading, "about", "category")).strip("、") for r in reading.of("offer")
    ) == [
        "meetingRoom",
        "space",
    ]


def test_room_and_size_beside_a_count(tmp_path: Path, read_list: Read) -> None:
    rows: Table = [("提供单位", "资源名称", "数量"), ("示例学院", "会议室", "1间（可容纳200人），80平方米")]
    reading = read(tmp_path, read_list, rows)
    (offer,) = reading.of("offer")
    assert told(offer, reading, "quantity", "capacity", "floorArea") == ("1间", "200人", "80平方米")


def test_amount_beside_several_things_is_kept_unless_it_is_each_ones(tmp_path: Path, read_list: Read) -> None:
    rows: Table = [
        ("社区", "需求内容", "数量"),
        ("示例一社区", "健康讲座；轮椅", "各2场"),
        ("示例二社区", "1.轮椅 2.护理床", "5"),
    ]
    reading = read(tmp_path, read_list, rows, "需求.csv")
    found = {told(r, reading, "neededBy", "item", "quantity", "keptColumn") for r in reading.of("need")}
    assert ("示例一社区", "轮椅", "2次", "") in found and ("示例二社区", "护理床", "", "数量：5") in found


def test_money_in_ten_thousands_and_dates_without_a_day(tmp_path: Path, read_list: Read) -> None:
    rows: Table = [
        ("需求单位", "需求内容", "经费（万元）", "截止日期"),
        ("示例社区", "轮椅", "1.5", "2026年底"),
    ]
    reading = read(tmp_path, read_list, rows, "需求.csv")
    (need,) = reading.of("need")
    assert told(need, reading, "budget", "validUntil") == ("15000元", "2026-12-31")
    assert [s.precision for s in need.statements if s.property == "validUntil"] == ["about"]


def test_periods() -> None:
    spans = [
        (p.first, p.last)
        for t in ("2024年2月", "2026.6", "2026年上半年", "二〇二六年三月份")
        for p in read_periods(t)
    ]
    assert spans == [
        ("2024-02-01", "2024-02-29"),
        ("2026-06-01", "2026-06-30"),
        ("2026-01-01", "2026-06-30"),
        ("2026-03-01", "2026-03-31"),
    ]
    assert not read_periods("2026年13月") and not read_periods("2026-03-05")


def test_a_rate_before_the_amount_keeps_the_item_whole(lexicon: Lexicon) -> None:
    (part,) = split_items("心理辅导，每月2次", lexicon)
    assert part.text == "心理辅导，每月2次" and str(part.amounts[0].value) == "2"


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("电话：84651234转801", "电话：************"),
        ("咨询：84651234", "咨询：********"),
        ("85551234-8001", "*************"),
        ("编号202613912345678", "编号***************"),
        ("预约1234567人次", "预约1234567人次"),
        ("20260315-20260401", "20260315-20260401"),
    ],
)
def test_local_numbers_and_extensions(text: str, masked: str) -> None:
    assert mask(text).text == masked


def test_columns_of_kinds_under_one_head_each_hold_things(tmp_path: Path, read_list: Read) -> None:
    rows: Table = [
        ("单位名称", "可提供资源", "", "", "服务对象"),
        ("", "场地", "活动", "物资", ""),
        ("示例医院", "会议室1间", "义诊每月2场", "口罩200只", "老年人"),
        ("示例小学", "篮球场2个", "科普讲座3-5场", "图书若干", "青少年"),
        ("示例律师事务所", "", "法律咨询（每周一次）、普法讲座2场", "", "居民"),
    ]
    path = write_xlsx(tmp_path / "资源清单.xlsx", {"表": rows})
    book = load_workbook(path)
    for merged in ("A1:A2", "B1:D1", "E1:E2"):
        book["表"].merge_cells(merged)
    book.save(path)
    reading = read_list(path)
    things = {told(r, reading, "item")[0] for r in reading.of("offer")}
    assert {"会议室", "口罩", "科普讲座"} <= things
    assert any(thing.startswith("义诊") for thing in things) and any("法律咨询" in thing for thing in things)
