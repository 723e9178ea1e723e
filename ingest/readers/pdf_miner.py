"""Which signs does pdfminer find on a page? For pages where PDFium leaves signs out; see ``pdf_pages.py``."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from math import atan2, hypot, pi
from pathlib import Path
from typing import Any, Final

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser

from ingest.readers.pdf_glyphs import OBLIQUE, UNKNOWN, Glyph, letters

_LEAN: Final = 0.08
_UNTURNED: Final = (1, 0, 0, 1, 0, 0)


class _Setter(PDFTextDevice):
    """Takes the signs of a page as they are set."""

    def __init__(self, manager: PDFResourceManager) -> None:
        super().__init__(manager)
        self.glyphs: list[Glyph] = []
        self._blank = False

    def render_char(
        self,
        matrix: Any,
        font: PDFFont,
        fontsize: float,
        scaling: float,
        rise: float,  # noqa: ARG002
        cid: int,
        ncs: Any,  # noqa: ARG002
        graphicstate: Any,  # noqa: ARG002
    ) -> float:
        """Take a sign; how far the next one is set from it."""
        try:
            said = font.to_unichr(cid)
        except PDFUnicodeNotDefined:
            said = UNKNOWN
        width = font.char_width(cid) * fontsize * scaling
        shown = "".join(map(letters, said))
        if not shown:
            self._blank = self._blank or said.isspace()
            return width
        self._take(shown, matrix, width, fontsize)
        return width

    def _take(self, shown: str, matrix: Any, width: float, fontsize: float) -> None:
        a, b, c, d, x, y = matrix
        quarters = atan2(b, a) / (pi / 2)
        turn = round(quarters) % 4 if abs(quarters - round(quarters)) < _LEAN else OBLIQUE
        across, size = width * hypot(a, b) / len(shown), abs(fontsize) * hypot(c, d)
        for n, letter in enumerate(shown):
            self.glyphs.append(Glyph(letter, x + n * across, y, across, size, turn, self._blank and not n))
            self._blank = False


def glyphs_of_pages(path: Path, numbers: Iterable[int]) -> dict[int, list[Glyph]]:
    """The signs of some pages, by their numbers from 0; a page that pdfminer cannot follow is left out."""
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    wanted = set(numbers)
    found: dict[int, list[Glyph]] = {}
    with path.open("rb") as file:
        try:
            pages = enumerate(PDFPage.create_pages(PDFDocument(PDFParser(file))))
            device = _Setter(PDFResourceManager())
            interpreter = PDFPageInterpreter(device.rsrcmgr, device)
            for number, page in pages:
                if number in wanted:
                    device.glyphs = []
                    interpreter.render_contents(page.resources, page.contents, ctm=_UNTURNED)
                    found[number] = device.glyphs
        except MemoryError:
            raise
        except Exception:  # whatever a damaged file makes of it: PDFium has read those pages
            logging.getLogger(__name__).debug("pdfminer stopped at page %d", len(found))
    return found
