"""How does what a reader found get from one process to another? As JSON in a folder: a head, and a file of rows a sheet.

Rows stand some hundred a line and are read anew by each pass, so neither side holds a sheet in memory. The format is
plain data: nothing in it can run. Whatever simple fields ``Document``, ``Sheet``, ``Article`` and ``Block`` have are
carried, so that they can grow without a change here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from itertools import islice
from pathlib import Path
from typing import Any, Final

from ingest.readers.article import Article, Block, Furniture, Prose
from ingest.readers.document import Document, Problem, Row, Rows, Sheet
from ingest.readers.mixed import Mixed

HEAD: Final = "head.json"
_BLOCK: Final = 256
_ERRORS: Final = "surrogatepass"

Json = dict[str, Any]
Content = Document | Prose | Mixed


@dataclass(frozen=True, slots=True)
class Spooled:
    """What a reader handed on, and the independent count of the same file as a JSON object."""

    content: Content
    counted: Json


@dataclass(frozen=True, slots=True)
class _SpooledRows:
    """``keep`` holds the folder: it is there as long as any of its rows may be read."""

    path: Path
    keep: object

    def __iter__(self) -> Iterator[Row]:
        with self.path.open(encoding="utf-8", errors=_ERRORS, newline="\n") as file:
            for line in file:
                for item in json.loads(line):
                    yield Row(item[0], tuple(item[1])) if len(item) == 2 else _whole_row(*item)


def _whole_row(
    number: int,
    cells: list[str],
    columns: list[int],
    elements: list[int],
    repeated: list[int],
    damaged: list[int],
) -> Row:
    return Row(number, tuple(cells), tuple(columns), tuple(elements), frozenset(repeated), frozenset(damaged))


def write_spool(folder: Path, content: Content, counted: Json) -> None:
    """Write what a reader found; the head last, so that a folder with a head is whole."""
    prose = content if isinstance(content, Prose) else content.prose if isinstance(content, Mixed) else None
    tables = (
        content if isinstance(content, Document) else content.tables if isinstance(content, Mixed) else None
    )
    head = {
        "prose": _plain(prose) if prose else None,
        "tables": _write_tables(folder, tables) if tables else None,
        "counted": counted,
    }
    with (folder / HEAD).open("w", encoding="utf-8", errors=_ERRORS) as file:
        json.dump(head, file, ensure_ascii=False, separators=(",", ":"))


def read_spool(folder: Path, keep: object) -> Spooled:
    """What was written; its rows hold ``keep``."""
    with (folder / HEAD).open(encoding="utf-8", errors=_ERRORS) as file:
        head = json.load(file)
    prose = _prose(head["prose"]) if head["prose"] else None
    tables = _tables(folder, head["tables"], keep) if head["tables"] else None
    if prose and tables:
        return Spooled(Mixed(prose, tables), head["counted"])
    content = prose or tables
    assert content, "a spool holds prose, tables or both"
    return Spooled(content, head["counted"])


def _write_tables(folder: Path, tables: Document) -> Json:
    sheets = []
    for number, sheet in enumerate(tables.sheets):
        _write_rows(folder / f"rows-{number}.jsonl", sheet.rows)
        sheets.append(_plain(sheet, "rows"))
    return {**_plain(tables, "sheets", "counted"), "sheets": sheets}


def _write_rows(path: Path, rows: Rows) -> None:
    with path.open("w", encoding="utf-8", errors=_ERRORS, newline="\n") as file:
        found = map(_row, rows)
        while block := list(islice(found, _BLOCK)):
            file.write(json.dumps(block, ensure_ascii=False, separators=(",", ":")) + "\n")


def _row(row: Row) -> tuple[Any, ...]:
    if row.columns or row.elements or row.repeated or row.damaged:
        return (
            row.number,
            row.cells,
            row.columns,
            row.elements,
            sorted(row.repeated),
            sorted(row.damaged),
        )
    return (row.number, row.cells)


def _plain(thing: Any, *without: str) -> Json:
    """A dataclass as JSON has it, those within it too."""
    values = {f.name: getattr(thing, f.name) for f in fields(thing) if f.name not in without}
    return {name: _plain_value(value) for name, value in values.items()}


def _plain_value(value: object) -> object:
    if isinstance(value, Article | Block | Furniture | Problem):
        return _plain(value)
    return [_plain_value(v) for v in value] if isinstance(value, tuple) else value


def _tables(folder: Path, data: Json, keep: object) -> Document:
    sheets = tuple(
        Sheet(rows=_SpooledRows(folder / f"rows-{number}.jsonl", keep), **_simple(sheet))
        for number, sheet in enumerate(data.pop("sheets"))
    )
    problems = tuple(Problem(**problem) for problem in data.pop("problems"))
    return Document(sheets=sheets, problems=problems, **_simple(data))


def _prose(data: Json) -> Prose:
    articles = tuple(_article(article) for article in data.pop("articles"))
    furniture = tuple(Furniture(**_simple(f)) for f in data.pop("furniture"))
    return Prose(articles=articles, furniture=furniture, **_simple(data))


def _article(data: Json) -> Article:
    blocks: Iterable[Json] = data.pop("blocks")
    return Article(blocks=tuple(Block(**_simple(block)) for block in blocks), **_simple(data))


def _simple(data: Json) -> Json:
    return {name: _tuples(value) for name, value in data.items()}


def _tuples(value: object) -> object:
    return tuple(_tuples(v) for v in value) if isinstance(value, list) else value
