"""Where in its lines does the text of a marked-up block stand? Character by character; what is left over is markup."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from ingest.readers.article import Block, Furniture
from ingest.readers.furniture import count_visible
from ingest.readers.lines import Line


class Placing:
    """Finds the blocks of one file in its lines, in order, and keeps what no block has taken."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._line, self._offset = 0, 0
        self._taken: dict[int, set[int]] = {}

    def place(self, text: str, first: int, last: int) -> Block:
        """A paragraph of ``text``, whose characters stand in this order in the lines ``first`` to ``last`` (0-based,
        end excluded); each stands behind all that was placed before. What is not found there is left without a
        place, and the balance of the file will show it."""
        if first > self._line:
            self._line, self._offset = first, 0
        touched: dict[int, None] = {}
        origin: list[tuple[int, int]] = []
        step = None
        for offset, character in enumerate(text):
            if character.isspace():
                continue
            if not self._find(character, last):
                break
            line = self._lines[self._line]
            code = _code(line, self._offset)
            if code - offset != step:
                origin.append((offset, code))
                step = code - offset
            touched[line.number] = None
            self._taken.setdefault(self._line, set()).add(self._offset)
            self._offset += 1
        return Block("paragraph", text, tuple(touched) or (first + 1,), tuple(origin))

    def rest(self) -> list[Furniture]:
        """All that was not placed, as one piece of furniture; none if nothing is left."""
        left = []
        for index, line in enumerate(self._lines):
            taken = self._taken.get(index, set())
            words = "".join(" " if i in taken else c for i, c in enumerate(line.text)).split()
            if words:
                left.append((line.number, " ".join(words)))
        if not left:
            return []
        text = " ".join(part for _, part in left)
        return [Furniture(text, tuple(number for number, _ in left), count_visible(text))]

    def _find(self, character: str, last: int) -> bool:
        """Go to the next place of the character before the line ``last``; stay if there is none."""
        line, offset = self._line, self._offset
        while line < min(last, len(self._lines)):
            found = self._lines[line].text.find(character, offset)
            if found >= 0:
                self._line, self._offset = line, found
                return True
            line, offset = line + 1, 0
        return False


def _code(line: Line, offset: int) -> int:
    """The code point of the file at which a line's character stands."""
    start, code = line.origin[bisect_right(line.origin, offset, key=lambda pair: pair[0]) - 1]
    return code + offset - start
