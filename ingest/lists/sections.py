"""Does a sheet hold several lists below each other, each with column names of its own (一、资源清单 … 二、需求清单 …)?

Only rows that name columns throughout begin a list, and only if they name others than the row before did: a header that comes
again on a new page does not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from ingest.lists.lexicon import Lexicon
from ingest.lists.wording import split_header, wording_key
from ingest.readers.document import Row, Rows, Sheet

_SEARCHED_ROWS = 400
_LEAST_NAMES = 3
_LONGEST_NAME = 24
_MOSTLY = 0.7
_ALIKE = 0.6


@dataclass(frozen=True, slots=True)
class SectionRows:
    """The rows of a sheet from one number to before another (0: to the end), to be iterated again and again."""

    rows: Rows
    first: int
    end: int

    def __iter__(self) -> Iterator[Row]:
        return (r for r in self.rows if r.number >= self.first and (not self.end or r.number < self.end))


def sections(sheet: Sheet, lexicon: Lexicon) -> tuple[Sheet, ...]:
    """The lists of a sheet as sheets of one name, in order; the sheet itself if it holds one."""
    if sheet.columns:
        return (sheet,)
    starts = list(_starts(list(islice(sheet.rows, _SEARCHED_ROWS)), lexicon))
    if not starts:
        return (sheet,)
    edges = [0, *starts, 0]
    return tuple(replace(sheet, rows=SectionRows(sheet.rows, first, end)) for first, end in pairwise(edges))


def _starts(rows: list[Row], lexicon: Lexicon) -> Iterator[int]:
    """The numbers of the rows at which a further list begins: its column names, or the lines of one cell above them."""
    known: frozenset[str] = frozenset()
    entries = 0
    for at, row in enumerate(rows):
        names = _names(row, lexicon)
        if not names:
            entries += len(_own(row)) > 1
            continue
        if known and entries and len(names & known) < _ALIKE * len(names):
            yield rows[_first_of(rows, at)].number
        if entries or not known:
            known, entries = names, 0


def _first_of(rows: list[Row], at: int) -> int:
    """The first of the lines that stand above a row of names and hold one cell."""
    while at > 1 and len(_own(rows[at - 1])) == 1:
        at -= 1
    return at


def _names(row: Row, lexicon: Lexicon) -> frozenset[str]:
    """The cells of a row that holds hardly anything but known names of columns; none of another row."""
    cells = _own(row)
    if len(cells) < _LEAST_NAMES or any(len(c) > _LONGEST_NAME for c in cells):
        return frozenset()
    known = lexicon.wordings.properties
    keys = [wording_key(split_header(lexicon.bare_name(c)).outer) for c in cells]
    if sum(k in known for k in keys) < _MOSTLY * len(cells):
        return frozenset()
    return frozenset(keys)


def _own(row: Row) -> list[str]:
    return [c for i, c in enumerate(row.cells) if c and i not in row.repeated]
