"""How are the rows of a list gone through twice without being looked at twice? Those of a list of usual length are kept."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from typing import Final

from ingest.lists.flow import Step
from ingest.lists.subjects import RowReader, Sight

MOST_KEPT: Final = 30_000
"""Rows of one file; one of ten cells takes about 2 KB."""


class Twice:
    """The rows of one sheet with what each shows, as often as they are asked for; at most ``room`` are kept for the second time."""

    def __init__(self, steps: Callable[[], Iterator[Step]], reader: RowReader, room: int) -> None:
        self.reader = reader
        self._steps = steps
        self._room = room
        self._kept: deque[tuple[Step, Sight]] | None = None

    @property
    def kept(self) -> int:
        """How many rows wait to be gone through again."""
        return len(self._kept or ())

    def __iter__(self) -> Iterator[tuple[Step, Sight]]:
        if self._kept is None:
            yield from self._looked_at()
            return
        kept, self._kept = self._kept, None
        while kept:
            yield kept.popleft()

    def _looked_at(self) -> Iterator[tuple[Step, Sight]]:
        """Look at every row; keep them if there is room for all."""
        kept: deque[tuple[Step, Sight]] = deque()
        for number, step in enumerate(self._steps(), 1):
            seen = step, self.reader.sight(step)
            if number <= self._room:
                kept.append(seen)
            elif kept:
                kept.clear()
            yield seen
        if kept:
            self._kept = kept
