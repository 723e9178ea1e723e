"""How is an Excel workbook (.xlsx, .xlsm) read? By calamine; merged cells filled with their value."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum

from ingest.errors import BrokenFile, EmptyFile, TooBig, WrongContent
from ingest.readers.cells import is_damaged, shown, tidy
from ingest.readers.count_xlsx import count_xlsx
from ingest.readers.counted import count_to_json
from ingest.readers.document import NONE, Document, Row, Sheet
from ingest.readers.limits import Limits, check_size

_Merge = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class _SheetRows:
    sheet: CalamineSheet
    merges: dict[int, list[_Merge]]
    longest: int

    def __iter__(self) -> Iterator[Row]:
        if self.sheet.start is None:
            return
        offset = self.sheet.start[1]
        held: dict[tuple[int, int], str] = {}
        for index, values in enumerate(self.sheet.iter_rows()):
            raw = [""] * offset + [shown(v) for v in values]
            repeated = self._fill(index, raw, held) if index in self.merges else NONE
            damaged = frozenset(i for i, text in enumerate(raw) if text and is_damaged(text, self.longest))
            cells = tuple(tidy(text, self.longest) if text else "" for text in raw)
            if any(cells):
                yield Row(index + 1, cells, repeated=repeated, damaged=damaged)

    def _fill(self, index: int, raw: list[str], held: dict[tuple[int, int], str]) -> frozenset[int]:
        repeated = set()
        for top, left, bottom, right in self.merges[index]:
            raw.extend([""] * (right + 1 - len(raw)))
            if index == top:
                held[top, left] = raw[left]
            value = held.get((top, left), "")
            for column in range(left, right + 1):
                if value and not raw[column]:
                    raw[column] = value
                    repeated.add(column)
            if index == bottom:
                held.pop((top, left), None)
        return frozenset(repeated)


def read_and_count(path: Path, limits: Limits) -> tuple[Document, dict[str, Any]]:
    """A workbook, and the independent count of its cells as JSON; for the process that does this alone."""
    document = read_xlsx(path, limits)
    rows, valueless = count_xlsx(path)
    return document, count_to_json(rows, list(valueless))


def read_xlsx(path: Path, limits: Limits) -> Document:
    """Open a workbook; every worksheet becomes a sheet, hidden ones included.

    Raises:
        EmptyFile, TooBig, WrongContent, BrokenFile.
    """
    check_size(path, limits)
    _check_archive(path, limits)
    try:
        book = CalamineWorkbook.from_path(str(path))
        sheets = tuple(
            Sheet(meta.name, _rows(book.get_sheet_by_name(meta.name), path.name, limits))
            for meta in book.sheets_metadata
            if meta.typ == SheetTypeEnum.WorkSheet
        )
    except (CalamineError, ValueError, OSError) as error:
        cause = str(error)
        raise BrokenFile(
            path.name, 1, f"工作簿损坏或有密码（{cause}）", f"broken or locked ({cause})"
        ) from error
    if all(sheet.rows.sheet.start is None for sheet in sheets if isinstance(sheet.rows, _SheetRows)):
        raise EmptyFile(path.name)
    return Document(path.name, "xlsx", sheets)


def _rows(sheet: CalamineSheet, file: str, limits: Limits) -> _SheetRows:
    if sheet.end is not None:
        height, width = sheet.end[0] + 1, sheet.end[1] + 1
        if height > limits.rows:
            raise TooBig(file, "行数", "rows", height, limits.rows)
        if width > limits.columns:
            raise TooBig(file, "列数", "columns", width, limits.columns)
    return _SheetRows(sheet, _by_row(sheet, limits), limits.cell)


def _by_row(sheet: CalamineSheet, limits: Limits) -> dict[int, list[_Merge]]:
    """The merged ranges that touch each used row, as (top, left, bottom, right)."""
    merges: dict[int, list[_Merge]] = {}
    last = sheet.end[0] if sheet.end else -1
    for (top, left), (bottom, right) in sorted(sheet.merged_cell_ranges or []):
        merge = (top, left, bottom, min(right, limits.columns - 1))
        for index in range(top, min(bottom, last) + 1):
            merges.setdefault(index, []).append(merge)
    return merges


def _check_archive(path: Path, limits: Limits) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise WrongContent(path.name, "not a workbook") from error
    if "xl/workbook.xml" not in names:
        raise WrongContent(path.name, "an archive without a workbook")
    if unpacked > limits.unpacked_bytes:
        raise TooBig(path.name, "解压后字节数", "bytes unpacked", unpacked, limits.unpacked_bytes)
