"""How is a .jsonl file read? A line is a row, a non-empty leaf a cell, its path pattern the column.

``{"needs": [{"item": "口罩"}]}`` has the column ``needs[].item``; each element of a nested list of
objects carries its number, so that it can become a record of its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import EmptyFile, TooBig
from ingest.readers.cells import is_damaged, number_text, tidy
from ingest.readers.document import NONE, Document, Problem, Row, Sheet
from ingest.readers.encoding import find_encoding
from ingest.readers.limits import Limits, check_size

Leaf = tuple[str, int, str]
"""Path pattern, number of the nested element (0: none), text."""


class _Number(str):
    """The text of a JSON number, told apart from a string only while a line is decoded."""


class Pairs(list[tuple[str, object]]):
    """A JSON object with its members in order, repeated names included."""


DECODER = json.JSONDecoder(
    object_pairs_hook=Pairs, parse_int=_Number, parse_float=_Number, parse_constant=_Number
)


@dataclass(frozen=True, slots=True)
class _JsonRows:
    path: Path
    encoding: str
    places: dict[str, int]
    limits: Limits

    def __iter__(self) -> Iterator[Row]:
        for number, leaves in _lines(self.path, self.encoding, self.limits):
            if isinstance(leaves, Problem) or not leaves:
                continue
            yield row_of(number, leaves, self.places, self.limits.cell)


def row_of(number: int, leaves: Sequence[Leaf], places: Mapping[str, int], longest: int) -> Row:
    """The row of one object's leaves; ``places`` has the column of each path."""
    raw = [text for _, _, text in leaves]
    damaged = [i for i, t in enumerate(raw) if not t.isprintable() and is_damaged(t, longest)]
    damaged += [i for i, t in enumerate(raw) if len(t) > longest]
    return Row(
        number,
        tuple([tidy(text, longest) for text in raw]),
        tuple([places[path] for path, _, _ in leaves]),
        tuple([element for _, element, _ in leaves]),
        damaged=frozenset(damaged) if damaged else NONE,
    )


def read_jsonl(path: Path, limits: Limits) -> Document:
    """Open a file of JSON lines as one sheet whose columns are the path patterns, in name order.

    Raises:
        EmptyFile, TooBig, WrongContent, WrongEncoding.
    """
    check_size(path, limits)
    encoding = find_encoding(path)
    found: set[str] = set()
    problems = []
    for _, leaves in _lines(path, encoding, limits):
        if isinstance(leaves, Problem):
            problems.append(leaves)
        else:
            found.update(name for name, _, _ in leaves)
        if len(found) > limits.columns:
            raise TooBig(path.name, "列数", "columns", len(found), limits.columns)
    if not found and not problems:
        raise EmptyFile(path.name)
    columns = tuple(sorted(found))
    rows = _JsonRows(path, encoding, {name: i for i, name in enumerate(columns)}, limits)
    sheets = (Sheet("", rows, columns),) if columns else ()
    return Document(path.name, "jsonl", sheets, tuple(problems), encoding)


def _lines(path: Path, encoding: str, limits: Limits) -> Iterator[tuple[int, list[Leaf] | Problem]]:
    with path.open(encoding=encoding, errors="replace", newline="\n") as file:
        for number, line in enumerate(file, 1):
            if number > limits.rows:
                raise TooBig(path.name, "行数", "lines", number, limits.rows)
            if line.strip():
                yield number, _leaves(line, number, limits)


def _leaves(line: str, number: int, limits: Limits) -> list[Leaf] | Problem:
    try:
        value = DECODER.decode(line.strip())
        if not isinstance(value, Pairs):
            return _problem(number, "这一行不是 JSON 对象", "this line is not a JSON object")
        return leaves_of(value, limits.depth)
    except (ValueError, RecursionError) as error:
        return _problem(
            number, f"这一行的 JSON 读不了（{error}）", f"this line is not readable as JSON ({error})"
        )


def leaves_of(value: object, depth: int, path: str = "") -> list[Leaf]:
    """The non-empty leaves under a decoded value, in their order.

    Raises:
        ValueError: nested deeper than ``depth``.
    """
    leaves: list[Leaf] = []
    _walk(value, path, 0, [0], leaves, depth)
    return leaves


def _problem(number: int, zh: str, en: str) -> Problem:
    return Problem(
        "", number, f"{zh}：请修正这一行后重新导入", f"{en}: correct the line and ingest the file again"
    )


def _walk(value: object, path: str, element: int, last: list[int], leaves: list[Leaf], depth: int) -> None:
    """Collect the non-empty leaves under ``value``; ``last`` holds the number of the latest element."""
    if depth == 0:
        raise ValueError("nested too deep")
    if isinstance(value, Pairs):
        for name, inner in value:
            _walk(inner, f"{path}.{name}" if path else name, element, last, leaves, depth - 1)
    elif isinstance(value, list):
        for inner in value:
            number = element
            if isinstance(inner, Pairs) and not element:
                last[0] += 1
                number = last[0]
            _walk(inner, f"{path}[]", number, last, leaves, depth - 1)
    else:
        text = leaf_text(value)
        if tidy(text, len(text)):
            leaves.append((path, element, text))


def leaf_text(value: object) -> str:
    """A leaf as displayed, '' for null."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return number_text(value) if isinstance(value, _Number) else str(value)
