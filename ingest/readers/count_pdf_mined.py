"""Which signs does pdfminer find on the pages of a PDF? For the second count alone; only what sets signs is followed.

pdfminer opens the file and knows its fonts; what it would do for each sign (states copied, lines and colours, a call for
each of a sign's numbers) is left out, and what a font says of a sign is asked once.
"""

from __future__ import annotations

import contextlib
import logging
import math
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple
from weakref import WeakKeyDictionary

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFStream, dict_value, list_value, resolve1, stream_value
from pdfminer.utils import apply_matrix_rect, mult_matrix

from ingest.readers.count_pdf_content import operations
from ingest.readers.count_pdf_signs import Sign, quarter, shown

_PLAIN: Final = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_HIDDEN: Final = 2 | 32
"""Flags of a note that is not shown."""
_BROKEN: Final = (Exception,)
"""What a damaged file makes pdfminer raise is anything; running out of memory ends the process all the same."""


def mined(path: Path) -> Iterator[tuple[int, list[Sign]]]:
    """Each page's number, from 1, and its signs, as far as pdfminer can follow the file."""
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    with path.open("rb") as file, contextlib.suppress(*_BROKEN):
        manager = PDFResourceManager()
        device = _Taker(manager)
        interpreter = _Interpreter(manager, device)
        for number, page in enumerate(PDFPage.create_pages(PDFDocument(PDFParser(file))), 1):
            device.signs = []
            interpreter.render_contents(page.resources, page.contents, ctm=_PLAIN)
            for note in list_value(page.annots) if page.annots else ():
                _look_at(dict_value(note), interpreter)
            yield number, device.signs


class _Interpreter(PDFPageInterpreter):
    """Follows the operators that say which signs stand where."""

    def execute(self, streams: Sequence[object]) -> None:
        """Follow contents, as one."""
        for operator, operands in operations(b"\n".join(self._contents(streams))):
            act = _ACTS.get(operator)
            if act and len(operands) >= act[0]:
                act[1](self, *operands[len(operands) - act[0] :])

    def _contents(self, streams: Sequence[object]) -> list[bytes]:
        """The contents; those that are followed already, because they call themselves, are left out."""
        found = [stream for stream in map(stream_value, streams) if stream.objid is not None]
        found = [stream for stream in found if stream.objid not in self.parent_stream_ids]
        self.stream_ids = {int(stream.objid) for stream in found if stream.objid is not None}
        return [stream.get_data() for stream in found]

    def do_Do(self, name: Any) -> None:
        """Follow a form; what stands behind it is set as before."""
        super().do_Do(name)
        self.device.set_ctm(self.ctm)

    def do_TJ(self, seq: Any) -> None:
        """Set strings, with steps between them."""
        if self.textstate.font is not None and isinstance(seq, list):
            self.device.render_string(self.textstate, seq, self.graphicstate.ncs, self.graphicstate)


_ACTS: Final[dict[bytes, tuple[int, Any]]] = {
    name.encode(): (arguments, getattr(_Interpreter, f"do_{method or name}"))
    for name, arguments, method in (
        *((name, 0, "") for name in ("q", "Q", "BT")),
        *((name, 1, "") for name in ("Tc", "Tw", "Tz", "TL", "TJ", "Tj", "Do")),
        *((name, 2, "") for name in ("Tf", "Td", "TD")),
        *((name, 6, "") for name in ("cm", "Tm")),
        ("T*", 0, "T_a"),
        ("'", 1, "_q"),
        ('"', 3, "_w"),
    )
}
"""What an operator does, and with how many operands."""


class _Setting(NamedTuple):
    """How signs are set: the height of the font, the quarter of a turn; how wide an em is, in the text's own measure and on
    the page; what is added between signs and at a blank; whether they follow each other downwards; how far right and up
    one step of theirs leads, and from where."""

    size: float
    turn: int
    em: float
    stretch: float
    apart: float
    blank: float
    down: bool
    right: float
    rise: float
    x: float
    y: float


def _setting(textstate: Any, ctm: Any) -> _Setting:
    font, scaling, (across, up) = textstate.font, textstate.scaling * 0.01, textstate.linematrix
    a, b, c, d, e, f = mult_matrix(textstate.matrix, ctm)
    stretch, height, turn = _set_by(a, b, c, d)
    down = font.is_vertical()
    return _Setting(
        size=abs(textstate.fontsize) * height,
        turn=turn,
        em=textstate.fontsize * scaling,
        stretch=stretch,
        apart=textstate.charspace * scaling,
        blank=0.0 if font.is_multibyte() else textstate.wordspace * scaling,
        down=down,
        right=c if down else a,
        rise=d if down else b,
        x=across * a + e if down else up * c + e,
        y=across * b + f if down else up * d + f,
    )


class _Taker(PDFTextDevice):
    """Takes the signs that are set."""

    def __init__(self, manager: PDFResourceManager) -> None:
        super().__init__(manager)
        self.signs: list[Sign] = []
        self._fonts: WeakKeyDictionary[PDFFont, dict[int, tuple[float, str]]] = WeakKeyDictionary()

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:  # noqa: ARG002
        """Take the signs of strings, and move on behind them."""
        setting = _setting(textstate, self.ctm)
        across, up = textstate.linematrix
        at, begun = (up if setting.down else across), False
        for part in seq:
            if isinstance(part, (int, float)):
                at -= part * 0.001 * setting.em
                begun = True
            elif isinstance(part, bytes):
                cids = list(textstate.font.decode(part))
                at = self._take(textstate.font, cids, setting, at, begun)
                begun = begun or bool(cids)
        textstate.linematrix = (across, at) if setting.down else (at, up)

    def _take(self, font: PDFFont, cids: Iterable[int], setting: _Setting, at: float, begun: bool) -> float:
        """Take the signs of one string; where the next one is set."""
        size, turn, em, stretch, apart, blank, _, right, rise, from_x, from_y = setting
        known = self._fonts.setdefault(font, {})
        for cid in cids:
            if begun:
                at += apart
            begun = True
            width, said = known.get(cid) or known.setdefault(cid, _told(font, cid))
            x, y = at * right + from_x, at * rise + from_y
            if len(said) == 1:
                self.signs.append(Sign(said, x, y, size, turn))
            else:
                step = width * em * stretch / max(len(said), 1)
                self.signs += [Sign(letter, x + n * step, y, size, turn) for n, letter in enumerate(said)]
            at += width * em
            if cid == 32:
                at += blank
        return at


def _told(font: PDFFont, cid: int) -> tuple[float, str]:
    """The width of a sign in ems, and what it counts as."""
    try:
        text = font.to_unichr(cid)
    except PDFUnicodeNotDefined:
        text = "\ufffd"
    return float(font.char_width(cid)), "".join(map(shown, text))


@lru_cache(maxsize=1000)
def _set_by(a: float, b: float, c: float, d: float) -> tuple[float, float, int]:
    """How much wider and higher a matrix sets signs, and in which quarter of a turn."""
    return math.hypot(a, b), math.hypot(c, d), quarter(math.atan2(b, a))


def _look_at(note: dict[str, Any], interpreter: PDFPageInterpreter) -> None:
    """Follow what a form field or a note shows."""
    look = resolve1(dict_value(note.get("AP", {})).get("N"))
    kind = getattr(resolve1(note.get("Subtype")), "name", "")
    if not isinstance(look, PDFStream) and isinstance(look, dict):
        look = resolve1(look.get(getattr(resolve1(note.get("AS")), "name", "")))
    if not isinstance(look, PDFStream) or int(resolve1(note.get("F", 0))) & _HIDDEN or kind == "Popup":
        return
    matrix = tuple(map(float, list_value(look.get("Matrix", list(_PLAIN)))))
    box = apply_matrix_rect(matrix, tuple(map(float, list_value(look["BBox"]))))  # type: ignore[arg-type]
    left, bottom, right, top = map(float, list_value(note["Rect"]))
    across, up = (right - left) / (box[2] - box[0] or 1), (top - bottom) / (box[3] - box[1] or 1)
    placed = (across, 0.0, 0.0, up, left - box[0] * across, bottom - box[1] * up)
    inner = interpreter.dup()
    inner.render_contents(dict_value(look.get("Resources", {})), [look], ctm=mult_matrix(matrix, placed))  # type: ignore[arg-type]
