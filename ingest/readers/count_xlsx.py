"""How many non-empty cells does a workbook have? Its XML streamed through expat, nothing else."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import IO
from xml.parsers import expat

_CHUNK = 1 << 18
_Attributes = dict[str, str]
Rows = dict[tuple[str, int], int]


def count_xlsx(path: Path) -> tuple[Rows, tuple[tuple[str, str], ...]]:
    """Cells by (sheet, row), and the cells (sheet, name) that have no value to show: errors and
    formulas without a stored result."""
    rows: Rows = {}
    valueless: list[tuple[str, str]] = []
    with zipfile.ZipFile(path) as archive:
        shared = _shared_strings(archive)
        for name, part in _sheets(archive):
            counter = _SheetCounter(name, shared)
            with archive.open(part) as file:
                _parse(file, counter.start, counter.end, counter.text)
            rows.update(counter.rows)
            valueless += counter.valueless
    return rows, tuple(valueless)


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
    # A document type could declare entities that grow without bound; no workbook has one.
    parser.StartDoctypeDeclHandler = _refuse
    while chunk := file.read(_CHUNK):
        parser.Parse(chunk, False)
    parser.Parse(b"", True)


def _refuse(*_: object) -> None:
    raise ValueError("a document type in a workbook")


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
    return any(not c.isspace() and (c >= " " and c != "\x7f") and c not in "\ufffe\uffff" for c in text)


class _SheetCounter:
    """Counts the cells of one sheet while its XML streams by."""

    def __init__(self, name: str, shared: list[bool]) -> None:
        self.name = name
        self.shared = shared
        self.rows: Rows = {}
        self.valueless: list[tuple[str, str]] = []
        self._row = 0
        self._cell: _Attributes = {}
        self._value = ""
        self._formula = self._reading = False

    def start(self, tag: str, attributes: _Attributes) -> None:
        """Note where we are."""
        name = _local(tag)
        if name == "row":
            self._row = int(attributes.get("r", self._row + 1))
        elif name == "c":
            self._cell, self._value, self._formula = attributes, "", False
        elif name == "f":
            self._formula = True
        elif name in {"v", "t"}:
            self._reading = True

    def text(self, data: str) -> None:
        """Collect a cell's value."""
        if self._reading:
            self._value += data

    def end(self, tag: str) -> None:
        """Count the cell that ends."""
        name = _local(tag)
        if name in {"v", "t"}:
            self._reading = False
        elif name == "c":
            self._count()

    def _count(self) -> None:
        kind = self._cell.get("t", "n")
        valueless = kind == "e" or (self._formula and not self._value and kind != "str")
        is_shared = kind == "s" and bool(self._value)
        shows = self.shared[int(self._value)] if is_shared else shows_anything(self._value)
        if valueless:
            self.valueless.append((self.name, self._cell.get("r", f"row {self._row}")))
        if shows or valueless:
            place = (self.name, self._row)
            self.rows[place] = self.rows.get(place, 0) + 1
