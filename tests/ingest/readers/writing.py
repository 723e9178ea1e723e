"""How do the tests write workbooks? One table, the same in every format, with merged ranges."""

from __future__ import annotations

import csv
import datetime
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style, TextProperties
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import P
from openpyxl import Workbook

Value = str | float | bool | datetime.date | datetime.datetime | datetime.time | None
Rows = Sequence[Sequence[Value]]
Area = tuple[int, int, int, int]
"""Top, left, bottom, right, from 0, all included; of a merged range the first cell alone has a value."""


def write_xlsx(path: Path, sheets: dict[str, Rows], merged: Sequence[Area] = ()) -> Path:
    """A workbook by openpyxl; the ranges are merged in the first sheet."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for i, row in enumerate(rows, 1):
            for j, value in enumerate(row, 1):
                if value not in ("", None):
                    sheet.cell(i, j, value)
    for top, left, bottom, right in merged:
        book.worksheets[0].merge_cells(None, top + 1, left + 1, bottom + 1, right + 1)
    book.save(path)
    return path


def write_xls(path: Path, sheets: dict[str, Rows], merged: Sequence[Area] = ()) -> Path:
    """A workbook by xlwt."""
    book = xlwt.Workbook()
    styles = {
        datetime.date: xlwt.easyxf(num_format_str="yyyy-mm-dd"),
        datetime.datetime: xlwt.easyxf(num_format_str="yyyy-mm-dd hh:mm:ss"),
        datetime.time: xlwt.easyxf(num_format_str="hh:mm"),
    }
    for number, (name, rows) in enumerate(sheets.items()):
        sheet = book.add_sheet(name, cell_overwrite_ok=True)
        for top, left, bottom, right in [] if number else merged:
            sheet.merge(top, bottom, left, right)  # first: it blanks what stands there
        for i, row in enumerate(rows):
            for j, value in enumerate(row):
                if value not in ("", None):
                    sheet.write(i, j, value, styles.get(type(value), xlwt.Style.default_style))
    book.save(str(path))
    return path


def write_ods(path: Path, sheets: dict[str, Rows], merged: Sequence[Area] = ()) -> Path:
    """A workbook by odfpy."""
    book = OpenDocumentSpreadsheet()
    style = Style(name="bold", family="text")
    style.addElement(TextProperties(fontweight="bold"))
    book.automaticstyles.addElement(style)
    for number, (name, rows) in enumerate(sheets.items()):
        table = Table(name=name)
        areas = {(top, left): (bottom, right) for top, left, bottom, right in merged if not number}
        covered = {
            (i, j)
            for (top, left), (bottom, right) in areas.items()
            for i in range(top, bottom + 1)
            for j in range(left, right + 1)
            if (i, j) != (top, left)
        }
        height = max([len(rows), *(bottom + 1 for bottom, _ in areas.values())])
        width = max([0, *map(len, rows), *(right + 1 for _, right in areas.values())])
        for i in range(height):
            line = TableRow()
            for j in range(width):
                value = rows[i][j] if i < len(rows) and j < len(rows[i]) else None
                line.addElement(_ods_cell(value, (i, j), areas, covered))
            table.addElement(line)
        book.spreadsheet.addElement(table)
    book.save(str(path))
    return path


def _ods_cell(value: Value, at: tuple[int, int], areas: dict[Any, Any], covered: set[tuple[int, int]]) -> Any:
    spans = {}
    if at in areas:
        bottom, right = areas[at]
        spans = {"numberrowsspanned": bottom - at[0] + 1, "numbercolumnsspanned": right - at[1] + 1}
    cell = (CoveredTableCell if at in covered else TableCell)(**spans, **_ods_value(value))
    if value not in ("", None):
        for line in str(value).split("\n"):
            cell.addElement(P(text=line))
    return cell


def _ods_value(value: Value) -> dict[str, Any]:
    if value in ("", None):
        return {}
    if isinstance(value, bool):
        return {"valuetype": "boolean", "booleanvalue": "true" if value else "false"}
    if isinstance(value, int | float):
        return {"valuetype": "float", "value": value}
    if isinstance(value, datetime.datetime | datetime.date):
        return {"valuetype": "date", "datevalue": value.isoformat()}
    if isinstance(value, datetime.time):
        return {"valuetype": "time", "timevalue": value.strftime("PT%HH%MM%SS")}
    return {"valuetype": "string"}


def write_csv(path: Path, sheets: dict[str, Rows], _: Sequence[Area] = ()) -> Path:
    """The first sheet, as a spreadsheet program exports it."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(next(iter(sheets.values())))
    return path


WRITERS = {"xlsx": write_xlsx, "xls": write_xls, "ods": write_ods}


_INLINE = re.compile(r'<c r="(\w+)" t="inlineStr"><is><t[^>]*>([^<]*)</t></is></c>')
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def share_strings(path: Path, more: Sequence[str] = ()) -> Path:
    """Move the texts of a workbook's first sheet into the table of shared strings, as Excel writes them.

    Args:
        more: further entries of that table, as XML; the cells below the last row show them.
    """
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    texts: list[str] = []

    def shared(found: re.Match[str]) -> str:
        texts.append(f"<t xml:space='preserve'>{found[2]}</t>")
        return f'<c r="{found[1]}" t="s"><v>{len(texts) - 1}</v></c>'

    sheet = _INLINE.sub(shared, parts["xl/worksheets/sheet1.xml"])
    assert texts
    rows = [
        f'<row r="{900 + i}"><c r="A{900 + i}" t="s"><v>{len(texts) + i}</v></c></row>'
        for i in range(len(more))
    ]
    parts["xl/worksheets/sheet1.xml"] = sheet.replace("</sheetData>", "".join(rows) + "</sheetData>")
    items = "".join(f"<si>{text}</si>" for text in (*texts, *more))
    parts["xl/sharedStrings.xml"] = f'<?xml version="1.0"?><sst xmlns="{_MAIN}">{items}</sst>'
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    related = f'<Relationship Id="shared" Type="{kind}" Target="sharedStrings.xml"/></Relationships>'
    listed = parts["xl/_rels/workbook.xml.rels"]
    parts["xl/_rels/workbook.xml.rels"] = listed.replace("</Relationships>", related)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path
