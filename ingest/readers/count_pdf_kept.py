"""How do the signs that one process finds on a PDF's pages wait for the other? In a file without a name, page by page.

So neither holds the signs of all pages. What is kept is plain numbers and text: nothing in it can run.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterable
from typing import BinaryIO, Final

from ingest.readers.count_pdf_signs import Sign

_HEAD: Final = struct.Struct("=III")
"""A page's number, how many signs it has, and how many bytes their characters take."""
_BYTES_EACH: Final = 3 * 8 + 1
"""Of a sign beside its character: two places and a size, and the turn."""


def keep_signs(pages: Iterable[tuple[int, Iterable[Sign]]], file: BinaryIO) -> None:
    """Write the signs of pages, each a single character."""
    for number, signs in pages:
        texts, xs, ys, sizes, turns = zip(*found, strict=True) if (found := list(signs)) else ((),) * 5
        text = "".join(texts).encode("utf-8")
        file.write(_HEAD.pack(number, len(found), len(text)))
        file.write(text)
        for numbers in (xs, ys, sizes):
            file.write(array("d", numbers).tobytes())
        file.write(array("b", turns).tobytes())


class KeptSigns:
    """The signs in such a file."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._places: dict[int, tuple[int, int, int]] = {}
        place, end = 0, file.seek(0, 2)
        while place < end:
            file.seek(place)
            number, signs, text = _HEAD.unpack(file.read(_HEAD.size))
            place += _HEAD.size
            self._places[number] = (place, signs, text)
            place += text + signs * _BYTES_EACH

    def on(self, number: int) -> list[Sign]:
        """The signs of a page, none if the page was not reached."""
        if number not in self._places:
            return []
        place, signs, text = self._places[number]
        self._file.seek(place)
        letters = self._file.read(text).decode("utf-8")
        numbers = array("d", self._file.read(3 * 8 * signs))
        turns = array("b", self._file.read(signs))
        parts = (numbers[n * signs : (n + 1) * signs] for n in range(3))
        return list(map(Sign, letters, *parts, turns))
