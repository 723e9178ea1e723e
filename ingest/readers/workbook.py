"""How is a workbook read? In a limited process, by the reader of what the file is, whatever its ending."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ingest.readers.counted import count_from_json
from ingest.readers.document import Document
from ingest.readers.limits import Limits
from ingest.readers.sandbox import read_apart


def read_workbook(path: Path, limits: Limits) -> Document:
    """Open a workbook; every worksheet becomes a sheet, hidden ones included.

    Raises:
        IngestError: see ``ingest.readers.sandbox.read_apart``.
    """
    spooled = read_apart("ingest.readers.workbook_kind:read_and_count", path, limits)
    assert isinstance(spooled.content, Document)
    return replace(spooled.content, counted=count_from_json(spooled.counted))
