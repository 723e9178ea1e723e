"""How do the cells of an Excel workbook become rows? By calamine; merged cells filled with their value.

Numbers are shown plainly (0.85, not 85%; 1234.5, not ￥1,234.50): calamine does not tell their format. Dates and times
are recognised by theirs. Hidden sheets, rows and columns are read like all others. One sheet is held at a time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum

from ingest.errors import BrokenFile, PasswordProtected
from ingest.readers.cells import shown
from ingest.readers.document import Row, Sheet
from ingest.readers.limits import Limits
from ingest.readers.merging import Area, Merges, row_of_cells, up_to_the_last

_ENDINGS = {"xlsx": (".xlsx", ".xlsm", ".xlam"), "xls": (".xls", ".xla")}
Excel = Literal["xlsx", "xls"]


@dataclass(frozen=True, slots=True)
class ExcelRows:
    """The rows of one sheet, which is loaded when a pass begins and let go when it ends."""

    book: CalamineWorkbook
    name: str
    file: str
    limits: Limits

    def __iter__(self) -> Iterator[Row]:
        return up_to_the_last(self._rows())

    def _rows(self) -> Iterator[Row]:
        try:
            sheet = self.book.get_sheet_by_name(self.name)
        except (CalamineError, ValueError) as error:
            raise _broken(self.file, f"{self.name}: {error}") from error
        if sheet.start is None:
            return
        offset = [""] * sheet.start[1]
        merges = Merges(_areas(sheet), self.limits.columns)
        for number, values in enumerate(sheet.iter_rows(), 1):
            row = row_of_cells(number, offset + [shown(v) for v in values], merges, self.limits.cell)
            if row:
                yield row


def _areas(sheet: CalamineSheet) -> list[Area]:
    last = sheet.end[0] if sheet.end else -1
    return [
        (top + 1, left, min(bottom, last) + 1, right)
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or []
    ]


@dataclass(frozen=True, slots=True)
class ExcelSheets:
    """``sheets`` have cells; ``others`` (name, kind) have none."""

    sheets: tuple[Sheet, ...]
    others: tuple[tuple[str, str], ...]


def open_sheets(path: Path, kind: Excel, limits: Limits) -> ExcelSheets:
    """Open a workbook; every worksheet becomes a sheet, hidden ones included.

    Raises:
        PasswordProtected, BrokenFile.
    """
    try:
        book = _opened(path, kind)
    except PasswordError as error:
        raise PasswordProtected(path.name) from error
    except (CalamineError, ValueError, OSError) as error:
        raise _broken(path.name, str(error)) from error
    metas = book.sheets_metadata
    return ExcelSheets(
        tuple(
            Sheet(m.name, ExcelRows(book, m.name, path.name, limits))
            for m in metas
            if m.typ == SheetTypeEnum.WorkSheet
        ),
        tuple((m.name, _kind(m.typ)) for m in metas if m.typ != SheetTypeEnum.WorkSheet),
    )


def _kind(sheet: SheetTypeEnum) -> str:
    if sheet == SheetTypeEnum.ChartSheet:
        return "chart"
    return "dialogue" if sheet == SheetTypeEnum.DialogSheet else "macro"


def _opened(path: Path, kind: Excel) -> CalamineWorkbook:
    """calamine goes by the ending; where that is another format's, by the content."""
    if path.suffix.lower() in _ENDINGS[kind]:
        return CalamineWorkbook.from_path(str(path))
    with path.open("rb") as file:
        return CalamineWorkbook.from_filelike(file)


def _broken(file: str, cause: str) -> BrokenFile:
    return BrokenFile(file, 0, f"工作簿损坏（{cause}）", f"a broken workbook ({cause})")
