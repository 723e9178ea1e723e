"""Does every kind of workbook show the same cells, merged ones filled, and does its own count agree?"""

from __future__ import annotations

import datetime
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlwt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from odf.dc import Creator
from odf.draw import Frame, Image, TextBox
from odf.office import Annotation
from odf.opendocument import OpenDocumentSpreadsheet, load
from odf.table import Table, TableCell, TableRow
from odf.text import P, S
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart
from openpyxl.comments import Comment

from ingest.balance import check, seen_by_reader
from ingest.prepare import without_valueless
from ingest.readers.counted import count_from_json
from ingest.readers.document import Document
from ingest.readers.limits import Limits
from ingest.readers.open import open_document
from ingest.readers.workbook import read_workbook
from ingest.readers.workbook_kind import read_and_count
from tests.ingest.readers.writing import WRITERS, Area, Rows, share_strings, write_csv, write_xls, write_xlsx
from tests.ingest.reading import Reading

FORMATS = list(WRITERS)
SHORT = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
TABLE: Rows = [
    ["社区资源清单", "", "", ""],
    [],
    ["单位名称", "资源名称", "数量", "有效期至"],
    ["示例大学", "会议室", 3, datetime.date(2027, 1, 2)],
    ["", "阶梯教室", 2.5, datetime.datetime(2027, 1, 2, 9, 30)],
    ["示例医院", "义诊", True, datetime.time(9, 30)],
]
MERGED: list[Area] = [(0, 0, 0, 3), (3, 0, 4, 0)]


def opened(path: Path) -> Document:
    """The document, its cells held against its count."""
    document = read_workbook(path, Limits())
    assert document.counted
    check(document.name, without_valueless(document.counted), seen_by_reader(document))
    return document


def within(path: Path) -> Document:
    """The same without a process of its own, for many examples."""
    document, said = read_and_count(path, Limits())
    document = Document(
        document.name,
        document.format,
        tuple(document.sheets),
        document.problems,
        counted=count_from_json(said),
    )
    assert document.counted
    check(document.name, without_valueless(document.counted), seen_by_reader(document))
    return document


@pytest.mark.parametrize("kind", FORMATS)
def test_all_kinds_show_the_same_cells(tmp_path: Path, kind: str) -> None:
    document = opened(WRITERS[kind](tmp_path / f"a.{kind}", {"清单": TABLE, "空表": [[]]}, MERGED))
    assert (document.format, [s.name for s in document.sheets]) == (kind, ["清单", "空表"])
    rows = list(document.sheets[0].rows)
    assert [(r.number, r.cells) for r in rows] == [
        (1, ("社区资源清单",) * 4),
        (3, ("单位名称", "资源名称", "数量", "有效期至")),
        (4, ("示例大学", "会议室", "3", "2027-01-02")),
        (5, ("示例大学", "阶梯教室", "2.5", "2027-01-02 09:30:00")),
        (6, ("示例医院", "义诊", "true", "09:30")),
    ]
    assert [sorted(r.repeated) for r in rows] == [[1, 2, 3], [], [], [0], []]
    assert document.counted and document.counted.cells == 16
    assert not list(document.sheets[1].rows)


@pytest.mark.parametrize("kind", FORMATS)
def test_cells_that_are_merged_but_hold_text_of_their_own_keep_it(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"a.{kind}"
    if kind == "xlsx":
        plain = write_xlsx(path, {"表": [["甲", "乙"], ["丙", "丁"]]})
        _rewrite(plain, "xl/worksheets/sheet1.xml", b"</sheetData>", b"</sheetData>" + _XLSX_MERGE)
    else:
        WRITERS[kind](path, {"表": [["甲", "乙"], ["丙", "丁"]]}, [(0, 0, 1, 1)])
    (first, second) = opened(path).sheets[0].rows
    assert (first.cells, second.cells) == (("甲", "乙"), ("丙", "丁"))


_XLSX_MERGE = b'<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>'


def _rewrite(path: Path, part: str, old: bytes, new: bytes) -> None:
    """Change one part of an archive."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert old in parts[part]
    parts[part] = parts[part].replace(old, new)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def test_hidden_sheets_rows_and_columns_are_read(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["甲", "乙"])
    sheet.append(["丙", "丁"])
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["B"].hidden = True
    hidden = book.create_sheet("藏")
    hidden.append(["戊"])
    hidden.sheet_state = "veryHidden"
    book.save(tmp_path / "a.xlsx")
    old = xlwt.Workbook()
    for name, rows in (("可见", [["甲", "乙"], ["丙", "丁"]]), ("藏", [["戊"]])):
        made = old.add_sheet(name)
        for i, row in enumerate(rows):
            for j, text in enumerate(row):
                made.write(i, j, text)
    old.get_sheet(1).visibility = 2
    old.get_sheet(0).row(1).hidden = True
    old.save(str(tmp_path / "a.xls"))
    for name in ("a.xlsx", "a.xls"):
        cells = [[r.cells for r in s.rows] for s in opened(tmp_path / name).sheets]
        assert cells == [[("甲", "乙"), ("丙", "丁")], [("戊",)]]


def test_what_stands_beside_the_cells_of_xlsx_is_said(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "资源"
    for row in (["单位", "数量"], ["示例大学", 3], ["示例医院", 4]):
        sheet.append(row)
    sheet["B2"].comment = Comment("含备用 2 间", "甲")
    sheet["A2"].comment = Comment("联系人换了", "乙")
    chart = BarChart()
    book.create_chartsheet("图").add_chart(chart)
    book.save(tmp_path / "a.xlsx")
    document = opened(tmp_path / "a.xlsx")
    said = {(p.reason, p.sheet, p.row, p.column, p.text, p.cells) for p in document.problems}
    assert said == {
        ("cell-comment", "资源", 2, "A", "联系人换了", 0),
        ("cell-comment", "资源", 2, "B", "含备用 2 间", 0),
        ("sheet-not-read", "图", 0, "", "", 0),
    }
    assert document.counted and document.counted.cells == 6


_DRAWING = """<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:twoCellAnchor><xdr:sp><xdr:txBody><a:p><a:r>
<a:t>示例社区</a:t></a:r><a:r><a:t>资源清单</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:twoCellAnchor>
<xdr:twoCellAnchor><xdr:pic/></xdr:twoCellAnchor></xdr:wsDr>"""
_RELATION = """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing" Target="../drawings/drawing1.xml"/>
</Relationships>"""


def test_text_boxes_become_captions_and_pictures_are_said(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", {"表": [["单位"], ["示例大学"]]})
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/drawings/drawing1.xml", _DRAWING)
        archive.writestr("xl/worksheets/_rels/sheet1.xml.rels", _RELATION)
        archive.writestr("xl/vbaProject.bin", b"\x00")
    document = opened(path)
    assert document.sheets[0].captions == ("示例社区资源清单",)
    assert [(p.reason, p.sheet) for p in document.problems] == [
        ("macros-not-run", ""),
        ("picture-not-read", "表"),
    ]


def test_what_stands_beside_the_cells_of_ods_is_said(tmp_path: Path) -> None:
    book = OpenDocumentSpreadsheet()
    table = Table(name="表")
    row = TableRow()
    row.addElement(TableCell(numbercolumnsrepeated=2))
    cell = TableCell(valuetype="string")
    note = Annotation()
    note.addElement(Creator(text="甲"))
    note.addElement(P(text="批注文字"))
    cell.addElement(note)
    cell.addElement(P(text="单元格"))
    frame, box = Frame(width="1cm", height="1cm"), TextBox()
    box.addElement(P(text="文本框里的标题"))
    frame.addElement(box)
    cell.addElement(frame)
    picture = Frame(width="1cm", height="1cm")
    picture.addElement(Image(href="Pictures/a.png"))
    cell.addElement(picture)
    row.addElement(cell)
    table.addElement(row)
    book.spreadsheet.addElement(table)
    book.save(str(tmp_path / "a.ods"))
    document = opened(tmp_path / "a.ods")
    assert [r.cells for r in document.sheets[0].rows] == [("", "", "单元格")]
    assert document.sheets[0].captions == ("文本框里的标题",)
    assert [(p.reason, p.row, p.column, p.text) for p in document.problems] == [
        ("picture-not-read", 0, "", ""),
        ("cell-comment", 1, "C", "批注文字"),
    ]


def test_ods_repeats_formats_and_blanks(tmp_path: Path) -> None:
    book = OpenDocumentSpreadsheet()
    table = Table(name="表")

    def add(*cells: TableCell, times: int = 1) -> None:
        row = TableRow(numberrowsrepeated=times)
        for cell in cells:
            row.addElement(cell)
        table.addElement(row)

    def cell(text: str, **more: object) -> TableCell:
        made = TableCell(**more)
        if text:
            made.addElement(P(text=text))
        return made

    add(cell("", numbercolumnsrepeated=1000), times=3)
    add(
        cell("同", valuetype="string", numbercolumnsrepeated=2),
        cell("", numbercolumnsrepeated=16000),
        times=2,
    )
    spaced = TableCell(valuetype="string")
    paragraph = P(text="甲")
    paragraph.addElement(S(c=3))
    paragraph.addText("乙")
    spaced.addElement(paragraph)
    spaced.addElement(P(text="第二段"))
    add(
        cell("85%", valuetype="percentage", value=0.85),
        cell("￥1,234.50", valuetype="currency", value=1234.5),
        cell("30:00", valuetype="time", timevalue="PT30H00M00S"),
        spaced,
    )
    add(cell("", numbercolumnsrepeated=16384), times=1048000)
    book.spreadsheet.addElement(table)
    book.save(str(tmp_path / "a.ods"))
    document = opened(tmp_path / "a.ods")
    assert [(r.number, r.cells) for r in document.sheets[0].rows] == [
        (4, ("同", "同")),
        (5, ("同", "同")),
        (6, ("85%", "1234.5", "30:00", "甲   乙 第二段")),
    ]


def test_errors_and_formulas_without_a_result_go_to_repair(
    tmp_path: Path, read_list: Callable[..., Reading]
) -> None:
    header = ["单位名称", "资源名称", "数量"]
    rows = [header, ["示例大学", "会议室", 3], ["示例医院", "义诊", 4], ["示例中学", "操场", 1]]
    paths = [write(tmp_path / f"资源清单.{kind}", {"资源": rows}) for kind, write in WRITERS.items()]
    book = load_workbook(paths[0])
    book.worksheets[0]["C3"] = "=1+1"
    book.worksheets[0]["C4"] = "#DIV/0!"
    book.worksheets[0]["C4"].data_type = "e"
    book.save(paths[0])
    old = xlwt.Workbook()
    sheet = old.add_sheet("资源")
    for i, row in enumerate(rows):
        for j, value in enumerate(row):
            if (i, j) not in {(2, 2), (3, 2)}:
                sheet.write(i, j, value)
    sheet.row(2).set_cell_error(2, "#N/A!")
    sheet.row(3).set_cell_error(2, "#DIV/0!")
    old.save(str(paths[1]))
    document = load(str(paths[2]))
    cells = [
        c for r in document.spreadsheet.getElementsByType(TableRow) for c in r.getElementsByType(TableCell)
    ]
    for index, text in ((8, ""), (11, "#DIV/0!")):
        for child in list(cells[index].childNodes):
            cells[index].removeChild(child)
        for name in ("valuetype", "value"):
            cells[index].removeAttribute(name)
        cells[index].setAttribute("formula", "of:=1/0")
        if text:
            cells[index].addElement(P(text=text))
    document.save(str(paths[2]))
    for path in paths:
        reading = read_list(path)
        found = [(r.row, r.column) for r in reading.repairs if r.reason == "no-value"]
        assert found == [(3, "C"), (4, "C")], path.name
        assert reading.balance.counted == 12


VALUES = st.one_of(
    st.none(),
    st.sampled_from(["", " ", "\u3000", "甲", "乙 丙", "x" * 300, "多\n行", "😀"]),
    st.integers(-(10**6), 10**6),
    st.floats(-1e6, 1e6, allow_nan=False).map(lambda f: round(f, 3)),
    st.booleans(),
    st.dates(datetime.date(1950, 1, 1), datetime.date(2100, 1, 1)),
)


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[list[object]], list[Area]]:
    """Rows with blank edges, and merged ranges that do not overlap."""
    width, height = draw(st.integers(1, 5)), draw(st.integers(1, 7))
    rows = [[draw(VALUES) for _ in range(width)] for _ in range(height)]
    rows = [[None] * width] * draw(st.integers(0, 2)) + rows
    rows = [[None] * draw(st.integers(0, 2)) + row for row in rows]
    areas: list[Area] = []
    taken: set[tuple[int, int]] = set()
    for _ in range(draw(st.integers(0, 3))):
        top, left = draw(st.integers(0, 7)), draw(st.integers(0, 5))
        bottom, right = top + draw(st.integers(0, 3)), left + draw(st.integers(0, 3))
        cells = {(i, j) for i in range(top, bottom + 1) for j in range(left, right + 1)}
        if len(cells) > 1 and not cells & taken:
            taken |= cells
            areas.append((top, left, bottom, right))
    for top, left, bottom, right in areas:
        for i in range(top, min(bottom + 1, len(rows))):
            for j in range(left, min(right + 1, len(rows[i]))):
                if (i, j) != (top, left):
                    rows[i] = [*rows[i][:j], None, *rows[i][j + 1 :]]
    return rows, areas


@SHORT
@given(table=tables(), order=st.permutations(["甲表", "乙表"]))
def test_property_all_kinds_agree_on_any_table(
    tmp_path: Path, table: tuple[list[list[object]], list[Area]], order: list[str]
) -> None:
    rows, areas = table
    seen = []
    for kind, write in WRITERS.items():
        path = write(tmp_path / f"a.{kind}", {order[0]: rows, order[1]: [["末"]]}, areas)  # type: ignore[arg-type]
        document = within(path)
        assert [s.name for s in document.sheets] == order
        seen.append([[(r.number, _trimmed(r.cells), r.damaged) for r in s.rows] for s in document.sheets])
    assert seen[0] == seen[1] == seen[2]


def _trimmed(cells: tuple[str, ...]) -> list[str]:
    """Without the blanks at the end, of which every format keeps another number."""
    last = max((i for i, c in enumerate(cells) if c), default=-1)
    return list(cells[: last + 1])


@pytest.mark.parametrize("kind", FORMATS)
def test_the_same_list_gives_the_same_records_in_every_format(
    tmp_path: Path, read_list: Callable[..., Reading], kind: str
) -> None:
    rows: Rows = [
        ["单位名称", "资源名称", "数量", "有效期至"],
        ["示例大学", "会议室", 3, datetime.date(2027, 1, 2)],
        ["示例医院", "义诊", 5, datetime.date(2027, 3, 4)],
    ]
    text = [[str(v) for v in row] for row in rows]
    plain = read_list(write_csv(tmp_path / "资源清单.csv", {"": text}))
    path = WRITERS[kind](tmp_path / f"资源清单.{kind}", {"资源清单": rows})
    assert _said(read_list(path)) == _said(plain)
    assert len(plain.records) == 4


def _said(reading: Reading) -> set[tuple[str, tuple[tuple[str, str], ...]]]:
    """What the records say, without where they say it."""
    names = {r.id: r.first("name") or "" for r in reading.records}
    return {
        (r.type, tuple(sorted((s.property, names.get(s.value, s.value)) for s in r.statements)))
        for r in reading.records
    }


def test_shared_strings_show_their_runs_without_phonetic_readings(tmp_path: Path) -> None:
    rich = "<r><t>示例</t></r><r><rPr><b/></rPr><t>医院</t></r><rPh sb='0' eb='2'><t>しれい</t></rPh>"
    path = write_xlsx(tmp_path / "a.xlsx", {"表": [["甲", 1], ["乙", 2]]})
    share_strings(path, [rich, "<t>  </t>", "<rPh sb='0' eb='1'><t>ア</t></rPh>"])
    document = opened(path)
    assert [r.cells for r in document.sheets[0].rows] == [("甲", "1"), ("乙", "2"), ("示例医院", "")]
    assert document.counted and document.counted.cells == 5


def test_strings_that_run_over_the_records_of_xls_are_counted(tmp_path: Path) -> None:
    rows: Rows = [
        [f"{'很长的文字' * 300}{i}", "a" * 3000 + str(i), " " * 2000 + ("x" if i % 2 else "")]
        for i in range(40)
    ]
    document = opened(write_xls(tmp_path / "a.xls", {"表": rows}))
    assert document.counted and document.counted.cells == 100
    assert [r.cells for r in document.sheets[0].rows] == [tuple(str(c).strip() for c in row) for row in rows]


@pytest.mark.parametrize(
    ("kind", "ending"),
    [("xlsx", "xls"), ("xls", "xlsx"), ("ods", "xls"), ("xls", "ods"), ("xls", "et"), ("xlsx", "et")],
)
def test_a_workbook_is_read_by_its_content_whatever_its_ending(
    tmp_path: Path, kind: str, ending: str
) -> None:
    path = WRITERS[kind](tmp_path / f"清单.{ending}", {"表": [["甲", "乙"]]})
    for document in (opened(path), open_document(path)):
        assert (document.format, [r.cells for r in document.sheets[0].rows]) == (kind, [("甲", "乙")])
