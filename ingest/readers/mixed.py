"""What does a reader of documents hand on? A file of text with tables in it: its prose, and each table as a sheet.

Whatever stands in the file is in exactly one of the two: a table's cells are no text of the prose, and the lines that
name a table stay in the prose and are lent to the sheet as its captions.
"""

from __future__ import annotations

from dataclasses import dataclass

from ingest.readers.article import Prose
from ingest.readers.document import Document


@dataclass(frozen=True, slots=True)
class Mixed:
    """A document that was opened.

    Attributes:
        prose: its articles (without the tables); no article if the file holds tables alone.
        tables: its tables, one sheet each, named as the reader numbers them (``表1`` …); no sheet if it holds text
            alone. ``problems`` are what could not be read at all (a page without a text layer).
    """

    prose: Prose
    tables: Document

    @property
    def name(self) -> str:
        """The file's name with ending, without folder."""
        return self.prose.name

    @property
    def format(self) -> str:
        """The reader's name."""
        return self.prose.format
