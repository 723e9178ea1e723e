"""Do blanks that mean "as above" say what the cell above says, and only they? 同上 too; with the quote of the cell that says it."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.ingest.lists.reading import Read, Table, read, things

HEADER = ("单位", "所在区", "类别", "资源名称", "数量")
GROUPS = [
    ("示例大学", "南京市玄武区", "场地", [("报告厅", "2间"), ("会议室", "3间"), ("操场", "1个")]),
    ("示例医院", "南京市秦淮区", "服务", [("义诊", "4场"), ("讲座", "5场")]),
    ("示例超市", "南京市玄武区", "物资", [("轮椅", "6辆"), ("拐杖", "7根")]),
]


def written(groups: list[tuple[str, str, str, list[tuple[str, str]]]], *, out: bool) -> Table:
    """A table that names what groups its rows once, or (``out``) in each row."""
    rows = [
        (*(group[:3] if out or not i else ("", "", "")), *thing)
        for group in groups
        for i, thing in enumerate(group[3])
    ]
    return [HEADER, *rows]


def said(reading: object) -> set[tuple[str, ...]]:
    """The records without their quotes."""
    return {
        (r.id, r.type, *sorted(f"{s.property}={s.value}{s.unit}" for s in r.statements))
        for r in reading.records  # type: ignore[attr-defined]
    }


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(groups=st.permutations(GROUPS))
def test_property_blanks_below_a_name_are_as_if_it_were_written_out(
    tmp_path: Path, read_list: Read, groups: list[tuple[str, str, str, list[tuple[str, str]]]]
) -> None:
    short = read(tmp_path, read_list, written(groups, out=False))
    long = read(tmp_path, read_list, written(groups, out=True))
    assert said(short) == said(long)
    assert short.balance.repair == 0


def test_the_quote_is_of_the_cell_that_says_it(tmp_path: Path, read_list: Read) -> None:
    reading = read(tmp_path, read_list, written(GROUPS, out=False))
    rows = {p.id: p.row for p in reading.passages}
    quoted = {
        r.first("item"): rows[s.quotes[0].passage]
        for r in reading.of("offer")
        for s in r.statements
        if s.property == "providedBy"
    }
    assert quoted == {"报告厅": 2, "会议室": 2, "操场": 2, "义诊": 5, "讲座": 5, "轮椅": 7, "拐杖": 7}


def test_a_missing_name_in_a_written_out_list_waits(tmp_path: Path, read_list: Read) -> None:
    rows: Table = [
        HEADER,
        *((f"示例第{n}中学", "", "", "会议室", "1间") for n in range(5)),
        ("", "", "", "礼堂", "1个"),
        *((f"示例第{n}小学", "", "", "操场", "1个") for n in range(4)),
    ]
    reading = read(tmp_path, read_list, rows)
    assert [r.reason for r in reading.repairs] == ["no-provider"] and len(reading.of("offer")) == 9


def test_nothing_is_carried_over_a_total(tmp_path: Path, read_list: Read) -> None:
    rows: Table = [*written(GROUPS, out=False), ("小计", "", "", "", "28"), ("", "", "", "礼堂", "1个")]
    reading = read(tmp_path, read_list, rows)
    assert "礼堂" not in {r.first("item") for r in reading.of("offer")}
    assert [r.reason for r in reading.repairs] == ["no-provider"]


def test_ditto_says_what_the_cell_above_says(tmp_path: Path, read_list: Read) -> None:
    rows: Table = [
        ("单位", "资源名称", "开放时间"),
        ("示例大学", "会议室", "周一至周五"),
        ("同上", "报告厅", "〃"),
        ("示例医院", "义诊", "同上"),
    ]
    assert things(read(tmp_path, read_list, rows), "providedBy", "item", "slot") == [
        "示例大学 会议室 周一至周五",
        "示例大学 报告厅 周一至周五",
        "示例医院 义诊 周一至周五",
    ]
