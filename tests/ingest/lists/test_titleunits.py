"""Do amounts of money count as the title says (单位：万元), and only these? Does an amount say that a thing is paid for?"""

from __future__ import annotations

from pathlib import Path

from tests.ingest.lists.reading import Read, Table, read, things


def test_a_title_gives_the_unit_of_money(tmp_path: Path, read_list: Read) -> None:
    rows: Table = [
        ("2024年民生实事项目表（单位：万元）", "", "", ""),
        ("项目名称", "实施单位", "预算", "受益人数"),
        ("楼道亮灯工程", "示例社区", "12.5", "300"),
        ("社区花园", "样本社区", "3000元", "20"),
    ]
    reading = read(tmp_path, read_list, rows, "项目表.csv")
    assert things(reading, "name", "budget", role="project") == ["楼道亮灯工程 125000元", "社区花园 3000元"]
    stated = next(s for r in reading.of("project") for s in r.statements if s.value == "125000")
    assert "单位：万元" in reading.quoted(stated)


def test_a_header_says_its_own_unit(tmp_path: Path, read_list: Read) -> None:
    rows: Table = [("项目表（单位：万元）", ""), ("项目名称", "预算（元）"), ("社区花园", "3000")]
    assert things(read(tmp_path, read_list, rows, "项目表.csv"), "budget", role="project") == ["3000元"]


def test_an_amount_of_money_is_paid(tmp_path: Path, read_list: Read) -> None:
    rows: Table = [
        ("单位", "资源名称", "收费标准"),
        ("示例大学", "报告厅", "20元/小时"),
        ("示例中学", "操场", "免费"),
        ("示例小学", "教室", "0元"),
    ]
    assert things(read(tmp_path, read_list, rows), "item", "cost") == ["报告厅 paid", "操场 free", "教室"]
