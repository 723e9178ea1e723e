"""Are several lists below each other in one sheet read, each under its own column names?"""

from __future__ import annotations

from pathlib import Path

from tests.ingest.lists.reading import Read, Table, read, things

TWO: Table = [
    ("南湖社区共建清单", "", "", "", ""),
    ("一、资源清单", "", "", "", ""),
    ("序号", "单位", "资源内容", "数量", ""),
    ("1", "示例大学", "报告厅", "2间", ""),
    ("2", "示例医院", "义诊", "3次", ""),
    ("二、需求清单", "", "", "", ""),
    ("序号", "需求单位", "需求内容", "数量", "联系人"),
    ("1", "南湖社区", "志愿者", "15名", "王小明"),
]


def test_two_lists_with_names_of_their_own(tmp_path: Path, read_list: Read) -> None:
    reading = read(tmp_path, read_list, TWO, "共建清单.csv")
    assert things(reading, "providedBy", "item", "quantity") == ["示例大学 报告厅 2间", "示例医院 义诊 3次"]
    assert things(reading, "neededBy", "item", "quantity", role="need") == ["南湖社区 志愿者 15人"]
    assert "王小明" not in reading.everything()


def test_names_that_come_again_begin_no_list(tmp_path: Path, read_list: Read) -> None:
    rows: Table = [*TWO[2:5], TWO[2], ("3", "示例中学", "操场", "1个", "")]
    assert len(read(tmp_path, read_list, rows).prepared.survey.sheets) == 1
