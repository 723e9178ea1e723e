"""Do column names stand in several rows? Groups over sub-columns (联系方式 over 姓名, 电话), merged or followed by blanks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.lists.lexicon import Lexicon
from ingest.lists.naming import own_candidates
from ingest.readers.document import Row

_LONGEST_GROUP = 24
_LONGEST_NAME = 20
_MOST_LEVELS = 3
_HALF = 0.5
_SURE = frozenset({"exact", "outer", "part", "told", "bare"})
_SAYING = re.compile(r"[:：。；;]|\d{4}\s?年|(?:19|20)\d{2}[-./]\d")
_STARS = " *＊※★☆"
_UNDER = re.compile(r"[（(\[][^（(]{1,6}[）)\]]")
"""What belongs to the name above it, rather than being one: a unit (（只）)."""


@dataclass(frozen=True, slots=True)
class ColumnName:
    """A column's name: ``own`` is what the lowest row says, ``above`` what groups it, from the top; ``whole`` shows both."""

    own: str
    above: tuple[str, ...] = ()

    @property
    def group(self) -> str:
        """What stands above the column's own name, '' if nothing does."""
        return "".join(self.above)

    @property
    def whole(self) -> str:
        """Group and name, each word once."""
        parts: list[str] = []
        for part in (*self.above, self.own):
            if part and part not in parts:
                parts.append(part)
        joint = " " if all(p.isascii() for p in parts) else ""
        return joint.join(parts)


def header_rows(rows: Sequence[Row], found: int, lexicon: Lexicon) -> tuple[int, int]:
    """First and last index of the rows that hold the column names, ``found`` being the row that names most."""
    first = last = found
    while last + 1 < len(rows) and last - first + 1 < _MOST_LEVELS and _is_under(rows, last, lexicon):
        last += 1
    while first > 0 and last - first + 1 < _MOST_LEVELS:
        over = first < last and _is_over(rows[first - 1], rows[first], lexicon)
        if not over and not _is_under(rows, first - 1, lexicon):
            break
        first -= 1
    return first, last


def column_names(rows: Sequence[Row], width: int) -> tuple[ColumnName, ...]:
    """The name of each of ``width`` columns under header rows, from the top one down."""
    levels = [_spread(row, rows[i + 1 :], width) for i, row in enumerate(rows)]
    return tuple(_name([level[column] for level in levels]) for column in range(width))


def _name(stacked: Sequence[str]) -> ColumnName:
    parts: list[str] = []
    for part in (p.strip(_STARS) or p for p in stacked if p):
        if parts and part != parts[-1] and _UNDER.fullmatch(part):
            parts[-1] += part
        elif not parts or part != parts[-1]:
            parts.append(part)
    return ColumnName(parts[-1], tuple(parts[:-1])) if parts else ColumnName("")


def _spread(row: Row, lower: Sequence[Row], width: int) -> list[str]:
    """The cells of a header row, a group's name also over those of its columns that it does not stand over itself."""
    cells = [*row.cells, *[""] * width][:width]
    if not lower or _is_merged(row):
        return cells
    below = [any(len(r.cells) > i and r.cells[i] for r in lower) for i in range(width)]
    group = ""
    for i, cell in enumerate(cells):
        if cell or not below[i]:
            group = cell if below[i] else ""
        else:
            cells[i] = group
    return cells


def _is_merged(row: Row) -> bool:
    """Whether a cell of the row is merged with its right neighbour: then only what is merged belongs together."""
    return any(i and row.cells[i] == row.cells[i - 1] for i in row.repeated)


def _is_under(rows: Sequence[Row], upper: int, lexicon: Lexicon) -> bool:
    """Whether the row after ``upper`` holds the sub-columns of the groups in it, or their units."""
    top, low = rows[upper], rows[upper + 1]
    if low.number - top.number > 1 or top.columns:
        return False
    groups = _groups(top, low)
    if not groups:
        return _are_units(low, lexicon)
    if not _may_group(top, low, groups, lexicon):
        return False
    inside = {low.cells[i] for span in groups for i in span}
    beside = {low.cells[i] for i in _own(low)} - inside
    if any(
        len(lexicon.bare_name(c)) > _LONGEST_NAME or _SAYING.search(lexicon.bare_name(c))
        for c in inside | beside
    ):
        return False
    if _is_framed(top, low, groups) and not _are_values(inside, lexicon):
        return True
    least = 0.3 if _is_merged(top) else 0.5
    return all(_share_known(cells, lexicon) >= least for cells in (inside, beside)) and not _are_values(
        inside | beside, lexicon
    )


def _groups(top: Row, low: Row) -> list[list[int]]:
    """The columns under each cell of the upper row that spans two or more columns with names of their own below."""
    width = max(len(top.cells), len(low.cells))
    cells, lows = ([*row.cells, *[""] * width][:width] for row in (top, low))
    merged = _is_merged(top)
    spans: list[list[int]] = []
    last = ""
    for i, cell in enumerate(cells):
        own = bool(lows[i]) and i not in low.repeated
        goes_on = cell == last if i in top.repeated else not cell and not merged
        if goes_on and own and spans and spans[-1]:
            spans[-1].append(i)
        elif not goes_on or not own:
            spans.append([i] if own and cell else [])
        last = cell or last
    return [span for span in spans if len(span) > 1]


def _may_group(top: Row, low: Row, groups: Sequence[Sequence[int]], lexicon: Lexicon) -> bool:
    """Whether the upper row can hold groups: two or more short names, or one that is not over all columns; no title."""
    names = [lexicon.bare_name(top.cells[i]) for i in _own(top)]
    if any(len(n) > _LONGEST_GROUP or _SAYING.search(n) or n.isnumeric() for n in names):
        return False
    if any(lexicon.wordings.calls_itself_list(n) for n in names) or _is_filled_in(top, lexicon):
        return False
    if len(set(names)) > 1:
        return True
    return groups[0][0] > 0 and any(i < groups[0][0] for i in _own(low))


def _is_over(top: Row, groups: Row, lexicon: Lexicon) -> bool:
    """Whether a row above one of groups holds groups of these, known names themselves."""
    spans = _groups(top, groups)
    names = {top.cells[i] for i in _own(top)}
    if groups.number - top.number > 1 or not spans or not _may_group(top, groups, spans, lexicon):
        return False
    return _share_known(names, lexicon) >= _HALF and not _are_values(names, lexicon)


def _is_framed(top: Row, low: Row, groups: Sequence[Sequence[int]]) -> bool:
    """Whether merged cells show the groups: their names over two columns or more, all other names over both rows."""
    inside = {i for span in groups for i in span}
    others = [i for i in _own(top) if i not in inside]
    return _is_merged(top) and len(others) > 1 and all(i in low.repeated for i in others)


def _is_filled_in(row: Row, lexicon: Lexicon) -> bool:
    """Whether a row says who filled the list in, label and answer side by side (填报单位： | 南湖社区)."""
    cells = [row.cells[i] for i in _own(row)[:2]]
    label = cells[0][-1:] in {":", "："} and lexicon.asides.is_signature(cells[0])
    return label and len(cells) > 1 and not _is_name(cells[1], lexicon)


def _share_known(cells: set[str], lexicon: Lexicon) -> float:
    return sum(_is_name(c, lexicon) for c in cells) / len(cells) if cells else 1.0


def _own(row: Row) -> list[int]:
    return [i for i, c in enumerate(row.cells) if c and i not in row.repeated]


def _is_name(cell: str, lexicon: Lexicon) -> bool:
    """Whether a cell is a known name of a column, or put together like one."""
    if len(lexicon.bare_name(cell)) > _LONGEST_NAME:
        return False
    candidates = own_candidates(cell, lexicon)
    return bool(candidates) and candidates[0].how in _SURE


def _are_values(cells: set[str], lexicon: Lexicon) -> bool:
    """Whether cells are what stands under names: numbers, amounts, dates, organisations."""
    values = sum(
        not any(ch.isalpha() for ch in c)
        or bool(lexicon.dates(c) or lexicon.mask(c).spans)
        or any(q.end - q.start == len(c) and c[q.start].isnumeric() for q in lexicon.quantities(c))
        for c in cells
    )
    return values > 0.2 * len(cells)


def _are_units(low: Row, lexicon: Lexicon) -> bool:
    """Whether a row below the names holds nothing but their units, in brackets."""
    cells = [low.cells[i] for i in _own(low)]
    return bool(cells) and all(c[0] in "（(" and lexicon.unit(c.strip("（）()")) for c in cells)
