"""What does a reader hand on? A file as sheets of rows of displayed cells, readable twice.

Rows are iterated anew by each pass, so a file is never held in memory as a whole by its
consumer. Which row is the header is not decided here: see ``ingest.lists.header``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from ingest.readers.counted import Count

NONE: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a sheet, or one line of JSON.

    Attributes:
        number: 1-based row or line of the file.
        cells: the text as displayed, '' for an empty cell; merged values are filled in.
        columns: the column of each cell; () means that cell i stands in column i. Columns may repeat.
        elements: for each cell 0, or the 1-based number of the nested list element it belongs to;
            () means all 0.
        repeated: positions in ``cells`` that a merge filled (they are not cells of their own).
        damaged: positions in ``cells`` whose text cannot be trusted (NUL, undecodable, too long).
    """

    number: int
    cells: tuple[str, ...]
    columns: tuple[int, ...] = ()
    elements: tuple[int, ...] = ()
    repeated: frozenset[int] = NONE
    damaged: frozenset[int] = NONE


class Rows(Protocol):
    """A re-iterable sequence of rows."""

    def __iter__(self) -> Iterator[Row]:
        """Start a new pass."""
        ...


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that the reader could not hand on as a row: it goes to repair.

    ``cells`` is how many cells the count takes it for (a broken line counts as one, a comment on a cell or a macro as
    none). ``row`` is 0 for the whole sheet, ``sheet`` '' for the whole file; ``column`` (a letter or a name) and ``text``
    say where in the row and what stands there; ``reason`` is the repair's.
    """

    sheet: str
    row: int
    zh: str
    en: str
    cells: int = 1
    column: str = ""
    text: str = ""
    reason: str = "not-readable"


@dataclass(frozen=True, slots=True)
class Sheet:
    """``columns`` is given where the format itself names the columns (JSON paths), else (). ``captions`` are texts that
    stand outside of the sheet and say what it lists (the document's title, the heading or line above a table), the
    nearest first; they are no cells."""

    name: str
    rows: Rows
    columns: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was opened: ``name`` with ending, without folder.

    ``format`` is the reader's name; ``encoding`` and ``delimiter`` are what it decided ('' where
    they have no meaning), for the second count and for the report. ``counted`` is that count, where it
    was made when the file was read (binary formats). ``structure`` are cells that only stand around the sheets (the members of the
    JSON object that holds the lists); their rows have the number 0.
    """

    name: str
    format: str
    sheets: tuple[Sheet, ...]
    problems: tuple[Problem, ...] = field(default=())
    encoding: str = ""
    delimiter: str = ""
    counted: Count | None = None
    structure: tuple[Row, ...] = ()
