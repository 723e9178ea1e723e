"""Is a table the same in every encoding and dialect, and are lines of two encodings told apart?"""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.balance import check, seen_by_reader
from ingest.errors import IngestError
from ingest.readers.count import count
from ingest.readers.delimited import read_delimited
from ingest.readers.document import Document
from ingest.readers.limits import Limits
from ingest.readers.two_encodings import line_encoding

ROWS = [
    ["单位名称", "资源名称", "备注"],
    ["示例大学", "法律咨询", "需要提前预约，每周二"],
    ["示例医院", "免费体检", "自带证件；“先到先得”"],
]
WIDE = [
    ["醫院名稱", "資源名稱", "備註"],
    ["示例醫院", "免費體檢", "需要提前預約，每週二"],
    ["示例大學", "法律諮詢", "自備證件"],
]
SIMPLE = st.text(
    st.sampled_from('示例社区大学口罩教室法律咨询服务提供预约数量联系人的一二三,;\t|"\n ，、AN9'), max_size=8
)
CELL = SIMPLE.map(lambda text: " ".join(text.split()))


def balanced(path: Path) -> Document:
    """The document, its two counts compared."""
    document = read_delimited(path, Limits())
    counted = count(path, document.format, document.encoding, document.delimiter)
    check(document.name, counted, seen_by_reader(document))
    return document


def cells(document: Document) -> list[list[str]]:
    """All rows without the empty cells at their ends."""
    return [list(row.cells) for row in document.sheets[0].rows]


def text_of(rows: list[list[str]], delimiter: str = ",", end: str = "\r\n") -> str:
    target = io.StringIO(newline="")
    csv.writer(target, delimiter=delimiter, lineterminator=end).writerows(rows)
    return target.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_every_encoding_and_dialect_gives_the_same_rows(
    tmp_path: Path, encoding: str, delimiter: str, end: str
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(text_of(ROWS, delimiter, end).encode(encoding))
    assert cells(balanced(path)) == ROWS


@pytest.mark.parametrize("encoding", ["big5", "cp950", "big5hkscs", "gb18030"])
def test_traditional_text_is_read(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(text_of(WIDE).encode(encoding))
    assert cells(balanced(path)) == WIDE


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|", "，"])
def test_the_line_that_states_the_separator_is_no_row(tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(f"sep={delimiter}\r\n{text_of(ROWS, delimiter)}".encode("utf-8-sig"))
    document = balanced(path)
    assert (document.delimiter, cells(document)) == (delimiter, ROWS)
    assert [row.number for row in document.sheets[0].rows] == [2, 3, 4]


@pytest.mark.parametrize("delimiter", ["，", "；", "｜", "、"])
def test_full_width_separators_are_taken_where_there_is_no_other(tmp_path: Path, delimiter: str) -> None:
    rows = [["单位", "资源", "数量"], ["甲", "教室", "3间"], ["乙", "讲师", "2名"]]
    path = tmp_path / "a.csv"
    path.write_text("\n".join(delimiter.join(row) for row in rows), encoding="utf-8")
    assert cells(balanced(path)) == rows


def test_a_title_and_ragged_rows_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        '示例街道资源清单\n单位,资源,数量\n甲,"教室\n（二楼）"\n乙,讲师,2名,多出\n', encoding="utf-8"
    )
    assert cells(balanced(path)) == [
        ["示例街道资源清单"],
        ["单位", "资源", "数量"],
        ["甲", "教室 （二楼）"],
        ["乙", "讲师", "2名", "多出"],
    ]


def test_lines_of_two_encodings_are_each_read_in_theirs(tmp_path: Path) -> None:
    lines = [
        text_of([row], end="\n").encode(e) for row, e in zip(ROWS * 2, ["utf-8", "gb18030"] * 3, strict=True)
    ]
    path = tmp_path / "a.csv"
    path.write_bytes(b"".join(lines) + "联通,口罩\n".encode("gb18030"))
    assert cells(balanced(path)) == [*ROWS, *ROWS, ["联通", "口罩"]]


def test_a_line_in_neither_encoding_is_damaged_and_the_rest_is_read(tmp_path: Path) -> None:
    whole = text_of(ROWS * 5, end="\n")
    path = tmp_path / "a.csv"
    path.write_bytes(whole.encode() + b"\xff\xfe\xfd,ok\n" + whole.encode("gb18030"))
    found = list(balanced(path).sheets[0].rows)
    assert [(i, sorted(r.damaged)) for i, r in enumerate(found) if r.damaged] == [(15, [0])]
    assert found[15].cells[1] == "ok"
    assert [list(r.cells) for r in found[16:]] == ROWS * 5


@settings(max_examples=80, deadline=None)
@given(st.text(st.sampled_from("示例社区的口罩，。一二三AN95 ,"), min_size=1, max_size=20))
def test_property_a_line_is_never_taken_for_the_other_encoding(text: str) -> None:
    for encoding in ("utf-8", "gb18030"):
        assert line_encoding(text.encode(encoding)) in {encoding, "ascii", "unclear"}


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(CELL, min_size=2, max_size=4).map(lambda r: ["示例单位", *r]), min_size=1, max_size=8),
    st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]),
    st.sampled_from([",", "\t", ";", "|"]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_property_the_two_counts_agree_in_any_dialect(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], encoding: str, delimiter: str, end: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(text_of([*ROWS, *rows], delimiter, end).encode(encoding))
    document = balanced(path)
    if document.delimiter == delimiter:
        assert cells(document) == [*ROWS, *rows]


@settings(max_examples=100, deadline=None)
@given(
    st.binary(max_size=300),
    st.sampled_from([b"", "单位,资源\n".encode(), "单位,资源\n".encode("gb18030"), b"\xff\xfe"]),
)
def test_property_any_bytes_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, start: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "bytes.csv"
    path.write_bytes(start + data)
    try:
        balanced(path)
    except IngestError as error:
        assert "bytes.csv" in error.zh
