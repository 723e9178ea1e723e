"""How does a decoded file become numbered lines of clean text? Controls blanked, invisible characters left out.

Every character keeps its way back to the file. What a line is for is decided in ``ingest.readers.layout``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import EmptyFile, TooBig
from ingest.readers.encoding import find_encoding
from ingest.readers.limits import Limits, check_size

_LINE_END = re.compile(r"\r\n|\r|\n")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]+")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the file.

    Attributes:
        number: 1-based.
        text: what it shows, ends trimmed, '' for a blank line.
        origin: as ``Block.origin``, for this line's text.
        indent: the blanks before it.
    """

    number: int
    text: str
    origin: tuple[tuple[int, int], ...] = ()
    indent: str = ""


def decode(path: Path, limits: Limits) -> tuple[str, str]:
    """The text of a file and its encoding; what does not decode is U+FFFD. Line ends stay as they are.

    Raises:
        EmptyFile, TooBig, WrongContent, WrongEncoding.
    """
    check_size(path, limits)
    encoding = find_encoding(path)
    return path.read_bytes().decode(encoding, errors="replace"), encoding


def read_lines(path: Path, limits: Limits) -> tuple[list[Line], str]:
    """The lines of a text file and its encoding.

    Raises:
        EmptyFile: also if nothing in it is visible. TooBig: also over ``limits.rows`` lines. WrongContent,
        WrongEncoding.
    """
    text, encoding = decode(path, limits)
    lines = list(split_lines(text))
    if len(lines) > limits.rows:
        raise TooBig(path.name, "行数", "lines", len(lines), limits.rows)
    if not any(line.text for line in lines):
        raise EmptyFile(path.name)
    return lines, encoding


def split_lines(text: str) -> list[Line]:
    """The lines of a decoded text, blank ones included.

    >>> [(line.number, line.text, line.origin) for line in split_lines("示例\\u200b社区\\r\\n 共建")]
    [(1, '示例社区', ((0, 0), (2, 3))), (2, '共建', ((0, 8),))]
    """
    starts = [0, *(end.end() for end in _LINE_END.finditer(text))]
    ends = [*(end.start() for end in _LINE_END.finditer(text)), len(text)]
    return [
        _line(number, text[start:end], start)
        for number, (start, end) in enumerate(zip(starts, ends, strict=True), 1)
    ]


def clean(text: str) -> str:
    """Text with control characters blanked (at equal length) and invisible characters left out.

    >>> clean("共\\x00建\\ufeff")
    '共 建'
    """
    return text if text.isprintable() else _INVISIBLE.sub("", _CONTROL.sub(" ", text))


def _line(number: int, raw: str, start: int) -> Line:
    blanked = raw if raw.isprintable() else _CONTROL.sub(" ", raw)
    shown = _INVISIBLE.sub("", blanked)
    text = shown.strip()
    if not text:
        return Line(number, "")
    first = len(shown) - len(shown.lstrip())
    return Line(number, text, _origin(blanked, start, first, first + len(text)), shown[:first])


def _origin(blanked: str, start: int, first: int, last: int) -> tuple[tuple[int, int], ...]:
    """The way back of ``first`` to ``last`` of the shown line: a new pair behind each invisible run."""
    pairs = [(0, start)]
    gone = 0
    for run in _INVISIBLE.finditer(blanked):
        gone += len(run.group())
        pairs.append((run.end() - gone, start + run.end()))
    before = [pair for pair in pairs if pair[0] <= first]
    offset, code = before[-1]
    inside = [(o - first, c) for o, c in pairs if first < o < last]
    return ((0, code + first - offset), *inside)
