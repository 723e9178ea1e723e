"""Which records does an old workbook (.xls) consist of? The container opened, its sheets named, records handed out.

What the records mean is said elsewhere: cells are read by calamine (``xls``) and counted by ``count_xls``; ``asides_xls``
finds comments, text boxes and pictures.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import olefile

from ingest.errors import PasswordProtected

BOF: Final = 0x809
EOF: Final = 0x0A
FORMULA: Final = 0x06
NOTE: Final = 0x1C
FILEPASS: Final = 0x2F
CONTINUE: Final = 0x3C
CODEPAGE: Final = 0x42
OBJ: Final = 0x5D
BOUNDSHEET: Final = 0x85
MULRK: Final = 0xBD
RSTRING: Final = 0xD6
SST: Final = 0xFC
LABELSST: Final = 0xFD
TXO: Final = 0x1B6
NUMBER: Final = 0x203
LABEL: Final = 0x204
BOOLERR: Final = 0x205
STRING: Final = 0x207
RK: Final = 0x27E

_BIFF8: Final = 0x0600
STREAMS: Final = ("Workbook", "Book")
Kind = Literal["sheet", "chart", "macro"]
_KINDS: Final[dict[int, Kind]] = {0: "sheet", 2: "chart"}
Record = tuple[int, bytes]


@dataclass(frozen=True, slots=True)
class BookSheet:
    """A sheet, and where its records begin."""

    name: str
    kind: Kind
    begins: int


@dataclass(frozen=True, slots=True)
class Book:
    """The records of a workbook. ``wide``: its texts are Unicode (BIFF8). ``macros``: it has a project of macros."""

    data: bytes
    sheets: tuple[BookSheet, ...]
    wide: bool
    macros: bool

    def records(self, sheet: BookSheet | None) -> Iterator[Record]:
        """The records of a sheet (or of what all share), those of charts within it left out."""
        return _substream(self.data, sheet.begins if sheet else 0)


def open_book(path: Path) -> Book:
    """Open a workbook.

    Raises:
        PasswordProtected: it is encrypted. ValueError, OSError, struct.error: it is no workbook or broken.
    """
    with olefile.OleFileIO(str(path)) as container:
        stream = next((name for name in STREAMS if container.exists(name)), None)
        if stream is None:
            raise ValueError("no workbook in the container")
        data: bytes = container.openstream(stream).read()
        macros = container.exists("_VBA_PROJECT_CUR")
    version = struct.unpack_from("<HHH", data)[2]
    found: list[tuple[bytes, int, int]] = []
    page = b""
    for kind, payload in _substream(data, 0):
        if kind == FILEPASS:
            raise PasswordProtected(path.name)
        if kind == BOUNDSHEET:
            found.append((payload[6:], payload[5], struct.unpack_from("<I", payload)[0]))
        if kind == CODEPAGE:
            page = payload
    wide = version == _BIFF8
    return Book(
        data,
        tuple(BookSheet(_name(raw, wide, page), _KINDS.get(kind, "macro"), at) for raw, kind, at in found),
        wide,
        macros,
    )


def _name(raw: bytes, wide: bool, page: bytes) -> str:
    if not wide:
        number = struct.unpack("<H", page)[0] if len(page) == 2 else 1252
        return raw[1 : 1 + raw[0]].decode(f"cp{number}", errors="replace")
    two = raw[1] & 1
    return raw[2 : 2 + raw[0] * (2 if two else 1)].decode("utf-16-le" if two else "latin-1", errors="replace")


def _substream(data: bytes, at: int) -> Iterator[Record]:
    """The records from a beginning to its end; a beginning within it (a chart) is passed over up to its end."""
    depth = 0
    while at + 4 <= len(data):
        kind, size = struct.unpack_from("<HH", data, at)
        if kind == BOF:
            depth += 1
        elif kind == EOF:
            depth -= 1
            if depth <= 0:
                return
        elif depth == 1:
            yield kind, data[at + 4 : at + 4 + size]
        at += 4 + size
    raise ValueError("a sheet's records have no end")
