"""Are forms read? Names in a column and what they say beside them, pairs side by side, several forms in a sheet."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.lists.reading import Read, Table, read, things

FORM = [
    ("南湖社区需求登记表", ""),
    ("需求单位", "示例社区"),
    ("需求内容", "轮椅"),
    ("数量", "3辆"),
    ("备注", "请尽快"),
]


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (FORM, ["示例社区 轮椅 3辆"]),
        (
            [*FORM, *(("需求单位", "示例二社区"), ("需求内容", "讲座"), ("数量", "2场"))],
            ["示例社区 轮椅 3辆", "示例二社区 讲座 2次"],
        ),
        (
            [("需求单位", "示例社区", "联系人", "王小明"), ("需求内容", "轮椅", "数量", "3辆")],
            ["示例社区 轮椅 3辆"],
        ),
        (
            [("需求单位", "示例社区", "示例二社区"), ("需求内容", "轮椅", "讲座"), ("数量", "3辆", "2场")],
            ["示例社区 轮椅 3辆", "示例二社区 讲座 2次"],
        ),
    ],
)
def test_forms(tmp_path: Path, read_list: Read, rows: Table, found: list[str]) -> None:
    reading = read(tmp_path, read_list, rows, "需求登记表.csv")
    assert things(reading, "neededBy", "item", "quantity", role="need") == found
    assert "王小明" not in reading.everything() and not reading.repairs


def test_a_list_is_no_form(tmp_path: Path, read_list: Read) -> None:
    rows: Table = [("资源名称", "数量"), ("会议室", "2间"), ("义诊", "3场"), ("备注", "无")]
    assert things(read(tmp_path, read_list, rows, "南湖社区资源清单.csv"), "item", "quantity")[:0] == []
    assert read(tmp_path, read_list, rows).prepared.survey.sheets[0].form is None


def test_a_list_whose_categories_are_words_of_names_is_no_form(tmp_path: Path, read_list: Read) -> None:
    rows: Table = [
        ("资源种类", "微心愿内容", "数额", "适用人群"),
        ("服务项目", "课业辅导", "165课时", "未成年人"),
        ("物品", "轮椅", "2辆", "老年人"),
        ("物品", "助听器", "3个", "残疾人"),
    ]
    assert read(tmp_path, read_list, rows, "需求.csv").prepared.survey.sheets[0].form is None


def test_a_small_form_whose_names_are_hardly_known(tmp_path: Path, read_list: Read) -> None:
    rows: Table = [
        ("提供单位", "示例大学"),
        ("服务清单", "书法课"),
        ("数量", "29课时"),
        ("空档时间", "周末"),
        ("活动所在地", "示例路3号"),
    ]
    reading = read(tmp_path, read_list, rows, "可供资源.csv")
    assert things(reading, "providedBy", "item", "quantity") == ["示例大学 书法课 29课时"]
