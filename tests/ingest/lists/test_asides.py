"""Are rows that are no entries known? Headings that hold for the rows below them, totals, notes, signatures."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.lists.asides import aside_of
from ingest.lists.lexicon import Lexicon
from ingest.readers.document import Row
from tests.ingest.lists.reading import Read, Table, read, things


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (("合 计：", "", "", "12"), "total"),
        (("", "小计（元）", "", "300"), "total"),
        (("南湖社区小计", "", "3", "12"), "total"),
        (("共计服务站", "会议室", "2间", ""), None),
        (("注：以上资源需提前预约。", "", "", ""), "note"),
        (("填表人：张某", "审核人：李某", "", "日期：2024.1.1"), "note"),
        (("备注", "会议室", "2间", "周末"), None),
        (("一、场地资源", "", "", ""), "heading"),
        (("二、", "服务资源", "", ""), "heading"),
        (("场地资源", "", "", ""), "heading"),
        (("1", "示例大学", "会议室", ""), None),
    ],
)
def test_what_a_row_is(lexicon: Lexicon, cells: tuple[str, ...], kind: str | None) -> None:
    assert aside_of(Row(3, cells), 4, lexicon.asides) == kind


def test_headings_say_the_side_of_the_rows_below(tmp_path: Path, read_list: Read) -> None:
    rows: Table = [
        ("单位", "名称", "数量", "备注"),
        ("一、资源清单", "", "", ""),
        ("示例大学", "会议室", "2间", ""),
        ("二、需求清单", "", "", ""),
        ("示例社区", "轮椅", "3辆", ""),
    ]
    reading = read(tmp_path, read_list, rows, "双向.csv")
    assert things(reading, "item") == ["会议室"] and things(reading, "item", role="need") == ["轮椅"]
    assert not reading.repairs


def test_headings_name_party_and_kind(tmp_path: Path, read_list: Read) -> None:
    rows: Table = [
        ("序号", "需求内容", "数量"),
        ("南湖社区", "", ""),
        ("1", "轮椅", "3辆"),
        ("梧桐社区", "", ""),
        ("1", "讲座", "2场"),
    ]
    reading = read(tmp_path, read_list, rows, "需求.csv")
    assert things(reading, "neededBy", "item", role="need") == ["南湖社区 轮椅", "梧桐社区 讲座"]
    kinds: Table = [
        ("单位", "名称", "数量"),
        ("一、辖区企业", "", ""),
        ("示例公司", "某某计划", "2次"),
        ("二、场地资源", "", ""),
        ("示例公司", "某某之家", "1处"),
    ]
    found = {r.first("item"): r.type for r in read(tmp_path, read_list, kinds).of("offer")}
    assert found["某某之家"] == "SpaceResource" and found["某某计划"] == "Resource"


def test_a_thing_or_a_party_alone_in_its_row_is_an_entry(tmp_path: Path, read_list: Read) -> None:
    rows: Table = [("单位", "资源名称", "数量"), ("示例大学", "会议室", "2间"), ("示例医院", "", "")]
    assert {r.first("name") for r in read(tmp_path, read_list, rows).of("party")} == {"示例大学", "示例医院"}
