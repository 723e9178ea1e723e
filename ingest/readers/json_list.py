"""How is a .json file of things read? Each array of objects is a sheet, each of its elements a row, as in JSON lines.

``{"data": [{…}], "total": 2}``: what stands around an array is no row. It is structure, and its texts are lent to the
sheets as captions (a title with the community's name). A file that is one object is one row.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ingest.errors import BrokenFile, EmptyFile, TooBig
from ingest.readers.document import Document, Problem, Row, Sheet
from ingest.readers.encoding import find_encoding
from ingest.readers.json_stream import NotJson, Piece, pieces
from ingest.readers.jsonl import Leaf, Pairs, leaves_of, row_of
from ingest.readers.limits import Limits, check_size
from ingest.readers.organisations_dump import in_our_words

FORMAT = "json-list"
_LONGEST_CAPTION = 200


@dataclass(slots=True)
class _Found:
    """What the first pass saw: columns and elements by array, and the leaves around the arrays."""

    columns: dict[str, set[str]] = field(default_factory=dict)
    around: list[Leaf] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    rows: int = 0


@dataclass(frozen=True, slots=True)
class _ElementRows:
    path: Path
    encoding: str
    sheet: str
    places: dict[str, int]
    limits: Limits

    def __iter__(self) -> Iterator[Row]:
        for piece in pieces(self.path, self.encoding):
            if piece.number and piece.path == self.sheet and isinstance(piece.value, Pairs):
                leaves = _leaves(piece, self.limits)
                if leaves:
                    yield row_of(piece.number, leaves, self.places, self.limits.cell)


@dataclass(frozen=True, slots=True)
class _OneRow:
    row: Row

    def __iter__(self) -> Iterator[Row]:
        yield self.row


def read_json_list(path: Path, limits: Limits) -> Document:
    """Open a JSON file as one sheet an array of objects, named by the array's path ('' for the outermost).

    Raises:
        BrokenFile: it is not well-formed or nested too deep, with the line. EmptyFile, TooBig, WrongContent,
        WrongEncoding.
    """
    check_size(path, limits)
    encoding = find_encoding(path)
    try:
        found = _look_through(path, encoding, limits)
    except NotJson as error:
        raise BrokenFile(path.name, error.row, f"JSON 语法错误（{error}）", f"not JSON ({error})") from error
    except ValueError as error:
        raise BrokenFile(path.name, 0, "嵌套过深", "nested too deep") from error
    problems = tuple(found.problems)
    if not found.columns:
        return _one_object(path, encoding, found, limits)
    sheets = tuple(
        _sheet(path, encoding, name, columns, found, limits)
        for name, columns in found.columns.items()
        if columns
    )
    if not sheets and not problems:
        raise EmptyFile(path.name)
    return Document(path.name, FORMAT, sheets, problems, encoding, structure=_around(found, limits))


def _look_through(path: Path, encoding: str, limits: Limits) -> _Found:
    found = _Found()
    for piece in pieces(path, encoding):
        if not piece.number:
            found.around += leaves_of(piece.value, limits.depth, piece.path)
            if len(found.around) > limits.statements:
                raise TooBig(path.name, "JSON 值数", "leaves", len(found.around), limits.statements)
            continue
        found.rows += 1
        if found.rows > limits.rows:
            raise TooBig(path.name, "行数", "rows", found.rows, limits.rows)
        columns = found.columns.setdefault(piece.path, set())
        if not isinstance(piece.value, Pairs):
            found.problems.append(_no_object(piece, limits))
            continue
        columns.update(name for name, _, _ in _leaves(piece, limits))
        if len(columns) > limits.columns:
            raise TooBig(path.name, "列数", "columns", len(columns), limits.columns)
    return found


def _leaves(piece: Piece, limits: Limits) -> list[Leaf]:
    return in_our_words(leaves_of(piece.value, limits.depth))


def _no_object(piece: Piece, limits: Limits) -> Problem:
    return Problem(
        piece.path,
        piece.number,
        f"第 {piece.number} 项不是 JSON 对象：请改正后重新导入",
        f"element {piece.number} is not a JSON object: correct it and ingest the file again",
        len(leaves_of(piece.value, limits.depth)),
    )


def _sheet(path: Path, encoding: str, name: str, columns: set[str], found: _Found, limits: Limits) -> Sheet:
    names = tuple(sorted(columns))
    places = {column: i for i, column in enumerate(names)}
    captions = tuple(text for _, _, text in found.around if _is_caption(text))
    return Sheet(name, _ElementRows(path, encoding, name, places, limits), names, captions)


def _is_caption(text: str) -> bool:
    """Whether a value around an array can say what it lists: text with an ideograph in it, not too long."""
    return len(text) <= _LONGEST_CAPTION and any("\u4e00" <= c <= "\u9fff" for c in text)


def _around(found: _Found, limits: Limits) -> tuple[Row, ...]:
    if not found.around:
        return ()
    names = {name: i for i, name in enumerate(dict.fromkeys(name for name, _, _ in found.around))}
    return (row_of(0, found.around, names, limits.cell),)


def _one_object(path: Path, encoding: str, found: _Found, limits: Limits) -> Document:
    """A file without arrays of objects: its leaves are one row."""
    leaves = in_our_words(found.around)
    if not leaves:
        raise EmptyFile(path.name)
    columns = tuple(sorted({name for name, _, _ in leaves}))
    if len(columns) > limits.columns:
        raise TooBig(path.name, "列数", "columns", len(columns), limits.columns)
    row = row_of(1, leaves, {name: i for i, name in enumerate(columns)}, limits.cell)
    return Document(path.name, FORMAT, (Sheet("", _OneRow(row), columns),), encoding=encoding)
