"""What stands on page after page at the same height? Running heads and feet, page numbers, watermarks: they are furniture.

Two lines are the same if only their digits differ. Only the first and last lines of a page are looked at.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Final

from ingest.readers.pdf_lines import Piece, rows_of_pieces
from ingest.readers.pdf_page import PageRead

_EDGE: Final = 3
_HEIGHT: Final = 5.0
_FEWEST: Final = 3
_SHARE: Final = 0.3
_LONGEST: Final = 80
_SHORT: Final = 20
_SENTENCE: Final = re.compile(r"[。；，！？]")
_DIGITS: Final = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Bare:
    """A page without its furniture; ``heads`` are the texts of that furniture."""

    page: PageRead
    heads: tuple[str, ...]


def bare(pages: Sequence[PageRead]) -> list[Bare]:
    """The pages without what repeats."""
    rows = [_edges(page) for page in pages]
    heights: dict[str, list[float]] = defaultdict(list)
    for found in rows:
        for key, row in found.items():
            heights[key].append(row[0].y)
    said = Counter(text for page in pages for text in set(page.asides))
    enough = max(_FEWEST, _SHARE * sum(bool(page.said) for page in pages))
    usual = {key: median(ys) for key, ys in heights.items() if len(ys) >= enough}
    often = {
        key for key, y in usual.items() if sum(abs(other - y) <= _HEIGHT for other in heights[key]) >= enough
    }
    return [
        _without(
            page,
            [row for key, row in found.items() if key in often and abs(row[0].y - usual[key]) <= _HEIGHT],
            said,
            enough,
        )
        for page, found in zip(pages, rows, strict=True)
    ]


def _edges(page: PageRead) -> dict[str, list[Piece]]:
    """The first and last rows of a page up to a table or a sentence, by their text without digits."""
    tables = [
        Piece("", t.frame.xs[0], t.frame.xs[-1], y, 1.0, i)
        for i, t in enumerate(page.tables)
        for y in (t.frame.ys[0], t.frame.ys[-1])
    ]
    rows = rows_of_pieces([*page.pieces, *tables])
    found: dict[str, list[Piece]] = {}
    for edge in (rows[:_EDGE], rows[: -_EDGE - 1 : -1]):
        for row in edge:
            text = _text(row)
            if row[0].table >= 0 or len(text) > _LONGEST or (len(text) > _SHORT and _SENTENCE.search(text)):
                break
            found.setdefault(_DIGITS.sub("#", "".join(text.split())), row)
    return found


def _text(row: Iterable[Piece]) -> str:
    return " ".join(piece.text for piece in row)


def _without(page: PageRead, rows: Iterable[Sequence[Piece]], said: Counter[str], enough: float) -> Bare:
    taken = list(rows)
    gone = {piece for row in taken for piece in row}
    asides = [text for text in page.asides if said[text] >= enough]
    rest = replace(
        page,
        pieces=tuple(piece for piece in page.pieces if piece not in gone),
        asides=tuple(text for text in page.asides if said[text] < enough),
    )
    return Bare(rest, (*map(_text, taken), *asides))
