"""How many non-empty cells does an old workbook (.xls) have? Its records walked one by one, nothing else.

BIFF8 (Excel 97 and later) and BIFF5 (Excel 5 and 95). A formula whose stored result is an empty text shows nothing: the
format cannot say that a result is missing.
"""

from __future__ import annotations

import codecs
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ingest.readers.biff import (
    BOOLERR,
    CODEPAGE,
    CONTINUE,
    FORMULA,
    LABEL,
    LABELSST,
    MULRK,
    NUMBER,
    RK,
    RSTRING,
    SST,
    STRING,
    Book,
    open_book,
)
from ingest.readers.count_xlsx import Rows, cell_at, shows_anything

_ERROR, _EMPTY, _TEXT, _SPECIAL = 2, 3, 0, 0xFFFF


@dataclass(slots=True)
class XlsCount:
    """``rows``: cells by (sheet, row). ``valueless``: the cells (sheet, name) that show an error. ``extents``: last row
    and last column (from 1) of each sheet that show anything."""

    rows: Rows = field(default_factory=dict)
    valueless: list[tuple[str, str]] = field(default_factory=list)
    extents: dict[str, tuple[int, int]] = field(default_factory=dict)


def count_xls(path: Path) -> XlsCount:
    """Count the cells of every worksheet.

    Raises:
        ValueError, IndexError, struct.error, OSError: the structure is broken.
    """
    book = open_book(path)
    shared, codec = _globals(book)
    found = XlsCount()
    for sheet in book.sheets:
        if sheet.kind != "sheet":
            continue
        counter = _SheetCounter(shared, codec, book.wide)
        for kind, payload in book.records(sheet):
            counter.take(kind, payload)
        for row, columns in counter.cells.items():
            found.rows[sheet.name, row] = len(columns)
        found.valueless += [(sheet.name, cell_at(column, row)) for row, column in sorted(counter.errors)]
        last = max((max(columns) for columns in counter.cells.values()), default=0)
        found.extents[sheet.name] = (max(counter.cells, default=0), last)
    return found


class _SheetCounter:
    """Which cells (by row, from 1) of one sheet show anything, errors among them."""

    def __init__(self, shared: list[bool], codec: str, wide: bool) -> None:
        self.cells: dict[int, set[int]] = {}
        self.errors: set[tuple[int, int]] = set()
        self._shared = shared
        self._codec = codec
        self._wide = wide
        self._waiting: tuple[int, int] | None = None

    def take(self, kind: int, payload: bytes) -> None:
        """Look at one record."""
        if kind == STRING:
            if self._waiting:
                self._note(*self._waiting, shows=self._shows(payload))
            self._waiting = None
        elif kind in {NUMBER, RK, LABELSST, LABEL, RSTRING, BOOLERR, FORMULA}:
            row, column = struct.unpack_from("<HH", payload)
            self._cell(kind, row + 1, column + 1, payload)
        elif kind == MULRK:
            row, first = struct.unpack_from("<HH", payload)
            for i in range((len(payload) - 6) // 6):
                self._note(row + 1, first + i + 1, shows=True)

    def _cell(self, kind: int, row: int, column: int, payload: bytes) -> None:
        if kind == LABELSST:
            self._note(row, column, shows=self._shared[struct.unpack_from("<I", payload, 6)[0]])
        elif kind in {LABEL, RSTRING}:
            self._note(row, column, shows=self._shows(payload[6:]))
        elif kind == BOOLERR:
            self._note(row, column, shows=True, error=payload[7] == 1)
        elif kind == FORMULA and struct.unpack_from("<H", payload, 12)[0] == _SPECIAL:
            self._waiting = (row, column) if payload[6] == _TEXT else None
            self._note(row, column, shows=payload[6] not in {_TEXT, _EMPTY}, error=payload[6] == _ERROR)
        else:
            self._note(row, column, shows=True)

    def _note(self, row: int, column: int, *, shows: bool, error: bool = False) -> None:
        if shows:
            self.cells.setdefault(row, set()).add(column)
        if error:
            self.errors.add((row, column))

    def _shows(self, payload: bytes) -> bool:
        """Whether a text (its length in two bytes before it) shows anything."""
        if not self._wide:
            return shows_anything(payload[2:].decode(self._codec, errors="replace"))
        length, flags = struct.unpack_from("<HB", payload)
        text = payload[3 : 3 + length * (2 if flags & 1 else 1)]
        return shows_anything(text.decode("utf-16-le" if flags & 1 else "latin-1", errors="replace"))


def _globals(book: Book) -> tuple[list[bool], str]:
    """For each shared string whether it shows anything, and the codec of texts that are no Unicode."""
    shared: list[bytes] = []
    codec, inside = "latin-1", False
    for kind, payload in book.records(None):
        if kind == CODEPAGE:
            codec = _codec(struct.unpack_from("<H", payload)[0])
        inside = kind == SST or (kind == CONTINUE and inside)
        if inside:
            shared.append(payload)
    return list(_shared_strings(shared)), codec


def _codec(page: int) -> str:
    """The name of a code page's codec; Latin 1 for one that is not known."""
    try:
        return codecs.lookup(f"cp{page}").name
    except LookupError:
        return "latin-1"


def _shared_strings(pieces: list[bytes]) -> Iterator[bool]:
    """A string's characters may run on in the next piece, which then begins with its width; its formats may too."""
    if not pieces:
        return
    tape = _Tape(pieces)
    _, number = struct.unpack("<II", tape.take(8))
    for _ in range(number):
        if tape.at_end():
            return
        length, flags = struct.unpack("<HB", tape.take(3))
        runs = struct.unpack("<H", tape.take(2))[0] if flags & 8 else 0
        extra = struct.unpack("<I", tape.take(4))[0] if flags & 4 else 0
        yield shows_anything(tape.text(length, flags & 1))
        tape.take(4 * runs + extra)


class _Tape:
    """Bytes in pieces, read on across their borders."""

    def __init__(self, pieces: list[bytes]) -> None:
        self._pieces = pieces
        self._piece = self._at = 0

    def at_end(self) -> bool:
        """Whether nothing is left."""
        self._turn()
        return self._piece == len(self._pieces)

    def take(self, number: int) -> bytes:
        """The next bytes."""
        found = b""
        while len(found) < number:
            self._turn()
            if self._piece == len(self._pieces):
                raise ValueError("the shared strings end too early")
            here = self._pieces[self._piece][self._at : self._at + number - len(found)]
            self._at += len(here)
            found += here
        return found

    def text(self, length: int, wide: int) -> str:
        """The next characters."""
        found: list[str] = []
        while length:
            room = len(self._pieces[self._piece]) - self._at if self._piece < len(self._pieces) else 0
            here = min(length, room // (2 if wide else 1))
            raw = self.take(here * (2 if wide else 1))
            found.append(raw.decode("utf-16-le" if wide else "latin-1", errors="replace"))
            length -= here
            if length:
                self._piece, self._at = self._piece + 1, 0
                wide = self.take(1)[0] & 1
        return "".join(found)

    def _turn(self) -> None:
        while self._piece < len(self._pieces) and self._at >= len(self._pieces[self._piece]):
            self._piece, self._at = self._piece + 1, 0
