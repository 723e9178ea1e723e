"""What does one page of a PDF say? Its text in pieces, what may be tables, and whether it has a text layer at all.

The page is turned as most of its text is read. Text in another direction (a watermark, a label at the side) is kept apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from ingest.readers.pdf_aligned import aligned
from ingest.readers.pdf_cells import Ruled, in_frames
from ingest.readers.pdf_drawn import Drawn
from ingest.readers.pdf_glyphs import UNKNOWN, Glyph, direction, laid_down, runs_down, upright
from ingest.readers.pdf_grid import frames
from ingest.readers.pdf_lines import Piece, pieces_of

State = Literal["read", "picture", "coded", "missing", "doubtful"]
"""``picture``: (almost) nothing but pictures; ``coded``: a font does not say which characters its signs are; ``missing``:
the page cannot be loaded; ``doubtful``: what stands there cannot be told."""
_UNKNOWN: Final = 0.3
_LITTLE: Final = 30
_MUCH: Final = 0.5
_SOME: Final = 0.02
_DRAWN_TEXT: Final = 300


@dataclass(frozen=True, slots=True)
class PageRead:
    """A page.

    Attributes:
        number: from 1.
        state: whether its text can be read.
        turn: how it was turned.
        pieces: its text outside of what may be tables.
        tables: what may be tables.
        asides: text in another direction.
        said: all its signs, in no order that matters.
    """

    number: int
    state: State
    turn: int = 0
    pieces: tuple[Piece, ...] = ()
    tables: tuple[Ruled, ...] = ()
    asides: tuple[str, ...] = ()
    said: str = ""


def read_page(number: int, glyphs: Sequence[Glyph], drawn: Drawn, area: float) -> PageRead:
    """Understand the page with these signs, each of them once; ``area`` in square points."""
    unknown = sum(g.text == UNKNOWN for g in glyphs)
    if unknown > _UNKNOWN * len(glyphs):
        return PageRead(number, "coded")
    state = _state(len(glyphs), drawn, area)
    turn = direction(glyphs)
    along = upright([g for g in glyphs if g.turn == turn], turn)
    asides = tuple(_asides(g for g in glyphs if g.turn != turn))
    said = "".join(g.text for g in glyphs)
    if runs_down(along):
        return PageRead(number, state, turn, tuple(pieces_of(laid_down(along))), (), asides, said)
    tables, rest = in_frames(along, frames(drawn.turned(turn)))
    pieces = pieces_of(rest)
    if even := aligned(pieces):
        more, rest = in_frames(rest, even)
        tables, pieces = [*tables, *more], pieces_of(rest)
    return PageRead(number, state, turn, tuple(pieces), tuple(tables), asides, said)


def _state(signs: int, drawn: Drawn, area: float) -> State:
    share = drawn.pictures / area if area else 0.0
    if not signs:
        return "picture" if share > _SOME or drawn.curves > _DRAWN_TEXT else "read"
    return "picture" if signs <= _LITTLE and share > _MUCH else "read"


def _asides(glyphs: Iterable[Glyph]) -> list[str]:
    """Runs of signs in one direction, as they follow in the page's content."""
    found: list[list[Glyph]] = []
    for glyph in glyphs:
        near = found and found[-1][-1].turn == glyph.turn and _near(found[-1][-1], glyph)
        if near:
            found[-1].append(glyph)
        else:
            found.append([glyph])
    return ["".join((" " if g.blank and n else "") + g.text for n, g in enumerate(run)) for run in found]


def _near(before: Glyph, glyph: Glyph) -> bool:
    return max(abs(glyph.x - before.x), abs(glyph.y - before.y)) < 3 * max(
        before.size, before.width, glyph.size
    )
