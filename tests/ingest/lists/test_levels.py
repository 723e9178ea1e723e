"""Are column names in several rows read? Groups merged or followed by blanks, units below names, titles that are no groups."""

from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook

from tests.ingest.lists.reading import Read, Table, columns, read, things
from tests.ingest.reading import write_xlsx


def test_groups_followed_by_blanks(tmp_path: Path, read_list: Read) -> None:
    rows: Table = [
        ("南湖社区2024年资源清单", "", "", "", "", "", ""),
        ("", "", "", "", "", "", ""),
        ("序号", "提供单位", "场地资源", "", "", "联系方式", ""),
        ("", "", "名称", "面积（㎡）", "容纳人数", "姓名", "电话"),
        ("1", "示例大学", "报告厅", "200", "150人", "王小明", "13912345678"),
    ]
    reading = read(tmp_path, read_list, rows)
    assert things(reading, "providedBy", "item", "floorArea", "capacity") == [
        "示例大学 报告厅 200平方米 150人"
    ]
    assert [r.type for r in reading.of("offer")] == ["SpaceResource"]
    assert "王小明" not in reading.everything()
    assert reading.balance.structure == 11


def test_merged_groups_and_a_third_level_over_them(tmp_path: Path, read_list: Read) -> None:
    rows: Table = [
        ("基本信息", "", "资源", "", "需求", ""),
        ("序号", "单位", "名称", "数量", "名称", "数量"),
        (1, "示例大学", "报告厅", "2间", "志愿者", "15名"),
    ]
    path = write_xlsx(tmp_path / "双向清单.xlsx", {"表": rows})
    book = load_workbook(path)
    for cells in ("A1:B1", "C1:D1", "E1:F1"):
        book["表"].merge_cells(cells)
    book.save(path)
    reading = read_list(path)
    assert things(reading, "item", "quantity") == ["报告厅 2间"]
    assert things(reading, "item", "quantity", role="need") == ["志愿者 15人"]


def test_a_row_of_units_below_the_names(tmp_path: Path, read_list: Read) -> None:
    rows: Table = [("单位", "资源名称", "面积"), ("", "", "（平方米）"), ("示例大学", "报告厅", "200")]
    assert things(read(tmp_path, read_list, rows), "floorArea") == ["200平方米"]


def test_lines_above_that_are_no_groups(tmp_path: Path, read_list: Read) -> None:
    rows: Table = [
        ("填报单位：南湖社区", "", "填报日期：2024年3月1日", ""),
        ("资源名称", "数量", "开放时间", "备注"),
        ("会议室", "2间", "周末", ""),
    ]
    reading = read(tmp_path, read_list, rows)
    assert things(reading, "providedBy", "item") == ["南湖社区 会议室"]
    assert "资源名称" in columns(reading)


def test_names_with_gaps_marks_and_several_brackets(tmp_path: Path, read_list: Read) -> None:
    rows: Table = [
        ("*单 位 名 称", "资源\n名称（必填）", "可提供数量（必填）（名）"),
        ("示例大学", "志愿者", "12"),
    ]
    assert things(read(tmp_path, read_list, rows), "item", "quantity") == ["志愿者 12人"]


def test_a_row_of_data_is_no_second_row_of_names(tmp_path: Path, read_list: Read) -> None:
    rows: Table = [
        ("单位", "资源名称", "", "数量"),
        ("示例大学", "会议室", "大", "2间"),
        ("示例医院", "义诊", "", "3场"),
    ]
    assert things(read(tmp_path, read_list, rows), "item", "quantity") == ["会议室 2间", "义诊 3次"]


def test_three_levels_followed_by_blanks(tmp_path: Path, read_list: Read) -> None:
    rows: Table = [
        ("单位", "共享资源", "", "", "", "需求", ""),
        ("", "场地", "", "人员", "", "内容", "数量"),
        ("", "名称", "容纳人数", "类别", "人数", "", ""),
        ("示例大学", "报告厅", "200", "志愿者", "50", "实习岗位", "10个"),
    ]
    reading = read(tmp_path, read_list, rows, "清单.csv")
    assert things(reading, "providedBy", "item", "capacity") == ["示例大学 报告厅 200"]
    assert things(reading, "item", "quantity", role="need") == ["实习岗位 10个"]


def test_a_line_of_who_filled_it_in_is_no_group(tmp_path: Path, read_list: Read) -> None:
    rows: Table = [
        ("填报单位：", "南湖社区", "", "填报人：", "王小明", ""),
        (
            "*需求名称（必填）",
            "需求类别（从下拉框选择）",
            "需求数量（填数字）",
            "单位（如：人、个）",
            "期望完成时间",
            "电话",
        ),
        ("理发", "服务类", "20", "人次", "2024-05-01", ""),
    ]
    reading = read(tmp_path, read_list, rows, "需求.csv")
    assert things(reading, "item", "quantity", "validUntil", role="need") == ["理发 20人次 2024-05-01"]
