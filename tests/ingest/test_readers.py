"""Does every reader hand on what a file shows, and does the independent count agree?"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from ingest import errors
from ingest.balance import seen_by_reader
from ingest.errors import IngestError
from ingest.readers.count import count
from ingest.readers.document import Document
from ingest.readers.limits import Limits
from ingest.readers.open import open_document
from tests.ingest.reading import write_csv, write_jsonl, write_xlsx

SHORT = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
CELLS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


def counted(path: Path, document: Document) -> int:
    counts = document.counted or count(path, document.format, document.encoding, document.delimiter)
    return counts.cells


def test_workbook_shows_numbers_dates_and_merged_values(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet["B2"], sheet["C2"], sheet["D2"] = 10000.0, datetime.datetime(2020, 1, 2), True
    sheet["E2"] = 0.1 + 0.2
    sheet["B3"] = "合并"
    sheet.merge_cells("B3:C4")
    sheet["D4"] = "在下面"
    book.save(tmp_path / "a.xlsx")
    document = open_document(tmp_path / "a.xlsx")
    rows = list(document.sheets[0].rows)
    assert [r.cells for r in rows] == [
        ("", "10000", "2020-01-02", "true", "0.3"),
        ("", "合并", "合并", "", ""),
        ("", "合并", "合并", "在下面", ""),
    ]
    assert [sorted(r.repeated) for r in rows] == [[], [2], [1, 2]]
    assert [r.number for r in rows] == [2, 3, 4]
    assert counted(tmp_path / "a.xlsx", document) == sum(seen_by_reader(document).values()) == 6


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "big5"])
def test_encodings_are_found(tmp_path: Path, encoding: str) -> None:
    text = "醫院,數量,備註" if encoding == "big5" else "单位名称,资源名称,备注"
    rows = [text.split(","), ["示例", "口罩", "需要提前預約" if encoding == "big5" else "需要提前预约"]]
    path = write_csv(tmp_path / "a.csv", rows, encoding)
    document = open_document(path)
    assert [list(r.cells) for r in document.sheets[0].rows] == rows


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_delimiters_are_found(tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "\n".join(delimiter.join(r) for r in (["甲", "乙", "丙"], ["1", "2,5", "3"])), encoding="utf-8"
    )
    if delimiter != ",":
        assert [r.cells for r in open_document(path).sheets[0].rows][1] == ("1", "2,5", "3")
    assert open_document(path).delimiter == delimiter


def test_json_leaves_become_cells_with_paths(tmp_path: Path) -> None:
    line = {
        "名": "甲",
        "空": "",
        "无": None,
        "数": 10000.0,
        "needs": [{"item": "口罩", "n": 2}, {"item": "手套"}],
        "词": ["a", "b"],
    }
    document = open_document(write_jsonl(tmp_path / "a.jsonl", [line]))
    sheet = document.sheets[0]
    row = next(iter(sheet.rows))
    named = [(sheet.columns[c], e, t) for c, e, t in zip(row.columns, row.elements, row.cells, strict=True)]
    assert named == [
        ("名", 0, "甲"),
        ("数", 0, "10000"),
        ("needs[].item", 1, "口罩"),
        ("needs[].n", 1, "2"),
        ("needs[].item", 2, "手套"),
        ("词[]", 0, "a"),
        ("词[]", 0, "b"),
    ]


def test_broken_json_lines_are_problems_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    deep = "[" * 100 + "]" * 100
    path.write_text(
        f'{{"a": "x"}}\n{{"a": \n[1, 2]\n{{"a": {deep}}}\n\n{{"a": "\\ud800"}}\n', encoding="utf-8"
    )
    document = open_document(path)
    assert [p.row for p in document.problems] == [2, 3, 4]
    assert [r.number for r in document.sheets[0].rows] == [1]
    assert counted(path, document) == sum(seen_by_reader(document).values()) == 4


BAD: dict[str, tuple[Callable[[Path], object], str, type[IngestError]]] = {
    "empty": (lambda p: p.write_bytes(b""), "a.csv", errors.EmptyFile),
    "blank": (lambda p: p.write_text("\n \n\n", encoding="utf-8"), "a.csv", errors.EmptyFile),
    "empty workbook": (lambda p: Workbook().save(p), "a.xlsx", errors.EmptyFile),
    "binary named csv": (lambda p: p.write_bytes(bytes(range(256)) * 40), "a.csv", errors.WrongContent),
    "empty workbook named csv": (lambda p: Workbook().save(p), "a.csv", errors.EmptyFile),
    "text named xlsx": (lambda p: p.write_text("甲,乙", encoding="utf-8"), "a.xlsx", errors.WrongContent),
    "no known encoding": (
        lambda p: p.write_bytes(b"caf\xe9,na\xefve\nr\xf4le,\xff\xfe\xfa\n" * 9),
        "a.csv",
        errors.WrongEncoding,
    ),
    "open quote": (
        lambda p: p.write_text('甲,乙\n"1,2\n3,4\n', encoding="utf-8"),
        "a.csv",
        errors.BrokenFile,
    ),
    "unknown ending": (lambda p: p.write_text("x", encoding="utf-8"), "a.doc", errors.UnsupportedFormat),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_files_are_clear_errors(tmp_path: Path, case: str) -> None:
    write, name, expected = BAD[case]
    write(tmp_path / name)
    with pytest.raises(expected) as raised:
        list(open_document(tmp_path / name).sheets[0].rows)
    assert name in raised.value.zh and name in raised.value.en
    assert raised.value.where["file"] == name


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "big.csv"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    with pytest.raises(errors.TooBig):
        open_document(path)
    with pytest.raises(errors.TooBig):
        list(
            open_document(write_csv(tmp_path / "r.csv", [["甲", "乙"]] * 20), Limits(rows=10)).sheets[0].rows
        )


def test_nul_and_undecodable_bytes_damage_only_their_cells(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    good = "示例单位,口罩,很多文字让编码可以判断\n".encode() * 40
    path.write_bytes(
        "单位名称,资源名称,备注\n".encode() + good + "甲\x00乙,丙,丁\n".encode() + b"\xe7\x94,\xff,a\n"
    )
    document = open_document(path)
    rows = list(document.sheets[0].rows)
    assert [sorted(r.damaged) for r in rows[-2:]] == [[0], [0, 1]]
    assert "\x00" not in "".join(rows[-2].cells)
    assert counted(path, document) == sum(seen_by_reader(document).values())


@SHORT
@given(rows=st.lists(st.lists(CELLS, min_size=1, max_size=5), min_size=1, max_size=8))
def test_property_counts_agree_on_any_table(tmp_path: Path, rows: list[list[str]]) -> None:
    clean = [[c.replace("\x00", "") for c in row] for row in rows]
    path = write_csv(tmp_path / "a.csv", clean)
    agree(path)


@SHORT
@given(
    line=st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | CELLS,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(CELLS, inner, max_size=3),
        max_leaves=12,
    )
)
def test_property_counts_agree_on_any_json(tmp_path: Path, line: object) -> None:
    agree(write_jsonl(tmp_path / "a.jsonl", [{"x": line}, {"甲": "乙"}]))


@SHORT
@given(
    rows=st.lists(
        st.lists(
            st.none()
            | st.integers(-(10**9), 10**9)
            | st.floats(-1e6, 1e6)
            | st.booleans()
            | st.text("甲乙丙 口罩12", max_size=6),
            min_size=1,
            max_size=5,
        ),
        min_size=1,
        max_size=6,
    )
)
def test_property_counts_agree_on_any_workbook(tmp_path: Path, rows: list[list[object]]) -> None:
    agree(write_xlsx(tmp_path / "a.xlsx", {"表一": rows, "表二": rows[:1]}))


def agree(path: Path) -> None:
    """The reader and the count see the same cells, row by row, unless the file is refused as empty."""
    try:
        document = open_document(path)
    except errors.EmptyFile:
        return
    except errors.WrongContent:
        return
    found = document.counted or count(path, document.format, document.encoding, document.delimiter)
    seen = {k: v for k, v in seen_by_reader(document).items() if v}
    assert seen == {k: v for k, v in found.rows.items() if v}


def test_semicolons_in_quoted_cells_are_no_delimiter(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('名称,内容,备注\n甲,"；\n;{",x\n乙,";\n;{",y\n丙,";;",z\n', encoding="utf-8")
    document = open_document(path)
    assert document.delimiter == ","
    assert [len(row.cells) for row in document.sheets[0].rows] == [3, 3, 3, 3]
