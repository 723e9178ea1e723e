"""What counts as a sign on the pages of a PDF, and which does PDFium see? For the second count alone: its own code.

Counted is what is visible or could be copied (invisible text over a scan too), form fields and notes as they are shown;
a ligature as its letters; a sign that is printed twice at one place once. What pdfminer sees: ``count_pdf_mined``.
"""

from __future__ import annotations

import contextlib
import ctypes
import math
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import takewhile
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as raw


class Sign(NamedTuple):
    """A character, its origin, the height of its font, and in which quarter of a turn it is set (-1 for none)."""

    text: str
    x: float
    y: float
    size: float
    turn: int


@lru_cache(maxsize=20_000)
def shown(sign: str) -> str:
    """What a sign counts as.

    >>> [shown(c) for c in ("ﬀ", "⾯", "\\xad", " ", "\\ue000", "\\uf0fe")]
    ['ff', '面', '-', '', '\ufffd', '☑']
    """
    block = ord(sign) >> 8
    if sign in "\x02\xad\ufffe":
        return "-"
    if 0xE0 <= block <= 0xF8 or block >= 0xF00 or sign == "\x00":
        if block != 0xF0 or ord(sign) < 0xF020:
            return "\ufffd"
        return dict.fromkeys((0xFE, 0x52, 0xFC, 0xFD, 0x54, 0x53), "☑").get(
            ord(sign) & 255, "□" if ord(sign) & 255 in (0xA8, 0x6F, 0xA3, 0x2A, 0x71, 0x72) else "·"
        )
    if 0x2E80 <= ord(sign) <= 0x2FDF or 0xF9 <= block <= 0xFA or 0xFB00 <= ord(sign) <= 0xFB06:
        return unicodedata.normalize("NFKC", sign)
    return "" if sign.isspace() or unicodedata.category(sign) in ("Cc", "Cf", "Cs") else sign


def without_doubles(signs: Iterable[Sign]) -> Iterator[Sign]:
    """Signs that are printed again within an eighth of their height, as if bold, once; not the second letter of a
    ligature, which is given at the place of the first right behind it."""
    known: dict[str, list[Sign]] = defaultdict(list)
    last: Sign | None = None
    for sign in sorted(signs, key=itemgetter(2)):
        near = 0.13 * sign.size
        held = known[sign.text]
        level = takewhile(lambda o, y=sign.y - near: o.y > y, reversed(held))  # type: ignore[misc]
        doubled = any(abs(o.x - sign.x) < near for o in level)
        if not doubled or (last is not None and sign[:3] == last[:3]):
            held.append(sign)
            last = sign
            yield sign


def quarter(angle: float) -> int:
    """Quarters of a turn, -1 for an angle between."""
    exact = angle / (math.pi / 2)
    return round(exact) % 4 if abs(exact - round(exact)) < 0.08 else -1


def seen(path: Path) -> dict[int, list[Sign]]:
    """The signs that PDFium finds, by page from 1."""
    found: dict[int, list[Sign]] = {}
    document = pypdfium2.PdfDocument(path)
    for number in range(len(document)):
        with contextlib.suppress(pypdfium2.PdfiumError):
            page = document[number]
            if raw.FPDFPage_GetAnnotCount(page) > 0:
                raw.FPDFPage_Flatten(page, 0)
                page.close()
                page = document[number]
            text = page.get_textpage()
            found[number + 1] = list(_signs(text))
            text.close()
            page.close()
    document.close()
    return found


def _signs(text: Any) -> Iterator[Sign]:
    x, y, box = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
    held = ""
    for i in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, i)
        if 0xD800 <= code < 0xDC00:
            held = chr(code)
            continue
        pair = (held + chr(code)).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        held = ""
        unnamed = code == 0 or (not pair.isspace() and raw.FPDFText_HasUnicodeMapError(text, i) > 0)
        said = "\ufffd" if unnamed else "".join(map(shown, pair))
        if not said or raw.FPDFText_IsGenerated(text, i) > 0:
            continue
        raw.FPDFText_GetCharOrigin(text, i, x, y)
        raw.FPDFText_GetLooseCharBox(text, i, box)
        turn = quarter(raw.FPDFText_GetCharAngle(text, i))
        across, up = abs(box.right - box.left), abs(box.top - box.bottom)
        step, size = (up, across) if turn in (1, 3) else (across, up)
        for n, letter in enumerate(said):
            yield Sign(letter, x.value + n * step / len(said), y.value, size, turn)
