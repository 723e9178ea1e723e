"""Can a PDF be opened, and what stands on each of its pages? Signs and what is drawn, as PDFium finds them.

What comments and form fields show is read as part of the page. Scripts are not run. Signs of a font that PDFium cannot
measure (neither in the file nor on the machine) are left out by it: such a page is read by pdfminer (``pdf_miner.py``).
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from math import pi
from pathlib import Path
from typing import Any, Final

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.errors import BrokenFile, EmptyFile, PasswordProtected, TooBig
from ingest.readers.limits import Limits, check_size
from ingest.readers.pdf_drawn import Drawn, drawn_on
from ingest.readers.pdf_glyphs import OBLIQUE, UNKNOWN, Glyph, letters

_END: Final = b"%%EOF"
_TAIL: Final = 2048
_BLANKS: Final = frozenset(code for code in range(0x3001) if chr(code).isspace())
_LEAN: Final = 0.08
"""How far, in quarters of a turn, text may lean and still be read as straight."""
_SIDEWAYS: Final = (1, 3)


@dataclass(frozen=True, slots=True)
class Found:
    """What stands on a page; ``area`` in square points. ``None`` in its place is a page that cannot be loaded."""

    glyphs: tuple[Glyph, ...]
    drawn: Drawn
    area: float


class Pdf:
    """An opened file; to be closed."""

    def __init__(self, path: Path, document: Any) -> None:
        self.path = path
        self._document = document

    def __enter__(self) -> Pdf:
        return self

    def __exit__(self, *_: object) -> None:
        self._document.close()

    @property
    def title(self) -> str:
        """The title among the file's properties, ''."""
        return str(self._document.get_metadata_value("Title") or "").strip()

    @property
    def attachments(self) -> int:
        """How many files are attached."""
        return int(self._document.count_attachments())

    @property
    def scripts(self) -> int:
        """How many scripts the file holds."""
        return max(0, int(pdfium.FPDFDoc_GetJavaScriptActionCount(self._document.raw)))

    def _page(self, number: int) -> Any:
        """A page with what its notes and form fields show as part of it; it has to be loaded again for that."""
        page = self._document[number]
        if pdfium.FPDFPage_GetAnnotCount(page.raw) > 0:
            pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY)
            page.close()
            page = self._document[number]
        return page

    def pages(self) -> Iterator[Found | None]:
        """What stands on each page, in order."""
        for number in range(len(self._document)):
            try:
                page = self._page(number)
            except pypdfium2.PdfiumError:
                yield None
                continue
            yield _found(page)
            page.close()


def open_pdf(path: Path, limits: Limits) -> Pdf:
    """Open a file.

    Raises:
        EmptyFile. TooBig: also over ``limits.pages``. PasswordProtected: it opens with a password only.
        BrokenFile: truncated, or no PDF inside.
    """
    check_size(path, limits)
    _check_end(path)
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pdfium.FPDF_ERR_PASSWORD:
            raise PasswordProtected(path.name) from error
        raise _broken(path, str(error)) from error
    pages = len(document)
    if pages > limits.pages:
        document.close()
        raise TooBig(path.name, "页数", "pages", pages, limits.pages)
    if not pages:
        document.close()
        raise EmptyFile(path.name)
    return Pdf(path, document)


def _check_end(path: Path) -> None:
    """A file that was cut off has lost its end; what is left of it could be read, and its last pages would be missing."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        end = size
        while end and not (block := _block(file, end)).strip(b"\x00\r\n\t "):
            end -= len(block)
        file.seek(max(0, end - _TAIL))
        tail = file.read(min(end, _TAIL))
    if _END not in tail:
        raise _broken(path, "no end mark (%%EOF)")


def _block(file: Any, end: int) -> bytes:
    file.seek(max(0, end - _TAIL))
    return bytes(file.read(min(end, _TAIL)))


def _broken(path: Path, cause: str) -> BrokenFile:
    return BrokenFile(
        path.name,
        0,
        f"PDF 不完整或已损坏（{cause[:100]}），可能没有下载或保存完整，请重新下载或另存一份",
        f"the PDF is incomplete or damaged ({cause[:100]}): download or save it again",
    )


def _found(page: Any) -> Found:
    width, height = page.get_size()
    text = page.get_textpage()
    found = Found(tuple(_glyphs(text.raw)), drawn_on(page.raw), width * height)
    text.close()
    return found


def _glyphs(text: Any) -> Iterator[Glyph]:
    """The signs of a text page in the order of its content. The library is asked some thousand times a page: no call more
    than needed."""
    unicode_of, unmapped = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_HasUnicodeMapError
    placing = _Placing(text)
    blank, half = False, ""
    for i in range(pdfium.FPDFText_CountChars(text)):
        code = unicode_of(text, i)
        if 0xD800 <= code < 0xDC00:
            half = chr(code)
            continue
        if code in _BLANKS and not half:
            blank = True
            continue
        if not code or unmapped(text, i) > 0:
            shown = UNKNOWN
        elif half or 0xDC00 <= code < 0xE000:
            shown = "".join(map(letters, _whole(half, code)))
        else:
            shown = letters(chr(code))
        half = ""
        if len(shown) == 1:
            yield placing.placed(i, shown, blank)
        elif shown:
            yield from placing.spread(i, shown, blank)
        blank = blank and not shown


def _whole(half: str, code: int) -> str:
    """Two halves of a character beyond the first 65,536 as that; what does not fit as U+FFFD."""
    return (half + chr(code)).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


class _Placing:
    """Where the signs of one text page stand."""

    def __init__(self, text: Any) -> None:
        self._text = text
        self._x, self._y, self._box = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF()
        self._out = [ctypes.byref(out) for out in (self._x, self._y, self._box)]
        self._last: tuple[float, float, int] = (0.0, 0.0, OBLIQUE)

    def placed(self, i: int, sign: str, blank: bool) -> Glyph:
        """A sign with its place; on the line of an upright one before it, it is upright."""
        to_x, to_y, to_box = self._out
        pdfium.FPDFText_GetCharOrigin(self._text, i, to_x, to_y)
        pdfium.FPDFText_GetLooseCharBox(self._text, i, to_box)
        x, y, box = self._x.value, self._y.value, self._box
        last_x, last_y, turn = self._last
        if turn or y != last_y or x <= last_x:
            turn = self._turn(i)
        self._last = (x, y, turn)
        across, up = abs(box.right - box.left), abs(box.top - box.bottom)
        return Glyph(sign, x, y, *((up, across) if turn in _SIDEWAYS else (across, up)), turn, blank)

    def spread(self, i: int, shown: str, blank: bool) -> Iterator[Glyph]:
        """The letters of a ligature, side by side."""
        whole = self.placed(i, shown, blank)
        part = whole.width / len(shown)
        for n, letter in enumerate(shown):
            yield Glyph(letter, whole.x + n * part, whole.y, part, whole.size, whole.turn, blank and not n)

    def _turn(self, i: int) -> int:
        """The direction of a sign: PDFium's angle runs with the clock, and is told only of fonts that it can measure."""
        quarters = -pdfium.FPDFText_GetCharAngle(self._text, i) / (pi / 2)
        return round(quarters) % 4 if abs(quarters - round(quarters)) < _LEAN else OBLIQUE
