"""What do a column's values look like? A sample that does not depend on the order of the rows, and its shares.

A value is in the sample if its CRC lies under a threshold that falls as the sample grows: the same
values are in it whatever the order (a bottom-k sketch).
"""

from __future__ import annotations

from collections.abc import Callable
from zlib import crc32

_MOST = 400
_ALL = 1 << 32


class ColumnStats:
    """Counts and a sample of the non-empty values of one column."""

    def __init__(self) -> None:
        self.filled = 0
        self.sample: dict[str, int] = {}
        self._under = _ALL

    def add(self, value: str) -> None:
        """Take one non-empty value into account."""
        self.filled += 1
        if value in self.sample:
            self.sample[value] += 1
        elif self._under == _ALL or crc32(value.encode(errors="replace")) < self._under:
            self.sample[value] = 1
            if len(self.sample) > _MOST:
                self._thin()

    def without(self, test: Callable[[str], bool]) -> ColumnStats:
        """The same without the values that pass: those that only mark that there is nothing to say."""
        made = ColumnStats()
        made.sample = {v: n for v, n in self.sample.items() if not test(v)}
        made.filled = self.filled - sum(n for v, n in self.sample.items() if v not in made.sample)
        made._under = self._under
        return made

    def _thin(self) -> None:
        self._under //= 2
        self.sample = {
            v: n for v, n in self.sample.items() if crc32(v.encode(errors="replace")) < self._under
        }

    def share(self, test: Callable[[str], bool]) -> float:
        """The share of the sampled distinct values that pass; 0.0 without values."""
        return sum(map(test, self.sample)) / len(self.sample) if self.sample else 0.0

    def count(self, value: str) -> int:
        """How often a value stands in the column, exact while the column has few distinct values."""
        return self.sample.get(value, 0)
