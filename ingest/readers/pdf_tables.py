"""Which tables of a PDF are lists, and which go on from page to page? A table goes on at the top of the next page, in the
same columns, with nothing but furniture between.

The row that a page break cuts is one row if the piece on the new page fills less than half of what the row above fills.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from ingest.readers.columns import is_final
from ingest.readers.count_pdf import Layout, Place
from ingest.readers.grid import Cell, Grid
from ingest.readers.joining import needs_blank
from ingest.readers.limits import Limits
from ingest.readers.pdf_cells import Ruled
from ingest.readers.pdf_grid import Frame
from ingest.readers.pdf_lines import Piece
from ingest.readers.pdf_page import PageRead

_SAME: Final = 4.0
_FLAT: Final = 5.0
_GOES_ON: Final = re.compile(
    r"[（(]?(?:续表|接上表|续上表|续)[一二三四五六七八九十\d]*[）)]?|.{0,30}[（(]续[表]?[）)]"
)


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a list that stands on one page; ``numbers`` are those of its rows in the list, 0 for a row that is none."""

    page: int
    turn: int
    frame: Frame
    numbers: tuple[int, ...]


@dataclass(slots=True)
class Listed:
    """A table while its parts are put together.

    Attributes:
        index: its place among those of its first page, from 1.
        held: the tables it was made of: (position of the page, of the table among the page's).
        marks: lines that say no more than that it goes on, with the positions of their pages.
    """

    index: int
    grid: Grid = field(default_factory=Grid)
    parts: list[Part] = field(default_factory=list)
    held: list[tuple[int, int]] = field(default_factory=list)
    marks: list[tuple[int, Piece]] = field(default_factory=list)

    @property
    def name(self) -> str:
        """As a reader would look for it: 第3页表1, 第3-5页表1."""
        first, last = self.parts[0].page, self.parts[-1].page
        return f"第{first}页表{self.index}" if first == last else f"第{first}-{last}页表{self.index}"


def lists(name: str, pages: Sequence[PageRead], limits: Limits) -> list[Listed]:
    """The lists of a file, by their first page and their place on it, from top to bottom."""
    found: list[Listed] = []
    open_list: Listed | None = None
    for position, page in enumerate(pages):
        order = sorted(
            range(len(page.tables)), key=lambda i: (-page.tables[i].frame.ys[0], page.tables[i].frame.xs[0])
        )
        now: Listed | None = None
        for rank, i in enumerate(order):
            ruled = page.tables[i]
            if rank == 0 and open_list and _goes_on(open_list.parts[-1], page, ruled):
                now = open_list
                now.marks += [(position, piece) for piece in _above(page, ruled)]
            else:
                now = Listed(rank + 1)
                found.append(now)
            _add(now, name, page, ruled, limits)
            now.held.append((position, i))
        open_list = now if now and _ends_page(page, page.tables[order[-1]]) else None
    return [one for one in found if one.grid.is_list]


def layouts(pages: Sequence[PageRead], found: Sequence[Listed]) -> dict[int, Layout]:
    """What the second count has to know of the pages that were read."""
    whose = {place: one for one in found for place in one.held}
    made: dict[int, Layout] = {}
    for position, page in enumerate(pages):
        if page.state not in ("read", "picture"):
            continue
        places = []
        for i, ruled in enumerate(page.tables):
            one, frame = whose.get((position, i)), ruled.frame
            numbers = one.parts[one.held.index((position, i))].numbers if one else ()
            filled, name = frozenset(ruled.texts), one.name if one else ""
            places.append(Place(page.turn, frame.xs, frame.ys, frame.owners, filled, name, numbers))
        made[page.number] = Layout(page.said, tuple(places))
    return made


def _goes_on(part: Part, page: PageRead, ruled: Ruled) -> bool:
    frame = ruled.frame
    same = len(frame.xs) == len(part.frame.xs) and part.turn == page.turn and part.page + 1 == page.number
    if not same or any(abs(a - b) > _SAME for a, b in zip(frame.xs, part.frame.xs, strict=True)):
        return False
    return all(_GOES_ON.fullmatch(piece.text) for piece in _above(page, ruled))


def _above(page: PageRead, ruled: Ruled) -> list[Piece]:
    return [piece for piece in page.pieces if piece.y > ruled.frame.ys[0]]


def _ends_page(page: PageRead, ruled: Ruled) -> bool:
    return not any(piece.y < ruled.frame.ys[-1] for piece in page.pieces)


def _add(one: Listed, name: str, page: PageRead, ruled: Ruled, limits: Limits) -> None:
    """Take the part of a list that stands on this page."""
    numbers: list[int] = []
    begun: set[int] = set()
    for row in range(len(ruled.frame.owners)):
        cells = _cells(ruled, row, begun)
        height = ruled.frame.ys[row] - ruled.frame.ys[row + 1]
        if height < _FLAT and not any(cell.text for cell in cells):
            numbers.append(0)
            continue
        if row == 0 and one.parts:
            if _is_rest(one.grid.rows[-1], cells):
                one.grid.rows[-1] = _rejoined(one.grid.rows[-1], cells)
                numbers.append(len(one.grid.rows))
                continue
            cells = _filled_from_above(one, ruled, cells)
        one.grid.add(cells, name, limits)
        numbers.append(len(one.grid.rows))
    one.parts.append(Part(page.number, page.turn, ruled.frame, tuple(numbers)))


def _cells(ruled: Ruled, row: int, begun: set[int]) -> list[Cell]:
    """The cells of a row; one that began above is filled from there."""
    owners = ruled.frame.owners[row]
    found: list[Cell] = []
    here: set[int] = set()
    start = 0
    while start < len(owners):
        number, end = owners[start], start + 1
        while end < len(owners) and owners[end] == number:
            end += 1
        if number >= 0:
            first = number not in begun and number not in here
            text = ruled.texts.get(number, "") if first else ""
            found.append(Cell(text, start, end - start, above=number in begun))
            here.add(number)
        start = end
    begun |= here
    return found


def _is_rest(above: Sequence[Cell], cells: Sequence[Cell]) -> bool:
    """Whether a row is the rest of the one above, which a page break cut: few of its cells say anything, none the first,
    and what they go on with is no whole sentence."""
    said = {cell.column: cell.text for cell in above if cell.text}
    rest = {cell.column: cell.text for cell in cells if cell.text}
    if not rest or 2 * len(rest) >= len(said) or min(rest) == min((c.column for c in cells), default=0):
        return False
    if [(c.column, c.across) for c in above] != [(c.column, c.across) for c in cells]:
        return False
    return all(column in said and not is_final(said[column]) for column in rest)


def _rejoined(above: Sequence[Cell], cells: Sequence[Cell]) -> list[Cell]:
    rest = {cell.column: cell.text for cell in cells if cell.text}
    return [
        Cell(_joined(cell.text, rest.get(cell.column, "")), cell.column, cell.across, cell.above)
        for cell in above
    ]


def _joined(one: str, two: str) -> str:
    if not one or not two:
        return one or two
    return f"{one} {two}" if needs_blank(one, two) else one + two


def _filled_from_above(one: Listed, ruled: Ruled, cells: Sequence[Cell]) -> list[Cell]:
    """An empty cell at the top of a page goes on with the one above the page break if either takes several rows."""
    frame = one.parts[-1].frame
    last = frame.owners[-1]
    before = frame.owners[-2] if len(frame.owners) > 1 else ()
    here = ruled.frame.owners
    found = []
    for cell in cells:
        column = cell.column
        tall = bool(before) and before[column] == last[column]
        tall = tall or (len(here) > 1 and here[0][column] == here[1][column])
        found.append(Cell("", column, cell.across, above=True) if tall and not cell.text else cell)
    return found
