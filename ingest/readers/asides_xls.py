"""What does an old workbook (.xls) hold beside its cells? Comments, text boxes, pictures, charts, macros."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from ingest.readers.asides import Asides
from ingest.readers.biff import CONTINUE, NOTE, OBJ, TXO, Record, open_book

_COMMENT: Final = 0x19
_PICTURE: Final = 0x08
_FIRST_PART: Final = 0x15
"""The part of an object's record that says what it is and its number."""


def asides_of_xls(path: Path) -> Asides:
    """What stands in the workbook that is no cell."""
    asides = Asides()
    book = open_book(path)
    if book.macros:
        asides.macros()
    for sheet in book.sheets:
        if sheet.kind != "sheet":
            asides.unread_sheet(sheet.name, sheet.kind)
            continue
        _sheet(sheet.name, book.records(sheet), asides)
    return asides


def _sheet(name: str, records: Iterable[Record], asides: Asides) -> None:
    number = kind = wanted = 0
    comments: dict[int, str] = {}
    for record, payload in records:
        if record == OBJ and len(payload) >= 8 and struct.unpack_from("<H", payload)[0] == _FIRST_PART:
            kind, number = struct.unpack_from("<HH", payload, 4)
            if kind == _PICTURE:
                asides.picture(name)
        elif record == TXO and len(payload) >= 12:
            wanted = struct.unpack_from("<H", payload, 10)[0]
        elif record == CONTINUE and wanted and payload:
            text = _text(payload, wanted)
            wanted -= len(text)
            comments[number] = comments.get(number, "") + text
            if not wanted and kind != _COMMENT:
                asides.text_box(name, comments[number])
        elif record == NOTE and len(payload) >= 8:
            row, column, _, of = struct.unpack_from("<HHHH", payload)
            asides.comment(name, row + 1, column + 1, comments.get(of, ""))


def _text(payload: bytes, wanted: int) -> str:
    wide = payload[0] & 1
    return payload[1 : 1 + wanted * (2 if wide else 1)].decode(
        "utf-16-le" if wide else "latin-1", errors="replace"
    )
