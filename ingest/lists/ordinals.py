"""Which of several equal keys is this one? Ordinals follow the remaining cells, never the row order."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable


def rest_digest(cells: Iterable[str]) -> int:
    """A 64-bit digest of the cells beside the key, in an order that the columns' names give."""
    return int.from_bytes(
        hashlib.blake2b("\x1f".join(cells).encode(errors="replace"), digest_size=8).digest()
    )


class Ordinals:
    """First ``note`` every record's key and rest in a pass over the file, then ask for each ordinal."""

    def __init__(self) -> None:
        self._rests: dict[str, int | list[int]] = {}
        self._given: Counter[tuple[str, int]] = Counter()
        self._sorted = False

    def note(self, key: str, rest: int) -> None:
        """Take a record into account."""
        known = self._rests.get(key)
        if known is None:
            self._rests[key] = rest
        elif isinstance(known, int):
            self._rests[key] = [known, rest]
        else:
            known.append(rest)

    def ordinal(self, key: str, rest: int) -> int:
        """The rank of the rest among those of the key; equal rests count up in the order in which they come."""
        rests = self._rests.get(key)
        if not isinstance(rests, list):
            return 0
        if not self._sorted:
            for some in self._rests.values():
                if isinstance(some, list):
                    some.sort()
            self._sorted = True
        self._given[key, rest] += 1
        return bisect_left(rests, rest) + self._given[key, rest] - 1
