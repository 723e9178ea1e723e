"""Do the columns beside it say what a column means whose own name leaves it open?"""

from __future__ import annotations

from pathlib import Path

from tests.ingest.lists.reading import Read, Table, columns, read


def test_of_two_columns_of_dates_the_earlier_is_the_beginning(tmp_path: Path, read_list: Read) -> None:
    rows: Table = [
        ("单位名称", "资源名称", "甲日", "乙日", "丙日"),
        ("示例大学", "会议室", "2024-12-01", "2024-03-01", "2024-01-05"),
        ("示例医院", "义诊", "2025-02-01", "2024-06-11", "2024-01-05"),
        ("示例银行", "讲座", "2024-08-01", "2024-05-21", "2024-01-05"),
    ]
    found = columns(read(tmp_path, read_list, rows))
    assert [found[n] for n in ("甲日", "乙日", "丙日")] == ["validUntil", "validFrom", "statedOn"]


def test_one_column_of_dates_alone_may_be_any_date(tmp_path: Path, read_list: Read) -> None:
    rows: Table = [
        ("单位名称", "资源名称", "甲日"),
        ("示例大学", "会议室", "2024-12-01"),
        ("示例医院", "义诊", "2025-02-01"),
    ]
    assert columns(read(tmp_path, read_list, rows))["甲日"] == "keptColumn"


def test_persons_and_square_metres_where_rooms_are_listed(tmp_path: Path, read_list: Read) -> None:
    rows: Table = [
        ("单位名称", "场地名称", "奇妙规模（㎡）", "奇妙人数", "联系电话"),
        ("示例大学", "会议室", "80", "50", "13800000001"),
        ("示例医院", "报告厅", "300", "200", "13800000002"),
    ]
    found = columns(read(tmp_path, read_list, rows))
    assert (found["奇妙规模（㎡）"], found["奇妙人数"]) == ("floorArea", "capacity")


def test_organisations_under_a_name_that_hardly_says_a_thing(tmp_path: Path, read_list: Read) -> None:
    rows: Table = [
        ("奇妙力量", "资源名称", "数量"),
        ("示例大学", "会议室", "2间"),
        ("示例医院", "义诊", "3场"),
    ]
    assert columns(read(tmp_path, read_list, rows))["奇妙力量"] == "party"


def test_things_with_amounts_are_the_things_rather_than_a_column_whose_name_hardly_says_so(
    tmp_path: Path, read_list: Read
) -> None:
    rows: Table = [
        ("单位名称", "奇妙之栏", "要注意的问题"),
        ("示例大学", "轮椅3辆", "请自备水杯"),
        ("示例医院", "口罩20只、手套5双", "雨天取消"),
        ("示例银行", "折叠床5张", "名额有限"),
    ]
    found = columns(read(tmp_path, read_list, rows, "需求清单.csv"))
    assert found["奇妙之栏"] == "item" != found["要注意的问题"]


def test_general_kinds_beside_things_are_what_these_are(tmp_path: Path, read_list: Read) -> None:
    rows: Table = [
        ("单位名称", "奇妙项", "可用资源"),
        ("示例大学", "公益服务", "义诊"),
        ("示例医院", "物资类", "轮椅"),
        ("示例银行", "场地", "会议室"),
    ]
    found = columns(read(tmp_path, read_list, rows))
    assert (found["奇妙项"], found["可用资源"]) == ("about", "item")


def test_square_metres_stated_in_the_cells_under_a_general_name(tmp_path: Path, read_list: Read) -> None:
    rows: Table = [
        ("单位名称", "场地名称", "奇妙规模"),
        ("示例大学", "会议室", "80平方米"),
        ("示例医院", "报告厅", "300㎡"),
    ]
    assert columns(read(tmp_path, read_list, rows))["奇妙规模"] == "floorArea"


def test_a_running_number_is_no_thing_in_a_column(tmp_path: Path, read_list: Read) -> None:
    schools = [(str(n), f"示例第{n}小学", str(9 * n), str(8 * n), str(7 * n)) for n in range(1, 6)]
    rows: Table = [("排排坐", "单位名称", "口罩（只）", "手套（双）", "奇妙之物"), *schools]
    found = columns(read(tmp_path, read_list, rows, "物资需求.csv"))
    assert (found["排排坐"], found["口罩（只）"]) == ("rowNumber", "item")


def test_a_name_of_other_organisations_over_rooms_names_these(tmp_path: Path, read_list: Read) -> None:
    rows: Table = [
        ("参建单位", "物业名称", "面积（㎡）"),
        ("示例大学", "屋顶花园", "80"),
        ("示例医院", "奇妙一角", "30"),
    ]
    assert columns(read(tmp_path, read_list, rows))["物业名称"] == "item"
