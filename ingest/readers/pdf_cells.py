"""What stands in the cells of a page's tables, and what stands outside of them? Lines of a cell joined as text is.

A line of a cell that reaches its end runs on in the next one; after a shorter line a new one begins.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from ingest.readers.joining import needs_blank
from ingest.readers.pdf_glyphs import Glyph
from ingest.readers.pdf_grid import Frame
from ingest.readers.pdf_lines import Piece, pieces_of_row, rows_of_glyphs, spelt

_ROOM: Final = 1.5
"""Ems at the end of a line that does not run on."""


@dataclass(frozen=True, slots=True)
class Ruled:
    """What may be a table: its cells, what each of them says by its number, and the same as text."""

    frame: Frame
    texts: dict[int, str]
    pieces: tuple[Piece, ...]


def in_frames(glyphs: Iterable[Glyph], found: Sequence[Frame]) -> tuple[list[Ruled], list[Glyph]]:
    """The tables with what stands in their cells, and the signs that stand in none. Frames from small to large."""
    held: list[dict[int, list[Glyph]]] = [{} for _ in found]
    rest: list[Glyph] = []
    for glyph in glyphs:
        for frame, cells in zip(found, held, strict=True):
            number = frame.cell_at(glyph.x, glyph.y)
            if number >= 0:
                cells.setdefault(number, []).append(glyph)
                break
        else:
            rest.append(glyph)
    return [_ruled(frame, cells) for frame, cells in zip(found, held, strict=True)], rest


def _ruled(frame: Frame, cells: dict[int, list[Glyph]]) -> Ruled:
    sides = _sides(frame)
    texts: dict[int, str] = {}
    pieces: list[Piece] = []
    for number, glyphs in cells.items():
        rows = [(row, pieces_of_row(row)) for row in rows_of_glyphs(glyphs)]
        texts[number] = _text(rows, *sides[number])
        pieces += [piece for _, parts in rows for piece in parts]
    return Ruled(frame, texts, tuple(pieces))


def _sides(frame: Frame) -> dict[int, tuple[float, float]]:
    """Where each cell begins and ends."""
    found: dict[int, tuple[float, float]] = {}
    for row in frame.owners:
        for column, number in enumerate(row):
            left, right = found.get(number, (frame.xs[column], frame.xs[column + 1]))
            found[number] = min(left, frame.xs[column]), max(right, frame.xs[column + 1])
    return found


def _text(rows: Sequence[tuple[Sequence[Glyph], Sequence[Piece]]], left: float, right: float) -> str:
    """The text of a cell, given as rows of signs and the pieces of each."""
    padding = max(0.0, min(row[0].x for row, _ in rows) - left)
    text, before = "", rows[0][0]
    for n, (row, parts) in enumerate(rows):
        line = parts[0].text if len(parts) == 1 else spelt(row)
        if not n:
            text = line
            continue
        size = max(before[-1].size, 0.1)
        used = before[-1].x + before[-1].width - before[0].x
        runs_on = (right - left - 2 * min(padding, size) - used) / size < _ROOM
        text += (" " if needs_blank(text, line) else "") + line if runs_on else "\n" + line
        before = row
    return text
