"""Which reader opens which file? That of its content, named by an ending (``sniff.py``); the reader checks the rest."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ingest.errors import UnsupportedFormat
from ingest.readers.delimited import read_delimited
from ingest.readers.document import Document
from ingest.readers.docx import read_word
from ingest.readers.html import read_html
from ingest.readers.json_list import read_json_list
from ingest.readers.jsonl import read_jsonl
from ingest.readers.limits import Limits, check_size
from ingest.readers.markdown import read_markdown
from ingest.readers.mhtml import read_mhtml
from ingest.readers.mixed import Mixed
from ingest.readers.pdf import read_portable
from ingest.readers.rdf_source import FORMATS
from ingest.readers.sniff import JSON, JSON_LIST, Sniffed, sniff
from ingest.readers.text import read_text
from ingest.readers.workbook import read_workbook

READERS: dict[str, Callable[[Path, Limits], Document]] = {
    ".xlsx": read_workbook,
    ".xlsm": read_workbook,
    ".xls": read_workbook,
    ".ods": read_workbook,
    ".csv": read_delimited,
    ".tsv": read_delimited,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    JSON_LIST: read_json_list,
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
    ".pdf": read_portable,
}

THINGS = (*FORMATS, JSON)
"""Endings of RDF, and of JSON that is JSON-LD or HSDS."""
ENDINGS = (*(e for e in READERS if e != JSON_LIST), *MIXED_READERS, *THINGS)
"""The endings of files that are read."""


def read_as(path: Path) -> Sniffed:
    """As what a file is read, whatever its ending says.

    Raises:
        UnsupportedFormat, WrongContent, PasswordProtected, EmptyFile: no reader fits.
    """
    return sniff(path, (*READERS, *MIXED_READERS, *THINGS))


def open_document(path: Path, limits: Limits | None = None) -> Document:
    """Open a list with the reader of its content.

    Raises:
        UnsupportedFormat, and what the reader raises (``ingest.errors``).
    """
    check_size(path, limits or Limits())
    reader = READERS.get(read_as(path).ending)
    if reader is None:
        raise UnsupportedFormat(path.name, ENDINGS)
    return reader(path, limits or Limits())


def is_mixed(path: Path) -> bool:
    """Whether a file is a document: text, with or without tables."""
    return read_as(path).ending in MIXED_READERS


def is_things(path: Path) -> bool:
    """Whether a file is RDF or HSDS: subjects with statements, no rows and no prose."""
    return read_as(path).ending in THINGS


def open_mixed(path: Path, limits: Limits | None = None) -> Mixed:
    """Open a document with the reader of its content.

    Raises:
        UnsupportedFormat, and what the reader raises (``ingest.errors``).
    """
    reader = MIXED_READERS.get(read_as(path).ending)
    if reader is None:
        raise UnsupportedFormat(path.name, ENDINGS)
    return reader(path, limits or Limits())
