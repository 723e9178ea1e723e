"""In which lines do the signs of a page stand, and in which order are the lines read? Columns one after the other.

A row is what stands on one base line; a piece of it ends at a gap as wide as a sign. Rows whose pieces stand to the left
and to the right of one gap are columns if both sides look like running text; elsewhere a row is one line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

from ingest.readers.pdf_glyphs import Glyph
from ontology.language.normalise import is_ideograph

_ON_LINE: Final = 0.45
_GAP: Final = 1.0
_WIDE_BLANK, _BLANK, _LATIN_BLANK = 0.6, 0.12, 0.2
_GUTTER: Final = 0.8
_FEWEST_ROWS: Final = 4
_NARROWEST: Final = 7.0
"""Ems that a column of running text is wide at least."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Text from ``left`` to ``right`` on the base line ``y``, of signs ``size`` points high; or the place of a table."""

    text: str
    left: float
    right: float
    y: float
    size: float
    table: int = -1


@dataclass(frozen=True, slots=True)
class Laid:
    """A line in the order of reading; ``margin`` is the left side of its column, ``column`` tells columns apart."""

    piece: Piece
    margin: float
    column: int


def rows_of_glyphs(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """The signs on each base line, from top to bottom, from left to right."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda g: (-g.y, g.x)):
        if rows and rows[-1][0].y - glyph.y <= _ON_LINE * max(rows[-1][0].size, glyph.size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    for row in rows:
        row.sort(key=lambda g: g.x)
    return rows


def pieces_of(glyphs: Iterable[Glyph]) -> list[Piece]:
    """The pieces of all rows, from top to bottom."""
    return [piece for row in rows_of_glyphs(glyphs) for piece in pieces_of_row(row)]


def pieces_of_row(row: Sequence[Glyph]) -> list[Piece]:
    """The pieces of one row."""
    return [_piece(part) for part in _parts(row)]


def _parts(row: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    held: list[Glyph] = []
    for glyph in row:
        if held and glyph.x - _end(held[-1]) > _GAP * max(glyph.size, held[-1].size):
            yield held
            held = []
        held.append(glyph)
    if held:
        yield held


def _end(glyph: Glyph) -> float:
    return glyph.x + glyph.width


def _piece(part: Sequence[Glyph]) -> Piece:
    y = median([g.y for g in part])
    return Piece(spelt(part), part[0].x, max(map(_end, part)), y, max(g.size for g in part))


def spelt(part: Sequence[Glyph]) -> str:
    """The text of signs on one line, with blanks where there is room for one."""
    text = [part[0].text]
    for before, glyph in pairwise(part):
        room = (glyph.x - _end(before)) / max(min(glyph.size, before.size), 0.1)
        latin = before.text.isascii() and glyph.text.isascii()
        set_apart = glyph.blank and (
            room > _BLANK or not (is_ideograph(before.text) and is_ideograph(glyph.text))
        )
        if set_apart or room > (_LATIN_BLANK if latin else _WIDE_BLANK):
            text.append(" ")
        text.append(glyph.text)
    return "".join(text)


def rows_of_pieces(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """The pieces on each base line, from top to bottom, from left to right; a table is a row of its own."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: (-p.y, p.left)):
        alone = piece.table >= 0 or (rows and rows[-1][0].table >= 0)
        if rows and not alone and rows[-1][0].y - piece.y <= _ON_LINE * max(rows[-1][0].size, piece.size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    for row in rows:
        row.sort(key=lambda p: p.left)
    return rows


def in_order(pieces: Iterable[Piece]) -> list[Laid]:
    """The lines of a page in the order of reading."""
    found: list[Laid] = []
    _lay(rows_of_pieces(pieces), found)
    return found


def _lay(rows: Sequence[Sequence[Piece]], found: list[Laid]) -> None:
    """Lay rows: those with two columns side by side column by column, all others line by line."""
    start = 0
    plain: list[Piece] = []
    while start < len(rows):
        block = _columns(rows, start)
        if block is None:
            plain.append(_whole(rows[start]))
            start += 1
            continue
        _lay_plain(plain, found)
        plain = []
        end, gutter = block
        for side in (True, False):
            parts = ([p for p in row if (p.left < gutter) == side] for row in rows[start:end])
            _lay([part for part in parts if part], found)
        start = end
    _lay_plain(plain, found)


def _lay_plain(lines: Sequence[Piece], found: list[Laid]) -> None:
    margin = min((line.left for line in lines if line.table < 0), default=0.0)
    column = found[-1].column + 1 if found else 0
    found += [Laid(line, margin, column) for line in lines]


def _whole(row: Sequence[Piece]) -> Piece:
    """The pieces of a row as one line."""
    if len(row) == 1:
        return row[0]
    text = " ".join(p.text for p in row)
    return Piece(text, row[0].left, max(p.right for p in row), row[0].y, max(p.size for p in row))


def _columns(rows: Sequence[Sequence[Piece]], start: int) -> tuple[int, float] | None:
    """Up to which row two columns stand side by side from ``start`` on, and where the second one begins."""
    if len(rows[start]) < 2:
        return None
    best: tuple[int, float] | None = None
    for one, two in zip(rows[start], rows[start][1:], strict=False):
        low, high = one.right, two.left
        end = start
        while end < len(rows):
            narrowed = _narrowed(rows[end], low, high)
            if narrowed is None:
                break
            low, high = narrowed
            end += 1
        if (best is None or end > best[0]) and _is_text(rows[start:end], high):
            best = end, high
    return best


def _narrowed(row: Sequence[Piece], low: float, high: float) -> tuple[float, float] | None:
    """The gap that is left between the columns if this row is one of them, ``None`` if it crosses the gap."""
    for piece in row:
        if piece.right <= (low + high) / 2:
            low = max(low, piece.right)
        elif piece.left >= (low + high) / 2:
            high = min(high, piece.left)
        else:
            return None
    return (low, high) if high - low >= _GUTTER * row[0].size else None


def _is_text(rows: Sequence[Sequence[Piece]], gutter: float) -> bool:
    """Whether both sides look like running text: lines enough, and wide ones."""
    both = sum(row[0].left < gutter <= row[-1].left for row in rows)
    if both < _FEWEST_ROWS:
        return False
    for side in (True, False):
        widths = [
            (max(p.right for p in part) - min(p.left for p in part)) / max(part[0].size, 0.1)
            for row in rows
            if (part := [p for p in row if (p.left < gutter) == side])
        ]
        if median(widths) < _NARROWEST:
            return False
    return True
