"""How many non-empty cells does an OpenDocument sheet (.ods) have? Its content streamed through expat, nothing else.

What is repeated is counted as often as it is repeated, without being unrolled where it shows nothing.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from xml.parsers import expat

from ingest.readers.count_xlsx import ForbiddenXml, Rows, cell_at, shows_anything

_CHUNK: Final = 1 << 18
_NS: Final = "urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _TEXT, _OFFICE = f"{_NS}table:1.0 ", f"{_NS}text:1.0 ", f"{_NS}office:1.0 "
_SHEET, _ROW = f"{_TABLE}table", f"{_TABLE}table-row"
_CELLS = frozenset({f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"})
_PARAGRAPH, _FORMULA, _KIND = f"{_TEXT}p", f"{_TABLE}formula", f"{_OFFICE}value-type"
_HIDING = frozenset({f"{_OFFICE}annotation", f"{_TEXT}ruby-text", f"{_TEXT}note"})
_DRAWN = f"{_NS}drawing:1.0 "
_CALC_KIND = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 value-type"
_ERROR = re.compile(r"\s*(?:#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!)|Err:\d+)\s*")
_MOST_ROWS: Final = 1 << 21
_VALUES = frozenset({"float", "currency", "percentage", "date", "time", "boolean"})


@dataclass(slots=True)
class OdsCount:
    """``rows``: cells by (sheet, row). ``valueless``: the cells (sheet, name) that show an error or hold a formula without
    a stored result. ``extents``: last row and last column (from 1) of each sheet that show anything."""

    rows: Rows = field(default_factory=dict)
    valueless: list[tuple[str, str]] = field(default_factory=list)
    extents: dict[str, tuple[int, int]] = field(default_factory=dict)


def count_ods(path: Path) -> OdsCount:
    """Count the cells of every sheet.

    Raises:
        ForbiddenXml: the content declares a document type. ValueError, KeyError, ExpatError, BadZipFile, zlib.error: its
            structure is broken.
    """
    counter = _Counter()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = counter.start
    parser.EndElementHandler = counter.end
    parser.CharacterDataHandler = counter.text
    parser.StartDoctypeDeclHandler = _refuse
    with zipfile.ZipFile(path) as archive, archive.open("content.xml") as file:
        while chunk := file.read(_CHUNK):
            parser.Parse(chunk, False)
    parser.Parse(b"", True)
    return counter.found


def _refuse(*_: object) -> None:
    raise ForbiddenXml("a document type in a workbook")


class _Counter:
    """Counts while the content streams by. ``_hidden`` is how deep we are in what a cell holds but does not show."""

    def __init__(self) -> None:
        self.found = OdsCount()
        self._sheets: list[str] = []
        self._row = self._column = self._hidden = 0
        self._row_times = 1
        self._row_cells: list[tuple[int, int, bool]] = []
        self._cell: dict[str, str] | None = None
        self._text: list[str] = []
        self._paragraph = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Note where we are."""
        if self._hidden or (self._cell is not None and (tag in _HIDING or tag.startswith(_DRAWN))):
            self._hidden += 1
        elif tag in _CELLS and len(self._sheets) == 1:
            self._cell, self._text = attributes, []
        elif tag == _PARAGRAPH:
            self._paragraph = self._cell is not None
        elif tag == _ROW and len(self._sheets) == 1:
            self._row_times = int(attributes.get(f"{_TABLE}number-rows-repeated", 1))
            self._column, self._row_cells = 0, []
        elif tag == _SHEET:
            self._sheets.append(attributes.get(f"{_TABLE}name", ""))
            if len(self._sheets) == 1:
                self._row = 0
                if not self._elsewhere():
                    self.found.extents.setdefault(self._sheets[0], (0, 0))

    def text(self, data: str) -> None:
        """Collect a cell's text."""
        if self._paragraph and not self._hidden:
            self._text.append(data)

    def end(self, tag: str) -> None:
        """Count the cell or the row that ends."""
        if self._hidden:
            self._hidden -= 1
        elif tag in _CELLS and self._cell is not None:
            self._end_cell(self._cell)
            self._cell = None
        elif tag == _PARAGRAPH:
            self._paragraph = False
        elif tag == _ROW and len(self._sheets) == 1:
            self._end_row()
        elif tag == _SHEET:
            self._sheets.pop()

    def _elsewhere(self) -> bool:
        return self._sheets[0].startswith("'file:")

    def _end_cell(self, cell: dict[str, str]) -> None:
        times = int(cell.get(f"{_TABLE}number-columns-repeated", 1))
        kind = cell.get(_KIND, "")
        text = "".join(self._text) or cell.get(f"{_OFFICE}string-value", "")
        error = cell.get(_CALC_KIND) == "error" or _ERROR.fullmatch(text) is not None
        valueless = _FORMULA in cell and kind not in _VALUES and (error or not (kind or text))
        if valueless or kind in _VALUES or shows_anything(text):
            self._row_cells.append((self._column, times, valueless))
        self._column += times

    def _end_row(self) -> None:
        first, self._row = self._row + 1, self._row + self._row_times
        if not self._row_cells or self._elsewhere():
            return
        if self._row > _MOST_ROWS:
            raise ValueError(f"over {_MOST_ROWS} rows")
        sheet = self._sheets[0]
        last_column = self._row_cells[-1][0] + self._row_cells[-1][1]
        number = sum(times for _, times, _ in self._row_cells)
        for row in range(first, self._row + 1):
            self.found.rows[sheet, row] = number
            for column, times, valueless in self._row_cells:
                if valueless:
                    self.found.valueless += [(sheet, cell_at(column + i + 1, row)) for i in range(times)]
        rows, columns = self.found.extents[sheet]
        self.found.extents[sheet] = (max(rows, self._row), max(columns, last_column))
