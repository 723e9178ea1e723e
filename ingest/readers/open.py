"""Which reader opens which file? By its ending; the content is checked by the reader itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ingest.errors import UnsupportedFormat
from ingest.readers.delimited import read_delimited
from ingest.readers.document import Document
from ingest.readers.docx import read_word
from ingest.readers.html import read_html
from ingest.readers.jsonl import read_jsonl
from ingest.readers.limits import Limits
from ingest.readers.markdown import read_markdown
from ingest.readers.mhtml import read_mhtml
from ingest.readers.mixed import Mixed
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

MIXED_READERS: dict[str, Callable[[Path, Limits], Mixed]] = {
    ".txt": read_text,
    ".md": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".markdown": read_markdown,
    ".mht": read_mhtml,
    ".mhtml": read_mhtml,
    ".docx": read_word,
    ".docm": read_word,
    ".dotx": read_word,
}

JSON = ".json"
THINGS = (*FORMATS, JSON)
"""Endings of RDF, and of JSON that is JSON-LD or HSDS."""
ENDINGS = (*READERS, *MIXED_READERS, *THINGS)


def open_document(path: Path, limits: Limits | None = None) -> Document:
    """Open a file with the reader of its ending.

    Raises:
        UnsupportedFormat, and what the reader raises (``ingest.errors``).
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise UnsupportedFormat(path.name, ENDINGS)
    return reader(path, limits or Limits())


def is_mixed(path: Path) -> bool:
    """Whether a file's ending is one of documents: text, with or without tables."""
    return path.suffix.lower() in MIXED_READERS


def is_things(path: Path) -> bool:
    """Whether a file's ending is one of RDF or HSDS: subjects with statements, no rows and no prose."""
    return path.suffix.lower() in THINGS


def open_mixed(path: Path, limits: Limits | None = None) -> Mixed:
    """Open a document with the reader of its ending.

    Raises:
        UnsupportedFormat, and what the reader raises (``ingest.errors``).
    """
    reader = MIXED_READERS.get(path.suffix.lower())
    if reader is None:
        raise UnsupportedFormat(path.name, ENDINGS)
    return reader(path, limits or Limits())
