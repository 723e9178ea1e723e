"""What does a reader of documents hand on? A file of text with tables in it: its prose, and each table as a sheet.

Whatever stands in the file is in exactly one of the two: a table's cells are no text of the prose, and the lines that
name a table stay in the prose and are lent to the sheet as its captions.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from ingest.readers.article import Prose
from ingest.readers.count_prose import BlockCount, ProseCount
from ingest.readers.counted import Count, count_from_json, count_to_json
from ingest.readers.document import Document


@dataclass(frozen=True, slots=True)
class MixedCount:
    """What the second, independent pass over a document counted: the non-empty cells of its tables, and the characters
    and sentences of its text outside of them."""

    cells: Count
    text: ProseCount


@dataclass(frozen=True, slots=True)
class Mixed:
    """A document that was opened.

    Attributes:
        prose: its articles (without the tables); no article if the file holds tables alone.
        tables: its tables, one sheet each, named as the reader numbers them (``表1`` …); no sheet if it holds text
            alone. ``problems`` are what could not be read at all (a page without a text layer).
        counted: the second count, where it was made when the file was read (binary formats).
    """

    prose: Prose
    tables: Document
    counted: MixedCount | None = None

    @property
    def name(self) -> str:
        """The file's name with ending, without folder."""
        return self.prose.name

    @property
    def format(self) -> str:
        """The reader's name."""
        return self.prose.format


def text_alone(prose: Prose) -> Mixed:
    """A document without tables."""
    return Mixed(prose, Document(prose.name, prose.format, (), encoding=prose.encoding))


def mixed_count_to_json(counted: MixedCount) -> dict[str, Any]:
    """A count as a JSON object: what a reader's process sends."""
    return {
        "cells": count_to_json(counted.cells.rows, list(counted.cells.valueless)),
        "text": asdict(counted.text),
    }


def mixed_count_from_json(said: dict[str, Any]) -> MixedCount:
    """The count that a reader's process sent."""
    blocks = tuple(tuple(BlockCount(**block) for block in article) for article in said["text"]["blocks"])
    return MixedCount(count_from_json(said["cells"]), ProseCount(said["text"]["characters"], blocks))
