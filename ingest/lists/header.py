"""In which row do the columns get their names? Not always the first: titles and notes may stand above."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from ingest.lists.levels import header_rows
from ingest.lists.lexicon import Lexicon
from ingest.lists.naming import own_candidates
from ingest.lists.wide import cell_says
from ingest.lists.wording import How
from ingest.readers.document import Row
from ontology.language.times import read_slots

SEARCHED_ROWS = 40
_LONGEST_NAME = 40
_SURE = frozenset({"exact", "outer", "part"})
_NAMING = _SURE | {"told", "bare", "ending"}
_WEIGHTS = {
    "exact": 1.0,
    "outer": 1.0,
    "part": 0.8,
    "told": 0.8,
    "bare": 0.8,
    "ending": 0.6,
    "class": 0.4,
    "head": 0.4,
}
_MOSTLY = 0.6
_COMPARED_ROWS, _LEAST_BELOW = 4, 2
_NUMBER = re.compile(r"[\s\d.,:/年月日%+-]+")


@dataclass(frozen=True, slots=True)
class HeaderFound:
    """The rows that hold the column names, from the top one down, and the non-empty rows above them."""

    rows: tuple[Row, ...]
    titles: tuple[Row, ...]

    @property
    def row(self) -> Row:
        """The lowest of the header rows."""
        return self.rows[-1]


def find_header(rows: Iterable[Row], lexicon: Lexicon) -> HeaderFound | None:
    """The row among the first 40 that holds most known column names, with the levels above and below it; else the
    first that can be a header at all.

    ``None`` if no row names columns: rows of numbers, names or sentences are not a header.
    """
    first = list(islice(rows, SEARCHED_ROWS))
    scores = [_score(row, lexicon) for row in first]
    best = max(range(len(first)), key=lambda i: (scores[i], -i), default=-1)
    if best < 0:
        return None
    if scores[best] < 1.0 or len(_names(first[best])) < 2:
        wide = _width(first) > 1
        best = _plain_header(first, lexicon) if wide else (best if scores[best] >= 1.0 else -1)
        best = _over_values(first, lexicon) if wide and best < 0 else best
    if best < 0:
        return None
    top, bottom = header_rows(first, best, lexicon)
    return HeaderFound(tuple(first[top : bottom + 1]), tuple(first[:top]))


def _names(row: Row) -> set[str]:
    return {cell for cell in row.cells if cell}


def _width(rows: list[Row]) -> int:
    return max((sum(1 for i, c in enumerate(r.cells) if c and i not in r.repeated) for r in rows), default=0)


def _score(row: Row, lexicon: Lexicon) -> float:
    names = _names(row)
    if any(len(n) > 3 * _LONGEST_NAME for n in names):
        return 0.0
    if sum(1 for n in names if _is_value(n, lexicon)) >= max(1, len(names) / 3):
        return 0.0
    found = [how for name in names if (how := _known(name, lexicon))]
    total = sum(_WEIGHTS.get(how, 0.0) for how in found)
    sure = sum(how in _SURE for how in found)
    return total if sure and (len(names) > 1 or total >= 1.0) else 0.0


def _known(name: str, lexicon: Lexicon) -> How | None:
    """How a cell is known as the name of a column, if it is."""
    if len(name) > _LONGEST_NAME or _NUMBER.fullmatch(name):
        return None
    candidates = own_candidates(name, lexicon)
    return candidates[0].how if candidates else None


def _is_value(cell: str, lexicon: Lexicon) -> bool:
    """Whether a cell is a value that no column is named after: a date, a contact, an amount, a price."""
    if _is_bare_value(cell, lexicon):
        return True
    how = _known(cell, lexicon)
    if any(h.end - h.start == len(cell) for h in lexicon.costs(cell)):
        return how not in {"exact", "outer"}
    if how in _NAMING:
        return False
    return _is_time(cell) or (bool(lexicon.kind_of(cell)) and not lexicon.is_collective(cell))


def _is_time(cell: str) -> bool:
    """Whether a cell is a weekly time (工作日, 每周三下午)."""
    found = read_slots(cell)
    return bool(found) and 2 * sum(s.end - s.start for s in found) > len(cell)


def _plain_header(rows: list[Row], lexicon: Lexicon) -> int:
    """The first row of two or more short distinct words that are no numbers, organisations or contacts, or that are names of
    things above amounts and marks."""
    for index, row in enumerate(rows[:-1]):
        cells = {i: c for i, c in enumerate(row.cells) if c and i not in row.repeated}
        if len(cells) < 2:
            continue
        words = len(set(cells.values())) == len(cells) and all(
            len(c) <= _LONGEST_NAME for c in cells.values()
        )
        said = [i for i, c in cells.items() if _is_content(c, lexicon)]
        below = rows[index + 1 : index + 1 + _COMPARED_ROWS]
        fine = words and (not said or _are_over_amounts(said, cells, below, lexicon))
        return index if fine else -1
    return -1


def _are_over_amounts(said: list[int], cells: dict[int, str], below: list[Row], lexicon: Lexicon) -> bool:
    """Whether the cells of a row that could be content are names of things, each over amounts or marks (医用口罩 over 20只), and
    another cell of the row names a column."""
    if any(_is_value(cells[i], lexicon) and not lexicon.kinds(cells[i]) for i in said):
        return False
    others = [c for i, c in cells.items() if i not in said]
    values = [row.cells[i] for row in below for i in said if i < len(row.cells) and row.cells[i]]
    marks = sum(cell_says(v, lexicon) != "text" for v in values)
    return any(_known(c, lexicon) for c in others) and bool(values) and marks >= _MOSTLY * len(values)


def _over_values(rows: list[Row], lexicon: Lexicon) -> int:
    """The first row of two or more short distinct words, one of them known, over columns of numbers, contacts, days or amounts:
    none of its own cells is such a value, each of these columns has a name."""
    for index, row in enumerate(rows[:-_LEAST_BELOW]):
        cells = {i: c for i, c in enumerate(row.cells) if c and i not in row.repeated}
        if len(cells) < 2:
            continue
        words = len(set(cells.values())) == len(cells) and all(
            len(c) <= _LONGEST_NAME for c in cells.values()
        )
        plain = not any(_is_bare_value(c, lexicon) or lexicon.says_nothing(c) for c in cells.values())
        below = rows[index + 1 : index + 1 + 2 * _COMPARED_ROWS]
        typed = [i for i in range(_width(below)) if _are_bare_values(i, below, lexicon)]
        fine = words and plain and typed and all(i in cells for i in typed)
        return index if fine and any(_known(c, lexicon) for c in cells.values()) else -1
    return -1


def _are_bare_values(column: int, rows: list[Row], lexicon: Lexicon) -> bool:
    cells = [row.cells[column] for row in rows if column < len(row.cells)]
    said = [c for c in cells if c and not lexicon.says_nothing(c)]
    return len(said) >= _LEAST_BELOW and all(_is_bare_value(c, lexicon) for c in said)


def _is_bare_value(cell: str, lexicon: Lexicon) -> bool:
    """Whether a cell is nothing but a number, a contact, a day or an amount."""
    hidden = sum(end - start for start, end in lexicon.mask(cell).spans)
    if _NUMBER.fullmatch(cell) or 2 * hidden > len(cell) or lexicon.dates(cell):
        return True
    return any(q.end - q.start == len(cell) and cell[q.start].isnumeric() for q in lexicon.quantities(cell))


def _is_content(cell: str, lexicon: Lexicon) -> bool:
    """Whether a cell is what stands under a header, not in it."""
    if _is_value(cell, lexicon) or lexicon.mask(cell).spans:
        return True
    known = _known(cell, lexicon)
    return known in {None, "class", "head"} and bool(lexicon.kind_of(cell) or lexicon.places.is_place(cell))
