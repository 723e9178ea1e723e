"""Which lines of a page rule a table, and what are its cells? Lines that cross make a grid; places of it without a line
between them are one cell.

A side that is left open is closed where the lines end. Whether the cells are a list is not decided here.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from ingest.readers.pdf_drawn import Drawn, Rule

_SAME: Final = 3.0
"""Points within which two lines are one."""
_GAP: Final = 2.6
_SHORTEST: Final = 5.0
_OPEN: Final = 6.0
_MOST_RULES: Final = 3_000
_MOST_PLACES: Final = 100_000
_RIGHT, _UP = 1.0, 2.0
"""Where in a sign, from its origin, it is asked in which cell it stands; in points."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The cells of a ruled table.

    Attributes:
        xs: where its columns begin and end, rising.
        ys: where its rows begin and end, from top to bottom.
        owners: for each row and column the number of the cell that takes the place, -1 for none.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    owners: tuple[tuple[int, ...], ...]

    @property
    def size(self) -> float:
        """Its area."""
        return (self.xs[-1] - self.xs[0]) * (self.ys[0] - self.ys[-1])

    def cell_at(self, x: float, y: float) -> int:
        """The number of the cell in which a sign with this origin stands, -1 for none."""
        x, y = x + _RIGHT, y + _UP
        if not (self.xs[0] <= x < self.xs[-1] and self.ys[-1] < y <= self.ys[0]):
            return -1
        return self.owners[_row(self.ys, y)][min(bisect_right(self.xs, x), len(self.xs) - 1) - 1]


def _row(ys: Sequence[float], y: float) -> int:
    """The row of a height: heights fall from row to row."""
    low, high = 0, len(ys) - 1
    while high - low > 1:
        middle = (low + high) // 2
        if ys[middle] >= y:
            low = middle
        else:
            high = middle
    return low


def frames(drawn: Drawn) -> list[Frame]:
    """The ruled tables of a page, the smallest first."""
    if min(len(drawn.across), len(drawn.down)) < 2 or len(drawn.across) + len(drawn.down) > 20 * _MOST_RULES:
        return []
    across, down = _joined(drawn.across), _joined(drawn.down)
    if len(across) + len(down) > _MOST_RULES:
        return []
    found = (_frame(*group) for group in _groups(across, down))
    return sorted((frame for frame in found if frame), key=lambda frame: frame.size)


def _joined(rules: Iterable[Rule]) -> list[Rule]:
    """Lines in one place as one, pieces of a line put together."""
    found: list[Rule] = []
    level: list[Rule] = []
    for rule in sorted(rules, key=lambda r: r.at):
        if level and rule.at - level[0].at > _SAME:
            found += _put_together(level)
            level = []
        level.append(rule)
    return [rule for rule in (*found, *_put_together(level)) if rule.end - rule.start >= _SHORTEST]


def _put_together(level: Sequence[Rule]) -> list[Rule]:
    if not level:
        return []
    at = sum(rule.at for rule in level) / len(level)
    found: list[Rule] = []
    for rule in sorted(level, key=lambda r: r.start):
        if found and rule.start <= found[-1].end + _GAP:
            found[-1] = Rule(at, found[-1].start, max(found[-1].end, rule.end))
        else:
            found.append(Rule(at, rule.start, rule.end))
    return found


def _groups(across: list[Rule], down: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Lines that cross each other, directly or by others."""
    parent = list(range(len(across) + len(down)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, rule in enumerate(across):
        for j, other in enumerate(down, len(across)):
            if _within(other.at, rule) and _within(rule.at, other):
                parent[root(i)] = root(j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, rule in enumerate(across):
        groups.setdefault(root(i), ([], []))[0].append(rule)
    for j, rule in enumerate(down, len(across)):
        groups.setdefault(root(j), ([], []))[1].append(rule)
    return list(groups.values())


def _within(at: float, rule: Rule) -> bool:
    return rule.start - _SAME <= at <= rule.end + _SAME


def _frame(across: list[Rule], down: list[Rule]) -> Frame | None:
    if len(across) < 2 or len(down) < 1:
        return None
    down = _closed(across, down)
    across = _closed(down, across)
    xs, ys = _places(down), _places(across)[::-1]
    if len(xs) < 2 or len(ys) < 2 or len(xs) * len(ys) > _MOST_PLACES:
        return None
    return Frame(tuple(xs), tuple(ys), _owners(xs, ys, across, down))


def _closed(across: list[Rule], down: list[Rule]) -> list[Rule]:
    """The lines ``down`` with one more on a side where two or more lines ``across`` go on beyond the last of them."""
    first, last = min(r.at for r in down), max(r.at for r in down)
    found = list(down)
    for ends in (
        [(r.start, r.at) for r in across if r.start < first - _OPEN],
        [(r.end, r.at) for r in across if r.end > last + _OPEN],
    ):
        if len(ends) > 1:
            side = min(e for e, _ in ends) if ends[0][0] < first else max(e for e, _ in ends)
            found.append(Rule(side, min(at for _, at in ends), max(at for _, at in ends)))
    return found


def _places(rules: Iterable[Rule]) -> list[float]:
    found: list[float] = []
    for at in sorted(rule.at for rule in rules):
        if not found or at - found[-1] > _SAME:
            found.append(at)
    return found


def _owners(
    xs: Sequence[float], ys: Sequence[float], across: Sequence[Rule], down: Sequence[Rule]
) -> tuple[tuple[int, ...], ...]:
    """Which cell takes each place; places that are open to the outside belong to none."""
    width, height = len(xs) - 1, len(ys) - 1
    outside = width * height
    parent = list(range(outside + 1))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    upright = {x: [r for r in down if abs(r.at - x) <= _SAME] for x in xs}
    level = {y: [r for r in across if abs(r.at - y) <= _SAME] for y in ys}
    for row in range(height):
        middle = (ys[row] + ys[row + 1]) / 2
        for i, x in enumerate(xs):
            if not any(r.start <= middle <= r.end for r in upright[x]):
                left = row * width + i - 1 if i else outside
                parent[root(left)] = root(row * width + i if i < width else outside)
    for column in range(width):
        middle = (xs[column] + xs[column + 1]) / 2
        for j, y in enumerate(ys):
            if not any(r.start <= middle <= r.end for r in level[y]):
                above = (j - 1) * width + column if j else outside
                parent[root(above)] = root(j * width + column if j < height else outside)
    numbers: dict[int, int] = {root(outside): -1}
    return tuple(
        tuple(numbers.setdefault(root(row * width + column), len(numbers) - 1) for column in range(width))
        for row in range(height)
    )
