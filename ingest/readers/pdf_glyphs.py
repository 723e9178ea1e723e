"""What is a sign of a PDF page, where does it stand, and in which direction is the page read? Plain data, no library.

A sign is counted as one character: a ligature as its letters, a radical that stands for an ideograph as that, and one
of which the file does not say what it is as U+FFFD. White space is no sign, but remembered with the next one.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

UNKNOWN: Final = "\ufffd"
OBLIQUE: Final = -1
_HYPHENS: Final = frozenset("\x02\xad\ufffe")
_ALIKE: Final = ((0x2E80, 0x2FDF), (0xF900, 0xFAFF), (0xFB00, 0xFB06))
"""Radicals and compatibility ideographs, which fonts give in place of ideographs, and ligatures of Latin letters."""
_PRIVATE: Final = ((0xE000, 0xF8FF), (0xF0000, 0x10FFFF))
_SYMBOLS: Final = (0xF020, 0xF0FF)
_TICKS, _BOXES = "\uf0fe\uf052\uf0fc\uf0fd\uf054\uf053", "\uf0a8\uf06f\uf0a3\uf02a\uf071\uf072"
"""Signs of Wingdings, which fonts place among the private ones."""
_DOUBLED: Final = 0.13
"""Ems between the two prints of a sign that is printed twice to look bold."""
_STEP: Final = 8.0
_DOWNWARDS: Final = 0.6


class Glyph(NamedTuple):
    """A sign as it is set.

    Attributes:
        text: one character, never white space.
        x: of its origin on the base line, in points; ``y`` likewise, rising.
        width: how far the next sign is set from it, in the direction of reading.
        size: its height in points.
        turn: direction of reading in quarters of a turn against the clock, ``OBLIQUE`` for any other.
        blank: whether white space stands before it.
    """

    text: str
    x: float
    y: float
    width: float
    size: float
    turn: int = 0
    blank: bool = False


@lru_cache(maxsize=20_000)
def letters(sign: str) -> str:
    """The characters that a sign shows, '' for one that shows nothing, U+FFFD for one of a font's own.

    >>> [letters(c) for c in ("ﬁ", "⼈", "\\x02", "\\u200b", "\\ue001", "（")]
    ['fi', '人', '-', '', '\ufffd', '（']
    """
    if sign in _HYPHENS:
        return "-"
    code = ord(sign)
    if _SYMBOLS[0] <= code <= _SYMBOLS[1]:
        return "☑" if sign in _TICKS else "□" if sign in _BOXES else "·"
    if any(first <= code <= last for first, last in _PRIVATE) or code == 0:
        return UNKNOWN
    if any(first <= code <= last for first, last in _ALIKE):
        return unicodedata.normalize("NFKC", sign)
    return "" if sign.isspace() or unicodedata.category(sign) in {"Cc", "Cf", "Cs"} else sign


def direction(glyphs: Iterable[Glyph]) -> int:
    """The direction in which most signs of a page are read."""
    turns = Counter(glyph.turn for glyph in glyphs if glyph.turn != OBLIQUE)
    return min(turns, key=lambda turn: (-turns[turn], turn), default=0)


def turned(x: float, y: float, turn: int) -> tuple[float, float]:
    """A point on the page that is turned so that what is read in direction ``turn`` is read from left to right."""
    if turn == 1:
        return y, -x
    if turn == 2:
        return -x, -y
    return (-y, x) if turn == 3 else (x, y)


def upright(glyphs: Sequence[Glyph], turn: int) -> list[Glyph]:
    """The signs of the turned page."""
    if not turn:
        return list(glyphs)
    return [g._replace(x=p[0], y=p[1]) for g in glyphs for p in [turned(g.x, g.y, turn)]]


def runs_down(glyphs: Sequence[Glyph]) -> bool:
    """Whether the signs are set in columns from top to bottom, as in vertical writing."""
    steps = down = 0
    for before, glyph in pairwise(glyphs):
        size = max(before.size, 0.1)
        along, under = abs(glyph.x - before.x) / size, (before.y - glyph.y) / size
        steps += along < 2 and abs(under) < 2
        down += along < 0.3 and 0.5 < under < 1.9
    return steps > 0 and down > _DOWNWARDS * steps and down > 2


def laid_down(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Signs of vertical writing as if they were lines: downwards is to the right, the right column the top line."""
    return [g._replace(x=-g.y, y=g.x, width=g.size) for g in glyphs]


def printed_once(glyphs: Iterable[Glyph]) -> Iterator[Glyph]:
    """The signs without second prints of one at the same place; letters of one ligature have one place and follow."""
    seen: dict[tuple[str, int], list[Glyph]] = {}
    before: Glyph | None = None
    for glyph in glyphs:
        text, x, y, _, size, _, _ = glyph
        near = _DOUBLED * size
        level, last = int((y - near) // _STEP), int((y + near) // _STEP)
        others = seen.get((text, level), ())
        if last != level:
            others = [*others, *seen.get((text, last), ())]
        doubles = others and [g for g in others if abs(g.x - x) < near and abs(g.y - y) < near]
        if doubles and not (doubles[-1] is before and doubles[-1][1:3] == (x, y)):
            continue
        seen.setdefault((text, int(y // _STEP)), []).append(glyph)
        before = glyph
        yield glyph
