"""What stands in a JSON file, piece by piece? The elements of its arrays of objects, and what stands around them.

An array is a list of things if its first element is an object and only objects, at most three deep, stand around it:
``[{…}]``, ``{"data": [{…}]}``, ``{"data": {"list": [{…}]}, "total": 2}``. One element is in memory at a time, so that a
file may be as large as it likes. The values around the arrays are handed on with their paths.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from ingest.readers.jsonl import DECODER, Pairs

WRAPPED: Final = 3
"""How many objects may stand around an array of things."""
_CHUNK: Final = 1 << 16
_BLANK: Final = re.compile(r"[ \t\r\n\ufeff]*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A value of the file: an element of the array at ``path``, its 1-based ``number``; or, with number 0, what stands
    at ``path`` outside of all arrays of things."""

    path: str
    number: int
    value: object


class NotJson(ValueError):
    """The file is no JSON from here on; ``row`` is the 1-based line."""

    def __init__(self, row: int, cause: str) -> None:
        super().__init__(cause)
        self.row = row


def pieces(path: Path, encoding: str) -> Iterator[Piece]:
    """The pieces of a file in their order.

    Raises:
        NotJson: it is not well-formed, at the line that it names.
    """
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        text = _Text(file)
        yield from _value(text, "", 0, Counter())
        if text.peek():
            raise text.wrong("something follows the end")


class _Text:
    """A text with a position, of which only what is not read yet is held."""

    def __init__(self, file: IO[str]) -> None:
        self.file = file
        self.held = ""
        self.at = 0
        self.row = 1
        self.ended = False

    def peek(self) -> str:
        """The next character that is not blank, '' at the end."""
        while True:
            found = _BLANK.match(self.held, self.at)
            self.at = found.end() if found else self.at
            if self.at < len(self.held) or not self._more():
                return self.held[self.at : self.at + 1]

    def take(self, mark: str) -> None:
        """Go over a mark that must stand here."""
        if self.peek() != mark:
            raise self.wrong(f"{mark} expected")
        self.at += 1

    def value(self) -> object:
        """The whole value that stands here."""
        self.peek()
        while True:
            try:
                found, end = DECODER.raw_decode(self.held, self.at)
                if end < len(self.held) or not self._more():
                    self.at = end
                    return found
            except RecursionError as error:
                raise self.wrong("nested too deep") from error
            except ValueError as error:
                if not self._more():
                    raise self.wrong(
                        error.msg if isinstance(error, json.JSONDecodeError) else str(error)
                    ) from error

    def wrong(self, cause: str) -> NotJson:
        """The error for what stands here."""
        return NotJson(self.row + self.held.count("\n", 0, self.at), cause)

    def _more(self) -> bool:
        """Read on, at least as much as is held, so that a long value is not tried too often."""
        if self.ended:
            return False
        self.row += self.held.count("\n", 0, self.at)
        rest = self.held[self.at :]
        more = self.file.read(max(_CHUNK, len(rest)))
        self.held, self.at, self.ended = rest + more, 0, not more
        return bool(more)


def _value(text: _Text, path: str, depth: int, numbers: Counter[str]) -> Iterator[Piece]:
    start = text.peek()
    if start == "{" and depth < WRAPPED:
        yield from _members(text, path, depth, numbers)
    elif start == "[":
        yield from _array(text, path, numbers)
    else:
        yield Piece(path, 0, text.value())


def _members(text: _Text, path: str, depth: int, numbers: Counter[str]) -> Iterator[Piece]:
    text.take("{")
    if text.peek() == "}":
        text.take("}")
        return
    while True:
        if text.peek() != '"':
            raise text.wrong("a name in quotes expected")
        name = str(text.value())
        text.take(":")
        yield from _value(text, f"{path}.{name}" if path else name, depth + 1, numbers)
        if text.peek() == "}":
            text.take("}")
            return
        text.take(",")


def _array(text: _Text, path: str, numbers: Counter[str]) -> Iterator[Piece]:
    """An array: of things if its first element is an object, else a value."""
    text.take("[")
    if text.peek() == "]":
        text.take("]")
        return
    things = text.peek() == "{"
    while True:
        value = text.value()
        if things:
            numbers[path] += 1
            yield Piece(path, numbers[path], value)
        else:
            yield Piece(f"{path}[]", 0, value)
        if text.peek() == "]":
            text.take("]")
            return
        text.take(",")


def members(value: object) -> set[str]:
    """The names of an object's members, none of another value."""
    return {name for name, _ in value} if isinstance(value, Pairs) else set()
