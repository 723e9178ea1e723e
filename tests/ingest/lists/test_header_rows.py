"""Is the row of names found where hardly any of its names is known, by the values below it?"""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import NoHeader
from tests.ingest.lists.reading import Read, Table, columns, read


def test_names_stand_over_numbers_contacts_and_days_that_none_of_them_is(
    tmp_path: Path, read_list: Read
) -> None:
    rows: Table = [
        ("排号", "挂钩单位", "对接的社区", "叫号", "另行告知"),
        ("1", "示例银行", "翠竹社区", "13800000001", "须提前三天联系"),
        ("2", "示例大学", "南湖社区", "13800000002", "雨天取消"),
        ("3", "示例医院", "翠竹社区", "13800000003", "名额有限"),
        ("4", "示例小学", "南湖社区", "/", "可协商"),
    ]
    assert list(columns(read(tmp_path, read_list, rows)).values()) == [
        "rowNumber",
        "party",
        "inPlace",
        "contact",
        "remark",
    ]


def test_a_table_without_names_has_no_header(tmp_path: Path, read_list: Read) -> None:
    rows: Table = [(str(n), "示例银行", "翠竹社区", f"1380000000{n}", "可协商") for n in range(1, 6)]
    with pytest.raises(NoHeader):
        read(tmp_path, read_list, rows)
