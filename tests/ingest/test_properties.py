"""Do the invariants hold for lists that nobody wrote? Generated headers, rows, orders and formats."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.errors import IngestError
from ingest.storing_lists import columns_of
from tests.ingest.reading import Reading, write_csv, write_jsonl, write_xlsx

Read = Callable[..., Reading]
RUN = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
PHONE = "13912345678"
COLUMNS = {
    "单位名称": st.sampled_from(["示例大学", "示例医院", "示例一社区", "示例有限公司"]),
    "资源名称": st.sampled_from(
        ["会议室", "口罩2万只、手套500副", "义诊", "医用防护口罩|N95口罩", "无", "志愿者(10名)"]
    ),
    "数量": st.sampled_from(["1", "3间", "若干", "约20人", "", "面议", "abc"]),
    "所在区": st.sampled_from(["南京市玄武区", "玄武区", "鼓楼区", "不存在区", "", "-"]),
    "服务对象": st.sampled_from(["老人", "儿童、青少年", "", "不限", "某某"]),
    "有效期至": st.sampled_from(["2026-12-31", "长期", "2026年1月", "", "2026.1.1-2026.12.31"]),
    "备注": st.sampled_from(
        ["免费", "不免费", "发布日期:2026年1月24日", "", "“引号”,逗号\t制表\n换行", "😀{}\"'"]
    ),
    "奇怪的列": st.text("甲乙 ,;\"'{}*😀\n\t", max_size=8),
    "": st.sampled_from(["", "x", "示例"]),
}


@st.composite
def tables(draw: st.DrawFn, least: int = 0) -> list[tuple[str, ...]]:
    """A header with the party and item columns and others in any order, and rows below it."""
    extra = draw(
        st.lists(st.sampled_from([c for c in COLUMNS if c not in {"单位名称", "资源名称"}]), unique=True)
    )
    header = draw(st.permutations(["单位名称", "资源名称", *extra]))
    rows = draw(st.lists(st.tuples(*(COLUMNS[c] for c in header)), min_size=least, max_size=8))
    return [tuple(header), *rows]


def ids(reading: Reading) -> set[str]:
    """All record ids."""
    return {r.id for r in reading.records}


@RUN
@given(rows=tables(), form=st.sampled_from(["csv", "xlsx", "jsonl"]))
def test_property_cells_balance_and_quotes_quote(
    tmp_path: Path, read_list: Read, rows: list[tuple[str, ...]], form: str
) -> None:
    reading = read_list(write(tmp_path, rows, form))
    assert reading.balance.accounted == reading.balance.counted
    for record in reading.records:
        for statement in record.statements:
            assert (statement.original or statement.value) in reading.quoted(statement)
            assert 0 < len(statement.quotes) <= 20 and statement.quote_count >= len(statement.quotes)


@RUN
@given(rows=tables(least=1), seed=st.integers(0, 99))
def test_property_order_of_rows_and_columns_does_not_matter(
    tmp_path: Path, read_list: Read, rows: list[tuple[str, ...]], seed: int
) -> None:
    shuffled = random.Random(seed)
    body = shuffled.sample(rows[1:], len(rows) - 1)
    columns = shuffled.sample(range(len(rows[0])), len(rows[0]))
    moved = [tuple(row[c] for c in columns) for row in (rows[0], *body)]
    assert ids(read_list(write(tmp_path, rows, "csv"))) == ids(read_list(write(tmp_path, moved, "csv")))


@RUN
@given(rows=tables(least=1), more=st.integers(1, 3), batch=st.integers(1, 7))
def test_property_rows_on_top_and_batches_change_no_id(
    tmp_path: Path, read_list: Read, rows: list[tuple[str, ...]], more: int, batch: int
) -> None:
    fresh = [
        tuple(f"新增{i}大学" if c == "单位名称" else "礼堂" if c == "资源名称" else "" for c in rows[0])
        for i in range(more)
    ]
    before = read_list(write(tmp_path, rows, "csv"))
    after = read_list(write(tmp_path, [rows[0], *fresh, *rows[1:]], "csv"), batch=batch)
    assert ids(before) <= ids(after)
    again = read_list(write(tmp_path, rows, "csv"), batch=batch)
    assert (again.records, again.passages, again.repairs) == (before.records, before.passages, before.repairs)


@RUN
@given(
    rows=tables(least=1),
    place=st.tuples(st.integers(0, 9), st.integers(0, 9)),
    around=st.sampled_from(["", "请打", "张三", "tel:"]),
    form=st.sampled_from(["csv", "xlsx", "jsonl"]),
)
def test_property_a_phone_number_anywhere_is_masked(
    tmp_path: Path,
    read_list: Read,
    rows: list[tuple[str, ...]],
    place: tuple[int, int],
    around: str,
    form: str,
) -> None:
    row, column = place[0] % len(rows), place[1] % len(rows[0])
    changed = [list(r) for r in rows]
    cell = changed[row][column] + around
    # Right behind a digit it would be another, longer number.
    changed[row][column] = f"{cell} {PHONE}" if cell[-1:].isdigit() else f"{cell}{PHONE}"
    try:
        reading = read_list(write(tmp_path, changed, form, name=f"资源{PHONE}清单"))
    except IngestError as error:
        assert PHONE not in error.zh
        return
    assert PHONE not in reading.everything()
    assert PHONE not in repr(columns_of(reading.prepared.survey))


def write(folder: Path, rows: Sequence[Sequence[str]], form: str, name: str = "资源清单") -> Path:
    """The table in one of the formats."""
    path = folder / f"{name}.{form}"
    if form == "csv":
        return write_csv(path, rows)
    if form == "xlsx":
        return write_xlsx(path, {"资源": rows})
    return write_jsonl(
        path, [dict(zip(rows[0], row, strict=True)) for row in rows[1:]] or [{"单位名称": "示例大学"}]
    )
