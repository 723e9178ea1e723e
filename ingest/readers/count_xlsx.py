"""How many non-empty cells does a workbook have? Its XML streamed through expat, nothing else."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from xml.parsers import expat

_CHUNK = 1 << 18
_Attributes = dict[str, str]
Rows = dict[tuple[str, int], int]


class ForbiddenXml(ValueError):
    """A document type in a workbook: it could declare entities that grow without bound; no program writes one."""


@dataclass(slots=True)
class XlsxCount:
    """``rows``: cells by (sheet, row). ``valueless``: the cells (sheet, name) that have no value to show: errors and
    formulas without a stored result. ``extents``: last row and last column (from 1) of each sheet that show anything."""

    rows: Rows = field(default_factory=dict)
    valueless: list[tuple[str, str]] = field(default_factory=list)
    extents: dict[str, tuple[int, int]] = field(default_factory=dict)


def count_xlsx(path: Path) -> XlsxCount:
    """Count the cells of every worksheet.

    Raises:
        ForbiddenXml: a part declares a document type. ValueError, KeyError, IndexError, ExpatError, BadZipFile, zlib.error:
            its structure is broken.
    """
    found = XlsxCount()
    with zipfile.ZipFile(path) as archive:
        shared = _shared_strings(archive)
        for name, part in _sheets(archive):
            counter = _SheetCounter(name, shared)
            with archive.open(part) as file:
                _parse(file, counter.start, counter.end, counter.text)
            found.rows.update(counter.rows)
            found.valueless += counter.valueless
            found.extents[name] = (counter.last_row, counter.last_column)
    return found


def _parse(
    file: IO[bytes],
    start: Callable[[str, _Attributes], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse
    while chunk := file.read(_CHUNK):
        parser.Parse(chunk, False)
    parser.Parse(b"", True)


def _refuse(*_: object) -> None:
    raise ForbiddenXml("a document type in a workbook")


def _local(tag: str) -> str:
    return tag.rpartition(":")[2]


def _sheets(archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    """(name, part) of every worksheet, in the workbook's order."""
    targets: dict[str, tuple[str, str]] = {}
    found: list[tuple[str, str]] = []

    def relation(tag: str, attributes: _Attributes) -> None:
        if _local(tag) == "Relationship":
            targets[attributes["Id"]] = (attributes["Type"], attributes["Target"])

    def sheet(tag: str, attributes: _Attributes) -> None:
        if _local(tag) == "sheet":
            identifier = next(v for k, v in attributes.items() if _local(k) == "id")
            found.append((attributes["name"], identifier))

    with archive.open("xl/_rels/workbook.xml.rels") as file:
        _parse(file, relation)
    with archive.open("xl/workbook.xml") as file:
        _parse(file, sheet)
    return [(name, _part(targets[key][1])) for name, key in found if targets[key][0].endswith("/worksheet")]


def _part(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")


def _shared_strings(archive: zipfile.ZipFile) -> list[bool]:
    """For each shared string whether it shows anything; phonetic readings are not shown."""
    part = next((n for n in archive.namelist() if n.lower() == "xl/sharedstrings.xml"), None)
    if part is None:
        return []
    shows: list[bool] = []
    inside = [False, False]

    def start(tag: str, _: _Attributes) -> None:
        name = _local(tag)
        if name == "si":
            shows.append(False)
        elif name == "t":
            inside[0] = True
        elif name == "rPh":
            inside[1] = True

    def end(tag: str) -> None:
        name = _local(tag)
        if name == "t":
            inside[0] = False
        elif name == "rPh":
            inside[1] = False

    def text(data: str) -> None:
        if inside[0] and not inside[1] and shows_anything(data):
            shows[-1] = True

    with archive.open(part) as file:
        _parse(file, start, end, text)
    return shows


def shows_anything(text: str) -> bool:
    """Whether a text holds a character that is neither white space nor a control character."""
    if text[:1].isalnum():
        return True
    return any(not c.isspace() and (c >= " " and c != "\x7f") and c not in "\ufffe\uffff" for c in text)


class _SheetCounter:
    """Counts the cells of one sheet while its XML streams by."""

    def __init__(self, name: str, shared: list[bool]) -> None:
        self.name = name
        self.shared = shared
        self.rows: Rows = {}
        self.valueless: list[tuple[str, str]] = []
        self.last_row = self.last_column = 0
        self._row = self._column = self._found = 0
        self._cell: _Attributes = {}
        self._pieces: list[str] = []
        self._formula = self._reading = self._phonetic = False
        self._names: dict[str, str] = {}

    def start(self, tag: str, attributes: _Attributes) -> None:
        """Note where we are."""
        name = self._names.get(tag) or self._names.setdefault(tag, _local(tag))
        if name == "c":
            self._cell, self._pieces, self._formula = attributes, [], False
            self._column += 1
        elif name == "v" or name == "t":
            self._reading = not self._phonetic
        elif name == "f":
            self._formula = True
        elif name == "row":
            self._row = int(attributes.get("r", self._row + 1))
            self._column = self._found = 0
        elif name == "rPh":
            self._phonetic = True

    def text(self, data: str) -> None:
        """Collect a cell's value."""
        if self._reading:
            self._pieces.append(data)

    def end(self, tag: str) -> None:
        """Count the cell that ends."""
        name = self._names[tag]
        if name == "v" or name == "t":
            self._reading = False
        elif name == "c":
            self._count()
        elif name == "row" and self._found:
            place = (self.name, self._row)
            self.rows[place] = self.rows.get(place, 0) + self._found
            self.last_row = max(self.last_row, self._row)
        elif name == "rPh":
            self._phonetic = False

    def _count(self) -> None:
        kind, value = self._cell.get("t", "n"), "".join(self._pieces)
        if kind == "e" or (self._formula and not value and kind != "str"):
            self.valueless.append((self.name, self._cell.get("r") or cell_at(self._column, self._row)))
        elif not value or not (self.shared[int(value)] if kind == "s" else shows_anything(value)):
            return
        self._found += 1
        self.last_column = max(self.last_column, column_number(self._cell.get("r", "")) or self._column)


def column_number(cell: str) -> int:
    """The number (from 1) of the column of a cell's name, 0 if it has none.

    >>> column_number("B12"), column_number("AA1"), column_number("")
    (2, 27, 0)
    """
    number = 0
    for letter in cell:
        if not letter.isalpha():
            break
        number = number * 26 + ord(letter.upper()) - 64
    return number


def cell_at(column: int, row: int) -> str:
    """The name of a cell by column and row, both from 1.

    >>> cell_at(28, 3)
    'AB3'
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"
