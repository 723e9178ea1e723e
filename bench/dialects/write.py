"""How does a made-up list become a file?"""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path

from openpyxl import Workbook

from bench.dialects.truth import Case, Cell, SheetCase

_ENCODINGS = {"csv": "utf-8-sig", "csv-gb18030": "gb18030"}


def write(case: Case, folder: Path) -> Path:
    """Write a list into a folder of its own; its path. A file is replaced."""
    path = folder / case.file
    if case.format == "xlsx":
        _workbook(case, path)
    elif case.format == "jsonl":
        _lines(case.sheets[0], path)
    else:
        with path.open("w", encoding=_ENCODINGS[case.format], newline="") as file:
            width = max(map(len, case.sheets[0].rows))
            rows = (row + [None] * (width - len(row)) for row in case.sheets[0].rows)
            csv.writer(file).writerows([_text(c) for c in row] for row in rows)
    return path


def _workbook(case: Case, path: Path) -> None:
    book = Workbook()
    for at, one in enumerate(case.sheets):
        sheet = book.active if at == 0 else book.create_sheet()
        assert sheet is not None
        sheet.title = one.name
        for number, row in enumerate(one.rows, 1):
            for column, value in enumerate(row, 1):
                if value is not None and value != "":
                    sheet.cell(number, column, value)  # type: ignore[union-attr]
        for first_row, first, last_row, last in one.merges:
            sheet.merge_cells(start_row=first_row, start_column=first, end_row=last_row, end_column=last)  # type: ignore[union-attr]
    book.save(path)


def _lines(sheet: SheetCase, path: Path) -> None:
    """An object a line; its keys are the headers."""
    with path.open("w", encoding="utf-8") as file:
        for row in sheet.rows[max(sheet.headers) :]:
            cells = {c.header: row[c.index] for c in sheet.columns}
            line = {name: _plain(cell) for name, cell in cells.items() if cell is not None and cell != ""}
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


def _plain(cell: Cell) -> str | int:
    return cell if isinstance(cell, int) else _text(cell)


def _text(cell: Cell) -> str:
    return cell.isoformat() if isinstance(cell, date) else "" if cell is None else str(cell)
