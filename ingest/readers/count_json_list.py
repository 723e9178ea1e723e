"""How many non-empty leaves does a JSON file of arrays of objects have? Counted token by token, by array and element."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from ingest.readers.count_json import shows

_CHUNK: Final = 1 << 16
_OBJECTS_AROUND: Final = 3
_TOKEN: Final = re.compile(
    r'[ \t\r\n,:\ufeff]*(?:([{}\[\]])|("[^"\\\x00-\x1f]*(?:\\.[^"\\\x00-\x1f]*)*")|([-\w.+]+))', re.ASCII
)
"""A bracket, a string, or a number or word; what only separates them goes along."""
_BLANK: Final = re.compile(r"[ \t\r\n\ufeff]*\Z")


@dataclass(slots=True)
class _Open:
    """An open bracket. ``free``: only objects stand around it, few enough; ``things``: an array of objects, None until its
    first element is seen; ``name``: the member that is being read."""

    mark: str
    path: str
    free: bool
    things: bool | None = None
    name: str | None = None


class _Counter:
    """Where the tokens stand, and what was counted."""

    def __init__(self) -> None:
        self.rows: Counter[tuple[str, int]] = Counter()
        self.numbers: Counter[str] = Counter()
        self.stack: list[_Open] = []
        self.element: tuple[str, int] | None = None

    def open(self, mark: str) -> None:
        """A bracket opens."""
        path = self._begin(mark)
        above = self.stack[-1] if self.stack else None
        free = above is None or (above.free and above.mark == "{")
        if mark == "{":
            free = free and sum(o.mark == "{" for o in self.stack) < _OBJECTS_AROUND
        self.stack.append(_Open(mark, path, free))

    def close(self) -> None:
        """A bracket closes."""
        closed = self.stack.pop()
        if closed.things:
            self.element = None
        self._end()

    def string(self, text: str) -> None:
        """A string: the name of a member, or a leaf."""
        if self.stack and self.stack[-1].mark == "{" and self.stack[-1].name is None:
            self.stack[-1].name = json.loads(text, strict=False)
        else:
            self.leaf(text, shows(text[1:-1]))

    def leaf(self, mark: str, counted: bool) -> None:
        """A value that is no bracket."""
        self._begin(mark)
        self.rows[self.element or ("", 0)] += counted
        self._end()

    def _begin(self, mark: str) -> str:
        """A value begins: its path, and which element it is in or is."""
        if not self.stack:
            return ""
        above = self.stack[-1]
        if above.mark == "[":
            if above.things is None:
                above.things = above.free and mark == "{"
            if above.things:
                self.numbers[above.path] += 1
                self.element = (above.path, self.numbers[above.path])
            return above.path
        return f"{above.path}.{above.name}" if above.path else above.name or ""

    def _end(self) -> None:
        if self.stack and self.stack[-1].mark == "{":
            self.stack[-1].name = None


def count_json_list(path: Path, encoding: str) -> dict[tuple[str, int], int]:
    """Non-empty leaves by (path of the array of objects, number of the element). What stands around the arrays is
    ('', 0); in a file without such arrays it is the one row, ('', 1).

    Raises:
        ValueError: a token is not well-formed, or the file ends too early.
    """
    counter = _Counter()
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        for found in _tokens(file):
            mark, string, word = found.groups()
            if string is not None:
                counter.string(string)
            elif word is not None:
                counter.leaf("", word != "null")
            elif mark in "{[":
                counter.open(mark)
            elif mark in "}]":
                counter.close()
    if counter.stack:
        raise ValueError("unfinished")
    rows = {place: cells for place, cells in counter.rows.items() if cells}
    if not counter.numbers and ("", 0) in rows:
        rows["", 1] = rows.pop(("", 0))
    return rows


def _tokens(file: IO[str]) -> Iterator[re.Match[str]]:
    """The tokens of a text, read in pieces; a token at the end of a piece may go on in the next."""
    held, position, ended = "", 0, False
    while True:
        found = _TOKEN.match(held, position)
        if found and (found.end() < len(held) or ended):
            position = found.end()
            yield found
        elif ended:
            if _BLANK.match(held, position):
                return
            raise ValueError("no token")
        else:
            more = file.read(max(_CHUNK, len(held) - position))
            held, position, ended = held[position:] + more, 0, not more
