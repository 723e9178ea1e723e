"""What does the second pass find in a document of text and tables? The counts of its formats, brought together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from ingest.readers.count_html import visible_html
from ingest.readers.count_markdown import markdown_cells
from ingest.readers.count_prose import PAGES, count_prose, count_stream, visible, written
from ingest.readers.counted import Count
from ingest.readers.mixed import Mixed, MixedCount


def count_mixed(path: Path, mixed: Mixed) -> MixedCount:
    """The count that was made when the file was read, else one made now.

    Of the reader it takes its decisions alone: the encoding, which tables of a page are lists, and which lines of a
    Markdown file are rows of a table.
    """
    if mixed.counted is not None:
        return mixed.counted
    lists = frozenset(sheet.name for sheet in mixed.tables.sheets)
    if not lists:
        return MixedCount(Count(0, {}), count_prose(path, mixed.prose))
    text = written(path, mixed.prose)
    if mixed.format in PAGES:
        shown, cells = visible_html(text, lists)
        return MixedCount(cell_count(cells), count_stream(shown, mixed.prose))
    found, counted = markdown_cells(text, mixed.tables, count_prose(path, mixed.prose))
    return MixedCount(cell_count(found), counted)


def cell_count(cells: Iterable[tuple[str, int, str]]) -> Count:
    """The count of cells (sheet, row, text) that show anything."""
    rows = Counter((sheet, row) for sheet, row, text in cells if next(visible(text), ""))
    return Count(rows.total(), dict(rows))
