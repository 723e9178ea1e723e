"""Can a file be read, and what is it? Opened, counted by both passes, understood, and given its source key."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from graph.sources import SourceVersion
from ingest.balance import check, seen_by_reader
from ingest.context import IngestOptions
from ingest.errors import BrokenFile
from ingest.identify import identify
from ingest.lists.lexicon import Lexicon
from ingest.lists.survey import Survey, survey
from ingest.lists.told import speaks_of_sheets
from ingest.readers.count import count
from ingest.readers.counted import Count
from ingest.readers.document import Document
from ingest.readers.open import open_document

_BROKEN = (ValueError, KeyError, IndexError, StopIteration, RuntimeError)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file that is ready to be stored. ``size`` in bytes; ``counted`` is the independent count of its cells."""

    path: Path
    size: int
    document: Document
    survey: Survey
    version: SourceVersion
    counted: Count

    @property
    def name(self) -> str:
        """The file's name."""
        return self.document.name

    @property
    def units(self) -> int:
        """How many rows and lines hold anything."""
        return len(self.counted.rows)


def prepare(path: Path, content: str, options: IngestOptions, lexicon: Lexicon) -> Prepared:
    """Open a file, hold the reader's cells against the independent count, find headers, profile and key.

    Raises:
        IngestError: it cannot be read, has no header, or the counts differ.
    """
    document = open_document(path, options.limits)
    counted = _counted(path, document)
    check(document.name, without_valueless(counted), seen_by_reader(document))
    found = survey(document, lexicon)
    version = identify(document, found, content, options.source, lexicon)
    found = survey(document, lexicon, version.key) if speaks_of_sheets(lexicon) else found
    return Prepared(path, path.stat().st_size, document, found, version, counted)


def without_valueless(counted: Count) -> Count:
    """The count less the cells that show an error or hold a formula without a stored result: no reader can have
    their value; they are booked as repairs."""
    rows = dict(counted.rows)
    for sheet, name in counted.valueless:
        rows[sheet, row_of(name)] -= 1
    return Count(counted.cells - len(counted.valueless), rows, counted.valueless)


def row_of(cell: str) -> int:
    """The row of a cell's name (``B12`` → 12)."""
    return int("".join(c for c in cell if c.isdigit()))


def _counted(path: Path, document: Document) -> Count:
    if document.counted:
        return document.counted
    try:
        return count(path, document.format, document.encoding, document.delimiter)
    except _BROKEN as error:
        cause = str(error)
        raise BrokenFile(
            path.name, 0, f"内部结构不完整（{cause}）", f"its structure is broken ({cause})"
        ) from error
