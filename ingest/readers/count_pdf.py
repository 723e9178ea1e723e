"""How many cells and characters does a PDF show, counted by the other engine than the one that read it?

Of the reader it takes its decisions: which pages it read and as what, where the rows and columns of its lists stand, and
where a blank stands in a block. Every character and its place come from pdfminer (from PDFium too where the two differ),
by code of its own. A page on which the engines do not agree is named, so that a person looks at it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from ingest.readers.article import Block
from ingest.readers.count_pdf_kept import KeptSigns, keep_signs
from ingest.readers.count_pdf_mined import mined
from ingest.readers.count_pdf_signs import Sign, seen, without_doubles
from ingest.readers.count_prose import BlockCount, ProseCount
from ingest.readers.count_sentences import count_sentences
from ingest.readers.counted import Count
from ingest.readers.mixed import Mixed, MixedCount

_SLIGHT = 0.02
_FEW = 2
_NEAR = 1.5


@dataclass(frozen=True, slots=True)
class Place:
    """Where a table stands: on the page that is turned by ``turn`` quarters, its columns between ``xs`` and its rows
    between ``ys``; who owns each place, and who of them says anything; the list (``""`` for what is text) and the numbers
    of its rows there."""

    turn: int
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    owners: tuple[tuple[int, ...], ...]
    filled: frozenset[int]
    sheet: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """What the reader decided of a page: the characters it read, in any order, and the tables, those within others first."""

    said: str
    places: tuple[Place, ...]


def keep_mined(path: Path, file: BinaryIO) -> None:
    """Keep the signs that pdfminer finds in a file, each once."""
    keep_signs(((number, without_doubles(signs)) for number, signs in mined(path)), file)


def count_pdf(
    path: Path, mixed: Mixed, layouts: Mapping[int, Layout], first: KeptSigns
) -> tuple[MixedCount, list[int], frozenset[int]]:
    """Count a PDF of which the reader read these pages, and pdfminer these signs; with the pages on which the engines
    differ, and those on which neither says what the reader read: it should leave them alone."""
    second: Mapping[int, list[Sign]] | None = None
    unsure: list[int] = []
    hopeless: set[int] = set()
    cells: set[tuple[str, int, int]] = set()
    pools: dict[int, Counter[str]] = {}
    for number, layout in layouts.items():
        signs = first.on(number)
        found = _outside(signs, layout.places)
        if not (_agree(signs, layout.said) and found.fits):
            second = seen(path) if second is None else second
            signs, sure = _settled(signs, list(without_doubles(second.get(number, ()))), layout.said)
            found = _outside(signs, layout.places)
            unsure += [] if sure else [number]
            if len(signs) != len(layout.said) or not found.fits:
                hopeless.add(number)
        pools[number] = found.pool
        cells |= found.cells
    rows = Counter((sheet, row) for sheet, row, _ in cells)
    characters = sum(pool.total() for pool in pools.values())
    blocks = tuple(
        tuple(_drawn(block, pools) for block in article.blocks) for article in mixed.prose.articles
    )
    return (
        MixedCount(Count(rows.total(), dict(rows)), ProseCount(characters, blocks)),
        unsure,
        frozenset(hopeless),
    )


def _agree(signs: Sequence[Sign], said: str) -> bool:
    """Whether these are the characters that the reader read, but for a few that look alike."""
    if len(signs) != len(said):
        return False
    other = (Counter(sign.text for sign in signs) - Counter(said)).total()
    return other <= max(_FEW, _SLIGHT * len(said))


def _settled(first: list[Sign], second: list[Sign], said: str) -> tuple[list[Sign], bool]:
    """What stands on a page on which the engines differ, and whether they differ only by what PDFium cannot measure:
    then all that either of them sees is what was read."""
    known = defaultdict(list)
    for sign in second:
        known[round(sign.y / 8)].append(sign)
    more = [
        sign
        for sign in first
        if not any(_same_place(sign, k) for r in (-1, 0, 1) for k in known[round(sign.y / 8) + r])
    ]
    both = [*second, *more]
    return (both, True) if _agree(both, said) else (second, False)


def _same_place(one: Sign, two: Sign) -> bool:
    return abs(one.x - two.x) < _NEAR and abs(one.y - two.y) < _NEAR


@dataclass(frozen=True, slots=True)
class _Page:
    """The characters of a page outside of lists, its cells in which others stand, and whether those are the cells that
    the reader filled."""

    pool: Counter[str]
    cells: set[tuple[str, int, int]]
    fits: bool


def _outside(signs: Iterable[Sign], places: Sequence[Place]) -> _Page:
    pool: Counter[str] = Counter()
    tables = [_Table(place) for place in places]
    for sign in signs:
        table = next((table for table in tables if table.take(sign)), None)
        if table is None or not table.place.sheet:
            pool[sign.text] += 1
    listed = [table for table in tables if table.place.sheet]
    cells = {table.cells[owner] for table in listed for owner in table.filled}
    return _Page(pool, cells, all(table.filled == table.place.filled for table in listed))


class _Table:
    """The cells of one place (list, row and column, by their owner), and which of them say something."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.falling = [-y for y in place.ys]
        self.filled: set[int] = set()
        self.cells: dict[int, tuple[str, int, int]] = {}
        for row, owners in enumerate(place.owners):
            for column, owner in enumerate(owners):
                if owner >= 0 and owner not in self.cells:
                    self.cells[owner] = (place.sheet, place.numbers[row] if place.sheet else 0, column)

    def take(self, sign: Sign) -> bool:
        """Whether a sign stands in a cell: the point to the right of its origin and two above does."""
        place, turn = self.place, self.place.turn
        if sign.turn != turn:
            return False
        x, y = sign.x, sign.y
        if turn:
            x, y = (y, -x) if turn == 1 else (-x, -y) if turn == 2 else (-y, x)
        column = bisect_right(place.xs, x + 1) - 1
        row = bisect_right(self.falling, -(y + 2)) - 1
        if not (0 <= column < len(place.xs) - 1 and 0 <= row < len(place.ys) - 1):
            return False
        owner = place.owners[row][column]
        if owner >= 0:
            self.filled.add(owner)
        return owner >= 0


def _drawn(block: Block, pools: Mapping[int, Counter[str]]) -> BlockCount:
    """The count of the characters of a block that are left on its pages, laid out with its blanks."""
    laid: list[str] = []
    for page, text in _by_page(block):
        pool = pools[page]
        for character in text:
            if character.isspace():
                laid.append(" ")
                continue
            taken = character if pool[character] > 0 else next((c for c in pool if pool[c] > 0), "")
            if not taken:
                break
            pool[taken] -= 1
            laid.append(character)
    whole = "".join(laid)
    return BlockCount(sum(1 for c in whole if c != " "), count_sentences(whole))


def _by_page(block: Block) -> Iterator[tuple[int, str]]:
    starts = [offset for offset, _ in block.origin]
    ends = [*starts[1:], len(block.text)]
    for page, start, end in zip(block.pages, starts, ends, strict=True):
        yield page, block.text[start:end]
