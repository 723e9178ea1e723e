"""How is a .csv or .tsv file read? Encoding and delimiter are found, rows are streamed."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from statistics import mode

from ingest.errors import BrokenFile, EmptyFile, TooBig
from ingest.readers.cells import is_damaged, tidy
from ingest.readers.document import NONE, Document, Row, Sheet
from ingest.readers.encoding import find_encoding
from ingest.readers.limits import Limits, check_size

_DELIMITERS = ",\t;|"
_WIDE_DELIMITERS = "，；｜、"
_SEPARATOR_LINE = re.compile(r"\ufeff?sep=(.)(?:\r\n|\r|\n)", re.IGNORECASE)
_SAMPLE_ROWS = 50
_LONGEST_SEPARATOR = 10
_EVEN = 0.9
_END = "\x1e"
# One process-wide setting of the csv module: a field longer than this means a quote that never closes.
csv.field_size_limit(10_000_000)


@dataclass(frozen=True, slots=True)
class _DelimitedRows:
    path: Path
    encoding: str
    delimiter: str
    limits: Limits

    def __iter__(self) -> Iterator[Row]:
        longest = self.limits.cell
        for number, raw in enumerate(parsed(self.path, self.encoding, self.delimiter), 1):
            if number > self.limits.rows:
                raise TooBig(self.path.name, "行数", "rows", number, self.limits.rows)
            if len(raw) > self.limits.columns:
                raise TooBig(self.path.name, "列数", "columns", len(raw), self.limits.columns)
            cells = tuple([tidy(text, longest) if text else "" for text in raw])
            if any(cells):
                yield Row(number, cells, damaged=_damaged(raw, longest))


def _damaged(raw: list[str], longest: int) -> frozenset[int]:
    joined = "".join(raw)
    if joined.isprintable() and "\ufffd" not in joined and len(joined) <= longest:
        return NONE
    return frozenset(i for i, text in enumerate(raw) if is_damaged(text, longest))


def parsed(path: Path, encoding: str, delimiter: str) -> Iterator[list[str]]:
    """The rows as the csv module splits them, blank ones as [].

    Raises:
        BrokenFile: a quote that never closes.
    """
    number = 0
    held: list[str] | None = None
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        try:
            for raw in csv.reader(_watched(file), delimiter=delimiter):
                number += 1
                if held is not None:
                    yield held
                held = raw
        except csv.Error as error:
            raise BrokenFile(
                path.name, number + 1, f"引号没有成对（{error}）", f"unpaired quote ({error})"
            ) from error
    if held != [_END]:
        raise BrokenFile(path.name, number, "这里开始的引号没有结束", "a quote that starts here never ends")


def _watched(lines: Iterable[str]) -> Iterator[str]:
    """The lines, NUL (which some versions of the csv module refuse) as the damage mark, then the end mark,
    which stands alone in its row unless a quote is still open. Excel's line that states the separator is a blank row."""
    rest = iter(lines)
    first = next(rest, "")
    yield "\n" if _SEPARATOR_LINE.fullmatch(first) else first.replace("\x00", "\ufffd")
    for line in rest:
        yield line.replace("\x00", "\ufffd") if "\x00" in line else line
    yield _END


def read_delimited(path: Path, limits: Limits) -> Document:
    """Open a delimited file as one sheet named after the file.

    Raises:
        EmptyFile, TooBig, WrongContent, WrongEncoding, BrokenFile.
    """
    check_size(path, limits)
    encoding = find_encoding(path)
    delimiter = _delimiter(path, encoding)
    rows = _DelimitedRows(path, encoding, delimiter, limits)
    if next(iter(rows), None) is None:
        raise EmptyFile(path.name)
    return Document(path.name, "delimited", (Sheet("", rows),), encoding=encoding, delimiter=delimiter)


def _delimiter(path: Path, encoding: str) -> str:
    """The delimiter that the first line states (``sep=;``), else the one that splits the first rows into the most even
    width; a tab for .tsv if it splits at all; a full-width one only where no other splits anything."""
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        stated = _SEPARATOR_LINE.fullmatch(file.readline(_LONGEST_SEPARATOR))
    if stated:
        return stated[1]
    order = "\t,;|" if path.suffix.lower() == ".tsv" else _DELIMITERS
    scores = {d: _evenness(path, encoding, d) for d in order}
    if not any(share for share, _ in scores.values()):
        wide = {d: _evenness(path, encoding, d) for d in _WIDE_DELIMITERS}
        scores |= {d: score for d, score in wide.items() if score[0] >= _EVEN}
    return max(scores, key=lambda d: scores[d])


def _evenness(path: Path, encoding: str, delimiter: str) -> tuple[float, int]:
    """The share of the first rows that have the commonest width over 1, and that width. A share, not a number: a wrong
    delimiter can break quoted cells into more rows than there are."""
    try:
        widths = [len(r) for r in islice(parsed(path, encoding, delimiter), _SAMPLE_ROWS) if r]
    except BrokenFile:
        return (0, 0)
    split = [w for w in widths if w > 1]
    common = mode(split) if split else 0
    return (split.count(common) / len(widths), common) if split else (0, 0)
