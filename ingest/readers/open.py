"""Which reader opens which file? By its ending; the content is checked by the reader itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ingest.errors import UnsupportedFormat
from ingest.readers.article import Prose
from ingest.readers.delimited import read_delimited
from ingest.readers.document import Document
from ingest.readers.html import read_html
from ingest.readers.jsonl import read_jsonl
from ingest.readers.limits import Limits
from ingest.readers.markdown import read_markdown
from ingest.readers.rdf_source import FORMATS
from ingest.readers.text import read_text
from ingest.readers.workbook import read_workbook

READERS: dict[str, Callable[[Path, Limits], Document]] = {
    ".xlsx": read_workbook,
    ".xlsm": read_workbook,
    ".csv": read_delimited,
    ".tsv": read_delimited,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
}

PROSE_READERS: dict[str, Callable[[Path, Limits], Prose]] = {
    ".txt": read_text,
    ".md": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".markdown": read_markdown,
}

JSON = ".json"
THINGS = (*FORMATS, JSON)
"""Endings of RDF, and of JSON that is JSON-LD or HSDS."""
ENDINGS = (*READERS, *PROSE_READERS, *THINGS)


def open_document(path: Path, limits: Limits | None = None) -> Document:
    """Open a file with the reader of its ending.

    Raises:
        UnsupportedFormat, and what the reader raises (``ingest.errors``).
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise UnsupportedFormat(path.name, ENDINGS)
    return reader(path, limits or Limits())


def is_prose(path: Path) -> bool:
    """Whether a file's ending is one of prose."""
    return path.suffix.lower() in PROSE_READERS


def is_things(path: Path) -> bool:
    """Whether a file's ending is one of RDF or HSDS: subjects with statements, no rows and no prose."""
    return path.suffix.lower() in THINGS


def open_prose(path: Path, limits: Limits | None = None) -> Prose:
    """Open a file of prose with the reader of its ending.

    Raises:
        UnsupportedFormat, and what the reader raises (``ingest.errors``).
    """
    reader = PROSE_READERS.get(path.suffix.lower())
    if reader is None:
        raise UnsupportedFormat(path.name, ENDINGS)
    return reader(path, limits or Limits())
